"""Runs side by side: what is varied, how each ended, and which stands for its group."""

import os
import time
from multiprocessing import active_children

import pytest
from small_run import trained

from nncli.document.reader import read_text
from nncli.spec.load import load
from nncli.train.readings.comparing import THREADS, Failure, Group, RunResult, choices, grouped, run_all, run_one
from nncli.train.stopping import Reason

# w: 0 → 2 → 3 → 3.5 towards 4, halving the way at each step; ½(4 − w)² is 8, 2, ½, ⅛.
HALVING = """
title: halving
inputs: 1
layers: [{units: 1, activation: identity, weights: [[0]]}]
loss: squared
learning_rate: 0.5
samples: [{x: [1], target: [4]}]
training: {epochs: 3}
"""
CHOICE = (("learning_rate", "0.5"),)


def document(text):
    return read_text(text, "spec.yaml")


def result(loss, seed=0, choice=CHOICE, **more):
    fields = {"accuracy": None, "validation_loss": None, "test_loss": None, "test_accuracy": None} | more
    return RunResult(choice, seed, Reason.EPOCHS, 3, 3, loss, seconds=1.0, curve=([], []), **fields)


def test_every_combination_the_last_key_varying_fastest():
    found = choices([("rate", ("1", "2")), ("mode", ("a", "b", "c"))])
    assert [tuple(value for _key, value in choice) for choice in found] == [
        ("1", "a"), ("1", "b"), ("1", "c"), ("2", "a"), ("2", "b"), ("2", "c")
    ]  # fmt: skip
    assert {tuple(key for key, _value in choice) for choice in found} == {("rate", "mode")}
    assert choices([]) == [()]


def test_a_run_tells_how_it_ended():
    run = run_one(document(HALVING), CHOICE, 7)
    assert isinstance(run, RunResult)
    assert (run.choice, run.seed, run.reason) == (CHOICE, 7, Reason.EPOCHS)
    assert (run.epochs, run.kept, run.samples) == (3, 3, 1)
    assert run.loss == pytest.approx(0.125, rel=1e-12)
    assert run.curve[0] == [0, 1, 2, 3]
    assert run.curve[1] == pytest.approx([8, 2, 0.5, 0.125], rel=1e-12)
    assert (run.accuracy, run.validation_loss, run.test_loss, run.test_accuracy) == (None, None, None, None)
    assert (run.mode, run.reduction) == ("standard", "mean")


def test_figures_are_there_where_their_sets_are():
    text = HALVING.replace("inputs: 1", "inputs: 2").replace("[[0]]", "[[0.1], [0.2]]")
    text = text.replace(
        "samples: [{x: [1], target: [4]}]", "data: {name: circle, rows: 40, validation: 0.25, test: 0.25}"
    )
    text = text.replace("learning_rate: 0.5", "learning_rate: 0.001")  # a linear unit runs away from a circle
    run = run_one(document(text), (), 0)
    assert run.samples < 40
    assert all(value is not None for value in (run.accuracy, run.validation_loss, run.test_loss, run.test_accuracy))
    outcome = trained(load(document(text)))
    last = outcome.state.history.rows[-1]
    assert run.kept == last.epoch == 3
    measured = (run.loss, run.accuracy, run.validation_loss)
    assert measured == pytest.approx((last.loss, last.accuracy, last.validation_loss))


def test_a_run_that_cannot_be_made_tells_why():
    run = run_one(document(HALVING.replace("identity", "identiti")), CHOICE, 3)
    assert isinstance(run, Failure)
    assert (run.choice, run.seed) == (CHOICE, 3)
    assert run.diagnostics[0].place.line == 4


def test_runs_in_processes_come_as_they_end(monkeypatch):
    monkeypatch.setenv(THREADS[0], "3")
    monkeypatch.delenv(THREADS[1], raising=False)
    counted = []
    runs = [(document(HALVING), (("n", str(n)),), n) for n in range(2)]
    found = list(run_all(runs, 1, counted.append))
    assert counted == [1, 2]
    assert sorted(run.seed for run in found) == [0, 1]
    assert [run.loss for run in found] == pytest.approx([0.125, 0.125])
    assert os.environ[THREADS[0]] == "3"
    assert THREADS[1] not in os.environ


def test_a_group_has_the_median_of_each_figure_that_there_is():
    group = Group(CHOICE, (result(3.0, 1, accuracy=0.5), result(1.0, 2), result(2.0, 3, accuracy=0.75), result(9.0, 4)))
    assert group.values("loss") == [3.0, 1.0, 2.0, 9.0]
    assert group.middle("loss") == 2.5
    assert group.values("accuracy") == [0.5, 0.75]
    assert group.middle("accuracy") == 0.625
    assert group.middle("test_loss") is None


@pytest.mark.parametrize(("losses", "seed"), [([3, 1, 2], 2), ([4, 1, 3, 2], 2), ([5], 0), ([2, 1], 0)])
def test_the_typical_run_is_the_median_or_the_one_above(losses, seed):
    group = Group(CHOICE, tuple(result(float(loss), n) for n, loss in enumerate(losses)))
    assert group.typical.seed == seed


def test_groups_stand_in_the_order_of_the_choices_and_their_runs_by_seed():
    a, b, c = ((("k", name),) for name in "abc")
    results = [result(1.0, 2, b), result(2.0, 1, a), result(3.0, 1, b)]
    groups = grouped(results, [a, b, c])
    assert [(group.choice, [run.seed for run in group.runs]) for group in groups] == [(a, [1]), (b, [1, 2])]


def test_samples_of_two_classes_have_an_accuracy():
    """y = x, hardly moved: 0 and 1 are told right, and 2 is taken for 1."""
    text = HALVING.replace("[[0]]", "[[1]]").replace("0.5", "1e-12")
    text = text.replace("{x: [1], target: [4]}", "{x: [0], target: [0]}, {x: [1], target: [1]}, {x: [2], target: [0]}")
    run = run_one(document(text), (), 0)
    assert run.accuracy == pytest.approx(2 / 3)
    assert run.samples == 3


def test_who_asks_for_no_more_ends_the_runs_that_are_under_way():
    """The second run would take days."""
    endless = HALVING.replace("epochs: 3", "epochs: 999999999").replace("0.5", "1e-9")
    found = run_all([(document(HALVING), CHOICE, 0), (document(endless), CHOICE, 1)], 2, lambda count: None)
    assert next(found).seed == 0
    found.close()
    soon = time.monotonic() + 30
    while active_children() and time.monotonic() < soon:
        time.sleep(0.05)
    assert active_children() == []
