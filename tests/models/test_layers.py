"""What holds of every kind of layer: a spec names it, it wires every unit once, and its parts fit each other."""

import json

import pytest

from nncli.document.reader import read_text
from nncli.maths.numeral import Numeral
from nncli.models.layers.pools import POOLS
from nncli.models.systems import trace
from nncli.spec.load import load
from nncli.spec.systems.feed_forward import KINDS
from nncli.trace.quantities import is_parameter_id

LAYERS = {
    "dense": {"units": 2, "activation": "tanh", "biases": "random"},
    "convolution": {"kernels": 2, "size": 2, "biases": "random", "activation": "relu"},
    **{f"{pool}-pooling": {"size": 2, "stride": 1} for pool in POOLS},
}


def network(kind):
    spec = {
        "title": "t", "inputs": {"X": [3, 3]}, "layers": [{"name": "L", "kind": kind} | LAYERS[kind]],
        "samples": [{"x": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}],
    }  # fmt: skip
    return load(read_text(json.dumps(spec), "spec.json"))


def test_every_kind_that_a_spec_may_name_is_tried_here():
    assert set(LAYERS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_of_the_kind_that_the_spec_names(kind):
    assert network(kind).layers[0].kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_unit_is_wired_once_from_sources_by_parameters_that_there_are(kind):
    layer = network(kind).layers[0]
    units, parameters = list(layer.wired()), {id for id, _value in layer.parameters_given()}
    assert [unit.name for unit in units] == list(layer.units)
    wires = [wire for unit in units for wires in unit.pieces for wire in wires]
    assert {wire.source for wire in wires} == set(layer.sources)
    borne = {wire.parameter for wire in wires} | {offset for unit in units for offset in unit.offsets}
    assert borne - {None} == parameters
    assert all(map(is_parameter_id, parameters))


@pytest.mark.parametrize("kind", KINDS)
def test_filled_it_has_the_same_parameters_with_one_number(kind):
    layer = network(kind).layers[0]
    filled = layer.filled(Numeral("7"))
    assert [id for id, _value in filled.parameters_given()] == [id for id, _value in layer.parameters_given()]
    assert {value for _id, value in filled.parameters_given()} <= {Numeral("7")}


@pytest.mark.parametrize("kind", KINDS)
def test_its_grids_hold_its_units_and_its_parameters_each_at_its_place(kind):
    layer = network(kind).layers[0]
    known = set(layer.units) | {id for id, _value in layer.parameters_given()}
    cells = {id for grid in layer.grids(1).values() for row in grid for id in row}
    assert cells == known


@pytest.mark.parametrize("kind", KINDS)
def test_a_trace_of_it_holds_what_the_layer_says_of_its_units(kind):
    example = network(kind)
    layer, run = example.layers[0], trace(example)
    assert {id for unit in layer.units for id in layer.forward_ids(unit)} == {
        step.id for step in run.steps if step.phase == "forward"
    }
