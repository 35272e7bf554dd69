"""Stopping a cell, and what stays after it."""
import os
import signal
import time

import pytest

import conftest
from wire import execution, until

ALLOWED = 0.5


def by_message(kernel):
    kernel.sockets["control"].send_multipart(
        kernel.session.serialize(kernel.session.msg("interrupt_request", {})))


def by_signal(kernel):
    os.kill(kernel.process.pid, signal.SIGINT)


@pytest.mark.parametrize("stop", [by_message, by_signal])
def test_a_training_stops_within_half_a_second(kernel, stop):
    kernel.execute("let kept = " + conftest.training(3, "kept"))
    times = []
    for attempt in range(3):
        request = kernel.send("execute_request", execution(conftest.ENDLESS))
        assert until(lambda: kernel.sockets["iopub"].poll(0))
        time.sleep(0.4)
        start = time.monotonic()
        stop(kernel)
        exchange = kernel.collect(request)
        times.append(time.monotonic() - start)
        assert exchange.content["status"] == "error"
        assert [m["msg_type"] for m in exchange.outputs][-1] == "error"
        assert "interrupted" in exchange.content["evalue"]
    assert min(times) < ALLOWED, times
    print("\nstopped after", ", ".join(f"{seconds:.2f} s" for seconds in times))
    assert kernel.execute("kept.test_accuracy").content["status"] == "ok"
    assert kernel.is_well()


def test_finished_runs_of_a_stopped_sweep_are_kept(kernel, runs_a_second):
    request = kernel.send("execute_request", execution(conftest.training(int(runs_a_second * 60), "half")))
    assert until(lambda: any((kernel.folder / "half").glob("r*/*.jsonl")) or (kernel.folder / "half/runs.jsonl").exists())
    time.sleep(1.2)
    by_message(kernel)
    exchange = kernel.collect(request)
    assert exchange.content["status"] == "error"
    assert "resume with: resume half" in exchange.content["evalue"].replace('"', "")
    results = kernel.execute('let half = open("half")\nhalf.test_accuracy')
    assert results.content["status"] == "ok"


def test_a_loop_that_trains_nothing_stops(kernel):
    request = kernel.send("execute_request", execution("for i in 1..1000000000 { let a = i }"))
    time.sleep(0.4)
    start = time.monotonic()
    by_message(kernel)
    assert kernel.collect(request).content["status"] == "error"
    assert time.monotonic() - start < 2
    assert kernel.is_well()


def test_an_interrupt_at_rest_stops_nothing(kernel):
    by_signal(kernel)
    by_message(kernel)
    time.sleep(0.2)
    assert kernel.is_well()
    assert kernel.execute(conftest.training(3, "after")).content["status"] == "ok"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_kernel_and_keeps_runs(kernel, number):
    kernel.execute(conftest.training(3, "kept"))
    kernel.send("execute_request", execution(conftest.ENDLESS))
    time.sleep(0.4)
    os.kill(kernel.process.pid, number)
    assert kernel.process.wait(5) == 128 + number
    assert (kernel.folder / "kept/runs.jsonl").read_text().count("\n") == 3
