"""Slips of copying: two given numbers interchanged, and all that follows computed rightly from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from nncli.trace.quantities import Quantity
from nncli.words import N_

MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class CopyingSlip:
    """What is said of it; `student` says what to look at and never gives the answer away."""

    id: str
    student: str
    teacher: str


INPUTS = CopyingSlip(
    "inputs-interchanged", N_("Compare the inputs with those that are given."), N_("two inputs are interchanged")
)
WEIGHTS = CopyingSlip(
    "weights-interchanged", N_("Compare the weights with those that are given: which joins which units?"),
    N_("two weights are interchanged"),
)  # fmt: skip
COPYING_SLIPS = (INPUTS, WEIGHTS)


def interchanges(leaves: Mapping[str, float], near: frozenset[str]) -> Iterator[tuple[CopyingSlip, str, str]]:
    """Each pair of two inputs, or of two weights, with different values, one of them among `near`."""
    inputs = [id for id in leaves if "[" not in (subject := Quantity.of(id).subject) and subject != "eta"]
    weights = [id for id in leaves if id.startswith("w[")]
    count = 0
    for slip, ids in ((INPUTS, inputs), (WEIGHTS, weights)):
        for a, b in combinations(ids, 2):
            if (a in near or b in near) and leaves[a] != leaves[b]:
                count += 1
                if count > MOST_PAIRS:
                    return
                yield slip, a, b
