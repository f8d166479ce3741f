"""A run layer by layer instead of number by number: for networks too large for a Trace."""

import math
from dataclasses import dataclass

import numpy as np

from nncli.errors import Diagnostic, TraceError
from nncli.models.feed_forward import samples_used
from nncli.spec.network import Mode, Network
from nncli.train.dense import Array, Dense, run_batch
from nncli.words import _


@dataclass(frozen=True)
class Extent:
    """An array in short: its shape, Euclidean norm, least and greatest element."""

    layer: str
    quantity: str
    shape: tuple[int, ...]
    norm: float
    least: float
    greatest: float


@dataclass(frozen=True)
class Summary:
    """The extents of a run's arrays in the order of computing, its parameters, and the loss (None without one)."""

    samples: int
    parameters: int
    extents: tuple[Extent, ...]
    loss: float | None


def summarise(network: Network, mode: Mode | None = None, sample: int | None = None) -> Summary:
    """One forward and backward pass of the first update's samples, without the update.

    Raises:
        TraceError: if some array holds infinity or no number; it names the layer.
    """
    chosen = samples_used(network, mode or network.mode, sample, 1)[0]
    examples = [network.samples[s - 1] for s in chosen]
    x = np.array([[float(v) for v in example.x] for example in examples])
    targets = np.array([[float(v) for v in e.target] for e in examples if e.target]) if network.loss else None
    layers = [Dense.of(layer) for layer in network.layers]
    with np.errstate(all="ignore"):  # what overflows is found below, and named
        done = run_batch(network, layers, x, targets)
    extents = [_extent("", "x", x)]
    for at, dense in enumerate(layers):
        name = dense.layer.name
        extents += [_extent(name, "weights", dense.weights), _extent(name, "net", done.nets[at])]
        extents.append(_extent(name, "out", done.outs[at]))
    mean = network.reduction == "mean"
    share = 1 / len(examples) if mean else 1
    for at in reversed(range(len(done.deltas))):
        name = layers[at].layer.name
        extents += [_extent(name, "δ", done.deltas[at]), _extent(name, "∂E/∂weights", done.grad_weights[at] * share)]
        if layers[at].sign:
            extents.append(_extent(name, "∂E/∂offsets", done.grad_offsets[at] * share))
    loss = float(done.losses.mean() if mean else done.losses.sum()) if network.loss else None
    parameters = sum(1 for layer in network.layers for _slot in layer.parameter_slots())
    return Summary(len(examples), parameters, tuple(extents), loss)


def _extent(layer: str, quantity: str, array: Array) -> Extent:
    with np.errstate(all="ignore"):
        top = float(np.abs(array).max())
        norm = top * float(np.sqrt(np.square(array / (top or 1)).sum()))  # divided first: a square overflows early
    if not math.isfinite(norm):
        message = _("overflow in layer {layer}: {quantity} is not finite").format(layer=layer, quantity=quantity)
        help = _("smaller weights or inputs keep the numbers in range")
        raise TraceError(Diagnostic("overflow", message, help=help))
    shape = array.shape[1:] if array.ndim == 3 and array.shape[0] == 1 else array.shape
    return Extent(layer, quantity, shape, norm, float(array.min()), float(array.max()))
