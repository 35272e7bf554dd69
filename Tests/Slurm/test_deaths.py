"""Workers, nodes and the controller die: nothing is lost, nothing is done twice, and what is read meanwhile is whole."""
import os
import signal
import subprocess
import threading
import time
import unittest

from cluster import wait_until
from lab import LONG, LONG_RUNS, SOAKS, Lab, SlurmTest

setUpModule, tearDownModule = Lab.start, Lab.stop

SLURM = ["--on", "slurm", "--workers", "2", "--lost_after", "3"]


class Workers(SlurmTest):
    def test_a_killed_worker_is_replaced_by_the_other(self):
        self.submit()
        self.wait_for_runs(5)
        with self.readers():
            os.kill(self.workers()[0], signal.SIGKILL)
            self.wait_until_complete()
        self.assert_same_as_local(LONG)

    def test_killed_workers_are_submitted_again_by_who_follows(self):
        follower = self.start("sweep", *LONG, *SLURM, "--out", "out")
        self.wait_for_runs(5)
        for worker in self.workers():
            os.kill(worker, signal.SIGKILL)
        said, problems = follower.communicate(timeout=90)
        self.assertEqual(follower.returncode, 0, problems)
        self.assert_same_as_local(LONG)
        self.assertEqual(sorted(path.name for path in self.work.glob("out/workers/jobs/*")), ["1.json", "2.json"])

    def test_a_worker_that_stands_still_past_its_lease_doubles_nothing(self):
        self.submit()
        self.wait_for_runs(5)
        still = self.workers()[0]
        os.kill(still, signal.SIGSTOP)
        wait_until("all runs by the other", 60, lambda: self.status()["complete"])
        os.kill(still, signal.SIGCONT)
        self.wait_until_complete()
        self.assert_same_as_local(LONG)

    def test_a_full_disk_costs_nothing_that_was_recorded(self):
        out = self.work / "out"
        out.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80k", "tmpfs", out], check=True)
        try:
            self.submit()
            wait_until("workers that give up", 60, lambda: not self.queue())
            before = self.status()["done"]
            self.assertLess(before, LONG_RUNS)
            self.assertIn("No space left on device", self.sweepbook("status", "out"))
            subprocess.run(["mount", "-o", "remount,size=64m", out], check=True)
            self.assertGreaterEqual(self.status()["done"], before)
            self.sweepbook("resume", "out", *SLURM)
            self.assert_same_as_local(LONG)
        finally:
            subprocess.run(["umount", "-l", out], check=True)

    def test_a_unit_that_kills_its_workers_is_set_aside_and_named(self):
        self.submit(workers=6)
        hunted, killed, ended = [], [], threading.Event()

        def hunt():
            """Kills whoever claims the unit that was claimed first."""
            while not ended.is_set():
                for claim in self.work.glob("out/claims/*.jsonl"):
                    try:
                        owner = claim.read_bytes()
                    except OSError:
                        continue
                    pids = [pid for pid in self.workers() if str(pid).encode() in owner]
                    if pids and claim.name == (hunted or [claim.name])[0]:
                        hunted[:] = [claim.name]
                        os.kill(pids[0], signal.SIGKILL)
                        killed.append(pids[0])
                time.sleep(0.01)

        hunter = threading.Thread(target=hunt)
        hunter.start()
        try:
            wait_until("workers that leave", 90, lambda: not self.queue())
        finally:
            ended.set()
            hunter.join()
        self.assertEqual(len(killed), 2)
        self.assertLess(self.recorded(), LONG_RUNS)
        self.assertIn("set aside", self.sweepbook("status", "out"))
        self.sweepbook("resume", "out", *SLURM)
        self.assert_same_as_local(LONG)


class Nodes(SlurmTest):
    def test_a_killed_node_s_task_is_requeued_and_the_sweep_ends(self):
        self.submit()
        self.wait_for_runs(5)
        with self.readers():
            self.cluster.kill("n2")
            wait_until("a requeued task", 40, lambda: any("|PD|" in job for job in self.queue()) or len(self.queue()) < 2)
            self.cluster.start()
            self.wait_until_complete(seconds=90)
        self.assert_same_as_local(LONG)

    def test_a_node_that_dies_with_the_only_worker(self):
        self.submit(workers=1)
        self.wait_for_runs(5)
        node = self.queue()[0].split("|")[3]
        self.cluster.kill(node)
        self.wait_until_complete(seconds=90)
        self.assert_same_as_local(LONG)
        self.cluster.start()


class Controller(SlurmTest):
    def test_a_killed_controller_that_comes_back(self):
        follower = self.start("sweep", *LONG, *SLURM, "--out", "out")
        self.wait_for_runs(5)
        with self.readers():
            self.cluster.kill("slurmctld")
            count = self.recorded()
            self.wait_for_runs(count + 10)
            self.cluster.start()
            said, problems = follower.communicate(timeout=90)
        self.assertEqual(follower.returncode, 0, problems)
        self.assert_same_as_local(LONG)

    def test_a_controller_that_stays_away(self):
        """Workers need no controller, and neither does who follows them."""
        follower = self.start("sweep", *LONG, *SLURM, "--out", "out")
        self.wait_for_runs(5)
        self.cluster.kill("slurmctld")
        try:
            said, problems = follower.communicate(timeout=90)
        finally:
            self.cluster.start()
        self.assertEqual(follower.returncode, 0, problems)
        self.assert_same_as_local(LONG)


class TimeLimits(SlurmTest):
    @unittest.skipUnless(SOAKS, "SWEEPBOOK_SLURM_SOAK=1 runs it: two minutes")
    def test_a_time_limit_is_reached_and_the_task_goes_on_after_it(self):
        plan = [*LONG[:-3], "1500", "--seeds", "40"]
        self.submit("--time", "2", plan=plan)
        wait_until("a second start", 240, lambda: "Restarts=1" in (self.cluster.ask("scontrol", "show", "job") or ""))
        self.sweepbook("cancel", "out")
        wait_until("an empty queue", 30, lambda: self.queue() == [])
        self.sweepbook("resume", "out", timeout=600)
        self.assert_same_as_local(plan)


if __name__ == "__main__":
    unittest.main()
