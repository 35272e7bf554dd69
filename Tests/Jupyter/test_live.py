"""How a training that takes seconds is shown while it goes on, and what stays when it ends."""
import json
import subprocess
import time

import pytest

import conftest
from conftest import BINARY, timeless
from wire import execution


@pytest.fixture(scope="module")
def cell(runs_a_second):
    """Takes about four seconds."""
    seeds = max(2, int(runs_a_second * 4 / 3))
    return conftest.training(seeds, "live").replace("train", "let s = sweep").replace("dropout=0.1", "dropout=[0.1, 0.2, 0.3]") + "\nprint len(s)"


def notebook_outputs(code, folder):
    """The outputs that notebook run gives the same cell."""
    notebook = {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": code, "outputs": [], "execution_count": None}],
                "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "n.ipynb").write_text(json.dumps(notebook))
    subprocess.run([BINARY, "notebook", "run", "n.ipynb"], cwd=folder, check=True, capture_output=True)
    return json.loads((folder / "n.ipynb").read_text())["cells"][0]["outputs"]


def joined(outputs):
    """Outputs as a notebook keeps them, texts of one stream in a row as one."""
    found = []
    for output in outputs:
        output = {key: value for key, value in output.items() if key not in ("transient", "execution_count")}
        if "text" in output:
            output["text"] = "".join(output["text"])
        for kind, value in output.get("data", {}).items():
            output["data"][kind] = "".join(value) if isinstance(value, list) else value
        if found and output["output_type"] == "stream" and found[-1].get("name") == output["name"]:
            found[-1]["text"] += output["text"]
        else:
            found.append(output)
    return timeless(found)


def as_outputs(messages):
    return [{"output_type": m["msg_type"]} | m["content"] for m in messages]


def test_a_sweep_of_seconds(kernel, cell, tmp_path_factory):
    start = time.monotonic()
    exchange = kernel.execute(cell, timeout=120)
    seconds = time.monotonic() - start
    kinds = [m["msg_type"] for m in exchange.outputs]
    clear = kinds.index("clear_output")
    live, final = exchange.outputs[:clear], exchange.outputs[clear + 1:]
    assert exchange.outputs[clear]["content"] == {"wait": True}
    # Lines of the sweep itself wait, so that what is live stays in view.
    assert "Random seed" not in "".join(m["content"]["text"] for m in live if m["msg_type"] == "stream")
    live = [m for m in live if m["msg_type"] != "stream"]
    first, *updates = live
    assert first["msg_type"] == "display_data"
    assert {m["msg_type"] for m in updates} == {"update_display_data"}
    assert len(updates) <= 2 * seconds + 1
    assert len({m["content"]["transient"]["display_id"] for m in live}) == 1
    assert all(m["content"]["data"]["text/plain"] for m in live)
    assert "<table" in live[-1]["content"]["data"]["text/html"]
    assert any("left" in m["content"]["data"]["text/plain"] for m in live)
    assert all(m["content"]["data"]["text/plain"].count("\n") < 20 for m in live)
    assert "clear_output" not in kinds[clear + 1:]
    assert joined(as_outputs(final)) == joined(notebook_outputs(cell, tmp_path_factory.mktemp("run")))


def test_no_reader_of_a_program_gets_a_live_line(kernel, cell, tmp_path_factory):
    exchange = kernel.execute(cell, timeout=120, allow_stdin=False)
    assert {m["msg_type"] for m in exchange.outputs} == {"stream"}
    assert len(exchange.outputs) < 400
    assert joined(as_outputs(exchange.outputs)) == joined(notebook_outputs(cell, tmp_path_factory.mktemp("run")))


def test_a_short_training_has_no_live_line(kernel):
    kinds = {m["msg_type"] for m in kernel.execute(conftest.training(2, "short")).outputs}
    assert kinds == {"stream"}


def test_a_stopped_training_leaves_its_lines_and_the_error(kernel, runs_a_second):
    request = kernel.send("execute_request", execution(conftest.training(int(runs_a_second * 60), "stopped")))
    time.sleep(2.2)
    kernel.send("interrupt_request", {}, "control")
    kinds = [m["msg_type"] for m in kernel.collect(request).outputs]
    assert "display_data" in kinds and kinds[-1] == "error"
    assert "stream" in kinds[kinds.index("clear_output"):]
