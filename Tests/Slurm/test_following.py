"""Following a sweep on a cluster, leaving it and coming back; asking workers to stop; working on one folder from both sides."""
import unittest

from cluster import wait_until
from lab import LONG, LONG_RUNS, QUICK, Lab, SlurmTest, Terminal

setUpModule, tearDownModule = Lab.start, Lab.stop

SLURM = ["--on", "slurm", "--workers", "2", "--lost_after", "3"]


class LeavingAndComingBack(SlurmTest):
    def test_control_c_leaves_the_workers_alone_and_attach_comes_back(self):
        terminal = Terminal("sweep", *LONG, *SLURM, "--out", "out", folder=self.work)
        terminal.until(rf"[1-9]\d*/{LONG_RUNS} runs")
        terminal.interrupt()
        self.assertEqual(terminal.wait(), 130)
        self.assertRegex(terminal.text, rf"detached; job \d+ goes on with out \(\d+ of {LONG_RUNS} runs (is|are) done\)")
        self.assertRegex(terminal.text, r"come back with: sweepbook attach out")
        self.assertEqual(len(self.queue()), 2)
        said = self.sweepbook("attach", "out")
        self.assertIn("All output files saved to: out", said)
        self.assert_same_as_local(LONG)

    def test_a_follower_that_is_killed_leaves_the_workers_alone(self):
        follower = self.start("sweep", *LONG, *SLURM, "--out", "out")
        self.wait_for_runs(1)
        follower.kill()
        self.wait_until_complete()
        self.assert_same_as_local(LONG)

    def test_many_may_follow_and_all_see_the_end(self):
        self.submit()
        followers = [self.start("attach", "out") for _ in range(3)]
        for follower in followers:
            said, problems = follower.communicate(timeout=90)
            self.assertEqual(follower.returncode, 0, problems)
            self.assertIn("All output files saved to: out", said)
        self.assert_same_as_local(LONG)

    def test_a_log_has_neither_carriage_returns_nor_escapes(self):
        done = self.run_binary("sweep", *QUICK, *SLURM, "--out", "out")
        for text in (done.stdout, done.stderr, *(log.read_text() for log in self.work.glob("out/workers/logs/*"))):
            self.assertNotRegex(text, r"[\r\x1b]")


class WhyJobsWait(SlurmTest):
    def test_status_and_attach_say_it_in_words(self):
        self.submit("--sbatch=--begin=now+1hour", plan=QUICK)
        wait_until("a reason", 20, lambda: any("BeginTime" in job for job in self.queue()))
        self.assertIn("BeginTime", self.sweepbook("status", "out"))
        terminal = Terminal("attach", "out", folder=self.work)
        terminal.until("BeginTime")
        terminal.interrupt()
        self.assertEqual(terminal.wait(), 130)

    def test_a_local_worker_starts_while_the_queue_is_slow(self):
        self.submit("--sbatch=--hold", plan=QUICK)
        self.sweepbook("resume", "out")
        self.assert_same_as_local(QUICK)
        self.sweepbook("cancel", "out")
        wait_until("an empty queue", 20, lambda: self.queue() == [])


class AskingToStop(SlurmTest):
    def test_stop_lets_runs_end_and_resume_goes_on(self):
        self.submit()
        self.wait_for_runs(5)
        self.sweepbook("stop", "out")
        wait_until("workers that leave", 30, lambda: self.queue() == [])
        self.assertLess(self.recorded(), LONG_RUNS)
        self.assertEqual(list(self.work.glob("out/claims/*.jsonl")), [])
        self.sweepbook("resume", "out", *SLURM)
        self.assert_same_as_local(LONG)

    def test_cancel_ends_the_jobs_and_resume_goes_on(self):
        self.submit()
        self.wait_for_runs(5)
        with self.readers():
            self.sweepbook("cancel", "out")
            wait_until("an empty queue", 30, lambda: self.queue() == [])
            kept = self.recorded()
            self.sweepbook("resume", "out", *SLURM)
        self.assertGreaterEqual(kept, 5)
        self.assert_same_as_local(LONG)

    def test_stop_ends_a_local_sweep_in_another_terminal(self):
        local = self.start("sweep", *LONG, "--jobs", "1", "--out", "out")
        self.wait_for_runs(3)
        self.sweepbook("stop", "out")
        local.communicate(timeout=30)
        self.assertNotEqual(local.returncode, 0)
        self.sweepbook("resume", "out")
        self.assert_same_as_local(LONG)

    def test_a_worker_that_is_told_that_its_time_ends_requeues_itself(self):
        self.submit(workers=1)
        self.wait_for_runs(3)
        job = self.queue()[0].split("_")[0]
        self.assertIsNotNone(self.cluster.ask("scancel", "--signal=USR1", "--batch", f"{job}_0"))
        wait_until("a second start", 40, lambda: "Restarts=1" in (self.cluster.ask("scontrol", "show", "job", job) or ""))
        self.wait_until_complete(seconds=90)
        self.assert_same_as_local(LONG)


class BothSides(SlurmTest):
    def test_a_local_worker_joins_a_cluster_s_sweep(self):
        self.submit(workers=1)
        self.wait_for_runs(1)
        said = self.sweepbook("resume", "out", "--jobs", "1")
        self.assertIn("All output files saved to: out", said)
        self.assert_same_as_local(LONG)

    def test_a_cluster_joins_a_local_sweep(self):
        local = self.start("sweep", *LONG, "--jobs", "1", "--out", "out")
        self.wait_for_runs(3)
        self.sweepbook("resume", "out", *SLURM)
        said, problems = local.communicate(timeout=60)
        self.assertEqual(local.returncode, 0, problems)
        self.assert_same_as_local(LONG)


if __name__ == "__main__":
    unittest.main()
