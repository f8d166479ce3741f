"""Numerals: which texts are numbers, what they are worth, how many decimals they were written with."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.maths.numeral import MAX_DIGITS, Numeral

GOOD = [
    # text, value, decimals
    ("0", "0", 0),
    ("7", "7", 0),
    ("007", "7", 0),
    ("-0", "0", 0),
    ("+1.5", "3/2", 1),
    ("0.30", "3/10", 2),
    (".5", "1/2", 1),
    ("-.5", "-1/2", 1),
    ("5.", "5", 0),
    ("1e3", "1000", -3),
    ("1.2e3", "1200", -2),
    ("-2.650e-3", "-0.00265", 6),
    ("1E-5", "1/100000", 5),
    ("  0.1 ", "1/10", 1),
    ("1e308", "1e308", -308),
    ("1e-307", "1e-307", 307),
    ("0e999", "0", -999),
    ("9" * 300 + "." + "9" * 99, "9" * 300 + "." + "9" * 99, 99),
]
RATIOS = [("13/50", "13/50"), ("-1/3", "-1/3"), ("+1/3", "1/3"), ("1 / 3", "1/3"), ("1\t/\n3", "1/3"), ("6/4", "3/2")]
BAD = [
    "", " ", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "--1", "1,5", "1_000", "0x10", "0b1", "1 000", "abc", "1a",
    "inf", "-inf", ".inf", "nan", ".nan", "NaN", "Infinity", "1/0", "1/00", "1/-3", "1/2/3", "1.5/2", "1/2.5", "/3",
    "1/", "٣", "１", "²", "½", "1\x00", "1\n2", "1e99999",
    "1e309", "-1e309", "1e9999", "1e-400", "1e-9999", "1" + "0" * 330 + "/1", "1/1" + "0" * 350,
    "0." + "1" * MAX_DIGITS,
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "decimals"), GOOD)
def test_a_decimal_keeps_its_digits(text, value, decimals):
    numeral = Numeral.read(text)
    assert numeral is not None
    assert numeral.fraction == Fraction(value)
    assert float(numeral) == float(Fraction(value))
    assert numeral.decimals == decimals
    assert str(numeral) == text.strip()


@pytest.mark.parametrize(("text", "value"), RATIOS)
def test_a_ratio_is_exact(text, value):
    numeral = Numeral.read(text)
    assert numeral is not None
    assert numeral.fraction == Fraction(value)
    assert float(numeral) == float(Fraction(value))


@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text)[:30])
def test_what_is_no_number_is_none(text):
    assert Numeral.read(text) is None


def test_four_hundred_characters_are_read_and_no_more():
    longest = "0." + "1" * 398
    assert Numeral.read(longest) is not None
    assert Numeral.read(f"  {longest} ") is not None
    assert Numeral.read(longest + "1") is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_reads_back(x):
    numeral = Numeral.read(repr(x))
    assert numeral is not None
    assert float(numeral) == x
    assert numeral.fraction == Fraction(repr(x))


@given(whole=st.integers(0, 10**20), places=st.text("0123456789", max_size=30), sign=st.sampled_from(["", "-", "+"]))
def test_decimals_are_the_places_written(whole, places, sign):
    numeral = Numeral.read(f"{sign}{whole}.{places}")
    assert numeral is not None
    assert numeral.decimals == len(places)
    size = Fraction(int(f"{whole}{places}"), 10 ** len(places))
    assert numeral.fraction == (-size if sign == "-" else size)


@given(st.text(max_size=30))
def test_any_text_is_a_finite_number_or_none(text):
    numeral = Numeral.read(text)
    if numeral is not None:
        assert float(numeral) == pytest.approx(float(numeral.fraction))
