"""Where a net lies at a border of its unit, the digits as written decide, and not how a float rounds them."""

import pytest

from nncli.cli.opening import read_model
from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE
from nncli.models import systems

SPEC = """\
title: at a border
inputs: {inputs}
layers:
  - units: 1
    activation: {activation}
    weights: {weights}
    {offset}
loss: squared
learning_rate: 0.1
samples:
  - {{x: {x}, target: [1]}}
"""
# weights, offset, x: each adds up to 0 as written, and to something else in binary64 or in 50 decimals
AT_ZERO = [
    ("[[3]]", "biases: [-0.3]", "[0.1]"),
    ("[[0.3], [-0.1]]", "thresholds: [0.2]", "[1, 1]"),
    ("[[0.1], [0.2]]", "biases: [-0.3]", "[1, 1]"),
    ("[[1/3]]", "thresholds: [1]", "[3]"),
    ("[[1/3], [2/7]]", "biases: [-13/21]", "[1, 1]"),
    ("[[1.1], [2.2]]", "thresholds: [3.3]", "[1, 1]"),
    ("[[0.7], [0.1]]", "biases: [-0.8]", "[1, 1]"),
    ("[[1e10], [-1e10], [0.1]]", "biases: [-0.1]", "[1, 1, 1]"),
    ("[[0.49], [-0.07]]", "biases: [0]", "[1, 7]"),
    ("[[1e-20], [2e-20]]", "biases: [-3e-20]", "[1, 1]"),
]


def traced(tmp_path, arithmetic, activation, weights, offset, x):
    file = tmp_path / "border.yaml"
    file.write_text(
        SPEC.format(inputs=x.count(",") + 1, activation=activation, weights=weights, offset=offset, x=x), "utf-8"
    )
    return systems.trace(read_model(str(file), None), arithmetic=arithmetic)


@pytest.mark.parametrize("case", AT_ZERO, ids=lambda case: case[1])
@pytest.mark.parametrize("arithmetic", [FLOAT, PRECISE], ids=lambda a: a.name)
@pytest.mark.parametrize("activation", ["relu", "step", "leaky_relu"])
def test_a_net_that_is_0_as_written_is_0_in_every_arithmetic(tmp_path, arithmetic, activation, case):
    run, exact = (traced(tmp_path, a, activation, *case) for a in (arithmetic, EXACT))
    assert exact["y1.net"].value == 0
    for id in ("y1.net", "y1.out", "y1.slope", "y1.delta"):
        assert float(run[id].value) == float(exact[id].value)


def test_what_the_floats_gave_is_told(tmp_path):
    run = traced(tmp_path, FLOAT, "relu", *AT_ZERO[0])
    assert run["y1.net"].instead == 3 * 0.1 - 0.3 != 0


def test_a_net_near_0_keeps_its_side(tmp_path):
    """It is −10⁻¹⁷ as written, and 0 in floats: a step unit is 0 there."""
    run = traced(tmp_path, FLOAT, "step", "[[1]]", "thresholds: [1.00000000000000001]", "[1]")
    assert run["y1.net"].value == -1e-17
    assert run["y1.out"].value == 0


@pytest.mark.parametrize("activation", ["sigmoid", "identity"])
def test_units_without_a_border_keep_what_the_floats_give(tmp_path, activation):
    run = traced(tmp_path, FLOAT, activation, *AT_ZERO[0])
    assert (run["y1.net"].value, run["y1.net"].instead) == (3 * 0.1 - 0.3, None)


def test_ordinary_nets_are_those_of_the_floats(tmp_path):
    """Also where the exact value would round otherwise: the engines that train compute the same."""
    run = traced(tmp_path, FLOAT, "relu", "[[0.1], [0.2]]", "biases: [0]", "[1, 1]")
    assert (run["y1.net"].value, run["y1.net"].instead) == (0.1 + 0.2, None)


def test_pieces_of_a_maxout_unit_that_tie_as_written(tmp_path):
    """0.1 + 0.2 is the larger one in floats; as written both are 0.3, and the first takes it."""
    run = traced(tmp_path, FLOAT, "maxout", "[[[0.3], [0]], [[0.1], [0.2]]]", "biases: [[0], [0]]", "[1, 1]")
    nets = [step for step in run.steps if ".net" in step.id and step.phase == "forward"]
    assert nets[0].value == nets[1].value == 0.3
