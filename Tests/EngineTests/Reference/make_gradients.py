#!/usr/bin/env python3
"""First gradients of the NumPy oracle, as reference numbers for the engine's tests.

    python3 make_gradients.py > gradients.jsonl        a sample of every tensor, small enough to keep
    python3 make_gradients.py --full DIR               every element, raw float32, for the soak test

Needs numpy and scipy. A line is one configuration: the loss, and for every tensor its shape, its largest
absolute gradient, its sum and norm, and a few elements [row, col, gradient].
"""
import argparse
import json
import math
import pathlib

import numpy as np

import oracle

CONFIGURATIONS = [(n_layer, n_head, factor, dropout)
                  for n_layer in (1, 2, 3)
                  for n_head, factor in ((1, 16), (2, 32), (8, 64))
                  for dropout in (0.0, 0.3)]
SEED, SAMPLES = 3, 12


def first_gradients(n_layer, n_head, factor, dropout):
    x, t, _, _ = oracle.load_data(SEED)
    stream = oracle.Stream(SEED)
    p = oracle.init_parameters(stream, n_layer, n_head * factor)
    logits, saved = oracle.forward(p, x, n_layer, n_head, dropout, stream)
    loss, dlogits = oracle.loss_of(logits, t)
    return loss, {name: g.reshape(1, -1) if g.ndim == 1 else g
                  for name, g in oracle.backward(p, saved, dlogits, n_layer, n_head).items()}


def sample(g, rng):
    places = [np.unravel_index(np.abs(g).argmax(), g.shape)]
    places += [(rng.integers(g.shape[0]), rng.integers(g.shape[1])) for _ in range(SAMPLES - 1)]
    return [[int(r), int(c), float(g[r, c])] for r, c in places]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--full", type=pathlib.Path)
    full = arguments.parse_args().full
    rng = np.random.default_rng(0)
    for n_layer, n_head, factor, dropout in CONFIGURATIONS:
        loss, gradients = first_gradients(n_layer, n_head, factor, dropout)
        line = {"n_layer": n_layer, "n_head": n_head, "n_embd_factor": factor, "dropout": dropout, "seed": SEED,
                "loss": loss, "tensors": []}
        for name, g in gradients.items():
            wide = g.astype(np.float64)
            tensor = {"name": name, "rows": g.shape[0], "cols": g.shape[1], "largest": float(np.abs(g).max())}
            if full:
                folder = full / f"{n_layer}_{n_head}_{factor}_{dropout}"
                folder.mkdir(parents=True, exist_ok=True)
                g.astype("<f4").tofile(folder / f"{name}.f32")
            else:
                tensor |= {"sum": float(wide.sum()), "norm": math.sqrt(float((wide ** 2).sum())),
                           "elements": sample(g, rng)}
            line["tensors"].append(tensor)
        print(json.dumps(line), flush=True)
