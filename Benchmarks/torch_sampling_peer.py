"""How many tokens a second nanoGPT's model writes in PyTorch, as its sample.py does: all of the last tokens go forward each time.

    OMP_NUM_THREADS=1 taskset -c 0 python3 Benchmarks/torch_sampling_peer.py

Prints an object for each context, with the fields that `sweepbook benchmark --json` has in "sampling". Needs torch.
"""
import json
import time

import torch
from torch.nn import functional as F
from torch_text_peer import GPT

VOCABULARY, TEMPERATURE, TOP_K = 65, 0.8, 200


def write(model, tokens, count, window):
    for _ in range(count):
        logits = model.logits(tokens[:, -window:])[:, -1] / TEMPERATURE
        least = torch.topk(logits, min(TOP_K, VOCABULARY))[0][:, [-1]]
        logits[logits < least] = -torch.inf
        tokens = torch.cat((tokens, torch.multinomial(F.softmax(logits, -1), 1)), 1)
    return tokens


@torch.no_grad()
def rates(window, repetitions=5, longer=32):
    """Tokens a second while the text fits in the window, and of a longer text: the best of some texts."""
    torch.manual_seed(0)
    model, inside, sliding = GPT(VOCABULARY, window, 0.0, True), 0.0, 0.0
    for _ in range(repetitions):
        start = time.perf_counter()
        tokens = write(model, torch.zeros(1, 1, dtype=torch.long), window, window)
        middle = time.perf_counter()
        write(model, tokens, longer, window)
        inside = max(inside, window / (middle - start))
        sliding = max(sliding, longer / (time.perf_counter() - middle))
    return inside, sliding


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    for window in (64, 256):
        inside, sliding = rates(window)
        print(json.dumps({"block_size": window, "tokens_per_second": inside, "sliding_tokens_per_second": sliding}), flush=True)
