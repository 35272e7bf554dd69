"""Makes the notebooks kernel.*.ipynb with the tools people run our kernel from. Needs Python 3.11 or later, Chromium, and

    pip install jupyterlab nbconvert papermill playwright
    sweepbook kernel install --user

nbconvert, papermill and JupyterLab write theirs. Visual Studio Code's is nbconvert's with the metadata, splits and line ends of
that editor, and with what other front ends leave behind.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

FOLDER = pathlib.Path(__file__).parent

CELLS = [
    new_markdown_cell("# A study"),
    new_code_cell("let count = 2", metadata={"tags": ["parameters"]}),
    new_code_cell("set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=count"),
    new_code_cell(
        "print 1\nlet s = sweep dropout=[0.1, 0.2]\nprint s.best.n_embd",
        metadata={"collapsed": False, "jupyter": {"source_hidden": True}}),
    new_code_cell("compare\n2 + 3"),
    new_code_cell("vars"),
    new_code_cell("print nothing", metadata={"tags": ["raises-exception"]}),
    new_code_cell("train learning_rate=1e30 seeds=1", metadata={"scrolled": True}),
    new_raw_cell("raw text", metadata={"format": "text/plain"}),
    new_code_cell(""),
]
KERNEL = {"kernelspec": {"display_name": "Sweepbook", "language": "sweepbook", "name": "sweepbook"}}


def jupyterlab(folder):
    """Opens work.ipynb in JupyterLab, runs all cells and saves."""
    from playwright.sync_api import sync_playwright

    options = ["--no-browser", "--port=18992", "--IdentityProvider.token=", "--allow-root"]
    server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], cwd=folder)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            page.wait_for_timeout(8000)
            page.goto("http://localhost:18992/lab/tree/work.ipynb")
            page.wait_for_selector("text=Sweepbook | Idle", timeout=60_000)
            page.click("text=Run >> nth=0")
            page.click("li:has-text('Run All Cells') >> nth=0")
            page.wait_for_timeout(8000)
            page.keyboard.press("Control+s")
            page.wait_for_timeout(2000)
    finally:
        server.terminate()
        server.wait()


def vscode(notebook):
    """As Visual Studio Code writes a notebook: format 4.2 without ids, languages of cells, no last line break; here with CRLF."""
    notebook = copy.deepcopy(notebook)
    notebook["nbformat_minor"] = 2
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Sweepbook (lab)", "language": "sweepbook", "name": "sweepbook-lab"},
        "language_info": {"name": "sweepbook", "version": "0.1.0"}, "vscode": {"interpreter": {"hash": "31f2"}},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2, "version_minor": 0}},
    }
    for cell in notebook["cells"]:
        del cell["id"]
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k == "tags"}
        cell["metadata"]["vscode"] = {"languageId": "plaintext"}
        cell["source"] = cell["source"].replace("\n", "\r\n").splitlines(keepends=True)
        outputs = []
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream":
                lines = output["text"].splitlines(keepends=True)
                outputs += [dict(output, text=lines[:1]), dict(output, text=lines[1:])]
                continue
            if "data" in output:
                output["data"] = {k: v.splitlines(keepends=True) for k, v in output["data"].items()}
                output["transient"] = {"display_id": "1f"}
            outputs.append(output)
        if "outputs" in cell:
            cell["outputs"] = [{"name": "stderr", "output_type": "stream", "text": ["a front end's warning\n"]}] + outputs
    return json.dumps(notebook, indent=1).replace("\n", "\r\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        nbformat.write(new_notebook(cells=CELLS, metadata=KERNEL), "work.ipynb")
        run = [sys.executable, "-m"]
        subprocess.run(run + ["nbconvert", "--to=notebook", "--execute", "--output=nbconvert", "work.ipynb"], check=True)
        # The cell that may fail ends papermill with 1.
        subprocess.run(run + ["papermill", "-l", "python", "-p", "count", "3", "work.ipynb", "papermill.ipynb"])
        text = pathlib.Path("nbconvert.ipynb").read_text(encoding="utf-8")
        (FOLDER / "kernel.nbconvert.ipynb").write_text(text, encoding="utf-8")
        (FOLDER / "kernel.papermill.ipynb").write_bytes(pathlib.Path("papermill.ipynb").read_bytes())
        (FOLDER / "kernel.vscode.ipynb").write_bytes(vscode(nbformat.reads(text, 4)).encode())
        CELLS.insert(5, new_code_cell("plot test_accuracy dropout"))
        nbformat.write(new_notebook(cells=CELLS, metadata=KERNEL), "work.ipynb")
        jupyterlab(folder)
        (FOLDER / "kernel.jupyterlab.ipynb").write_bytes(pathlib.Path("work.ipynb").read_bytes())


if __name__ == "__main__":
    main()
