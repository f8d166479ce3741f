"""A run layer by layer instead of number by number: for networks too large for a Trace."""

import math
from dataclasses import dataclass

import numpy as np

from nncli.errors import Diagnostic, TraceError
from nncli.models.feed_forward import samples_used
from nncli.models.network import Mode, Network
from nncli.train.arrays.layout import Array, Layout
from nncli.train.arrays.passes import Passes
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
    layout = Layout(network)
    passes = Passes(network, layout, layout.initial())
    mean = network.reduction == "mean"
    with np.errstate(all="ignore"):  # what overflows is found below, and named
        done = passes.forward(x)
        at_nets = passes.backward(done, targets, 1.0) if targets is not None else []
        losses = passes.losses(done, targets) if targets is not None else None
    extents = [_extent("", "x", x)]
    for layer, each in zip(passes.layers, done, strict=True):
        name = layer.layer.name
        extents += [_extent(name, "weights", layer.weights), _extent(name, "net", each.nets)]
        extents.append(_extent(name, "out", each.outs))
    share = 1 / len(examples) if mean else 1
    for at in reversed(range(len(at_nets))):
        layer = passes.layers[at]
        name = layer.layer.name
        extents += [_extent(name, "δ", -at_nets[at]), _extent(name, "∂E/∂weights", layer.grad_weights * share)]
        if layer.sign and layer.layer.offsets_are != "fixed":
            extents.append(_extent(name, "∂E/∂offsets", layer.grad_offsets * share))
    loss = None if losses is None else float(losses.mean() if mean else losses.sum())
    return Summary(len(examples), layout.size, tuple(extents), loss)


def _extent(layer: str, quantity: str, array: Array) -> Extent:
    with np.errstate(all="ignore"):
        top = float(np.abs(array).max())
        norm = top * float(np.sqrt(np.square(array / (top or 1)).sum()))  # divided first: a square overflows early
    if not math.isfinite(norm):
        message = _("overflow in layer {layer}: {quantity} is not finite").format(layer=layer, quantity=quantity)
        help = _("smaller weights or inputs keep the numbers in range")
        raise TraceError(Diagnostic("overflow", message, help=help))
    return Extent(layer, quantity, array.shape, norm, float(array.min()), float(array.max()))
