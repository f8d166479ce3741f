"""Slips of writing: the number that was meant, and another put down. All figures are made by hand."""

import pytest

from nncli.grade.results import Stated
from nncli.grade.slips.writing import writing_slips

VALUES = {
    "P.net": 0.36, "P.out": 0.589, "P.net.after": 0.41, "P.out.after": 0.6,
    "w[A,P].step": -0.025, "w[A,P].new": 0.275, "P.net@s2#1": 0.7, "w[A,P].step#2": 0.125,
}  # fmt: skip


def slips(id, stated, meant, decimals=3, width=0.0):
    return writing_slips(id, Stated(stated, 0.5 * 10.0**-decimals), meant, width, VALUES)


@pytest.mark.parametrize(
    ("id", "stated", "meant", "slip"),
    [
        ("P.out", 0.36, 0.589, "net-for-output"),
        ("P.out.after", 0.41, 0.6, "net-for-output"),
        ("P.out@s2#1", 0.7, 0.9, "net-for-output"),
        ("w[A,P].new", -0.025, 0.275, "step-for-new"),
        ("w[A,P].new#2", 0.125, 0.4, "step-for-new"),
        ("P.net", -0.36, 0.36, "sign-lost"),
        ("O.delta", 0.0406, -0.0406, "sign-lost"),
        ("P.net", 0.63, 0.36, "digits-transposed"),
        ("O.net", 1.234, 1.324, "digits-transposed"),
        ("O.net", -1.234, -1.243, "digits-transposed"),
        ("O.net", 0.123, 0.213, "digits-transposed"),
        ("O.net", 4.25, 0.425, "decimal-point-shifted"),
        ("O.net", 42.5, 0.425, "decimal-point-shifted"),
        ("O.net", 0.425, 4.25, "decimal-point-shifted"),
        ("O.net", 0.425, 42.5, "decimal-point-shifted"),
    ],
)
def test_each_is_told(id, stated, meant, slip):
    assert slips(id, stated, meant) == (slip,)


@pytest.mark.parametrize(
    ("id", "stated", "meant"),
    [
        ("P.out", 0.41, 0.589),  # the net of the other pass
        ("P.net", 0.589, 0.36),  # the output for the net is another fault
        ("Q.out", 0.36, 0.589),  # somebody else's net
        ("w[A,P].step", 0.275, -0.025),  # the new for Δ is another fault
        ("O.net", 0.425, 425.0),  # the point three places away
        ("O.net", 0.0, 0.0002),  # a sign that cannot be seen
        ("O.net", 0.0, 0.004),  # nought, and no 0.0004 whose point was shifted
        ("O.net", -1.234, 1.243),  # transposed, and the sign lost
        ("O.net", 1.234, 4.231),  # the outer digits
        ("O.net", 1.1, 1.2),
        ("O.net", 0.5, 0.0),
        ("no id", -0.5, 0.5),
    ],
)
def test_what_is_none_is_not_told(id, stated, meant):
    assert slips(id, stated, meant) == ()


def test_a_number_may_be_off_by_what_it_is_known_to():
    """0.36 with three decimals is known to half a thousandth, and 2 % of that."""
    assert slips("O.net", 0.36, -0.3605) == ("sign-lost",)
    assert slips("O.net", 0.36, -0.3606) == ()
    assert slips("O.net", 0.36, -0.3606, width=0.0002) == ("sign-lost",)
    assert slips("O.net", 0.001, -0.001, width=0.0006) == ()  # −0.001 ± 0.0011 may well be positive


def test_the_first_that_fits_is_told():
    """0.22 for −0.22 has lost its sign; that its two digits are alike is no transposition."""
    assert slips("O.net", 0.22, -0.22, decimals=2) == ("sign-lost",)
    assert slips("O.net", 0.22, 0.25, decimals=2) == ()


def test_a_number_that_is_exact_has_no_last_digit_to_swap():
    assert writing_slips("O.net", Stated(12.0, 0.0), 21.0, 0.0, {}) == ()
