"""A trained model through its file and back: the same parameters to the last bit, and nothing foreign is taken."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from networks import networks
from small_run import CIRCLE, HIDDEN, OUTPUT, small, trained

from nncli.data.coding import Coding
from nncli.errors import InputError
from nncli.train.arrays.layout import Layout
from nncli.train.keeping.files import npz, read_npz
from nncli.train.keeping.model import TrainedModel
from nncli.train.keeping.run_folder import model_of

RANDOM = {"name": "pieces", "units": 3, "activation": {"name": "maxout", "pieces": 3}, "biases": "random"}
SHARED = {"name": "shared", "units": 2, "activation": "tanh", "thresholds": "random", "biases_are": "shared"}
FIXED = {"name": "fixed", "units": 2, "activation": "relu", "biases": "random", "biases_are": "fixed"}
KINDS = {
    "biases": [HIDDEN, OUTPUT],
    "maxout": [RANDOM, OUTPUT],
    "shared thresholds": [SHARED, OUTPUT],
    "fixed": [FIXED, {**OUTPUT, "thresholds": "random", "biases": None}],
    "none": [{**HIDDEN, "biases": None}, {**OUTPUT, "biases": None}],
    "shared maxout": [{**RANDOM, "biases_are": "shared"}, OUTPUT],
}


def layers_of(kind):
    return [{key: value for key, value in layer.items() if value is not None} for layer in KINDS[kind]]


def through_a_file(model, tmp_path):
    file = tmp_path / "model.npz"
    file.write_bytes(npz(model.to_arrays()))
    return TrainedModel.from_arrays(model.network, read_npz(file), "model.npz")


def assert_same_models(a, b):
    assert a.parameters.dtype == b.parameters.dtype
    assert a.parameters.tobytes() == b.parameters.tobytes()
    assert (a.epoch, a.coding, a.image) == (b.epoch, b.coding, b.image)
    assert (a.scaling is None) == (b.scaling is None)
    if a.scaling:
        assert a.scaling.mean.tobytes() == b.scaling.mean.tobytes()
        assert a.scaling.deviation.tobytes() == b.scaling.deviation.tobytes()


@pytest.mark.parametrize("precision", ["double", "single"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_model_comes_back_as_it_was(kind, precision, tmp_path):
    outcome = trained(small({"precision": precision, "epochs": 3}, layers=layers_of(kind), mode="accumulated"))
    model = model_of(outcome)
    assert_same_models(through_a_file(model, tmp_path), model)
    assert not np.array_equal(model.parameters, outcome.setup.initial())


@settings(max_examples=60)
@given(network=networks())
def test_any_network_comes_back(network):
    theta = Layout(network).initial() / 3
    model = TrainedModel(network, theta, 7, Coding("values"), None)
    assert TrainedModel.from_arrays(network, model.to_arrays(), "").parameters.tobytes() == theta.tobytes()


def test_scaling_classes_and_epoch_come_back(tmp_path):
    data = {**CIRCLE, "standardise": True, "targets": [0.1, 0.9]}
    outcome = trained(small({"early_stopping": "loss"}, data=data))
    model = through_a_file(model_of(outcome), tmp_path)
    assert_same_models(model, model_of(outcome))
    assert (model.coding.low, model.coding.high, model.epoch) == (0.1, 0.9, outcome.kept)
    raw = outcome.setup.data.scaling
    x = outcome.setup.train.examples.x * raw.deviation + raw.mean  # as it comes, before scaling
    outs = outcome.setup.passes(outcome.parameters).outputs(outcome.setup.train.examples.x)
    assert model.outputs(x) == pytest.approx(outs, rel=1e-9)


def test_the_arrays_are_what_their_names_say():
    model = model_of(trained(small({"epochs": 1}, layers=[RANDOM, SHARED, OUTPUT])))
    shapes = {name: array.shape for name, array in model.to_arrays().items()}
    assert shapes == {
        "pieces.weights": (3, 2, 3), "pieces.biases": (3, 3), "shared.weights": (3, 2), "shared.thresholds": (1,),
        "output.weights": (2, 1), "output.biases": (1,), "about": (),
    }  # fmt: skip


def changed_about(**changes):
    def change(arrays):
        return {**arrays, "about": np.array(json.dumps({**json.loads(str(arrays["about"])), **changes}))}

    return change


FOREIGN = {
    "nothing": lambda arrays: {},
    "no about": lambda arrays: {n: a for n, a in arrays.items() if n != "about"},
    "no JSON": lambda arrays: {**arrays, "about": np.array("{")},
    "a list": lambda arrays: {**arrays, "about": np.array("[]")},
    "numbers": lambda arrays: {**arrays, "about": np.arange(3)},
    "a layer is missing": lambda arrays: {n: a for n, a in arrays.items() if n != "output.weights"},
    "biases are missing": lambda arrays: {n: a for n, a in arrays.items() if n != "output.biases"},
    "another size": lambda arrays: {**arrays, "hidden.weights": np.zeros((2, 4))},
    "text": lambda arrays: {**arrays, "hidden.weights": np.array([["a"] * 3] * 2)},
    "whole numbers": lambda arrays: {**arrays, "hidden.weights": np.zeros((2, 3), int)},
    "complex numbers": lambda arrays: {**arrays, "hidden.weights": np.zeros((2, 3), complex)},
    "no coding": changed_about(coding=None),
    "a strange coding": changed_about(coding={"kind": "values", "classes": [], "more": 1}),
    "a strange scaling": changed_about(scaling=[1]),
    "no epoch": changed_about(epoch=None),
}


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_of_this_network(change):
    model = model_of(trained(small({"epochs": 1})))
    with pytest.raises(InputError) as caught:
        TrainedModel.from_arrays(model.network, change(model.to_arrays()), "run/model.npz")
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.message) == (
        "wrong-model", "run/model.npz does not hold the parameters of the network in spec.yaml beside it"
    )  # fmt: skip
