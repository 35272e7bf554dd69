"""The same session at a terminal, as a script, as a notebook and in the kernel: the same cells."""
import json
import subprocess

import nbformat
import pexpect
import pytest
from nbclient import NotebookClient

from conftest import BINARY, timeless

SCRIPT = """\
set n_layer=1 n_head=1 n_embd_factor=4 epochs=2 seeds=2

show dropout

let s = sweep dropout=[0.1, 0.2] out="s"

for r in s { print r.dropout, r.n_embd }

1 + 2 * 3

[0.5, "é𝔘"]

s

compare

plot loss

plot test_accuracy

print "no line end is lost"

let again = train dropout=0.1 out="again"; train dropout=0.1 out="again"; again.n_embd

help dropout

vars
"""
FAILING = """\
print 1

sweep dorpout=[0.1, 0.2]
"""


def cells(notebook):
    """The code cells of a notebook, with outputs joined and without times."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            found.append((cell["source"], cell["execution_count"], [plain(output) for output in merged(cell["outputs"])]))
    return timeless(json.loads(json.dumps(found)))


def plain(output):
    return {key: value for key, value in output.items() if key not in ("metadata", "execution_count")}


def merged(outputs):
    """Texts of one stream in a row as one."""
    found = []
    for output in outputs:
        if found and output["output_type"] == "stream" and found[-1].get("name") == output["name"]:
            found[-1]["text"] += output["text"]
        else:
            found.append(dict(output))
    return found


def read(path):
    return nbformat.read(path, 4)


def record_script(script, folder):
    (folder / "s.sweep").write_text(script)
    subprocess.run([BINARY, "s.sweep", "--record", "r.ipynb"], cwd=folder, capture_output=True)
    return read(folder / "r.ipynb")


def record_pipe(script, folder):
    subprocess.run([BINARY, "--record", "r.ipynb"], cwd=folder, capture_output=True, input=script, text=True)
    return read(folder / "r.ipynb")


def record_terminal(script, folder):
    child = pexpect.spawn(str(BINARY), ["--no-init", "--record", "r.ipynb"], cwd=str(folder), encoding="utf-8", timeout=30, dimensions=(50, 80))
    number = 1
    child.expect_exact("In [1]:")
    for text in filter(None, script.split("\n\n")):
        child.send(text.strip() + "\r")
        number += 1
        child.expect_exact([f"In [{number}]:"])
    child.sendeof()
    child.expect(pexpect.EOF)
    return read(folder / "r.ipynb")


def run_notebook(script, folder):
    (folder / "n.ipynb").write_text(nbformat.writes(notebook(script)))
    subprocess.run([BINARY, "notebook", "run", "n.ipynb"], cwd=folder, capture_output=True)
    return read(folder / "n.ipynb")


def run_kernel(script, folder):
    client = NotebookClient(notebook(script), kernel_name="sweepbook", resources={"metadata": {"path": str(folder)}}, allow_errors=True)
    done = client.execute()
    nbformat.validate(done)
    return done


def notebook(script):
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "sweepbook", "display_name": "Sweepbook", "language": "sweepbook"}})
    made.cells = [nbformat.v4.new_code_cell(text.strip("\n")) for text in script.split("\n\n")]
    return made


@pytest.mark.parametrize("script", [SCRIPT, FAILING], ids=["study", "failing"])
@pytest.mark.parametrize("door", [record_script, record_pipe, record_terminal, run_notebook], ids=lambda door: door.__name__)
def test_a_door_gives_the_kernels_cells(door, script, tmp_path, kernels_cells):
    folder = tmp_path / "same"
    folder.mkdir()
    expected, found = kernels_cells(script), cells(door(script, folder))
    assert [cell[0] for cell in found] == [cell[0] for cell in expected] == script.strip().split("\n\n")
    assert any(outputs for _, _, outputs in expected)
    for have, want in zip(found, expected):
        assert have == want


@pytest.fixture(scope="module")
def kernels_cells(tmp_path_factory):
    known = {}

    def of(script):
        if script not in known:
            folder = tmp_path_factory.mktemp("kernel") / "same"
            folder.mkdir()
            known[script] = cells(run_kernel(script, folder))
        return known[script]

    return of
