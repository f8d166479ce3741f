"""Three ways to compute a formula: in binary64, in exact fractions, in decimals rounded as a person writes them.

A formula uses only `+ − × ÷` and whole powers, which Python's float, Fraction and Decimal share, and the few
functions of `Arithmetic`. So every formula is written once and runs in all three.
"""

import decimal
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal, TypeAlias, cast

from nncli.maths.numeral import Numeral

# A float, a Fraction or a Decimal: one kind within a trace. Typed as float, whose operators all three have.
Value: TypeAlias = float


class InexactError(ArithmeticError):
    """A function has no rational value: `exact` arithmetic cannot compute it."""


class Arithmetic(ABC):
    """One kind of number, and the functions that `+ − × ÷` do not reach."""

    name: str
    zero: Value
    one: Value

    @abstractmethod
    def read(self, numeral: Numeral) -> Value:
        """The value of a numeral as this arithmetic sees it: 0.1 is the nearest binary64, or exactly 1/10."""

    @abstractmethod
    def ratio(self, fraction: Fraction) -> Value:
        """A constant of a formula, such as ½."""

    @abstractmethod
    def exp(self, x: Value, /) -> Value:
        """e^x."""

    @abstractmethod
    def expm1(self, x: Value, /) -> Value:
        """e^x − 1, without cancellation near 0."""

    @abstractmethod
    def log(self, x: Value, /) -> Value:
        """The natural logarithm."""

    @abstractmethod
    def log1p(self, x: Value, /) -> Value:
        """log(1 + x), without cancellation near 0."""

    @abstractmethod
    def sqrt(self, x: Value, /) -> Value:
        """The square root."""

    @abstractmethod
    def tanh(self, x: Value, /) -> Value:
        """(e^x − e^−x)/(e^x + e^−x)."""

    def context(self) -> AbstractContextManager[object]:
        """The surroundings that a computation needs; decimals set their precision here."""
        return nullcontext()

    def written(self, quantity: str, value: Value) -> Value:
        """`value` as it is written down for `quantity`: rounded, where the arithmetic rounds that quantity."""
        return value

    def finite(self, value: Value, /) -> bool:
        """False where a value has left the numbers: infinity, or not a number."""
        return True

    def taken(self, value: float) -> Value:
        """A binary64, which a person wrote as its shortest digits, in this arithmetic."""
        return value


class FloatArithmetic(Arithmetic):
    """IEEE 754 binary64, as every library computes."""

    name = "float"
    zero, one = 0.0, 1.0
    exp = staticmethod(math.exp)
    expm1 = staticmethod(math.expm1)
    log = staticmethod(math.log)
    log1p = staticmethod(math.log1p)
    sqrt = staticmethod(math.sqrt)
    tanh = staticmethod(math.tanh)
    finite = staticmethod(math.isfinite)

    def read(self, numeral: Numeral) -> Value:
        """The nearest binary64."""
        return float(numeral)

    def ratio(self, fraction: Fraction) -> Value:
        """The nearest binary64."""
        return fraction.numerator / fraction.denominator


