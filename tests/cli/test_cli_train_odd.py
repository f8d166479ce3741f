"""`nncli train` with odd input: one sample, numbers at the ends of the floats, places where nothing can be written."""

import json

import numpy as np
import pytest

pytestmark = pytest.mark.usefixtures("here")  # weights are kept where one is

ONE = {
    "title": "One", "inputs": 1, "layers": [{"units": 1, "activation": "identity", "weights": [[0.5]]}],
    "loss": "squared", "learning_rate": 0.1, "samples": [{"x": [1], "target": [0.7]}], "training": {"epochs": 3},
}  # fmt: skip
SINGLE = ["--set", "training.precision=single"]
DOUBLE = "for single precision\n    take 'precision: double'\n"
WHOLE = "a whole number is needed here, not the number"


def train(nncli, *arguments, spec=ONE, **changes):
    return nncli("train", "-", *arguments, stdin=json.dumps({**spec, **changes}), columns=200)


def test_one_sample_from_standard_input(nncli, here):
    done = train(nncli, "--out", "run")
    assert (done.status, done.err) == (0, "")
    # The error falls by a tenth in each epoch: 0.2, 0.18, 0.162, 0.1458.
    assert [line.split() for line in done.lines if line.split()[:1] == ["3"]] == [["3", "0.010629"]]
    assert nncli("predict", "run", "--x", "1").lines[-1].split() == ["1", "0.5542"]
    assert nncli("evaluate", "run").status == 0


@pytest.mark.parametrize(
    ("arguments", "changes", "complaint"),
    [
        ([], {"samples": [{"x": [1]}]},
         "error[missing-key]: samples[0]: this sample has no 'target', and a loss needs one"),
        ([], {"samples": []}, "error[too-few]: samples: at least one is needed here"),
        ([], {"learning_rate": -1}, "error[out-of-range]: learning_rate: a learning rate is not negative"),
        ([], {"training": {"epochs": 1.5}}, f"error[wrong-kind]: training.epochs: {WHOLE} 1.5"),
        ([], {"training": {"epochs": 10**12}}, f"error[wrong-kind]: training.epochs: {WHOLE} {10**12}"),
        ([], {"training": None}, "error[wrong-kind]: training: a mapping is needed here, and there is nothing"),
        ([], {"training": {"early_stopping": "loss"}},
         "error[missing-key]: training: early stopping watches a validation set, and there is none"),
        (SINGLE, {"samples": [{"x": [1e300], "target": [1]}]},
         f"error[out-of-range]: the data have numbers that are too large {DOUBLE}"),
        ([*SINGLE, "--set", "layers[0].weights=[[1e300]]"], {},
         f"error[out-of-range]: the initial weights are too large {DOUBLE}"),
        (["--out", "/proc/run"], {}, "error[cannot-write]: /proc/run cannot be made: No such file or directory\n"),
        (["--out", "/dev/null/run"], {}, "error[cannot-write]: /dev/null/run cannot be made: Not a directory\n"),
        (["--out", "/dev/null"], {}, "error[cannot-write]: /dev/null cannot be made: File exists\n"),
        (["--out", "a" * 300], {}, "cannot be made: File name too long\n"),
        (["--checkpoint", "-1"], {}, "Invalid value for '--checkpoint'"),
        (["--seed", "x"], {}, "Invalid value for '--seed'"),
        (["--epochs", str(10**20)], {}, f"--epochs {10**20}: error[wrong-kind]: training.epochs: {WHOLE}"),
        (["--data", ""], {}, "error["),
        (["--set", "training"], {}, "error[bad-option]: --set takes KEY=VALUE, not 'training'"),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_nothing_behind(nncli, here, arguments, changes, complaint):
    done = train(nncli, *arguments, **changes)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err
    assert list(here.iterdir()) == []


def test_initial_weights_that_overflow(nncli, here):
    """Once it failed at writing the infinite loss down."""
    layer = {"units": 1, "activation": "identity", "weights": [[1e200]]}
    done = train(nncli, "-q", "--out", "run", layers=[layer])
    assert (done.status, done.err) == (1, "")
    assert done.lines[1:] == [
        "The loss is beyond the range of numbers with the initial weights, in layer y.",
        "Try smaller initial weights.",
        "Kept: the weights of epoch 0, the last that were sound.",
        "",
        "set       loss",
        "training     ∞",
        "",
        "The weights and the history are in run.",
    ]
    for name in ("run.json", "history.json"):  # JSON has no infinity
        json.loads((here / "run" / name).read_text(), parse_constant=pytest.fail)
    json.loads(nncli("evaluate", "run", "--format", "json").out, parse_constant=pytest.fail)
    assert nncli("train", "--resume", "run", "-q").status == 1


def test_divergence_keeps_sound_weights(nncli, here):
    done = train(nncli, "-q", "--out", "run", "--set", "training.epochs=9999", learning_rate=2.5)
    assert done.status == 1
    assert "Diverged in epoch " in done.out
    with np.load(here / "run/model.npz") as arrays:
        assert np.isfinite(arrays["y.weights"]).all()
    assert nncli("evaluate", "run").status == 0
    assert nncli("train", "--resume", "run", "--set", "learning_rate=0.1", "-q").status == 0


def test_a_rate_of_0_and_a_step_that_outgrows_floats(nncli):
    assert train(nncli, "-q", learning_rate=0).status == 0
    schedule = {"name": "step", "every": 1, "factor": 1e200}
    assert train(nncli, "-q", training={"epochs": 5, "schedule": schedule}).status == 1


def test_a_title_that_yaml_could_misread(nncli, here):
    assert train(nncli, "--out", "run", "-q", title='on: #1 "西瓜"\n- x').status == 0
    assert nncli("train", "--resume", "run", "-q").status == 0
    assert nncli("export", "run").status == 0
    assert nncli("trace", "run.yaml").status == 0


def test_a_model_that_predicts_numbers_is_not_asked_for_classes(nncli, here):
    samples = [{"x": [0, 1], "target": [0.5]}]
    layer = {"units": 1, "activation": "identity"}
    assert train(nncli, "--out", "run", "-q", inputs=2, layers=[layer], samples=samples).status == 0
    done = nncli("evaluate", "run", "circle")
    assert done.status == 2
    assert done.err.endswith("error[outputs-do-not-fit]: 'circle' does not have what this model predicts\n")
    assert nncli("evaluate", "run", "plane").status == 0
