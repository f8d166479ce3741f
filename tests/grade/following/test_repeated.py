"""The same fault again: the same factor, or the same difference, of one kind of step."""

from dataclasses import replace

import pytest
from small_nets import n, of

from nncli.grade.following.relation import Relation
from nncli.grade.following.repeated import relation

EXACT_ERROR = {"y1.error": n(-0.5)}  # then δ = −0.5 is known to the noise of binary64


def of_delta(value, half):
    return relation(of(EXACT_ERROR), "y1.delta", n(value, half))


def test_a_number_lies_to_what_follows_by_a_factor_and_a_difference():
    found = of_delta(-3.0, 0.05)
    assert (found.kind, found.factor, found.difference) == ("delta", 6.0, -2.5)
    assert found.tolerance == pytest.approx(0.05, rel=1e-6)
    assert found.factor_tolerance == pytest.approx(0.1, rel=1e-6)


def test_of_a_new_value_the_change_is_compared():
    student = of({"w[x1,y1].new": n(-0.25)})  # 0.5 − 0.75, where 0.5 − 0.5 was right
    found = relation(student, "w[x1,y1].new", student.stated["w[x1,y1].new"])
    assert (found.kind, found.factor, found.difference) == ("new", 1.5, -0.25)


@pytest.mark.parametrize(("value", "known"), [(-0.5 + 0.255, True), (-0.5 - 0.255, True), (-0.5 + 0.249, False)])
def test_hardly_another_number_says_nothing(value, known):
    """Half a unit is 0.05: five of them."""
    assert (of_delta(value, 0.05) is not None) is known


@pytest.mark.parametrize(
    ("value", "half", "known"),
    [(0.11, 0.05, True), (0.09, 0.05, False), (-0.09, 0.05, False), (5e-10, 0.0, False), (2e-9, 0.0, True)],
)
def test_nothing_at_all_is_no_fault_that_is_made_again(value, half, known):
    assert (of_delta(value, half) is not None) is known


@pytest.mark.parametrize(("value", "factor"), [(-3.0, 6.0), (-2.0, None), (-0.25, None)])
def test_a_factor_is_known_to_a_fiftieth_or_not_at_all(value, factor):
    """±0.1: of 6 that is a sixtieth, of 4 a fortieth."""
    found = of_delta(value, 0.05)
    assert found is None or found.factor == factor
    assert found is not None or factor is None


def test_of_nothing_there_is_no_factor():
    student = of({"y1.out": n(1.25), "y1.error": n(0.25)})  # 1.25 − 1.25 is 0
    found = relation(student, "y1.error", student.stated["y1.error"])
    assert (found.factor, found.factor_tolerance, found.difference) == (None, 0.0, 0.25)


ONE = Relation("net", 2.0, 0.125, 1.0, 0.0)
APART = Relation("net", None, 0.0, 1.0, 0.01)


@pytest.mark.parametrize(
    ("one", "changes", "same"),
    [
        (ONE, {}, True),
        (ONE, {"kind": "out"}, False),
        (ONE, {"factor": 2.25, "difference": 7.0}, True),  # both tolerances together
        (ONE, {"factor": 1.75, "difference": 7.0}, True),
        (ONE, {"factor": 2.26, "difference": 7.0}, False),
        (ONE, {"factor": 2.25, "factor_tolerance": 0.0, "difference": 7.0}, False),
        (ONE, {"factor": None, "difference": 7.0}, False),
        (ONE, {"factor": 7.0}, True),  # the same difference
        (APART, {}, True),
        (APART, {"difference": 1.015625, "tolerance": 0.005625}, True),
        (APART, {"difference": 1.015625, "tolerance": 0.0055}, False),
        (APART, {"difference": -1.0}, False),
        (APART, {"tolerance": 0.011}, False),  # more than a fiftieth is vague
        (APART, {"tolerance": 0.0, "difference": 1.011}, False),
        (replace(APART, difference=-1.0), {"difference": -1.0}, True),
    ],
)
def test_it_is_one_fault_by_the_same_factor_or_the_same_difference(one, changes, same):
    assert one.is_same(replace(one, **changes)) is same
