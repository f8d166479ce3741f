"""How numbers are written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.maths.arithmetic import Rounding
from nncli.render.numbers import NumberFormat

DIGITS = {n: NumberFormat(Rounding(n, "significant")) for n in range(1, 51)}
DECIMALS = {n: NumberFormat(Rounding(n)) for n in range(51)}

FIVE_DIGITS = [
    (0.0, "0"),
    (-0.0, "0"),
    (1.0, "1"),
    (-1.0, "−1"),
    (10.0, "10"),
    (100000.0, "100000"),
    # A number that ends early, ends there; one that goes on, shows all its digits.
    (0.755, "0.755"),
    (0.2175037, "0.21750"),
    (0.68, "0.68"),
    (0.680004, "0.68000"),
    (0.9999999, "1.0000"),
    (9.99999, "10.000"),
    (999999.9, "1000000"),
    (9999999.9, "1.0000e7"),
    (2.0000001, "2.0000"),
    (0.1 + 0.2, "0.3"),  # 0.30000000000000004
    (1 / 3, "0.33333"),
    (-2 / 3, "−0.66667"),
    # Ties go away from zero, as at school; a float is taken by its shortest digits.
    (0.123455, "0.12346"),
    (-0.123455, "−0.12346"),
    (0.123445, "0.12345"),
    (2.00005, "2.0001"),
    # Tiny and huge
    (0.00092907, "0.00092907"),
    (0.00000123456, "0.0000012346"),
    (0.000000123456, "1.2346e−7"),
    (1e-300, "1e−300"),
    (-5e-324, "−5e−324"),
    (1234.5678, "1234.6"),
    (12345.678, "12346"),
    (123456.78, "123457"),  # no digit in front of the point is rounded away
    (1234567.0, "1234567"),
    (9999999.4, "9999999"),
    (12345678.0, "1.2346e7"),
    (1e22, "1e22"),
    (-1.7976931348623157e308, "−1.7977e308"),
    (Decimal("0.6900"), "0.69"),
    (Decimal("-0.00"), "0"),
    (Decimal("0.66666666666666666666666666666666666666666666666667"), "0.66667"),
    # A fraction is a fraction while it is short
    (Fraction(0), "0"),
    (Fraction(3), "3"),
    (Fraction(-7, 50), "−7/50"),
    (Fraction(1511, 2000), "1511/2000"),
    (Fraction(12345678901, 3), "4.1152e9"),
    (Fraction(1, 10**12), "1e−12"),
    (Fraction(10**11), "100000000000"),
    (Fraction(10**12), "1e12"),
    (Fraction(10**4000 + 1, 10**4000), "1"),
]


@pytest.mark.parametrize(("value", "text"), FIVE_DIGITS, ids=lambda value: str(value)[:20])
def test_five_significant_digits(value, text):
    assert NumberFormat()(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.755, 1, "0.8"),
        (0.755, 2, "0.76"),
        (0.755, 3, "0.755"),
        (0.755, 50, "0.755"),
        (755.0, 1, "755"),
        (1 / 3, 17, "0.3333333333333333"),
        (0.1, 17, "0.1"),
        (0.95, 1, "1"),
        (99999.5, 5, "100000"),
        (123456789.0, 9, "123456789"),
        (123456789.0, 8, "1.2345679e8"),
    ],
)
def test_significant_digits(value, digits, text):
    assert DIGITS[digits](value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.755, 0, "1"),
        (0.755, 2, "0.76"),
        (0.755, 5, "0.75500"),
        (0.0, 3, "0.000"),
        (-0.0004, 3, "0.000"),
        (-0.0005, 3, "−0.001"),
        (1e-300, 4, "0.0000"),
        (123456789.0, 2, "123456789.00"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.125, 2, "0.13"),
        (1e300, 50, "1" + "0" * 300 + "." + "0" * 50),
        (Fraction(10**4000), 50, "1" + "0" * 4000 + "." + "0" * 50),
    ],
    ids=lambda value: str(value)[:20],
)
def test_decimals(value, decimals, text):
    assert DECIMALS[decimals].digits(value) == text


def test_decimals_of_a_short_fraction_are_its_own():
    assert DECIMALS[3](Fraction(1, 3)) == "1/3"
    assert DECIMALS[3].result(Fraction(1, 3)) == "1/3 ≈ 0.333"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (Fraction(3), "3"),
        (Fraction(-3), "−3"),
        (Fraction(9, 25), "9/25 = 0.36"),
        (Fraction(-7, 50), "−7/50 = −0.14"),
        (Fraction(1, 3), "1/3 ≈ 0.33333"),
        (Fraction(-2, 3), "−2/3 ≈ −0.66667"),
        (Fraction(1388137, 1000001), "≈ 1.3881"),
        (Fraction(1234567890123456), "≈ 1.2346e15"),
        (Fraction(10**15), "1e15"),
        (Fraction(123456, 1000000), "1929/15625 ≈ 0.12346"),
        (Fraction(1, 10**12), "1e−12"),
    ],
)
def test_a_result_says_whether_the_decimals_are_all(value, text):
    assert NumberFormat().result(value) == text


def test_a_hyphen_for_other_programs():
    assert NumberFormat(minus="-")(-1e-9) == "-1e-9"
    assert NumberFormat(minus="-").result(Fraction(-1, 3)) == "-1/3 ≈ -0.33333"


finite = st.floats(allow_nan=False, allow_infinity=False) | st.fractions()


@given(finite, st.integers(1, 17))
def test_no_writing_is_off_by_more_than_half_a_unit(value, digits):
    text = NumberFormat(Rounding(digits, "significant"), minus="-").digits(value)
    written, exact = Fraction(text), Fraction(Decimal(repr(value)) if isinstance(value, float) else value)
    assert abs(written - exact) <= abs(exact) * Fraction(1, 2 * 10 ** (digits - 1))


@given(finite, st.integers(0, 50))
def test_decimals_are_as_many_as_asked_for(value, decimals):
    text = NumberFormat(Rounding(decimals), minus="-").digits(value)
    assert len(text.partition(".")[2]) == decimals
    exact = Fraction(Decimal(repr(value)) if isinstance(value, float) else value)
    assert abs(Fraction(text) - exact) <= Fraction(1, 2 * 10**decimals)
