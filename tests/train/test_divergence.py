"""A run that leaves the range of floats: told in which epoch and layer, and the last sound weights are kept."""

import json

import numpy as np
import pytest
from networks import HIDDEN
from small_run import CIRCLE, XOR, Watch, setup_of, small, trained

from nncli.train.choice import make_engine
from nncli.train.engine import Epochs
from nncli.train.keeping.run_folder import history_csv
from nncli.train.loop import Loop
from nncli.train.stopping import Reason

ENGINES = ["arrays", "scalar"]
LINE = {"name": "line", "units": 1, "activation": "identity", "weights": [[1], [1]]}


def is_sound(setup, parameters):
    """Numbers all, and none a million million times as large as what it began with."""
    if not np.abs(parameters).max() <= 1e12 * max(1.0, np.abs(setup.initial()).max()):
        return False
    return np.isfinite(parameters).all() and np.isfinite(setup.measure(parameters, setup.train)[0])


def first_unsound_epoch(network, engine, upto=3000):
    """Found the slow way: an epoch at a time."""
    setup = setup_of(network)
    found = make_engine(engine, setup)
    for epoch in range(1, upto):
        found.run(Epochs([float(network.learning_rate)], None))
        if not is_sound(setup, found.parameters):
            return epoch
    return None


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("activation", HIDDEN)
def test_a_huge_rate(engine, activation):
    """Whatever the activation, a run ends in words: in an outcome, not in an exception of Python's."""
    layers = [{"name": "a", "units": 3, "activation": activation, "biases": "random"}, {**LINE, "weights": "random"}]
    network = small({"epochs": 60, "engine": engine}, layers=layers, learning_rate=1e30)
    outcome = trained(network)
    assert np.isfinite(outcome.parameters).all()
    assert outcome.kept == outcome.state.epoch
    assert (outcome.reason is Reason.DIVERGED) == (outcome.divergence is not None)
    if outcome.divergence:
        assert outcome.divergence.epoch == first_unsound_epoch(network, engine)
        assert outcome.kept == outcome.divergence.epoch - 1
        assert is_sound(outcome.setup, outcome.parameters)


