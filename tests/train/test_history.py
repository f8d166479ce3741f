"""The history of a run and its snapshots: what is kept, and that it comes back from columns as it was."""

import csv
import io
import json

import numpy as np
import pytest
from small_run import CIRCLE, small, trained

from nncli.train import history
from nncli.train.history import COLUMNS, History, Row, Snapshots, is_round
from nncli.train.keeping.run_folder import history_csv

PLAIN = [Row(0, 0.1, 0.5, seconds=0.0), Row(1, 0.1, 1 / 3, seconds=0.25)]
FULL = [Row(n, 0.1 / (1 + n), 0.1, 0.2, 0.75, 0.3, 0.5, 1e-300, 1e-9) for n in range(3)]


@pytest.mark.parametrize("rows", [[], PLAIN, FULL, PLAIN[:1]], ids=["none", "plain", "full", "one"])
def test_rows_come_back_from_columns(rows):
    columns = History(rows).to_columns()
    assert History.from_columns(json.loads(json.dumps(columns))).rows == rows


def test_columns_are_those_that_there_are():
    assert History(PLAIN).columns() == ["epoch", "rate", "loss", "seconds"]
    assert History(FULL).columns() == list(COLUMNS)


def test_columns_of_unequal_length_are_refused():
    columns = History(PLAIN).to_columns()
    with pytest.raises(ValueError, match="shorter"):
        History.from_columns({**columns, "loss": [1.0]})


def test_as_csv_every_digit_is_kept():
    text = history_csv(History(PLAIN))
    assert text == "epoch,rate,loss,seconds\n0,0.1,0.5,0.0\n1,0.1,0.3333333333333333,0.25\n"
    read = list(csv.DictReader(io.StringIO(history_csv(History(FULL)))))
    assert [{key: float(cell) for key, cell in row.items()} for row in read] == [
        {name: getattr(row, name) for name in COLUMNS} for row in FULL
    ]


@pytest.mark.parametrize(
    ("training", "more", "columns"),
    [
        ({}, {}, ["accuracy"]),
        ({}, {"samples": [{"x": [0, 1], "target": [0.3]}]}, []),
        ({"regularisation": {"l2": 0.1}}, {}, ["objective", "accuracy"]),
        ({"stop": {"gradient_norm": 1e-9}}, {}, ["accuracy", "gradient_norm"]),
        ({}, {"data": CIRCLE}, ["accuracy", "validation_loss", "validation_accuracy"]),
    ],
    ids=["classes", "numbers", "penalty", "gradient", "validation"],
)
def test_a_run_has_the_columns_that_it_announces(training, more, columns):
    from small_run import setup_of

    from nncli.train.loop import Loop

    network = small({"epochs": 2, **training}, **more)
    announced = Loop(setup_of(network)).columns()
    assert announced == trained(network).state.history.columns()
    assert announced == ["epoch", "rate", "loss", *columns, "seconds"]


def test_every_number_of_a_row_is_measured_with_the_same_weights():
    outcome = trained(small({"epochs": 5}, data=CIRCLE))
    for row, theta in zip(outcome.state.history.rows, outcome.state.snapshots.vectors, strict=True):
        assert (row.loss, row.accuracy) == outcome.setup.measure(theta, outcome.setup.train)
        measured = outcome.setup.measure(theta, outcome.setup.validation)
        assert (row.validation_loss, row.validation_accuracy) == measured


# Snapshots


@pytest.mark.parametrize(
    ("epoch", "digits"), [(0, 0), (1, 1), (7, 1), (10, 1), (110, 2), (111, 3), (1200, 2), (1230, 3), (1_000_000, 1)]
)
def test_significant_digits_of_an_epoch(epoch, digits):
    assert [is_round(epoch, n) for n in range(4)] == [n >= digits for n in range(4)]


def kept_of(upto, size, monkeypatch, most):
    monkeypatch.setattr(history, "MAX_SNAPSHOT_NUMBERS", most)
    snapshots = Snapshots()
    for epoch in range(upto + 1):
        snapshots.add(epoch, np.full(size, float(epoch)))
        assert len(snapshots.epochs) * size <= most or snapshots.epochs == [0]
    assert [vector[0] for vector in snapshots.vectors] == snapshots.epochs
    return snapshots


def test_while_they_are_few_all_are_kept(monkeypatch):
    assert kept_of(99, 10, monkeypatch, 1000).epochs == list(range(100))


def test_then_those_with_fewer_digits(monkeypatch):
    three = [*range(1000), *range(1000, 1501, 10)]
    two = [*range(100), *range(100, 1000, 10), *range(1000, 1501, 100)]
    one = [*range(10), *range(10, 100, 10), *range(100, 1000, 100), 1000]
    for most, epochs in ((len(three), three), (len(three) - 1, two), (len(two), two), (len(two) - 1, one)):
        kept = kept_of(1500, 1, monkeypatch, most)
        assert kept.epochs == epochs
    assert kept.digits == 1


def test_of_a_network_too_large_for_any_the_initial_weights_are_kept(monkeypatch):
    assert kept_of(300, 10, monkeypatch, 5).epochs == [0]


def test_a_snapshot_is_a_copy():
    snapshots, theta = Snapshots(), np.zeros(2)
    snapshots.add(0, theta)
    theta += 1
    assert snapshots.vectors[0].tolist() == [0, 0]
