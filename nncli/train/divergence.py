"""Divergence: a number has left the range of floats, or a weight has grown past all use. When, and in which layer?

A weight that decay too strong for its learning rate throws over 0, w ← (1 − ηλ)·w with ηλ > 2, grows for hundreds of
epochs before a float overflows, and the loss of a saturated unit does not see it.
"""

import math
from dataclasses import dataclass

import numpy as np

from nncli.train.arrays.layout import Array
from nncli.train.engine import Engine, Epochs
from nncli.train.history import Row
from nncli.train.setup import Setup


@dataclass(frozen=True)
class Divergence:
    """In `epoch` (0: with the initial weights), in `layer`, whose largest parameter was `before`, and then `size`.

    `size` is infinite where the parameters, or the nets that they make, have left the range of floats. `decay` is η·λ
    where it alone makes every weight grow, else None.
    """

    epoch: int
    layer: str
    before: float
    size: float
    decay: float | None = None


GROWN = 1e12  # times the largest initial parameter, or 1: nothing that a network learns is so large


def has_diverged(row: Row, parameters: Array, setup: Setup) -> bool:
    """Whether the loss, its penalty or a parameter is infinite or no number, or a parameter is past all use."""
    return not (math.isfinite(row.loss) and math.isfinite(row.objective or 0.0) and is_sound(setup, parameters))


def is_sound(setup: Setup, parameters: Array) -> bool:
    """Whether the parameters are numbers, and of a size that they may have."""
    initial = float(np.abs(setup.initial()).max(initial=1.0))
    return bool((np.abs(parameters) <= GROWN * initial).all())  # False for what is no number


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
        if not math.isfinite(loss) or not is_sound(setup, engine.parameters):
            return _located(setup, sound["parameters"], engine.parameters, epoch), sound
        sound = engine.state()
    return _located(setup, sound["parameters"], engine.parameters, since), sound


def _located(setup: Setup, before: Array, after: Array, epoch: int) -> Divergence:
    """The layer to name: the first that has left the numbers, else the first whose nets do, else the largest."""
    blocks = setup.layout.blocks
    names = [block.layer.name for block in blocks]
    was, now = ([float(np.abs(a[b.start : b.end]).max(initial=0)) for b in blocks] for a in (before, after))
    unsound = [not math.isfinite(size) for size in now]
    size = math.inf
    if any(unsound) and not all(unsound):
        at = unsound.index(True)
    elif any(unsound):
        at = int(np.argmax(was))
    elif not is_sound(setup, after):
        at = int(np.argmax(now))
        size = now[at]
    else:
        with np.errstate(all="ignore"):
            done = setup.passes(after).forward(setup.train.examples.x)
        at = next((at for at, each in enumerate(done) if not np.isfinite(each.nets).all()), len(names) - 1)
    return Divergence(epoch, names[at], was[at], size, _decay(setup))


def _decay(setup: Setup) -> float | None:
    """η·λ of a penalty λ/2 Σ w², where |1 − ηλ| > 1: then every update makes a weight larger, whatever the data are."""
    training = setup.network.training
    how = training.regularisation
    if how is None or training.optimiser.name != "sgd":
        return None
    strength = 2 * (1 - how.book) if how.book is not None else how.l2 or 0.0
    product = float(setup.network.learning_rate or 0) * strength
    return product if product > 2 else None
