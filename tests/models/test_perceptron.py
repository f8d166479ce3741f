"""The perceptron's learning rule, on figures that others have printed."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.document.reader import read_text
from nncli.maths.arithmetic import EXACT, FLOAT
from nncli.maths.notation import write
from nncli.models.presentations import claims
from nncli.models.systems import trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load_model
from nncli.trace.quantities import Quantity
from nncli.trace.recorder import MAX_STEPS
from nncli.trace.trace import Outcome

GATE = [[0, 0], [0, 1], [1, 0], [1, 1]]


def perceptron(targets, samples=GATE, **more):
    spec = {"title": "t", "model": "perceptron", "inputs": len(samples[0]), "learning_rate": 1} | more
    spec["samples"] = [{"x": x, "target": t} for x, t in zip(samples, targets, strict=True)]
    return load_model(read_text(json.dumps(spec), "spec.json"))


def ends(run):
    """The parameters at the end of each epoch."""
    return [tuple(run.values[id] for id in ids) for ids in run.ending.epoch_ends]


def test_negnevitskys_and_takes_five_epochs_in_decimals_and_four_in_floats():
    example = load_model(open_spec("perceptron-and"))
    tenths = [tuple(Fraction(n, 10) for n in row) for row in ((3, 0, 2), (2, 0, 2), (2, 1, 2), (1, 1, 2), (1, 1, 2))]
    assert ends(trace(example)) == tenths
    in_floats = trace(example, arithmetic=FLOAT)
    assert in_floats.ending.epochs == 4
    assert ends(in_floats)[-1][:2] == (0.19999999999999998, 0.1)


def test_cornells_or():
    """η = ½ from 0, the constant input −1: a threshold."""
    run = trace(perceptron([0, 1, 1, 1], threshold=0, learning_rate=0.5))
    half = Fraction(1, 2)
    assert ends(run) == [(0, half, 0), (half, half, 0), (half, half, half), (half, half, half)]
    assert (run.ending.outcome, run.ending.epochs, run.ending.presentations) == (Outcome.CLEAN, 4, 16)


def test_or_with_the_bias_first():
    """nishnarudkar's lab: start 0, η 1, step at ≥ 0; bias, w1, w2 after each presentation."""
    run = trace(perceptron([0, 1, 1, 1], bias=0))
    rows = {}
    for step in run.steps:
        q = Quantity.parse(step.id)
        if q.kind == "new":
            rows.setdefault(q.update, []).append(step.value)
    printed = [(-1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1), (-1, 0, 1), (-1, 0, 1), (0, 1, 1), (0, 1, 1),
               (-1, 1, 1), (-1, 1, 1), (-1, 1, 1), (-1, 1, 1)]  # fmt: skip
    assert [(b, w1, w2) for w1, w2, b in list(rows.values())[:12]] == printed
    assert run.ending.epochs == 4


def test_li_hang_takes_the_first_that_is_wrong():
    run = trace(load_model(open_spec("perceptron-li-hang")))
    assert ends(run)[:-1] == [
        (3, 3, 1), (2, 2, 0), (1, 1, -1), (0, 0, -2), (3, 3, -1), (2, 2, -2), (1, 1, -3)
    ]  # fmt: skip
    assert run.ending.outcome is Outcome.CLEAN


def test_fausetts_and_with_a_dead_zone():
    """Binary inputs, bipolar targets, θ = 0.2, α = 1: 10 epochs, weights (2, 3) and bias −4."""
    samples = [[1, 1], [1, 0], [0, 1], [0, 0]]
    run = trace(perceptron([1, -1, -1, -1], samples, bias=0, dead_zone=0.2))
    assert run.ending.outcome is Outcome.CLEAN
    assert (ends(run)[-1], run.ending.epochs) == ((2, 3, -4), 10)


def test_xor_goes_round():
    run = trace(load_model(open_spec("perceptron-xor")))
    ending = run.ending
    assert (ending.outcome, ending.cycle_epochs, ending.cycle_presentations) == (Outcome.CYCLE, 1, 4)
    assert ends(run)[-1] == ends(run)[-1 - ending.cycle_epochs]


def test_bipolar_targets_without_a_dead_zone_learn_from_the_difference():
    """Indiana's Q350: w (−.1, .4), net > θ = .4; its ½(d − y) at rate .2 is d − y at .1; here (1, −1) is wrong."""
    run = trace(perceptron([1, -1], [[1, -1], [-1, 1]], weights=[-0.1, 0.4],
                           threshold={"value": 0.4, "learns": False}, learning_rate=0.1), updates=1)  # fmt: skip
    assert (run["y.net@s1#1"].value, run["y.out@s1#1"].value) == (Fraction(-9, 10), -1)
    assert [run[f"w[x{n},y].new@s1#1"].value for n in (1, 2)] == [Fraction(1, 10), Fraction(1, 5)]


def test_a_limit_is_told():
    run = trace(perceptron([0, 1, 1, 0], epochs=2, learning_rate=0.3, weights=[0.11, 0.2], threshold=0.7))
    assert (run.ending.outcome, run.ending.epochs) == (Outcome.LIMIT, 2)
    assert trace(perceptron([0, 1, 1, 1], bias=0), updates=3).ending.presentations == 3


