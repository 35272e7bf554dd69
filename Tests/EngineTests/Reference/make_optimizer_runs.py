#!/usr/bin/env python3
"""Losses and gradient norms of PyTorch's optimizers and schedules, on the family trees and on a text.

    python3 make_optimizer_runs.py ../../../../shared/text > optimizer_runs.jsonl

The model and the batches are those of ref_text.py there; the text is tinyshakespeare.txt beside it. Needs torch.
A line of JSON a run: the task, the seed, what differs from the defaults, every loss, and every norm before clipping.
"""
import argparse
import json
import math
import pathlib
import random
import sys

import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
SHARED = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(SHARED))
import ref_text  # noqa: E402

RELATIONS = dict(n_layer=2, n_head=2, n_embd_factor=16, epochs=60, dropout=0.2, learning_rate=0.01, weight_decay=0.01,
                 warmup_epochs=0, schedule="constant", optimizer="adamw", momentum=0.9, beta1=0.9, beta2=0.999)
TEXT = dict(n_layer=2, n_head=2, n_embd_factor=16, block_size=32, batch_size=8, max_iters=60, dropout=0.0, learning_rate=1e-3,
            weight_decay=0.1, warmup_iters=10, schedule="cosine", optimizer="adamw", momentum=0.9, beta1=0.9, beta2=0.99)
RUNS = [
    (RELATIONS, 0, dict(optimizer="adam")),
    (RELATIONS, 1, dict(optimizer="adam", dropout=0.0, weight_decay=0.001)),
    (RELATIONS, 2, dict(optimizer="sgd", learning_rate=0.3)),
    (RELATIONS, 3, dict(optimizer="sgd", learning_rate=1.0, momentum=0.0, dropout=0.0)),
    (RELATIONS, 4, dict(schedule="cosine", warmup_epochs=10)),
    (RELATIONS, 5, dict(schedule="linear", min_lr=0.0005)),
    (RELATIONS, 6, dict(schedule="cosine", min_lr=0.0, optimizer="sgd", learning_rate=0.3, warmup_epochs=5)),
    (TEXT, 0, dict(optimizer="adam", weight_decay=0.01)),
    (TEXT, 1, dict(optimizer="sgd", learning_rate=0.01, weight_decay=0.01)),
    (TEXT, 2, dict(optimizer="sgd", learning_rate=0.5, momentum=0.0, dropout=0.2, weight_decay=0.01)),
    (TEXT, 3, dict(optimizer="adam", schedule="linear", beta1=0.8, beta2=0.95, min_lr=0.0002)),
]


def optimizer(s, groups):
    match s.optimizer:
        case "adamw":
            return torch.optim.AdamW(groups, lr=s.learning_rate, betas=(s.beta1, s.beta2))
        case "adam":
            return torch.optim.Adam(groups, lr=s.learning_rate, betas=(s.beta1, s.beta2))
        case "sgd":
            return torch.optim.SGD(groups, lr=s.learning_rate, momentum=s.momentum)


def rate(update, count, warmup, s):
    """After the warm-up from learning_rate towards min_lr, which would be reached one update past the end."""
    lowest, share = getattr(s, "min_lr", s.learning_rate / 10), (update - warmup) / (count - warmup)
    if update < warmup:
        return s.learning_rate * ((update + 1) / (warmup + 1) if s.task == "text" else update / warmup)
    match s.schedule:
        case "constant":
            return s.learning_rate
        case "linear":
            return lowest + (1 - share) * (s.learning_rate - lowest)
        case "cosine":
            return lowest + 0.5 * (1 + math.cos(math.pi * share)) * (s.learning_rate - lowest)


def family_trees(seed, train_size=100):
    rows = [line.split("\t") for line in (HERE / "family_tree.tsv").read_text().splitlines()[1:]]
    names = sorted({r[0] for r in rows}) + sorted({r[1] for r in rows})
    random.seed(seed)
    random.shuffle(rows)
    x = torch.tensor([[names.index(person), names.index(relation)] for person, relation, _ in rows])
    y = torch.zeros(len(rows), 2, len(names))
    for i, (_, relation, relatives) in enumerate(rows):
        y[i, 0, names.index(relation)] = 1
        for name in relatives.split(","):
            y[i, 1, names.index(name)] = 1
    return x[:train_size], y[:train_size], len(names)


def course(settings, seed, changes):
    s = argparse.Namespace(**settings | changes)
    s.task = "text" if settings is TEXT else "relations"
    s.n_embd = s.n_embd_factor * s.n_head
    torch.manual_seed(seed)
    if s.task == "text":
        s.bias, s.tied, s.init = 0, 1, "gpt2"
        characters, tokens, _ = ref_text.read_text(SHARED / "tinyshakespeare.txt", 0.9)
        generator = torch.Generator().manual_seed(seed)
        model, count, warmup = ref_text.GPT(s, len(characters)), s.max_iters, s.warmup_iters
        batch, loss_of = lambda: ref_text.batch(tokens, s, generator)[:2], ref_text.loss_of
    else:
        s.bias, s.tied, s.init, s.block_size = 1, 0, "torch", 2
        x, y, V = family_trees(seed)
        model, count, warmup = ref_text.GPT(s, V), s.epochs, s.warmup_epochs
        batch, loss_of = lambda: (x, y), F.binary_cross_entropy_with_logits
    model.train()
    decays = lambda p: s.task == "relations" or p.dim() >= 2
    groups = [{"params": [p for p in model.parameters() if decays(p) == flag], "weight_decay": flag * s.weight_decay}
              for flag in (True, False)]
    steps = optimizer(s, [group for group in groups if group["params"]])
    losses, norms = [], []
    for update in range(count):
        for group in steps.param_groups:
            group["lr"] = rate(update, count, warmup, s)
        x_, y_ = batch()
        loss = loss_of(model(x_), y_)
        loss.backward()
        norms.append(float(nn.utils.clip_grad_norm_(model.parameters(), 1.0)))
        steps.step()
        steps.zero_grad(set_to_none=True)
        losses.append(loss.item())
    return {"task": s.task, "seed": seed, "settings": {name: str(value) for name, value in (settings | changes).items()},
            "losses": losses, "gradient_norms": norms}


if __name__ == "__main__":
    torch.set_num_threads(1)
    for run in RUNS:
        print(json.dumps(course(*run), separators=(",", ":")))
