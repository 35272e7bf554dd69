"""Connection files that are not what they should be: one sentence, exit status 1, and nothing left behind."""
import json
import os
import socket
import subprocess

import pytest

from conftest import BINARY
from wire import Wire, connection_file, start


def begin(path, folder):
    """What the kernel says when it can't start."""
    done = subprocess.run([BINARY, "kernel", "start", path], cwd=folder, capture_output=True, text=True, timeout=20)
    assert done.returncode in (1, 2), done
    assert done.stdout == "" and done.stderr.startswith("sweepbook: ") and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def changed(folder, **changes):
    """A connection file with other fields; None leaves one out."""
    file = connection_file(folder)
    fields = json.loads(file.read_text()) | changes
    file.write_text(json.dumps({key: value for key, value in fields.items() if value is not None}))
    return file


def test_no_file(tmp_path):
    assert "nowhere.json" in begin("nowhere.json", tmp_path)
    assert begin(tmp_path, tmp_path)


def test_one_that_may_not_be_read(tmp_path):
    file = connection_file(tmp_path)
    file.chmod(0)
    command = [BINARY, "kernel", "start", file]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=65534", "--clear-groups", "--bounding-set=-all", *command]
        for folder in [tmp_path, *list(tmp_path.parents)[:3]]:
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=20)
    assert done.returncode == 1 and "Permission denied" in done.stderr, done.stderr


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", "\xff", "{}" * 3, "[" * 100_000, "{" * 10, "\0" * 100])
def test_no_connection_file(tmp_path, text):
    file = tmp_path / "kernel.json"
    file.write_text(text, encoding="latin-1")
    assert "kernel.json" in begin(file, tmp_path)


@pytest.mark.parametrize("field", ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port", "ip", "key"])
def test_a_field_that_is_missing(tmp_path, field):
    assert field in begin(changed(tmp_path, **{field: None}), tmp_path)


@pytest.mark.parametrize("field, value", [
    ("shell_port", "x"), ("shell_port", -1), ("shell_port", 0), ("shell_port", 65536), ("shell_port", 1.5), ("shell_port", True),
    ("ip", 7), ("ip", "no.such.host.invalid"), ("ip", "300.1.1.1"), ("ip", ""), ("transport", "pigeon"), ("transport", 7), ("key", 7),
    ("key", ["a"]), ("signature_scheme", "hmac-md5"), ("signature_scheme", "none"), ("curve_secretkey", "short"),
    ("curve_secretkey", "\"" * 40)])
def test_a_field_that_is_wrong(tmp_path, field, value):
    begin(changed(tmp_path, **{field: value}), tmp_path)


def test_a_port_in_use(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = begin(changed(tmp_path, iopub_port=port), tmp_path)
        assert f"127.0.0.1:{port}" in told and "in use" in told


def test_two_ports_that_are_one(tmp_path):
    file = connection_file(tmp_path)
    fields = json.loads(file.read_text())
    told = begin(changed(tmp_path, iopub_port=fields["shell_port"], shell_port=fields["shell_port"]), tmp_path)
    assert str(fields["shell_port"]) in told


def test_another_machines_address(tmp_path):
    assert "192.0.2.1" in begin(changed(tmp_path, ip="192.0.2.1"), tmp_path)


def test_an_ipc_path_that_is_too_long(tmp_path):
    told = begin(connection_file(tmp_path, "ipc", ip=str(tmp_path / ("x" * 120))), tmp_path)
    assert "too long" in told.lower()


def test_an_ipc_path_that_is_nowhere(tmp_path):
    begin(connection_file(tmp_path, "ipc", ip=str(tmp_path / "no/such/folder/k")), tmp_path)


@pytest.mark.parametrize("arguments", [[], ["--no-such-option", "a.json"]])
def test_wrong_usage(tmp_path, arguments):
    done = subprocess.run([BINARY, "kernel", "start", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=20)
    assert done.returncode == 2 and done.stderr


def test_one_that_others_can_read_is_warned_about(tmp_path):
    file = connection_file(tmp_path)
    for mode, warns in [(0o600, False), (0o644, True), (0o640, True)]:
        (tmp_path / "kernel.log").unlink(missing_ok=True)
        file.chmod(mode)
        process = start(BINARY, file, tmp_path)
        wire = Wire(file).until_welcome()
        assert ("chmod 600" in (tmp_path / "kernel.log").read_text()) == warns
        wire.shut_down()
        assert process.wait(5) == 0
        wire.close()
