"""What the checks share: a cluster and a home of a module's own, sweepbook's commands, and what is compared.

SWEEPBOOK names the binary; SWEEPBOOK_SLURM_SOAK=1 runs the long forms.
"""
import atexit
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import threading
import time
import unittest
from contextlib import contextmanager
from pathlib import Path

from cluster import Cluster, kill, processes, wait_until

ROOT = Path(__file__).resolve().parents[2]
SOAKS = os.environ.get("SWEEPBOOK_SLURM_SOAK") == "1"

# 12 combinations: 48 runs of a hundredth of a second, or 96 of seven hundredths.
GRID = ["--n_layer", "1", "2", "--n_head", "1", "2", "4", "--n_embd_factor", "4", "--dropout", "0.1", "0.3"]
QUICK = [*GRID, "--epochs", "50", "--seeds", "4"]
LONG = [*GRID, "--epochs", "200", "--seeds", "8"]
LONG_RUNS = 96

# Times and dates, and the checksums over them.
MASKS = [
    (r'"seconds":[-+.\de]+', '"seconds":…'),
    (r'"crc32":"\w+"', '"crc32":…'),
    (r"Time taken: [\d.]+( seconds|s)", "Time taken: …"),
    (r'"created" : "[^"]+"', '"created" : …'),
    (r"Date: .*", "Date: …"),
]


