"""A source is judged like a student: its figures against the truth, then against what follows from its own figures.

What `models.sources` explains by itself (right, by the source's stated rounding, in the other update order) stands. A
source may also have computed by another convention throughout, such as a mean where a sum is meant; from the very
digits that it prints; or it has gone wrong at one figure, and what follows from that is no fault of its own.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, count
from statistics import median_low

from nncli.grade.following.conventions import SIGNS, Reading, best_reading
from nncli.grade.following.follow import Policy
from nncli.grade.following.programs import Programs
from nncli.grade.results import Judged, Stated
from nncli.grade.results import Verdict as OfStudent
from nncli.grade.say import note
from nncli.maths.arithmetic import Value
from nncli.models.model import Model
from nncli.models.sources import compare_with_source, updates_of
from nncli.trace.published import Comparison, Verdict, rounds_to
from nncli.trace.quantities import Quantity
from nncli.words import _

MOST_INPUTS = 8  # of a figure: each may have gone in as printed or in full
AGREES = (Verdict.MATCHES, Verdict.CHAIN, Verdict.TRUNCATED, Verdict.OTHER_ORDER)
LEAST_DIGITS, MOST_DIGITS = 2, 15
MOST_VAGUE = 0.05  # how far a factor may be unknown, of itself
MOST_UNITS = 5  # of the last digit
UNCLEAR = (Verdict.DIFFERS, Verdict.TRUNCATED)  # cut off is believed only where the printed digits don't explain it
AT_FAULT = (Verdict.DIFFERS, Verdict.SLIP, Verdict.CARRIED)
LEAST_GAIN = 2  # figures: by what one convention alone explains nothing is proved


@dataclass(frozen=True, slots=True)
class Judgement:
    """The figures in the spec's order; the convention under which the source has computed, if it is not the model's.

    `first_fault` is the id of the first figure at fault, in the order of computing; `remarks` are sentences on how the
    figures were read.
    """

    comparisons: tuple[Comparison, ...]
    convention: str = ""
    first_fault: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_failure(self) -> bool:
        """Whether the source is wrong somewhere, or nothing explains a figure."""
        return any(comparison.verdict.is_failure for comparison in self.comparisons)


def judge_source(model: Model) -> Judgement:
    """A verdict for each published figure.

    Raises:
        TraceError: if the model overflows.
        InputError: if a figure names a quantity that the trace does not hold.
    """
    plain = compare_with_source(model)
    if not any(comparison.verdict in UNCLEAR for comparison in plain):
        return Judgement(tuple(plain))
    convention, model, found = _by_convention(model, plain)
    figures = {comparison.id: comparison for comparison in found}
    programs = Programs(model, updates=updates_of(model))
    printed = {id: c.printed for id, c in figures.items() if id in programs.formulas}
    stated = {id: Stated(float(p), 0.5 * 10.0**-p.decimals, p.text) for id, p in printed.items()}
    wrong = {id for id in stated if not _agrees(figures[id])}
    for id in sorted(stated, key=programs.order.__getitem__):
        comparison = figures[id]
        if comparison.verdict in UNCLEAR and _from_printed_digits(programs, stated, id, comparison, wrong - {id}):
            figures[id] = replace(comparison, verdict=Verdict.CHAIN)
            wrong.discard(id)
    if not wrong:
        return Judgement(tuple(figures.values()), convention)
    reading = _reading(programs, stated)
    judged = {each.id: each for each in reading.judged}
    for id in wrong:
        if figures[id].verdict is Verdict.DIFFERS:
            figures[id] = _as_judged(figures[id], judged[id], reading)
    faults = sorted((id for id in wrong if figures[id].verdict.is_failure), key=programs.order.__getitem__)
    remarks = tuple(_(c.remark) for c in reading.conventions) + _common_factor(
        [figures[id] for id in wrong if figures[id].verdict in AT_FAULT]
    )
    return Judgement(tuple(figures.values()), convention, faults[0] if faults else None, remarks)


def _reading(programs: Programs, stated: Mapping[str, Stated]) -> Reading:
    """As it stands, or with another sign of δ, error or gradient throughout, where several figures speak for it.

    What is not printed was carried in full.
    """
    policy = Policy(_usual_digits(stated.values()), unstated=MOST_DIGITS)
    quantities = [q for id in stated if (q := Quantity.parse(id))]
    signs = [sign for sign in SIGNS if sum(map(sign.concerns, quantities)) >= LEAST_GAIN]
    return best_reading(programs, stated, stated, policy, signs)


def _usual_digits(figures: Collection[Stated]) -> int:
    """How many significant digits the source usually prints: the median; a shorter figure has zeros behind it."""
    digits = (len(figure.text.lower().partition("e")[0].lstrip("+-0.").replace(".", "")) for figure in figures)
    return min(MOST_DIGITS, max(LEAST_DIGITS, median_low(digits)))


def _agrees(comparison: Comparison) -> bool:
    return comparison.verdict in AGREES


def _by_convention(model: Model, plain: list[Comparison]) -> tuple[str, Model, list[Comparison]]:
    """The convention that explains most of the figures, with the model and the comparisons under it.

    It has to explain what the model's own does and more; "" stands for the model's own.
    """
    best: tuple[str, Model, list[Comparison]] = ("", model, plain)
    values = {comparison.id: comparison.value for comparison in plain}
    least = sum(map(_agrees, plain)) + LEAST_GAIN
    for said, other in model.other_conventions():
        compared = compare_with_source(other)
        agreeing = sum(map(_agrees, compared))
        if agreeing >= least and all(_agrees(b) or not _agrees(a) for a, b in zip(plain, compared, strict=True)):
            told = [_under(c, values[c.id], said) for c in compared]
            best, least = (said, other, told), agreeing + 1
    return best


def _under(comparison: Comparison, value: Value, said: str) -> Comparison:
    """The verdict under another convention; a figure that is the same under both keeps its own."""
    same = rounds_to(value, comparison.printed)
    if same or comparison.verdict is not Verdict.MATCHES:
        return comparison
    return replace(comparison, verdict=Verdict.OTHER_CONVENTION)


def _from_printed_digits(
    programs: Programs, stated: Mapping[str, Stated], id: str, comparison: Comparison, wrong: set[str]
) -> bool:
    """Whether the figure is what the formulas give of figures as they are printed, the others being carried in full."""
    inputs = [other for other in _inputs(programs, stated, id) if other not in wrong]
    if len(inputs) > MOST_INPUTS or any(other in wrong for other in _inputs(programs, stated, id)):
        return False
    return any(rounds_to(value, comparison.printed) for value in _predictions(programs, stated, id, inputs))


def _predictions(programs: Programs, stated: Mapping[str, Stated], id: str, inputs: list[str]) -> Iterator[Value]:
    """What `id` is with these inputs as printed, then with fewer of them."""
    for number in range(len(inputs), 0, -1):
        for chosen in combinations(inputs, number):
            try:
                yield programs.world({other: stated[other].value for other in chosen}).predicted(id)
            except (ArithmeticError, ValueError):
                continue


def _inputs(programs: Programs, stated: Mapping[str, Stated], id: str) -> list[str]:
    """The printed figures that `id` is computed from, through steps that are not printed."""
    found: dict[str, None] = {}
    waiting, seen = [id], {id}
    while waiting:
        for other in programs.formulas[waiting.pop()].references():
            if other in seen:
                continue
            seen.add(other)
            if other in stated:
                found[other] = None
            elif other in programs.formulas:
                waiting.append(other)
    return list(found)


def _common_factor(wrong: list[Comparison]) -> tuple[str, ...]:
    """A sentence where all figures that do not agree are the same multiple of the computed ones."""
    bounds = []
    for figure in wrong:
        value, half = float(figure.value), 0.5 * 10.0**-figure.printed.decimals
        if abs(value) > half:
            bounds.append(sorted((float(figure.printed) + side * half) / value for side in (-1, 1)))
    low, high = max((b[0] for b in bounds), default=0.0), min((b[1] for b in bounds), default=0.0)
    if len(bounds) < max(LEAST_GAIN, len(wrong)) or not 0 < high - low < MOST_VAGUE * abs(high) or low <= 1 <= high:
        return ()
    said = _("All that does not agree is {factor} times what is computed: a factor common to all.")
    return (said.format(factor=str(_simplest(low, high)).replace("-", "−")),)


def _simplest(low: float, high: float) -> Fraction:
    """The fraction with the smallest denominator from `low` to `high`."""
    near = (Fraction(round((low + high) / 2 * n), n) for n in count(1))
    return next(found for found in near if low <= found <= high)


def _is_near(comparison: Comparison) -> bool:
    """Whether a figure is a few units of its last digit off: what the rounding of those before it may do."""
    unit = 10.0**-comparison.printed.decimals
    return abs(float(comparison.value) - float(comparison.printed)) <= MOST_UNITS * unit


def _as_judged(comparison: Comparison, judged: Judged, reading: Reading) -> Comparison:
    """The grader's verdict on a figure that nothing else explains."""
    match judged.verdict:
        case OfStudent.CARRIED if judged.slips:
            return replace(comparison, verdict=Verdict.CARRIED, note=note(judged))
        case OfStudent.CARRIED:
            return replace(comparison, verdict=Verdict.CARRIED)
        case OfStudent.SLIP:
            return replace(comparison, verdict=Verdict.SLIP, note=note(judged))
        case OfStudent.CORRECT if (q := Quantity.parse(judged.id)) and any(c.concerns(q) for c in reading.conventions):
            return replace(comparison, verdict=Verdict.OTHER_CONVENTION)
        case OfStudent.CORRECT if _is_near(comparison):
            return replace(comparison, verdict=Verdict.ROUNDED)
    return comparison
