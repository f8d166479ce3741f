"""How a number is written: so many significant digits or decimals, a real minus, exact fractions as fractions."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import cast

from nncli.maths.arithmetic import Rounding, Value, as_decimal

# Fractions longer than this are harder to read than their decimals.
MAX_FRACTION = 12
# A number with more digits in front of the point is written as 1.2346e7.
SHORT = 7
MAX_DIGITS = 4500  # room for the largest exact fraction, with all decimals that can be asked for
FIVE_DIGITS = Rounding(5, "significant")


def _ends(value: Fraction) -> bool:
    """Whether the decimals of a fraction end: its denominator has no factor but 2 and 5."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """Writes values with `places`; on the board with a real minus sign."""

    places: Rounding = FIVE_DIGITS
    minus: str = "−"
    fractions: bool = True  # False: exact fractions stand in decimals where these end

    def __call__(self, value: Value) -> str:
        """The value as it stands in a formula: an exact fraction where it is short, else digits."""
        if isinstance(value, Fraction) and (self.fractions or not _ends(value)):
            text = str(value)
            if len(text) <= MAX_FRACTION:
                return text.replace("-", self.minus)
        return self.digits(value)

    def digits(self, value: Value) -> str:
        """The value in decimals; without trailing zeros unless a number of decimals was asked for."""
        with localcontext(prec=MAX_DIGITS):
            number = as_decimal(value)
            if not number.is_finite():  # the loss of a run that has diverged
                return f"{self.minus if number < 0 else ''}∞" if number.is_infinite() else "?"
            places = self._places_of(number)
            written = places.apply(places.apply(number))  # twice, for 0.99999 carries to 1.0000 and then to 1.000
            exact = abs(written - number) <= abs(number) * Decimal("1e-13")
            if self.places.kind == "significant" and exact:
                written = written.normalize()  # 0.755 ends there; 0.21750 goes on, its last 0 is a digit like any other
            if not written:
                written = abs(written)  # −0 is 0
            tiny_or_huge = not -6 <= written.adjusted() < max(self.places.places, SHORT)
            if self.places.kind == "significant" and written and tiny_or_huge:
                mantissa, _e, exponent = f"{written:e}".partition("e")
                return f"{mantissa}e{int(exponent)}".replace("-", self.minus)
            return f"{written:f}".replace("-", self.minus)

    def _places_of(self, number: Decimal) -> Rounding:
        """No digit in front of the point is rounded away while the number is short: 123456 stays 123456."""
        whole = self.places.kind == "significant" and self.places.places <= number.adjusted() < SHORT
        return Rounding(0) if whole and abs(round(number)) < 10**SHORT else self.places

    def result(self, value: Value) -> str:
        """The value as it stands behind the equals sign: a fraction also in decimals, which may not be all of it."""
        written, digits = self(value), self.digits(value)
        if not self.fractions and isinstance(value, Fraction) and _ends(value):
            return digits
        if not isinstance(value, Fraction):
            return written
        whole = Fraction(digits.replace(self.minus, "-")) == cast(Fraction, value)
        if written == digits or value.denominator == 1:
            return written if whole or written != digits else f"≈ {digits}"
        return f"{written} {'=' if whole else '≈'} {digits}"
