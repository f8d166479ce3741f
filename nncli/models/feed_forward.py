"""The multi-layer feed-forward network (多层前馈网络): a unit reads the wires that lead to it from the layer before.

    net = Σ w·x + b   (or − θ)
    out = f(net)      (or the largest or the mean of a window: pooling)
    E = ½ Σ (d − y)²  (or another loss)

In a fully connected layer every wire has a weight of its own; a convolution shares its weights. How it learns is in
`back_propagation`.
"""

from collections.abc import Mapping
from itertools import zip_longest

from nncli.maths.arithmetic import FLOAT, Arithmetic
from nncli.maths.expression import Expression, Reference, total
from nncli.models.back_propagation import learn
from nncli.models.layers.layer import Layer, Unit
from nncli.models.layers.pools import MAX_POOL
from nncli.models.network import Mode, Network
from nncli.models.rules import LECTURE, Rules
from nncli.models.run import Pass, Run
from nncli.models.slips.back_propagation import RULE_SLIPS
from nncli.models.slips.convolution import SLIPS as CONVOLUTION_SLIPS
from nncli.models.systems import System
from nncli.models.updating import reduced
from nncli.models.wiring import Group
from nncli.trace.gradients import LOSS, Claim
from nncli.trace.quantities import Quantity
from nncli.trace.recorder import Recorder
from nncli.trace.trace import Phase, Trace
from nncli.words import N_

PHASES = {
    "given": N_("Given"),
    "forward": N_("Forward"),
    "loss": N_("Loss"),
    "backward": N_("Backward"),
    "update": N_("Update"),
    "after": N_("After the update"),
}
SATURATED = 1e-6  # the distance of an output from 0 or 1 at which its logarithm keeps ten digits in binary64


def trace(
    network: Network,
    *,
    arithmetic: Arithmetic = FLOAT,
    mode: Mode | None = None,
    sample: int | None = None,
    updates: int | None = None,
    rules: Rules = LECTURE,
    like: Trace | None = None,
) -> Trace:
    """The trace of `updates` updates in a row (one, if nothing is said).

    Standard BP takes one sample for each update, in turn (or `sample`, counted from 1, again and again); accumulated
    BP takes all samples for each; mini-batch BP the next few, in the order in which they stand.

    A network without a loss is only run forward, on all its samples. (Another run is `like` this one if it has the
    same mode, sample and number of updates: the trace itself need not be known.)

    Raises:
        TraceError: if the arithmetic overflows or has no exact value at some step, or there are too many steps.
    """
    plan = samples_used(network, mode or network.mode, sample, updates or 1)
    run = Run(network, rules, Recorder(arithmetic, network.names, PHASES), plan)
    with arithmetic.context():
        run.given()
        for update, samples in enumerate(plan, start=1):
            run.update = update
            passes = forward_all(run, samples, "forward")
            if network.loss:
                learn(run, passes)
            if run.eta is not None:
                forward_all(run, samples, "after")
    return run.recorder.trace(tuple(network.learned()) if network.loss else ())


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
    when = "after" if phase == "after" else "before"
    if run.network.penalty is not None and losses:
        _penalised_loss(run, losses, when, behind)
    elif len(losses) > 1:
        run.recorder.record(f"loss.{when}{run.mark()}", behind, reduced(run, losses))
    return passes


def _penalised_loss(run: Run, losses: list[Reference], when: str, phase: Phase) -> None:
    """E of the data's loss E₀ and what is added for the size of the parameters."""
    record, penalty = run.recorder.record, run.network.penalty
    assert penalty is not None
    mark = (".after" if when == "after" else "") + run.mark()
    data = record(f"loss.data{mark}", phase, reduced(run, losses)) if len(losses) > 1 else losses[0]
    learned = {id: run.parameters[id] for id in run.network.learned()}
    value = record(f"loss.penalty{mark}", phase, penalty.value(learned, run.setting))
    record(f"loss.{when}{run.mark()}", phase, penalty.whole(data, value, run.setting))