class ExactArithmetic(Arithmetic):
    """Rational numbers, read from the digits as written. Step, linear, ReLU and maxout units with the squared loss."""

    name = "exact"
    zero, one = cast(Value, Fraction(0)), cast(Value, Fraction(1))
    # A fraction doubles its digits with every product; past this, 4,200 digits, a trace says so instead of filling the
    # memory. Python itself refuses to print 4,300.
    max_bits = 14_000

    def read(self, numeral: Numeral) -> Value:
        """The fraction that the digits spell."""
        return cast(Value, numeral.fraction)

    def ratio(self, fraction: Fraction) -> Value:
        """The fraction itself."""
        return cast(Value, fraction)

    def finite(self, value: Value, /) -> bool:
        """False where the fraction has grown past all use."""
        fraction = cast(Fraction, value)
        return max(fraction.numerator.bit_length(), fraction.denominator.bit_length()) <= self.max_bits

    def taken(self, value: float) -> Value:
        """The fraction that the shortest digits spell: 0.1 is exactly 1/10."""
        return cast(Value, Fraction(repr(value)) if isinstance(value, float) else value)

    def exp(self, x: Value, /) -> Value:
        """Has no rational value (but at 0)."""
        raise InexactError("exp")

    def log(self, x: Value, /) -> Value:
        """Has no rational value (but at 1)."""
        raise InexactError("log")

    expm1 = log1p = tanh = exp

    def sqrt(self, x: Value, /) -> Value:
        """Of the square of a fraction."""
        fraction = cast(Fraction, x)
        if fraction < 0:
            raise ValueError("root of a negative number")
        root = Fraction(math.isqrt(fraction.numerator), math.isqrt(fraction.denominator))
        if root * root != fraction:
            raise InexactError("sqrt")
        return cast(Value, root)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a number is written down: so many decimal places, or so many significant digits."""

    places: int
    kind: Literal["decimals", "significant"] = "decimals"

    def apply(self, value: Decimal) -> Decimal:
        """`value` rounded; ties go away from zero, as at school."""
        if self.kind == "decimals":
            exponent = -self.places
        elif value:
            exponent = value.adjusted() - self.places + 1
        else:
            return value
        with decimal.localcontext(prec=max(60, value.adjusted() - exponent + 2)):  # all the digits that are asked
            return value.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class RoundedArithmetic(Arithmetic):
    """Decimals of 50 digits; the quantities named in `rounding` are rounded as they are written down.

    What is not named is carried in full, or rounded by `default` where there is one.
    """

    rounding: Mapping[str, Rounding] = field(default_factory=dict)
    default: Rounding | None = None
    name = "rounded"
    zero, one = cast(Value, Decimal(0)), cast(Value, Decimal(1))

    def context(self) -> AbstractContextManager[object]:
        """Fifty digits; overflow and invalid operations raise."""
        traps = [decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
        return decimal.localcontext(decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN, traps=traps))

    def written(self, quantity: str, value: Value) -> Value:
        """`value` rounded as the quantity asks."""
        rule = self.rounding.get(quantity, self.default)
        return value if rule is None else cast(Value, rule.apply(cast(Decimal, value)))

    def read(self, numeral: Numeral) -> Value:
        """The decimal as written; a ratio to 50 digits."""
        return self.ratio(numeral.fraction) if "/" in numeral.text else cast(Value, Decimal(numeral.text))

    def ratio(self, fraction: Fraction) -> Value:
        """To 50 digits."""
        return cast(Value, Decimal(fraction.numerator) / Decimal(fraction.denominator))

    def exp(self, x: Value, /) -> Value:
        """Correctly rounded."""
        return cast(Value, cast(Decimal, x).exp())

    def expm1(self, x: Value, /) -> Value:
        """With at least as many correct digits as 50 less the leading zeros of x."""
        return self.exp(x) - 1

    def log(self, x: Value, /) -> Value:
        """Correctly rounded."""
        if x <= 0:
            raise ValueError("log of a number that is not positive")
        return cast(Value, cast(Decimal, x).ln())

    def log1p(self, x: Value, /) -> Value:
        """log(1 + x)."""
        return self.log(1 + x)

    def sqrt(self, x: Value, /) -> Value:
        """Correctly rounded."""
        return cast(Value, cast(Decimal, x).sqrt())

    def tanh(self, x: Value, /) -> Value:
        """By e^−2|x|, which cannot overflow."""
        e = self.exp(-2 * abs(x))
        return (1 - e) / (1 + e) if x >= 0 else (e - 1) / (1 + e)


def as_decimal(value: Value) -> Decimal:
    """A float, a fraction or a decimal as a decimal; a float by its shortest digits."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, Decimal) else Decimal(repr(value))


FLOAT = FloatArithmetic()
EXACT = ExactArithmetic()
# Decimals that round nothing: a yardstick with 50 digits for central differences.
PRECISE = RoundedArithmetic()
