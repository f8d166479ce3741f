"""Where exp leaves the floating-point numbers, and whether a stated threshold is right.

exp(x) overflows above ln(max): 709.78… in binary64, 88.72… in binary32. It gives 0 below ln(least/2), −745.13… and
−103.97…, where `least` is the smallest subnormal; and it loses digits already below ln of the smallest normal number,
−708.39… and −87.33…. Any of these is meant when a student says where it underflows.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from functools import cache
from typing import Literal, TypeAlias

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


FORMATS: dict[str, Format] = {"float64": Format(53, 1023), "float32": Format(24, 127), "float16": Format(11, 15)}
# A bound is as good as the number itself where a person would say so: "above about 710".
_COARSEST = Decimal("0.02")
# What a logarithm gives that is worked out from a number rounded to two digits, ln(2.2e-308).
_WORKED_OUT = Decimal("0.02")


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


@cache
def extremes(precision: Precision) -> tuple[Decimal, ...]:
    """The numbers whose logarithms the thresholds are: the largest one, the least normal one and the least of all."""
    form, context, two = FORMATS[precision], Context(prec=40), Decimal(2)
    largest = context.multiply(context.subtract(two, context.power(two, 1 - form.digits)), context.power(two, form.top))
    normal, least = 1 - form.top, 1 - form.top - (form.digits - 1)
    return largest, context.power(two, normal), context.power(two, least)


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
    reasons = [value for value in values if value.numeral and _is_extreme(value.numeral, precision)]
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
        if any(abs(value.worked_out - number) <= _WORKED_OUT for number in true) or (
            value.of is not None and _is_extreme(value.of, precision) and abs(value.worked_out - true[-1]) < 1
        ):
            return Verdict("correct", echo=f"{value.worked_out:.6g}")
        numeral = Numeral(f"{value.worked_out:.10g}")
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
    if _is_extreme(numeral, precision):
        found.append("no-logarithm")
    return found


def _is_extreme(numeral: Numeral, precision: Precision) -> bool:
    """Whether the digits are those of the largest or a least number itself, rounded: 1.8e308, 5e-324."""
    value = abs(_decimal(numeral))
    if not value:
        return False
    unit, context = _unit(numeral), Context(prec=60, Emin=-9_999, Emax=9_999)
    return any(
        unit <= number and value == number.quantize(unit, rounding=ROUND_HALF_UP, context=context)
        for number in extremes(precision)
        if abs(number.adjusted() - unit.adjusted()) < 40
    )


def _fits(numeral: Numeral, true: tuple[Decimal, ...]) -> bool:
    """Whether the digits are those of one of the numbers, rounded up, down or off; or the whole number beside it."""
    value, unit = _decimal(numeral), _unit(numeral)
    for number in true:
        if unit <= 1 and abs(value - number) < 1 and value == value.to_integral_value():
            return True
        if unit < Decimal("1e-12"):  # more digits than anyone's calculator is sure of
            if abs(value - number) < Decimal("1e-12"):
                return True
        elif unit.adjusted() < 40 and value in {
            number.quantize(unit, rounding=mode, context=Context(prec=60))
            for mode in (ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)
        }:
            return True
    return False


def _unit(numeral: Numeral) -> Decimal:
    """One unit of the last digit."""
    return Decimal(1).scaleb(-numeral.decimals) if "/" not in numeral.text else Decimal(1)


def _decimal(numeral: Numeral) -> Decimal:
    return Context(prec=420, Emin=-9_999, Emax=9_999).divide(
        Decimal(numeral.fraction.numerator), Decimal(numeral.fraction.denominator)
    )


def _negated(numeral: Numeral) -> Numeral:
    text = numeral.text.lstrip("+")
    return Numeral(text[1:] if text.startswith("-") else f"-{text}")
