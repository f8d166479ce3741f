"""The multi-layer feed-forward network: a unit of one layer feeds every unit of the next.

    net = Σ w·x + b   (or − θ)
    out = f(net)
    E = ½ Σ (d − y)²  (or another loss)

How it learns is in `back_propagation`.
"""

from collections.abc import Mapping

from nncli.maths.arithmetic import FLOAT, Arithmetic
from nncli.maths.expression import Expression, Reference, total
from nncli.models.back_propagation import learn, reduced
from nncli.models.network import Layer, Mode, Network
from nncli.models.rules import LECTURE, Link, Rules
from nncli.models.run import Pass, Run
from nncli.trace.recorder import Recorder
from nncli.trace.trace import Phase, Trace

SATURATED = 1e-6  # the distance of an output from 0 or 1 at which its logarithm keeps ten digits in binary64


def trace(
    network: Network,
    *,
    arithmetic: Arithmetic = FLOAT,
    mode: Mode | None = None,
    sample: int | None = None,
    updates: int = 1,
    rules: Rules = LECTURE,
) -> Trace:
    """The trace of `updates` updates in a row.

    Standard BP takes one sample for each update, in turn (or `sample`, counted from 1, again and again); accumulated
    BP takes all samples for each; mini-batch BP the next few, in the order in which they stand.

    A network without a loss is only run forward, on all its samples.

    Raises:
        TraceError: if the arithmetic overflows or has no exact value at some step, or there are too many steps.
    """
    plan = samples_used(network, mode or network.mode, sample, updates)
    run = Run(network, rules, Recorder(arithmetic, network.names), plan)
    with arithmetic.context():
        run.given()
        for update, samples in enumerate(plan, start=1):
            run.update = update
            passes = forward_all(run, samples, "forward")
            if network.loss:
                learn(run, passes)
            if run.eta is not None:
                forward_all(run, samples, "after")
    learned = (id for layer in network.layers for id, *_slot in layer.parameter_slots() if layer.learns(id))
    return run.recorder.trace(tuple(learned) if network.loss else ())


def samples_used(network: Network, mode: Mode, sample: int | None, updates: int) -> list[list[int]]:
    """The samples of each update, counted from 1."""
    everything = list(range(1, len(network.samples) + 1))
    if sample is not None:
        return [[sample]] * updates
    if network.loss is None:
        return [everything]
    if mode == "accumulated":
        return [everything] * updates
    size = network.batch_size if mode == "mini-batch" else 1
    batches = [everything[start : start + size] for start in range(0, len(everything), size)]
    return [batches[update % len(batches)] for update in range(updates)]


def forward_all(run: Run, samples: list[int], phase: Phase) -> dict[int, Pass]:
    """A forward pass of each sample, with its loss where there is one; then the sum or mean of the losses."""
    passes, losses = {}, []
    behind: Phase = "loss" if phase == "forward" else phase
    for s in samples:
        passes[s] = forward(run, s, phase)
        if run.network.loss:
            losses.append(loss(run, s, passes[s], behind))
    if len(losses) > 1:
        when = "after" if phase == "after" else "before"
        run.recorder.record(f"loss.{when}{run.mark()}", behind, reduced(run, losses))
    return passes


def forward(run: Run, sample: int, phase: Phase) -> Pass:
    """net and out of every unit, layer by layer; behind them the errors, where there is a loss."""
    mark = (".after" if phase == "after" else "") + run.mark(sample)
    record = run.recorder.record
    outs = {name: run.inputs[sample, name] for name in run.network.inputs}
    nets: dict[tuple[str, int], Reference] = {}
    for layer in run.network.layers:
        together = layer.activation.reads == "layer"  # softmax needs every net of its layer first
        for unit in layer.units:
            for k in layer.pieces:
                nets[unit, k] = record(layer.piece_id(f"{unit}.net", k) + mark, phase, net(run, layer, unit, k, outs))
            if not together:
                outs[unit] = record(f"{unit}.out{mark}", phase, out(run, layer, unit, nets, mark))
        if together:
            for unit in layer.units:
                outs[unit] = record(f"{unit}.out{mark}", phase, out(run, layer, unit, nets, mark))
    errors: dict[str, Reference] = {}
    if run.network.loss:
        for unit in run.network.outputs:
            formula = run.rules.error(run.targets[sample, unit], outs[unit])
            errors[unit] = record(f"{unit}.error{mark}", "loss" if phase == "forward" else phase, formula)
    return Pass(outs, nets, errors)


def net(run: Run, layer: Layer, unit: str, piece: int, outs: Mapping[str, Reference]) -> Expression:
    """Σ w·x, with the bias added or the threshold subtracted."""
    links = [
        Link(outs[source], run.parameters[layer.weight_id(source, unit, piece)], run.mirror(layer, source, unit, piece))
        for source in layer.sources
    ]
    offset = run.parameters[layer.offset_id(unit, piece)] if layer.offset else None
    return run.rules.net(links, offset, layer.offset == "threshold")


def out(run: Run, layer: Layer, unit: str, nets: Mapping[tuple[str, int], Reference], mark: str) -> Expression:
    """f(net)."""
    whole = tuple(nets[u, 0] for u in layer.units) if layer.activation.reads == "layer" else ()
    return run.rules.out(run.place(layer, unit, nets, Reference(f"{unit}.out{mark}")), whole)


def loss(run: Run, sample: int, done: Pass, phase: Phase) -> Reference:
    """E of a sample; a term for each output first, where there are several."""
    terms = loss_terms(run, sample, done)
    if len(terms) > 1:
        mark = (".after" if phase == "after" else "") + run.mark(sample)
        terms = {unit: run.recorder.record(f"{unit}.loss{mark}", phase, term) for unit, term in terms.items()}
    when = "after" if phase == "after" else "before"
    return run.recorder.record(f"loss.{when}{run.mark(sample)}", phase, total(terms.values()))


def loss_terms(run: Run, sample: int, done: Pass) -> Mapping[str, Expression]:
    """The loss of each output; on the nets where an output is so near 0 or 1 that the digits of ln(1 − y) are lost."""
    loss, outputs = run.network.loss, run.network.outputs
    assert loss is not None
    ys = [run.recorder.value(done.outs[unit]) for unit in outputs]
    if loss.on_nets and any(min(y, 1 - y) < SATURATED for y in ys):
        nets = tuple(done.nets[unit, 0] for unit in outputs)
        return {unit: loss.on_nets(run.targets[sample, unit], done.nets[unit, 0], nets) for unit in outputs}
    return {unit: run.rules.loss_term(loss, run.targets[sample, unit], done.outs[unit]) for unit in outputs}
