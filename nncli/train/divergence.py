"""Divergence: a number has left the range of floats. In which epoch, and in which layer first?"""

import math
from dataclasses import dataclass

import numpy as np

from nncli.train.arrays.layout import Array
from nncli.train.engine import Engine, Epochs
from nncli.train.history import Row
from nncli.train.setup import Setup


@dataclass(frozen=True)
class Divergence:
    """In `epoch` (0: with the initial weights), in `layer`, whose largest parameter was `size` before."""

    epoch: int
    layer: str
    size: float


def has_diverged(row: Row, parameters: Array) -> bool:
    """Whether the loss or a parameter is infinite or no number."""
    return not (math.isfinite(row.loss) and bool(np.isfinite(parameters).all()))


def trace_back(
    setup: Setup, engine: Engine, sound: dict[str, Array], epochs: list[Epochs], since: int
) -> tuple[Divergence, dict[str, Array]]:
    """Goes the way again from the last sound state, epoch by epoch, to the one in which it happened.

    Gives also the state of the engine before it.
    """
    engine.restore(sound)
    for epoch, one in enumerate(epochs, start=since + 1):
        engine.run(one)
        loss, _accuracy = setup.measure(engine.parameters, setup.train)
        if not math.isfinite(loss) or not np.isfinite(engine.parameters).all():
            return _located(setup, sound["parameters"], engine.parameters, epoch), sound
        sound = engine.state()
    return _located(setup, sound["parameters"], engine.parameters, since), sound


def _located(setup: Setup, before: Array, after: Array, epoch: int) -> Divergence:
    """The layer to name: the first whose nets overflow, else the one whose weights were largest."""
    sizes = [float(np.abs(before[b.start : b.end]).max(initial=0)) for b in setup.layout.blocks]
    names = [block.layer.name for block in setup.layout.blocks]
    unsound = [not np.isfinite(after[b.start : b.end]).all() for b in setup.layout.blocks]
    if any(unsound) and not all(unsound):
        at = unsound.index(True)
    elif not any(unsound):
        with np.errstate(all="ignore"):
            done = setup.passes(after).forward(setup.train.examples.x)
        at = next((at for at, each in enumerate(done) if not np.isfinite(each.nets).all()), len(names) - 1)
    else:
        at = int(np.argmax(sizes))
    return Divergence(epoch, names[at], sizes[at])
