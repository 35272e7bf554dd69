"""jupyter console, driven as a person would."""
import re
import sys
import time

import pexpect

import conftest

ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[()=>].?)")


class Console:
    """jupyter console at a pseudo-terminal of 100 columns."""

    def __init__(self, folder):
        self.child = pexpect.spawn(
            sys.executable, ["-m", "jupyter", "console", "--kernel", "sweepbook"], cwd=str(folder), dimensions=(40, 100),
            encoding="utf-8", timeout=20, env=conftest.os.environ | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"})
        self.text = ""

    def shows(self, pattern, timeout=20):
        """Waits until the screen has shown a pattern since the last input."""
        end = time.monotonic() + timeout
        while not re.search(pattern, ESCAPES.sub("", self.text)):
            assert time.monotonic() < end, f"no {pattern!r} in {ESCAPES.sub('', self.text)[-1500:]!r}"
            try:
                self.text += self.child.read_nonblocking(65536, 0.2)
            except pexpect.TIMEOUT:
                pass
        return ESCAPES.sub("", self.text)

    def type(self, keys):
        self.text = ""
        self.child.send(keys)

    def runs(self, line):
        self.type(line + "\r")


def test_console(tmp_path, runs_a_second):
    console = Console(tmp_path)
    console.shows(r"In \[1\]:", 30)
    console.runs("6 * 7")
    console.shows(r"Out\[1\]:\s+42[\s\S]*In \[2\]:")
    console.runs(conftest.training(2, "small"))
    console.shows(r"Average test accuracy[\s\S]*In \[3\]:")
    console.runs(conftest.training(int(runs_a_second * 3), "live"))
    console.shows(r"Average test accuracy[\s\S]*In \[4\]:", 60)
    console.type("swe\t")
    console.shows("sweep")
    console.type("\x15")
    console.runs("?sweep")
    console.shows(r"sweep")
    console.type("q")
    console.runs("")
    console.runs(conftest.ENDLESS)
    time.sleep(2)
    console.type("\x03")
    console.shows(r"interrupted[\s\S]*In \[\d+\]:")
    console.type("\x1b[A")
    console.shows("endless")
    console.type("\x15")
    console.runs("history")
    console.shows(r"6 \* 7")
    console.runs("quit")
    end = time.monotonic() + 10
    while console.child.isalive() and time.monotonic() < end:
        try:
            console.text += console.child.read_nonblocking(65536, 0.2)
            if "want to exit" in console.text:
                console.type("y\r")
        except (pexpect.TIMEOUT, pexpect.EOF):
            time.sleep(0.05)
    assert not console.child.isalive()
