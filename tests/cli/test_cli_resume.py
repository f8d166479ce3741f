"""`nncli train --resume`: what a run that goes on may change, and what is told of a folder that is damaged."""

import io
import json

import numpy as np
import pytest

FROM_NEW = "    begin a new run for another, with --out\n"
OTHER_STATE = (
    "error[wrong-checkpoint]: the checkpoint is of another network, optimiser or precision than the spec\n"
    "    a run goes on with those it was begun with; begin a new one for others, with --out\n"
)


@pytest.fixture
def run(nncli, here):
    """A run by standard BP, in straight-line code."""
    assert nncli("train", "xor", "--epochs", "5", "--out", "run", "-q").status == 0
    return here / "run"


@pytest.fixture
def batches(nncli, here):
    """A run in mini-batches, by arrays."""
    assert nncli("train", "xor", "--epochs", "5", "--mode", "mini-batch", "--out", "run", "-q").status == 0
    return here / "run"


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(nncli, run, *arguments):
    """What is said; nothing in the folder changes."""
    before = content(run)
    done = nncli("train", "--resume", str(run.name), *arguments, columns=200)
    assert (done.status, done.out) == (2, "")
    assert content(run) == before
    return done.err


def test_a_run_goes_on_and_its_spec_says_so(nncli, run):
    done = nncli("train", "--resume", "run", "--epochs", "8", "--set", "learning_rate=0.2", "-q")
    assert (done.status, done.err) == (0, "")
    assert "All 8 epochs are done." in done.lines
    spec = (run / "spec.yaml").read_text()
    assert "epochs: 8" in spec
    assert "learning_rate: 0.2" in spec
    again = nncli("train", "--resume", "run", "-q")
    assert (again.status, again.out) == (0, done.out)
    rates = [line.split(",")[1] for line in (run / "history.csv").read_text().splitlines()[1:]]
    assert rates == ["0.1"] * 6 + ["0.2"] * 3


def test_a_run_that_has_done_more_is_left_as_it_is(nncli, run):
    before = content(run)["model.npz"]
    assert "All 5 epochs are done." in nncli("train", "--resume", "run", "--epochs", "2", "-q").lines
    assert content(run)["model.npz"] == before


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["--seed", "3"], "seed"), (["--set", "seed=3"], "seed"), (["--set", "layers[0].units=3"], "layers"),
        (["--set", "data=or"], "data"), (["--set", 'data.name="or"'], "data"),
        (["--set", "initialiser.kind=he"], "initialiser"), (["--set", "samples=[]"], "samples"),
        (["--set", "inputs=2"], "inputs"),
    ],
)  # fmt: skip
def test_what_a_run_keeps(nncli, run, arguments, key):
    assert refused(nncli, run, *arguments) == f"error[bad-option]: a run that goes on keeps its '{key}'\n{FROM_NEW}"


@pytest.mark.parametrize(
    "change",
    [
        ["--mode", "accumulated"], ["--set", "training.optimiser=adam"], ["--set", "training.regularisation.l2=0.1"],
        ["--set", "training.precision=single"],
    ],
)  # fmt: skip
def test_what_the_engine_of_a_run_cannot_do(nncli, run, change):
    """Once it went on with plain SGD and said it was Adam."""
    assert refused(nncli, run, *change).startswith(
        "error[engine]: the engine 'scalar' has begun this run, and cannot go on like that: "
    )


@pytest.mark.parametrize("change", ["training.optimiser=adam", "training.precision=single"])
def test_the_memory_of_another_optimiser(nncli, batches, change):
    assert refused(nncli, batches, "--set", change) == OTHER_STATE


def test_a_spec_that_somebody_has_changed(nncli, batches):
    spec = batches / "spec.yaml"
    spec.write_text(spec.read_text().replace("units: 4", "units: 5"))
    assert refused(nncli, batches) == OTHER_STATE


def npz(**arrays):
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


NO_NPZ = "is no .npz file, or is damaged"
PICKLE = "holds pickled objects, and reading those would run what they say"
FOREIGN = "is no checkpoint of nncli"
DAMAGE = {
    "empty": (b"", "not-npz", NO_NPZ),
    "text": (b"hello", "not-npz", NO_NPZ),
    "a pickle": (npz(a=np.array([{}], object)), "pickle", PICKLE),
    "other arrays": (npz(a=np.arange(3)), "wrong-checkpoint", FOREIGN),
    "a list": (npz(scalars=np.array("[]")), "wrong-checkpoint", FOREIGN),
    "no JSON": (npz(scalars=np.array("{")), "wrong-checkpoint", FOREIGN),
}


@pytest.mark.parametrize(("damage", "code", "message"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_checkpoint(nncli, run, damage, code, message):
    (run / "checkpoint.npz").write_bytes(damage)
    assert refused(nncli, run).startswith(f"run/checkpoint.npz: error[{code}]: run/checkpoint.npz {message}\n")


def test_a_model_is_no_checkpoint(nncli, run):
    (run / "checkpoint.npz").write_bytes((run / "model.npz").read_bytes())
    assert refused(nncli, run).endswith("error[wrong-checkpoint]: run/checkpoint.npz is no checkpoint of nncli\n")


def test_before_the_first_checkpoint(nncli, run):
    (run / "checkpoint.npz").unlink()
    assert refused(nncli, run) == (
        "error[no-checkpoint]: the run in run has not come to its first checkpoint\n"
        "    start it again with another --out\n"
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "error[no-run]: run has no readable run.json\n"),
        ("[]", "error[no-run]: run has no readable run.json\n"),
        ("{}", "error[no-run]: run has no readable run.json\n"),
        (json.dumps({"engine": "steam"}), "error[engine]: there is no engine 'steam'\n"),
        (json.dumps({"engine": "arrays"}), OTHER_STATE),
        (json.dumps({"engine": None}), "error[no-run]: run has no readable run.json\n"),
    ],
)
def test_a_damaged_note_of_the_engine(nncli, run, text, complaint):
    (run / "run.json").write_text(text)
    assert refused(nncli, run) == complaint


@pytest.mark.parametrize("command", ["evaluate", "export", "predict"])
def test_a_run_that_has_no_model_yet(nncli, run, command):
    (run / "model.npz").unlink()
    done = nncli(command, "run", *(["--x", "0,1"] if command == "predict" else []), columns=200)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "error[no-model]: the run in run has not ended, and has left no model yet\n"
        "    end it with Ctrl-C, or go on with it: nncli train --resume run\n"
    )
