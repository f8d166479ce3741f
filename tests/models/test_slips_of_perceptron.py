"""What each slip makes of one presentation to a perceptron, by hand."""

import json
from fractions import Fraction

import pytest

from nncli.document.reader import read_text
from nncli.models.presentations import SYSTEM
from nncli.models.systems import rules_of, trace
from nncli.spec.load import load_model

IDS = {"w1": "w[x1,y]", "w2": "w[x2,y]", "theta": "theta[y]", "b": "b[y]"}


def perceptron(target=1, x=(2, -3), **more):
    """net = 0.5·2 + 0.5·(−3) − 0.25 = −0.75: the output is 0; η = 0.1."""
    spec = {"title": "t", "model": "perceptron", "inputs": 2, "weights": [0.5, 0.5], "learning_rate": 0.1}
    spec |= {"samples": [{"x": x, "target": target}]} | ({} if "bias" in more else {"threshold": 0.25}) | more
    return load_model(read_text(json.dumps(spec), "spec.json"))


def numbers(example, *ids):
    """Net, output, error, and the new parameters after one presentation."""
    slips = tuple(slip for slip in SYSTEM.slips if slip.id in ids)
    assert len(slips) == len(ids)
    values = trace(example, rules=rules_of(example, slips), updates=1).values
    found = {kind: values[f"y.{kind}#1"] for kind in ("net", "out", "error")}
    return found | {name: values[f"{id}.new#1"] for name, id in IDS.items() if f"{id}.new#1" in values}


def parts(**texts):
    return {name: Fraction(text) for name, text in texts.items()}


RIGHT = parts(net="-0.75", out="0", error="1", w1="0.7", w2="0.2", theta="0.15")
WRONG = {
    "perceptron-sign": parts(error="-1", w1="0.3", w2="0.8", theta="0.35"),
    "perceptron-threshold-sign": parts(theta="0.35"),
    "perceptron-threshold-kept": parts(theta="0.25"),
    "perceptron-rate-forgotten": parts(w1="2.5", w2="-2.5", theta="-0.75"),
    "perceptron-learns-from-right": {},
    "perceptron-input-forgotten": parts(w1="0.6", w2="0.6"),
    "perceptron-step-at-zero": {},
    "perceptron-dead-zone-forgotten": {},
    "perceptron-offset-in-net": parts(net="-0.5"),
}


def test_every_slip_is_tried_here():
    assert [slip.id for slip in SYSTEM.slips] == list(WRONG)


def test_the_presentation_without_a_slip():
    assert numbers(perceptron()) == RIGHT


@pytest.mark.parametrize("id", WRONG)
def test_a_slip_changes_its_numbers_and_no_others(id):
    assert numbers(perceptron(), id) == RIGHT | WRONG[id]


def test_slips_at_a_bias():
    right = numbers(perceptron(bias=-0.25))
    assert right == {k: v for k, v in RIGHT.items() if k != "theta"} | parts(b="-0.15")
    assert numbers(perceptron(bias=-0.25), "perceptron-threshold-sign")["b"] == Fraction("-0.35")
    assert numbers(perceptron(bias=-0.25), "perceptron-rate-forgotten")["b"] == Fraction("0.75")


def test_who_learns_from_what_was_right():
    """The target 0 is met; with 1 and a net of 0.25 the weights grow by η·d·x."""
    assert numbers(perceptron(x=[2, -1]))["w1"] == Fraction("0.5")
    learned = numbers(perceptron(x=[2, -1]), "perceptron-learns-from-right")
    assert learned == parts(net="0.25", out="1", error="1", w1="0.7", w2="0.4", theta="0.15")


@pytest.mark.parametrize(
    ("net", "target", "right", "strict"),
    [("0", 1, 1, 0), ("0.5", 1, 1, 1), ("-0.5", 1, 0, 0), ("0", -1, 1, -1), ("0.5", -1, 1, 1), ("-0.5", -1, -1, -1)],
)
def test_yes_at_zero_taken_as_no(net, target, right, strict):
    example = perceptron(target, [float(net), 0], weights=[1, 1], threshold=0)
    assert numbers(example)["out"] == right
    assert numbers(example, "perceptron-step-at-zero")["out"] == strict


@pytest.mark.parametrize(("x", "right", "narrow"), [(0.125, 0, 1), (-0.125, 0, -1), (0, 0, 0), (3, 1, 1), (-3, -1, -1)])
def test_the_dead_zone_forgotten(x, right, narrow):
    example = perceptron(1, [x, 0], weights=[1, 1], threshold=0, dead_zone=0.25)
    assert numbers(example)["out"] == right
    assert numbers(example, "perceptron-dead-zone-forgotten")["out"] == narrow
    assert numbers(example, "perceptron-step-at-zero")["out"] == right
