"""When a run ends, which weights it keeps, and which epochs are looked at."""

import time

import numpy as np
import pytest
from small_run import CIRCLE, Watch, setup_of, small, trained

from nncli.spec.training import Training
from nncli.train.history import Row
from nncli.train.loop import Loop
from nncli.train.stopping import Reason, next_evaluation, reason_to_stop, updated


def followed(values, monitor="loss", **early):
    """The best after each of these validation values, and the epoch in which the run ends."""
    training = Training.model_validate({"early_stopping": {"monitor": monitor, **early}, "epochs": 1000})
    best, found = None, []
    for epoch, value in enumerate(values):
        row = Row(epoch, 0.1, 1.0, validation_loss=value, validation_accuracy=value)
        best = updated(best, row, np.array([float(epoch)]), training)
        found.append(best)
        if reason := reason_to_stop(row, best, training):
            assert reason is Reason.EARLY
            return found, epoch
    return found, None


def test_patience_counts_the_epochs_without_a_better_one():
    losses = [5, 4, 3, 3.5, 3, 4, 2, 2.5, 2.5, 2.5, 1]
    found, ended = followed(losses, patience=3)
    assert [best.epoch for best in found] == [0, 1, 2, 2, 2, 2, 6, 6, 6, 6][: len(found)]
    assert ended == 5  # the third epoch after the best; an equal one is no better
    assert found[-1].parameters.tolist() == [2]
    found, ended = followed(losses, patience=4)
    assert (ended, found[-1].epoch, found[-1].value) == (None, 10, 1)


def test_patience_of_one_ends_at_the_first_epoch_that_is_no_better():
    assert followed([3, 2, 2, 1], patience=1)[1] == 2


def test_an_accuracy_is_to_rise():
    found, ended = followed([0.5, 0.7, 0.6, 0.7, 0.9], monitor="accuracy", patience=2)
    assert (ended, found[-1].epoch, found[-1].value) == (3, 1, -0.7)


def test_a_small_change_keeps_the_weights_and_does_not_reset_the_patience():
    losses = [1.0, 0.99, 0.98, 0.97, 0.5]
    found, ended = followed(losses, patience=3, min_delta=0.1)
    assert ended == 3
    assert (found[-1].epoch, found[-1].value, found[-1].since, found[-1].reference) == (3, 0.97, 0, 1.0)
    found, ended = followed(losses, patience=4, min_delta=0.1)
    assert (ended, found[-1].since) == (None, 4)


def test_small_changes_add_up():
    """Each is less than min_delta; two together are more, and reset the patience."""
    assert followed([1.0, 0.92, 0.84, 0.76, 0.68, 0.6], patience=3, min_delta=0.1)[1] is None


def test_exactly_min_delta_is_not_better():
    assert followed([1.0, 0.5], patience=1, min_delta=0.5)[1] == 1


def test_a_number_that_is_none_is_never_better():
    found, ended = followed([1.0, float("nan"), float("nan")], patience=2)
    assert (ended, found[-1].epoch) == (2, 0)


# Runs


@pytest.mark.parametrize("monitor", ["loss", "accuracy"])
def test_the_best_weights_are_kept(monitor):
    network = small({"early_stopping": {"monitor": monitor, "patience": 15}, "epochs": 400}, data=CIRCLE)
    outcome = trained(network)
    rows, setup = outcome.state.history.rows, outcome.setup
    column = "validation_loss" if monitor == "loss" else "validation_accuracy"
    values = [getattr(row, column) for row in rows]
    best = values.index(min(values) if monitor == "loss" else max(values))
    assert outcome.reason is Reason.EARLY
    assert outcome.kept == best < outcome.state.epoch
    assert outcome.state.epoch == best + 15
    measured = setup.measure(outcome.parameters, setup.validation)[monitor != "loss"]
    assert measured == values[best]
    assert not np.array_equal(outcome.parameters, outcome.state.parameters)


def test_without_early_stopping_the_last_weights_are_kept():
    outcome = trained(small(data=CIRCLE))
    assert (outcome.reason, outcome.kept, outcome.state.epoch) == (Reason.EPOCHS, 20, 20)
    assert np.array_equal(outcome.parameters, outcome.state.parameters)
    assert outcome.state.best is not None  # told to the user all the same


