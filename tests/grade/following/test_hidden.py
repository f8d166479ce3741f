"""What a number gives away that is not on the sheet: another learning rate, or a step that was left out."""

import pytest
from small_nets import judged, linear, n
from test_follow import LECTURE

from nncli.grade.results import Remark, Verdict


def with_weights(*weights: float):
    """y = Σ wx + 0.5, x = (2, 1, 1, …), target so that the error is −0.5: new are w1 − η, and w − η/2 else."""
    x = [2, *([1] * (len(weights) - 1))]
    net = sum(a * b for a, b in zip(weights, x, strict=True)) + 0.5
    layer = {"units": 1, "activation": "identity", "weights": [[w] for w in weights], "biases": [0.5]}
    return linear(inputs=len(x), layers=[layer], samples=[{"x": x, "target": [net - 0.5]}])


WIDE = with_weights(4.5, 0.25)
FOUR = with_weights(4.5, 0.25, 2.75)


def slips(programs=WIDE, digits=0, **new):
    """What is found in the first new weight, net, output and error being stated exactly."""
    net = programs.key.values["y1.net"]
    stated = {"y1.net": n(net), "y1.out": n(net), "y1.error": n(-0.5)}
    stated |= {f"{id}.new": n(*number) for id, number in new.items()}
    found = judged(stated | {"w[x1,y1].new": stated.pop("w1.new")} | renamed(stated), programs, digits)
    return found["w[x1,y1].new"].slips


def renamed(stated):
    names = {"w2.new": "w[x2,y1].new", "w3.new": "w[x3,y1].new", "b.new": "b[y1].new"}
    return {names.get(id, id): number for id, number in stated.items()}


@pytest.mark.parametrize(
    ("rate", "named"), [(0.8, True), (0.81, True), (0.813, False), (-0.3, False), (3.2, True), (0.07, True)]
)
def test_people_choose_rates_of_two_digits(rate, named):
    found = slips(w1=(4.5 - rate,), w2=(0.25 - 0.5 * rate,))
    assert found == (("rate-wrong",) if named else ())


def test_a_second_rate_is_no_rate():
    """Three weights by η = 0.8, then one and the bias by η = 0.3."""
    stated = {"w[x1,y1].new": n(3.7), "w[x2,y1].new": n(-0.15), "w[x3,y1].new": n(0.6)}
    stated |= {"w[x4,y1].new": n(2.6), "b[y1].new": n(0.35)}
    found = judged(stated, with_weights(4.5, 0.25, 1.0, 2.75))
    assert [j.slips for j in found.values()] == [("rate-wrong",), (), (), (), ()]
    assert found["w[x4,y1].new"].verdict is Verdict.WRONG


@pytest.mark.parametrize(("half", "named"), [(0.0019, True), (0.0021, False)])
def test_how_exactly_a_number_tells_the_rate_hangs_on_what_the_rate_multiplies(half, named):
    """η = 0.2, from w2 − η/2 and b − η/2: half as exactly."""
    net = WIDE.key.values["y1.net"]
    stated = {"y1.net": n(net), "y1.out": n(net), "y1.error": n(-0.5)}
    found = judged(stated | {"w[x2,y1].new": n(0.15, half), "b[y1].new": n(0.4, half)}, WIDE, 2)
    assert bool(found["w[x2,y1].new"].slips) is named


def test_one_number_alone_gives_no_rate_away():
    assert slips(w1=(4.5 - 0.8,)) == ()
    assert slips(w1=(4.5 - 0.8,), w2=(0.0,)) == ()  # nor does one that is right beside it


def test_a_rate_that_is_written_down_is_no_other():
    stated = {"w[x1,y1].new": n(4.5 - 0.8), "w[x2,y1].new": n(0.25 - 0.4)}
    found = judged(stated, WIDE)
    assert [j.slips for j in found.values()] == [("rate-wrong",), ()]
    assert found["w[x2,y1].new"].verdict is Verdict.CARRIED


