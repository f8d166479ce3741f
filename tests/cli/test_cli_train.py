"""`nncli train`: what it prints, what it keeps, what it refuses."""

import json

import numpy as np
import pytest

pytestmark = pytest.mark.usefixtures("here")  # weights are kept where one is

FEW = ("--epochs", "3")


def weights(folder):
    with np.load(folder / "model.npz", allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def test_a_run_in_a_pipe(nncli):
    done = nncli("train", "xor")
    assert (done.status, done.err) == (0, "")
    assert done.lines[0] == "XOR, learned: 2-4-1 tanh"
    assert "standard BP: an update for each sample; sgd (η = 0.1); seed 0; engine scalar" in done.lines
    rows = [line.split() for line in done.lines if line[:10].strip().isdigit()]
    assert [int(row[0]) for row in rows][:4] == [0, 1, 2, 5]
    assert rows[-1] == ["2000", "0.00024951", "100.0%"]
    assert "All 2000 epochs are done." in done.lines
    assert "\x1b" not in done.out


def test_quiet_says_only_how_it_ended(nncli):
    done = nncli("train", "xor", *FEW, "--quiet")
    assert done.lines[1:3] == ["All 3 epochs are done.", "Kept: the weights of epoch 3, the last."]
    assert not [line for line in done.lines if line.startswith("XOR")]


def test_a_folder_holds_all_of_a_run(nncli, here):
    assert nncli("train", "digits", *FEW, "--out", "run", "-q").status == 0
    assert sorted(path.name for path in (here / "run").iterdir()) == [
        "checkpoint.npz", "history.csv", "history.json", "model.npz", "run.json", "spec.yaml",
    ]  # fmt: skip
    lines = (here / "run/history.csv").read_text().splitlines()
    assert lines[0] == "epoch,rate,loss,accuracy,validation_loss,validation_accuracy,seconds"
    assert [line.split(",")[0] for line in lines[1:]] == ["0", "1", "2", "3"]
    columns = json.loads((here / "run/history.json").read_text())["columns"]
    assert [repr(loss) for loss in columns["loss"]] == [line.split(",")[2] for line in lines[1:]]
    assert json.loads((here / "run/run.json").read_text())["ended"] == "epochs"
    assert "epochs: 3" in (here / "run/spec.yaml").read_text()


@pytest.mark.parametrize("spec", ["xor", "digits"])
def test_a_seed_gives_the_same_weights_to_the_last_bit(nncli, here, spec):
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        nncli("train", spec, *FEW, "--seed", seed, "--out", name, "-q")
    a, b, c = (weights(here / name) for name in "abc")
    assert all((a[name] == b[name]).all() for name in a)
    assert any((a[name] != c[name]).any() for name in a if name.endswith("weights"))


def test_a_run_goes_on_to_the_same_bits(nncli, here):
    nncli("train", "digits", "--epochs", "6", "--out", "whole", "-q")
    nncli("train", "digits", "--epochs", "2", "--out", "part", "-q")
    done = nncli("train", "--resume", "part", "--epochs", "6", "-q")
    assert done.status == 0
    assert all((array == weights(here / "part")[name]).all() for name, array in weights(here / "whole").items())


def test_a_folder_that_is_there_is_left_as_it_is(nncli, here):
    (here / "run").mkdir()
    (here / "run/mine.txt").write_text("mine")
    done = nncli("train", "xor", "--out", "run")
    assert done.status == 2
    assert done.err == (
        "error[file-exists]: run is already there, and is left as it is\n"
        "    name another folder, or go on with the run in it: --resume run\n"
    )
    assert [path.name for path in (here / "run").iterdir()] == ["mine.txt"]


def test_divergence_is_told_with_epoch_and_layer(nncli):
    done = nncli("train", "watermelon", "--set", "learning_rate=1e308", "--set", "layers[1].activation=identity", "-q")
    assert done.status == 1
    text = " ".join(done.out.split())
    assert "Diverged in epoch 1, in layer output" in text
    assert "Try a smaller learning rate, such as 1e+307." in text


def test_other_data_by_path(nncli, here):
    (here / "or.csv").write_text("a,b,c\n0,0,no\n0,1,yes\n1,0,yes\n1,1,yes\n")
    done = nncli("train", "xor", "--data", "or.csv", "--out", "run", "--epochs", "200")
    assert done.status == 0
    assert "one output: no is −1, yes is 1" in done.lines
    assert str(here / "or.csv") in (here / "run/spec.yaml").read_text()  # found again from anywhere
    assert nncli("evaluate", "run").lines[-3:] == ["     no  yes", "no    1    ·", "yes   ·    3"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "error[bad-option]: give a spec to train, or --resume with the folder of a run"),
        (["xor", "--resume", "run"], "error[bad-option]: give a spec to train, or --resume"),
        (["--resume", "run"], "error[no-run]: run is no folder of a run: there is no spec.yaml in it"),
        (["--resume", "run", "--out", "b"], "error[bad-option]: --resume goes with neither --data nor --out"),
        (["nosuch"], "error[no-such-spec]: there is no bundled spec 'nosuch'"),
        (["xor-relu"], "error[no-loss]: this network has no 'loss' and 'learning_rate'"),
        (["xor", "--epochs", "0"], "--epochs 0: error[wrong-kind]: training.epochs: a whole number from 1 up"),
        (["xor", "--mode", "batch"], "--mode batch: error[unknown-word]: mode: 'batch' is not known here"),
        (["xor", "--data", "nosuch.csv"], "error[no-such-data]: there is no file nosuch.csv"),
        (["xor", "--data", "mnist"], "mnist: error[no-such-data]: there is no file mnist"),
        (["xor", "--data", "digits"], "error[inputs-do-not-fit]: the data set 'digits' has 64 inputs"),
        (["digits", "--set", "layers[1].units=3"], "error[outputs-do-not-fit]: the data set 'digits' has 10 classes"),
        (
            [
                "spiral",
                "--data",
                "plane",
                "--set",
                "data.test=0",
                "--set",
                "data.validation=0.2",
                "--set",
                "layers[2].activation=identity",
                "--set",
                "loss=squared",
                "--set",
                "training.early_stopping=accuracy",
            ],
            "error[no-classes]: early stopping by accuracy needs classes, and 'plane' has numbers to be predicted",
        ),
        (["rgu", "--mode", "accumulated"], "error[engine]: sequential update is trained sample by sample alone"),
        (["digits", "--set", "training.engine=scalar"], "error[engine]: the engine 'scalar' cannot train this"),
    ],
)
def test_what_cannot_be_trained(nncli, here, arguments, complaint):
    done = nncli("train", *arguments, columns=200)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err
    assert list(here.iterdir()) == []


def test_finished_weights_are_kept_beside_one_and_said(nncli, here):
    first, second = (nncli("train", "xor", *FEW, "-q") for _ in range(2))
    assert "The weights and the history are in xor-run." in first.lines
    assert "The weights and the history are in xor-run-2." in second.lines
    assert nncli("evaluate", "xor-run").status == 0
    assert nncli("train", "xor", *FEW, "-q", "--no-save").status == 0
    assert sorted(path.name for path in here.iterdir()) == ["xor-run", "xor-run-2"]
