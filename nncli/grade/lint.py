"""What a question's numbers cannot tell: for the teacher, before the class sees it.

A slip is invisible where every asked number that it makes lies in the honest band of the right one; two slips coincide
where their numbers lie in each other's bands. More decimals may part them, or another learning rate: at η = 1
forgetting η is right.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

from nncli.grade.assignment import Update
from nncli.grade.following.bands import EXACTLY, World, band, least_half_unit
from nncli.grade.following.programs import Programs
from nncli.grade.results import Stated
from nncli.maths.expression import Expression
from nncli.maths.numeral import Numeral
from nncli.models.slips import Slip
from nncli.models.systems import all_slips, system_of

MOST_DIGITS = 8
OTHER_RATES = ("0.5", "0.1", "0.9")


@dataclass(frozen=True, slots=True)
class Blur:
    """Slips that the asked numbers cannot tell from each other, or, with one slip alone, from the right answer.

    `digits` or `rate` is the least change that would part them; both None where none of those tried does.
    """

    slips: tuple[str, ...]
    digits: int | None = None
    rate: str | None = None

    @property
    def is_invisible(self) -> bool:
        """Whether the slip passes for the right answer."""
        return len(self.slips) == 1


def lint(update: Update) -> list[Blur]:
    """What the question blurs: first the slips that pass for right, then the pairs that pass for each other."""
    digits = update.digits
    pairs = blurred(update.programs, update.asked, digits)
    return [_with_remedy(update, pair) for pair in sorted(pairs, key=_place)]


def _place(slips: tuple[str, ...]) -> tuple[int, list[int]]:
    """Where a blur stands: single slips first, and then by their order in the tables of slips."""
    order = [slip.id for slip in all_slips()]
    return len(slips), [order.index(id) for id in slips]


def blurred(programs: Programs, asked: Collection[str], digits: int) -> set[tuple[str, ...]]:
    """Single ids of slips that cannot be seen, pairs of ids that cannot be told apart.

    Slips that could not change the asked numbers, whatever the network's numbers were, do not count.
    """
    bands = _bands(programs, asked, digits)
    runs: dict[Slip, dict[str, float]] = {}
    for slip, formulas in programs.single:
        world = World(programs.leaves, {}, formulas, programs.arithmetic)
        try:
            runs[slip] = {id: world[id] for id in asked}
        except (ArithmeticError, ValueError):
            continue
    truth = {id: programs.key.values[id] for id in asked}
    runs = {slip: run for slip, run in runs.items() if _matters(programs, programs.altered((slip,)), asked)}
    found: set[tuple[str, ...]] = {(slip.id,) for slip, run in runs.items() if _same(run, truth, bands)}
    shown = [(slip, run) for slip, run in runs.items() if (slip.id,) not in found]
    for (a, run_a), (b, run_b) in combinations(shown, 2):
        if a.id != b.id and _same(run_a, run_b, bands):
            found.add((a.id, b.id))
    return found


def _bands(programs: Programs, asked: Collection[str], digits: int) -> Mapping[str, float]:
    """The honest distance of each asked number, all asked numbers being stated at their least digits."""
    world = programs.world({})
    stated = {id: Stated(world[id], least_half_unit(world[id], digits)) for id in asked}
    return {
        id: number.half_unit + band(id, world, stated, programs.order, digits, through=True)
        for id, number in stated.items()
    }


def _same(a: Mapping[str, float], b: Mapping[str, float], bands: Mapping[str, float]) -> bool:
    return all(abs(a[id] - b[id]) <= width for id, width in bands.items())


def _matters(programs: Programs, formulas: Mapping[str, Expression], asked: Collection[str]) -> bool:
    """Whether a slip would show with other numbers in the same network: f′ of a linear unit may well be forgotten."""
    others = {id: 1.07 * value + 0.01 * n for n, (id, value) in enumerate(programs.leaves.items())}
    right, wrong = (World({}, others, some, programs.arithmetic) for some in (programs.formulas, formulas))
    try:
        return any(abs(right[id] - wrong[id]) > 1e-9 for id in asked)
    except (ArithmeticError, ValueError):
        return True


def _with_remedy(update: Update, slips: tuple[str, ...]) -> Blur:
    """The least change that parts what is blurred: more digits first, then another learning rate."""
    more = range(update.digits + 1, MOST_DIGITS + 1) if update.digits != EXACTLY else ()
    for digits in more:
        if slips not in blurred(_only(update.programs, slips), update.asked, digits):
            return Blur(slips, digits=digits)
    for rate in OTHER_RATES:
        other = update.programs.model.at_rate(Numeral(rate))
        if other is not None and slips not in blurred(_only(Programs(other), slips), update.asked, update.digits):
            return Blur(slips, rate=rate)
    return Blur(slips)


def _only(programs: Programs, ids: tuple[str, ...]) -> Programs:
    """The same programs with these slips alone: nothing else is looked at."""
    few = Programs(programs.model, **programs.how)
    chosen: list[Slip] = [slip for slip in system_of(programs.model).slips if slip.id in ids]
    few.__dict__["single"] = [(slip, few.altered((slip,))) for slip in chosen]
    return few
