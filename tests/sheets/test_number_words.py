"""A number as people write it: what it is, how far its last digit reaches, and what is no number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.sheets.numbers import Unread, Written, read_written
from nncli.sheets.sums import worked_out

# text, value, decimals of the last digit
READ = [
    ("0.69", "0.69", 2), ("-4.06e-2", "-0.0406", 4), ("4.06×10^-2", "0.0406", 4), ("4.06×10⁻²", "0.0406", 4),
    ("69%", "0.69", 2), ("h1.net ≈ 0.36", "0.36", 2), ("0.6*0.2 = 0.12", "0.12", 2), ("−0.14", "-0.14", 2),
    ("为 -0.14", "-0.14", 2), ("输出是0.36", "0.36", 2), ("还是 -0.3", "-0.3", 1), ("不变，0.2", "0.2", 1),
    ("仍为 0.2", "0.2", 1), ("is still 0.2", "0.2", 1), ("unchanged: 0.2", "0.2", 1), ("得 0.705", "0.705", 3),
    ("0，因为 net<0", "0", 0), ("0, because net_h2 = -0.14 < 0", "0", 0), ("0（死神经元）", "0", 0),
    ("0.36, ReLU", "0.36", 2), ("0.36 since 0.36 > 0", "0.36", 2),
    ("1-0.3", "0.7", 1), ("0.2*0.3+0.5", "0.56", 2), ("0.7×(-0.3)", "-0.21", 2), ("0.5 - 0.6903", "-0.1903", 4),
    ("-0,252", "-0.252", 3), ("0,36", "0.36", 2), ("12,5", "12.5", 1), ("1234,5", "1234.5", 1),
    ("1 234.5", "1234.5", 1), ("0.123 456", "0.123456", 6), ("0.002'654", "0.002654", 6), ("1,234.5", "1234.5", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "decimals"), READ)
def test_a_number(text: str, value: str, decimals: int) -> None:
    written = read_written(text)
    assert isinstance(written, Written)
    assert (written.value, written.decimals) == (Fraction(value), decimals)
    assert written.half_unit == Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    "text",
    ["1,234", "0.3 0.4", "0.3 or 0.4", "是 0.3 还是 0.4", "x - 0.3", "9**9", "0.3-", "12:30", "net<0, so 0", "2^3",
     "0.2 -> 0.3", "1/0", "1-1/0", "((0.3", "0.3)", "+", "不变", "1 23", "0.12 345"],
)  # fmt: skip
def test_what_is_not_one_number(text: str) -> None:
    assert isinstance(read_written(text), Unread)


@pytest.mark.parametrize("text", ["0,36", "0.123 456", "-0,252"])
def test_a_reading_that_is_a_guess_is_told(text: str) -> None:
    written = read_written(text)
    assert isinstance(written, Written)
    assert text in written.told


@pytest.mark.parametrize(("text", "value"), [("1/3", "1/3"), ("2/3*0.5", "1/3"), ("-(1/3)", "-1/3")])
def test_a_ratio_is_exact(text: str, value: str) -> None:
    written = read_written(text)
    assert isinstance(written, Written)
    assert (written.value, written.is_exact) == (Fraction(value), True)


@given(st.recursive(st.integers(0, 99).map(str), lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
    lambda parts: f"({parts[0]}{parts[1]}{parts[2]})"), max_leaves=12))  # fmt: skip
def test_a_sum_is_what_arithmetic_says(text: str) -> None:
    found = worked_out(text)
    if len(text) > 200 or text.isdigit():
        assert found is None
    else:
        assert found == eval(text)  # the test's own digits and signs


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_not(text: str) -> None:
    assert isinstance(read_written(text), (Written, Unread))
    worked_out(text)
