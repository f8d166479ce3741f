"""What others call it, and where a key belongs that stands in the wrong place."""

import json

import pytest
from networks import network_of

from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.losses import LOSSES
from nncli.models.optimisers import OPTIMISERS
from nncli.spec.load import load
from nncli.spec.schema import spec_schema
from nncli.suggest import OTHER_NAMES, did_you_mean, nearest

ONE = """\
title: one
inputs: 1
layers: [{units: 1, activation: identity, weights: [[1]]}]
loss: squared
learning_rate: 1
samples: [{x: [1], target: [0]}]
"""


def helps(text):
    with pytest.raises(SpecError) as caught:
        load(read_text(text, "a.yaml"))
    return [(d.code, d.help) for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("lr: 0.1", "did you mean 'learning_rate'?"),
        ("optimiser: adam", "write it as 'training.optimiser'"),
        ("Optimizer: adam", "write it as 'training.optimiser'"),
        ("epochs: 3", "write it as 'training.epochs'"),
        ("l2: 0.1", "write it as 'training.regularisation.l2'"),
        ("update_order: sequential", "write it as 'conventions.update_order'"),
        ("training: {lr: 0.1}", "'learning_rate' is a key of the spec itself, not of 'training'"),
        ("training: {optimizer: adam}", "did you mean 'optimiser'?"),
        ("training: {weight_decay: 0.1}", "write it as 'training.regularisation.l2'"),
        ("training: {}\nconventions: {epochs: 3}", "write it as 'training.epochs'"),
        ("initializer: zeros", "did you mean 'initialiser'?"),
    ],
)
def test_a_key_by_another_name_or_in_another_place(line, help):
    given = ONE.replace("learning_rate: 1\n", "") if line.startswith("lr") else ONE
    assert [said for code, said in helps(given + line + "\n") if code == "unknown-key"] == [help]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("mse", "mean_squared"), ("MSELoss", "mean_squared"), ("bce", "binary_cross_entropy"), ("sse", "squared_sum")],
)
def test_a_loss_by_another_name_brings_no_other_fault(word, meant):
    found = helps(ONE.replace("loss: squared", f"loss: {word}"))
    assert [help for code, help in found if code == "unknown-word"] == [f"did you mean '{meant}'?"]
    assert {code for code, _help in found} <= {"unknown-word", "loss-does-not-fit"}


def test_an_activation_by_another_name():
    assert helps(ONE.replace("identity", "linear")) == [("unknown-word", "did you mean 'identity'?")]


def test_every_other_name_leads_to_a_word_that_there_is():
    words = {*ACTIVATIONS, *LOSSES, *OPTIMISERS, "threshold"}

    def collect(part):
        if isinstance(part, dict):
            words.update(part.get("properties", ()))
            words.update(word for word in part.get("enum", ()) if isinstance(word, str))
            words.update([part["const"]] if "const" in part else [])
            for inner in part.values():
                collect(inner)
        elif isinstance(part, list):
            for inner in part:
                collect(inner)

    collect(json.loads(spec_schema()))
    assert set(OTHER_NAMES.values()) <= words
    assert not set(OTHER_NAMES) & set(OTHER_NAMES.values())


def test_another_name_is_only_offered_where_its_word_is_known():
    assert nearest("mse", ["mean_squared", "max"]) == "mean_squared"
    assert nearest("mse", ["max", "minimum"]) is None
    assert did_you_mean("lr", ["seed"]) is None


def test_our_own_words_stay():
    assert network_of({
        "inputs": 1, "layers": [{"units": 1, "activation": "sigmoid", "weights": [[1]]}], "loss": "mean_squared",
        "learning_rate": 1, "samples": [{"x": [1], "target": [0]}],
    }).loss is LOSSES["mean_squared"]  # fmt: skip