@pytest.mark.parametrize("loss", ["squared", "binary_cross_entropy"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_huge_rate_with_a_sigmoid_behind(engine, loss):
    outcome = trained(small({"epochs": 60, "engine": engine}, learning_rate=1e300, loss=loss))
    assert np.isfinite(outcome.parameters).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_that_runs_away_between_two_evaluations(engine):
    """It grows a little in each epoch, and is evaluated after 5000: the epoch is found all the same."""
    network = small(
        {"epochs": 5000, "evaluate_every": 5000, "engine": engine}, layers=[LINE], learning_rate=1.7,
        samples=[{"x": [1, 1], "target": [0]}],
    )  # fmt: skip
    outcome = trained(network)
    assert outcome.divergence.epoch == first_unsound_epoch(network, engine)
    assert outcome.divergence.layer == "line"
    assert (outcome.kept, outcome.state.epoch) == (outcome.divergence.epoch - 1,) * 2
    assert outcome.divergence.before == np.abs(outcome.parameters).max()
    assert outcome.divergence.size > outcome.divergence.before
    assert [row.epoch for row in outcome.state.history.rows] == [0]


def test_nothing_unsound_is_written_down():
    """Neither in the history nor among the snapshots nor as the best; nor is it ever in a checkpoint."""
    network = small(
        {"epochs": 3000, "early_stopping": {"patience": 3000}}, data=CIRCLE, layers=[LINE], learning_rate=0.6,
        mode="accumulated",
    )  # fmt: skip
    kept = []
    outcome = trained(network, keep=lambda state: kept.append(state.parameters.copy()))
    state = outcome.state
    assert outcome.reason is Reason.DIVERGED
    assert kept
    assert all(np.isfinite(theta).all() for theta in [*kept, *state.snapshots.vectors, state.best.parameters])
    assert max(state.snapshots.epochs) <= state.epoch
    assert state.best.epoch <= state.epoch
    json.dumps(state.history.to_columns(), allow_nan=False)
    assert outcome.kept == state.best.epoch


def test_a_checkpoint_on_the_way_is_sound():
    """A glance that ends between two evaluations, behind the point of divergence, is not kept."""
    network = small(
        {"epochs": 500_000, "evaluate_every": 500_000, "engine": "arrays"}, layers=[LINE], learning_rate=1.7,
        samples=[{"x": [1, 1], "target": [0]}],
    )  # fmt: skip
    kept = []
    outcome = trained(network, keep=lambda state: kept.append(np.isfinite(state.parameters).all()))
    assert all(kept)
    assert outcome.divergence.epoch == first_unsound_epoch(network, "arrays")


def test_a_run_that_the_user_stops_behind_the_divergence_is_told():
    network = small(
        {"epochs": 500_000, "evaluate_every": 500_000, "engine": "arrays"}, layers=[LINE], learning_rate=1.7,
        samples=[{"x": [1, 1], "target": [0]}],
    )  # fmt: skip
    loop = Loop(setup_of(network))
    loop._glance = 5000
    assert loop.run(Watch(lambda epoch: True)).reason is Reason.DIVERGED


@pytest.mark.parametrize("engine", ENGINES)
def test_initial_weights_that_overflow(engine):
    layers = [{"name": name, "units": 1, "activation": "identity", "weights": w} for name, w in
              [("first", [[1e200], [1]]), ("second", [[1e200]]), ("third", [[1]])]]  # fmt: skip
    outcome = trained(small({"engine": engine}, layers=layers, samples=XOR[2:]))
    assert (outcome.divergence.epoch, outcome.divergence.layer, outcome.divergence.before) == (0, "second", 1e200)
    assert (outcome.kept, outcome.state.epoch) == (0, 0)
    assert np.array_equal(outcome.parameters, outcome.setup.initial())
    assert history_csv(outcome.state.history).count("inf") == 0


def test_a_loss_that_overflows_names_the_last_layer():
    layers = [{**LINE, "name": "first", "weights": [[1e100], [1]]}, {**LINE, "name": "last", "weights": [[1e100]]}]
    outcome = trained(small(layers=layers, samples=XOR[2:]))
    assert (outcome.divergence.epoch, outcome.divergence.layer) == (0, "last")


def test_a_diverged_run_goes_on_with_a_smaller_rate():
    network = small({"epochs": 3000}, layers=[LINE], learning_rate=1.7, samples=[{"x": [1, 1], "target": [0]}])
    diverged = trained(network)
    smaller = small({"epochs": 3000}, layers=[LINE], learning_rate=0.1, samples=[{"x": [1, 1], "target": [0]}])
    outcome = trained(smaller, state=diverged.state, engine=diverged.engine)
    assert (outcome.reason, outcome.state.epoch) == (Reason.EPOCHS, 3000)
    assert outcome.state.history.rows[-1].loss < 1e-6


def test_decay_that_throws_weights_over_is_divergence():
    """Every update multiplies w by 1 − ηλ = −2: the loss stays 0, the weight goes out of sight."""
    line = {"units": 1, "activation": "sigmoid", "weights": [[1]]}
    samples = [{"x": [1], "target": [1]}, {"x": [-1], "target": [0]}]
    network = small(
        {"epochs": 400, "regularisation": {"l2": 10}}, layers=[line], inputs=1, samples=samples, learning_rate=0.3
    )
    outcome = trained(network)
    assert outcome.reason is Reason.DIVERGED
    assert outcome.divergence.decay == pytest.approx(3)
    assert outcome.divergence.epoch == 20  # 4²⁰ > 10¹² > 4¹⁹
    assert 4.0**19 / 2 < outcome.divergence.before < 1e12 < outcome.divergence.size < 4.0**20 * 2
