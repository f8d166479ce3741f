"""Error back-propagation (误差逆传播): how a feed-forward network learns.

    backward   δ = (d − y)·f′(net) at an output,  δ = f′(net)·Σ δ_j w_j at a hidden unit,  ∂E/∂w = −Σ δ·x
    update     Δw = −η·∂E/∂w

δ is −∂E/∂net. The sum for ∂E/∂w runs over the wires in which w stands: one alone, but for shared weights. What is done
at each kind of step is in `rules`; here is the order in which it is done.
"""

from collections.abc import Mapping, Sequence

from nncli.maths.activations import IDENTITY
from nncli.maths.expression import Expression, Reference, total
from nncli.models.layers.layer import Unit
from nncli.models.rules import Link, Place, Source
from nncli.models.run import Pass, Run
from nncli.models.wiring import Group, Reader
from nncli.trace.quantities import is_offset_id

Signals = dict[tuple[int, str, int], Expression]  # δ by sample, unit and piece; of a pool, what comes back to it
Gradients = dict[str, list[Reference]]  # by parameter, one for each sample


def learn(run: Run, passes: Mapping[int, Pass]) -> None:
    """Backward and update, from the last layer to the first.

    Simultaneous order goes backward with the weights as they were, sample after sample, and updates them all at the
    end. Sequential order updates a layer before its deltas go further back, with the new weights.
    """
    signals: Signals = {}
    current = dict(run.parameters)
    backwards = run.wiring.groups[::-1]
    if run.sequential:
        for group in backwards:
            gradients: Gradients = {}
            for sample, done in passes.items():
                _backward(run, sample, done, group, current, signals, gradients)
            current |= _updated(run, gradients)
        _input_gradients(run, passes, current, signals)
    else:
        gradients = {}
        for sample, done in passes.items():
            for group in backwards:
                _backward(run, sample, done, group, current, signals, gradients)
        _input_gradients(run, passes, current, signals)
        current |= _updated(run, gradients)
    run.parameters = current


def reduced(run: Run, terms: Sequence[Expression]) -> Expression:
    """The sum or the mean over several samples, by the network's convention."""
    summed = total(terms)
    return summed / len(terms) if run.takes_mean else summed


def _backward(
    run: Run, sample: int, done: Pass, group: Group, weights: Mapping[str, Reference], signals: Signals,
    gradients: Gradients,
) -> None:  # fmt: skip
    """δ of every unit of a group and ∂E/∂ of its parameters, for one sample."""
    mark, layer = run.mark(sample), group.layer
    places = {unit.name: run.place(layer, unit, done.nets, done.outs[unit.name]) for unit in group.units}
    for unit in group.units:
        _signal(run, sample, done, group, unit, places[unit.name], weights, signals)
    for id, uses in group.uses.items():
        if uses and uses[0].reader is None:
            place = places[uses[0].unit.name]
            delta = total(signals[sample, use.unit.name, use.piece] for use in uses)
            formula = run.rules.offset_grad(place, delta, layer.offset == "threshold")
        else:
            formula = run.rules.gather([
                run.rules.grad(
                    places[use.unit.name],
                    signals[sample, use.unit.name, use.piece],
                    _source(run, sample, done, group, use.reader, shared=len(uses) > 1),
                )
                for use in uses
                if use.reader
            ])  # fmt: skip
        gradients.setdefault(id, []).append(run.recorder.record(f"{id}.grad{mark}", "backward", formula))


def _signal(
    run: Run, sample: int, done: Pass, group: Group, unit: Unit, place: Place, weights: Mapping[str, Reference],
    signals: Signals,
) -> None:  # fmt: skip
    """δ of a unit: from its error at an output, from what comes back by its readers elsewhere.

    A pooling unit has no net, and so no δ: what comes back to it is handed on as it is.
    """
    loss, record, mark, layer, name = run.network.loss, run.recorder.record, run.mark(sample), group.layer, unit.name
    assert loss is not None
    if group.is_output:
        upstream, factor, with_slope = done.errors[name], loss.factor, not loss.cancels
    else:
        back = run.rules.back(place, _links_back(run, sample, done, name, weights, signals))
        upstream, factor, with_slope = record(f"{name}.back{mark}", "backward", back), 1, True
    if unit.pool is not None:
        signals[sample, name, 0] = upstream if factor == 1 else factor * upstream
        return
    for k in layer.pieces:
        slope: Expression | None = None
        if with_slope:
            slope = run.rules.slope(place, k)
            assert slope is not None  # softmax has none, and a spec's second pass lets it only where the slope cancels
            slope = record(layer.piece_id(f"{name}.slope", k) + mark, "backward", slope)
        formula = run.rules.delta(place, upstream, slope, factor)
        signals[sample, name, k] = record(layer.piece_id(f"{name}.delta", k) + mark, "backward", formula)


def _links_back(
    run: Run, sample: int, done: Pass, name: str, weights: Mapping[str, Reference], signals: Signals
) -> list[Link]:
    """What comes back to a unit or an input from each of its readers: a δ and a weight, or a pool's part."""
    links = []
    for reader in run.wiring.readers.get(name, ()):
        unit, wire = reader.unit, reader.wire
        signal = signals[sample, unit.name, reader.piece]
        if unit.pool is not None:
            share = run.rules.share(unit.pool, reader.place, run.window(unit, done.outs), unit.cells)
            links.append(Link(signal, share))
        else:
            mirror = run.parameters[wire.mirror] if wire.mirror else None
            turned = run.parameters[wire.turned] if wire.turned else None
            links.append(Link(signal, weights[wire.parameter or ""], mirror, turned))
    return links


def _input_gradients(run: Run, passes: Mapping[int, Pass], weights: Mapping[str, Reference], signals: Signals) -> None:
    """∂E/∂x = −Σ δ·w of every input, where the network asks for them."""
    if not run.network.input_gradients:
        return
    for sample, done in passes.items():
        for name in run.network.inputs:
            place = Place(name, False, IDENTITY, {}, (), done.outs[name])
            back = run.rules.back(place, _links_back(run, sample, done, name, weights, signals))
            run.recorder.record(f"{name}.grad{run.mark(sample)}", "backward", -back)


def _source(run: Run, sample: int, done: Pass, group: Group, reader: Reader, *, shared: bool) -> Source:
    """What a weight multiplies in one of its wires."""
    name, at, inputs = reader.wire.source, reader.place, run.network.inputs
    if shared:
        return Source(done.outs[name], done.nets.get((name, 0)))
    if group is run.wiring.groups[0]:
        hidden = group.units[at].name if at < len(group.units) and not group.is_output else None
        return Source(done.outs[name], hidden=done.outs[hidden] if hidden else None)
    input = run.inputs[sample, inputs[at]] if at < len(inputs) else None
    return Source(done.outs[name], done.nets.get((name, 0)), input=input)


def _updated(run: Run, gradients: Gradients) -> dict[str, Reference]:
    """The parameters after the update; none where there is no learning rate. Several samples' gradients add up."""
    record, mark, new = run.recorder.record, run.mark(), {}
    totals = {
        id: record(f"{id}.grad{mark}", "backward", reduced(run, of_samples)) if len(of_samples) > 1 else of_samples[0]
        for id, of_samples in gradients.items()
    }
    if run.eta is None:
        return {}
    for id, gradient in totals.items():
        is_offset = is_offset_id(id)
        step = record(f"{id}.step{mark}", "update", run.rules.step(run.eta, gradient, is_offset))
        new[id] = record(f"{id}.new{mark}", "update", run.rules.new(run.parameters[id], step, is_offset))
    return new
