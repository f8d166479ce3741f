"""A trained model as a spec: the same parameters to the last bit, and `trace` makes the same outputs of it."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import networks
from small_run import SMALL, setup_of, small, trained
from test_model import KINDS, layers_of

from nncli.data.coding import Coding
from nncli.document.reader import read_text
from nncli.errors import InputError
from nncli.models.feed_forward import trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.train.arrays.layout import Layout
from nncli.train.export.to_spec import spec_of
from nncli.train.keeping.model import TrainedModel
from nncli.train.keeping.run_folder import model_of


def document_of(**more):
    return read_text(json.dumps({"title": "t", **SMALL, **more}), "s.json")


def exported(model, document):
    return load(read_text(spec_of(model, document), "exported.yaml"))


@pytest.mark.parametrize("precision", ["double", "single"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_parameters_are_the_same_to_the_last_bit(kind, precision):
    more = {"layers": layers_of(kind), "mode": "accumulated", "initialiser": {"kind": "normal"}}
    model = model_of(trained(small({"precision": precision, "epochs": 3}, **more)))
    again = exported(model, document_of(**more, training={"precision": precision}))
    assert setup_of(again).initial().tobytes() == model.parameters.tobytes()
    run, names = trace(again), again.outputs
    outs = model.outputs(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))
    close = {"rel": 1e-12} if precision == "double" else {"rel": 1e-5, "abs": 1e-6}
    for row in range(4):
        assert [run[f"{name}.out@s{row + 1}"].value for name in names] == pytest.approx(outs[row].tolist(), **close)


@settings(max_examples=60)
@given(network=networks(), data=st.data())
def test_any_numbers_come_back(network, data):
    """As far as binary64 goes, and whatever the activation."""
    size = Layout(network).size
    finite = st.floats(allow_nan=False, allow_infinity=False)
    theta = np.array(data.draw(st.lists(finite, min_size=size, max_size=size)))
    layers = []
    for layer in network.layers:
        choice = {"name": layer.activation.name}
        if layer.activation.reads == "pieces":
            choice["pieces"] = len(layer.weights)
        offset = {"bias": {"biases": "random"}, "threshold": {"thresholds": "random"}, None: {}}[layer.offset]
        are = {"biases_are": layer.offsets_are} if layer.offset else {}
        layers.append({"name": layer.name, "units": list(layer.units), "activation": choice, **offset, **are})
    spec = {
        "title": "t",
        "inputs": list(network.inputs),
        "layers": layers,
        "samples": [{"x": [0] * len(network.inputs)}],
    }
    again = exported(TrainedModel(network, theta, 0, Coding("values"), None), read_text(json.dumps(spec), "s.json"))
    assert Layout(again).initial().tobytes() == theta.tobytes()


def test_the_rest_of_the_spec_stays():
    document = document_of(seed=3, conventions={"reduction": "sum"}, training={"optimiser": "adam", "epochs": 3})
    model = model_of(trained(load(document)))
    data = read_text(spec_of(model, document), "").data
    assert {key: value for key, value in data.items() if key != "layers"} == {
        key: value for key, value in document.data.items() if key != "layers"
    }
    assert [layer["activation"] for layer in data["layers"]] == ["tanh", "sigmoid"]


def test_printed_figures_do_not_go_with_other_weights():
    document = open_spec("lecture")
    network = exported(model_of(trained(load(document))), document)
    assert document.data["published"]
    assert (network.published, network.rounding) == ({}, {})


def test_training_goes_on_from_it():
    document = document_of(training={"epochs": 10})
    first = model_of(trained(load(document)))
    again = trained(exported(first, document))
    assert again.parameters.tobytes() == trained(small({"epochs": 20})).parameters.tobytes()


def test_one_that_would_be_too_large_is_refused(monkeypatch):
    """The reader counts bytes, of which a Chinese sign has three."""
    document = read_text(json.dumps({"title": "西瓜", **SMALL}, ensure_ascii=False), "s.json")
    model = model_of(trained(load(document)))
    size = len(spec_of(model, document).encode())
    monkeypatch.setattr("nncli.train.export.to_spec.MAX_BYTES", size)
    assert len(spec_of(model, document)) == size - 4
    monkeypatch.setattr("nncli.train.export.to_spec.MAX_BYTES", size - 1)
    with pytest.raises(InputError) as caught:
        spec_of(model, document)
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.message, fault.help) == (
        "too-large", "as a spec these 13 parameters would be a file larger than nncli reads",
        "'--to torch' writes them beside a Python module",
    )  # fmt: skip