class Lab:
    """The cluster and the scratch folder of the module that is running."""

    cluster = None
    scratch = None
    references = {}

    @classmethod
    def start(cls):
        # Whoever is asked to end stops the cluster first: unittest lets nothing else end it.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        atexit.register(cls.stop)
        cls.scratch = Path(tempfile.mkdtemp(prefix="sweepbook-slurm-"))
        cls.scratch.chmod(0o755)
        (cls.scratch / "home").mkdir()
        # Other users can't read a binary in root's home.
        cls.binary = Path(shutil.copy(os.environ.get("SWEEPBOOK", ROOT / ".build/release/sweepbook"), cls.scratch / "sweepbook"))
        cls.cluster = Cluster(cls.scratch / "cluster")
        cls.references = {}
        try:
            cls.cluster.start()
        except BaseException:
            cls.stop()
            raise

    @classmethod
    def stop(cls):
        atexit.unregister(cls.stop)
        cls.cluster.stop()
        shutil.rmtree(cls.scratch, ignore_errors=True)

    @classmethod
    def environment(cls, **more):
        kept = {name: value for name, value in cls.cluster.environment.items() if not name.startswith(("XDG_", "SWEEPBOOK_"))}
        return {**kept, "HOME": str(cls.scratch / "home"), "LANG": "C.UTF-8", "TERM": "dumb", "COLUMNS": "100", **more}

    @classmethod
    def reference(cls, plan):
        """What a local run of a plan leaves."""
        key = tuple(plan)
        if key not in cls.references:
            folder = cls.scratch / f"reference{len(cls.references)}"
            subprocess.run(
                [cls.binary, "sweep", *plan, "--quiet", "--out", folder], env=cls.environment(), check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            cls.references[key] = contents(folder)
        return cls.references[key]


def contents(folder):
    """All that a results folder holds but of its workers, times and dates aside."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        name = str(path.relative_to(folder))
        if name.split("/")[0] != "workers":
            found[name] = read(path) if path.is_file() else None
    return found


def read(path):
    """A text with times and dates masked; of a model its bytes."""
    content = path.read_bytes()
    try:
        return masked(content.decode())
    except UnicodeDecodeError:
        return content


def masked(text):
    for pattern, mask in MASKS:
        text = re.sub(pattern, mask, text)
    return text


class SlurmTest(unittest.TestCase):
    """A test with a working directory of its own and, before and after it, no job on the cluster."""

    maxDiff = 2000

    def setUp(self):
        self.cluster = Lab.cluster
        self.work = Path(tempfile.mkdtemp(prefix="work-", dir=Lab.scratch))
        self.work.chmod(0o777)
        self.started = []

    def tearDown(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        self.cluster.ask("scancel", "--partition", "main")
        self.cluster.ask("scancel", "--partition", "short")
        wait_until("an empty queue", 20, lambda: self.queue() == [])
        kill(self.workers())
        wait_until("nodes that take jobs", 20, self.cluster.has_nodes)
        if self.has_failed:
            self.show_what_was_said()
        shutil.rmtree(self.work, ignore_errors=True)

    @property
    def has_failed(self):
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors) or any(
            error for test, error in getattr(self._outcome, "errors", []) if test is self)

    def show_what_was_said(self):
        print(f"\n{self.id()} left:")
        for path in sorted(self.work.rglob("*")):
            if path.is_file() and (path.suffix == ".out" or "workers" in path.parts):
                print(f"--- {path.relative_to(self.work)}\n{path.read_text(errors='replace')[-3000:]}")

    # MARK: Commands
    def run_binary(self, *arguments, environment=None, user=None, timeout=90):
        return subprocess.run(
            [Lab.binary, *map(str, arguments)], cwd=self.work, env=environment or Lab.environment(), user=user,
            group=user and "nogroup", extra_groups=user and [], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=timeout)

    def sweepbook(self, *arguments, **how):
        """What a command prints, which must succeed."""
        done = self.run_binary(*arguments, **how)
        self.assertEqual(done.returncode, 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def refused(self, *arguments, **how):
        """What a command that must fail says."""
        done = self.run_binary(*arguments, **how)
        self.assertEqual(done.returncode, 1, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stderr

    def start(self, *arguments, **environment):
        """A command that goes on beside the test; its output is in a pipe."""
        process = subprocess.Popen(
            [Lab.binary, *map(str, arguments)], cwd=self.work, env=Lab.environment(**environment), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.started.append(process)
        return process

    def submit(self, *arguments, plan=LONG, out="out", workers=2):
        """Starts a sweep on the cluster and leaves it alone."""
        return self.sweepbook(
            "sweep", *plan, "--on", "slurm", "--workers", workers, "--detach", "--lost_after", 3, "--out", out, *arguments)

    def status(self, out="out"):
        return json.loads(self.sweepbook("status", out, "--json"))

    # MARK: Waiting
    def wait_for_runs(self, count, out="out", seconds=40):
        """Until so many runs are on the disk."""
        wait_until(f"{count} runs in {out}", seconds, lambda: self.recorded(out) >= count)

    def recorded(self, out="out"):
        """How many runs a folder holds, whoever has recorded them; counted without the program's help."""
        lines = 0
        for path in [self.work / out / "runs.jsonl", *self.work.glob(f"{out}/records/*.jsonl"), *self.work.glob(f"{out}/claims/*.jsonl")]:
            try:
                lines += path.read_bytes().count(b'"crc32":')
            except OSError:
                pass
        return lines

    def wait_until_complete(self, out="out", seconds=60):
        """Until the summary is there and all have left."""
        idle_since = None

        def is_complete():
            nonlocal idle_since
            if self.queue():
                idle_since = None
                return False
            if (self.work / out / "sweep_summary.txt").exists():
                return True
            idle_since = idle_since or time.monotonic()
            self.assertLess(time.monotonic() - idle_since, 5, f"{out} is not complete, and nobody works on it")
            return False

        wait_until(f"{out} is complete", seconds, is_complete)

    def queue(self):
        """Workers that the cluster knows of."""
        return (self.cluster.ask("squeue", "-h", "-r", "-o", "%i|%t|%r|%N|%u|%P") or "").splitlines()

    def workers(self, node=None):
        """The processes of workers on the cluster, or on one node."""
        return [
            pid for name in ([node] if node else ["n1", "n2"])
            for pid in processes(SLURMD_NODENAME=name, SLURM_CONF=self.cluster.configuration)]

    # MARK: What must hold
    def assert_same_as_local(self, plan, out="out"):
        """Nothing lost, nothing doubled, nothing else: the bytes of a local run, times and dates aside."""
        expected, found = Lab.reference(plan), contents(self.work / out)
        self.assertEqual(sorted(found), sorted(expected))
        for name in expected:
            self.assertEqual(found[name], expected[name], name)

    @contextmanager
    def readers(self, out="out"):
        """Reads the folder all the while, as people do who wait; whatever is read must be whole."""
        faults, counts, ended = [], [], threading.Event()

        def read():
            while not (self.work / out / "sweep.json").exists() and not ended.is_set():
                time.sleep(0.01)
            while not ended.is_set():
                for arguments in (["status", out, "--json"], ["results", "."]):
                    done = self.run_binary(*arguments)
                    if done.returncode != 0 or done.stderr:
                        faults.append(f"{arguments}: {done.stdout}{done.stderr}")
                    elif arguments[0] == "status":
                        counts.append(json.loads(done.stdout)["done"])
                ended.wait(0.05)

        thread = threading.Thread(target=read)
        thread.start()
        try:
            yield counts
        finally:
            ended.set()
            thread.join()
        self.assertEqual(faults, [])
        self.assertEqual(counts, sorted(counts), "runs that were told of are gone again")


class Terminal:
    """A command at a terminal."""

    def __init__(self, *arguments, folder):
        self.text = ""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 200, 0, 0))
            os.chdir(folder)
            os.execve(Lab.binary, [str(Lab.binary), *map(str, arguments)], Lab.environment(TERM="xterm"))

    def until(self, pattern, seconds=60):
        """Reads on until a pattern is there."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.text):
            if not self.read(end - time.monotonic()):
                raise AssertionError(f"no {pattern!r} in: {self.text[-2000:]}")
        return self.text

    def read(self, seconds):
        if not select.select([self.descriptor], [], [], max(0, seconds))[0]:
            return False
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:
            return False
        self.text += data.decode(errors="replace")
        return bool(data)

    def interrupt(self):
        os.write(self.descriptor, b"\x03")

    def wait(self):
        """The exit code, once it has ended."""
        while self.read(60):
            pass
        os.close(self.descriptor)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