@pytest.mark.parametrize(("half", "named"), [(0.0039, True), (0.0041, False)])
def test_a_rate_is_known_to_a_fiftieth(half, named):
    """η = 0.2, from w1 − η."""
    assert bool(slips(digits=2, w1=(4.3, half), w2=(0.15, half))) is named


@pytest.mark.parametrize(("half", "named"), [(0.0035, True), (0.0033, False)])
def test_it_is_the_rate_of_two_digits_that_lies_in_the_band(half, named):
    """η = 0.1966 would be 0.2, if 4.3034 can be 4.3."""
    assert bool(slips(digits=2, w1=(4.3034, half), w2=(0.1517, 0.002))) is named


@pytest.mark.parametrize(("half", "named"), [(0.0033, True), (0.0034, False)])
def test_it_is_another_than_the_one_given_by_three_times_its_band(half, named):
    """η = 0.51, given is 0.5."""
    assert bool(slips(digits=2, w1=(3.99, half), w2=(-0.005, 0.0002))) is named


@pytest.mark.parametrize(("b", "named"), [(7.0, True), (0.1, True)])
def test_half_of_what_is_still_unexplained_has_to_follow(b, named):
    assert bool(slips(w1=(3.7,), w2=(-0.15,), b=(b,))) is named
    assert bool(slips(FOUR, w1=(3.7,), w2=(-0.15,), w3=(8.0,), b=(b,))) is (b == 0.1)


def test_a_step_that_is_left_out_is_found_wrong_by_two_numbers_and_is_charged():
    """δ should be −0.5: both gradients are those of −0.7. One alone says nothing of δ."""
    ids = ("w[x1,y1].grad", "w[x2,y1].grad")
    asked, stated = ["y1.delta", *ids], {"y1.error": n(-0.5), ids[0]: n(1.4), ids[1]: n(0.7)}
    found = judged(stated, WIDE, 3, asked, carried=0.5)
    assert found["y1.delta"].verdict is Verdict.WRONG
    assert (found["y1.delta"].share, found["y1.delta"].remarks) == (0.0, (Remark.HIDDEN,))
    first, second = (found[id] for id in ids)
    assert (first.verdict, first.share, first.at) == (Verdict.CARRIED, 0.5, "y1.delta")
    assert first.remarks == (Remark.HIDDEN,)
    assert (second.verdict, second.share, second.at) == (Verdict.CARRIED, 0.5, None)
    alone = judged(stated | {ids[1]: n(0.5)}, WIDE, 3, asked)
    assert (alone[ids[0]].verdict, alone[ids[0]].at) == (Verdict.WRONG, None)


@pytest.mark.parametrize(("delta", "found"), [(-0.0051, True), (0.0051, True), (-0.0049, False)])
def test_a_step_that_vanishes_explains_nothing(delta, found):
    """A hundredth of −0.5, as both gradients would have it."""
    ids = ("w[x1,y1].grad", "w[x2,y1].grad")
    stated = {"y1.error": n(-0.5), ids[0]: n(-2 * delta), ids[1]: n(-delta)}
    verdict = judged(stated, WIDE, 3, ["y1.delta", *ids])["y1.delta"].verdict
    assert (verdict is Verdict.WRONG) is found


def test_a_step_behind_a_curve_is_found_to_its_last_digit():
    """E = ½(d − o)² and f′ = o(1 − o), both of o = 0.7 in place of 0.6902; d = 0.5."""
    stated = {"O.net": n(LECTURE.key.values["O.net"]), "loss.before": n(0.02, 5e-7), "O.slope": n(0.21, 5e-7)}
    found = judged(stated, LECTURE, 6, ["O.out", *stated])
    assert found["O.out"].verdict is Verdict.WRONG
    assert (found["loss.before"].verdict, found["loss.before"].at) == (Verdict.CARRIED, "O.out")
    assert found["O.slope"].verdict is Verdict.CARRIED
