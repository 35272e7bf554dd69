#!/usr/bin/env python3
"""Runs the checks: each module beside the others, on a cluster of its own, or those that are named, as unittest does."""
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
UNITTEST = [sys.executable, "-B", "-m", "unittest"]


def run_all():
    began, running, failed = time.monotonic(), {}, []
    for module in sorted(path.stem for path in FOLDER.glob("test_*.py")):
        log = tempfile.TemporaryFile("w+")
        running[module] = subprocess.Popen([*UNITTEST, "-v", module], cwd=FOLDER, stdout=log, stderr=subprocess.STDOUT), log
    signal.signal(signal.SIGTERM, lambda *_: [process.terminate() for process, _ in running.values()])
    for module, (process, log) in running.items():
        if process.wait() != 0:
            failed.append(module)
        log.seek(0)
        print(log.read(), end="", flush=True)
    print(f"check-slurm: {', '.join(failed) + ' failed' if failed else 'all passed'} ({time.monotonic() - began:.0f} s)")
    return 1 if failed else 0


def main(arguments):
    return subprocess.run([*UNITTEST, *arguments], cwd=FOLDER).returncode if arguments else run_all()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
