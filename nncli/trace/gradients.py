"""Is BP right? Its gradients against two oracles that do not know BP.

reverse mode         ∂E/∂q by the chain rule on the trace's own formulas
central difference   (E(q + h) − E(q − h)) / 2h, in decimals of 50 digits, so that h can be tiny
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import cast

from nncli.maths.arithmetic import Value
from nncli.maths.expression import Call, Expression, Reference
from nncli.trace.replay import replay
from nncli.trace.trace import Trace

LOSS = "loss.before"
H = Decimal("1e-15")  # the error of the quotient is about h², far below binary64's 1e-16
TOLERANCE = 1e-8


class Verdict(Enum):
    """What the comparison of one parameter's gradients shows."""

    AGREES = "agrees"
    WRONG = "wrong"
    KINK = "kink"  # the difference reaches across a point without a derivative
    STEP_UNIT = "step-unit"  # the loss depends on it through step units only
    NOT_A_GRADIENT = "not-a-gradient"  # sequential order: the step is not −η·∂E/∂w, on purpose


@dataclass(frozen=True, slots=True)
class Claim:
    """That the recorded step `number` is ∂of/∂parameter: what a system says of its own gradients."""

    number: str
    of: Expression
    parameter: str


@dataclass(frozen=True, slots=True)
class Row:
    """One gradient three times, and how far the recorded one is from the other two. `id` is the parameter's."""

    id: str
    number: str
    bp: Value
    reverse: Value
    central: Value
    error: float
    verdict: Verdict


def adjoints(trace: Trace, of: str | Expression, seed: Value = 1) -> dict[str, Value]:
    """∂of/∂q for every step q that `of` follows from, by one backward sweep over the formulas."""
    into: dict[str, Value] = {}
    with trace.arithmetic.context():
        _expression(of).pull(seed, trace.values, trace.arithmetic, into)
        for step in reversed(trace.steps):
            if step.formula is not None and step.id in into:
                step.formula.pull(into[step.id], trace.values, trace.arithmetic, into)
    return into


def central_difference(precise: Trace, id: str, of: str | Expression = LOSS) -> Value:
    """(E(q + h) − E(q − h)) / 2h on a trace in decimals."""
    formula = _expression(of)
    with precise.arithmetic.context():
        value = precise.values[id]
        until = _last(precise, formula)
        around = (replay(precise, {id: value + cast(Value, h)}, until=until) for h in (H, -H))
        up, down = (formula.evaluate(values, precise.arithmetic) for values in around)
        return (up - down) / cast(Value, 2 * H)


def _expression(of: str | Expression) -> Expression:
    return Reference(of) if isinstance(of, str) else of


def _last(trace: Trace, formula: Expression) -> str:
    """The last of the steps that a formula speaks of."""
    spoken_of = set(formula.references())
    return next(step.id for step in reversed(trace.steps) if step.id in spoken_of)


def check(
    trace: Trace,
    precise: Trace,
    *,
    claims: Sequence[Claim],
    through_steps: Collection[str] = (),
    no_gradients: Collection[str] = (),
) -> list[Row]:
    """A row for each of `claims`.

    `precise` is the same run in decimals that are not rounded. It decides where the trace's own arithmetic has lost the
    digits that would tell, as binary64 does in 1 − y at a saturated unit; then its numbers stand in the row.
    `through_steps` are the parameters that reach the loss through step units alone, `no_gradients` those whose steps
    are no gradients by convention.
    """
    swept: dict[Expression, tuple[dict[str, Value], dict[str, Value]]] = {}
    rows = []
    for claim in claims:
        id, of = claim.parameter, claim.of
        if of not in swept:
            swept[of] = adjoints(trace, of), adjoints(precise, of)
        central = central_difference(precise, id, of)
        bp, by_formulas, error = _compared(trace, swept[of][0], claim, central)
        if error > TOLERANCE:
            bp, by_formulas, error = _compared(precise, swept[of][1], claim, central)
        verdict = Verdict.AGREES if error <= TOLERANCE else Verdict.WRONG
        if id in through_steps:
            verdict = Verdict.STEP_UNIT
        elif id in no_gradients:
            verdict = Verdict.NOT_A_GRADIENT
        elif verdict is Verdict.WRONG and crosses_kink(precise, id, of):
            verdict = Verdict.KINK
        rows.append(Row(id, claim.number, bp, by_formulas, central, error, verdict))
    return rows


def _compared(run: Trace, reverse: Mapping[str, Value], claim: Claim, central: Value) -> tuple[Value, Value, float]:
    """BP's gradient, the one by the formulas, and how far BP's is from that and from the central difference."""
    bp, by_formulas = run[claim.number].value, reverse.get(claim.parameter, 0.0)
    return bp, by_formulas, max(relative_error(bp, by_formulas), relative_error(bp, central))


def relative_error(a: Value, b: Value) -> float:
    """|a − b| / max(|a|, |b|); two numbers below 1e-12 are both taken for 0."""
    a, b = float(a), float(b)
    scale = max(abs(a), abs(b))
    return 0.0 if scale < 1e-12 else abs(a - b) / scale


def crosses_kink(precise: Trace, id: str, of: str | Expression = LOSS) -> bool:
    """Whether some function lies on another side of its kink at q − h, q and q + h."""
    value = precise.values[id]
    with precise.arithmetic.context():
        until = _last(precise, _expression(of))
        points = [replay(precise, {id: value + cast(Value, h)}, until=until) for h in (-H, Decimal(0), H)]
        sides = [[side for step in precise.steps if step.formula and step.id in values
                  for side in _sides(step.formula, values, precise)] for values in points]  # fmt: skip
    return sides[0] != sides[1] or sides[1] != sides[2]


def _sides(formula: Expression, values: Mapping[str, Value], trace: Trace) -> list[object]:
    found: list[object] = []
    if isinstance(formula, Call) and formula.function.branch:
        found.append(formula.function.branch(*[a.evaluate(values, trace.arithmetic) for a in formula.arguments]))
    for child in formula.children():
        found += _sides(child, values, trace)
    return found
