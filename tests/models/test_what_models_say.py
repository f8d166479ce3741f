"""What a model tells of itself: what there is to draw, its matrices, its ids, its words, its conventions."""

import json
from dataclasses import replace

import pytest
from networks import network_of

from nncli.document.reader import read_text
from nncli.maths.notation import write
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import claims
from nncli.models.layers.maps import Maps, Window
from nncli.models.sketch import Link, Sheet
from nncli.models.systems import trace
from nncli.spec.load import load, load_model
from nncli.trace.quantities import base


def two_layers(**more):
    layers = [
        {"units": ["P", "Q"], "activation": "tanh", "weights": [[1, 2], [3, 4]], "biases": [5, 6]},
        {"units": ["O"], "activation": {"name": "maxout", "pieces": 2}, "weights": [[[7], [8]], [[9], [10]]],
         "thresholds": [[11], [12]]},
    ]  # fmt: skip
    sample = {"x": [1, 2], "target": [3]}
    spec = {"inputs": ["A", "B"], "layers": layers, "loss": "squared", "learning_rate": 0.1, "samples": [sample]}
    return network_of(spec | more)


def picture(layers, shape, x, **more):
    spec = {"title": "t", "inputs": {"X": shape}, "layers": layers, "samples": [{"x": x}]} | more
    return load(read_text(json.dumps(spec), "spec.json"))


def colours():
    """Two maps of 2×3, two kernels of 2×2, two pools of 1×2."""
    kernels = [[[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[9, 10], [11, 12]], [[13, 14], [15, 16]]]]
    layers = [
        {"name": "C", "kind": "convolution", "kernels": kernels, "biases": [17, 18], "activation": "relu"},
        {"name": "P", "kind": "max-pooling", "size": [1, 2], "stride": 1},
    ]
    return picture(layers, [2, 2, 3], [[[1, 2, 3], [4, 5, 6]]] * 2)


def series():
    layers = [
        {"name": "C", "kind": "convolution", "kernels": [1, 2], "biases": [3], "activation": "relu"},
        {"name": "P", "kind": "average-pooling", "size": 2},
    ]
    return picture(layers, [3], [4, 5, 6])


def perceptron(**more):
    spec = {"title": "t", "model": "perceptron", "inputs": 2, "learning_rate": 0.5, "weights": [1, 2], "bias": 3}
    spec |= {"samples": [{"x": [4, 5], "target": 1}]} | more
    return load_model(read_text(json.dumps(spec), "spec.json"))


def texts(numbers):
    return {id: number.text for id, number in numbers.items()}


# To draw


def test_units_with_their_wires():
    sketch = two_layers().sketch()
    hidden, output = sketch.stages
    assert (sketch.inputs, sketch.input_maps) == (("A", "B"), ())
    assert (hidden.name, hidden.units, hidden.does, hidden.pieces) == ("h1", ("P", "Q"), "tanh", 1)
    assert hidden.links == tuple(Link(s, u, 0, f"w[{s},{u}]") for u in "PQ" for s in "AB")
    assert hidden.offsets == {"P": ("b[P]",), "Q": ("b[Q]",)}
    assert (output.does, output.pieces) == ("maxout", 2)
    assert output.links == tuple(Link(s, "O", k, f"w[{s},O,{k + 1}]") for k in (0, 1) for s in "PQ")
    assert output.offsets == {"O": ("theta[O,1]", "theta[O,2]")}
    assert not hidden.is_in_maps
    assert not hidden.kernels
    assert texts(sketch.numbers) == {
        "w[A,P]": "1", "w[A,Q]": "2", "w[B,P]": "3", "w[B,Q]": "4", "b[P]": "5", "b[Q]": "6", "w[P,O,1]": "7",
        "w[Q,O,1]": "8", "w[P,O,2]": "9", "w[Q,O,2]": "10", "theta[O,1]": "11", "theta[O,2]": "12", "A": "1", "B": "2",
        "target[O]": "3",
    }  # fmt: skip


def test_where_there_are_several_samples_or_no_target_no_number_stands_at_them():
    several = two_layers(samples=[{"x": [1, 2], "target": [3]}, {"x": [4, 5], "target": [6]}]).sketch().numbers
    assert not {"A", "B", "target[O]"} & set(several)
    alone = replace(two_layers(loss=None, learning_rate=None, samples=[{"x": [1, 2]}])).sketch().numbers
    assert {"A", "B"} <= set(alone)
    assert "target[O]" not in alone


