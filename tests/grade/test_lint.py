"""What a question's numbers cannot tell, on one linear unit whose figures are worked out by hand.

y = w·x with x = 2, w = 0.3, target 1: net 0.6, error and δ 0.4, ∂E/∂w = −0.8, Δw = 0.8·η, new w = 0.3 + 0.8·η.
"""

import json

import pytest

from nncli.document.reader import read_text
from nncli.grade.assignment import load_assignment
from nncli.grade.lint import Blur, blurred, lint
from nncli.models.slips.back_propagation import RULE_SLIPS

UNIT = """
title: one linear unit
inputs: 1
layers: [{{units: 1, activation: {activation}, weights: [[0.3]]}}]
loss: squared
learning_rate: {rate}
samples: [{{x: [2], target: [1]}}]
"""


def question(folder, rate, *asks, digits=3, activation="identity"):
    (folder / "unit.yaml").write_text(UNIT.format(rate=rate, activation=activation), encoding="utf-8")
    problem = {
        "id": "one", "kind": "update", "title": "t", "statement": "s", "points": 1, "spec": "unit.yaml",
        "asks": list(asks), "digits": digits,
    }  # fmt: skip
    document = read_text(json.dumps({"title": "t", "problems": [problem]}), "a.yaml")
    return load_assignment(document, "a", folder).updates["one"]


def test_at_a_rate_of_one_two_slips_pass_for_right_and_another_rate_parts_them(tmp_path):
    """The new weight is 1.1; with η forgotten or taken twice too. At η = 0.5 it is 0.7, 1.1 and 0.5."""
    found = lint(question(tmp_path, 1, "new"))
    assert [blur for blur in found if blur.is_invisible] == [
        Blur(("rate-forgotten",), rate="0.5"), Blur(("rate-twice",), rate="0.5")
    ]  # fmt: skip


def test_slips_that_give_the_same_number_are_a_pair_that_nothing_parts(tmp_path):
    """Both of these give 0.3 − 0.4 = −0.1; only the error or the gradient would tell them apart."""
    found = lint(question(tmp_path, 0.5, "new"))
    assert Blur(("update-sign", "target-output-swapped")) in found
    assert not any(blur.is_invisible for blur in found)
    parted = lint(question(tmp_path, 0.5, "error", "new"))
    assert ("update-sign", "target-output-swapped") not in [blur.slips for blur in parted]


def test_the_single_ones_come_before_the_pairs_and_each_in_the_order_of_the_slips(tmp_path):
    """The order is the same on every run: a set has none."""
    found = [blur.slips for blur in lint(question(tmp_path, 1, "new"))]
    order = list(dict.fromkeys(slip.id for slip in RULE_SLIPS))
    places = [(len(slips), [order.index(id) for id in slips]) for slips in found]
    assert places == sorted(places)
    assert {1, 2} <= {len(slips) for slips in found}


def test_more_digits_are_the_first_remedy(tmp_path):
    """η = 0.999: 1.0992, and 1.1 with η forgotten. Half a unit is 0.005 at three digits and 0.0005 at four."""
    update = question(tmp_path, 0.999, "new", digits=2)
    assert Blur(("rate-forgotten",), digits=4) in lint(update)
    assert ("rate-forgotten",) in blurred(update.programs, update.asked, 3)
    assert ("rate-forgotten",) not in blurred(update.programs, update.asked, 4)


def test_the_honest_band_reaches_through_the_numbers_that_are_written(tmp_path):
    """η = 0.9925: 1.094, and 1.1 with η forgotten: 0.006 apart, half a unit being 0.005.

    Where error and gradient are written too, each may be off by 0.0005, and the band is
    0.005 + 1.1·0.9925·(0.0005 + 2·0.0005) = 0.00664.
    """
    alone = question(tmp_path, 0.9925, "new")
    assert ("rate-forgotten",) not in blurred(alone.programs, alone.asked, 3)
    with_steps = question(tmp_path, 0.9925, "error", "grad", "new")
    assert ("rate-forgotten",) in blurred(with_steps.programs, with_steps.asked, 3)


@pytest.mark.parametrize(("activation", "matters"), [("identity", False), ("sigmoid", True)])
def test_a_slip_that_no_number_of_the_network_could_show_does_not_count(tmp_path, activation, matters):
    """f′ of a linear unit is 1, and may be forgotten; that of a sigmoid may not, and shows."""
    update = question(tmp_path, 0.5, "new", activation=activation)
    single = {slip.id for slip, _formulas in update.programs.single}
    assert "slope-forgotten-at-output" in single
    found = blurred(update.programs, update.asked, 3)
    assert not any("slope-forgotten-at-output" in slips for slips in found) or matters
    assert ("slope-forgotten-at-output",) not in found


def test_a_slip_behind_what_is_asked_does_not_count(tmp_path):
    """Who is asked for the net alone cannot show how he updates."""
    update = question(tmp_path, 1, "net")
    assert blurred(update.programs, update.asked, 3) == set()


@pytest.mark.parametrize(
    ("rate", "blur"),
    [("0.9999999", Blur(("rate-forgotten",), digits=8)), ("0.99999999", Blur(("rate-forgotten",), rate="0.5"))],
)
def test_up_to_eight_digits_are_asked_for_and_then_another_rate(tmp_path, rate, blur):
    """8·10⁻⁸ apart, half a unit of eight digits being 5·10⁻⁸; and 8·10⁻⁹."""
    assert blur in lint(question(tmp_path, rate, "new", digits=7))


def test_where_numbers_are_exact_no_more_digits_are_asked_for(tmp_path):
    assert Blur(("rate-forgotten",), rate="0.5") in lint(question(tmp_path, 1, "new", digits="exact"))


def test_the_next_rate_is_tried_where_the_first_blurs_as_well(tmp_path):
    """η² is η/2 at η = 0.5, the rate that is given and the first that is tried."""
    assert Blur(("rate-twice", "gradient-halved"), rate="0.1") in lint(question(tmp_path, 0.5, "new"))
