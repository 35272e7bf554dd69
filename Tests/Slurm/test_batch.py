"""Scripts of one's own: `sweepbook sweep … --out DIR` needs no logic around it, whatever Slurm does to it."""
import shlex
import unittest

from cluster import wait_until
from lab import LONG, LONG_RUNS, QUICK, Lab, SlurmTest

setUpModule, tearDownModule = Lab.start, Lab.stop


class OwnScripts(SlurmTest):
    def sbatch(self, *options, command):
        """Submits a script whose last line is a command of sweepbook's; its job's number."""
        script = self.work / "job.sh"
        script.write_text(f"#!/bin/bash\nexec {shlex.join(map(str, [Lab.binary, *command]))}\n")
        said = self.cluster.ask(
            "sbatch", "--parsable", "--requeue", "--open-mode=append", f"--chdir={self.work}", f"--output={self.work}/%A_%a.out", *options, script)
        self.assertIsNotNone(said)
        return said.strip()

    def logs(self):
        return "".join(path.read_text() for path in sorted(self.work.glob("*.out")))

    def test_a_requeued_sweep_just_goes_on(self):
        job = self.sbatch(command=["sweep", *LONG, "--quiet", "--out", "out"])
        self.wait_for_runs(10)
        before = self.recorded()
        self.assertIsNotNone(self.cluster.ask("scontrol", "requeue", job))
        self.wait_until_complete(seconds=90)
        self.assertIn("Restarts=1", self.cluster.ask("scontrol", "show", "job", job))
        self.assert_same_as_local(LONG)
        self.assertGreaterEqual(before, 10)
        self.assertNotIn("exists and is not empty", self.logs())

    def test_a_cancelled_sweep_ends_in_order_and_the_same_command_goes_on(self):
        job = self.sbatch(command=["sweep", *LONG, "--quiet", "--out", "out"])
        self.wait_for_runs(5)
        self.cluster.ask("scancel", job)
        wait_until("an empty queue", 20, lambda: self.queue() == [])
        self.assertRegex(self.logs(), rf"interrupted; \d+ of {LONG_RUNS} runs are kept")
        self.assertEqual(list(self.work.glob("out/claims/*.jsonl")), [])
        self.sweepbook("sweep", *LONG, "--quiet", "--out", "out")
        self.assert_same_as_local(LONG)

    def test_another_plan_is_refused_and_the_difference_told(self):
        self.sbatch(command=["sweep", *QUICK, "--quiet", "--out", "out"])
        self.wait_until_complete()
        said = self.refused("sweep", *QUICK[:-1], "5", "--out", "out")
        self.assertIn("seeds", said)
        self.assert_same_as_local(QUICK)

    def test_an_array_of_the_same_command(self):
        self.sbatch("--array=0-1", command=["sweep", *LONG, "--quiet", "--jobs", "1", "--out", "out"])
        self.wait_until_complete()
        self.assert_same_as_local(LONG)

    def test_an_array_of_workers(self):
        local = self.start("sweep", *LONG, "--jobs", "1", "--quiet", "--out", "out")
        self.wait_for_runs(1)
        local.terminate()
        local.communicate()
        self.sbatch("--array=0-1", "--signal=B:USR1@60", command=["worker", "out"])
        self.wait_until_complete()
        self.assert_same_as_local(LONG)


if __name__ == "__main__":
    unittest.main()
