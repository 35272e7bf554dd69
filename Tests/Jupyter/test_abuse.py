"""Whatever comes in over the sockets: the kernel drops it or answers it, and goes on."""
import json
import random
import socket

import pytest
import zmq
from jupyter_client.session import DELIM

import conftest
from wire import TIMEOUT, execution, until

FRAMES = 3000 if not conftest.SOAKS else 300_000


def frames_of(kernel, kind="execute_request", content=None):
    """The frames of a message, rightly signed: delimiter, signature, header, parent, metadata, content."""
    return kernel.session.serialize(kernel.session.msg(kind, content or execution("let touched = 1")))


def signed(kernel, parts):
    """Frames with a signature that holds."""
    parts = list(parts)
    return [DELIM, kernel.session.sign(parts), *parts]


def dropped(kernel, frames, channel="shell"):
    """Sends frames; whether nothing came of them."""
    kernel.sockets[channel].send_multipart(frames)
    return kernel.quiet(channel, 0.15)


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize("signature", [b"", b"0" * 64, b"f" * 63, b"\x00" * 64, b"g" * 64, b"x" * 100_000])
def test_a_bad_signature_is_dropped_and_logged(kernel, channel, signature):
    frames = frames_of(kernel)
    assert dropped(kernel, [DELIM, signature, *frames[2:]], channel)
    assert kernel.is_well()
    assert "signature" in kernel.log()
    assert kernel.execute("touched").content["status"] == "error"


@pytest.mark.parametrize("place", range(2, 6))
def test_a_changed_byte_breaks_the_signature(kernel, place):
    frames = frames_of(kernel)
    frames[place] = frames[place].replace(b'"', b" ", 1) if b'"' in frames[place] else frames[place] + b" "
    assert dropped(kernel, frames)
    assert kernel.is_well()


def test_another_key_is_not_believed(kernel):
    key, kernel.session.key = kernel.session.key, b"another"
    kernel.send("shutdown_request", {"restart": False}, "control")
    kernel.session.key = key
    assert kernel.quiet("control") and kernel.is_well()


@pytest.mark.parametrize("count", range(6))
def test_truncated_messages_are_dropped(kernel, count):
    assert dropped(kernel, frames_of(kernel)[:count] or [b""])
    assert kernel.is_well()


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("text", [b"", b"{", b"null", b"[]", b"7", b'"x"', b"\xff\xfe", b"{}{}", b"[" * 100_000, b'{"a":' * 50_000,
                                  b'{"code": "\\ud800"}', b"{'a': 1}", b"NaN", b'{"a": 1e999999}', b"\x00" * 1000])
def test_wrong_json_is_dropped(shared, place, text):
    parts = frames_of(shared)[2:]
    parts[place] = text
    shared.sockets["shell"].send_multipart(signed(shared, parts))
    while not shared.quiet("shell", 0.1):
        shared.receive("shell")
    assert shared.is_well()


def test_huge_frames(kernel):
    code = 'print "' + "x" * (2 << 20) + '"'
    exchange = kernel.execute(code, timeout=60)
    assert exchange.content["status"] == "ok" and len(exchange.text()) == (2 << 20) + 1
    other = kernel.context.socket(zmq.DEALER)
    other.linger = 0
    other.connect(kernel.address("shell"))
    other.send(b"\x00" * (100 << 20))
    assert kernel.execute("6 * 7", timeout=60).content["status"] == "ok"
    other.close()
    assert dropped(kernel, [b"x"] * 20_000)
    assert dropped(kernel, signed(kernel, frames_of(kernel)[2:] + [b"buffer"] * 20_000))
    assert kernel.is_well()


