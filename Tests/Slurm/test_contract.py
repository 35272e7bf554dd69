"""What every launcher promises, in Swift: with SLURM_CONF the contract is tried with Slurm too."""
import subprocess
import unittest

from lab import ROOT, Lab, SlurmTest

setUpModule, tearDownModule = Lab.start, Lab.stop


class Contract(SlurmTest):
    @unittest.skipUnless((ROOT / ".build/release/sweepbookPackageTests.xctest").exists(), "the release tests are not built")
    def test_the_launchers_contract_holds_for_slurm(self):
        done = subprocess.run(
            ["swift", "test", "-c", "release", "--skip-build", "--filter", "LauncherContract"], cwd=ROOT, env=Lab.environment(),
            capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr)[-3000:])
        self.assertIn("slurm", done.stdout.lower())


if __name__ == "__main__":
    unittest.main()
