"""Conventions: which numbers rule one out, and that it is believed only where it earns more."""

import pytest
from small_nets import LINEAR, n, read_best

from nncli.grade.following.conventions import CONVENTIONS, Reading, best_reading
from nncli.grade.following.student import Policy
from nncli.grade.results import Judged, Remark, Verdict
from nncli.trace.quantities import Quantity

BY_ID = {convention.id: convention for convention in CONVENTIONS}


@pytest.mark.parametrize(
    ("id", "kinds"),
    [
        ("delta-positive", {"delta", "back"}), ("error-positive", {"error"}), ("gradient-negative", {"grad"}),
        ("cut-off", {"delta", "back", "error", "grad", "net", "step", "new"}),
    ],
)  # fmt: skip
def test_what_a_convention_concerns(id, kinds):
    every = ("delta", "back", "error", "grad", "net", "step", "new")
    assert {kind for kind in every if BY_ID[id].concerns(Quantity.parse(f"y1.{kind}"))} == kinds


@pytest.mark.parametrize("id", ["delta-positive", "error-positive", "gradient-negative"])
@pytest.mark.parametrize(
    ("value", "true", "may"),
    [(0.5, -0.5, True), (-0.3, 0.5, True), (0.5, 0.1, False), (-0.5, -0.1, False), (0.0, 0.5, True)],
)
def test_a_number_with_the_sign_of_the_truth_rules_the_other_sign_out(id, value, true, may):
    assert BY_ID[id].may_be(n(value, 0.05), true, true) is may
    assert BY_ID[id].read(n(value, 0.05)).value == -value


@pytest.mark.parametrize(
    ("value", "true", "own", "may"),
    [
        (0.25, 0.3, 0.3, True),  # short of both
        (0.25, 0.25, 0.25, True),  # exactly what is meant
        (0.25, 0.25 - 1e-9 / 8, 0.25, True),
        (0.25, 0.249, 0.249, False),  # rounded up
        (-0.25, -0.249, -0.249, False),
        (-0.25, -0.3, -0.3, True),
        (0.25, 0.2, 0.3, True),  # short of one's own
        (0.25, 0.3, 0.2, True),  # short of the truth
        (0.25, 0.13, 0.13, False),  # beyond it, and by less than its last unit, 0.125: 0.25 were 0.12 rounded up
        (0.25, 0.125, 0.125, False),
        (0.25, 0.12, 0.12, True),  # that far off is no matter of rounding
        (0.25, 0.12, 0.2, False),
    ],
)
def test_a_number_that_was_rounded_up_rules_out_that_all_are_cut_off(value, true, own, may):
    assert BY_ID["cut-off"].may_be(n(value, 0.0625), true, own) is may


@pytest.mark.parametrize(("off", "may"), [(5e-10, True), (3e-9, False)])
def test_the_noise_of_binary64_rounds_nothing_up(off, may):
    assert BY_ID["cut-off"].may_be(n(1.0 + off, 0.0625), 1.0, 1.0) is may
    assert BY_ID["cut-off"].may_be(n(off / 1000, 0.0625), 0.0, 0.0) is may


@pytest.mark.parametrize(("value", "read"), [(0.25, 0.3125), (-0.25, -0.3125), (0.0, 0.0625)])
def test_a_number_cut_off_begins_what_it_stands_for(value, read):
    found = BY_ID["cut-off"].read(n(value, 0.0625))
    assert (found.value, found.half_unit) == (read, 0.0625)


TURNED = {"y1.error": n(-0.5), "y1.delta": n(0.5), "w[x1,y1].grad": n(1.0), "w[x2,y1].grad": n(0.5)}


def test_a_sign_that_is_the_other_way_throughout_is_a_convention():
    found = best_reading(LINEAR, TURNED, TURNED, Policy(0))
    assert [c.id for c in found.conventions] == ["delta-positive"]
    assert {j.verdict for j in found.judged} == {Verdict.CORRECT}
    assert found.worth == 4
    assert {j.id: j.stated for j in found.judged} == TURNED  # what is shown is what was written


def test_two_conventions_at_once():
    sheet = {"y1.error": n(0.5), "y1.delta": n(0.5), "w[x1,y1].grad": n(1.0), "b[y1].grad": n(0.5)}
    found = best_reading(LINEAR, sheet, sheet, Policy(0))
    assert [c.id for c in found.conventions] == ["delta-positive", "error-positive"]
    assert found.worth == 4


def test_where_nothing_is_faulty_it_is_read_as_it_stands():
    sheet = TURNED | {"y1.delta": n(-0.5)}
    found = best_reading(LINEAR, sheet, sheet, Policy(0))
    assert (found.conventions, found.worth) == ((), 4)


def test_one_number_in_the_courses_own_sign_rules_the_other_out():
    """Both gradients have the other sign; the bias's has not."""
    sheet = {"y1.delta": n(-0.5), "w[x1,y1].grad": n(-1.0), "w[x2,y1].grad": n(-0.5)}
    assert read_best(sheet)["w[x2,y1].grad"].verdict is Verdict.CORRECT
    sheet["b[y1].grad"] = n(0.5)
    found = best_reading(LINEAR, sheet, sheet, Policy(0))
    assert found.conventions == ()
    assert found.judged[1].verdict is Verdict.SLIP


def test_a_reading_is_worth_what_its_steps_earn():
    judged = [Judged("y1.net", Verdict.CARRIED, share, None, 0.0, remarks=(Remark.SAME_SLIP,)) for share in (1.0, 0.25)]
    assert Reading(tuple(judged)).worth == 1.25
    assert Reading(()).conventions == ()
