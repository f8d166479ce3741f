"""Data that do not fit a network, and what is left out, are told: nothing is guessed in silence."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("here")
LINE = {
    "title": "a line", "inputs": ["size", "age"], "learning_rate": 0.001, "loss": "squared",
    "layers": [{"units": 1, "activation": "identity", "weights": [[0.1], [0.1]]}],
    "data": {"file": "prices.csv", "standardise": True}, "training": {"epochs": 2},
}  # fmt: skip
ROWS = "1,5,10\n2,6,20\n3,4,30\n4,9,40\n"


@pytest.fixture
def run(nncli, here):
    (here / "prices.csv").write_text("size,age,price\n" + ROWS)
    (here / "line.yaml").write_text(json.dumps(LINE))
    done = nncli("train", "line.yaml", "--out", "run")
    assert done.status == 0, done.err
    return done


def test_numbers_to_be_predicted_are_not_called_classes(run):
    assert "one output" not in run.out


@pytest.mark.parametrize("table", ["size,price\n1,10\n2,20\n3,30\n", "a,b,c,price\n1,2,3,10\n2,3,4,20\n4,5,6,35.5\n"])
def test_a_misfit_of_a_standardised_run(nncli, here, run, table):
    (here / "other.csv").write_text(table)
    done = nncli("evaluate", "run", "other.csv")
    assert done.status == 2
    assert "error[inputs-do-not-fit]" in done.err


@pytest.mark.parametrize("command", ["evaluate", "predict"])
def test_columns_in_another_order_are_read_by_name(nncli, here, run, command):
    (here / "other.csv").write_text("age,size,price\n5,1,10\n6,2,20\n4,3,30\n9,4,40\n")
    done, same = (nncli(command, "run", file) for file in ("other.csv", "prices.csv"))
    assert done.status == same.status == 0
    assert [line.split()[1:] for line in done.lines[-4:]] == [line.split()[1:] for line in same.lines[-4:]]


@pytest.mark.parametrize("command", ["evaluate", "predict"])
def test_one_mistyped_heading_is_an_error_that_names_the_near_one(nncli, here, run, command):
    (here / "other.csv").write_text("agee,size,price\n5,1,10\n6,2,20\n4,3,30\n9,4,40\n")
    done = nncli(command, "run", "other.csv", columns=200)
    assert done.status == 2
    assert "'other.csv' has no column age, though it has other inputs of the network by name" in done.err
    assert "did you mean 'agee'?" in done.err


def test_a_trace_of_one_of_several_samples_says_so(nncli):
    assert "sample 1 of 4 (--steps 4, --mode accumulated for all)" in nncli("trace", "xor", columns=200).out
    assert "sample 3 of 4" in nncli("trace", "xor", "--sample", "3", columns=200).out
    assert "of 4 (" not in nncli("trace", "xor", "--mode", "accumulated", columns=200).out


def test_check_goes_over_all_samples(nncli):
    done = nncli("check", "xor", columns=200)
    assert "The gradients are those of all 4 samples together; --sample N takes one alone." in done.lines
    assert not [line for line in done.lines if line.split()[1:3] == ["0", "0"]]
    assert "all 4 samples" not in nncli("check", "xor", "--sample", "1").out
