"""One training run in eager PyTorch, as the scripts do it that Sweepbook replaces.

Prints {"peer": …, "seconds": …}, the best of several runs after a short one. The model, the loss, the optimiser and the
sizes are Sweepbook's defaults; only the time is compared. Run by compare-peers, which chooses the core. Needs torch.
"""
import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

VOCABULARY, POSITIONS, EXAMPLES, EPOCHS, DROPOUT, RATE = 36, 2, 100, 400, 0.2, 0.01


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.joint, self.projection = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.register_buffer("future", torch.triu(torch.ones(POSITIONS, POSITIONS, dtype=torch.bool), 1))

    def forward(self, x):
        examples, positions, width = x.shape
        parts = self.joint(x).view(examples, positions, 3, self.heads, width // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        scores = (q @ k.mT / math.sqrt(width // self.heads)).masked_fill(self.future, -math.inf)
        attended = F.dropout(scores.softmax(-1), DROPOUT) @ v
        return F.dropout(self.projection(attended.transpose(1, 2).reshape(x.shape)), DROPOUT)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention = nn.Sequential(nn.LayerNorm(width), Attention(width, heads))
        self.mlp = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width), nn.Dropout(DROPOUT))

    def forward(self, x):
        x = x + self.attention(x)
        return x + self.mlp(x)


class Embedding(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(VOCABULARY, width), nn.Embedding(POSITIONS, width)

    def forward(self, tokens):
        return F.dropout(self.tokens(tokens) + self.positions.weight, DROPOUT)


def train(layers, heads, width, epochs):
    """The losses' first and last, and the seconds of the epochs alone."""
    tokens = torch.randint(VOCABULARY, (EXAMPLES, POSITIONS))
    targets = (torch.rand(EXAMPLES, POSITIONS, VOCABULARY) < 0.03).float()
    blocks = [Block(width, heads) for _ in range(layers)]
    model = nn.Sequential(Embedding(width), *blocks, nn.LayerNorm(width), nn.Linear(width, VOCABULARY))
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    losses, start = [], time.perf_counter()
    for _ in range(epochs):
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(model(tokens), targets)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        losses.append(loss.detach())
    seconds = time.perf_counter() - start
    return losses[0].item(), losses[-1].item(), seconds


if __name__ == "__main__":
    layers, heads, factor, repetitions = map(int, sys.argv[1:])
    torch.set_num_threads(1)
    torch.manual_seed(0)
    train(layers, heads, heads * factor, 10)
    runs = [train(layers, heads, heads * factor, EPOCHS) for _ in range(repetitions)]
    assert runs[-1][1] < 0.5 * runs[-1][0], "it does not learn"
    print(json.dumps({"peer": f"PyTorch {torch.__version__}", "seconds": min(run[2] for run in runs)}))
