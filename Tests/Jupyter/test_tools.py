"""Jupyter's own tools: nbconvert, papermill, nbval, console, run and kernelspec."""
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import conftest
from conftest import BINARY, ROOT, timeless

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# They train for minutes; NotebookTests runs them in a short form.
STUDIES = ("shakespeare", "relations")
KERNELSPEC = {"kernelspec": {"display_name": "Sweepbook", "language": "sweepbook", "name": "sweepbook"}}
# What nbval replaces in both outputs before it compares them.
SANITIZE = r"""
[times]
regex: Time taken: [\d.…]+(s| seconds)
replace: <time>
[folders]
regex: sweep_results_(\d{8}_\d{6}(_\d+)?|…)
replace: <folder>
"""


def run(*command, folder, status=0):
    """The output of a tool of Jupyter's."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=folder, capture_output=True, text=True, timeout=240, stdin=subprocess.DEVNULL)
    assert done.returncode == status or status is None, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def write(path, *cells, **metadata):
    """A notebook of cells: code, or (code, tags)."""
    notebook = nbformat.v4.new_notebook(metadata=KERNELSPEC | metadata)
    for number, cell in enumerate(cells):
        code, tags = cell if isinstance(cell, tuple) else (cell, [])
        make = nbformat.v4.new_markdown_cell if "markdown" in tags else nbformat.v4.new_code_cell
        notebook.cells.append(make(code, id=f"cell-{number}", metadata={"tags": tags} if tags else {}))
    nbformat.write(notebook, path)
    return path


def outputs(path):
    return [cell.outputs for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def text(output):
    return output.text if output.output_type == "stream" else output.data["text/plain"]


@pytest.fixture
def study(tmp_path):
    return write(
        tmp_path / "study.ipynb", ("# A study", ["markdown"]), ("n_layer = 1", ["parameters"]),
        "set n_head=1 n_embd_factor=4 epochs=2 seeds=2", 'let s = sweep dropout=[0.1, 0.2] out="s"', "compare", "plot loss",
        "s.best.n_layer")


def test_nbconvert_executes(study):
    run("nbconvert", "--execute", "--to", "notebook", "--output", "done.ipynb", study, folder=study.parent)
    done = outputs(study.parent / "done.ipynb")
    nbformat.validate(nbformat.read(study.parent / "done.ipynb", 4))
    assert [{output.output_type for output in cell} for cell in done] == [
        set(), set(), {"stream"}, {"display_data"}, {"display_data"}, {"execute_result"}]
    assert "SWEEP SUMMARY" in "".join(output.text for output in done[2])
    assert {"text/plain", "text/html"} <= set(done[3][0].data)
    assert {"text/plain", "text/html", "image/svg+xml"} <= set(done[4][0].data)
    assert text(done[5][0]) == "1"
    metadata = nbformat.read(study.parent / "done.ipynb", 4).metadata
    assert metadata.language_info.file_extension == ".sweep"


def test_nbconvert_makes_a_page(study):
    run("nbconvert", "--execute", "--to", "html", study, folder=study.parent)
    page = (study.parent / "study.html").read_text()
    assert "<svg" in page or "data:image/svg+xml" in page
    assert "<table" in page and "A study" in page and "n_embd_factor" in page


def test_nbconvert_makes_a_script_that_runs(study):
    run("nbconvert", "--execute", "--to", "notebook", "--inplace", study, folder=study.parent)
    run("nbconvert", "--to", "script", study, folder=study.parent)
    script = study.parent / "study.sweep"
    assert 'let s = sweep dropout=[0.1, 0.2] out="s"' in script.read_text()
    done = subprocess.run([BINARY, script, "--keep-going"], cwd=study.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nbconvert_stops_at_an_error(tmp_path):
    path = write(tmp_path / "n.ipynb", "sweep dorpout=[0.1]", "print 1")
    assert 'did you mean "dropout"?' in run("nbconvert", "--execute", "--to", "notebook", "--inplace", path, folder=tmp_path, status=1)
    tolerant = write(tmp_path / "t.ipynb", ("sweep dorpout=[0.1]", ["raises-exception"]), "print 1")
    run("nbconvert", "--execute", "--to", "notebook", "--inplace", tolerant, folder=tmp_path)
    assert text(outputs(tolerant)[1][0]) == "1\n"


def papermill(folder, *arguments, status=0):
    return run("papermill", "-l", "python", "--no-progress-bar", *arguments, folder=folder, status=status)


def test_papermill_sets_a_hyper_parameter(study):
    papermill(study.parent, "study.ipynb", "out.ipynb", "-p", "n_layer", "2")
    assert text(outputs(study.parent / "out.ipynb")[-1][0]) == "2"
    assert "n_layer_2_" in " ".join(path.name for path in (study.parent / "s").iterdir())


def test_papermill_writes_what_python_writes(tmp_path):
    names = ["word", "count", "rate", "yes", "no", "nothing", "grid", "words", "negative", "quoted"]
    write(tmp_path / "n.ipynb", ("; ".join(f"let {name} = 0" for name in names), ["parameters"]),
          "print " + ", ".join(names), "sweep n_layer=1 n_head=1 n_embd_factor=grid epochs=1 seeds=1 dry=true")
    values = {"word": "a b", "count": 7, "rate": 1e-05, "yes": True, "no": False, "nothing": None, "grid": [4, 8],
              "words": ["a", "b"], "negative": -3, "quoted": "it's \"x\"\\n é"}
    (tmp_path / "p.json").write_text(json.dumps(values))
    papermill(tmp_path, "n.ipynb", "out.ipynb", "-f", "p.json")
    printed = text(outputs(tmp_path / "out.ipynb")[2][0])
    assert printed.startswith("a b 7 1e-05 true false none [4, 8]") and '-3 it\'s "x"\\n é' in printed


def test_papermill_and_a_wrong_name(study):
    told = papermill(study.parent, "study.ipynb", "out.ipynb", "-p", "n_laier", "2", status=None)
    assert "n_laier" in told and 'did you mean "n_layer"?' in told and "Error" in told
    assert papermill(study.parent, "study.ipynb", "out.ipynb", "-p", "n_laier", "2", status=1)
    assert outputs(study.parent / "out.ipynb")[1][-1].output_type == "error"


def sanitized(folder):
    (folder / "sanitize.cfg").write_text(SANITIZE)
    return ["--nbval-sanitize-with", folder / "sanitize.cfg", "-p", "no:cacheprovider", "-q"]


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.stem not in STUDIES], ids=lambda path: path.stem)
def test_nbval_on_every_notebook(path, tmp_path):
    (tmp_path / path.name).write_bytes(path.read_bytes())
    for script in path.parent.glob("*.sweep"):
        (tmp_path / script.name).write_bytes(script.read_bytes())
    told = run("pytest", "--nbval", *sanitized(tmp_path), "--nbval-cell-timeout", "200", path.name, folder=tmp_path)
    assert "passed" in told and "skipped" not in told


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_valid_and_name_the_kernel_as_it_does(path, tmp_path):
    shipped = nbformat.reads(path.read_text(), nbformat.NO_CONVERT)
    nbformat.validate(shipped)
    assert shipped.metadata.kernelspec == KERNELSPEC["kernelspec"]
    write(tmp_path / "n.ipynb", "1")
    run("nbconvert", "--execute", "--to", "notebook", "--inplace", "n.ipynb", folder=tmp_path)
    # A front end that opens it changes nothing.
    assert nbformat.read(tmp_path / "n.ipynb", 4).metadata.language_info == shipped.metadata.language_info


def test_nbval_sees_a_difference(tmp_path):
    path = write(tmp_path / "n.ipynb", "print 1 + 1")
    run("nbconvert", "--execute", "--to", "notebook", "--inplace", path, folder=tmp_path)
    run("pytest", "--nbval", *sanitized(tmp_path), path, folder=tmp_path)
    path.write_text(path.read_text().replace('"2\\n"', '"3\\n"'))
    run("pytest", "--nbval", *sanitized(tmp_path), path, folder=tmp_path, status=1)


def test_our_own_commands_read_what_they_write(study):
    run("nbconvert", "--execute", "--to", "notebook", "--inplace", study, folder=study.parent)
    papermill(study.parent, "study.ipynb", "mill.ipynb", "-p", "n_layer", "1")
    for name in ("study.ipynb", "mill.ipynb"):
        for words in (["verify", name], ["export", name, "--to", "html", "--overwrite"], ["run", name, "--out", "again.ipynb", "--overwrite"]):
            for folder in study.parent.glob("s/"):
                subprocess.run(["rm", "-rf", folder], check=True)
            done = subprocess.run([BINARY, "notebook", *words], cwd=study.parent, capture_output=True, text=True)
            assert done.returncode == 0, (words, done.stdout[-1000:], done.stderr)


def test_run(tmp_path):
    (tmp_path / "s.sweep").write_text('print "from a file"\n2 + 3\n')
    told = run("jupyter", "run", "--kernel", "sweepbook", "s.sweep", folder=tmp_path)
    assert "from a file" in told and "5" in told


def test_kernelspecs_are_seen_and_removed(home, tmp_path):
    def listed():
        return json.loads(run("jupyter", "kernelspec", "list", "--json", folder=tmp_path).split("\n[")[0])["kernelspecs"]

    spec = listed()["sweepbook"]
    assert spec["spec"]["argv"] == [os.path.realpath(BINARY), "kernel", "start", "{connection_file}"]
    assert spec["spec"]["display_name"] == "Sweepbook" and spec["spec"]["language"] == "sweepbook"
    assert spec["spec"]["interrupt_mode"] == "message"
    assert "sweepbook" in subprocess.run([BINARY, "kernel", "list"], capture_output=True, text=True, check=True).stdout
    own = [BINARY, "kernel", "install", "--name", "Second"]
    subprocess.run(own, check=True, capture_output=True)
    assert "second" in listed()
    subprocess.run(own, check=True, capture_output=True)
    run("jupyter", "kernelspec", "remove", "-f", "second", folder=tmp_path)
    assert "second" not in listed()
    subprocess.run(own, check=True, capture_output=True)
    subprocess.run([BINARY, "kernel", "uninstall", "--name", "second"], check=True, capture_output=True)
    assert "second" not in listed() and "sweepbook" in listed()
