"""Regularisation: its value by the formulas of the book, its gradient by central differences, and a run with it."""

import numpy as np
import pytest
from networks import network_of
from small_run import examples_of, setup_of, small, trained

from nncli.maths.numeral import Numeral
from nncli.models.penalty import Penalty
from nncli.train.arrays.engine import ArrayEngine
from nncli.train.arrays.layout import Layout
from nncli.train.arrays.passes import Passes
from nncli.train.arrays.penalty import VectorPenalty
from nncli.train.engine import Epochs

# Two units with thresholds that learn, two with biases that do not, and one bias for two units.
LAYERS = [
    {"units": 2, "activation": "tanh", "weights": [[0.5, -1.5]], "thresholds": [0.25, -2]},
    {"units": 2, "activation": "tanh", "weights": [[1, 0.1], [-0.7, 3]], "biases": [7, 11], "biases_are": "fixed"},
    {"units": 2, "activation": "tanh", "weights": [[0.2, 0.3], [2, -1]], "biases": [0.6, 0.6], "biases_are": "shared"},
]
NETWORK = network_of(
    {
        "inputs": 1, "layers": LAYERS, "loss": "squared", "learning_rate": 1,
        "samples": [{"x": [1], "target": [0, 0]}, {"x": [-2], "target": [1, 0.5]}],
    }
)  # fmt: skip
LAYOUT = Layout(NETWORK)
THETA = LAYOUT.initial()
WEIGHTS = [0.5, -1.5, 1, 0.1, -0.7, 3, 0.2, 0.3, 2, -1]
OFFSETS = [0.25, -2, 0.6]  # those that learn; a shared one counts once
SQUARES, ABSOLUTES = sum(w * w for w in WEIGHTS), sum(abs(w) for w in WEIGHTS)
ALL_SQUARES = SQUARES + sum(b * b for b in OFFSETS)
CASES = [
    ({"l2": 0.3}, 0.3 / 2 * SQUARES, 1),
    ({"l1": 0.3}, 0.3 * ABSOLUTES, 1),
    ({"l1": 0.2, "l2": 0.4}, 0.2 * ABSOLUTES + 0.4 / 2 * SQUARES, 1),
    ({"book": 0.9}, (1 - 0.9) * ALL_SQUARES, 0.9),
    ({"book": 0.0}, ALL_SQUARES, 0),
    ({"book": 1.0}, 0, 1),
    ({"l2": 0.0}, 0, 1),
]
IDS = [" ".join(f"{key} {value}" for key, value in how.items()) for how, *_rest in CASES]


def said(how):
    return Penalty(**{name: Numeral(repr(value)) for name, value in how.items()})


def penalty_of(how, dtype=np.float64):
    return VectorPenalty(said(how), LAYOUT, np.dtype(dtype))


@pytest.mark.parametrize(("how", "value", "share"), CASES, ids=IDS)
def test_what_is_added_to_the_loss(how, value, share):
    penalty = penalty_of(how)
    assert penalty.value(THETA) == pytest.approx(value, rel=1e-14)
    assert penalty.data_share == share
    assert penalty.is_none == (value == 0 and "book" not in how)


def test_without_regularisation_nothing_is_added():
    penalty = VectorPenalty(None, LAYOUT, np.dtype(float))
    assert (penalty.is_none, penalty.value(THETA), penalty.data_share) == (True, 0, 1)


@pytest.mark.parametrize(("how", "value", "share"), CASES, ids=IDS)
def test_its_gradient_by_central_differences(how, value, share):
    penalty, gradient = penalty_of(how), np.full(LAYOUT.size, 0.125)
    penalty.add_gradient(THETA, gradient, 2.0, np.empty(LAYOUT.size))
    for at in range(LAYOUT.size):
        step = np.zeros(LAYOUT.size)
        step[at] = 1e-6
        slope = (penalty.value(THETA + step) - penalty.value(THETA - step)) / 2e-6
        assert (gradient[at] - 0.125) / 2 == pytest.approx(slope, rel=1e-6, abs=1e-8)


def test_fixed_biases_feel_nothing():
    fixed = ~LAYOUT.learns
    assert THETA[fixed].tolist() == [7, 11]
    for how, *_rest in CASES:
        gradient = np.zeros(LAYOUT.size)
        penalty_of(how).add_gradient(THETA, gradient, 1.0, np.empty(LAYOUT.size))
        assert not gradient[fixed].any()


def test_at_0_the_absolute_value_pulls_nowhere():
    gradient, scratch = np.zeros(LAYOUT.size), np.empty(LAYOUT.size)
    penalty_of({"l1": 1.0}).add_gradient(np.zeros(LAYOUT.size), gradient, 1.0, scratch)
    assert not gradient.any()


def test_single_precision_stays_single():
    theta = THETA.astype(np.float32)
    gradient = np.zeros_like(theta)
    penalty_of({"l2": 0.5, "l1": 0.5}, np.float32).add_gradient(theta, gradient, 1.0, np.empty_like(theta))
    assert gradient.dtype == np.float32


@pytest.mark.parametrize(("how", "value", "share"), CASES, ids=IDS)
@pytest.mark.parametrize("mode", ["standard", "accumulated"])
@pytest.mark.parametrize("optimiser", ["sgd", "adam"])
def test_a_run_is_the_loop_by_hand(how, value, share, mode, optimiser):
    """Every update goes down the gradient of share·E + penalty, whatever the batch."""
    network = small({"regularisation": how, "optimiser": optimiser}, mode=mode)
    examples, layout, theta = examples_of(network), Layout(network), setup_of(network).initial()
    engine = ArrayEngine(network, examples, theta)
    penalty = VectorPenalty(said(how), layout, np.dtype(float))
    m, v = np.zeros(layout.size), np.zeros(layout.size)
    batches = [slice(n, n + 1) for n in range(4)] if mode == "standard" else [slice(0, 4)]
    for t, batch in enumerate(batches * 2, start=1):
        passes = Passes(network, layout, theta)
        passes.backward(passes.forward(examples.x[batch]), examples.targets[batch], 1.0)
        g = share * passes.gradient / len(examples.x[batch])
        for at in range(layout.size):
            step = np.eye(layout.size)[at] * 1e-4
            g[at] += (penalty.value(theta + step) - penalty.value(theta - step)) / 2e-4
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        down = g if optimiser == "sgd" else m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        theta = theta - 0.1 * down
    engine.run(Epochs([0.1, 0.1], None))
    assert engine.parameters == pytest.approx(theta, rel=1e-6, abs=1e-8)


def test_the_history_tells_the_loss_and_the_objective():
    outcome = trained(small({"regularisation": {"book": 0.75}, "epochs": 3}))
    for row, theta in zip(outcome.state.history.rows, outcome.state.snapshots.vectors, strict=True):
        assert row.objective == pytest.approx(0.75 * row.loss + 0.25 * (theta**2).sum(), rel=1e-12)
    assert "objective" not in trained(small()).state.history.columns()