def test_a_cycle_may_begin_after_some_epochs_and_last_several():
    """XOR from w = (3, −2), θ = ½, η = 1: nothing comes twice but the end of the last epoch."""
    run = trace(perceptron([0, 1, 1, 0], learning_rate=1, weights=[3, -2], threshold=0.5))
    ending, at_ends = run.ending, [(3, -2, Fraction(1, 2)), *ends(run)]
    assert ending.outcome is Outcome.CYCLE
    assert at_ends[-1] == at_ends[-1 - ending.cycle_epochs]
    assert len(set(at_ends)) == len(at_ends) - 1  # nothing came twice before
    assert ending.epochs == len(at_ends) - 1 > ending.cycle_epochs
    assert (ending.cycle_presentations, ending.presentations) == (4 * ending.cycle_epochs, 4 * ending.epochs)


def test_the_last_epoch_that_is_allowed_may_still_be_clean():
    """OR from 0 with a bias takes 4 epochs; 3 are too few, and a run of 15 of its 16 presentations is cut short."""
    assert [trace(perceptron([0, 1, 1, 1], bias=0, epochs=n)).ending.outcome for n in (3, 4)] == [
        Outcome.LIMIT, Outcome.CLEAN
    ]  # fmt: skip
    for updates, outcome in ((15, Outcome.LIMIT), (16, Outcome.CLEAN), (99, Outcome.CLEAN)):
        ending = trace(perceptron([0, 1, 1, 1], bias=0), updates=updates).ending
        assert (ending.outcome, ending.presentations) == (outcome, min(updates, 16))
        assert (ending.cycle_epochs, ending.cycle_presentations) == (0, 0)  # no cycle


def test_a_hundred_epochs_if_nothing_is_said_and_as_many_steps_as_a_trace_holds():
    slow = perceptron([0, 1, 1, 0], learning_rate=0.3, weights=[1000.11, -999.2], threshold=0.7)
    assert slow.epochs == 100
    run = trace(replace(slow, epochs=10**6))
    assert run.ending.outcome is Outcome.LIMIT
    assert MAX_STEPS - 500 < len(run.steps) <= MAX_STEPS


def test_a_lone_sample_is_not_counted():
    run = trace(perceptron([1], [[1, 2]], bias=-1))
    assert [step.id for step in run.steps][:6] == ["x1", "x2", "target[y]", "w[x1,y]", "w[x2,y]", "b[y]"]
    assert run["y.net#1"].value == -1
    again = trace(perceptron([1], [[1, 2]], bias=-1), like=run)
    assert [step.id for step in again.steps] == [step.id for step in run.steps]
    assert again.ending is None


def test_its_steps_are_said_to_be_gradients_of_minus_error_times_net():
    example = perceptron([0, 1], [[2, 3], [5, 7]], threshold=0)
    found = claims(example, trace(example, updates=2))
    assert [(claim.number, claim.parameter) for claim in found] == [
        (f"{id}.step@s{n}#{n}", id if n == 1 else f"{id}.new@s1#1")
        for n in (1, 2) for id in ("w[x1,y]", "w[x2,y]", "theta[y]")
    ]  # fmt: skip
    assert write(found[-1].of, str) == "eta*y.error@s2#2*y.net@s2#2"


@given(
    targets=st.lists(st.integers(0, 1), min_size=4, max_size=4),
    weights=st.lists(st.integers(-9, 9).map(lambda n: n / 10), min_size=3, max_size=3),
    bias=st.booleans(),
)
def test_it_learns_what_a_line_parts_and_goes_round_on_the_rest(targets, weights, bias):
    """Rosenblatt's theorem, on all gates of two inputs: only XOR and its opposite have no line."""
    offset = {"bias" if bias else "threshold": weights[2]}
    run = trace(perceptron(targets, weights=weights[:2], **offset))
    parted = targets not in ([0, 1, 1, 0], [1, 0, 0, 1])
    assert (run.ending.outcome is Outcome.CLEAN) == parted
    if parted:
        w1, w2, b = ends(run)[-1]
        sign = 1 if bias else -1
        assert [int(w1 * x1 + w2 * x2 + sign * b >= 0) for x1, x2 in GATE] == targets


def test_every_presentation_is_written_down_also_one_that_changes_nothing():
    run = trace(load_model(open_spec("perceptron-and")), arithmetic=EXACT)
    kinds = {q.kind for step in run.steps if (q := Quantity.parse(step.id)) and q.update == 1}
    assert kinds == {"net", "out", "error", "step", "new"}
    assert run["w[x1,Y].step@s1#1"].value == 0


def test_a_step_is_found_without_its_sample_where_that_is_plain():
    run = trace(load_model(open_spec("perceptron-and")))
    assert run.find("w1+#4").id == "w[x1,Y].new@s4#4"


@pytest.mark.parametrize("order", ["cyclic", "first-wrong"])
def test_the_parameters_never_change_without_a_mistake(order):
    run = trace(perceptron([0, 0, 0, 1], threshold=0.3, weights=[0.2, 0.1], order=order))
    for step in run.steps:
        q = Quantity.parse(step.id)
        if q.kind == "step" and step.value:
            assert run.values[f"y.error{q.suffix}"] != 0