def test_the_loss_falls_below_its_bound():
    outcome = trained(small({"stop": {"loss": 0.1}, "epochs": 5000}))
    losses = [row.loss for row in outcome.state.history.rows]
    assert outcome.reason is Reason.LOSS
    assert losses[-1] < 0.1 <= min(losses[:-1])
    assert outcome.state.epoch == len(losses) - 1


def test_a_loss_below_its_bound_from_the_start_trains_nothing():
    outcome = trained(small({"stop": {"loss": 9}}))
    assert (outcome.reason, outcome.state.epoch, len(outcome.state.history.rows)) == (Reason.LOSS, 0, 1)


def test_the_gradient_falls_below_its_bound():
    outcome = trained(small({"stop": {"gradient_norm": 0.02}, "epochs": 5000}, mode="accumulated"))
    norms = [row.gradient_norm for row in outcome.state.history.rows]
    assert outcome.reason is Reason.GRADIENT
    assert norms[-1] < 0.02 <= min(norms[:-1])


@pytest.mark.parametrize("how", [{}, {"l2": 0.1}, {"l1": 0.1}, {"book": 0.7}])
def test_the_gradient_norm_is_that_of_the_objective(how):
    """By central differences over what the row itself tells."""
    training = {"stop": {"gradient_norm": 1e-9}, "regularisation": how or None, "epochs": 1, "evaluate_every": 1}
    network = small(training if how else {**training, "regularisation": None})
    loop = Loop(setup_of(network))
    row, theta = loop._measure(), loop.state.parameters

    def objective(parameters):
        loss = loop.setup.measure(parameters, loop.setup.train)[0]
        return loop._penalty.data_share * loss + loop._penalty.value(parameters)

    steps = np.eye(len(theta)) * 1e-6
    slopes = [(objective(theta + step) - objective(theta - step)) / 2e-6 for step in steps]
    assert row.gradient_norm == pytest.approx(np.linalg.norm(slopes), rel=1e-6)


def test_the_time_is_up():
    """Seconds on the wall: the evaluations, which take longer than the epochs here, count too."""
    start = time.perf_counter()
    outcome = trained(small({"stop": {"seconds": 0.3}, "epochs": 10_000_000, "engine": "scalar", "evaluate_every": 1}))
    assert outcome.reason is Reason.SECONDS
    assert 0.3 <= time.perf_counter() - start < 1.5
    assert 0 < outcome.state.epoch < 10_000_000


def test_all_epochs_are_done():
    watch = Watch()
    outcome = trained(small({"epochs": 7}), watch=watch)
    assert (outcome.reason, outcome.state.epoch) == (Reason.EPOCHS, 7)
    assert [row.epoch for row in watch.rows] == list(range(8))


def test_the_user_stops_it():
    outcome = trained(small({"epochs": 1000}), watch=Watch(lambda epoch: epoch >= 5))
    assert outcome.reason is Reason.INTERRUPTED
    assert 5 <= outcome.state.epoch < 1000


def test_the_last_epoch_is_done_even_if_the_user_stops_there():
    assert trained(small({"epochs": 3}), watch=Watch(lambda epoch: epoch >= 3)).reason is Reason.EPOCHS


# Which epochs are evaluated


def evaluated(last, **training):
    training, epochs = Training.model_validate(training), [0]
    while epochs[-1] < last:
        epochs.append(next_evaluation(epochs[-1], training))
    return epochs


def test_each_epoch_up_to_1000_then_fewer():
    epochs = evaluated(30_000, epochs=30_000)
    assert epochs == [*range(1000), *range(1000, 10_000, 10), *range(10_000, 30_001, 100)]


@pytest.mark.parametrize("count", [1, 999, 1001, 1234, 25_678])
def test_the_last_epoch_is_always_evaluated(count):
    assert evaluated(count, epochs=count)[-1] == count


def test_as_the_spec_says():
    assert evaluated(25, epochs=25, evaluate_every=10) == [0, 10, 20, 25]


def test_early_stopping_looks_at_each():
    assert evaluated(2000, epochs=2000, early_stopping="loss") == list(range(2001))


def test_a_run_that_is_longer_than_asked_for_goes_one_epoch_at_a_time():
    """After `--resume --epochs 3` of a run that has done 5."""
    assert next_evaluation(5, Training(epochs=3)) == 6


def test_a_resumed_run_is_evaluated_where_it_would_have_been():
    training = Training(epochs=5000)
    assert next_evaluation(1234, training) == 1240
