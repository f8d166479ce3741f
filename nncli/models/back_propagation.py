"""Error back-propagation (误差逆传播): how a feed-forward network learns.

    backward   δ = (d − y)·f′(net) at an output,  δ = f′(net)·Σ δ_j w_j at a hidden unit,  ∂E/∂w = −δ·x
    update     Δw = −η·∂E/∂w

δ is −∂E/∂net. What is done at each kind of step is in `rules`; here is the order in which it is done.
"""

from collections.abc import Iterator, Mapping, Sequence

from nncli.maths.expression import Expression, Reference, total
from nncli.models.rules import Link, Place
from nncli.models.run import Pass, Run
from nncli.spec.network import Layer

Deltas = dict[tuple[int, str, int], Reference]  # by sample, unit and piece
Gradients = dict[str, list[Reference]]  # by parameter, one for each sample


def learn(run: Run, passes: Mapping[int, Pass]) -> None:
    """Backward and update, from the last layer to the first.

    Simultaneous order goes backward with the weights as they were, sample after sample, and updates them all at the
    end. Sequential order updates a layer before its deltas go further back, with the new weights.
    """
    deltas: Deltas = {}
    current = dict(run.parameters)
    if run.network.update_order == "sequential":
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
    return summed / len(terms) if run.network.reduction == "mean" and len(terms) > 1 else summed


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
    for unit in layer.units:
        _delta(run, sample, done, layer, later, unit, weights, deltas)
    for id, k, i, j in layer.parameter_slots():
        if layer.learns(id):
            source = None if i is None else done.outs[layer.sources[i]]
            own = layer.units if source is None and layer.offsets_are == "shared" else (layer.units[j],)
            place = Place(layer.units[j], is_output=later is None)
            formula = _gradient(run, place, layer, [deltas[sample, unit, k] for unit in own], source)
            gradient = run.recorder.record(f"{id}.grad{run.mark(sample)}", "backward", formula)
            gradients.setdefault(id, []).append(gradient)


def _delta(
    run: Run, sample: int, done: Pass, layer: Layer, later: Layer | None, unit: str, weights: Mapping[str, Reference],
    deltas: Deltas,
) -> None:  # fmt: skip
    """δ of a unit: from its error at an output, from the later layer's deltas elsewhere."""
    loss, record, mark = run.network.loss, run.recorder.record, run.mark(sample)
    assert loss is not None
    place = Place(unit, is_output=later is None)
    if later is None:
        upstream, factor, with_slope = done.errors[unit], loss.factor, not loss.cancels
    else:
        links = [
            Link(deltas[sample, j, k], weights[later.weight_id(unit, j, k)]) for j in later.units for k in later.pieces
        ]
        upstream, factor, with_slope = record(f"{unit}.back{mark}", "backward", run.rules.back(place, links)), 1, True
    own = tuple(done.nets[unit, k] for k in layer.pieces)
    for k in layer.pieces:
        slope: Expression | None = None
        if with_slope:
            slope = layer.activation.slope_of(own, k, done.outs[unit], layer.parameters)
            assert slope is not None  # softmax has none, and `spec.meaning` lets it only where the slope cancels
            slope = record(layer.piece_id(f"{unit}.slope", k) + mark, "backward", slope)
        formula = run.rules.delta(place, upstream, slope, factor)
        deltas[sample, unit, k] = record(layer.piece_id(f"{unit}.delta", k) + mark, "backward", formula)


def _gradient(
    run: Run, place: Place, layer: Layer, deltas: Sequence[Reference], source: Reference | None
) -> Expression:
    """∂E/∂ of a weight from `source`, or of a bias or threshold; a shared one has the deltas of its whole layer."""
    if source is not None:
        return run.rules.grad(place, deltas[0], source)
    return run.rules.offset_grad(place, total(deltas), layer.offset == "threshold")


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
        step = record(f"{id}.step{mark}", "update", run.rules.step(run.eta, gradient))
        new[id] = record(f"{id}.new{mark}", "update", run.rules.new(run.parameters[id], step))
    return new
