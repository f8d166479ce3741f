"""A run that is killed again and again, and resumed each time, ends with the same bits as one that nobody disturbs."""

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_run import assert_same_state

import nncli
from nncli.train.keeping.files import read_npz
from nncli.train.state import State

HIDDEN = {"name": "hidden", "units": 16, "activation": "tanh", "biases": "random"}
OUTPUT = {"name": "output", "units": 1, "activation": "sigmoid", "biases": "random"}
SPEC = {
    "title": "Circle", "inputs": 2, "layers": [HIDDEN, OUTPUT], "loss": "squared", "learning_rate": 0.01, "seed": 4,
    "data": {"name": "circle", "rows": 100, "noise": 0.4, "validation": 0.2},
}  # fmt: skip
ARRAYS = {"optimiser": "adam", "batch_size": 4, "early_stopping": {"monitor": "loss", "patience": 60}, "epochs": 400}
SCALAR = {"engine": "scalar", "epochs": 3000, "shuffle": True, "evaluate_every": 10}
RUNS = {
    "arrays": SPEC | {"mode": "mini-batch", "training": ARRAYS},
    "scalar": SPEC | {"mode": "standard", "training": SCALAR},
}
KILLS, TRIES = 3, 4  # so many kills at least, in so many attempts


def start(*arguments, **options):
    """`nncli` as a process of its own, from where the tests take it."""
    env = {**os.environ, "PYTHONPATH": str(Path(nncli.__file__).parent.parent), "LANGUAGE": "en"}
    command = [sys.executable, "-m", "nncli", *map(str, arguments)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def done(process):
    """Waits for the end, which is to be a good one."""
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return out


def begin(folder, name):
    spec = folder / f"{name}.yaml"
    spec.write_text(json.dumps(RUNS[name]))
    return spec, ["train", spec, "--quiet", "--checkpoint", "0", "--out"]


def await_checkpoint(process, run, newer_than=0):
    file = run / "checkpoint.npz"
    while process.poll() is None and not (file.exists() and file.stat().st_mtime_ns > newer_than):
        time.sleep(0.005)
    return file.stat().st_mtime_ns if file.exists() else 0


def killed_again_and_again(run, command, dice):
    """How often it was killed before it came to its end."""
    kills, written, process = 0, 0, start(*command, run)
    while True:
        written = await_checkpoint(process, run, written)
        time.sleep(dice.uniform(0, 0.4))
        process.kill()
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            assert process.returncode == 0
            return kills
        kills += 1
        if kills > KILLS + 3:  # enough: let it come to its end
            done(start("train", "--resume", run, "--quiet"))
            return kills
        process = start("train", "--resume", run, "--quiet", "--checkpoint", "0")


@pytest.fixture(scope="module", params=RUNS)
def undisturbed(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    spec, _command = begin(folder, request.param)
    done(start("train", spec, "--quiet", "--out", folder / "whole"))
    return request.param, folder


def assert_same_runs(a, b):
    """Everything in the two folders but the times."""
    assert_same_state(*(State.from_arrays(read_npz(run / "checkpoint.npz")) for run in (a, b)))
    models = [{n: x.tobytes() for n, x in read_npz(run / "model.npz").items()} for run in (a, b)]
    assert models[0] == models[1]
    for run in (a, b):
        assert not list(run.glob(".*"))
    texts = [io.StringIO((run / "history.csv").read_text()) for run in (a, b)]
    rows = [[{**row, "seconds": ""} for row in csv.DictReader(text)] for text in texts]
    assert rows[0] == rows[1]
    assert len(rows[0]) > 100
    about = [{**json.loads((run / "run.json").read_text()), "seconds": 0} for run in (a, b)]
    assert about[0] == about[1]
    assert (a / "spec.yaml").read_bytes() == (b / "spec.yaml").read_bytes()


def test_killed_and_resumed(undisturbed):
    name, folder = undisturbed
    dice, (_spec, command) = random.Random(11), begin(folder, name)
    for attempt in range(TRIES):
        run = folder / f"killed-{attempt}"
        kills = killed_again_and_again(run, command, dice)
        assert_same_runs(folder / "whole", run)
        if kills >= KILLS:
            return
    pytest.fail(f"{TRIES} runs ended before they could be killed {KILLS} times")


def test_interrupted_and_resumed(undisturbed):
    name, folder = undisturbed
    _spec, command = begin(folder, name)
    run = folder / "interrupted"
    process = start(*command, run)
    await_checkpoint(process, run)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "\nstopping after this epoch; Ctrl-C once more stops at once\n"
    assert "\nStopped by you after epoch " in out
    assert out.endswith(f"\nThe weights and the history are in {run}.\nGo on with it: nncli train --resume {run}\n"), (
        out
    )
    assert (run / "model.npz").exists()
    assert json.loads((run / "run.json").read_text())["ended"] == "interrupted"
    done(start("train", "--resume", run, "--quiet"))
    assert_same_runs(folder / "whole", run)


def test_interrupted_without_a_folder(tmp_path):
    """Nothing is lost: a folder is made for it, beside those that are there."""
    (tmp_path / "scalar-run").mkdir()
    spec, _command = begin(tmp_path, "scalar")
    process = start("train", spec, "--set", "training.epochs=1000000", cwd=tmp_path)
    for line in process.stdout:
        if line.split()[:1] == ["10"]:
            break
    process.send_signal(signal.SIGTERM)
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out.endswith("Go on with it: nncli train --resume scalar-run-2\n")
    resumed = done(start("train", "--resume", "scalar-run-2", "--set", "training.stop.loss=10", cwd=tmp_path))
    assert "the training loss is below 10" in resumed
    assert not list((tmp_path / "scalar-run").iterdir())
