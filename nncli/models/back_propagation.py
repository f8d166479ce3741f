"""Error back-propagation (误差逆传播): how a feed-forward network learns.

    backward   δ = (d − y)·f′(net) at an output,  δ = f′(net)·Σ δ_j w_j at a hidden unit,  ∂E/∂w = −δ·x
    update     Δw = −η·∂E/∂w

δ is −∂E/∂net. What is done at each kind of step is in `rules`; here is the order in which it is done.
"""

from collections.abc import Iterator, Mapping, Sequence

from nncli.maths.expression import Expression, Reference, total
from nncli.models.network import Layer
from nncli.models.rules import Link, Place, Source
from nncli.models.run import Pass, Run

Deltas = dict[tuple[int, str, int], Reference]  # by sample, unit and piece
Gradients = dict[str, list[Reference]]  # by parameter, one for each sample


def learn(run: Run, passes: Mapping[int, Pass]) -> None:
    """Backward and update, from the last layer to the first.

    Simultaneous order goes backward with the weights as they were, sample after sample, and updates them all at the
    end. Sequential order updates a layer before its deltas go further back, with the new weights.
    """
    deltas: Deltas = {}
    current = dict(run.parameters)
    if run.sequential:
        for layer, later in _from_the_last(run):
            gradients: Gradients = {}
            for sample, done in passes.items():
                _backward(run, sample, done, layer, later, current, deltas, gradients)
            current |= _updated(run, gradients)
    else:
        gradients = {}
        for sample, done in passes.items():
            for layer, later in _from_the_last(run):
                _backward(run, sample, done, layer, later, current, deltas, gradients)
        current |= _updated(run, gradients)
    run.parameters = current


def reduced(run: Run, terms: Sequence[Expression]) -> Expression:
    """The sum or the mean over samples, by the network's convention."""
    summed = total(terms)
    return summed / len(terms) if run.takes_mean and len(terms) > 1 else summed


def _from_the_last(run: Run) -> Iterator[tuple[Layer, Layer | None]]:
    """Each layer with the one behind it."""
    layers = run.network.layers
    yield layers[-1], None
    yield from zip(reversed(layers[:-1]), reversed(layers), strict=False)


def _backward(
    run: Run, sample: int, done: Pass, layer: Layer, later: Layer | None, weights: Mapping[str, Reference],
    deltas: Deltas, gradients: Gradients,
) -> None:  # fmt: skip
    """δ of every unit of a layer and ∂E/∂ of its parameters, for one sample."""
    mark = run.mark(sample)
    places = {unit: run.place(layer, unit, done.nets, done.outs[unit]) for unit in layer.units}
    for unit in layer.units:
        _delta(run, sample, done, layer, later, places[unit], weights, deltas)
    for id, k, i, j in layer.parameter_slots():
        if not layer.learns(id):
            continue
        place = places[layer.units[j]]
        if i is not None:
            formula = run.rules.grad(place, deltas[sample, place.unit, k], _source(run, sample, done, layer, i))
        else:
            owners = layer.units if layer.offsets_are == "shared" else (place.unit,)
            delta = total(deltas[sample, unit, k] for unit in owners)
            formula = run.rules.offset_grad(place, delta, layer.offset == "threshold")
        gradients.setdefault(id, []).append(run.recorder.record(f"{id}.grad{mark}", "backward", formula))


def _delta(
    run: Run, sample: int, done: Pass, layer: Layer, later: Layer | None, place: Place,
    weights: Mapping[str, Reference], deltas: Deltas,
) -> None:  # fmt: skip
    """δ of a unit: from its error at an output, from the later layer's deltas elsewhere."""
    loss, record, mark, unit = run.network.loss, run.recorder.record, run.mark(sample), place.unit
    assert loss is not None
    if later is None:
        upstream, factor, with_slope = done.errors[unit], loss.factor, not loss.cancels
    else:
        links = [
            Link(deltas[sample, j, k], weights[later.weight_id(unit, j, k)], run.mirror(later, unit, j, k))
            for j in later.units
            for k in later.pieces
        ]
        upstream, factor, with_slope = record(f"{unit}.back{mark}", "backward", run.rules.back(place, links)), 1, True
    for k in layer.pieces:
        slope: Expression | None = None
        if with_slope:
            slope = run.rules.slope(place, k)
            assert slope is not None  # softmax has none, and `spec.meaning` lets it only where the slope cancels
            slope = record(layer.piece_id(f"{unit}.slope", k) + mark, "backward", slope)
        formula = run.rules.delta(place, upstream, slope, factor)
        deltas[sample, unit, k] = record(layer.piece_id(f"{unit}.delta", k) + mark, "backward", formula)


def _source(run: Run, sample: int, done: Pass, layer: Layer, i: int) -> Source:
    """What the i-th weight into each unit of a layer multiplies."""
    name, inputs = layer.sources[i], run.network.inputs
    if layer is run.network.layers[0]:
        hidden = layer.units[i] if i < len(layer.units) and len(run.network.layers) > 1 else None
        return Source(done.outs[name], hidden=done.outs[hidden] if hidden else None)
    net = done.nets[name, 0]
    return Source(done.outs[name], net, input=run.inputs[sample, inputs[i]] if i < len(inputs) else None)


def _updated(run: Run, gradients: Gradients) -> dict[str, Reference]:
    """The parameters after the update; none where there is no learning rate. Several samples' gradients add up."""
    record, mark, new = run.recorder.record, run.mark(), {}
    several = any(len(of_samples) > 1 for of_samples in gradients.values())
    totals = {
        id: record(f"{id}.grad{mark}", "backward", reduced(run, of_samples)) if several else of_samples[0]
        for id, of_samples in gradients.items()
    }
    if run.eta is None:
        return {}
    for id, gradient in totals.items():
        is_offset = not id.startswith("w[")
        step = record(f"{id}.step{mark}", "update", run.rules.step(run.eta, gradient, is_offset))
        new[id] = record(f"{id}.new{mark}", "update", run.rules.new(run.parameters[id], step, is_offset))
    return new
