"""Why a run has not learned: a network made for each cause, and none accused where the cause is taken away."""

import pytest
from small_run import OUTPUT, XOR, setup_of, small, trained

from nncli.train.loop import Loop
from nncli.train.readings.causes import causes
from nncli.train.stopping import Reason


def hidden(**more):
    return {"name": "hidden", "units": 3, "activation": "tanh", "biases": "random", **more}


def xor(low=0, high=1, across=1):
    return [{"x": [a * across, b], "target": [low + (a ^ b) * (high - low)]} for a in (0, 1) for b in (0, 1)]


def scaled(factor):
    return [{"x": [x * factor for x in sample["x"]], "target": sample["target"]} for sample in XOR]


MANY = [{"x": [float((n * k) % 7) for k in range(1, 30)], "target": [n % 2]} for n in range(8)]

# What is told, the number that shows it, and the same run with the cause taken away.
CAUSES = {
    "step units everywhere": (
        {"layers": [hidden(activation="step"), OUTPUT | {"activation": "step"}]},
        "All 13 gradients up to layer output are exactly 0",
        {"layers": [hidden(), OUTPUT]},
    ),
    "a step layer below": (
        {"layers": [hidden(activation="step"), OUTPUT]}, "All 9 gradients up to layer hidden are exactly 0",
        {"layers": [hidden(), OUTPUT]},
    ),
    "inputs that are 0": (
        {"samples": [{"x": [0, 0], "target": [1]}, {"x": [0, 0], "target": [0]}], "layers": [OUTPUT | {"biases": 0}]},
        "Every input is 0",
        {},
    ),
    "dead": (
        {"layers": [hidden(activation="relu", weights=[[-1] * 3] * 2, biases=[-1] * 3), OUTPUT]},
        "Layer hidden is dead: all 3 ReLU units give 0 for all 4 rows",
        {"layers": [hidden(activation="relu", weights=[[-1] * 3] * 2, biases=[1] * 3), OUTPUT]},
    ),
    "alike": (
        {"initialiser": {"kind": "zeros"}}, "The 3 units of layer hidden have the same weights",
        {"initialiser": {"kind": "glorot"}},
    ),
    "out of reach": (
        {"samples": xor(high=20)}, "The targets go from 0 to 20, and a sigmoid output only from 0 to 1", {},
    ),
    "below reach": (
        {"samples": xor(low=-1)}, "The targets go from -1 to 1, and a sigmoid output only from 0 to 1", {},
    ),
    "uneven": (
        {"samples": xor(across=1e5)}, "The inputs differ in size: x1 goes up to 1e+05, x2 up to 1",
        {"samples": xor(across=19)},
    ),
    "large": ({"samples": scaled(255)}, "The inputs are large: they go up to 255", {"samples": scaled(20)}),
    "saturated": (
        {
            "inputs": 29, "samples": MANY, "layers": [hidden(units=128, activation="sigmoid"), OUTPUT],
            "initialiser": {"kind": "uniform", "low": 0, "high": 1},
        },
        "is saturated (|net| above 5)",
        {
            "inputs": 29, "samples": MANY, "layers": [hidden(units=128, activation="sigmoid"), OUTPUT],
            "initialiser": {"kind": "uniform", "low": -0.1, "high": 0.1},
        },
    ),
    "decay": (
        {"training": {"epochs": 100, "regularisation": {"l2": 1}}}, "Try λ = 0.01",
        {"training": {"epochs": 100, "regularisation": {"l2": 0.0001}}},
    ),
    "linear": (
        {"layers": [hidden(activation="identity"), OUTPUT], "training": {"epochs": 300}},
        "Nothing in this network bends",
        {"layers": [hidden(activation="identity"), OUTPUT], "samples": [s | {"target": [s["x"][0]]} for s in XOR]},
    ),
    "no hidden layer": (
        {"layers": [OUTPUT], "training": {"epochs": 300}}, "This network has no hidden layer",
        {"layers": [OUTPUT], "samples": [s | {"target": [s["x"][0] * s["x"][1]]} for s in XOR]},
    ),
    "no biases": (
        {"inputs": 1, "samples": [{"x": [5 + n / 10], "target": [int(n > 2)]} for n in range(6)],
         "layers": [{"units": 1, "activation": "sigmoid"}], "training": {"epochs": 200}},
        "No layer has biases, so a unit's border goes through 0, and the data do not lie around 0 (x1 is 5.25 ± 0.171)",
        {"inputs": 1, "samples": [{"x": [n - 2.5], "target": [int(n > 2)]} for n in range(6)],
         "layers": [{"units": 1, "activation": "sigmoid"}]},
    ),
    "a plateau": (
        {"mode": "accumulated", "learning_rate": 0.1, "training": {"epochs": 100}}, "It still falls: a plateau",
        {"training": {"epochs": 40}, "learning_rate": 1e-7},
    ),
    "rest": (
        {"training": {"epochs": 40}, "learning_rate": 1e-7}, "It rests there",
        {"mode": "accumulated", "learning_rate": 0.1, "training": {"epochs": 100}},
    ),
}  # fmt: skip


def told(changes):
    return " ".join(causes(trained(small(**{"training": {"epochs": 20}, **changes}))))


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_told_with_its_number(name):
    changes, sentence, _without = CAUSES[name]
    assert sentence in told(changes)


@pytest.mark.parametrize("name", CAUSES)
def test_no_other_is_accused_of_it(name):
    _changes, sentence, without = CAUSES[name]
    assert sentence not in told(without)


@pytest.mark.parametrize("seed", range(25))
def test_a_run_that_comes_to_its_goal_gets_no_advice(seed):
    outcome = trained(small({"epochs": 3000, "stop": {"loss": 0.01}}, seed=seed))
    assert (causes(outcome) == []) or outcome.reason is not Reason.LOSS


def test_all_rows_right_is_a_goal():
    big = small({"epochs": 2000}, samples=scaled(255), learning_rate=0.05, layers=[hidden(units=8), OUTPUT], seed=3)
    outcome = trained(big)
    _loss, accuracy = outcome.setup.measure(outcome.parameters, outcome.setup.train)
    assert (causes(outcome) == []) == (accuracy == 1)


def test_nothing_is_said_before_the_first_epoch():
    loop = Loop(setup_of(small(initialiser={"kind": "zeros"})))
    loop._write_down(loop._measure())
    assert causes(loop.end(Reason.INTERRUPTED)) == []


def test_numbers_to_be_predicted_have_no_border():
    """A straight line is all that a linear network draws; for numbers that may be right."""
    samples = [{"x": [a, b], "target": [a + 2 * b + 0.3 * a * b]} for a in (0, 1, 2) for b in (0, 1, 2)]
    found = told({"samples": samples, "layers": [hidden(activation="identity"), OUTPUT | {"activation": "identity"}]})
    assert "bends" not in found
