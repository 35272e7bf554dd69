"""What a site refuses, or a machine lacks: its own words are shown, and nothing is left half submitted."""
import os
import subprocess
import unittest

from cluster import wait_until
from lab import LONG, QUICK, Lab, SlurmTest

setUpModule, tearDownModule = Lab.start, Lab.stop

SLURM = ["--on", "slurm", "--workers", "2", "--out", "out"]

HANGING = "#!/bin/sh\nexec sleep 600\n"
# Submits, and then doesn't say so.
SUBMITTING_AND_HANGING = '#!/bin/sh\n/usr/bin/sbatch "$@" >/dev/null\nexec sleep 600\n'


class Refusals(SlurmTest):
    def tearDown(self):
        self.assertEqual(self.queue(), [])
        super().tearDown()

    def assert_nothing_is_left(self):
        self.assertEqual([name for name in os.listdir(self.work) if name != "bin"], [])
        self.assertEqual(self.queue(), [])

    def with_sbatch(self, script):
        """The environment in which `sbatch` is a script, before all others."""
        (self.work / "bin").mkdir()
        (self.work / "bin/sbatch").write_text(script)
        (self.work / "bin/sbatch").chmod(0o755)
        return Lab.environment(PATH=f"{self.work}/bin:{os.environ['PATH']}")

    def test_a_partition_that_the_site_does_not_have(self):
        said = self.refused("sweep", *QUICK, *SLURM, "--partition", "nowhere")
        self.assertIn("invalid partition specified: nowhere", said)
        self.assert_nothing_is_left()

    def test_an_option_that_sbatch_does_not_have(self):
        said = self.refused("sweep", *QUICK, *SLURM, "--sbatch=--colour=red")
        self.assertIn("unrecognized option '--colour=red'", said)
        self.assert_nothing_is_left()

    def test_more_memory_than_any_node_has(self):
        said = self.refused("sweep", *QUICK, *SLURM, "--memory", "900T")
        self.assertRegex(said, "[Mm]emory")
        self.assert_nothing_is_left()

    def test_sbatch_that_is_not_there(self):
        (self.work / "bin").mkdir()
        said = self.refused("sweep", *QUICK, *SLURM, environment=Lab.environment(PATH=str(self.work / "bin")))
        self.assertIn("sbatch is not on PATH", said)
        self.assert_nothing_is_left()

    def test_sbatch_that_does_not_answer(self):
        environment = self.with_sbatch(HANGING) | {"SWEEPBOOK_SLURM_SECONDS": "2"}
        said = self.refused("sweep", *QUICK, *SLURM, environment=environment)
        self.assertIn("sbatch", said)
        self.assert_nothing_is_left()

    def test_sbatch_that_submits_and_does_not_say_so(self):
        environment = self.with_sbatch(SUBMITTING_AND_HANGING) | {"SWEEPBOOK_SLURM_SECONDS": "2"}
        self.refused("sweep", *QUICK, *SLURM, environment=environment)
        wait_until("an empty queue", 20, lambda: self.queue() == [])
        # Workers may have started meanwhile: what they have recorded stays, and nothing of them.
        self.assertFalse((self.work / "out/workers").exists())
        self.sweepbook("sweep", *QUICK, "--out", "out")
        self.assert_same_as_local(QUICK)

    def test_a_job_whose_submission_was_killed_is_found_and_cancelled(self):
        submission = subprocess.Popen(
            [Lab.binary, "sweep", *LONG, *SLURM, "--sbatch=--hold"], cwd=self.work, env=self.with_sbatch(SUBMITTING_AND_HANGING),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until("a job", 20, self.queue)
        submission.kill()
        submission.wait()
        self.assertIn("2 wait", self.sweepbook("status", "out"))
        self.sweepbook("cancel", "out")
        wait_until("an empty queue", 20, lambda: self.queue() == [])
        self.sweepbook("resume", "out")
        self.assert_same_as_local(LONG)

    def test_a_folder_that_was_there_stays(self):
        self.submit("--sbatch=--hold", plan=LONG)
        self.sweepbook("cancel", "out")
        wait_until("an empty queue", 20, lambda: self.queue() == [])
        self.refused("resume", "out", "--on", "slurm", "--partition", "nowhere")
        self.sweepbook("resume", "out")
        self.assert_same_as_local(LONG)

    def test_options_that_are_for_a_cluster_only(self):
        done = self.run_binary("sweep", *QUICK, "--partition", "main", "--out", "out")
        self.assertIn("on=slurm", done.stderr.replace("--on slurm", "on=slurm"))
        self.assertIn(done.returncode, (1, 2))
        self.assert_nothing_is_left()


class QueueOutOfReach(SlurmTest):
    def test_status_and_attach_go_on_without_the_queue(self):
        """The truth is in the folder: where squeue is missing, as on a login that is no part of the cluster, files say it all."""
        self.submit(plan=QUICK)
        elsewhere = Lab.environment(PATH=str(self.work))
        self.sweepbook("status", "out", environment=elsewhere)
        self.sweepbook("attach", "out", environment=elsewhere)
        self.wait_until_complete()
        self.assert_same_as_local(QUICK)


if __name__ == "__main__":
    unittest.main()