def test_a_unit_without_offset_draws_none():
    layer = {"units": ["y"], "activation": "identity", "weights": [[1]]}
    [stage] = network_of({"inputs": 1, "layers": [layer], "samples": [{"x": [1]}]}).sketch().stages
    assert stage.offsets == {"y": ()}


def test_maps_with_their_kernels():
    sketch = colours().sketch()
    convolution, pool = sketch.stages
    rows = ((1, 1), (1, 2)), ((2, 1), (2, 2))
    assert [sheet.name for sheet in convolution.kernels] == ["K[1,1]", "K[1,2]", "K[2,1]", "K[2,2]"]
    for sheet, k, c in zip(convolution.kernels, (1, 1, 2, 2), (1, 2, 1, 2), strict=True):
        assert sheet.grid == tuple(tuple(f"K[{k},{c},{m},{n}]" for m, n in row) for row in rows)
    assert convolution.maps == tuple(Sheet(f"C[{k}]", ((f"C[{k},1,1]", f"C[{k},1,2]"),)) for k in (1, 2))
    assert convolution.offsets == {"C[1]": ("b[C1]",), "C[2]": ("b[C2]",)}
    assert (convolution.does, convolution.links, convolution.is_in_maps) == ("relu", (), True)
    assert (convolution.pieces, pool.pieces, pool.links, pool.offsets) == (1, 1, (), None)
    assert (pool.does, pool.kernels, pool.is_in_maps) == ("max-pooling 1×2", (), True)
    assert pool.maps == (Sheet("P[1]", (("P[1,1,1]",),)), Sheet("P[2]", (("P[2,1,1]",),)))
    of_inputs = [tuple(tuple(f"X[{c},{i},{j}]" for j in (1, 2, 3)) for i in (1, 2)) for c in (1, 2)]
    assert sketch.input_maps == (Sheet("X[1]", of_inputs[0]), Sheet("X[2]", of_inputs[1]))


def test_a_series_and_its_kernel():
    sketch = series().sketch()
    convolution, pool = sketch.stages
    assert convolution.kernels == (Sheet("K", (("K[1]", "K[2]"),)),)
    assert convolution.maps == (Sheet("C", (("C[1]", "C[2]"),)),)
    assert convolution.offsets == {"C": ("b[C]",)}
    assert pool.does == "average-pooling 2"
    assert sketch.input_maps == (Sheet("X", (("X[1]", "X[2]", "X[3]"),)),)


@pytest.mark.parametrize(
    ("more", "does"),
    [({}, "step"), ({"dead_zone": 0}, "sign"), ({"samples": [{"x": [4, 5], "target": -1}]}, "sign")],
)
def test_a_perceptron(more, does):
    sketch = perceptron(**more).sketch()
    [stage] = sketch.stages
    assert (sketch.inputs, stage.units, stage.does) == (("x1", "x2"), ("y",), does)
    assert (stage.pieces, stage.maps, sketch.input_maps) == (1, (), ())
    assert stage.links == (Link("x1", "y", 0, "w[x1,y]"), Link("x2", "y", 0, "w[x2,y]"))
    assert stage.offsets == {"y": ("b[y]",)}
    numbers = {"w[x1,y]": "1", "w[x2,y]": "2", "b[y]": "3", "x1": "4", "x2": "5"}
    assert {id: text for id, text in texts(sketch.numbers).items() if id != "target[y]"} == numbers


# Matrices


def test_the_matrices_of_layers():
    assert two_layers().grids() == {
        "h1": (("P", "Q"),), "layer 1": (("P", "Q"),), "W1": (("w[A,P]", "w[A,Q]"), ("w[B,P]", "w[B,Q]")),
        "b1": (("b[P]", "b[Q]"),), "y": (("O",),), "layer 2": (("O",),),
    }  # fmt: skip
    threshold = {"units": 2, "activation": "identity", "weights": [[1, 2]], "thresholds": 3, "biases_are": "shared"}
    grids = network_of({"inputs": 1, "layers": [threshold], "samples": [{"x": [1]}]}).grids()
    assert (grids["theta1"], grids["W1"]) == ((("theta[y]",),), (("w[x1,y1]", "w[x1,y2]"),))
    assert "b1" not in grids


