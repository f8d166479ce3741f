"""A large network layer by layer: the right shapes, the right norms, and overflow found and named."""

import math
from dataclasses import replace

import numpy as np
import pytest
from networks import network_of, worked_examples

from nncli.errors import TraceError
from nncli.models.feed_forward import trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.train.readings.summary import summarise


def large(**more):
    """64 inputs, 64 hidden units, 10 classes, three samples."""
    layers = [
        {"name": "hidden", "units": 64, "activation": "relu", "biases": "random"},
        {"name": "classes", "units": 10, "activation": "softmax", "biases": "random"},
    ]
    samples = [
        {"x": [(i * s % 7) / 7 for i in range(64)], "target": [float(c == s) for c in range(10)]} for s in (1, 2, 3)
    ]
    initialiser = {"kind": "normal", "seed": 5, "deviation": 0.1}
    return network_of(
        {"inputs": 64, "layers": layers, "loss": "cross_entropy", "learning_rate": 0.1, "samples": samples,
         "mode": "accumulated", "initialiser": initialiser} | more
    )  # fmt: skip


def extents(summary):
    return {(extent.layer, extent.quantity): extent for extent in summary.extents}


def test_a_large_network_is_summarised():
    summary = summarise(large())
    assert (summary.samples, summary.parameters) == (3, 64 * 64 + 64 + 64 * 10 + 10)
    found = extents(summary)
    assert {key: extent.shape for key, extent in found.items()} == {
        ("", "x"): (3, 64),
        ("hidden", "weights"): (64, 64), ("hidden", "net"): (3, 64), ("hidden", "out"): (3, 64),
        ("classes", "weights"): (64, 10), ("classes", "net"): (3, 10), ("classes", "out"): (3, 10),
        ("classes", "δ"): (3, 10), ("classes", "∂E/∂weights"): (64, 10), ("classes", "∂E/∂offsets"): (10,),
        ("hidden", "δ"): (3, 64), ("hidden", "∂E/∂weights"): (64, 64), ("hidden", "∂E/∂offsets"): (64,),
    }  # fmt: skip
    assert found["hidden", "out"].least == 0
    assert 0 < found["classes", "out"].least < found["classes", "out"].greatest < 1
    assert found["hidden", "weights"].norm == pytest.approx(0.1 * 64, rel=0.05)
    assert 1 < summary.loss < 5


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_a_summary_is_of_the_traces_numbers(reduction):
    """Of a network small enough for both: norms, extremes and loss."""
    layers = [
        {"units": 3, "activation": "tanh", "biases": "random"},
        {"units": 2, "activation": "sigmoid", "thresholds": "random"},
    ]
    samples = [{"x": [0.5, -1], "target": [1, 0]}, {"x": [0.1, 2], "target": [0, 1]}, {"x": [3, 1], "target": [1, 1]}]
    network = network_of(
        {"inputs": 2, "layers": layers, "loss": "squared", "learning_rate": 0.5, "samples": samples,
         "mode": "accumulated", "conventions": {"reduction": reduction}}
    )  # fmt: skip
    run, summary = trace(network), summarise(network)
    found = extents(summary)
    assert summary.loss == pytest.approx(run["loss.before"].value, rel=1e-12)
    for layer in network.layers:
        gradients = {"∂E/∂weights": [], "∂E/∂offsets": []}
        for id, _k, i, _j in layer.parameter_slots():
            gradients["∂E/∂offsets" if i is None else "∂E/∂weights"].append(run[f"{id}.grad"].value)
        for quantity, numbers in gradients.items():
            extent = found[layer.name, quantity]
            expected = (math.hypot(*numbers), min(numbers), max(numbers))
            assert (extent.norm, extent.least, extent.greatest) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("reduction", "share"), [("sum", 1), ("mean", 2)])
