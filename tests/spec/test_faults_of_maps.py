"""Faults in specs of convolutions, pools and perceptrons: each with what the user is told."""

import json

import pytest

from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.spec.load import load_model

CONVOLUTION = {"name": "C", "kind": "convolution", "kernels": [[0, 1], [2, 3]]}


def told(**spec):
    with pytest.raises(SpecError) as error:
        load_model(read_text(json.dumps({"title": "t"} | spec), "spec.json"))
    return [f"{d.code}: {d.message}" + (f" ({d.help})" if d.help else "") for d in error.value.diagnostics]


def of_layers(*layers, shape=(3, 3), **more):
    sample = {"x": more.pop("x", [[0] * shape[-1] for _row in range(shape[-2])] if len(shape) > 1 else [0] * shape[0])}
    if "target" in more:
        sample["target"] = more.pop("target")
    return told(inputs={"X": list(shape)}, layers=list(layers), samples=[sample], **more)


def test_the_size_rule_refuses_what_is_not_whole():
    """The slide: a 7×7 picture, a 3×3 kernel, stride 3: 2.33 is not whole."""
    layer = {"kind": "convolution", "kernels": 1, "size": 3, "stride": 3}
    assert of_layers(layer, shape=(7, 7)) == [
        "does-not-fit: layers[0].stride: the window does not fit: (N − F)/S + 1 = 2.33 for N = 7, F = 3, S = 3, P = 0 "
        "(with this window a stride of 1, 2, 4 fits; with this stride a padding of 1)"
    ]


def test_a_window_larger_than_the_picture():
    assert of_layers(CONVOLUTION | {"kernels": 1, "size": 4}) == [
        "does-not-fit: layers[0].size: a window of 4 does not fit into 3 (take a smaller window, or some padding)"
    ]


def test_a_pool_leaves_out_what_is_left_over():
    spec = {"title": "t", "inputs": {"X": [5, 5]}, "layers": [{"name": "P", "kind": "max-pooling", "size": 2}],
            "samples": [{"x": [[0] * 5] * 5}]}  # fmt: skip
    assert len(load_model(read_text(json.dumps(spec), "spec.json")).layers[0].units) == 4


def test_maps_are_needed_before_a_convolution():
    assert told(inputs=2, layers=[CONVOLUTION], samples=[{"x": [1, 2]}]) == [
        "no-maps: layers[0].kind: a layer of kind 'convolution' reads maps, and before it stand single units (give the "
        "inputs rows and columns, as in 'inputs: {X: [28, 28]}', and only such layers before it)"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kernels": [[0, 1], [2]]}, "shape: layers[0].kernels: all kernels are of one size"),
        ({"kernels": [[[[0, 1]], [[1, 2]]]]}, "shape: layers[0].kernels: each kernel needs a matrix for each of the 1"),
        ({"kernels": [0, 1]}, "shape: layers[0].kernels: kernels are needed that read 1 map"),
        ({"kernels": 3}, "missing-key: layers[0].kernels: kernels that are drawn need a 'size'"),
        ({"biases": [1, 2]}, "shape: layers[0].biases: 2 numbers where 1 are needed, one for each kernel"),
        ({"padding": -1}, "out-of-range: layers[0].padding: a padding is not negative"),
        ({"stride": 0}, "wrong-kind: layers[0].stride: a whole number from 1 up is needed here"),
        ({"activation": "softmax"}, "does-not-fit: layers[0].activation: 'softmax' does not go with a convolution"),
        ({"strid": 2}, "unknown-key: layers[0]: 'strid' is not a key here (did you mean 'stride'?)"),
        ({"name": "K1"}, "reserved-name: layers[0].name: 'K1' has a meaning of its own in nncli"),
    ],
)
def test_a_convolution(change, expected):
    found = of_layers(CONVOLUTION | change)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_an_unknown_kind_of_layer():
    (found,) = of_layers({"kind": "convolutoin", "units": 1, "activation": "relu"})
    assert found.startswith("unknown-word: layers[0].kind: 'convolutoin' is not known here")


def test_a_picture_of_another_shape():
    assert of_layers(CONVOLUTION, x=[[1, 2], [3, 4]]) == [
        "shape: samples[0].x: 3×3 numbers are needed here (write them row by row: [[…], […]]; several maps as a list "
        "of such)"
    ]
    assert told(inputs=2, layers=[{"units": 1, "activation": "relu"}], samples=[{"x": [[1, 2]]}]) == [
        "shape: samples[0].x: one list of numbers is needed here, and this is a list of lists (rows of numbers go with "
        "inputs in maps, as in 'inputs: {X: [3, 3]}')"
    ]


def test_more_units_than_anybody_waits_for():
    (found,) = told(inputs={"X": [2000, 2000]}, layers=[CONVOLUTION | {"kernels": [[1]]}], samples=[{"x": [1]}])
    assert found == "too-large: layers[0]: this layer has 4000000 units, and nncli takes up to 1000000"


GATE = [{"x": [0, 1], "target": 0}, {"x": [1, 1], "target": 1}]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"threshold": 1, "bias": 1}, "both-offsets: a perceptron has a threshold or a bias, not both"),
        ({"learning_rate": 0}, "out-of-range: learning_rate: a learning rate is more than 0"),
        ({"epochs": 10**6}, "out-of-range: epochs: nncli takes up to 20000 epochs"),
        ({"weights": [1]}, "shape: weights: 1 number where 2 are needed (x1, x2)"),
        ({"samples": [{"x": [0, 1]}]}, "missing-key: samples[0]: this sample has no 'target'"),
        ({"samples": [{"x": [0, 1], "target": 2}]}, "out-of-range: samples[0].target: the targets are 0 and 1"),
        ({"dead_zone": 0}, "out-of-range: samples[0].target: the targets are 0 and 1, or −1 and 1, and this is 0"),
        ({"inputs": ["a", "a"]}, "same-name: inputs[1]: 'a' names two units"),
        ({"inputs": ["eta", "y"]}, "reserved-name: inputs[0]: 'eta' has a meaning of its own"),
        ({"order": "random"}, "unknown-word: order: 'random' is not known here"),
        ({"layers": []}, "unknown-key: 'layers' is not a key here"),
        ({"published": {"w[x1,z].new": 1}}, "unknown-quantity: published: this network has no quantity 'w[x1,z].new'"),
    ],
)
def test_a_perceptron(change, expected):
    found = told(**{"model": "perceptron", "inputs": 2, "learning_rate": 1, "samples": GATE} | change)
    assert found[0].startswith(expected), found


def test_weights_and_biases_of_a_wrong_shape_beside_names_are_told_and_nothing_else_happens():
    layer = {"units": ["P"], "activation": "relu", "weights": [[1, 2], [3, 4]], "biases": [[1, 2], [3, 4]]}
    found = told(inputs=["A"], layers=[layer], samples=[{"x": [1]}], names={"P.out": "p", "w[A,P]": "v"})
    assert [line.split(":")[0] for line in found] == ["shape", "shape"]
