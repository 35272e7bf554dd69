"""Where the kernel listens, and to whom it speaks."""
import os
import stat
from pathlib import Path

import pytest
import zmq
from jupyter_client import KernelManager

from conftest import BINARY
from wire import TIMEOUT, Wire, connection_file, start

CHANNELS = ["shell", "iopub", "stdin", "control", "hb"]


def listening(pid):
    """The addresses (address, port) at which a process listens, by /proc."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        target = os.readlink(link)
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes and (fields[3] == "0A" or table.startswith("udp")):
                address, port = fields[1].split(":")
                found.add((address, int(port, 16)))
    return found


def test_it_listens_only_where_the_file_says(kernel):
    assert listening(kernel.process.pid) == {("0100007F", kernel.info[f"{name}_port"]) for name in CHANNELS}


def test_ipc_listens_at_no_port_and_keeps_others_out(start_kernel, tmp_path):
    kernel = start_kernel("ipc")
    assert listening(kernel.process.pid) == set()
    for name in CHANNELS:
        path = Path(f"{kernel.info['ip']}-{kernel.info[name + '_port']}")
        assert stat.S_ISSOCK(path.stat().st_mode) and path.stat().st_mode & 0o077 == 0
    assert kernel.is_well()
    kernel.shut_down()
    assert kernel.process.wait(5) == 0
    assert not [name for name in os.listdir(tmp_path) if ".json" not in name and "kernel.log" != name]


def test_without_a_key_nothing_is_signed(start_kernel):
    assert start_kernel(key="").is_well()


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
@pytest.mark.parametrize("policy", ["disabled", "auto", "required"])
def test_transport_and_encryption_as_the_manager_asks_for_them(policy, transport):
    manager = KernelManager(kernel_name="sweepbook", transport=transport, transport_encryption=policy)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    assert client.execute_interactive("6 * 7", timeout=TIMEOUT, output_hook=lambda _: None)["content"]["status"] == "ok"
    assert (manager.curve_publickey is None) == (policy == "disabled")
    client.stop_channels()
    manager.shutdown_kernel()


def test_with_encryption_a_plain_client_hears_nothing(tmp_path):
    public, secret = zmq.curve_keypair()
    file = connection_file(tmp_path, curve_publickey=public, curve_secretkey=secret)
    process = start(BINARY, file, tmp_path)
    wire = Wire(file)
    wire.send("kernel_info_request", {})
    assert wire.quiet("shell", 1) and wire.quiet("iopub", 0.1)
    assert process.poll() is None
    wire.close()
    process.kill()
    process.wait()
