"""The cluster itself: it starts quickly, heals, and leaves nothing."""
import unittest

from cluster import processes, wait_until
from lab import Lab, SlurmTest

setUpModule, tearDownModule = Lab.start, Lab.stop


class ClusterTest(SlurmTest):
    def test_a_start_leaves_what_runs_alone_and_starts_what_has_died(self):
        before = {name: self.cluster.pid(name) for name in self.cluster.commands}
        self.cluster.start()
        self.assertEqual({name: self.cluster.pid(name) for name in self.cluster.commands}, before)
        self.cluster.kill("slurmctld")
        self.cluster.start()
        after = {name: self.cluster.pid(name) for name in self.cluster.commands}
        self.assertNotEqual(after.pop("slurmctld"), before.pop("slurmctld"))
        self.assertEqual(after, before)

    def test_a_killed_node_takes_its_jobs_along_and_they_are_requeued(self):
        self.cluster.ask("sbatch", "--array=0-1", "--requeue", "-o", "/dev/null", "--wrap", "exec sleep 300")
        wait_until("two jobs", 20, lambda: len(self.workers()) == 2)
        self.cluster.kill("n2")
        self.assertEqual((len(self.workers("n1")), len(self.workers("n2"))), (1, 0))
        wait_until("a requeued job", 40, lambda: any("|PD|" in job for job in self.queue()))
        self.cluster.start()
        wait_until("two jobs again", 40, lambda: len(self.workers()) == 2)

    def test_a_stopped_cluster_leaves_nothing(self):
        self.cluster.ask("sbatch", "-o", "/dev/null", "--wrap", "exec sleep 300")
        wait_until("a job", 20, lambda: len(self.workers()) == 1)
        self.cluster.stop()
        self.assertFalse(self.cluster.folder.exists())
        self.assertEqual(list(processes(SLURM_CONF=self.cluster.configuration)), [])
        self.cluster.start()


if __name__ == "__main__":
    unittest.main()
