"""One training run in JAX, in its fastest form: all epochs compiled into one program.

Prints {"peer": …, "seconds": …}, the best of several runs after one that compiles. The model, the loss, the optimiser
and the sizes are Sweepbook's defaults; the random numbers are JAX's own, so only the time is compared.
Run by compare-peers, which chooses the core. Needs jax and optax.
"""
import json
import math
import os
import sys
import time
from functools import partial

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import jax
import jax.numpy as jnp
import optax
from jax import lax, nn, random

VOCABULARY, POSITIONS, EXAMPLES, EPOCHS, DROPOUT, RATE = 36, 2, 100, 400, 0.2, 0.01


def initial(key, layers, width):
    def linear(key, inputs, outputs):
        bound = 1 / math.sqrt(inputs)
        weight, bias = random.split(key)
        return (random.uniform(weight, (inputs, outputs), minval=-bound, maxval=bound),
                random.uniform(bias, (outputs,), minval=-bound, maxval=bound))

    def block(key):
        shapes = [(width, 3 * width), (width, width), (width, 4 * width), (4 * width, width)]
        return {"linear": [linear(k, *shape) for k, shape in zip(random.split(key, 4), shapes)],
                "norm": [(jnp.ones(width), jnp.zeros(width)) for _ in range(2)]}

    tokens, positions, head, *blocks = random.split(key, 3 + layers)
    return {"tokens": random.normal(tokens, (VOCABULARY, width)), "positions": random.normal(positions, (POSITIONS, width)),
            "blocks": [block(k) for k in blocks], "norm": (jnp.ones(width), jnp.zeros(width)),
            "head": linear(head, width, VOCABULARY)}


def forward(model, tokens, key, heads):
    keys = iter(random.split(key, 1 + 3 * len(model["blocks"])))

    def drop(x):
        return x * random.bernoulli(next(keys), 1 - DROPOUT, x.shape) / (1 - DROPOUT)

    def linear(x, layer):
        return x @ layer[0] + layer[1]

    def norm(x, layer):
        centred = x - jnp.mean(x, -1, keepdims=True)
        return centred * lax.rsqrt(jnp.mean(centred * centred, -1, keepdims=True) + 1e-5) * layer[0] + layer[1]

    x = drop(model["tokens"][tokens] + model["positions"])
    examples, positions, width = x.shape
    causal = jnp.tril(jnp.ones((positions, positions), bool))
    for block in model["blocks"]:
        joint, projection, expansion, contraction = block["linear"]
        parts = linear(norm(x, block["norm"][0]), joint).reshape(examples, positions, 3, heads, width // heads)
        q, k, v = jnp.moveaxis(parts, (2, 3), (0, 2))
        scores = jnp.einsum("bhtc,bhsc->bhts", q, k) / math.sqrt(width // heads)
        weights = drop(nn.softmax(jnp.where(causal, scores, -jnp.inf)))
        attended = jnp.moveaxis(jnp.einsum("bhts,bhsc->bhtc", weights, v), 1, 2).reshape(x.shape)
        x = x + drop(linear(attended, projection))
        hidden = nn.gelu(linear(norm(x, block["norm"][1]), expansion), approximate=False)
        x = x + drop(linear(hidden, contraction))
    return linear(norm(x, model["norm"]), model["head"])


@partial(jax.jit, static_argnames=("layers", "heads", "width"))
def train(key, tokens, targets, *, layers, heads, width):
    start, stream = random.split(key)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(RATE, weight_decay=0.01))

    def loss(model, key):
        return jnp.mean(optax.sigmoid_binary_cross_entropy(forward(model, tokens, key, heads), targets))

    def epoch(state, key):
        model, moments = state
        value, gradient = jax.value_and_grad(loss)(model, key)
        step, moments = optimiser.update(gradient, moments, model)
        return (optax.apply_updates(model, step), moments), value

    model = initial(start, layers, width)
    return lax.scan(epoch, (model, optimiser.init(model)), random.split(stream, EPOCHS))[1]


if __name__ == "__main__":
    layers, heads, factor, repetitions = map(int, sys.argv[1:])
    tokens = random.randint(random.key(1), (EXAMPLES, POSITIONS), 0, VOCABULARY)
    targets = random.bernoulli(random.key(2), 0.03, (EXAMPLES, POSITIONS, VOCABULARY)).astype(jnp.float32)
    seconds = []
    for seed in range(1 + repetitions):
        start = time.perf_counter()
        losses = train(random.key(seed), tokens, targets, layers=layers, heads=heads, width=heads * factor)
        losses.block_until_ready()
        seconds.append(time.perf_counter() - start)
    assert losses[-1] < 0.5 * losses[0], "it does not learn"
    print(json.dumps({"peer": f"JAX {jax.__version__}", "seconds": min(seconds[1:])}))