def test_the_matrices_of_maps():
    grids = colours().grids()
    assert list(grids) == ["X[1]", "X[2]", "C[1]", "K[1,1]", "K[1,2]", "C[2]", "K[2,1]", "K[2,2]", "bC", "P[1]", "P[2]"]
    assert grids["K[2,1]"] == (("K[2,1,1,1]", "K[2,1,1,2]"), ("K[2,1,2,1]", "K[2,1,2,2]"))
    assert (grids["bC"], grids["C[2]"]) == ((("b[C1]", "b[C2]"),), (("C[2,1,1]", "C[2,1,2]"),))
    assert series().grids() == {
        "X": (("X[1]", "X[2]", "X[3]"),), "C": (("C[1]", "C[2]"),), "K": (("K[1]", "K[2]"),), "bC": (("b[C]",),),
        "P": (("P[1]",),),
    }  # fmt: skip


def test_a_layer_without_offsets_has_no_vector_of_them():
    layer = {"name": "C", "kind": "convolution", "kernels": [[1]]}
    example = picture([layer], [1, 1], [[1]])
    assert set(example.grids()) == {"X", "C", "K"}
    assert example.sketch().stages[0].offsets == {}


def test_windows_of_different_sides():
    """(N + 2P − D(F − 1) − 1)/S + 1, each side by its own numbers; and where the cells lie."""
    window = Window((2, 3), stride=(2, 1), padding=(1, 0), dilation=(2, 1))
    maps = Maps("X", 1, 4, 5)
    assert window.fits(maps) == ((4 + 2 - 2 - 1) / 2 + 1, 5 - 2 - 1 + 1)
    assert list(window.cells(maps, 0, 0)) == [(1, n, 1, n) for n in range(3)]
    assert list(window.cells(maps, 1, 2)) == [(m, n, 1 + 2 * m, 2 + n) for m in range(2) for n in range(3)]
    assert Window((1, 1)).fits(maps) == (4, 5)


# Words


def test_the_words_of_a_network():
    assert two_layers().says() == [
        "2 → 2 tanh → 1 maxout; loss E = ½ Σ (d − y)²", "δ = −∂E/∂net; back = Σ δ·w"
    ]  # fmt: skip
    assert two_layers(conventions={"update_order": "sequential"}).says()[2:] == [
        "sequential update: hidden errors use the new weights"
    ]
    assert colours().says() == ["2×2×3 → 2 kernels 2×2 relu (2×1×2) → max-pooling 1×2 (2×1×1)"]
    assert series().says() == ["3 → 1 kernel 2 relu (2) → average-pooling 2 (1)"]


def test_the_words_of_a_perceptron():
    rule = "perceptron: y = 1 if net ≥ 0, else {}; Δw = η·(d − y)·x"
    assert perceptron().says() == [rule.format("0")]
    assert perceptron(samples=[{"x": [4, 5], "target": -1}]).says() == [rule.format("−1")]
    zone = "perceptron: y = 1 if net > {0}, −1 if net < {1}, else 0; a mistake teaches Δw = η·d·x"
    assert perceptron(dead_zone=0.2).says() == [zone.format("0.2", "−0.2")]
    assert perceptron(dead_zone=0).says() == [zone.format("0", "0")]


def test_facts():
    assert two_layers().facts() == {"loss": "squared", "update_order": "simultaneous"}
    assert series().facts() == {"loss": None, "update_order": "simultaneous"}
    assert perceptron(order="first-wrong").facts() == {"model": "perceptron", "order": "first-wrong"}


# Ids and conventions


def test_the_ids_of_a_network():
    ids = ["A", "B"]
    for unit, pieces, last in (("P", [""], False), ("Q", [""], False), ("O", ["[1]", "[2]"], True)):
        forward = [*(f"{unit}.net{piece}" for piece in pieces), f"{unit}.out", *([f"{unit}.error"] if last else [])]
        ids += [id + when for id in forward for when in ("", ".after")]
        ids += [f"{unit}.{kind}{piece}" for kind in ("slope", "delta") for piece in pieces]
        ids.append("target[O]" if last else f"{unit}.back")
    for id, _number in two_layers().parameters_given():
        ids += [id, f"{id}.grad", f"{id}.step", f"{id}.new"]
    ids += ["eta", "loss.before", "loss.after"]
    assert sorted(two_layers().quantities()) == sorted(ids)
    assert sorted({base(step.id) for step in trace(two_layers()).steps}) == sorted(ids)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("cancels", [False, True])
