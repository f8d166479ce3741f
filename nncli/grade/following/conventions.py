"""The conventions under which a sheet makes most sense: which sign δ has, whether numbers were cut off, not rounded.

A convention used throughout is no slip. A sheet is judged as it stands; where that leaves faults, it is judged again
under each convention that could explain them, and the reading that earns most is believed, the plain one where several
earn the same.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from nncli.grade.following.bands import NOISE, padded
from nncli.grade.following.follow import Policy, judge
from nncli.grade.following.programs import Programs
from nncli.grade.results import Judged, Stated, Verdict
from nncli.trace.quantities import Quantity
from nncli.words import N_

# A reading has to be worth more than the rounding of the sum.
BETTER = 1e-6


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of writing numbers down that is as good as the course's own: `read` undoes it.

    `may_be(number, true, own)` is false where a number, beside the true value and the one that follows from the
    student's own numbers, rules the convention out.
    """

    id: str
    remark: str
    concerns: Callable[[Quantity], bool]
    read: Callable[[Stated], Stated]
    may_be: Callable[[Stated, float, float], bool]


def _negated(number: Stated) -> Stated:
    return replace(number, value=-number.value)


def _has_other_sign(number: Stated, true: float, own: float) -> bool:
    return number.value * true <= 0


def _cut_off(number: Stated) -> Stated:
    """A number cut off stands for all that begin with its digits: from itself one unit on, away from 0."""
    away = number.half_unit if number.value >= 0 else -number.half_unit
    return replace(number, value=number.value + away)


def _is_short(number: Stated, true: float, own: float) -> bool:
    """Nearer to 0 than the value: nothing was rounded up. What is far off is no matter of rounding at all."""
    beyond = min(abs(number.value) - abs(value) for value in (true, own))
    return beyond <= NOISE * (abs(true) + 1e-3) or beyond > 2 * number.half_unit


SIGNS: tuple[Convention, ...] = (
    Convention(
        "delta-positive", N_("Read with δ = +∂E/∂net; the course writes δ = −∂E/∂net."),
        lambda q: q.kind in ("delta", "back"), _negated, _has_other_sign,
    ),
    Convention(
        "error-positive", N_("Read with the error as y − d; the course writes d − y."),
        lambda q: q.kind == "error", _negated, _has_other_sign,
    ),
    Convention(
        "gradient-negative", N_("Read with −∂E/∂w where ∂E/∂w is asked."),
        lambda q: q.kind == "grad", _negated, _has_other_sign,
    ),
)  # fmt: skip
CONVENTIONS: tuple[Convention, ...] = (
    *SIGNS,
    Convention("cut-off", N_("Numbers are cut off, not rounded."), lambda q: True, _cut_off, _is_short),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdicts under the conventions named."""

    judged: tuple[Judged, ...]
    conventions: tuple[Convention, ...] = ()

    @property
    def worth(self) -> float:
        """How much of the asked steps it earns."""
        return sum(judged.share for judged in self.judged)


def best_reading(
    programs: Programs, stated: Mapping[str, Stated], asked: Collection[str], policy: Policy,
    conventions: Sequence[Convention] = CONVENTIONS,
) -> Reading:  # fmt: skip
    """The reading that earns most, under those of `conventions` that may help."""
    truth = programs.key.values
    stated = {id: padded(n, truth[id], policy.digits) if id in truth else n for id, n in stated.items()}
    best = Reading(tuple(judge(programs, stated, asked, policy)))
    useful = [convention for convention in conventions if _may_help(convention, best)]
    for count in range(1, len(useful) + 1):
        for chosen in combinations(useful, count):
            reread = {id: _under(chosen, id, number) for id, number in stated.items()}
            verdicts = judge(programs, reread, asked, policy)
            reading = Reading(tuple(_as_written(judged, stated) for judged in verdicts), chosen)
            if reading.worth > best.worth + BETTER:
                best = reading
    return best


def _may_help(convention: Convention, plain: Reading) -> bool:
    """Whether some number that it concerns is faulty, and none rules it out: it has to be used throughout."""
    concerned = [
        (number, judged) for judged in plain.judged
        if (number := judged.stated) and convention.concerns(Quantity.of(judged.id))
    ]  # fmt: skip
    return any(judged.verdict is not Verdict.CORRECT for _number, judged in concerned) and all(
        convention.may_be(number, judged.expected, judged.expected if judged.own is None else judged.own)
        for number, judged in concerned
        if judged.expected
    )


def _under(conventions: Collection[Convention], id: str, number: Stated) -> Stated:
    q = Quantity.of(id)
    for convention in conventions:
        if convention.concerns(q):
            number = convention.read(number)
    return number


def _as_written(judged: Judged, stated: Mapping[str, Stated]) -> Judged:
    return replace(judged, stated=stated.get(judged.id))
