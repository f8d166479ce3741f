"""A number as a student wrote it: its value, how far its last digit reaches, and why a text is none."""

from fractions import Fraction

import pytest

from nncli.sheets.numbers import Unread, Written, read_written


def written(text: str) -> Written:
    found = read_written(text)
    assert isinstance(found, Written), found
    return found


@pytest.mark.parametrize(
    ("text", "value", "half_unit", "decimals", "significant"),
    [
        ("0.69", "0.69", "0.005", 2, 2),
        ("0.30", "0.3", "0.005", 2, 2),
        (".5", "0.5", "0.05", 1, 1),
        ("5.", "5", "0.5", 0, 1),
        ("-4.06e-2", "-0.0406", "0.00005", 4, 3),
        ("+0.0302", "0.0302", "0.00005", 4, 3),
        ("−0.5", "-0.5", "0.05", 1, 1),
        ("4.06×10^-2", "0.0406", "0.00005", 4, 3),
        ("4.06×10⁻²", "0.0406", "0.00005", 4, 3),
        (r"4.06 \times 10^{-2}", "0.0406", "0.00005", 4, 3),
        ("4.06*10**(-2)", "0.0406", "0.00005", 4, 3),
        ("1.2e3", "1200", "50", -2, 2),
        ("10^3", "1000", "500", -3, 1),
        ("-10^-2", "-0.01", "0.005", 2, 1),
        ("69%", "0.69", "0.005", 2, 2),
        ("6.9 %", "0.069", "0.0005", 3, 2),
        (r"69\%", "0.69", "0.005", 2, 2),
        ("120", "120", "0.5", 0, 3),
        ("0", "0", "0.5", 0, 0),
        ("0.000", "0", "0.0005", 3, 0),
        ("1,234,567", "1234567", "0.5", 0, 7),
        ("1,234.5", "1234.5", "0.05", 1, 5),
        ("０．３６", "0.36", "0.005", 2, 2),
        ("(0.36)", "0.36", "0.005", 2, 2),
        ("$0.36$", "0.36", "0.005", 2, 2),
        ("`0.36`", "0.36", "0.005", 2, 2),
        ("0.36.", "0.36", "0.005", 2, 2),
        ("0.36。", "0.36", "0.005", 2, 2),
        ("0.6*0.2 = 0.12", "0.12", "0.005", 2, 2),
        ("h1.net ≈ 0.36", "0.36", "0.005", 2, 2),
        ("0.6*0.2 = 0.120 ≈ 0.1", "0.1", "0.05", 1, 1),
        ("约 0.36", "0.36", "0.005", 2, 2),
        ("about 0.36", "0.36", "0.005", 2, 2),
        ("0.36左右", "0.36", "0.005", 2, 2),
        ("0.36 (rounded)", "0.36", "0.005", 2, 2),
        ("0,36", "0.36", "0.005", 2, 2),
        ("-0,360", "-0.36", "0.0005", 3, 3),
        ("0.6*0.2", "0.12", "0.005", 2, 2),
        ("0.3 + 0.2", "0.5", "0.05", 1, 1),
        ("0.5 - 2×(0.1 + 0.3)", "-0.3", "0.05", 1, 1),
    ],
)
def test_a_decimal_reaches_half_a_unit_on_either_side(
    text: str, value: str, half_unit: str, decimals: int, significant: int
) -> None:
    found = written(text)
    assert (found.value, found.half_unit) == (Fraction(value), Fraction(half_unit))
    assert (found.decimals, found.significant, found.text) == (decimals, significant, text)
    assert found.bounds == (Fraction(value) - Fraction(half_unit), Fraction(value) + Fraction(half_unit))
    assert not found.is_exact
    assert not found.is_cut


@pytest.mark.parametrize(
    ("text", "value", "significant"),
    [
        ("13/50", "13/50", 2), ("-13/50", "-13/50", 2), (r"\frac{13}{50}", "13/50", 2), (r"-\dfrac{1}{3}", "-1/3", 1),
        ("½", "1/2", 1), ("-½", "-1/2", 1), ("1½", "3/2", 1), ("-12 ¾", "-51/4", 2), ("⅓", "1/3", 1),
        ("x = 2⅞", "23/8", 2), ("0/7", "0", 0), ("007/50", "7/50", 1), ("x = 1/3", "1/3", 1), ("26/100", "13/50", 2),
    ],
)  # fmt: skip
def test_a_ratio_is_exact(text: str, value: str, significant: int) -> None:
    found = written(text)
    assert (found.value, found.half_unit, found.decimals) == (Fraction(value), 0, 0)
    assert (found.significant, found.is_exact, found.is_whole) == (significant, True, False)
    assert found.bounds == (Fraction(value), Fraction(value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.333…", "0.333", "0.334"), ("0.333...", "0.333", "0.334"), ("-0.333…", "-0.334", "-0.333"),
        (r"0.33\ldots", "0.33", "0.34"), ("0.00…", "0", "0.01"),
    ],
)  # fmt: skip
def test_digits_that_are_cut_off_reach_one_way(text: str, low: str, high: str) -> None:
    found = written(text)
    assert found.is_cut
    assert found.bounds == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "whole", "unit"),
    [
        ("5", True, ""), ("5 epochs", True, "epochs"), ("12个", True, "个"), ("5 Steps", True, "Steps"),
        ("5.0", False, ""),
        ("5e0", True, ""), ("5e1", False, ""), ("5.", False, ""), ("10^2", False, ""), ("1/2 times", False, "times"),
        ("200%", False, ""),
    ],
)  # fmt: skip
def test_a_count_is_a_whole_number_perhaps_with_its_unit(text: str, whole: bool, unit: str) -> None:
    found = written(text)
    assert (found.is_whole, found.unit) == (whole, unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing is written here"),
        ("nan", "'nan' is not a number that can be computed with"),
        ("-∞", "'-∞' is not a number that can be computed with"),
        ("1e308", "'1e308' is out of range"),
        ("1e-308", "'1e-308' is out of range"),
        ("0e999", "'0e999' is out of range"),
        ("1/0", "'1/0' divides by 0"),
        ("1,234", "in '1,234' the comma may part thousands, decimals or two numbers; write a point, or no comma"),
        ("-12,345", "in '-12,345' the comma may part thousands, decimals or two numbers; write a point, or no comma"),
        ("[0.1, 0.2]", "'[0.1, 0.2]' is several numbers, and one is expected here"),
        ("0.1 0.2", "'0.1 0.2' is several numbers, and one is expected here"),
        ("2^3", "'2^3' is still to be worked out; give its result"),
        ("0.6*0.2/0", "'0.6*0.2/0' is still to be worked out; give its result"),
        ("0.3 +", "'0.3 +' is still to be worked out; give its result"),
        ("x > 0.3", "'x > 0.3' is not one number"),
        ("large", "'large' is not one number"),
        ("1" * 401, "this has 401 characters, which is too long for a number"),
    ],
)
def test_what_is_no_number_is_told_why(text: str, reason: str) -> None:
    assert read_written(text) == Unread(reason)


@pytest.mark.parametrize(
    ("text", "told"), [("0,36", "'0,36' is read as 0.36"), ("-0,360", "'-0,360' is read as -0.360"), ("0.36", "")]
)
def test_a_decimal_comma_is_read_and_told(text: str, told: str) -> None:
    assert written(text).told == told


@pytest.mark.parametrize("text", ["1e307", "-9.99e307", "1e-307", "1/3", "0", "0e307"])
def test_what_binary64_holds_is_read(text: str) -> None:
    assert isinstance(read_written(text), Written)