WRONG = [None, True, 0, -1, 1.5, 10**30, "", "text", "\0", [], ["a", 1, None], {}, {"a": {"b": []}}]
FIELDS = {
    "execute_request": ["code", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error"],
    "inspect_request": ["code", "cursor_pos", "detail_level"],
    "complete_request": ["code", "cursor_pos"],
    "history_request": ["output", "raw", "hist_access_type", "session", "start", "stop", "n", "pattern", "unique"],
    "is_complete_request": ["code"],
    "comm_info_request": ["target_name"],
    "kernel_info_request": ["anything"],
}
GOOD = {
    "execute_request": execution("6 * 7"), "inspect_request": {"code": "sweep", "cursor_pos": 3, "detail_level": 0},
    "complete_request": {"code": "swe", "cursor_pos": 3},
    "history_request": {"output": False, "raw": True, "hist_access_type": "range", "session": 0, "start": 1, "stop": 5, "n": 3,
                        "pattern": "*", "unique": True},
    "is_complete_request": {"code": "1"}, "comm_info_request": {"target_name": "x"}, "kernel_info_request": {},
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_missing_or_wrong_field_gets_an_answer(shared, kind):
    for field in FIELDS[kind]:
        contents = [{key: value for key, value in GOOD[kind].items() if key != field}]
        contents += [GOOD[kind] | {field: value} for value in WRONG]
        for content in contents:
            exchange = shared.ask(kind, content)
            assert exchange.content["status"] in ("ok", "error", "complete", "incomplete", "invalid", "unknown"), content
    assert shared.is_well()


@pytest.mark.parametrize("kind, channel", [("debug_request", "control"), ("interrupt_request", "control"), ("kernel_info_request", "control")])
def test_a_wrong_field_on_control_gets_an_answer(shared, kind, channel):
    for content in [{"seq": value, "command": value, "type": value} for value in WRONG]:
        assert shared.ask(kind, content, channel).reply["msg_type"] == kind.replace("request", "reply")
    assert shared.is_well()


@pytest.mark.parametrize("kind", ["comm_open", "comm_msg", "comm_close", "input_reply", "execute_reply", "status", "_request", "request",
                                  "", "\0", "x" * 10_000, "execute_request_request", "𝔘_request"])
def test_messages_that_ask_nothing(shared, kind):
    for content in [{}] + [{"comm_id": value, "target_name": value, "data": value} for value in WRONG]:
        for channel in ("shell", "control", "stdin"):
            shared.send(kind, content, channel)
    assert shared.execute("6 * 7").content["status"] == "ok"
    for channel in ("shell", "control", "stdin"):
        while not shared.quiet(channel, 0.05):
            shared.frames(channel)


def test_headers_with_anything_in_them(shared):
    for value in WRONG:
        for field in ("msg_id", "session", "username", "date", "version"):
            message = shared.session.msg("kernel_info_request", {})
            message["header"] = {key: v for key, v in message["header"].items() if key != "date"} | {"date": "2026-01-01"} | {field: value}
            message["metadata"] = {"any": value}
            shared.sockets["shell"].send_multipart(signed(shared, [
                json.dumps(message[part]).encode() for part in ("header", "parent_header", "metadata", "content")]))
    assert until(lambda: shared.quiet("shell", 0.2) or not shared.frames("shell"))
    while not shared.quiet("shell", 0.2):
        shared.frames("shell")
    while not shared.quiet("iopub", 0.2):
        shared.frames("iopub")
    assert shared.is_well()


def rubbish(random, kernel):
    """A multipart of random frames, some of them what real ones begin with."""
    parts = frames_of(kernel, random.choice(["execute_request", "kernel_info_request", "complete_request", "history_request"]))
    for _ in range(random.randrange(1, 4)):
        place = random.randrange(len(parts))
        match random.randrange(5):
            case 0: parts[place] = random.randbytes(random.randrange(200))
            case 1: parts.insert(place, random.randbytes(random.randrange(20)))
            case 2: parts.pop(place)
            case 3: parts.append(random.choice(parts) if parts else b"")
            case _: parts[place] = parts[place][: random.randrange(len(parts[place]) + 1)]
        if not parts:
            return [random.randbytes(5)]
    if DELIM in parts and random.random() < 0.5:
        start = parts.index(DELIM)
        rest = parts[start + 2:start + 6]
        parts[start + 1:] = [kernel.session.sign(rest), *rest]
    return parts


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "hb"])
def test_random_frames(kernel, channel):
    generator = random.Random(13)
    kinds = {"iopub": zmq.XSUB, "hb": zmq.DEALER}
    socket = kernel.context.socket(kinds.get(channel, zmq.DEALER))
    socket.linger, socket.sndhwm, socket.rcvhwm = 2000, 0, 0
    socket.connect(kernel.address(channel))
    for _ in range(FRAMES):
        frames = rubbish(generator, kernel)
        if channel == "iopub":
            frames[0] = generator.choice([b"\x00", b"\x01", b""]) + frames[0]
        socket.send_multipart(frames)
    for _ in range(5):
        assert kernel.is_well()
    kernel.sockets["hb"].send(b"still there")
    assert kernel.sockets["hb"].poll(TIMEOUT * 1000) and kernel.sockets["hb"].recv() == b"still there"
    # Faults are logged, but not without end.
    assert len(kernel.log()) < 200_000


def test_bytes_that_are_no_messages(kernel):
    generator = random.Random(7)
    for channel in ("shell", "control", "stdin", "iopub", "hb"):
        for _ in range(50):
            with socket.create_connection((kernel.info["ip"], kernel.info[f"{channel}_port"])) as plain:
                plain.sendall(generator.choice([b"GET / HTTP/1.1\r\n\r\n", generator.randbytes(300), b"\xff" + bytes(8) + b"\x7f", b""]))
    assert kernel.is_well()
