"""Data that do not fit a network, and what is left out, are told: nothing is guessed in silence."""

import json

import numpy as np
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


THREE = {
    "title": "three", "inputs": 3, "learning_rate": 0.01, "loss": "squared",
    "layers": [{"units": 1, "activation": "identity", "weights": [[0.1], [-0.2], [0.3]]}],
    "data": {"file": "bac.csv"}, "training": {"epochs": 2},
}  # fmt: skip


@pytest.fixture
def three(nncli, here):
    """A run whose spec gives no names, on columns b, a, c."""
    (here / "bac.csv").write_text("b,a,c,y\n1,2,3,0.5\n2,5,4,1.5\n3,4,1,2.5\n")
    (here / "three.yaml").write_text(json.dumps(THREE))
    assert nncli("train", "three.yaml", "--out", "run").status == 0
    return nncli("predict", "run", "bac.csv").lines[-3:]


def test_a_run_remembers_the_headings_of_its_table(nncli, here, three):
    (here / "abc.csv").write_text("more,a,b,c,y\n9,2,1,3,0.5\n9,5,2,4,1.5\n9,4,3,1,2.5\n")
    done = nncli("predict", "run", "abc.csv")
    assert (done.status, done.err) == (0, "")
    assert [line.split()[-1] for line in done.lines[-3:]] == [line.split()[-1] for line in three]
    assert nncli("evaluate", "run", "abc.csv").lines[-1].split()[2:] == (
        nncli("evaluate", "run", "bac.csv").lines[-1].split()[2:]
    )  # fmt: skip


@pytest.mark.parametrize("command", ["predict", "evaluate"])
def test_columns_by_their_place_are_told(nncli, here, three, command):
    (here / "pqr.csv").write_text(
        "p,q,r,y\n1,2,3,0.5\n2,5,4,1.5\n3,4,1,2.5\n" if command == "evaluate" else "p,q,r\n1,2,3\n"
    )
    done = nncli(command, "run", "pqr.csv", columns=200)
    assert done.status == 0
    assert done.err == (
        "note: 'pqr.csv' has none of the columns b, a, c: its columns p, q, r are read in their place, in this order\n"
    )


@pytest.mark.parametrize("command", ["predict", "evaluate"])
def test_a_heading_that_the_run_does_not_remember(nncli, here, three, command):
    (here / "other.csv").write_text("a,bb,c,y\n2,1,3,0.5\n5,2,4,1.5\n4,3,1,2.5\n")
    done = nncli(command, "run", "other.csv", columns=200)
    assert (done.status, "has no column b," in done.err, "'bb'" in done.err) == (2, True, True)


def test_a_run_of_an_earlier_version_remembers_no_headings(nncli, here, three):
    arrays = dict(np.load("run/model.npz"))
    about = json.loads(str(arrays["about"]))
    assert about.pop("headings") == ["b", "a", "c"]
    np.savez("run/model.npz", **{**arrays, "about": np.array(json.dumps(about))})
    (here / "inputs.csv").write_text("b,a,c\n1,2,3\n2,5,4\n3,4,1\n")
    done = nncli("predict", "run", "inputs.csv", columns=200)
    assert done.status == 0
    assert done.lines[-3:] == three


def test_training_by_place_is_told(nncli, here):
    (here / "pqc.csv").write_text("p,q,c\n1,2,x\n3,4,y\n")
    spec = {**THREE, "inputs": ["u", "v"], "layers": [{"units": 1, "activation": "sigmoid"}], "data": "pqc.csv"}
    (here / "uv.yaml").write_text(json.dumps(spec))
    done = nncli("train", "uv.yaml", columns=200)
    assert done.status == 0
    assert done.err == (
        "note: 'pqc.csv' has none of the columns u, v: its columns p, q are read in their place, in this order\n"
    )


def test_a_data_set_by_the_name_of_a_file(nncli, here):
    (here / "pqc.csv").write_text("p,q,c\n1,2,x\n3,4,y\n")
    spec = {**THREE, "inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}], "data": {"name": "pqc.csv"}}
    (here / "uv.yaml").write_text(json.dumps(spec))
    assert nncli("train", "uv.yaml", "--out", "run").status == 0
    assert nncli("evaluate", "run").status == 0
