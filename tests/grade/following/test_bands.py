"""The honest band: half a unit of what is written, and of what is not, by its derivative."""

import math
from fractions import Fraction

import pytest
from small_nets import LINEAR, n, of
from test_follow import LECTURE

from nncli.grade.following.bands import EXACTLY, World, band, least_half_unit, padded, rounding_of
from nncli.grade.following.student import Policy
from nncli.grade.results import Stated
from nncli.maths.arithmetic import EXACT


@pytest.mark.parametrize(
    ("value", "digits", "half"),
    [
        (1.0, 4, 5e-4), (9.999, 4, 5e-4), (-10.0, 4, 5e-3), (1234.5, 4, 0.5), (12345.0, 4, 5.0),
        (0.1, 4, 5e-5), (0.0123, 4, 5e-5),  # four decimals: three significant digits are left
        (0.001, 4, 5e-5),  # … and here two
        (0.0009, 4, 5e-6),  # four decimals would leave one: two have to be left
        (1e-5, 4, 5e-7), (0.01, 2, 5e-4), (0.1, 2, 5e-3),
        (3.0, EXACTLY, 0.0), (0.0, 4, 0.0), (math.inf, 4, 0.0),
    ],
)  # fmt: skip
def test_the_coarsest_honest_writing_leaves_the_digits_or_as_many_decimals_and_two_digits(value, digits, half):
    assert least_half_unit(value, digits) == pytest.approx(half, rel=1e-12, abs=0)


def test_a_short_number_is_read_with_zeros_behind_it():
    assert padded(n(0.5, 0.05), 0.7, 3) == Stated(0.5, 0.0005, "0.5", written=0.05)
    assert padded(Stated(0.5, 0.05, "0.5", written=0.5), 0.7, 3).written == 0.5  # read so before
    assert padded(n(0.5, 0.0005), 0.7, 3) == n(0.5, 0.0005)
    assert padded(n(0.5, 0.05), 0.7, EXACTLY) == Stated(0.5, 0.0, "0.5", written=0.05)


def test_the_digits_are_those_of_the_true_value_or_of_the_number_whichever_ask_for_less():
    """At two digits 0.0999 asks for three decimals and 0.10 for two."""
    assert padded(n(0.1, 0.005), 0.0999, 2) == n(0.1, 0.005)
    assert padded(n(0.0999, 0.005), 0.1, 2) == n(0.0999, 0.005)
    assert padded(n(0.0999, 0.005), 0.0999, 2).half_unit == pytest.approx(0.0005)


@pytest.mark.parametrize(("more", "short"), [(0, False), (1e-7, False), (1e-5, True)])
def test_what_binary_does_to_half_a_unit_makes_no_number_short(more, short):
    number = padded(n(0.5, 5e-4 * (1 + more)), 0.5, 3)
    assert number.is_short is short
    assert Stated(0.5, 5e-4, written=5e-4 * (1 + more)).is_short is short


@pytest.mark.parametrize(
    ("value", "rounding"),
    [
        (1.75, 0.05), (1.7, 0.0), (-1.7, 0.0), (1 / 3, 0.005), (0.0, 0.0),
        (1.7 + 1e-9, 0.0), (1.7 + 1e-8, 0.05),  # noise of binary64 is no third digit
    ],
)  # fmt: skip
def test_a_step_in_between_may_be_rounded_unless_its_digits_write_it_exactly(value, rounding):
    assert rounding_of(value, 2) == pytest.approx(rounding, rel=1e-12, abs=0)


def width(id, stated=(), digits=EXACTLY, *, through=False, programs=LINEAR):
    return band(id, programs.world({}), dict(stated), programs.order, digits, through=through)


def test_between_exact_numbers_there_is_the_noise_of_binary64_alone():
    assert width("y1.net") == pytest.approx(1e-9 * (1.75 + 1e-3), rel=1e-12)
    assert width("w[x1,y1].new") == pytest.approx(1e-12, rel=1e-12)  # new 0


NOISE = 1e-9 * (0.5 + 1e-3)  # at −0.5: error and δ


def test_a_stated_number_stands_for_half_a_unit_and_ends_the_sweep():
    stated = {"y1.error": n(-0.5, 0.125), "y1.out": n(1.75, 0.25)}
    assert width("y1.delta", stated) == pytest.approx(1.1 * 0.125 + NOISE, rel=1e-12)
    assert width("y1.delta", stated, through=True) == pytest.approx(1.1 * (0.125 + 0.25) + NOISE, rel=1e-12)


