# ruff: noqa: E501  what people write stands as they write it
"""Results still to be worked out, and what stands around a number: exactly what is read of each."""

from fractions import Fraction

import pytest

from nncli.sheets.around import bare_number, one_way_to_read
from nncli.sheets.sums import worked_out

SUMS = [
    ("1-0.3", "7/10"), ("0.6*0.2 + 0.5", "31/50"), ("2×(0.1+0.3)", "4/5"), ("+1+2", "3"), ("-1-2", "-3"), ("--1+0", "1"),
    ("2*3/4", "3/2"), ("1-2-3", "-4"), ("8/2/2", "2"), (".5+.5", "1"), ("5.+1", "6"), ("[1+2]", "3"), ("2*-3", "-6"),
    ("2\\times 3", "6"), ("2\\cdot3", "6"), ("3÷2", "3/2"), ("3−2", "1"), ("3–2", "1"), ("2·3", "6"), ("2⋅3", "6"),
    ("1 + 2 ", "3"), ("9" * 30 + "+1", "1" + "0" * 30), ("1+2" + " " * 197, "3"), ("(" * 19 + "1+2" + ")" * 19, "3"),
    ("-" * 19 + "1+2", "1"), ("2*(3-1)/(1+1)", "2"), ("(1+2)*-(3)", "-9"),
]  # fmt: skip
NO_SUMS = [
    "", " ", "1", "(1)", "1+", "1/0", "1/(2-2)", "1 2", "1+2)", "(1+2", "a+1", "1+*2", "()", "1+()", "2(3)", "1+(2*",
    "0.6*0.2=0.12", "9" * 31 + "+1", "1+2" + " " * 198, "(" * 30 + "1+2" + ")" * 30, "-" * 30 + "1+2", "1*2,3",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SUMS, ids=lambda value: value[:20])
def test_what_is_worked_out(text: str, value: str) -> None:
    assert worked_out(text) == Fraction(value)


@pytest.mark.parametrize("text", NO_SUMS, ids=lambda value: value[:20])
def test_what_is_no_sum(text: str) -> None:
    assert worked_out(text) is None


BARE = [
    ("为 0.36", "0.36"), ("结果是0.36", "0.36"), ("is 0.36", "0.36"), ("equals: 0.5", "0.5"), ("still 0.5", "0.5"),
    ("保持不变 0.5", "0.5"), ("是 为 0.36", "0.36"), ("the value is -.5", "-.5"), ("is  0.36  ", "0.36"),
    ("0.36 because x", "0.36"), ("0.36, 因为 net>0", "0.36"), ("为0.36 because it is 7", "0.36"), ("0.36, ok", "0.36"),
    ("5%; good", "5%"), ("0.5 as the net is 0", "0.5"),
    # what is none of it stays
    ("0.36 2", "0.36 2"), ("不变", "不变"), ("abc 0.5", "abc 0.5"), ("h1.net is 0.5", "h1.net is 0.5"),
    ("x" * 31 + " is 0.5", "x" * 31 + " is 0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), BARE)
def test_a_number_without_what_is_said_around_it(text: str, number: str) -> None:
    assert bare_number(text) == number


ONE_WAY = [
    ("1,5", "1.5"), ("-1,5", "-1.5"), ("1,23", "1.23"), ("0,1234", "0.1234"), ("12,3456", "12.3456"),
    # three digits behind the comma: thousands, unless there are too many before it, or a 0 first
    ("1,234", None), ("12,345", None), ("123,456", None), ("120,456", None), ("1234,567", "1234.567"),
    ("0,123", "0.123"), ("001,123", "001.123"),
    ("1 234", "1234"), ("1 234 567", "1234567"), ("12 345.5", "12345.5"), ("1'234", "1234"), ("1_234", "1234"),
    ("0.123 456", "0.123456"), ("0.123 456 7", "0.1234567"),
    ("1 234'567", None), ("1234 567", None), ("1 23", None), ("1.5", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), ONE_WAY)
def test_commas_and_groups_are_read_where_there_is_one_way(text: str, number: str | None) -> None:
    assert one_way_to_read(text) == number
