"""A fully connected layer in NumPy: forward and backward for a batch, by the same records as the Trace.

Shapes: batch n, sources i, units j, pieces k (1, but for maxout). Sums over the batch are not divided by n.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nncli.maths.arithmetic import FLOAT
from nncli.spec.network import Layer, Network

Array: TypeAlias = NDArray[Any]  # of float32 or float64


@dataclass
class Dense:
    """One layer. `sign` is +1 where offsets are biases, −1 where they are thresholds, 0 where there are none."""

    layer: Layer
    weights: Array  # (k, i, j)
    offsets: Array  # (k, j)
    sign: int
    parameters: dict[str, float]

    @classmethod
    def of(cls, layer: Layer, dtype: DTypeLike = np.float64) -> "Dense":
        """The layer with its initial values."""
        weights = np.array([[[float(w) for w in row] for row in piece] for piece in layer.weights], dtype)
        none = [[0.0] * len(layer.units)] * len(layer.weights)
        offsets = np.array([[float(b) for b in row] for row in layer.offsets] or none, dtype)
        sign = {"bias": 1, "threshold": -1, None: 0}[layer.offset]
        parameters = {name: float(constant.evaluate({}, FLOAT)) for name, constant in layer.parameters.items()}
        return cls(layer, weights, offsets, sign, parameters)

    def forward(self, x: Array) -> tuple[Array, Array]:
        """x (n, i) → nets (k, n, j) and outs (n, j)."""
        nets = x @ self.weights + self.sign * self.offsets[:, None, :]
        activation = self.layer.activation
        outs = activation.array(nets if activation.reads == "pieces" else nets[0], **self.parameters)
        return nets, outs

    def slopes(self, nets: Array, outs: Array) -> Array:
        """f′(net) of each piece: (k, n, j)."""
        activation = self.layer.activation
        assert activation.array_slope is not None  # softmax comes with a loss that takes its slope into itself
        if activation.reads == "pieces":
            return activation.array_slope(nets, outs)
        return activation.array_slope(nets[0], outs, **self.parameters)[None]

    def gradients(self, deltas: Array, x: Array) -> tuple[Array, Array]:
        """∂E/∂weights (k, i, j) and ∂E/∂offsets (k, j), summed over the batch, from δ = −∂E/∂net (k, n, j)."""
        grad_offsets = -self.sign * deltas.sum(axis=1)
        if self.layer.offsets_are == "shared":
            grad_offsets = np.broadcast_to(grad_offsets.sum(axis=1, keepdims=True), grad_offsets.shape)
        return -(x.T @ deltas), grad_offsets

    def back(self, deltas: Array) -> Array:
        """Σ_j δ_j w_j for each source: (n, i)."""
        back: Array = (deltas @ self.weights.transpose(0, 2, 1)).sum(axis=0)
        return back


@dataclass(frozen=True)
class BatchPass:
    """What one forward and backward pass of a batch leaves: a list with an entry for each layer."""

    x: list[Array]  # what the layer read (n, i)
    nets: list[Array]
    outs: list[Array]
    deltas: list[Array]
    grad_weights: list[Array]
    grad_offsets: list[Array]
    losses: Array  # (n,)


def run_batch(network: Network, layers: list[Dense], x: Array, targets: Array | None) -> BatchPass:
    """Forward, and backward where there is a loss; simultaneous order.

    x (n, inputs), targets (n, outputs) or None.
    """
    inputs, nets, outs = [], [], []
    for layer in layers:
        inputs.append(x)
        net, x = layer.forward(x)
        nets.append(net)
        outs.append(x)
    done = BatchPass(inputs, nets, outs, [], [], [], np.zeros(len(x)))
    if network.loss is None or targets is None:
        return done
    upstream = network.loss.factor * (targets - x)
    for at in reversed(range(len(layers))):
        layer = layers[at]
        cancels = at == len(layers) - 1 and network.loss.cancels
        deltas = upstream[None] if cancels else upstream[None] * layer.slopes(nets[at], outs[at])
        weights, offsets = layer.gradients(deltas, inputs[at])
        done.deltas.insert(0, deltas)
        done.grad_weights.insert(0, weights)
        done.grad_offsets.insert(0, offsets)
        upstream = layer.back(deltas)
    done.losses[:] = network.loss.array(targets, x, nets[-1][0])
    return done
