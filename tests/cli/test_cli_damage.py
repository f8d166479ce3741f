"""A run folder that is damaged, changed or not what it seems: a sentence and status 2, never a fault of the program."""

import io
import json
import os
import random

import numpy as np
import pytest

pytestmark = pytest.mark.usefixtures("here")
FILES = ("model.npz", "checkpoint.npz", "run.json", "spec.yaml")
COMMANDS = (("evaluate", "run"), ("predict", "run", "--x", "0,1"), ("train", "--resume", "run", "--epochs", "6", "-q"))


@pytest.fixture
def run(nncli, here):
    """A run with classes, scaling and early stopping: everything that a run can keep."""
    (here / "t.yaml").write_text(json.dumps({
        "title": "t", "inputs": 2, "layers": [{"units": 2, "activation": "softmax", "biases": "random"}],
        "loss": "cross_entropy", "learning_rate": 0.1, "mode": "mini-batch",
        "data": {"name": "gauss", "rows": 30, "standardise": True, "validation": 0.3},
        "training": {"epochs": 4, "early_stopping": "loss"},
    }))  # fmt: skip
    done = nncli("train", "t.yaml", "--out", "run", "-q")
    assert done.status == 0, done.err
    return here / "run"


def test_bits_that_have_fallen_over(nncli, run):
    dice, whole = random.Random(3), {name: (run / name).read_bytes() for name in FILES}
    seen = set()
    for n in range(60):
        name, command = FILES[n % 3], COMMANDS[(n // 3) % 3]
        content = bytearray(whole[name])
        for _bit in range(dice.choice((1, 1, 3, 20))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        (run / name).write_bytes(content)
        done = nncli(*command)
        assert done.status in (0, 1, 2), (name, command, done.err)
        seen.add(done.status)
        for each, content_ in whole.items():
            (run / each).write_bytes(content_)
    assert seen == {0, 2}


def leaves(value, path=()):
    """The place of every value in JSON data."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from leaves(inner, (*path, key))


def changed(value, path, new):
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize(("file", "array", "command"), [
    ("model.npz", "about", COMMANDS[0]), ("checkpoint.npz", "scalars", COMMANDS[2]), ("run.json", None, COMMANDS[2]),
])  # fmt: skip
def test_every_value_of_its_json_of_another_kind(nncli, run, file, array, command):
    if array is None:
        whole, arrays = json.loads((run / file).read_text()), {}
    else:
        arrays = dict(np.load(run / file))
        whole = json.loads(str(arrays[array]))
    places = [place for place in leaves(whole) if len(place) < 3 or place[-1] in (0, "classes")]
    dice, refused = random.Random(1), 0
    for place in places:
        text = json.dumps(changed(whole, place, dice.choice([None, "x", -1, [], {}, [[1]], 1e300, True])))
        if array is None:
            (run / file).write_text(text)
        else:
            out = io.BytesIO()
            np.savez(out, **{**arrays, array: np.array(text)})
            (run / file).write_bytes(out.getvalue())
        done = nncli(*command)
        assert done.status in (0, 2), (place, text[:300], done.err)
        refused += done.status == 2
    assert refused >= (1 if array is None else len(places) // 2)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("file", FILES)
def test_a_pipe_in_place_of_a_file_is_not_waited_for(nncli, run, file, command):
    (run / file).unlink()
    os.mkfifo(run / file)
    done = nncli(*command)
    needed = {"evaluate": ("model.npz", "spec.yaml"), "predict": ("model.npz", "spec.yaml")}
    assert done.status == (2 if file in needed.get(command[0], ("checkpoint.npz", "run.json", "spec.yaml")) else 0)


def test_a_model_that_is_larger_than_its_file_is_refused(nncli, run):
    arrays = dict(np.load(run / "model.npz"))
    with (run / "model.npz").open("wb") as file:
        np.savez_compressed(file, **arrays, more=np.zeros(1 << 20))
    done = nncli("evaluate", "run")
    assert (done.status, "error[not-npz]" in done.err) == (2, True)


def test_scaling_for_another_number_of_inputs(nncli, run):
    arrays = dict(np.load(run / "model.npz"))
    about = json.loads(str(arrays["about"]))
    about["scaling"] = {"mean": [0.0], "deviation": [1.0]}
    np.savez(run / "model.npz", **{**arrays, "about": np.array(json.dumps(about))})
    done = nncli("evaluate", "run")
    assert (done.status, "error[wrong-model]" in done.err) == (2, True)
