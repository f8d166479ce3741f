"""An update problem on a sheet: what its numbers earn, item by item."""

import re
from collections.abc import Mapping

from nncli.errors import Diagnostic
from nncli.grade.assignment import Update
from nncli.grade.following.bands import NOISE
from nncli.grade.following.conventions import Reading, best_reading
from nncli.grade.following.finder import Finder
from nncli.grade.following.follow import Policy
from nncli.grade.following.mentions import spoken_of
from nncli.grade.problems.numbers import Stand
from nncli.grade.problems.stated import collect
from nncli.grade.report import Item, ProblemReport
from nncli.grade.results import Judged, Remark, Verdict
from nncli.grade.say import note, reason
from nncli.maths.numeral import Numeral
from nncli.sheets.numbers import Unread, read_written
from nncli.sheets.sheet import ANSWER, Answer, Section
from nncli.trace.quantities import Quantity
from nncli.words import _

FELL = "loss-fell"
_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
MOST_BETWEEN = 2  # steps that one number under an unknown key may be, by where it stands


def grade_update(update: Update, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on an update problem, and what there is to say about its entries."""
    problem, programs = update.problem, update.programs
    stand = collect(section, Finder(programs))
    carried, implied = (1.0 if share is None else float(share) for share in (problem.carried, problem.implied))
    policy = Policy(update.digits, carried, implied)
    reading = best_reading(programs, stand.stated, update.asked, policy)
    faulty = {judged.id for judged in reading.judged if judged.stated and judged.share < 1}
    if faulty & stand.turned.keys():
        turned = best_reading(programs, {**stand.stated, **stand.turned}, update.asked, policy)
        if turned.worth > reading.worth:
            reading = turned
            stand.remarks.append(_("Matrices are read transposed: the course writes [from][to]."))
    crashed = [
        Diagnostic("internal", _("{id} could not be graded: please report it").format(id=judged.id))
        for judged in reading.judged
        if Remark.CRASHED in judged.remarks
    ]
    return _report(update, stand, reading), [*stand.diagnostics, *crashed]


def _report(update: Update, stand: Stand, reading: Reading) -> ProblemReport:
    problem = update.problem
    worth = _worth(update)
    homes = _may_be_meant(update, stand, reading)
    items = [_item(update, stand, judged, worth.get(judged.id, 0.0), homes) for judged in reading.judged]
    if FELL in problem.questions:
        items.append(_fell(update, stand, worth[FELL]))
    remarks = tuple(dict.fromkeys([*stand.remarks, *(_(c.remark) for c in reading.conventions)]))
    earned = sum(item.points for item in items)
    return ProblemReport(
        problem.id, problem.title, problem.practice, tuple(items), remarks, earned, float(problem.points)
    )


def _worth(update: Update) -> dict[str, float]:
    """The points of each item: all alike, but for the weights that the assignment gives to kinds of steps."""
    problem = update.problem
    weights = {id: _weight(id, problem.weights) for id in update.asked}
    weights |= dict.fromkeys(problem.questions, _weight(FELL, problem.weights))
    whole = sum(weights.values())
    return {id: float(problem.points) * weight / whole if whole else 0.0 for id, weight in weights.items()}


def _weight(id: str, weights: Mapping[str, Numeral]) -> float:
    """By the id itself, by the kind with `.after`, by the kind; 1 where nothing is said."""
    q = Quantity.parse(id)
    kind = (q.kind or "") if q else ""
    if q and q.subject == "loss":
        kind, after = "loss", q.kind == "after"
    else:
        after = bool(q and q.after)
    names = (id, f"{kind}.after" if after else "", kind)
    return next((float(weights[name]) for name in names if name and name in weights), 1.0)


def _item(
    update: Update, stand: Stand, judged: Judged, out_of: float, homes: Mapping[str, str]
) -> Item:  # fmt: skip
    names = update.programs.model.names
    verdict, said, share = judged.verdict, reason(judged, names, update.digits), judged.share
    yours = judged.stated.text if judged.stated else ""
    if verdict in (Verdict.MISSING, Verdict.IMPLIED) and judged.id in stand.unreadable:
        unread = stand.unreadable[judged.id]
        verdict, said, yours, share = Verdict.UNREADABLE, unread.reason, unread.text, 0.0
    elif verdict is Verdict.MISSING and judged.id in homes:
        verdict, yours = Verdict.UNDECIDED, homes[judged.id]
        said = _("This may be meant by an entry whose name is not known here. A teacher decides.")
    points = share * out_of
    cap = update.problem.slip_costs_at_most
    if cap is not None and verdict is Verdict.SLIP:
        points = max(points, out_of - float(cap))
    return Item(
        label=names.symbol(judged.id), yours=yours, expected=judged.expected, verdict=verdict, points=points,
        out_of=out_of, reason=said, note=note(judged), slips=judged.slips, id=judged.id,
    )  # fmt: skip


def _may_be_meant(update: Update, stand: Stand, reading: Reading) -> dict[str, str]:
    """The missing steps that a number under an unknown key may be, with what is written there."""
    found: dict[str, str] = {}
    missing = {judged.id: judged for judged in reading.judged if judged.verdict is Verdict.MISSING}
    for key, answer, meant in stand.homeless:
        text = f"{key}: {' '.join(answer.raw.split())}"[:60]
        if not any(sign.isdigit() for sign in answer.text):
            continue
        if key == ANSWER:  # prose: what it speaks of may stand in it
            truths = {id: judged.expected for id, judged in missing.items()}
            found |= {id: text for id in spoken_of(answer.text, truths) if id not in found}
            continue
        mine = [id for id in meant if id in missing] if meant else _by_value(answer, missing)
        for id in mine or _by_position(answer, stand, missing, update.programs.order):
            found.setdefault(id, text)
    return found


def _by_value(answer: Answer, missing: Mapping[str, Judged]) -> list[str]:
    """Those whose true value is the number: who writes it has not guessed it."""
    written = read_written(answer.text)
    if isinstance(written, Unread):
        return []
    low, high = (float(bound) for bound in written.bounds)
    room = NOISE * (abs(low) + 1e-3)
    return [id for id, judged in missing.items() if low - room <= judged.expected <= high + room]


def _by_position(answer: Answer, stand: Stand, missing: Mapping[str, Judged], order: Mapping[str, int]) -> list[str]:
    """Those between the steps that stand above and below it on the sheet; else the first behind the one above."""
    line = answer.place.line or 0
    above = max(((at, order[id]) for at, id in stand.trail if at <= line and id in order), default=(0, -1))[1]
    below = min(((at, order[id]) for at, id in stand.trail if at > line and id in order), default=(0, len(order)))[1]
    between = [id for id in missing if above < order[id] < below]
    behind = [id for id in missing if order[id] > above]
    many = max(len(_FIGURE.findall(answer.text)), 1)  # so many steps may stand there
    return between[: max(many, MOST_BETWEEN)] or behind[:many] or list(missing)[:many]


def _fell(update: Update, stand: Stand, out_of: float) -> Item:
    """Did the loss fall? Judged by the truth, and by the student's own two losses."""
    values = update.programs.key.values
    truth = values["loss.after"] < values["loss.before"]
    numbers = {id: number.value for id, number in stand.stated.items() if id in update.programs.formulas}
    world = update.programs.world(numbers)
    try:
        own = world["loss.after"] < world["loss.before"] if numbers else None
    except (ArithmeticError, ValueError):
        own = None
    verdict, said, points = Verdict.MISSING, "", 0.0
    if stand.fell is not None:
        if stand.fell == truth:
            verdict, points = Verdict.CORRECT, out_of
            said = _("Right, but it does not follow from your own numbers.") if own not in (None, truth) else ""
        elif stand.fell == own:
            verdict, points = Verdict.CARRIED, out_of * (float(update.problem.carried or 1))
            said = _("Wrong, but it follows from your earlier numbers.")
        else:
            verdict, said = Verdict.WRONG, _("Compare the loss before and after once more.")
    elif stand.fell_text:
        verdict, said = Verdict.UNREADABLE, _("Answer yes or no.")
    yours = " ".join(stand.fell_text.split())[:60]
    return Item(
        _("the loss fell"), yours, _("yes") if truth else _("no"), verdict, points, out_of, said, id=FELL
    )  # fmt: skip
