"""Per-sample BP in NumPy with every array made beforehand: the fewest and cheapest calls that we could find."""

from collections.abc import Callable

import numpy as np
from measure import Trainer
from problem import Array, Problem, vector


def _tanh(net: Array) -> None:
    np.tanh(net, out=net)


def _sigmoid(net: Array) -> None:
    np.negative(net, out=net)
    np.exp(net, out=net)
    np.add(net, 1, out=net)
    np.reciprocal(net, out=net)


def _times_tanh_slope(delta: Array, y: Array, room: Array) -> None:
    np.multiply(y, y, out=room)
    np.subtract(1, room, out=room)
    np.multiply(delta, room, out=delta)


def _times_sigmoid_slope(delta: Array, y: Array, room: Array) -> None:
    np.multiply(delta, y, out=delta)
    np.subtract(1, y, out=room)
    np.multiply(delta, room, out=delta)


FUNCTIONS: dict[str, tuple[Callable[[Array], None], Callable[[Array, Array, Array], None]]] = {
    "tanh": (_tanh, _times_tanh_slope),
    "sigmoid": (_sigmoid, _times_sigmoid_slope),
}


class Layer:
    """Weights (i, j) and biases (j,) with room for all that an update makes of them."""

    def __init__(self, weights: Array, biases: Array) -> None:
        (i, j), like = weights.shape, weights.dtype
        self.weights, self.biases, self.change = weights, biases, np.empty((i, j), like)
        self.out, self.delta, self.room = (np.empty(j, like) for _ in range(3))
        self.out_column = self.out[:, None]


def tuned(problem: Problem) -> Trainer:
    """An update for each sample. The rate is multiplied into the last layer's δ, and so into all."""
    layers = [Layer(*layer) for layer in problem.layers()]
    x, targets = problem.data()
    rows = [(row, row[:, None], target) for row, target in zip(x, targets, strict=True)]
    function, times_slope = FUNCTIONS[problem.hidden]
    has_biases, last = problem.biases, layers[-1]
    downwards = [(layers[at], layers[at - 1] if at else None) for at in reversed(range(len(layers)))]

    def update(x: Array, x_column: Array, target: Array) -> None:
        below = x
        for layer in layers:
            np.dot(below, layer.weights, out=layer.out)
            if has_biases:
                np.add(layer.out, layer.biases, out=layer.out)
            function(layer.out)
            below = layer.out
        np.subtract(target, last.out, out=last.delta)
        np.multiply(last.delta, problem.rate, out=last.delta)
        times_slope(last.delta, last.out, last.room)
        for layer, lower in downwards:
            if lower:
                np.dot(layer.weights, layer.delta, out=lower.delta)
                times_slope(lower.delta, lower.out, lower.room)
            np.multiply(lower.out_column if lower else x_column, layer.delta, out=layer.change)
            np.add(layer.weights, layer.change, out=layer.weights)
            if has_biases:
                np.add(layer.biases, layer.delta, out=layer.biases)

    def run(epochs: int) -> None:
        for _epoch in range(epochs):
            for row in rows:
                update(*row)

    return Trainer(run, problem.updates, lambda: vector((layer.weights, layer.biases) for layer in layers))
