"""A step that was asked for and not written down: implied by what shows it, or missing."""

import pytest
from small_nets import LINEAR, judged, linear, n, of
from test_follow import RELU

from nncli.grade.following.emptied import is_unchanged
from nncli.grade.results import Remark, Stated, Verdict

SLOW = linear(learning_rate=0.04)  # b 0.5 − 0.04 · 0.5 = 0.48


def error(programs, digits=2, asked=("y1.error",), **stated):
    """The verdict on the error, where these new parameters are stated."""
    names = {"b": "b[y1].new", "w1": "w[x1,y1].new", "w2": "w[x2,y1].new"}
    sheet = {names[id]: n(*number) for id, number in stated.items()}
    found = judged(sheet, programs, digits, asked, implied=0.75)["y1.error"]
    assert found.share == (0.75 if found.verdict is Verdict.IMPLIED else 0)
    assert (found.stated, found.expected) == (None, programs.key.values["y1.error"])
    return found.verdict


@pytest.mark.parametrize(
    ("half", "verdict"), [(0.0, Verdict.IMPLIED), (0.0048, Verdict.IMPLIED), (0.005, Verdict.MISSING)]
)
def test_a_step_shows_where_half_of_it_more_is_another_number(half, verdict):
    """Error −0.75 in place of −0.5 makes b 0.47: 0.01 apart, and a unit of b's last digit."""
    assert error(SLOW, b=(0.48, half)) is verdict


@pytest.mark.parametrize(("half", "verdict"), [(0.0048, Verdict.IMPLIED), (0.005, Verdict.MISSING)])
def test_a_step_that_is_0_shows_where_a_half_is_another_number(half, verdict):
    """Target 1.75: the error is 0, and b stays 0.5. An error of ½ would make it 0.51."""
    programs = linear(learning_rate=0.02, samples=[{"x": [2, 1], "target": [1.75]}])
    assert error(programs, b=(0.5, half)) is verdict


def test_it_is_implied_by_what_is_right_or_follows_and_not_beside_what_nothing_explains():
    assert error(LINEAR, b=(0.25,)) is Verdict.IMPLIED
    assert error(LINEAR, b=(7.0,)) is Verdict.MISSING
    assert error(LINEAR, b=(0.25,), w1=(7.0,)) is Verdict.MISSING
    assert error(LINEAR, b=(0.25,), w1=(0.0,)) is Verdict.IMPLIED
    assert error(LINEAR, b=(0.25,), w1=(1.0,)) is Verdict.IMPLIED  # the update's sign: a slip behind it


def test_what_shows_in_no_number_is_believed_of_who_gives_every_result():
    """h2 is dead: whatever its net below 0, no number is another."""
    dead = {id: RELU.key.values[id] for id in ("w[x1,h2].new", "w[x2,h2].new", "b[h2].new")}
    sheet = {id: Stated(value, 0.0) for id, value in dead.items()}
    asked = ["h2.net", *sheet]
    assert judged(sheet, RELU, 3, asked)["h2.net"].verdict is Verdict.IMPLIED
    assert judged(sheet, RELU, 3, [*asked, "b[y].new"])["h2.net"].verdict is Verdict.MISSING
    assert judged(sheet, RELU, 3, ["h2.net"])["h2.net"].verdict is Verdict.MISSING  # no result is asked
    wrong = sheet | {"b[h2].new": Stated(7.0, 0.0)}
    assert judged(wrong, RELU, 3, asked)["h2.net"].verdict is Verdict.MISSING
    slip = sheet | {"b[h2].new": Stated(-0.31, 0.0)}  # as if it were alive
    found = judged(slip, RELU, 3, asked)
    assert (found["b[h2].new"].verdict, found["h2.net"].verdict) == (Verdict.SLIP, Verdict.MISSING)


@pytest.mark.parametrize(
    ("id", "value", "half", "unchanged"),
    [
        ("w[x1,y1].new", 0.5, 0.0, True), ("w[x1,y1].new", 0.5 + 9e-10, 0.0, True), ("w[x1,y1].new", 0.51, 0.0, False),
        ("w[x1,y1].new", 0.0, 0.0, False), ("y1.error", 0.0, 0.0, True), ("y1.error", 1.1e-9, 0.0, False),
        ("y1.delta", 0.0, 0.05, True), ("y1.delta", 0.0504, 0.05, True), ("y1.delta", 0.0506, 0.05, False),
        ("y1.delta", -0.05, 0.05, True),
        ("y1.delta", 0.06, 0.05, False),
        ("y1.delta", 0.0, 0.49, True), ("y1.delta", 0.1, 0.499, False),  # −0.5 could be written so
        ("b[y1].new", 0.5, 0.2, True), ("b[y1].new", 0.5, 0.3, False),  # 0.25 could be written so
        ("y1.net", 0.0, 0.0, False),  # a net of 0 is a number like any other
        ("loss.before", 0.0, 0.0, False),
    ],
)  # fmt: skip
def test_unchanged_is_what_is_0_at_its_last_digit_where_the_truth_is_not(id, value, half, unchanged):
    """Truth: new 0 (old 0.5), error and δ −0.5."""
    assert is_unchanged(of({}), id, n(value, half)) is unchanged


def test_of_a_number_that_is_read_otherwise_it_is_what_is_written_that_is_0():
    """0.0 cut off is read as 0.05 ± 0.05."""
    assert is_unchanged(of({}), "y1.delta", Stated(0.05, 0.05, "0.0"))
    assert is_unchanged(of({}), "y1.delta", Stated(0.1, 0.05, "0.0"))
    assert not is_unchanged(of({}), "y1.delta", Stated(0.1, 0.05, "0.1"))
    assert not is_unchanged(of({}), "y1.delta", Stated(0.1, 0.05, "no number"))
    assert not is_unchanged(of({}), "y1.delta", Stated(1.0, 0.5, "0"))  # the truth is not further than its digit


def test_a_factor_of_0_or_1_that_comes_from_a_fault_makes_a_product_empty():
    """δ = error · f′; an error of 0 without a reason makes δ nothing, one of 1 copies f′; one of 3 is work."""
    wide = linear(layers=[{"units": 1, "activation": "sigmoid", "weights": [[0.5], [0.25]], "biases": [0.5]}])
    slope = 0.1215
    for error, share in ((0.0, 0.0), (1.0, 0.0), (3.0, 1.0)):
        sheet = {"y1.error": n(error, 5e-5), "y1.slope": n(slope, 5e-5), "y1.delta": n(error * slope, 5e-5)}
        found = judged(sheet, wide, 4)["y1.delta"]
        assert (found.verdict, found.share) == (Verdict.CARRIED, share), error
        assert (Remark.FOLLOWS_NOTHING in found.remarks) is (share == 0)
