"""Where exp leaves the floating-point numbers, and whether a stated threshold is right.

exp(x) overflows above ln(max): 709.78… in binary64, 88.72… in binary32. It gives 0 below ln(least/2), −745.13… and
−103.97…, where `least` is the smallest subnormal; and it loses digits already below ln of the smallest normal number,
−708.39… and −87.33…. Any of these is meant when a student says where it underflows.
"""

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from typing import Literal, TypeAlias, get_args

from nncli.errors import Diagnostic, Place
from nncli.grade.formulas.threshold_reading import Value, read_values
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


# More digits than anyone states, and every exponent that a numeral may have.
_CONTEXT = Context(prec=420, Emin=-9_999, Emax=9_999)
FORMATS: dict[str, Format] = {"float64": Format(53, 1023), "float32": Format(24, 127), "float16": Format(11, 15)}
# A bound is as good as the number itself where a person would say so: "above about 710".
_COARSEST = Decimal("0.02")
# What a logarithm gives that is worked out from a number rounded to two digits, ln(2.2e-308).
_WORKED_OUT = Decimal("0.02")
# Digits behind that are more than anyone's calculator is sure of.
_FINEST = Decimal("1e-12")


@cache
def extremes(end: End, precision: Precision) -> tuple[Decimal, ...]:
    """The numbers whose logarithms count: the largest; or half the least of all, that one, and the least normal one."""
    form, two = FORMATS[precision], Decimal(2)
    if end == "overflow":
        mantissa = _CONTEXT.subtract(two, _CONTEXT.power(two, 1 - form.digits))
        return (_CONTEXT.multiply(mantissa, _CONTEXT.power(two, form.top)),)
    normal = _CONTEXT.power(two, 1 - form.top)
    least = _CONTEXT.multiply(normal, _CONTEXT.power(two, 1 - form.digits))
    return _CONTEXT.divide(least, two), least, normal


@cache
def thresholds(end: End, precision: Precision) -> tuple[Decimal, ...]:
    """The thresholds that count, to 30 digits and more; the exact one first."""
    return tuple(_CONTEXT.ln(number) for number in extremes(end, precision))


def judge_threshold(end: End, precision: Precision, stated: object) -> Verdict:
    """The verdict on a stated threshold of exp: a numeral, a number, or a text that states one.

    Right is what is rounded to its last digit, up, down or to the nearest: the first value that does overflow is as
    good as the last that does not; a whole number beside the threshold, 709 or 710; a logarithm that is the threshold.
    Of several values (for normal and for subnormal numbers) each has to be right.
    """
    values = [Value(stated)] if isinstance(stated, Numeral) else read_values(stated)
    if not values:
        message = _("one number is expected here, such as 12.34")
        place = Place(_("threshold"), text=str(stated)[:200])
        return Verdict("unreadable", diagnostics=(Diagnostic("unreadable-number", message, place),))
    # "the largest number is 1.8e308, so x > 709.78": it is the reason, and not the threshold
    reasons = [value for value in values if value.numeral and _is_any_extreme(value.numeral, precision)]
    values = [value for value in values if value not in reasons] or values
    verdicts = [_judged(value, end, precision) for value in values]
    if len({verdict.kind for verdict in verdicts}) > 1:
        return Verdict("undecided", echo=str(stated), reason="two-values")
    return next((verdict for verdict in verdicts if verdict.kind != "correct"), verdicts[0])


def _judged(value: Value, end: End, precision: Precision) -> Verdict:
    true = thresholds(end, precision)
    numeral = value.numeral
    if numeral is None:
        assert value.worked_out is not None
        near = any(abs(value.worked_out - number) <= _WORKED_OUT for number in true)
        if near or (value.of is not None and _is_extreme(value.of, end, precision)):
            return Verdict("correct", echo=f"{value.worked_out:.6g}")
        numeral = Numeral(f"{value.worked_out:.6g}")
    elif _fits(numeral, true):
        coarse = _unit(numeral) > max(Decimal(1), _COARSEST * abs(true[0]))
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
    if _is_any_extreme(numeral, precision):
        found.append("no-logarithm")
    return found


def _is_any_extreme(numeral: Numeral, precision: Precision) -> bool:
    return any(_is_extreme(numeral, end, precision) for end in get_args(End))


def _is_extreme(numeral: Numeral, end: End, precision: Precision) -> bool:
    """Whether the digits are those of the largest or a least number itself, rounded: 1.8e308, 5e-324."""
    value, unit = abs(_decimal(numeral)), _unit(numeral)
    return bool(value) and any(2 * abs(value - number) <= unit for number in extremes(end, precision))


def _fits(numeral: Numeral, true: tuple[Decimal, ...]) -> bool:
    """Whether the digits are those of one of the numbers, rounded up, down or off; or the whole number beside it.

    A last digit that stands before all those of the number says nothing of it: 709.78 is not 1e6, rounded up.
    """
    value, unit = _decimal(numeral), _unit(numeral)
    reach = max(unit, Decimal(1) if value == value.to_integral_value() else _FINEST)
    return any(abs(value - number) < reach for number in true if unit < 10 * abs(number))


def _unit(numeral: Numeral) -> Decimal:
    """One unit of the last digit; 0 for a fraction, which is what it is."""
    return Decimal(0) if "/" in numeral.text else Decimal(1).scaleb(-numeral.decimals)


def _decimal(numeral: Numeral) -> Decimal:
    return _CONTEXT.divide(Decimal(numeral.fraction.numerator), Decimal(numeral.fraction.denominator))


def _negated(numeral: Numeral) -> Numeral:
    text = numeral.text.lstrip("+")
    return Numeral(text[1:] if text.startswith("-") else f"-{text}")
