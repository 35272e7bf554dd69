#!/usr/bin/env python3
"""What PyTorch writes: text sampled from three small models that it has trained, and what they say of a prompt.

    python3 make_samples.py ../../../../shared/text

Takes the model, its training and its sampling from ref_text.py there, the text from the examples, and writes beside itself
samples.jsonl    for each model its settings, the characters of the text that it saw, three texts, and for a prompt the
                 logits that follow each of its characters, before the training and after it
draws.jsonl      tokens drawn one after the other from the same logits, for logits of many kinds
PyTorch 2.7 or later, whose `exponential_` draws from its own generator on every processor.
"""
import json
import math
import pathlib
import sys
import types

import torch

HERE = pathlib.Path(__file__).parent
# At these learning rates rounding errors don't grow: PyTorch's own logits differ by 3e-6 between one thread and two. At 6e-3
# they differ by 5e-3.
MODELS = (
    dict(recipe="nanogpt", streams="split", n_layer=2, n_head=2, n_embd=64, block_size=32, batch_size=8, max_iters=300,
         lr_decay_iters=300, warmup_iters=20, learning_rate=2e-3, min_lr=2e-4, seed=7),
    dict(recipe="nanogpt", streams="one", n_layer=1, n_head=4, n_embd=64, block_size=16, batch_size=16, max_iters=300,
         lr_decay_iters=300, warmup_iters=20, learning_rate=2e-3, min_lr=2e-4, eval_interval=50, eval_iters=4, seed=3),
    dict(recipe="plain", streams="split", n_layer=1, n_head=4, n_embd=48, block_size=48, batch_size=4, max_iters=120,
         learning_rate=3e-3, dropout=0.1, seed=1),
)
CHARACTERS = 40_000
WAYS = (dict(temperature=0.8, top_k=200, seed=1337), dict(temperature=1.0, top_k=10, seed=5), dict(temperature=0.0, top_k=200, seed=0))
COUNT = 400
PROMPT = "First Citizen:"


@torch.no_grad()
def greedy(model, T, prompt, count):
    model.eval()
    ids = list(prompt)
    for _ in range(count):
        ids.append(int(model(torch.tensor([ids[-T:]]))[0, -1].argmax()))
    return ids[len(prompt):]


def written(model, s, characters, way):
    newline = characters.index("\n")
    if way["temperature"] == 0:
        ids = greedy(model, s.block_size, [newline], COUNT)
    else:
        ids = ref_text.sample(model, s, [newline], COUNT, way["temperature"], way["top_k"], way["seed"])
    return way | {"text": "".join(characters[i] for i in ids)}


@torch.no_grad()
def logits(model, characters):
    model.eval()
    rows = model(torch.tensor([[characters.index(c) for c in PROMPT]]))[0].tolist()
    return [[float(f"{z:.9g}") for z in row] for row in rows]


def line(changes, path):
    s = types.SimpleNamespace(**(ref_text.SETTINGS | ref_text.RECIPES[changes["recipe"]] | changes), dump=None)
    characters, train, val = ref_text.read_text(path, s.data_split)
    torch.manual_seed(s.seed)
    initial = logits(ref_text.GPT(s, len(characters)), characters)
    record, model, _ = ref_text.train(s, s.seed, characters, train, val, keep=True)
    return {
        "streams": s.streams, "seed": s.seed, "config": record["config"], "characters": CHARACTERS,
        "val_loss": record["val"]["loss"], "torch": torch.__version__,
        "samples": [written(model, s, characters, way) for way in WAYS], "prompt": PROMPT, "initial_logits": initial,
        "logits": logits(model, characters),
    }


def logits_of_many_kinds():
    torch.manual_seed(0)
    extremes = [[0.25], [1.0, -1.0], [3.0, 3.0, 3.0, -2.0, 3.0], [1e30, -1e30, 0.0], [-1e30, -1e30, -1e30], [-50.0, -50.5, -200.0]]
    return extremes + [(3 * torch.randn(count)).tolist() for count in (2, 16, 65, 300)] + [torch.randint(4, (40,)).float().tolist()]


def drawn(logits, temperature, top_k, seed, count=40):
    torch.manual_seed(seed)
    tokens = []
    for _ in range(count):
        z = torch.tensor([logits]) / temperature
        z[z < torch.topk(z, min(top_k, z.shape[-1]))[0][:, [-1]]] = -math.inf
        tokens.append(int(torch.multinomial(torch.softmax(z, -1), 1)))
    return {"temperature": temperature, "top_k": top_k, "seed": seed, "tokens": tokens}


def draws(logits, first_seed):
    temperatures = [t for t in (1e-30, 0.1, 0.8, 1.0, 7.0, 1e30) if max(map(abs, logits)) / t < 3e38]     # beyond that all is NaN
    ways = [(temperature, top_k) for temperature in temperatures for top_k in (1, 2, 10, 100_000)]
    return {"logits": logits, "draws": [drawn(logits, *way, first_seed + i) for i, way in enumerate(ways)]}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    import ref_text

    torch.set_num_threads(1)
    piece = HERE / "piece.txt"
    whole = HERE.parents[2] / "Examples/tinyshakespeare.txt"
    piece.write_text(whole.read_text(encoding="utf-8")[:CHARACTERS], encoding="utf-8")
    lines = [json.dumps(line(changes, piece), separators=(",", ":")) for changes in MODELS]
    piece.unlink()
    (HERE / "samples.jsonl").write_text("".join(line + "\n" for line in lines))
    lines = [json.dumps(draws(z, 100 * i), separators=(",", ":")) for i, z in enumerate(logits_of_many_kinds())]
    (HERE / "draws.jsonl").write_text("".join(line + "\n" for line in lines))
