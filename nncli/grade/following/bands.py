"""How far an honest number may lie from the exact one.

A stated number stands for half a unit in its last digit on either side; a step that is not stated may have been
rounded to the problem's least digits. Both reach a later number multiplied by its derivative: one backward sweep
over the formulas gives the whole band, to first order.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from heapq import heappop, heappush

from nncli.grade.results import Stated
from nncli.maths.arithmetic import FLOAT, Arithmetic, Value
from nncli.maths.expression import Expression

# The least digits of a question whose numbers are exact.
EXACTLY = 0
# What the first order leaves out, at two digits a step.
SLACK = 1.1
# What binary64 itself may do.
NOISE = 1e-9


def least_half_unit(value: float, digits: int) -> float:
    """Half a unit of the coarsest honest writing of `value` at `digits` least digits.

    n digits are met by n significant digits, or by n or more decimals where at least 2 significant digits remain. 0
    digits is none at all: in an exact question a number stands for itself.
    """
    if digits == EXACTLY or value == 0 or not math.isfinite(value):
        return 0.0
    lead = math.floor(math.log10(abs(value)))
    significant, two = digits - 1 - lead, 1 - lead  # the decimals that leave `digits`, or 2, significant digits
    places = min(significant, max(digits, two))
    return 0.5 * 10.0**-places


def padded(number: Stated, true: float, digits: int) -> Stated:
    """A number that is shorter than its least digits, as if zeros were behind it; any other as it is.

    The least digits are those of the true value or of the number, on either side of a power of ten.
    """
    least = max(least_half_unit(value, digits) for value in (true, number.value))
    if number.half_unit <= least * (1 + 1e-6):
        return number
    return replace(number, half_unit=least, written=max(number.written, number.half_unit))


def rounding_of(value: float, digits: int) -> float:
    """How far an honest writing of `value` may be off: nothing, where its least digits write it exactly."""
    half = least_half_unit(value, digits)
    if not half:
        return 0.0
    off = abs(round(value / (2 * half)) * 2 * half - value)
    return 0.0 if off <= NOISE * abs(value) else half


class World(dict[str, Value]):
    """Values by id: what is put in stays, everything else is computed when it is asked for.

    It computes as the key does: where the key is exact, so is what follows from a number on the sheet, by its digits. A
    net of exactly 0 decides what a step unit does.
    """

    def __init__(
        self, leaves: Mapping[str, Value], put_in: Mapping[str, float], formulas: Mapping[str, Expression],
        arithmetic: Arithmetic,
    ) -> None:  # fmt: skip
        super().__init__(leaves)
        self.formulas, self.arithmetic = formulas, arithmetic
        self.update(put_in if arithmetic is FLOAT else {id: arithmetic.taken(value) for id, value in put_in.items()})

    def __missing__(self, id: str) -> Value:
        value = self.formulas[id].evaluate(self, self.arithmetic)
        self[id] = value
        return value

    def predicted(self, id: str) -> Value:
        """What the formula of `id` gives here, whatever is put in for `id` itself."""
        return self.formulas[id].evaluate(self, self.arithmetic)


def band(
    id: str, world: World, stated: Mapping[str, Stated], order: Mapping[str, int], digits: int, *, through: bool
) -> float:
    """The honest distance of a number from `world.predicted(id)`, the rounding of the number itself left out.

    Stated numbers end the sweep, since what follows is computed from them; with `through` it goes on behind them, for
    the distance from the true value. `order` numbers the steps in the order of computing.
    """
    adjoints: dict[str, Value] = {}
    world.formulas[id].pull(1.0, world, world.arithmetic, adjoints)
    heap: list[tuple[int, str]] = []
    for other in adjoints:
        heappush(heap, (-order[other], other))
    width = 0.0
    while heap:
        _place, other = heappop(heap)
        if other not in world.formulas:
            continue  # given numbers are exact
        adjoint = adjoints[other]
        if other in stated:
            width += abs(adjoint) * stated[other].half_unit
            if not through:
                continue
        else:
            width += abs(adjoint) * rounding_of(world[other], digits)
        before = set(adjoints)
        world.formulas[other].pull(adjoint, world, world.arithmetic, adjoints)
        for new in adjoints.keys() - before:
            heappush(heap, (-order[new], new))
    return SLACK * width + NOISE * (1e-3 + abs(world.predicted(id)))
