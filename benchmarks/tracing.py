"""What recording costs: one traced BP step of a 2-8-8-1 network against the same arithmetic on bare lists.

    python benchmarks/tracing.py [pairs]

Tanh hidden layers, sigmoid output, squared loss, random weights with seed 1. Both run in this process, in turns
(A B A B …), imports and the reading of the spec left out; the ratio is the median of the pairwise ratios.
"""

import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

SIZES = (2, 8, 8, 1)
INPUTS, TARGET, RATE = [0.35, 0.9], 0.5, 0.5
WARM_UP = 3


class Layer(NamedTuple):
    """weights[i][j] is the weight from unit i below to unit j here."""

    weights: list[list[float]]
    biases: list[float]


def network(seed: int = 1) -> list[Layer]:
    """Weights and biases uniform in (−1, 1)."""
    draw = random.Random(seed).uniform
    return [
        Layer([[draw(-1, 1) for _ in range(here)] for _ in range(below)], [draw(-1, 1) for _ in range(here)])
        for below, here in pairwise(SIZES)
    ]


def bare_step(layers: list[Layer]) -> list[Layer]:
    """Forward, backward, update, and the output after it: what the trace records, with nothing recorded."""
    outs = forward(layers)
    y = outs[-1][0]
    deltas = [(TARGET - y) * y * (1 - y)]
    new = []
    for layer, below in zip(reversed(layers), reversed(outs[:-1]), strict=True):
        weights = [
            [w + RATE * d * x for w, d in zip(row, deltas, strict=True)]
            for row, x in zip(layer.weights, below, strict=True)
        ]
        new.append(Layer(weights, [b + RATE * d for b, d in zip(layer.biases, deltas, strict=True)]))
        back = [dot(row, deltas) for row in layer.weights]
        deltas = [(1 - x * x) * e for x, e in zip(below, back, strict=True)]
    new.reverse()
    forward(new)
    return new


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    """Σ_i a_i b_i."""
    return sum(x * y for x, y in zip(a, b, strict=True))


def forward(layers: list[Layer]) -> list[list[float]]:
    """The inputs and each layer's outputs."""
    outs = [INPUTS]
    for number, (weights, biases) in enumerate(layers, start=2):
        nets = [b + dot(column, outs[-1]) for column, b in zip(zip(*weights, strict=True), biases, strict=True)]
        outs.append([math.tanh(net) if number < len(SIZES) else 1 / (1 + math.exp(-net)) for net in nets])
    return outs


def traced_step(layers: list[Layer]) -> Callable[[], object]:
    """The same step as a Trace. The one place that knows nncli: imports and the spec here, the trace in the call."""
    from nncli.document.reader import read_text
    from nncli.models.feed_forward import trace
    from nncli.spec.load import load

    rows = [
        f"  - {{units: {len(layer.biases)}, activation: {'tanh' if at < len(layers) - 1 else 'sigmoid'}, "
        f"weights: {layer.weights}, biases: {layer.biases}}}\n"
        for at, layer in enumerate(layers)
    ]
    sample = f"samples: [{{x: {INPUTS}, target: {TARGET}}}]\n"
    spec = f"title: 2-8-8-1\ninputs: 2\nlayers:\n{''.join(rows)}loss: squared\nlearning_rate: {RATE}\n{sample}"
    network = load(read_text(spec, "2-8-8-1.yaml"))
    return lambda: trace(network)


def milliseconds(call: Callable[[], object]) -> float:
    """The wall time of one call."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Prints the table."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    layers = network()
    trace = traced_step(layers)
    times = [(milliseconds(trace), milliseconds(lambda: bare_step(layers))) for _ in range(WARM_UP + pairs)][WARM_UP:]
    low, middle, high = statistics.quantiles([a / b for a, b in times], n=4)
    ours, bare = (statistics.median(column) for column in zip(*times, strict=True))
    print("| A | B | A/B | middle half | A, ms | B, ms |")
    print("|---|---|--:|--:|--:|--:|")
    print(f"| trace of 2-8-8-1 | bare lists | **{middle:.0f}** | {low:.0f} to {high:.0f} | {ours:.2f} | {bare:.3f} |")


if __name__ == "__main__":
    main()
