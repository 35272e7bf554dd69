"""Makes the notebooks in this folder with the tools people use. Needs Python 3.11 or later with

    pip install nbformat nbconvert papermill ipykernel jupyter_server

Each NAME.ipynb is as the tool left it (papermill without a last line break). NAME.rewritten.ipynb is what nbformat makes of one that it did not write.
"""
import asyncio
import pathlib
import shutil
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

FOLDER = pathlib.Path(__file__).parent

CELLS = [
    new_markdown_cell("# A study\n\nof *losses*: ![dot](attachment:dot.png) and \u00e9\u0301\u2028"),
    new_code_cell("n_layer = 4\nrates = [1e-3, 1e-5]", metadata={"tags": ["parameters"]}),
    new_code_cell("print('café', n_layer); import sys; print('careful', file=sys.stderr)"),
    new_code_cell("rates"),
    new_code_cell(
        "from IPython.display import *\n"
        "display(HTML('<b>bold</b>\\n<i>it</i>'), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'), Markdown('**m**'))\n"
        "display(JSON({'loss': [0.1, 1e-7, 3e22, float('nan')]}), Javascript('1\\n2'), Latex('$x$'))\n"
        "display({'image/png': 'iVBORw0KGgo=', 'text/plain': 'a picture'}, raw=True, metadata={'image/png': {'width': 10}})"),
    new_code_cell("import time\nfor i in range(3):\n    print(f'\\r{i}', end='', flush=True)"),
    new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
    new_raw_cell(".. note::\n   raw", metadata={"format": "text/restructuredtext"}),
    new_code_cell(""),
]
CELLS[0]["attachments"] = {"dot.png": {"image/png": "iVBORw0KGgo="}}

QUIRKS = r'''{
  "nbformat": 4, "nbformat_minor": 5, "unknown": {"b": [], "a": {}},
  "metadata": {"signature": "gone", "orig_nbformat": 3, "orig_nbformat_minor": 1, "kernelspec": {"name": "x", "display_name": "X"},
    "numbers": [0, -0, -0.0, 1E5, 1e16, 1e15, 123456789012345678901234567890, 1e400, -1e400, 0.1e1, 1e-4, 1e-5, 12345678.9,
      1.0000000000000000001, 5e-324, 1.7976931348623157e308, 1e22, 1e23, NaN, Infinity, -Infinity, 2.50, 100, 1e2],
    "texts": ["\u00e9", "e\u0301", "\ud83d\ude00", "\/", "\b\f\u0001\u001f\u007f\u2028", "tab\there"],
    "\u00e9": 1, "e\u0301": 2, "Z": 3, "a": 4, "\ud83d\ude00": 5, "\uffff": 6},
  "cells": [
    {"id": "a", "cell_type": "markdown", "metadata": {"trusted": true}, "source": ["one\n", "two"], "extra": 1.50,
      "attachments": {"a.png": {"image/png": ["iVBO\n", "Rw0="]}, "b.txt": {"text/plain": "1\n2"}}},
    {"id": "b", "cell_type": "code", "metadata": {}, "execution_count": null, "source": "a\rb\r\nc\u000bd\u000ce\u001cf\u001dg\u001eh\u0085i\u2028j\u2029k",
      "outputs": [
        {"output_type": "stream", "name": "stdout", "text": "x\ny\n"},
        {"output_type": "stream", "name": "stderr", "text": []},
        {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "p\nq", "image/png": ["aa\n", "bb\n"],
          "image/svg+xml": "<svg>\n</svg>", "application/json": ["a\n", "b"], "application/x+json": "1\n2",
          "application/javascript": "1\n2", "application/pdf": ["a\n", "b"], "text/latex": ["$x$"]}},
        {"output_type": "execute_result", "execution_count": 3, "metadata": {"a": 1}, "data": {}},
        {"output_type": "error", "ename": "E", "evalue": "two\nlines", "traceback": ["a\nb", "\u001b[31mc"]}
      ]}
  ]
}'''


def save(name, notebook):
    path = FOLDER / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return path


def old(minor):
    """A notebook of 4.0 to 4.4: no cell has an id, a code cell may be collapsed."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Old\n", "text"]},
        {"cell_type": "code", "metadata": {"collapsed": True}, "execution_count": 2, "source": "1", "outputs": [
            {"output_type": "execute_result", "execution_count": 2, "metadata": {}, "data": {"text/plain": ["1"]}}]},
        {"cell_type": "raw", "metadata": {}, "source": []},
    ]
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": cells})


def tool(*arguments, status=0):
    if subprocess.run([sys.executable, "-m", *arguments], cwd=FOLDER).returncode != status:
        sys.exit(f"{arguments[0]} did not end with {status}")


async def saved_by_server(notebook):
    """What JupyterLab does when it saves: the front end's JSON through the server's contents manager."""
    from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

    manager = AsyncLargeFileManager(root_dir=str(FOLDER))
    await manager.save({"type": "notebook", "format": "json", "content": notebook}, "jupyterlab.ipynb")
    shutil.rmtree(FOLDER / ".ipynb_checkpoints")


def main():
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    source = save("plain", new_notebook(cells=CELLS, metadata=kernel))
    tool("nbconvert", "--to", "notebook", "--execute", "--output", "nbconvert.ipynb", source.name)
    # The cell that fails ends papermill too: its notebook tells where.
    tool("papermill", "--no-progress-bar", "-p", "n_layer", "2", source.name, "papermill.ipynb", status=1)
    asyncio.run(saved_by_server(nbformat.read(FOLDER / "nbconvert.ipynb", 4)))
    for minor in range(5):
        save(f"v4.{minor}", old(minor))
    (FOLDER / "quirks.ipynb").write_text(QUIRKS, encoding="utf-8")
    save("quirks.rewritten", nbformat.read(FOLDER / "quirks.ipynb", nbformat.NO_CONVERT))


if __name__ == "__main__":
    main()
