"""NumPy without nncli: as a careful student writes it, and with no array made that could be kept."""

from collections.abc import Callable

import numpy as np
from measure import Trainer
from problem import Array, Problem, vector

FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "tanh": np.tanh,
    "sigmoid": lambda net: 1 / (1 + np.exp(-net)),
}
SLOPES: dict[str, Callable[[Array], Array]] = {"tanh": lambda y: 1 - y * y, "sigmoid": lambda y: y * (1 - y)}


def naive(problem: Problem) -> Trainer:
    """An update for each sample: a vector for a layer's outputs, a matrix for its weights."""
    layers, (xs, targets) = problem.layers(), problem.data()
    f, slope = FUNCTIONS[problem.hidden], SLOPES[problem.hidden]

    def run(epochs: int) -> None:
        for _epoch in range(epochs):
            for x, target in zip(xs, targets, strict=True):
                outs = [x]
                for w, b in layers:
                    outs.append(f(outs[-1] @ w + b if problem.biases else outs[-1] @ w))
                delta = (target - outs[-1]) * slope(outs[-1])
                for at in reversed(range(len(layers))):
                    w, b = layers[at]
                    back = w @ delta
                    w += problem.rate * np.outer(outs[at], delta)
                    if problem.biases:
                        b += problem.rate * delta
                    delta = back * slope(outs[at])

    return Trainer(run, problem.updates, lambda: vector(layers))


def plain(problem: Problem) -> Trainer:
    """Shuffled mini-batches, ReLU, softmax and cross entropy, for one hidden layer."""
    ((w1, b1), (w2, b2)), (xs, targets) = problem.layers(), problem.data()
    random = np.random.default_rng(0)

    def run(epochs: int) -> None:
        nonlocal w1, b1, w2, b2
        for _epoch in range(epochs):
            order = random.permutation(problem.rows)
            for start in range(0, problem.rows, problem.batch):
                rows = order[start : start + problem.batch]
                x, target = xs[rows], targets[rows]
                net = x @ w1 + b1  # (batch, hidden)
                hidden = np.maximum(net, 0)
                e = hidden @ w2 + b2  # (batch, outputs)
                e = np.exp(e - e.max(axis=1, keepdims=True))
                at_outputs = (e / e.sum(axis=1, keepdims=True) - target) / len(x)
                at_hidden = at_outputs @ w2.T * (net > 0)
                w2 -= problem.rate * (hidden.T @ at_outputs)
                b2 -= problem.rate * at_outputs.sum(axis=0)
                w1 -= problem.rate * (x.T @ at_hidden)
                b1 -= problem.rate * at_hidden.sum(axis=0)

    return Trainer(run, problem.updates, lambda: vector([(w1, b1), (w2, b2)]))
