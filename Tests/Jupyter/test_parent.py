"""The kernel ends with whoever started it, and leaves no orphan."""
import os
import signal
import subprocess
import sys
import time

import pytest

import conftest
from conftest import BINARY
from wire import Wire, connection_file, execution, is_running, until

# Starts a kernel in a session of its own, as jupyter_client does, prints its number, and stays.
PARENT = """
import subprocess, sys, time
kernel = subprocess.Popen(sys.argv[1:], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(kernel.pid, flush=True)
time.sleep(600)
"""


def family(folder, environment=None):
    """A parent, its kernel's number and the sockets to it."""
    file = connection_file(folder)
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, BINARY, "kernel", "start", file], cwd=folder, stdout=subprocess.PIPE, text=True,
        env=os.environ | (environment or {}))
    kernel = int(parent.stdout.readline())
    return parent, kernel, Wire(file).until_welcome()


@pytest.mark.parametrize("code", ["6 * 7", conftest.ENDLESS, "for i in 1..1000000000 { let a = i }"])
def test_a_killed_parent_takes_the_kernel_with_it(tmp_path, code):
    parent, kernel, wire = family(tmp_path)
    wire.execute(conftest.training(3, "kept"))
    wire.send("execute_request", execution(code))
    time.sleep(0.4)
    parent.kill()
    parent.wait()
    assert until(lambda: not is_running(kernel), 10)
    assert (tmp_path / "kept/runs.jsonl").read_text().count("\n") == 3
    wire.close()


def test_runs_that_were_finished_are_kept(tmp_path, runs_a_second):
    parent, kernel, wire = family(tmp_path)
    wire.send("execute_request", execution(conftest.training(int(runs_a_second * 60), "half")))
    time.sleep(2)
    parent.kill()
    parent.wait()
    assert until(lambda: not is_running(kernel), 10)
    done = subprocess.run([BINARY, "collect", "half"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "half/runs.jsonl").read_text().count("\n") > 10
    wire.close()


def test_the_parent_named_by_jupyter_counts(tmp_path):
    other = subprocess.Popen(["sleep", "600"])
    parent, kernel, wire = family(tmp_path, {"JPY_PARENT_PID": str(other.pid)})
    assert wire.execute("6 * 7").content["status"] == "ok"
    other.kill()
    other.wait()
    assert until(lambda: not is_running(kernel), 10)
    parent.kill()
    parent.wait()
    wire.close()


@pytest.mark.parametrize("value", ["1", "0", "", "abc", "-5", "99999999999999999999"])
def test_a_senseless_parent_number_is_no_reason_to_end(tmp_path, value):
    parent, kernel, wire = family(tmp_path, {"JPY_PARENT_PID": value})
    time.sleep(1.2)
    assert wire.execute("6 * 7").content["status"] == "ok" and is_running(kernel)
    parent.kill()
    parent.wait()
    assert until(lambda: not is_running(kernel), 10)
    wire.close()


def test_a_front_end_that_vanishes_in_the_middle_of_a_cell(kernel, runs_a_second):
    gone = Wire(kernel.file).until_welcome()
    gone.send("execute_request", execution(conftest.training(int(runs_a_second * 2), "gone")))
    time.sleep(0.3)
    gone.close()
    assert kernel.execute('let gone = open("gone")\ngone.test_accuracy', timeout=60).content["status"] == "ok"


def test_a_front_end_that_never_reads(kernel):
    deaf = Wire(kernel.file)
    for _ in range(300):
        deaf.send("execute_request", execution('for i in 1..200 { print "a line of some length that nobody reads" }'))
    assert kernel.execute("6 * 7", timeout=60).content["status"] == "ok"
    deaf.close()
    assert kernel.is_well()


def test_a_kernel_killed_in_training_can_be_started_again(start_kernel, runs_a_second):
    kernel = start_kernel()
    cell = conftest.training(int(runs_a_second * 4), "again")
    kernel.send("execute_request", execution(cell))
    time.sleep(2)
    os.kill(kernel.process.pid, signal.SIGKILL)
    kernel.process.wait()
    second = start_kernel()
    exchange = second.execute(cell, timeout=60)
    assert exchange.content["status"] == "ok"
    seeds = int(runs_a_second * 4)
    assert (second.folder / "again/runs.jsonl").read_text().count("\n") == seeds
