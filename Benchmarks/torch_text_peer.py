"""An iteration of training nanoGPT's model on characters in PyTorch: batch, forward, backward, clipping, AdamW.

Prints a line {"peer": …, "attention": …, "seconds": …} for eager PyTorch and, where a C++ compiler is there, one for
torch.compile: the mean of some iterations, the best of several such means after a few to warm up. Of PyTorch's own
attention (scaled_dot_product_attention) and one written out, each line has the faster. Run by compare-peers, which chooses
the core. Needs torch.
"""
import json
import math
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

LAYERS, HEADS, WIDTH = 4, 4, 128


class Attention(nn.Module):
    def __init__(self, positions, dropout, fused):
        super().__init__()
        self.p, self.fused = dropout, fused
        self.joint, self.projection = nn.Linear(WIDTH, 3 * WIDTH, bias=False), nn.Linear(WIDTH, WIDTH, bias=False)
        self.register_buffer("future", torch.triu(torch.ones(positions, positions, dtype=torch.bool), 1))

    def forward(self, x):
        examples, positions, _ = x.shape
        q, k, v = (part.view(examples, positions, HEADS, WIDTH // HEADS).transpose(1, 2) for part in self.joint(x).split(WIDTH, 2))
        if self.fused:
            attended = F.scaled_dot_product_attention(q, k, v, dropout_p=self.p, is_causal=True)
        else:
            scores = (q @ k.mT / math.sqrt(WIDTH // HEADS)).masked_fill(self.future, -math.inf)
            attended = F.dropout(scores.softmax(-1), self.p) @ v
        return F.dropout(self.projection(attended.transpose(1, 2).reshape(x.shape)), self.p)


class Block(nn.Module):
    def __init__(self, positions, dropout, fused):
        super().__init__()
        self.attention = nn.Sequential(nn.LayerNorm(WIDTH, bias=False), Attention(positions, dropout, fused))
        self.mlp = nn.Sequential(
            nn.LayerNorm(WIDTH, bias=False), nn.Linear(WIDTH, 4 * WIDTH, bias=False), nn.GELU(),
            nn.Linear(4 * WIDTH, WIDTH, bias=False), nn.Dropout(dropout))

    def forward(self, x):
        x = x + self.attention(x)
        return x + self.mlp(x)


class GPT(nn.Module):
    """Without biases, the head tied to the token embedding."""

    def __init__(self, vocabulary, positions, dropout, fused):
        super().__init__()
        self.p = dropout
        self.tokens, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(positions, WIDTH)
        self.blocks = nn.Sequential(*[Block(positions, dropout, fused) for _ in range(LAYERS)])
        self.norm = nn.LayerNorm(WIDTH, bias=False)
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, 0, 0.02)

    def logits(self, tokens):
        x = self.blocks(F.dropout(self.tokens(tokens) + self.positions.weight[:tokens.shape[1]], self.p))
        return F.linear(self.norm(x), self.tokens.weight)

    def forward(self, tokens, targets):
        return F.cross_entropy(self.logits(tokens).flatten(0, 1), targets.flatten())


class Run:
    """One run, iteration by iteration."""

    def __init__(self, text, positions, examples, dropout, fused, compiled):
        self.text, self.positions, self.examples = text, positions, examples
        torch.manual_seed(0)
        self.model = GPT(int(text.max()) + 1, positions, dropout, fused)
        self.forward = torch.compile(self.model) if compiled else self.model
        parameters = list(self.model.parameters())
        groups = [{"params": [p for p in parameters if p.dim() == 2], "weight_decay": 0.1},
                  {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.99), fused=True)
        self.losses = []

    def iterate(self, count):
        """The seconds of one of `count` iterations."""
        start = time.perf_counter()
        for _ in range(count):
            starts = torch.randint(len(self.text) - self.positions, (self.examples,))
            windows = self.text[starts[:, None] + torch.arange(self.positions + 1)]
            loss = self.forward(windows[:, :-1], windows[:, 1:])
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad()
            self.losses.append(loss.detach())
        return (time.perf_counter() - start) / count


def best(text, positions, examples, dropout, count, repetitions, compiled):
    """The faster attention's name and the seconds of an iteration with it."""
    times = {}
    for name, fused in [("scaled_dot_product_attention", True), ("written out", False)]:
        run = Run(text, positions, examples, dropout, fused, compiled)
        run.iterate(3)
        times[name] = min(run.iterate(count) for _ in range(repetitions))
        assert run.losses[-1] < run.losses[0], "it does not learn"
    return min(times.items(), key=lambda item: item[1])


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    characters = Path(sys.argv[1]).read_text(encoding="utf-8")
    numbers = {character: i for i, character in enumerate(sorted(set(characters)))}
    text = torch.tensor([numbers[character] for character in characters])
    positions, examples, count, repetitions = (int(word) for word in [*sys.argv[2:4], *sys.argv[5:7]])
    for compiled in (False, True):
        try:
            name, seconds = best(text, positions, examples, float(sys.argv[4]), count, repetitions, compiled)
        except torch._dynamo.exc.BackendCompilerFailed as error:
            print(f"torch.compile does not work here: {error}".splitlines()[0], file=sys.stderr)
            break
        peer = f"PyTorch {torch.__version__}" + (" compiled" if compiled else "")
        print(json.dumps({"peer": peer, "attention": name, "seconds": seconds}))
