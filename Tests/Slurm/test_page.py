"""The page about clusters: what it shows as typed is typed, in its order."""
import re
import subprocess
import unittest

from lab import ROOT, Lab, SlurmTest, contents

setUpModule, tearDownModule = Lab.start, Lab.stop

PAGE = ROOT / "docs/pages/cluster.md"


class Page(SlurmTest):
    def test_its_commands_do_what_it_says(self):
        blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(), re.S | re.M)
        self.assertGreater(len(blocks), 3)
        environment = Lab.environment()
        environment["PATH"] = f"{Lab.scratch}:{environment['PATH']}"
        for block in blocks:
            done = subprocess.run(
                ["bash", "-e", "-c", block], cwd=self.work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, f"{block}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        for folder in ("real", "one"):
            self.assertIn("sweep_summary.txt", contents(self.work / folder))


if __name__ == "__main__":
    unittest.main()