def test_a_summary_worked_by_hand(reduction, share):
    """y = 2x at x = 1 and 3, targets 0 and 1: δ = −2 and −5, ∂E/∂w = 2·1 + 5·3, E = ½(4 + 25), or the mean of each."""
    layer = {"name": "unit", "units": 1, "activation": "identity", "weights": [[2]]}
    samples = [{"x": [1], "target": [0]}, {"x": [3], "target": [1]}]
    network = network_of(
        {"inputs": 1, "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": samples,
         "mode": "accumulated", "conventions": {"reduction": reduction}}
    )  # fmt: skip
    summary = summarise(network)
    found = {(e.layer, e.quantity): (e.shape, e.norm, e.least, e.greatest) for e in summary.extents}
    assert list(found) == [
        ("", "x"), ("unit", "weights"), ("unit", "net"), ("unit", "out"), ("unit", "δ"), ("unit", "∂E/∂weights")
    ]  # fmt: skip
    expected = {
        ("", "x"): ((2, 1), math.sqrt(10), 1, 3),
        ("unit", "net"): ((2, 1), math.sqrt(40), 2, 6),
        ("unit", "δ"): ((2, 1), math.sqrt(29), -5, -2),
        ("unit", "∂E/∂weights"): ((1, 1), 17 / share, 17 / share, 17 / share),
    }
    for key, (shape, *numbers) in expected.items():
        assert found[key][0] == shape
        assert found[key][1:] == pytest.approx(numbers, rel=1e-15), key
    assert summary.loss == pytest.approx(14.5 / share, rel=1e-15)
    assert (summary.samples, summary.parameters) == (2, 1)


def test_fixed_offsets_have_no_gradient():
    layer = {"name": "unit", "units": 1, "activation": "identity", "weights": [[2]], "biases": [1]}
    spec = {"inputs": 1, "loss": "squared", "learning_rate": 1, "samples": [{"x": [1], "target": [0]}]}
    quantities = [
        {e.quantity for e in summarise(network_of(spec | {"layers": [layer | more]})).extents}
        for more in ({}, {"biases_are": "fixed"})
    ]
    assert quantities[0] - quantities[1] == {"∂E/∂offsets"}


@pytest.mark.parametrize("name", worked_examples())
def test_every_bundled_spec_has_a_summary(name):
    network = load(open_spec(name))
    summary = summarise(network)
    assert summary.parameters == sum(1 for layer in network.layers for _ in layer.parameter_slots())
    assert (summary.loss is None) == (network.loss is None)
    if network.loss:
        assert summary.loss == pytest.approx(trace(network)["loss.before"].value, rel=1e-12)


def test_one_sample_of_several():
    assert summarise(large(), sample=2).samples == 1
    assert summarise(large(), "standard").samples == 1
    assert summarise(replace(large(), loss=None, learning_rate=None)).samples == 3


@pytest.mark.parametrize(
    ("weights", "layer", "quantity"),
    [([1e200, 1e200], "y", "net"), ([1e200, 1], "y", "∂E/∂weights"), ([1, 1e200], "h1", "δ")],
)
def test_an_overflow_is_found_and_named(weights, layer, quantity):
    layers = [{"units": 1, "activation": "identity", "weights": [[w]]} for w in weights]
    network = network_of(
        {"inputs": 1, "layers": layers, "loss": "squared", "learning_rate": 1, "samples": [{"x": [1], "target": [0]}]}
    )
    with pytest.raises(TraceError) as caught:
        summarise(network)
    [fault] = caught.value.diagnostics
    assert fault.code == "overflow"
    assert layer in fault.message
    assert quantity in fault.message


def test_a_norm_is_finite_where_its_squares_are_not():
    layer = {"units": 2, "activation": "identity", "weights": [[3e200, 4e200]]}
    found = extents(summarise(network_of({"inputs": 1, "layers": [layer], "samples": [{"x": [1]}]})))
    assert found["y", "weights"].norm == pytest.approx(5e200)
    assert found["y", "net"].greatest == 4e200


def test_noughts_have_a_norm_of_nought():
    layer = {"units": 2, "activation": "identity", "weights": [[0, 0]]}
    found = extents(summarise(network_of({"inputs": 1, "layers": [layer], "samples": [{"x": [0]}]})))
    assert {extent.norm for extent in found.values()} == {0}


def test_the_engine_warns_of_nothing():
    with np.errstate(all="raise"):
        summarise(large(layers=[{"units": 10, "activation": "softmax", "biases": "random"}]))
