"""Learning one presentation at a time, as the early rules do: sample after sample, until nothing changes any more."""

from collections.abc import Sequence

from nncli.maths.arithmetic import EXACT, Arithmetic, Value
from nncli.maths.expression import Reference
from nncli.models.perceptron import RULE, Perceptron, PerceptronRules
from nncli.models.rules import Link
from nncli.models.slips.perceptron import SLIPS
from nncli.models.systems import System
from nncli.trace.gradients import Claim
from nncli.trace.quantities import Quantity
from nncli.trace.recorder import MAX_STEPS, Recorder
from nncli.trace.trace import Ending, Outcome, Trace
from nncli.words import N_

PHASES = {"given": N_("Given"), "presentation": N_("Presentation {n}")}


def trace(
    perceptron: Perceptron,
    *,
    arithmetic: Arithmetic = EXACT,
    updates: int | None = None,
    rules: PerceptronRules = RULE,
    like: Trace | None = None,
) -> Trace:
    """The presentations until an epoch is clean or the weights go round, at most `updates` of them.

    With `like`, the same samples are presented in the same order as in that trace, whatever comes out.

    Raises:
        TraceError: if the arithmetic overflows, or there are too many steps.
    """
    run = _Run(perceptron, rules, Recorder(arithmetic, perceptron.names, PHASES))
    with arithmetic.context():
        run.given()
        if like:
            run.repeat(_presented(like))
            return run.recorder.trace(tuple(perceptron.learned()))
        return run.recorder.trace(tuple(perceptron.learned()), run.learn(updates))


def _presented(like: Trace) -> list[int]:
    """The samples of a trace's presentations, in order."""
    nets = (q for step in like.steps if (q := Quantity.parse(step.id)) and q.kind == "net")
    return [q.sample or 1 for q in nets]


class _Run:
    """A run under way: the newest parameters, and how often something was presented."""

    def __init__(self, perceptron: Perceptron, rules: PerceptronRules, recorder: Recorder) -> None:
        self.model, self.rules, self.recorder = perceptron, rules, recorder
        self.parameters: dict[str, Reference] = {}
        self.presentations = 0
        self.epoch_ends: list[tuple[str, ...]] = []

    def mark(self, sample: int) -> str:
        """`@s2#6`; a lone sample is not counted."""
        return (f"@s{sample}" if len(self.model.samples) > 1 else "") + f"#{self.presentations}"

    def given(self) -> None:
        """Writes down the leaves."""
        model, given = self.model, self.recorder.given
        self.inputs, self.targets = [], []
        for s, sample in enumerate(model.samples, start=1):
            mark = f"@s{s}" if len(model.samples) > 1 else ""
            self.inputs.append([given(x + mark, number) for x, number in zip(model.inputs, sample.x, strict=True)])
            assert sample.target is not None
            self.targets.append(given(f"target[{model.unit}]{mark}", sample.target[0]))
        for id, number in model.parameters_given():
            self.parameters[id] = given(id, number)
        self.eta = given("eta", model.learning_rate)

    def present(self, sample: int) -> bool:
        """Presents a sample, writes everything down, and tells whether it was right."""
        model, rules, record, unit = self.model, self.rules, self.recorder.record, self.model.unit
        self.presentations += 1
        mark, xs, target = self.mark(sample), self.inputs[sample - 1], self.targets[sample - 1]
        weights = [self.parameters[f"w[{x},{unit}]"] for x in model.inputs]
        links = [Link(x, w) for x, w in zip(xs, weights, strict=True)]
        offset = self.parameters[model.offset_id] if model.offset_id else None
        subtracted = model.offset == "threshold"
        net = record(f"{unit}.net{mark}", "presentation", rules.net(links, offset, subtracted))
        out = record(f"{unit}.out{mark}", "presentation", rules.out(model, net))
        error = record(f"{unit}.error{mark}", "presentation", rules.error(model, target, out))
        sources: dict[str, Reference | None] = {f"w[{x},{unit}]": r for x, r in zip(model.inputs, xs, strict=True)}
        for id in model.learned():
            x = sources.get(id)
            change = rules.step(self.eta, error, x) if x else rules.offset_step(self.eta, error, subtracted)
            step = record(f"{id}.step{mark}", "presentation", change)
            formula = rules.new(self.parameters[id], step, x is None)
            self.parameters[id] = record(f"{id}.new{mark}", "presentation", formula)
        return not self.recorder.value(error)

    def state(self) -> tuple[Value, ...]:
        """The parameters' values."""
        return tuple(self.recorder.value(parameter) for parameter in self.parameters.values())

    def learn(self, most: int | None) -> Ending:
        """Epoch after epoch, until one is clean, the parameters go round, or it has been long enough."""
        seen: dict[tuple[Value, ...], int] = {self.state(): 0}
        starts = [0]  # how much had been presented at the beginning of each epoch
        room = MAX_STEPS // (3 + 2 * len(self.parameters)) - len(self.model.samples) - 10
        while True:
            clean = self._epoch(most)
            self.epoch_ends.append(tuple(parameter.id for parameter in self.parameters.values()))
            epoch = len(self.epoch_ends)
            if clean is None or self.presentations > room or (epoch >= self.model.epochs and not clean):
                return self._ended(Outcome.LIMIT)
            if clean:
                return self._ended(Outcome.CLEAN)
            starts.append(self.presentations)
            before = seen.setdefault(self.state(), epoch)
            if before != epoch:
                return self._ended(Outcome.CYCLE, epoch - before, self.presentations - starts[before])

    def _epoch(self, most: int | None) -> bool | None:
        """Whether all was right; in the order `first-wrong` an epoch ends with its mistake. None: `most` is reached."""
        clean = True
        for sample in range(1, len(self.model.samples) + 1):
            if self.presentations == most:
                return None
            if not self.present(sample):
                clean = False
                if self.model.order == "first-wrong":
                    break
        return clean

    def repeat(self, samples: Sequence[int]) -> None:
        """Presents these samples, whatever comes out."""
        for sample in samples:
            self.present(sample)

    def _ended(self, outcome: Outcome, epochs: int = 0, presentations: int = 0) -> Ending:
        ends = tuple(self.epoch_ends)
        return Ending(outcome, len(ends), self.presentations, epochs, presentations, ends)


def claims(perceptron: Perceptron, trace: Trace) -> list[Claim]:
    """That Δw is −η·∂E/∂w of the perceptron's criterion E = −error·net, at every presentation.

    The output does not move with the weights, but where the net is exactly 0.
    """
    found, current = [], {id: id for id, _value in perceptron.parameters_given()}
    for step in trace.steps:
        q = Quantity.parse(step.id)
        if q and q.kind == "step":
            net, error = (Reference(f"{perceptron.unit}.{kind}{q.suffix}") for kind in ("net", "error"))
            found.append(Claim(step.id, Reference("eta") * error * net, current[q.subject]))
        elif q and q.kind == "new":
            current[q.subject] = step.id
    return found


SYSTEM = System(trace, claims, RULE, SLIPS, PHASES, EXACT, takes=frozenset({"updates"}))