def test_a_trace_holds_what_its_network_says(several, cancels):
    """An error and a loss of their own for each of several outputs; no slope where the loss takes it into itself."""
    units = 2 if several else 1
    layer = {"units": units, "activation": "sigmoid", "biases": [0.5] * units, "biases_are": "fixed"}
    sample = {"x": [1, 2], "target": [0.25] * units}
    loss = "binary_cross_entropy" if cancels else "squared"
    example = network_of(
        {"inputs": 2, "layers": [layer], "loss": loss, "learning_rate": 1, "samples": [sample],
         "conventions": {"input_gradients": True}}
    )  # fmt: skip
    ids = {base(step.id) for step in trace(example).steps}
    assert ids == set(example.quantities())
    assert ("y1.loss" in ids, "y1.slope" in ids) == (several, not cancels)
    assert {"x1.grad", "x2.grad", "b[y1]"} <= ids
    assert not any(id.startswith("b[y1].") for id in ids)


def test_what_is_claimed_to_be_a_gradient_of_what():
    """Of a parameter's gradient the loss of all samples, of an input's that of its own sample."""
    samples = [{"x": [1], "target": [2]}, {"x": [3], "target": [4]}]
    layer = {"units": ["y"], "activation": "identity", "weights": [[1]], "biases": [1], "biases_are": "fixed"}
    example = network_of(
        {"inputs": ["x"], "layers": [layer], "loss": "squared", "learning_rate": 1, "mode": "accumulated",
         "samples": samples, "conventions": {"input_gradients": True}}
    )  # fmt: skip
    found = [(c.number, write(c.of, str), c.parameter) for c in claims(example, trace(example))]
    assert found == [("w[x,y].grad", "loss.before", "w[x,y]")] + [
        (f"x.grad@s{n}", f"loss.before@s{n}", f"x@s{n}") for n in (1, 2)
    ]
    assert claims(example, trace(series())) == []


def test_what_a_picture_and_a_series_hold():
    for example in (colours(), series()):
        assert {base(step.id) for step in trace(example).steps} == set(example.quantities())


def test_the_ids_of_a_perceptron():
    ids = ["x1", "x2", "eta", "target[y]", "w[x1,y]", "w[x2,y]", "b[y]"]
    ids += [f"{id}.{kind}" for id in ("w[x1,y]", "w[x2,y]", "b[y]") for kind in ("step", "new")]
    assert list(perceptron().quantities()) == [*ids, "y.net", "y.out", "y.error"]
    fixed = perceptron(bias={"value": 3, "learns": False})
    assert list(fixed.learned()) == ["w[x1,y]", "w[x2,y]"]
    assert not {"b[y].step", "b[y].new"} & set(fixed.quantities())
    assert (perceptron().outputs, fixed.offset_id) == (("y",), "b[y]")


def test_another_rate_and_the_other_order():
    for example in (two_layers(), perceptron()):
        assert example.at_rate(Numeral("7")) == replace(example, learning_rate=Numeral("7"))
    [other] = two_layers().otherwise()
    assert other.update_order == "sequential"
    assert [again.update_order for again in other.otherwise()] == ["simultaneous"]
    assert list(perceptron().otherwise()) == []


def test_in_sequential_order_only_the_last_layers_steps_are_gradients():
    assert two_layers().not_gradients() == frozenset()
    expected = {"w[A,P]", "w[A,Q]", "w[B,P]", "w[B,Q]", "b[P]", "b[Q]"}
    assert two_layers(conventions={"update_order": "sequential"}).not_gradients() == expected
    assert perceptron().not_gradients() == perceptron().through_steps() == frozenset()


def test_parameters_up_to_the_last_step_have_no_derivative():
    layers = [{"units": [unit], "activation": f, "weights": [[1]]} for unit, f in zip("PQRS", STEPPED, strict=True)]
    example = network_of({"inputs": ["A"], "layers": layers, "samples": [{"x": [1]}]})
    assert example.through_steps() == {"w[A,P]", "w[P,Q]", "w[Q,R]"}
    assert two_layers().through_steps() == frozenset()


STEPPED = ("step", "tanh", "step", "tanh")
