"""Specs to begin with: of every shape and activation one that is valid, and that there is something to trace in."""

import re

import pytest

from nncli.document.reader import read_text
from nncli.errors import InputError
from nncli.models.systems import trace
from nncli.spec.drafting import FOR_LAYERS, draft_of_shape, shape_of
from nncli.spec.load import load


@pytest.mark.parametrize("activation", FOR_LAYERS)
@pytest.mark.parametrize("sizes", [[1, 1], [2, 3, 1], [3, 2, 2, 2], [5, 4, 3], [20, 20]])
def test_a_draft_is_a_spec(sizes, activation):
    network = load(read_text(draft_of_shape(sizes, activation), "s.yaml"))
    assert (len(network.inputs), *(len(layer.units) for layer in network.layers)) == tuple(sizes)
    assert len(network.samples) == 1
    assert network.layers[0].activation.name == (activation if len(sizes) > 2 else network.layers[-1].activation.name)


def weights(text):
    return [number for row in re.findall(r"(?:- |biases: )\[(.*?)\]", text) for number in row.split(", ")]


def test_weights_have_one_decimal_and_in_larger_networks_two():
    assert all(re.fullmatch(r"-?0\.[1-9]", number) for number in weights(draft_of_shape([2, 3, 1])))
    many = weights(draft_of_shape([5, 4, 3]))
    assert all(re.fullmatch(r"-?0\.\d\d", number) and float(number) for number in many)
    assert len(set(many)) > len(many) // 2


def test_the_seed_draws_other_weights_and_the_same_again():
    assert draft_of_shape([2, 3, 1], seed=1) == draft_of_shape([2, 3, 1], seed=1) != draft_of_shape([2, 3, 1], seed=2)


@pytest.mark.parametrize("seed", range(20))
def test_half_of_the_rectifiers_answer(seed):
    network = load(read_text(draft_of_shape([2, 4, 4, 1], "relu", seed), "s.yaml"))
    values = {step.id: step.value for step in trace(network).steps}
    for layer in network.layers[:-1]:
        assert sum(values[f"{unit}.out"] > 0 for unit in layer.units) >= 2


def test_what_is_a_shape():
    assert shape_of("2-3-1") == [2, 3, 1]
    assert shape_of("2x3") == [2, 3]
    assert shape_of("iris") is shape_of("2") is shape_of("2-3-1.csv") is shape_of("2--1") is None


@pytest.mark.parametrize("text", ["2-0-1", "2-21-1", "20-20-2", "9-999999999999999999999-1"])
def test_shapes_that_nobody_traces(text):
    with pytest.raises(InputError) as error:
        shape_of(text)
    assert error.value.diagnostics[0].code == "out-of-range"
