#!/usr/bin/env python3
"""Reference numbers of PyTorch text runs, small enough to keep.

    python3 make_text_fixtures.py ../../../../shared/text

Reads runs.jsonl and first_step.npz there and writes beside itself:
initial_values.jsonl    for each model and seed, the first 16 digits of the SHA-256 of every initial tensor
text_runs.jsonl         each run's settings, first batches, losses, norms, rates and evaluations
text_gradients.f32      one run's first gradients, tensor by tensor in PyTorch's order
"""
import json
import pathlib
import sys

import numpy as np

MODEL = ("n_layer", "n_head", "n_embd", "block_size", "bias", "tied", "init")
HERE = pathlib.Path(__file__).parent


def initial_values(runs):
    lines = {}
    for run in runs:
        model = {name: run["config"][name] for name in MODEL} | {"vocabulary": run["vocabulary"], "seed": run["seed"]}
        lines[json.dumps(model)] = model | {"sha256": {name: tensor["sha256"] for name, tensor in run["init"].items()}}
    return lines.values()


def course(run):
    names = ("streams", "seed", "config", "first_batches", "losses", "losses_every_10", "gradient_norms", "rates", "evaluations")
    return {name: run[name] for name in names} | {"val": {name: run["val"][name] for name in ("windows", "tokens", "loss", "right")}}


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    runs = [json.loads(line) for line in (folder / "runs.jsonl").read_text().splitlines()]
    (HERE / "initial_values.jsonl").write_text("".join(json.dumps(line) + "\n" for line in initial_values(runs)))
    lines = [json.dumps(course(run), separators=(",", ":")) for run in runs]
    (HERE / "text_runs.jsonl").write_text("".join(line + "\n" for line in lines))
    step = np.load(folder / "first_step.npz")
    gradients = [step[name].astype("<f4").tobytes() for name in step.files if name.startswith("grad.")]
    (HERE / "text_gradients.f32").write_bytes(b"".join(gradients))
