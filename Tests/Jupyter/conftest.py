"""What the kernel's checks share: an installed kernel in a home of its own, and kernels to speak with.

SWEEPBOOK names the binary; SWEEPBOOK_JUPYTER_SOAK=1 runs the long forms.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from wire import Kernel

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("SWEEPBOOK", ROOT / ".build/release/sweepbook")).resolve()
SOAKS = os.environ.get("SWEEPBOOK_JUPYTER_SOAK") == "1"


@pytest.hookimpl
def pytest_runtest_logreport(report):
    if report.skipped:
        Skips.count += 1


class Skips:
    count = 0


def pytest_sessionfinish(session):
    """A skipped check has checked nothing."""
    if Skips.count and session.exitstatus == 0:
        session.exitstatus = 1


@pytest.fixture(scope="session", autouse=True)
def home():
    """A home of its own in which the kernel is installed; nothing of the user's is read or written."""
    folder = Path(tempfile.mkdtemp(prefix="sweepbook-jupyter-"))
    places = {"HOME": "home", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
              "IPYTHONDIR": "ipython", "XDG_CONFIG_HOME": "xdg/config", "XDG_DATA_HOME": "xdg/data",
              "XDG_STATE_HOME": "xdg/state", "XDG_CACHE_HOME": "xdg/cache", "XDG_RUNTIME_DIR": "xdg/runtime"}
    for name, place in places.items():
        (folder / place).mkdir(parents=True, mode=0o700)
        os.environ[name] = str(folder / place)
    os.environ |= {
        "JUPYTER_PATH": str(folder / "prefix/share/jupyter"), "JUPYTER_PLATFORM_DIRS": "1", "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LANG": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [BINARY, "kernel", "install", "--prefix", folder / "prefix"], check=True, stdout=subprocess.DEVNULL)
    (folder / "work").mkdir()
    os.chdir(folder / "work")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start_kernel(tmp_path):
    """Starts kernels that end with the test."""
    kernels = []

    def kernel(transport="tcp", folder=tmp_path, **options):
        kernels.append(Kernel(BINARY, folder, transport, **options))
        return kernels[-1]

    yield kernel
    for kernel in kernels:
        kernel.end()


@pytest.fixture
def kernel(start_kernel):
    return start_kernel()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One kernel for the tests of a file that leave it as they found it."""
    kernel = Kernel(BINARY, tmp_path_factory.mktemp("shared"))
    yield kernel
    kernel.end()


@pytest.fixture(scope="session")
def runs_a_second(tmp_path_factory):
    """How many of the smallest runs, of 20 epochs, this machine trains in a second: the best of three, since other work only slows."""
    folder = tmp_path_factory.mktemp("speed")

    def seconds(count):
        start = time.monotonic()
        out = tempfile.mkdtemp(dir=folder)
        subprocess.run([BINARY, *SMALL, "--seeds", str(count), "--out", f"{out}/out"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - start

    return max(399 / max(seconds(400) - seconds(1), 0.05) for _ in range(3))


SMALL = ["train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0.1", "--epochs", "20"]


def training(seeds, name, epochs=20):
    """A cell that trains the smallest runs."""
    return f'train n_layer=1 n_head=1 n_embd_factor=4 dropout=0.1 epochs={epochs} seeds={seeds} out="{name}"'


ENDLESS = training(2, "endless", epochs=50_000_000)


def timeless(value):
    """Text, or anything of lists and dictionaries with texts in it, without times and dates."""
    if isinstance(value, dict):
        return {key: timeless(part) for key, part in value.items()}
    if isinstance(value, list):
        return [timeless(part) for part in value]
    if not isinstance(value, str):
        return value
    value = re.sub(r"Time taken: [\d.…]+(s| seconds)", r"Time taken: <time>\1", value)
    return re.sub(r"sweep_results_(?:\d{8}_\d{6}(?:_\d+)?|…)", "sweep_results_<date>", value)