def test_a_step_that_is_not_stated_may_be_rounded_to_the_least_digits():
    """out and net 1.75 at two digits: half a tenth each."""
    assert width("y1.error", digits=2) == pytest.approx(1.1 * 0.1 + NOISE, rel=1e-12)
    assert width("y1.error", digits=3) == pytest.approx(NOISE, rel=1e-12)
    assert width("y1.error", {"y1.out": n(1.75, 0.005)}, 2) == pytest.approx(1.1 * 0.005 + NOISE, rel=1e-12)


def test_what_reaches_a_number_on_two_ways_is_added_with_its_sign_before_it_is_measured():
    """δ = error · f′ of a sigmoid reads the output twice; given numbers and what is behind O.net are exact here."""
    value, stated = LECTURE.key.values, {"O.net": n(LECTURE.key.values["O.net"])}
    out, error, slope = (value[f"O.{kind}"] for kind in ("out", "error", "slope"))
    half = 5e-5  # out 0.6902, error −0.1902, f′ 0.2138, all rounded to four digits
    expected = half * (abs(slope) + abs(error) + abs(error * (1 - 2 * out) - slope))
    found = width("O.delta", stated, 4, programs=LECTURE)
    assert found == pytest.approx(1.1 * expected + 1e-9 * (1e-3 + abs(value["O.delta"])), rel=1e-9)


def test_a_world_keeps_what_is_put_in_and_computes_what_follows_from_it():
    world = LINEAR.world({"y1.out": 2.0})
    assert (world["y1.net"], world["y1.out"], world["y1.error"]) == (1.75, 2.0, -0.75)
    assert world.predicted("y1.out") == 1.75


def test_where_the_key_is_exact_a_number_is_taken_by_its_digits():
    world = World(LINEAR.leaves, {"y1.out": 0.1}, LINEAR.formulas, EXACT)
    assert world["y1.out"] == Fraction(1, 10)
    assert LINEAR.world({"y1.out": 0.1})["y1.out"] == 0.1


@pytest.mark.parametrize(("off", "fits"), [(0.0, True), (0.125, True), (-0.125, True), (0.126, False), (-0.126, False)])
def test_a_number_fits_within_half_a_unit_of_its_own(off, fits):
    student = of({"y1.net": n(1.75 + off, 0.125)})
    assert student.fits("y1.net", student.sheet["y1.net"], student.world()) is fits
    assert student.is_true("y1.net", student.sheet["y1.net"]) is fits


def test_both_ends_of_a_band_belong_to_it():
    """new 0: half a unit and the noise of binary64."""
    for half in (0.0, 0.25):
        number = n(half + width("w[x1,y1].new"), half)
        student = of({"w[x1,y1].new": number})
        assert student.fits("w[x1,y1].new", number, student.world())
        assert student.is_true("w[x1,y1].new", number)
        further = n(number.value + 1e-12, half)
        assert not student.fits("w[x1,y1].new", further, student.world())
        assert not student.is_true("w[x1,y1].new", further)


def test_a_wide_number_before_it_widens_what_is_true_but_not_what_follows_from_a_number_behind_it():
    student = of({"y1.out": n(1.75, 0.05), "y1.error": n(-0.5), "y1.delta": n(-0.55)}, digits=2)
    number = student.sheet["y1.delta"]
    assert not student.fits("y1.delta", number, student.world())  # the error is stated exactly
    assert student.is_true("y1.delta", number)  # and may lie on a rounded output


@pytest.mark.parametrize(
    ("value", "half", "meant", "coarse"),
    [
        (1.75, 0.005, 1.75, False), (1.7, 0.05, 1.74, True), (1.7, 0.05, 1.7, False), (1.7, 0.05, 0.0, False),
        (1.7, 0.05, 1.7 + 1e-9, False), (1.7, 0.05, 1.7 + 3e-9, True), (-1.7, 0.05, -1.7 - 1e-9, False),
    ],
)  # fmt: skip
def test_too_coarse_is_what_has_too_few_digits_and_is_not_exactly_meant(value, half, meant, coarse):
    student = of({"y1.net": n(value, half)}, digits=3)
    assert student.is_too_coarse("y1.net", meant) is coarse
    assert not of({"y1.net": n(value, half)}).is_too_coarse("y1.net", meant)  # in an exact question nothing is


def test_four_digits_and_all_points_where_nothing_is_said():
    assert Policy() == Policy(4, 1.0, 1.0)
