"""A kernel started as a front end starts it, and the sockets to speak with it frame by frame."""
import json
import os
import signal
import subprocess
import time
import uuid
from pathlib import Path

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session
from jupyter_kernel_test.msgspec_v5 import schema_fragments, validate_message

CHANNELS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB, "hb": zmq.REQ}
TIMEOUT = 15


def connection_file(folder, transport="tcp", **changes):
    """Writes a connection file as jupyter_client does, and returns its path."""
    name = str(folder / f"kernel-{uuid.uuid4().hex[:8]}.json")
    if transport == "ipc":
        changes.setdefault("ip", str(folder / uuid.uuid4().hex[:8]))
    key = changes.pop("key", uuid.uuid4().hex)
    write_connection_file(name, transport=transport, key=key.encode(), **changes)
    return Path(name)


def as_at_a_terminal():
    """Has signals do what they do there: whoever runs the tests in the background has them ignored."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def start(binary, file, folder, **options):
    """The process of a kernel, in a session of its own as jupyter_client starts it; its output is in kernel.log."""
    with open(folder / "kernel.log", "ab") as log:
        return subprocess.Popen(
            [str(binary), "kernel", "start", str(file)], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True, preexec_fn=as_at_a_terminal, **options)


class Exchange:
    """What came of one request: its reply, and what was published from busy to idle."""

    def __init__(self, reply, published):
        self.reply, self.published = reply, published
        self.content = reply["content"] if reply else None

    @property
    def outputs(self):
        return [m for m in self.published if m["msg_type"] not in ("status", "execute_input")]

    def text(self, name="stdout"):
        streams = [m["content"] for m in self.outputs if m["msg_type"] == "stream"]
        return "".join(content["text"] for content in streams if content["name"] == name)

    def kinds(self):
        return [m["msg_type"] for m in self.published]


class Wire:
    """Sockets to the kernel of a connection file. Every message that comes is checked against the protocol's schemas."""

    def __init__(self, file):
        self.info = json.loads(Path(file).read_text())
        self.session = Session(key=self.info["key"].encode(), signature_scheme=self.info["signature_scheme"])
        self.context = zmq.Context()
        self.sockets = {name: self.socket(name) for name in CHANNELS}
        # What was published for other requests while one was waited for.
        self.early = {}

    def address(self, channel):
        port = self.info[channel + "_port"]
        separator = "-" if self.info["transport"] == "ipc" else ":"
        return f"{self.info['transport']}://{self.info['ip']}{separator}{port}"

    def socket(self, channel):
        socket = self.context.socket(CHANNELS[channel])
        socket.linger = 0
        socket.hwm = 0
        if channel == "iopub":
            socket.subscribe = b""
        elif channel != "hb":
            socket.identity = self.session.bsession
        socket.connect(self.address(channel))
        return socket

    def close(self):
        self.context.destroy(linger=0)

    def until_welcome(self, timeout=TIMEOUT):
        """Waits until the kernel publishes to us."""
        message = self.receive("iopub", timeout)
        assert message["msg_type"] == "iopub_welcome", message
        assert message["content"] == {"subscription": ""}
        return self

    def send(self, kind, content, channel="shell", **options):
        message = self.session.msg(kind, content, **options)
        self.session.send(self.sockets[channel], message)
        return message["header"]["msg_id"]

    def frames(self, channel, timeout=TIMEOUT):
        """The frames of the next message, or None."""
        socket = self.sockets[channel]
        return socket.recv_multipart() if socket.poll(timeout * 1000) else None

    def receive(self, channel, timeout=TIMEOUT):
        """The next message; its signature and its content hold, or this throws."""
        frames = self.frames(channel, timeout)
        assert frames is not None, f"nothing on {channel} in {timeout} s"
        _, parts = self.session.feed_identities(frames)
        message = self.session.deserialize(parts)
        if message["msg_type"] in schema_fragments and message["content"].get("status") != "aborted":
            plain = {key: value for key, value in message.items() if key not in ("msg_id", "msg_type")}
            validate_message(plain, message["msg_type"])
        return message

    def quiet(self, channel, seconds=0.3):
        """Whether nothing comes."""
        return not self.sockets[channel].poll(seconds * 1000)

    def published(self, request, timeout=TIMEOUT):
        """What is published for a request, busy first and idle last."""
        messages, end = self.early.pop(request, []), time.monotonic() + timeout
        while not messages or messages[-1]["content"].get("execution_state") != "idle":
            message = self.receive("iopub", max(0, end - time.monotonic()))
            parent = message["parent_header"].get("msg_id")
            (messages if parent == request else self.early.setdefault(parent, [])).append(message)
        assert messages[0]["content"] == {"execution_state": "busy"}, messages[0]
        return messages

    def collect(self, request, channel="shell", timeout=TIMEOUT):
        reply = self.receive(channel, timeout)
        assert reply["parent_header"]["msg_id"] == request, reply
        return Exchange(reply, self.published(request, timeout))

    def ask(self, kind, content=None, channel="shell", timeout=TIMEOUT, **options):
        """Sends a request and returns what comes of it."""
        return self.collect(self.send(kind, content or {}, channel, **options), channel, timeout)

    def execute(self, code, timeout=TIMEOUT, **changes):
        return self.ask("execute_request", execution(code, **changes), timeout=timeout)

    def shut_down(self):
        return self.ask("shutdown_request", {"restart": False}, "control")


def execution(code, **changes):
    """The content of an execute_request."""
    content = {
        "code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": True,
        "stop_on_error": True}
    return content | changes


def is_running(pid):
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(condition, seconds=TIMEOUT, pause=0.02):
    """Waits for something to hold; returns whether it does."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


class Kernel(Wire):
    """A kernel of its own and the sockets to it."""

    def __init__(self, binary, folder, transport="tcp", environment=None, **changes):
        self.folder, self.file = folder, connection_file(folder, transport, **changes)
        options = {"env": os.environ | environment} if environment else {}
        self.process = start(binary, self.file, folder, **options)
        super().__init__(self.file)
        self.until_welcome()

    def log(self):
        return (self.folder / "kernel.log").read_text(errors="replace")

    def is_well(self):
        """Whether the kernel still answers, with the same session."""
        return self.process.poll() is None and self.execute("6 * 7", silent=False).outputs[-1]["content"]["data"]["text/plain"] == "42"

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()
