#!/usr/bin/env python3
"""Reference numbers of PyTorch text runs, small enough to keep.

    python3 make_text_fixtures.py ../../../../shared/text

Reads runs.jsonl there and writes beside itself:
initial_values.jsonl    for each model and seed, the first 16 digits of the SHA-256 of every initial tensor
"""
import json
import pathlib
import sys

MODEL = ("n_layer", "n_head", "n_embd", "block_size", "bias", "tied", "init")
HERE = pathlib.Path(__file__).parent


def initial_values(runs):
    lines = {}
    for run in runs:
        model = {name: run["config"][name] for name in MODEL} | {"vocabulary": run["vocabulary"], "seed": run["seed"]}
        lines[json.dumps(model)] = model | {"sha256": {name: tensor["sha256"] for name, tensor in run["init"].items()}}
    return lines.values()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    runs = [json.loads(line) for line in (folder / "runs.jsonl").read_text().splitlines()]
    (HERE / "initial_values.jsonl").write_text("".join(json.dumps(line) + "\n" for line in initial_values(runs)))
