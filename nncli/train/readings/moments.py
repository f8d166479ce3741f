"""The parameters of a run after some of its epochs: those that the pictures of its rounds are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nncli.spec.study import Study
from nncli.train.arrays.layout import Array
from nncli.train.state import State


@dataclass(frozen=True, eq=False)
class Moment:
    """The parameters (size,) after `epoch` epochs."""

    epoch: int
    parameters: Array


def kept(state: State, network: Study) -> Moment:
    """What the run leaves: the best weights where it stops early, else the last."""
    if network.training.early_stopping is not None and state.best is not None:
        return Moment(state.best.epoch, state.best.parameters)
    return Moment(state.epoch, state.parameters)


def moments(state: State, network: Study) -> list[Moment]:
    """Every moment that is known, in the order of epochs: the snapshots, the kept one and the last.

    Of a run that has diverged, those beyond its last sound epoch are left out.
    """
    found = dict(zip(state.snapshots.epochs, state.snapshots.vectors, strict=True))
    found = {epoch: p for epoch, p in found.items() if epoch <= state.epoch and np.isfinite(p).all()}
    last = kept(state, network)
    found |= {state.epoch: state.parameters, last.epoch: last.parameters}
    return [Moment(epoch, found[epoch]) for epoch in sorted(found)]


def nearest(known: Sequence[Moment], epochs: Sequence[int]) -> list[Moment]:
    """The moment nearest to each of these epochs, each once, in the order asked for; of two as near the earlier."""
    found: dict[int, Moment] = {}
    for wanted in epochs:
        moment = min(known, key=lambda m: abs(m.epoch - wanted))
        found[moment.epoch] = moment
    return list(found.values())


def telling(known: Sequence[Moment], state: State, parts: int = 3) -> list[Moment]:
    """About four moments that tell how it went: the first, and where the loss has come down by each third of its way.

    Where the loss falls at once these are one and the same moment; then epochs that grow by equal factors fill up.
    """
    rows = [row for row in state.history.rows if row.epoch <= known[-1].epoch]
    lowest = np.minimum.accumulate([row.loss for row in rows]) if rows else np.zeros(0)
    wanted = [known[0].epoch]
    for n in range(1, parts):
        if rows:
            bound = lowest[0] - (lowest[0] - lowest[-1]) * n / parts
            wanted.append(rows[int(np.argmax(lowest <= bound))].epoch)
    chosen = nearest(known, [*wanted, known[-1].epoch])
    for n in range(1, parts):
        if len(chosen) <= parts:
            filling = nearest(known, [round(known[-1].epoch ** (n / parts))])
            chosen = [*chosen, *(m for m in filling if m.epoch not in {c.epoch for c in chosen})]
    return sorted(chosen, key=lambda moment: moment.epoch)
