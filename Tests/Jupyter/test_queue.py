"""Many cells at once: the queue, what an error in it does, and how fast it empties."""
import time

import conftest
from wire import execution


def queue(kernel, codes, **changes):
    """Sends all cells, then collects what comes of each."""
    requests = [kernel.send("execute_request", execution(code, **changes)) for code in codes]
    return [kernel.collect(request) for request in requests]


def test_an_error_aborts_what_is_queued_behind_it(kernel):
    kernel.execute("let n = 0")
    # The first takes long enough for all to be there.
    codes = [conftest.training(100, "first") + "; n = n + 1"] + ["n = n + 1"] * 49 + ["print nothing"] + ["n = n + 1"] * 49
    statuses = [exchange.content["status"] for exchange in queue(kernel, codes)]
    assert statuses == ["ok"] * 50 + ["error"] + ["aborted"] * 49
    after = kernel.execute("n")
    assert after.content["status"] == "ok" and after.outputs[0]["content"]["data"]["text/plain"] == "50"
    assert after.content["execution_count"] == 53


def test_an_error_that_stops_nothing_lets_the_queue_run(kernel):
    codes = ["let n = 0"] + ["n = n + 1", "print nothing"] * 10
    statuses = [exchange.content["status"] for exchange in queue(kernel, codes, stop_on_error=False)]
    assert statuses == ["ok"] + ["ok", "error"] * 10
    assert kernel.execute("n").outputs[0]["content"]["data"]["text/plain"] == "10"


def test_only_cells_are_aborted(kernel):
    first = kernel.send("execute_request", execution(conftest.training(100, "first") + "; print nothing"))
    cell = kernel.send("execute_request", execution("1"))
    info = kernel.send("kernel_info_request", {})
    assert kernel.collect(first).content["status"] == "error"
    assert kernel.collect(cell).content["status"] == "aborted"
    assert kernel.collect(info).content["status"] == "ok"


def test_an_interrupt_aborts_what_is_queued_behind_it(kernel):
    first = kernel.send("execute_request", execution(conftest.ENDLESS))
    queued = [kernel.send("execute_request", execution("1")) for _ in range(5)]
    time.sleep(0.5)
    assert kernel.ask("interrupt_request", {}, "control").content == {"status": "ok"}
    assert kernel.collect(first).content["status"] == "error"
    assert [kernel.collect(request).content["status"] for request in queued] == ["aborted"] * 5
    assert kernel.is_well()


def test_ten_thousand_rapid_cells_lose_no_reply(kernel):
    count = 10_000
    start = time.monotonic()
    requests = [kernel.send("execute_request", execution("1")) for _ in range(count)]
    replies = [kernel.receive("shell")["parent_header"]["msg_id"] for _ in range(count)]
    seconds = time.monotonic() - start
    assert replies == requests
    kinds = {}
    for _ in range(4 * count):
        message = kernel.receive("iopub")
        if not message["parent_header"]:
            # That the kernel starts is said once, to whoever hears it already.
            assert message["content"] == {"execution_state": "starting"}
            message = kernel.receive("iopub")
        kinds.setdefault(message["parent_header"]["msg_id"], []).append(message["msg_type"])
    assert set(map(tuple, kinds.values())) == {("status", "execute_input", "execute_result", "status")}
    assert set(kinds) == set(requests)
    print(f"\n{count} cells in {seconds:.1f} s, {count / seconds:.0f} a second")
    assert kernel.is_well()


def test_a_request_sent_again_is_not_run_again(kernel):
    kernel.execute("let n = 0")
    request = kernel.session.serialize(kernel.session.msg("execute_request", execution("n = n + 1")))
    for _ in range(3):
        kernel.sockets["shell"].send_multipart(request)
    assert kernel.receive("shell")["content"]["status"] == "ok"
    assert kernel.quiet("shell")
    assert kernel.execute("n").outputs[0]["content"]["data"]["text/plain"] == "1"
    assert "come before" in kernel.log()
