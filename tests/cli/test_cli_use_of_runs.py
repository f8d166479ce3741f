"""What is done with a trained model: predict, evaluate, export, compare."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nncli as nncli_package


@pytest.fixture
def xor_run(nncli, here):
    nncli("train", "xor", "--out", "run", "-q")
    return here / "run"


def test_predict_from_the_command_line(nncli, xor_run):
    done = nncli("predict", "run", "--x", "0,1", "--x", "1,1")
    assert done.lines == ["row  class         y", "  1  1       0.97563", "  2  0      −0.97800"]


def test_predict_finds_the_columns_by_name(nncli, xor_run, here):
    (here / "in.csv").write_text("note,x2,x1\n5,1,0\n7,1,1\n")
    rows = list(csv.DictReader(io.StringIO(nncli("predict", "run", "in.csv", "--format", "csv").out)))
    assert [row["class"] for row in rows] == ["1", "0"]
    assert float(rows[0]["y"]) == pytest.approx(0.97563, abs=1e-5)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "error[bad-option]: give data or --x with one row of inputs, and not both"),
        (["--x", "1"], "error[bad-option]: --x takes 2 numbers (x1, x2), not '1'"),
        (["--x", "1,a"], "error[bad-option]: --x takes 2 numbers (x1, x2), not '1,a'"),
        (["bad.csv"], "bad.csv:2: error[not-a-number]: column 'x2': 'x' is not a number"),
        (["wide.csv"], "wide.csv:1: error[inputs-do-not-fit]: wide.csv has 3 columns, and the model reads x1, x2"),
        (["digits"], "error[inputs-do-not-fit]: the data set 'digits' has 64 inputs, and the network has 2 inputs"),
        (["--x", "1,1", "--format", "xml"], "error[bad-option]: --format takes console or csv, not 'xml'"),
    ],
)
def test_what_cannot_be_predicted(nncli, xor_run, here, arguments, complaint):
    (here / "bad.csv").write_text("x1,x2\n1,x\n")
    (here / "wide.csv").write_text("a,b,c\n1,2,3\n")
    done = nncli("predict", "run", *arguments, columns=200)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err


def test_evaluate_own_sets_and_other_data(nncli, xor_run):
    own = json.loads(nncli("evaluate", "run", "--format", "json").out)
    assert own["classes"] == ["0", "1"]
    assert own["sets"][0]["confusion"] == [[2, 0], [0, 2]]
    other = nncli("evaluate", "run", "or")  # the model's classes, by their names
    assert other.lines[4].split() == ["or", "4", "0.48925", "75.0%", "3/4"]


def test_evaluate_refuses_strange_classes(nncli, xor_run, here):
    (here / "c.csv").write_text("x1,x2,c\n0,0,cat\n1,1,dog\n")
    done = nncli("evaluate", "run", "c.csv")
    assert done.status == 2
    assert done.err == ("error[unknown-class]: the model does not know the class 'cat' of 'c.csv'\n    it knows 0, 1\n")


def test_an_exported_spec_goes_on_where_the_run_ended(nncli, xor_run, here):
    assert nncli("export", "run").out == "wrote run.yaml; try: nncli trace run.yaml\n"
    done = nncli("train", "run.yaml", "--epochs", "1")
    assert done.lines[7].split() == ["0", "0.00024951", "100.0%"]
    assert nncli("check", "run.yaml").status == 0
    again = nncli("export", "run")
    assert again.status == 2
    assert again.err.startswith("error[file-exists]: run.yaml is already there, and is left as it is\n")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", None])
def test_a_damaged_model_is_told(nncli, xor_run, damage):
    if damage is None:
        (xor_run / "model.npz").unlink()
    else:
        (xor_run / "model.npz").write_bytes(damage)
    done = nncli("evaluate", "run")
    assert (done.status, done.out) == (2, "")
    assert "model" in done.err


def test_the_columns_of_a_file_are_known_by_their_names(nncli, here):
    nncli("data", "write", "watermelon-3a", "w.csv")
    rows = [line.split(",") for line in (here / "w.csv").read_text().splitlines()]
    (here / "turned.csv").write_text("".join(f"{sugar},{density},{good}\n" for density, sugar, good in rows))
    for name in ("w", "turned"):
        nncli("train", "watermelon", "--data", f"{name}.csv", "--out", name, "--epochs", "20", "-q")
    one, other = (
        nncli("evaluate", name, f"{file}.csv", "--format", "json").out
        for name, file in (("w", "turned"), ("turned", "w"))
    )
    assert one.replace("turned.csv", "w.csv") == other
    assert nncli("predict", "w", "w.csv").out == nncli("predict", "turned", "turned.csv").out


def test_compare_does_not_train_for_a_file_that_is_there(nncli, here):
    (here / "c.csv").write_text("mine")
    done = nncli("compare", "xor", "--vary", "learning_rate=0.1", "--csv", "c.csv")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("error[file-exists]: c.csv is already there, and is left as it is\n")


def test_a_reader_that_has_gone_does_not_cost_the_run(here):
    world = os.environ | {"PYTHONPATH": str(Path(nncli_package.__file__).parents[1])}
    command = f"{sys.executable} -m nncli train xor --out run | head -n 3"
    subprocess.run(["sh", "-c", command], env=world, capture_output=True, check=False)
    assert (here / "run/model.npz").exists()


def test_compare_lays_runs_side_by_side(nncli, here):
    done = nncli(
        "compare", "xor", "--vary", "learning_rate=0.1,0.3", "--seeds", "2", "--jobs", "2", "--set",
        "training.epochs=50", "--csv", "runs.csv",
    )  # fmt: skip
    assert done.status == 0
    assert done.lines[:2] == ["XOR, learned: 2-4-1 tanh", "median of 2 seeds (least to greatest); all of 50 epochs"]
    assert done.lines[3].split() == ["learning_rate", "loss", "accuracy"]
    assert [line.split()[0] for line in done.lines[4:6]] == ["0.1", "0.3"]
    rows = list(csv.DictReader((here / "runs.csv").read_text().splitlines()))
    assert [(row["learning_rate"], row["seed"]) for row in rows] == [
        ("0.1", "0"),
        ("0.1", "1"),
        ("0.3", "0"),
        ("0.3", "1"),
    ]
    alone = nncli("train", "xor", "--seed", "1", "--set", "learning_rate=0.3", "--epochs", "50", "--out", "one", "-q")
    assert alone.status == 0
    history = list(csv.DictReader((here / "one/history.csv").read_text().splitlines()))
    assert float(rows[3]["loss"]) == float(history[-1]["loss"])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--vary", "learning_rate"], "error[bad-option]: --vary takes KEY=A,B,…, not 'learning_rate'"),
        (["--vary", "learning_rate=0.1,fast"], "--vary learning_rate=fast: error[wrong-kind]: learning_rate: a number"),
        (["--vary", "nosuch=1"], "--vary nosuch=1: error[unknown-key]: 'nosuch' is not a key here"),
        (["--vary", "learning_rate=1", "--seeds", "1001"], "error[too-many]: these are 1001 runs, and compare makes"),
        (["--vary", "seed=1,2"], "error[bad-option]: every choice is trained from several seeds already"),
        (["--vary", "epochs=5,5"], "error[bad-option]: 'training.epochs' is varied twice the same way"),
        (["--vary", "epochs=5", "--vary", "epochs=6"], "error[bad-option]: 'training.epochs' is varied twice"),
    ],
)
def test_what_cannot_be_compared(nncli, arguments, complaint):
    done = nncli("compare", "xor", *arguments, columns=200)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err


def test_ctrl_c_ends_all_processes_without_a_trace(here):
    """As a terminal does it: the signal goes to every process of the group."""
    command = [sys.executable, "-m", "nncli", "compare", "watermelon", "--vary", "mode=standard,accumulated"]
    world = os.environ | {"PYTHONPATH": str(Path(nncli_package.__file__).parents[1])}
    with subprocess.Popen(
        [*command, "--set", "training.epochs=900000", "--set", "training.engine=arrays", "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=world, start_new_session=True,
    ) as process:  # fmt: skip
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while children.exists() and len(children.read_text().split()) < 3 and process.poll() is None:
            time.sleep(0.1)  # the two that train, and Python's own that tidies up behind them
        time.sleep(1 if children.exists() else 5)  # they may still be importing, or compute already
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "error[stopped]: stopped by you: 0 of 10 runs had ended\n"
