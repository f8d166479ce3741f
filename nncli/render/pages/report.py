"""A grader's report as a page: what was written, what was expected, what it earns and why.

A long sheet is folded to what matters, unless all is asked for: what is right, and what follows and has its points, is
counted. The sums are those of the rows.
"""

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nncli.errors import Diagnostic
from nncli.grade.report import OPEN, Item, ProblemReport, SheetReport
from nncli.grade.results import Verdict
from nncli.grade.say import VERDICTS
from nncli.render.forms.console import BAD, GOOD, heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.words import _, listing, of

_STYLES = {Verdict.CORRECT: GOOD, Verdict.IMPLIED: GOOD, Verdict.SLIP: BAD, Verdict.WRONG: BAD}
LONG = 12  # items; what is shorter is shown whole
LABELS = 4  # before one sentence


def report_page(report: SheetReport, *, plain: bool, key: bool, everything: bool = False) -> Group:
    """The whole report; the expected values stand in it only with `key`, every item only with `everything`."""
    who = report.student or report.file
    parts: list[RenderableType] = [heading(f"{_(report.title)} — {who}")]
    for problem in report.problems:
        parts += [Text(), *_problem(problem, plain=plain, key=key, everything=everything)]
    if report.diagnostics:
        parts += [Text(), heading(_("Notices"))]
        parts += [paragraph(_notice(found)) for found in report.diagnostics]
    return Group(*parts, Text(), heading(total_of(report)))


def total_of(report: SheetReport) -> str:
    """`Total: 65 of 100 points; 30 are open: a teacher decides`."""
    total = _("Total: {points} of {out_of} points").format(points=points(report.points), out_of=points(report.out_of))
    if report.open:
        total += _("; {open} are open: a teacher decides").format(open=points(report.open))
    return total


def _problem(problem: ProblemReport, *, plain: bool, key: bool, everything: bool) -> list[RenderableType]:
    title = of(problem.id, _(problem.title))
    earned = _("{points} of {out_of}").format(points=points(problem.points), out_of=points(problem.out_of))
    if problem.open:
        earned += _(", {open} open").format(open=points(problem.open))
    if problem.practice:
        earned += _(", practice: not counted")
    if problem.manual:
        earned += _(", by the teacher")
    columns = [_("quantity"), _("yours"), *([_("expected")] if key else []), _("verdict"), _("points")]
    shown = [item for item in problem.items if everything or len(problem.items) <= LONG or _matters(item)]
    parts: list[RenderableType] = [heading(_("{title} ({earned})").format(title=title, earned=earned))]
    parts += [paragraph(remark) for remark in problem.remarks]
    if shown:
        last = len(columns) - 1
        rows = [_row(item, key=key) for item in shown]
        parts.append(rows_table(columns, rows, plain=plain, right=(last,), firm=(last - 1, last)))
    if folded := [item for item in problem.items if item not in shown]:
        parts += _folded(folded)
    if problem.first_fault:
        parts.append(Text(_("First fault: {label}.").format(label=problem.first_fault.label), style=BAD))
    said: dict[str, list[str]] = {}
    for item in shown:
        if item.reason and item.verdict is not Verdict.IMPLIED:
            said.setdefault(item.reason, []).append(item.label)
    parts += [paragraph(of(_few(labels), reason)) for reason, labels in said.items()]
    if any(item.verdict is Verdict.IMPLIED for item in problem.items):
        parts.append(paragraph(_("implied: not written down; what follows from it is right.")))
    return parts


def _matters(item: Item) -> bool:
    """Whether somebody should look at it: it lost points, is open, or is right with something to say."""
    if item.verdict is Verdict.MISSING:
        return False
    has_something_to_say = item.verdict is Verdict.CORRECT and bool(item.reason)
    faulty = item.verdict in (*OPEN, Verdict.SLIP, Verdict.WRONG)
    return item.manual or faulty or has_something_to_say or item.points < item.out_of


def _folded(items: Sequence[Item]) -> list[RenderableType]:
    """What is not in the table: how many of what, and what is missing by name."""
    parts: list[RenderableType] = []
    missing = [item for item in items if item.verdict is Verdict.MISSING]
    if missing:
        lost = points(sum(item.out_of for item in missing))
        parts.append(paragraph(_("Missing ({n} points): {labels}.").format(n=lost, labels=_few(_labels(missing), 8))))
    counts = Counter(_label(item) for item in items if item.verdict is not Verdict.MISSING)
    if counts:
        kinds = listing(f"{n} {label}" for label, n in counts.items())
        earned = points(sum(item.points for item in items))
        parts.append(paragraph(_("Not shown: {kinds} ({n} points); --all shows them.").format(kinds=kinds, n=earned)))
    return parts


def _labels(items: Sequence[Item]) -> list[str]:
    return [item.label for item in items]


def _few(labels: Sequence[str], most: int = LABELS) -> str:
    """The first labels, and how many more there are."""
    if len(labels) <= most + 1:
        return listing(labels)
    return _("{labels} and {n} more").format(labels=listing(labels[:most]), n=len(labels) - most)


def _notice(found: Diagnostic) -> str:
    """A notice on one line: where, what, what to do."""
    line = found.place.line if found.place else None
    where = _("Line {line}: ").format(line=line) if line is not None else ""
    said = _("{message} ({help})").format(message=found.message, help=found.help) if found.help else found.message
    return where + said


def _row(item: Item, *, key: bool) -> Sequence[str | Text]:
    verdict = Text(_label(item), _STYLES.get(item.verdict, ""))
    earned = f"{points(item.points)}/{points(item.out_of)}"
    expected = item.expected if isinstance(item.expected, str) else NumberFormat()(item.expected)
    return (item.label, item.yours, *([expected] if key else []), verdict, earned)


def _label(item: Item) -> str:
    """The verdict in a word or two; of what is carried also whether it lost points, for the assignment decides that."""
    if item.verdict is Verdict.CARRIED and item.points < item.out_of:
        return _("carried, charged")
    return _(VERDICTS[item.verdict])


def points(number: float) -> str:
    """Points with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if round(number, 2) else "0"


def summary_page(reports: Sequence[SheetReport], unusable: Sequence[Diagnostic], *, plain: bool) -> Group:
    """A row for each sheet of a batch, and what was no sheet."""
    columns = (_("sheet"), _("student"), _("points"), _("open"))
    rows = [
        (report.file, report.student, f"{points(report.points)}/{points(report.out_of)}", points(report.open))
        for report in reports
    ]
    parts: list[RenderableType] = [Text(), heading(_("All sheets"))]
    if rows:
        parts.append(rows_table(columns, rows, plain=plain, right=(2, 3), firm=(2, 3)))
    parts += [paragraph(_("Not graded: {reason}.").format(reason=found.message)) for found in unusable]
    return Group(*parts)
