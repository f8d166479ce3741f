"""Every optimiser against its own formula in plain floats, then at work in the engine against a loop by hand."""

import math
from itertools import pairwise

import numpy as np
import pytest
from small_run import examples_of, setup_of, small

from nncli.models.optimisers import OPTIMISERS
from nncli.train.arrays.engine import ArrayEngine
from nncli.train.arrays.layout import Layout
from nncli.train.arrays.optimisers import TWINS, Update
from nncli.train.arrays.passes import Passes
from nncli.train.engine import Epochs

START = [0.5, -1.25, 3.0]
GRADIENTS = [[0.1, -2.0, 0.0], [0.4, 1.0, 1e-3], [-0.3, 0.25, -5.0], [0.0, 0.5, 2.0]]
RATES = [0.1, 0.1, 0.05, 0.2]
SETTINGS = [
    ("sgd", {}),
    ("momentum", {}),
    ("momentum", {"momentum": 0.5}),
    ("momentum", {"momentum": 0.0}),
    ("nesterov", {}),
    ("nesterov", {"momentum": 0.3}),
    ("adam", {}),
    ("adam", {"beta1": 0.5, "beta2": 0.9, "epsilon": 0.1}),
    ("adam", {"beta1": 0.0, "beta2": 0.0}),
]
IDS = [" ".join([name, *(f"{key}={value}" for key, value in given.items())]) for name, given in SETTINGS]


def by_hand(name, given, gradients, rates, start=START):
    """θ after these updates, one component at a time, as the papers write it."""
    mu = given.get("momentum", 0.9)
    b1, b2, eps = given.get("beta1", 0.9), given.get("beta2", 0.999), given.get("epsilon", 1e-8)
    found = []
    for at, first in enumerate(start):
        theta = first
        v = m = s = 0.0
        for t, (gradient, eta) in enumerate(zip(gradients, rates, strict=True), start=1):
            g = gradient[at]
            if name == "sgd":
                theta -= eta * g
            elif name == "momentum":
                v = mu * v + g
                theta -= eta * v
            elif name == "nesterov":
                v = mu * v + g
                theta -= eta * (g + mu * v)
            elif name == "adam":
                m, s = b1 * m + (1 - b1) * g, b2 * s + (1 - b2) * g**2
                theta -= eta * (m / (1 - b1**t)) / (math.sqrt(s / (1 - b2**t)) + eps)
        found.append(theta)
    return found


def test_every_optimiser_is_held_to_its_formula():
    assert {name for name, _given in SETTINGS} == set(OPTIMISERS) == set(TWINS)


@pytest.mark.parametrize(("name", "given"), SETTINGS, ids=IDS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_update_is_the_formula(name, given, dtype):
    optimiser, settings = TWINS[name], {**OPTIMISERS[name].defaults, **given}
    theta, memory = np.array(START, dtype), np.zeros((optimiser.memory, 3), dtype)
    for count, (gradient, rate) in enumerate(zip(GRADIENTS, RATES, strict=True), start=1):
        g = np.array(gradient, dtype) * dtype(rate if optimiser.takes_rate else 1)
        optimiser.step(Update(theta, g, memory, np.full(3, np.nan, dtype), rate, count, settings))
    assert theta.dtype == memory.dtype == dtype
    close = {"rel": 1e-13, "abs": 1e-15} if dtype is np.float64 else {"rel": 1e-5, "abs": 1e-6}
    assert theta.tolist() == pytest.approx(by_hand(name, given, GRADIENTS, RATES), **close)


def test_what_is_left_out_has_the_usual_value():
    settings = small({"optimiser": {"name": "adam", "beta1": 0.0}}).settings
    assert {name: float(value) for name, value in settings.items()} == {"beta1": 0, "beta2": 0.999, "epsilon": 1e-8}


def test_momentum_without_any_is_sgd():
    plain = by_hand("sgd", {}, GRADIENTS, RATES)
    assert by_hand("momentum", {"momentum": 0.0}, GRADIENTS, RATES) == plain
    assert by_hand("nesterov", {"momentum": 0.0}, GRADIENTS, RATES) == plain


@pytest.mark.parametrize(("name", "given"), SETTINGS, ids=IDS)
@pytest.mark.parametrize("mode", ["standard", "accumulated"])
def test_a_run_is_the_loop_by_hand(name, given, mode):
    """The gradients come from the engine, the updates from `by_hand`, which starts anew for each number of them."""
    network = small({"optimiser": {"name": name, **given}}, mode=mode, learning_rate=0.2)
    setup, examples = setup_of(network), examples_of(network)
    layout, start = Layout(network), setup.initial()
    batches = [slice(n, n + 1) for n in range(4)] if mode == "standard" else [slice(0, 4)]
    gradients, theta = [], start.copy()
    for batch in batches * 3:
        passes = Passes(network, layout, theta)
        x, targets = examples.x[batch], examples.targets[batch]
        passes.backward(passes.forward(x), targets, 1 / len(x))
        gradients.append(passes.gradient.tolist())
        theta = np.array(by_hand(name, given, gradients, [0.2] * len(gradients), start.tolist()))
    engine = ArrayEngine(network, examples, start)
    engine.run(Epochs([0.2] * 3, None))
    assert engine.parameters == pytest.approx(theta, rel=1e-10, abs=1e-12)


def test_only_the_rate_of_the_epoch_counts():
    network = small({"optimiser": "momentum"}, mode="accumulated")
    examples, start = examples_of(network), setup_of(network).initial()
    at_once = ArrayEngine(network, examples, start)
    at_once.run(Epochs([0.3, 0.0, 0.1], None))
    one_by_one = ArrayEngine(network, examples, start)
    seen = [start]
    for rate in (0.3, 0.0, 0.1):
        one_by_one.run(Epochs([rate], None))
        seen.append(one_by_one.parameters.copy())
    assert at_once.parameters.tobytes() == one_by_one.parameters.tobytes()
    assert [np.array_equal(*pair) for pair in pairwise(seen)] == [False, True, False]
