"""Nets at a kink: where rounding would decide on which side of 0 a net lies, the digits as written decide.

A step, a ReLU or a maxout unit asks whether its net is above, on or below a border. `3·0.1 − 0.3` is 0 in the digits
that a person wrote, and 5.6e−17 in binary64. So the net of such a unit is computed once more in exact fractions, from
the leaves as written, where it lies within the reach of rounding; its value is then the exact one in the arithmetic
of the trace: the net that is 0 is 0 everywhere. Where two of the nets of a maxout unit are equal as written, or two
numbers in the window of a max-pool, they are the same number in the trace too, and the first of them is the largest.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from nncli.maths.arithmetic import EXACT, Arithmetic, InexactError, Value
from nncli.maths.expression import Expression, Sum
from nncli.maths.numeral import Numeral

# |net| · PARTS ≤ Σ |terms| is near a kink. Rounding reaches some 2⁻⁵⁰; what terms bring along from layers below it
# has amplified, so there is room. A net that is taken for near and is not costs a computation and changes nothing.
PARTS = 2**26
# Fractions double their digits with every product. Past this, which is more than one update of any textbook's network
# needs, a net keeps the value that the arithmetic gives it.
MAX_BITS = 4_096


class AsWritten:
    """The exact values of a run's quantities, computed when they are asked for; None where there is none."""

    def __init__(self) -> None:
        self._formulas: dict[str, Expression] = {}
        self._values: dict[str, Fraction | None] = {}

    def given(self, id: str, numeral: Numeral) -> None:
        """A leaf, by its digits."""
        self._values[id] = _short(numeral.fraction)

    def record(self, id: str, formula: Expression) -> None:
        """What follows from others."""
        self._formulas[id] = formula

    def taken(self, id: str, value: Value) -> None:
        """A quantity that was rounded as its source rounds it: its written digits are what goes on."""
        self._values[id] = _short(Fraction(value))

    def value(self, formula: Expression) -> Fraction | None:
        """What a formula is worth exactly; None where it is no fraction, or one of too many digits."""
        waiting = [id for id in formula.references() if id not in self._values]
        while waiting:  # by hand, not by recursion: a chain may be thousands of steps long
            id = waiting[-1]
            missing = [used for used in self._formulas[id].references() if used not in self._values]
            if missing:
                waiting += missing
            else:
                self._values[id] = self._computed(self._formulas[id])
                waiting.pop()
        return self._computed(formula)

    def _computed(self, formula: Expression) -> Fraction | None:
        used = {id: self._values[id] for id in formula.references()}
        if None in used.values():
            return None
        try:
            value = formula.evaluate(cast(Mapping[str, Value], used), EXACT)
        except (InexactError, ArithmeticError, ValueError):
            return None
        return _short(Fraction(value))


def is_near(formula: Expression, value: Value, values: Mapping[str, Value], arithmetic: Arithmetic) -> bool:
    """Whether rounding might decide on which side of 0 this sum lies, or might have made it 0."""
    if not isinstance(formula, Sum):
        return False
    reached = sum(abs(term.evaluate(values, arithmetic)) for term in formula.terms)
    return abs(value) * PARTS <= reached  # in the arithmetic's own numbers: this is asked of every net


def is_close(value: Value, other: Value) -> bool:
    """Whether two numbers are different by so little that rounding may have parted them."""
    return value != other and abs(value - other) * PARTS <= abs(other)


def _short(value: Fraction) -> Fraction | None:
    longest = max(value.numerator.bit_length(), value.denominator.bit_length())
    return value if longest <= MAX_BITS else None
