"""The manual pages, as man, groff and mandoc read them: without a warning, and with the sections that readers look for.

    SWEEPBOOK=/path/to/sweepbook python3 Tests/Shells/test_manual.py
"""
import os, pathlib, shutil, subprocess, sys, tempfile, unittest

BINARY = pathlib.Path(os.environ["SWEEPBOOK"]).resolve()
READERS = {
    "groff": ["groff", "-ww", "-man", "-Tutf8", "-z"], "mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
    "man": ["man", "--warnings", "-l"],
}
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO"]


def printed(*arguments):
    return subprocess.run([BINARY, *arguments], check=True, capture_output=True, text=True, cwd="/").stdout


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        os.chdir(cls.folder.name)
        topics = [line.split("\t")[0] for line in printed("completion", "zsh", "sweepbook help ").splitlines()]
        # One process prints all: each page begins with its heading.
        asked = [argument for topic in ["", *topics] for argument in ("-c", f"help {topic} as=man")]
        cls.paths = []
        for page in printed(*asked).split(".TH ")[1:]:
            name, section = page.split()[:2]
            cls.paths.append(f"{name.lower()}.{section}")
            pathlib.Path(cls.paths[-1]).write_text(f".TH {page}")
        assert len(cls.paths) == 1 + len(topics), f"{len(cls.paths)} pages of {len(topics)} topics"

    def read(self, reader):
        if shutil.which(reader) is None:
            if os.environ.get("CI") == "true":
                self.fail(f"{reader} is not installed; .ci/setup installs it")
            self.skipTest(f"{reader} is not installed")
        environment = os.environ | {"LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANWIDTH": "80"}
        result = subprocess.run([*READERS[reader], *self.paths], capture_output=True, text=True, env=environment)
        self.assertEqual((result.returncode, result.stderr, result.stdout if reader == "mandoc" else ""), (0, "", ""))
        return result.stdout

    def test_groff(self):
        self.read("groff")

    def test_mandoc(self):
        self.read("mandoc")

    def test_man(self):
        text = self.read("man")
        self.assertIn("sweepbook-sweep - train every combination of lists of values", text)

    def test_sections(self):
        for path in self.paths:
            lines = pathlib.Path(path).read_text().splitlines()
            titles = [line[4:].strip('"') for line in lines if line.startswith(".SH ")]
            wanted = SECTIONS if path.endswith(".1") else ["NAME", "DESCRIPTION", "SEE ALSO"]
            self.assertEqual([title for title in titles if title in wanted], [w for w in wanted if w != "OPTIONS" or "OPTIONS" in titles], path)


if __name__ == "__main__":
    sys.exit(unittest.main())
