"""A fully connected layer in NumPy: forward and backward for a batch, by the same records as the Trace.

Shapes: batch n, sources i, units j. A maxout layer has its pieces k on an axis in front of all these.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from nncli.maths.arithmetic import FLOAT
from nncli.train.arrays.layout import Array, Block


class Pass(NamedTuple):
    """What a layer has read and made of it: x (n, i), nets (n, j) or (k, n, j), outs (n, j)."""

    x: Array
    nets: Array
    outs: Array


class Dense:
    """One layer at work: its parameters and gradients are views of the network's two vectors."""

    def __init__(self, block: Block, parameters: Array, gradient: Array) -> None:
        layer = self.layer = block.layer
        many = self._many = layer.activation.reads == "pieces"
        self.weights, self.offsets, self.grad_weights, self.grad_offsets = (
            part if many else part[0]
            for part in (
                block.weights(parameters),
                block.offsets(parameters),
                block.weights(gradient),
                block.offsets(gradient),
            )
        )
        self.sign = {"bias": 1, "threshold": -1, None: 0}[layer.offset]  # of the offset in the net
        constants = {name: float(constant.evaluate({}, FLOAT)) for name, constant in layer.parameters.items()}
        self._activate = partial(layer.activation.array, **constants)
        slope = layer.activation.array_slope  # None: softmax, which comes with a loss that takes its slope into itself
        self._slope = partial(slope, **constants) if slope else None
        # For two matrices `dot` is `matmul` at half the price of a call, which is what a small network pays for.
        self._product = np.matmul if many else np.dot
        self._offsets_of_a_row = self.offsets[:, None, :] if many else self.offsets
        self._weights_back = np.swapaxes(self.weights, -1, -2)  # Wᵀ: (j, i)
        self._signs = np.empty(0, parameters.dtype)

    def forward(self, x: Array) -> Pass:
        """net = x·W + b (or − θ), out = f(net)."""
        nets = self._product(x, self.weights)
        if self.sign > 0:
            nets += self._offsets_of_a_row
        elif self.sign < 0:
            nets -= self._offsets_of_a_row
        return Pass(x, nets, self._activate(nets))

    def through_activation(self, upstream: Array, done: Pass) -> Array:
        """∂E/∂net from ∂E/∂out: upstream · f′(net), of the shape of the nets."""
        assert self._slope is not None
        at_nets: Array = self._slope(done.nets, done.outs)
        at_nets *= upstream
        return at_nets

    def gradients(self, at_nets: Array, done: Pass) -> None:
        """Writes ∂E/∂W = xᵀ·(∂E/∂net) and ∂E/∂b = Σ_n ∂E/∂net (for thresholds with a minus); fixed offsets keep 0."""
        self._product(done.x.T, at_nets, out=self.grad_weights)
        if not self.sign or self.layer.offsets_are == "fixed":
            return
        signs = self._signs_of(len(done.x))
        if self.layer.offsets_are == "shared":
            self.grad_offsets[...] = self._product(signs, at_nets).sum(axis=-1, keepdims=True)
        else:
            self._product(signs, at_nets, out=self.grad_offsets)

    def back(self, at_nets: Array) -> Array:
        """∂E/∂x = (∂E/∂net)·Wᵀ: (n, i)."""
        back: Array = self._product(at_nets, self._weights_back)
        return back.sum(axis=0) if self._many else back

    def _signs_of(self, n: int) -> Array:
        """1 for each row of a batch, −1 with thresholds: the product with it is ±Σ_n, in a third of a sum's time."""
        if len(self._signs) < n:
            self._signs = np.full(n, self.sign, self._signs.dtype)
        return self._signs[:n]
