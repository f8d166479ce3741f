"""An update problem on a sheet: what is stated, what it earns."""

from dataclasses import dataclass, field

from nncli.errors import Diagnostic
from nncli.grade.assignment import Update
from nncli.grade.following.bands import World
from nncli.grade.following.conventions import Reading, best_reading
from nncli.grade.following.finder import Finder
from nncli.grade.following.follow import Policy
from nncli.grade.report import Item, ProblemReport
from nncli.grade.results import Stated, Verdict
from nncli.grade.say import note, reason
from nncli.sheets.numbers import Unread, read_written, read_yes_no
from nncli.sheets.sheet import Answer, Section
from nncli.suggest import did_you_mean
from nncli.words import _

MAX_NUMBERS = 2_000
MOST = 10**12
_FELL = ("fell", "fall", "lower", "decrease", "drop", "reduce", "下降", "降低", "减小", "变小", "减少")


@dataclass(slots=True)
class Stand:
    """What a section states. Where matrices are square, `turned` holds the numbers as if they stood transposed."""

    stated: dict[str, Stated] = field(default_factory=dict)
    turned: dict[str, Stated] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    fell: bool | None = None
    fell_text: str = ""
    remarks: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def grade_update(update: Update, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on an update problem, and what there is to say about its entries."""
    problem, programs = update.problem, update.programs
    stand = collect(section, Finder(programs))
    shares = (float(share) if share is not None else 1.0 for share in (problem.carried, problem.implied))
    policy = Policy(problem.digits, *shares)
    reading = best_reading(programs, stand.stated, update.asked, policy)
    faulty = {judged.id for judged in reading.judged if judged.stated and judged.share < 1}
    if faulty & stand.turned.keys():
        turned = best_reading(programs, {**stand.stated, **stand.turned}, update.asked, policy)
        if turned.worth > reading.worth:
            reading = turned
            stand.remarks.append(_("Matrices are read transposed: the course writes [from][to]."))
    return _report(update, stand, reading), stand.diagnostics


def collect(section: Section, finder: Finder) -> Stand:
    """The numbers that a section states, by id."""
    stand = Stand()
    for path, answer in section.answers():
        key = ".".join(path)
        if answer.blank:
            continue
        if finder.one(key) is None and any(word in key.casefold() for word in _FELL):
            stand.fell, stand.fell_text = read_yes_no(answer.text), answer.raw
        elif answer.items is not None and (answer.text.lstrip()[:1] in "[(" or finder.one(key) is None):
            _matrix(key, answer, finder, stand)
        elif (id := finder.one(key)) is not None:
            _number(id, answer, stand)
        elif (grid := finder.grid(key)) is not None and grid.shape == (1, 1):
            _number(grid.rows[0][0], answer, stand)
        else:
            message = _("'{key}' is no quantity of this network").format(key=key[:60])
            help = did_you_mean(key, finder.words)
            stand.diagnostics.append(Diagnostic("unknown-quantity", message, answer.key or answer.place, help))
        if len(stand.stated) > MAX_NUMBERS:
            stand.diagnostics.append(Diagnostic("too-many", _("there are too many numbers here"), answer.place))
            break
    return stand


def _number(id: str, answer: Answer, stand: Stand) -> None:
    written = read_written(answer.text)
    if isinstance(written, Unread):
        _unread(id, written.reason, answer, stand)
    else:
        if abs(written.value) > MOST:
            _unread(id, _("this is larger than any number here can be"), answer, stand)
            return
        low, high = written.bounds  # of a number cut off, 0.333…, it is the lower end that is written
        if id in stand.stated and stand.stated[id].text != answer.raw.strip():
            del stand.stated[id]
            _unread(id, _("this quantity is given twice, with two values: neither counts"), answer, stand)
            return
        if id in stand.unreadable:
            return
        stand.stated[id] = Stated(float((low + high) / 2), float((high - low) / 2), answer.raw.strip())


def _unread(id: str, reason: str, answer: Answer, stand: Stand) -> None:
    stand.unreadable[id] = reason
    stand.diagnostics.append(Diagnostic("unreadable-number", reason, answer.place))


def _matrix(key: str, answer: Answer, finder: Finder, stand: Stand) -> None:
    grid = finder.grid(key)
    assert answer.items is not None
    rows = [list(row.items) if row.items is not None else [row] for row in answer.items]
    if all(item.items is None for item in answer.items):
        rows = [list(answer.items)]
    placed = grid.placed(rows) if grid and rows else None
    if grid is None or placed is None:
        message = _("'{key}' is no matrix or vector of this network").format(key=key[:60])
        if grid is not None:
            message = _("'{key}' has {n} rows and {m} columns, each row [from] and each column [to]").format(
                key=key[:60], n=grid.shape[0], m=grid.shape[1]
            )
        stand.diagnostics.append(Diagnostic("shape", message, answer.key or answer.place))
        return
    pairs, transposed = placed
    if transposed:
        stand.remarks.append(_("{key} is written transposed; the course writes [from][to].").format(key=key))
    for id, item in pairs:
        assert isinstance(item, Answer)
        if not item.blank:
            _number(id, item, stand)
    n, m = grid.shape
    if n == m and n > 1:
        for i in range(n):
            for j in range(n):
                if grid.rows[j][i] in stand.stated:
                    stand.turned[grid.rows[i][j]] = stand.stated[grid.rows[j][i]]


def _report(update: Update, stand: Stand, reading: Reading) -> ProblemReport:
    problem, names = update.problem, update.programs.model.names
    questions = len(problem.questions)
    each = float(problem.points) / (len(update.asked) + questions)
    items = []
    for judged in reading.judged:
        out_of = each if judged.id in update.asked else 0.0
        verdict, said = judged.verdict, reason(judged, names)
        if judged.id in stand.unreadable and verdict in (Verdict.MISSING, Verdict.IMPLIED):
            verdict, said = Verdict.UNREADABLE, stand.unreadable[judged.id]
        share = 0.0 if verdict is Verdict.UNREADABLE else judged.share
        items.append(
            Item(
                label=names.symbol(judged.id), yours=judged.stated.text if judged.stated else "",
                expected=judged.expected, verdict=verdict, points=share * out_of, out_of=out_of,
                reason=said, note=note(judged), slips=judged.slips, id=judged.id,
            )
        )  # fmt: skip
    if "loss-fell" in problem.questions:
        items.append(_fell(update, stand, each))
    remarks = tuple(dict.fromkeys([*stand.remarks, *(_(c.remark) for c in reading.conventions)]))
    earned = sum(item.points for item in items)
    return ProblemReport(
        problem.id, problem.title, problem.practice, tuple(items), remarks, earned, float(problem.points)
    )


def _fell(update: Update, stand: Stand, out_of: float) -> Item:
    """Did the loss fall? Judged by the truth, and by the student's own two losses."""
    values = update.programs.key.values
    truth = values["loss.after"] < values["loss.before"]
    numbers = {id: number.value for id, number in stand.stated.items()}
    world = World(update.programs.leaves | numbers, update.programs.formulas)
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
    return Item(
        _("the loss fell"),
        stand.fell_text,
        _("yes") if truth else _("no"),
        verdict,
        points,
        out_of,
        said,
        id="loss-fell",
    )
