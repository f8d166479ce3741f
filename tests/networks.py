"""Random small networks, as specs go in at the front door: what the property tests draw from.

One to three layers of one to three units, every activation and every loss that fits, biases or thresholds or none,
learned, fixed or shared, one to three samples, either mode, reduction and update order.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any, cast

from hypothesis import reject
from hypothesis import strategies as st

from nncli.document.reader import read_text
from nncli.errors import TraceError
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.losses import LOSSES
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import trace
from nncli.models.network import Layer
from nncli.spec.bundled import names, open_spec
from nncli.spec.load import load
from nncli.spec.study import Study
from nncli.trace.quantities import Quantity
from nncli.trace.trace import Trace

HIDDEN = [name for name, activation in ACTIVATIONS.items() if activation.reads != "layer"]
FITTING = [(loss.name, output) for loss in LOSSES.values() for output in loss.activations or HIDDEN]
EXACT_HIDDEN = [name for name in HIDDEN if ACTIVATIONS[name].exact]
EXACT_FITTING = [(loss, output) for loss, output in FITTING if LOSSES[loss].exact and ACTIVATIONS[output].exact]

BOUNDS = {"slope": (0, 100), "alpha": (10, 200)}  # of an activation's parameters, in hundredths


def hundredths(low: int = -150, high: int = 150) -> st.SearchStrategy[float]:
    return st.integers(low, high).map(lambda n: n / 100)


def network_of(spec: dict) -> Study:
    return load(read_text(json.dumps({"title": "a test's network"} | spec), "spec.json"))


def one_unit(activation: str, weight: float, target: float = 0, loss: str = "squared", **more: object) -> Study:
    """y = f(weight · 1)."""
    layer = {"units": 1, "activation": activation, "weights": [[weight]]}
    sample = {"x": [1], "target": [target]}
    return network_of({"inputs": 1, "layers": [layer], "loss": loss, "learning_rate": 1, "samples": [sample], **more})


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    loss: str | None = None,
    output: str | None = None,
    hidden: Iterable[str] = HIDDEN,
    order: str | None = "simultaneous",
    mode: str | None = None,
) -> Study:
    """A random network; what is given here is not drawn."""
    if loss is None or output is None:
        loss, output = draw(st.sampled_from(FITTING))
    inputs, n_layers = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    layers, sources = [], inputs
    for at in range(n_layers):
        activation = output if at == n_layers - 1 else draw(st.sampled_from(list(hidden)))
        units = draw(st.integers(1, 3))
        layers.append(draw(_layers(activation, sources, units)))
        sources = units
    samples = draw(st.lists(_samples(loss, inputs, sources), min_size=1, max_size=3))
    return network_of(
        {
            "inputs": inputs,
            "layers": layers,
            "loss": loss,
            "learning_rate": draw(hundredths(1, 100)),
            "mode": mode or draw(st.sampled_from(["standard", "accumulated"])),
            "samples": samples,
            "conventions": {
                "update_order": order or draw(st.sampled_from(["simultaneous", "sequential"])),
                "reduction": draw(st.sampled_from(["sum", "mean"])),
                "relu_slope_at_0": draw(st.sampled_from([0, 0.5, 1])),
            },
        }
    )


@st.composite
def _layers(draw: st.DrawFn, activation: str, sources: int, units: int) -> dict:
    record = ACTIVATIONS[activation]
    choice: dict[str, object] = {"name": activation}
    choice |= {name: draw(hundredths(*BOUNDS[name])) for name in record.parameters if name in BOUNDS}
    in_pieces = record.reads == "pieces"
    pieces = draw(st.integers(2, 3)) if in_pieces else 1
    if in_pieces:
        choice["pieces"] = pieces
    matrix = st.lists(_rows(units), min_size=sources, max_size=sources)
    matrices = draw(st.lists(matrix, min_size=pieces, max_size=pieces))
    layer: dict[str, object] = {
        "units": units, "activation": choice, "weights": matrices if in_pieces else matrices[0]
    }  # fmt: skip
    offset = draw(st.sampled_from(["biases", "thresholds", None]))
    if offset:
        are = draw(st.sampled_from(["learned", "fixed", "shared"]))
        row = hundredths().map(lambda b: [b] * units) if are == "shared" else _rows(units)
        rows = draw(st.lists(row, min_size=pieces, max_size=pieces))
        layer |= {offset: rows if in_pieces else rows[0], "biases_are": are}
    return layer


def _rows(size: int) -> st.SearchStrategy[list[float]]:
    return st.lists(hundredths(), min_size=size, max_size=size)


def _samples(loss: str, inputs: int, outputs: int) -> st.SearchStrategy[dict]:
    record = LOSSES[loss]
    target = _rows(outputs)
    if record.one_hot:
        classes = [[float(i == j) for j in range(outputs)] for i in range(outputs)]
        evenly = {1: [1.0], 2: [0.5, 0.5], 3: [0.25, 0.5, 0.25]}  # sums to 1 without rounding
        target = st.sampled_from([*classes, evenly[outputs]])
    elif record.zero_to_one:
        target = st.lists(hundredths(0, 100), min_size=outputs, max_size=outputs)
    return st.fixed_dictionaries({"x": _rows(inputs), "target": target})


def traced(network: Study, **options: Any) -> Trace:
    """Its trace; where it diverges past all numbers, as two large updates may, another example is taken."""
    try:
        return trace(network, **options)
    except TraceError as error:
        if error.diagnostics[0].code != "overflow":
            raise
        reject()


def near_a_kink(network: Study, trace: Trace, margin: float = 1e-6) -> bool:
    """Whether a unit whose function has a kink reads a net so close to it that rounding could take it across."""
    nets: dict[tuple[str, bool, str], list[float]] = {}
    for step in trace.steps:
        q = Quantity.parse(step.id)
        if q and q.kind == "net":
            nets.setdefault((q.subject, q.after, q.suffix), []).append(float(step.value))
    with_kinks = {
        unit: [] if layer.activation.reads == "pieces" else [0.0]  # pieces cross each other, other nets cross 0
        for layer in network.layers
        if layer.activation.function and layer.activation.function.branch
        for unit in layer.units
    }
    return any(
        abs(a - b) < margin
        for (unit, *_), values in nets.items()
        if unit in with_kinks
        for a, b in combinations(with_kinks[unit] + values, 2)
    )


def with_leaf(network: Study, id: str, number: Numeral) -> Study:
    """The network with another number for one of its leaves: an input, a target, a parameter, the rate."""
    q = Quantity.parse(id)
    assert q is not None
    if q.subject == "eta":
        return replace(network, learning_rate=number)
    if q.is_parameter:
        return replace(network, layers=tuple(_with_parameter(layer, id, number) for layer in network.layers))
    at = (q.sample or 1) - 1
    example = network.samples[at]
    if q.subject.startswith("target["):
        assert example.target is not None
        names = [f"target[{unit}]" for unit in network.outputs]
        example = replace(example, target=_with(example.target, names.index(q.subject), number))
    else:
        example = replace(example, x=_with(example.x, network.inputs.index(q.subject), number))
    return replace(network, samples=_with(network.samples, at, example))


def _with_parameter(layer: Layer, id: str, number: Numeral) -> Layer:
    for parameter, k, i, j in layer.parameter_slots():
        if parameter != id:
            continue
        if i is not None:
            row = _with(layer.weights[k][i], j, number)
            return replace(layer, weights=_with(layer.weights, k, _with(layer.weights[k], i, row)))
        row = tuple(number for _unit in layer.units) if layer.offsets_are == "shared" else None
        return replace(layer, offsets=_with(layer.offsets, k, row or _with(layer.offsets[k], j, number)))
    return layer


def _with(items: tuple, at: int, item: object) -> tuple:
    return (*items[:at], item, *items[at + 1 :])


def worked_examples() -> list[str]:
    """The bundled specs of fully connected layers that write their samples out; others are trained on data sets."""
    return [
        name for name in names()
        if "samples" in (data := cast(dict, open_spec(name).data)) and "model" not in data
        and not any("kind" in layer for layer in data["layers"])
    ]  # fmt: skip


def every_worked_example() -> list[str]:
    """The bundled specs of every system and every kind of layer that write their samples out."""
    return [name for name in names() if "samples" in cast(dict, open_spec(name).data)]
