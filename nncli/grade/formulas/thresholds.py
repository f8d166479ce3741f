"""Where exp leaves the floating-point numbers, and whether a stated threshold is right.

exp(x) overflows above ln(max): 709.78… in binary64, 88.72… in binary32. It gives 0 below ln(least/2), −745.13… and
−103.97…, where `least` is the smallest subnormal; and it loses digits already below ln of the smallest normal number,
−708.39… and −87.33…. Any of these is meant when a student says where it underflows.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Literal, TypeAlias

from nncli.errors import Diagnostic, Place
from nncli.formula.alphabet import plain
from nncli.grade.formulas.verdict import Verdict
from nncli.maths.numeral import Numeral
from nncli.words import _

End: TypeAlias = Literal["overflow", "underflow"]
Precision: TypeAlias = Literal["float64", "float32", "float16"]


@dataclass(frozen=True, slots=True)
class Format:
    """An IEEE 754 format: the largest number is (2 − 2^(1 − digits))·2^top, the smallest normal one 2^(1 − top)."""

    digits: int
    top: int

    @property
    def exponents(self) -> tuple[int, int, int, int]:
        """Those of the largest number, to base 2 and to base 10, and what is one more."""
        ten = int((self.top + 1) * Decimal(2).log10())
        return self.top, self.top + 1, ten, ten + 1


FORMATS: dict[str, Format] = {"float64": Format(53, 1023), "float32": Format(24, 127), "float16": Format(11, 15)}
# A bound is as good as the number itself where a person would say so: "above about 710".
_COARSEST = Decimal("0.02")
_NUMBER = re.compile(r"(?<![\w.])[-+]?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?(?![\w.])", re.ASCII)
_PRECISION = re.compile(r"(?i)(?:float|fp|binary|double|single|f)[ _-]?\d*|\b\d{2}[ -]?bit")


@cache
def thresholds(end: End, precision: Precision) -> tuple[Decimal, ...]:
    """The thresholds that count, to 30 digits; the exact one first."""
    form, context = FORMATS[precision], Context(prec=40)
    two = Decimal(2)
    if end == "overflow":
        largest = context.multiply(
            context.subtract(two, context.power(two, 1 - form.digits)), context.power(two, form.top)
        )
        return (context.ln(largest),)
    normal, least = 1 - form.top, 1 - form.top - (form.digits - 1)
    return tuple(context.multiply(Decimal(power), context.ln(two)) for power in (least - 1, least, normal))


def judge_threshold(end: End, precision: Precision, stated: object) -> Verdict:
    """The verdict on a stated threshold of exp: a numeral, a number, or a text with one number in it.

    Right is what is rounded or cut off at its last digit, and a whole number beside the threshold: 709 or 710.
    """
    numeral = stated if isinstance(stated, Numeral) else _read(stated)
    if numeral is None:
        message = _("one number is expected here, such as 12.34")
        place = Place(_("threshold"), text=str(stated)[:200])
        return Verdict("unreadable", diagnostics=(Diagnostic("unreadable-number", message, place),))
    if _fits(numeral, thresholds(end, precision)):
        coarse = _unit(numeral) > max(Decimal(1), _COARSEST * abs(thresholds(end, precision)[0]))
        return Verdict("undecided" if coarse else "correct", echo=str(numeral), reason="coarse" if coarse else "")
    slips = tuple(dict.fromkeys(_slips(numeral, end, precision)))
    return Verdict("slip" if slips else "wrong", slips, echo=str(numeral))


def _slips(numeral: Numeral, end: End, precision: Precision) -> list[str]:
    found = []
    other_end: End = "underflow" if end == "overflow" else "overflow"
    if any(_fits(numeral, thresholds(end, other)) for other in FORMATS if other != precision):
        found.append("other-precision")
    if any(_fits(number, thresholds(other_end, precision)) for number in (numeral, _negated(numeral))):
        found.append("other-end")
    if _fits(_negated(numeral), thresholds(end, precision)):
        found.append("sign")
    if abs(numeral.fraction) in FORMATS[precision].exponents:
        found.append("exponent")
    return found


def _fits(numeral: Numeral, true: tuple[Decimal, ...]) -> bool:
    """Whether the digits are those of one of the numbers, rounded or cut off; or the whole number beside it."""
    value, unit = _decimal(numeral), _unit(numeral)
    for number in true:
        if unit <= 1 and abs(value - number) < 1 and value == value.to_integral_value():
            return True
        places = [
            number.quantize(unit, rounding=mode, context=Context(prec=60)) for mode in (ROUND_HALF_UP, ROUND_DOWN)
        ]
        if unit < Decimal("1e-12"):  # more digits than anyone's calculator is sure of
            places += [value] if abs(value - number) < Decimal("1e-12") else []
        if value in places:
            return True
    return False


def _unit(numeral: Numeral) -> Decimal:
    """One unit of the last digit."""
    return Decimal(1).scaleb(-numeral.decimals) if "/" not in numeral.text else Decimal(1)


def _decimal(numeral: Numeral) -> Decimal:
    return Decimal(numeral.fraction.numerator) / Decimal(numeral.fraction.denominator)


def _negated(numeral: Numeral) -> Numeral:
    text = numeral.text.lstrip("+")
    return Numeral(text[1:] if text.startswith("-") else f"-{text}")


def _read(stated: object) -> Numeral | None:
    """The one number in `x > 709.78`, `about 710`, `88.7（float32）`."""
    if isinstance(stated, bool) or not isinstance(stated, str | int | float) or len(str(stated)) > 200:
        return None
    text = _PRECISION.sub(" ", plain(str(stated))[0])
    found = _NUMBER.findall(text)
    return Numeral.read(re.sub(r"\s", "", found[0])) if len(found) == 1 else None
