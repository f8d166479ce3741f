"""Which part of a formula is at fault where its result is wrong: the innermost one whose own parts are right.

Each part has been computed twice, in floating point and with 50 digits. From the result down, the fault is in a part
that is wrong; a part that underflowed to 0 because its true value is smaller than any number is right.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nncli.formula.evaluator import Part
from nncli.formula.kinds import Kind
from nncli.formula.tree import Call, Quotient, Sum
from nncli.formula.writing import write
from nncli.grade.formulas.verdict import Failure, Trouble

_SLACK = 32  # units in the last place of the largest number put in: rounding on the way costs a few


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How near a floating-point number has to be to count as right. `least` is the smallest normal number."""

    slack: Decimal
    least: Decimal

    @classmethod
    def of(cls, kind: Kind, entries: tuple[str, ...]) -> "Accuracy":
        """What can be asked of a kind of number for these inputs: an input of 1000 has no more digits than itself."""
        import numpy as np

        limits = np.finfo(kind.dtype)
        sizes = [abs(Decimal(entry)) for entry in entries]
        largest = max([Decimal(1), *(size for size in sizes if size.is_finite())])
        return cls(_SLACK * Decimal(float(limits.eps)) * largest, Decimal(float(limits.tiny)))

    def relative(self, got: float, should: Decimal) -> bool:
        """Right to the digits, or as small as the true value."""
        if not should.is_finite():
            return got == float(should)
        value = Decimal(got)
        return value.is_finite() and abs(value - should) <= self.slack * abs(should) + self.least

    def absolute(self, got: float, should: Decimal) -> bool:
        """Right to what a change of the inputs in their last digit would change."""
        if not should.is_finite():
            return got == float(should)
        value = Decimal(got)
        return value.is_finite() and abs(value - should) <= self.slack * max(Decimal(1), abs(should))


class OtherFunctionError(Exception):
    """The formula is computed right, so what is wrong is the formula."""


def blame(
    part: Part, beside: Part, entries: tuple[str, ...], precision: Literal["float64", "float32"], accuracy: Accuracy
) -> Trouble:
    """The trouble of the whole, `part`, `beside` its value with 50 digits.

    Raises:
        OtherFunctionError: there is none.
    """
    while step := _inner(part, beside, accuracy):
        part, beside = step
    cell = _wrong_cell(part, beside, accuracy)
    if cell is None:
        raise OtherFunctionError
    got, should = cell
    return Trouble(
        _kind(part, got, should, entries), write(part.tree), part.inside, entries, precision, _short(Decimal(got)),
        _short(should),
    )  # fmt: skip


def _inner(part: Part, beside: Part, accuracy: Accuracy) -> tuple[Part, Part] | None:
    """A part of this part that is wrong; one that is no number at all before one that is inaccurate."""
    wrong = []
    for own, true in zip(part.parts, beside.parts, strict=True):
        cell = _wrong_cell(own, true, accuracy)
        if cell is not None:
            wrong.append((Decimal(cell[0]).is_finite(), own, true))
    return min(wrong, key=lambda found: found[0])[1:] if wrong else None


def _wrong_cell(part: Part, beside: Part, accuracy: Accuracy) -> tuple[float, Decimal] | None:
    """The first number of a part that is wrong, with its true value; one that is no number at all before others."""
    cells = [(float(a), b) for a, b in zip(part.value.ravel(), beside.value.ravel(), strict=True)]
    wrong = [cell for cell in cells if not accuracy.relative(*cell)]
    return min(wrong, key=lambda cell: Decimal(cell[0]).is_finite(), default=None)


def _kind(part: Part, got: float, should: Decimal, entries: tuple[str, ...]) -> Failure:
    tree, finite = part.tree, Decimal(got).is_finite()
    if not finite and should.is_nan() and "-inf" in entries:
        return "minus-infinity"
    if not finite and isinstance(tree, Call) and tree.function == "log":
        return "log-of-zero"
    if not finite and isinstance(tree, Quotient):
        return "zero-by-zero"
    if not finite:
        return "overflow"
    return "cancellation" if got or isinstance(tree, Sum) else "underflow"


def _short(value: Decimal) -> str:
    """Four digits are enough to see what happened."""
    if not value.is_finite():
        return {"NaN": "NaN", "Infinity": "∞", "-Infinity": "−∞"}[str(value)]
    return f"{value:.4g}"
