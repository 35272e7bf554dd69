"""Sweeps on a cluster on which nothing dies: the same bytes as a local run, wherever they are and whoever submits them."""
import os
import pwd
import shutil
import tempfile
import unittest
from pathlib import Path

from lab import GRID, QUICK, ROOT, Lab, SlurmTest, contents, masked

setUpModule, tearDownModule = Lab.start, Lab.stop

SLURM = ["--on", "slurm", "--workers", "2"]


class TheSameSweep(SlurmTest):
    def test_a_followed_sweep_leaves_and_prints_what_a_local_run_does(self):
        with self.readers():
            said = self.sweepbook("sweep", *QUICK, *SLURM, "--out", "out")
        self.assert_same_as_local(QUICK)
        local = self.sweepbook("sweep", *QUICK, "--out", "local").replace("local", "out")
        self.assertEqual(sorted(masked(said).splitlines()), sorted(masked(local).splitlines()))
        workers = self.work / "out/workers"
        self.assertTrue((workers / "worker.sbatch").read_text().startswith("#!"))
        self.assertTrue((workers / "jobs/1.json").exists())
        self.assertTrue(list((workers / "logs").glob("*_*.log")))

    def test_a_complete_folder_is_shown_and_nothing_is_submitted(self):
        self.sweepbook("sweep", *QUICK, "--quiet", "--out", "out")
        self.sweepbook("sweep", *QUICK, *SLURM, "--out", "out")
        self.assertFalse((self.work / "out/workers").exists())
        self.assert_same_as_local(QUICK)

    def test_a_sweep_that_nobody_follows_ends_complete(self):
        said = self.submit(plan=QUICK)
        self.assertIn("sweepbook attach out", said)
        self.wait_until_complete()
        self.assert_same_as_local(QUICK)

    def test_a_race_with_models_and_embeddings(self):
        race = [*GRID, "--epochs", "50", "--seeds", "20", "--race", "--checkpoints", "last", "--embeddings"]
        self.sweepbook("sweep", *race, *SLURM, "--out", "out")
        self.assert_same_as_local(race)

    def test_two_sweeps_at_once(self):
        other = [*QUICK[:-1], "5"]
        self.submit(plan=QUICK, out="one")
        self.submit(plan=other, out="two")
        for out in ("one", "two"):
            self.wait_until_complete(out)
        self.assert_same_as_local(QUICK, "one")
        self.assert_same_as_local(other, "two")


class Places(SlurmTest):
    def test_a_name_with_blanks_quotes_and_percent_signs(self):
        name = """it's 50% "done" %A $HOME ü"""
        self.sweepbook("sweep", *QUICK, *SLURM, "--out", name)
        self.assert_same_as_local(QUICK, name)
        self.assertTrue(list((self.work / name / "workers/logs").glob("*_*.log")))
        self.assertEqual(os.listdir(self.work), [name])

    @unittest.skipUnless(Path("/dev/shm").is_dir(), "no /dev/shm")
    def test_a_folder_on_another_file_system(self):
        with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
            out = f"{other}/out"
            self.assertNotEqual(os.stat(other).st_dev, self.work.stat().st_dev)
            self.submit(plan=QUICK, out=out)
            self.wait_until_complete(out)
            self.assert_same_as_local(QUICK, out)

    def test_a_working_directory_that_the_plan_reads_its_data_from(self):
        (self.work / "data").mkdir()
        shutil.copy(ROOT / "Examples/elements.tsv", self.work / "data")
        plan = ["--data", "data/elements.tsv", "--n_layer", "1", "--n_head", "1", "2", "--n_embd_factor", "4", "--dropout", "0.1",
                "--epochs", "20", "--seeds", "2"]
        self.sweepbook("sweep", *plan, "--quiet", "--out", "local")
        self.sweepbook("sweep", *plan, *SLURM, "--out", "out")
        self.assertEqual(contents(self.work / "out"), contents(self.work / "local"))

    def test_another_user_than_root(self):
        nobody = pwd.getpwnam("nobody")
        home = self.work / "home"
        home.mkdir()
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        os.chown(self.work, nobody.pw_uid, nobody.pw_gid)
        self.sweepbook(
            "sweep", *QUICK, *SLURM, "--out", "out", user="nobody", environment=Lab.environment(HOME=str(home), USER="nobody"))
        self.assert_same_as_local(QUICK)
        owners = {path.stat().st_uid for path in (self.work / "out").rglob("*")}
        self.assertEqual(owners, {nobody.pw_uid})


if __name__ == "__main__":
    unittest.main()