def forward(run: Run, sample: int, phase: Phase) -> Pass:
    """net and out of every unit, group by group; behind them the errors, where there is a loss."""
    mark = (".after" if phase == "after" else "") + run.mark(sample)
    record = run.recorder.record
    outs = {name: run.inputs[sample, name] for name in run.network.inputs}
    nets: dict[tuple[str, int], Reference] = {}
    for group, behind in zip_longest(run.wiring.groups, run.wiring.groups[1:]):
        layer, before = group.layer, rivals(behind)
        function = layer.activation.function
        kink = function is not None and function.branch is not None and layer.activation.reads == "net"
        together = layer.activation.reads == "layer"  # softmax needs every net of its layer first
        for unit in group.units:
            if unit.pool is None:
                for k in layer.pieces:
                    id = layer.piece_id(f"{unit.name}.net", k) + mark
                    nets[unit.name, k] = record(
                        id, phase, net(run, layer, unit, k, outs),
                        kink=kink, ties=[nets[unit.name, other] for other in layer.pieces if other < k],
                    )  # fmt: skip
            if not together:
                ties = [outs[name] for name in before.get(unit.name, ())]
                formula = out(run, group, unit, nets, outs, mark)
                outs[unit.name] = record(f"{unit.name}.out{mark}", phase, formula, ties=ties)
        if together:
            for unit in group.units:
                outs[unit.name] = record(f"{unit.name}.out{mark}", phase, out(run, group, unit, nets, outs, mark))
    errors: dict[str, Reference] = {}
    if loss := run.network.loss:
        rule = loss.error or run.rules.error
        for name in run.network.outputs:
            formula = rule(run.targets[sample, name], outs[name])
            errors[name] = record(f"{name}.error{mark}", "loss" if phase == "forward" else phase, formula)
    return Pass(outs, nets, errors)


def rivals(behind: Group | None) -> Mapping[str, list[str]]:
    """For each unit the earlier ones that stand with it in the window of a max-pool behind them."""
    found: dict[str, list[str]] = {}
    for unit in behind.units if behind else ():
        if unit.pool is MAX_POOL:
            window = [wire.source for wire in unit.pieces[0]]
            for n, source in enumerate(window):
                found.setdefault(source, []).extend(window[:n])
    return found


def net(run: Run, layer: Layer, unit: Unit, piece: int, outs: Mapping[str, Reference]) -> Expression:
    """Σ w·x, with the bias added or the threshold subtracted."""
    offset = unit.offsets[piece]
    given = run.parameters[offset] if offset else None
    return run.rules.net(run.links(unit, piece, outs), given, layer.offset == "threshold")


def out(
    run: Run, group: Group, unit: Unit, nets: Mapping[tuple[str, int], Reference], outs: Mapping[str, Reference],
    mark: str,
) -> Expression:  # fmt: skip
    """f(net); what a pooling unit makes of its window."""
    if unit.pool is not None:
        return run.rules.pool(unit.pool, run.window(unit, outs), unit.cells)
    layer = group.layer
    whole = tuple(nets[other.name, 0] for other in group.units) if layer.activation.reads == "layer" else ()
    return run.rules.out(run.place(layer, unit, nets, Reference(f"{unit.name}.out{mark}")), whole)


def loss(run: Run, sample: int, done: Pass, phase: Phase) -> Reference:
    """E of a sample; a term for each output first, where there are several."""
    terms = loss_terms(run, sample, done)
    if len(terms) > 1:
        mark = (".after" if phase == "after" else "") + run.mark(sample)
        terms = {unit: run.recorder.record(f"{unit}.loss{mark}", phase, term) for unit, term in terms.items()}
    id = f"loss.{'after' if phase == 'after' else 'before'}{run.mark(sample)}"
    if run.network.penalty is not None and not run.several:
        id = f"loss.data{'.after' if phase == 'after' else ''}{run.mark(sample)}"
    return run.recorder.record(id, phase, total(terms.values()))


def loss_terms(run: Run, sample: int, done: Pass) -> Mapping[str, Expression]:
    """The loss of each output; on the nets where an output is so near 0 or 1 that the digits of ln(1 − y) are lost."""
    loss, outputs = run.network.loss, run.network.outputs
    assert loss is not None
    ys = [run.recorder.value(done.outs[unit]) for unit in outputs]
    if loss.on_nets and any(min(y, 1 - y) < SATURATED for y in ys):
        nets = tuple(done.nets[unit, 0] for unit in outputs)
        return {unit: loss.on_nets(run.targets[sample, unit], done.nets[unit, 0], nets) for unit in outputs}
    terms = {unit: run.rules.loss_term(loss, run.targets[sample, unit], done.outs[unit]) for unit in outputs}
    return {unit: term / len(outputs) for unit, term in terms.items()} if loss.mean and len(outputs) > 1 else terms


def claims(network: Network, trace: Trace) -> list[Claim]:
    """That ∂E/∂w is what it says, for every parameter that learns; ∂E_k/∂x too, where it is asked for."""
    if LOSS not in trace:
        return []
    found = [Claim(f"{id}.grad", Reference(LOSS), id) for id in trace.learned]
    inputs = set(network.inputs)
    for step in trace.steps:
        q = Quantity.parse(step.id)
        if q and q.kind == "grad" and q.subject in inputs:
            found.append(Claim(step.id, Reference(LOSS + q.suffix), q.subject + q.suffix))
    return found


SYSTEM = System(
    trace,
    claims,
    LECTURE,
    (*RULE_SLIPS, *CONVOLUTION_SLIPS),
    PHASES,
    FLOAT,
    takes=frozenset({"mode", "sample", "updates", "summary"}),
)
