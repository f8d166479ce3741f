"""A grader's report as a page, or as JSON for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from nncli.grade.report import Item, ProblemReport, SheetReport
from nncli.grade.results import Verdict
from nncli.grade.say import VERDICTS
from nncli.render.forms.console import BAD, GOOD, heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.words import _

_STYLES = {Verdict.CORRECT: GOOD, Verdict.IMPLIED: GOOD, Verdict.SLIP: BAD, Verdict.WRONG: BAD}


def report_page(report: SheetReport, *, plain: bool, key: bool) -> Group:
    """The whole report; the expected values stand in it only with `key`."""
    who = report.student or report.file
    parts: list[RenderableType] = [heading(f"{_(report.title)} — {who}")]
    for problem in report.problems:
        parts += [Text(), *_problem(problem, plain=plain, key=key)]
    total = _("Total: {points} of {out_of} points").format(points=points(report.points), out_of=points(report.out_of))
    if report.open:
        total += _("; {open} wait for a teacher").format(open=points(report.open))
    return Group(*parts, Text(), heading(total))


def _problem(problem: ProblemReport, *, plain: bool, key: bool) -> list[RenderableType]:
    title = f"{problem.id}: {_(problem.title)}"
    earned = _("{points} of {out_of}").format(points=points(problem.points), out_of=points(problem.out_of))
    if problem.practice:
        earned += _(", practice: not counted")
    if problem.manual:
        earned += _(", by the teacher")
    columns = [_("quantity"), _("yours"), *([_("expected")] if key else []), _("verdict"), _("points")]
    rows = [_row(item, key=key) for item in problem.items]
    parts: list[RenderableType] = [heading(f"{title} ({earned})")]
    parts += [paragraph(remark) for remark in problem.remarks]
    if rows:
        last = len(columns) - 1
        parts.append(rows_table(columns, rows, plain=plain, right=(last,), firm=(last - 1, last)))
    if problem.first_fault:
        parts.append(Text(_("First fault: {label}.").format(label=problem.first_fault.label), style=BAD))
    said: dict[str, list[str]] = {}
    for item in problem.items:
        if item.reason and item.verdict is not Verdict.IMPLIED:
            said.setdefault(item.reason, []).append(item.label)
    parts += [paragraph(f"{', '.join(labels)}: {reason}") for reason, labels in said.items()]
    if any(item.verdict is Verdict.IMPLIED for item in problem.items):
        parts.append(paragraph(_("implied: not written down; what follows from it is right.")))
    return parts


def _row(item: Item, *, key: bool) -> Sequence[str | Text]:
    verdict = Text(_(VERDICTS[item.verdict]), _STYLES.get(item.verdict, ""))
    earned = f"{points(item.points)}/{points(item.out_of)}"
    expected = item.expected if isinstance(item.expected, str) else NumberFormat()(item.expected)
    return (item.label, item.yours, *([expected] if key else []), verdict, earned)


def points(number: float) -> str:
    """Points with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def report_json(reports: Sequence[SheetReport], *, key: bool) -> str:
    """The reports as JSON: {"schema": 1, "sheets": [{"file", "student", "points", "out_of", "problems": […]}]}."""
    return json.dumps({"schema": 1, "sheets": [_sheet(r, key=key) for r in reports]}, ensure_ascii=False, indent=1)


def _sheet(report: SheetReport, *, key: bool) -> dict[str, Any]:
    return {
        "file": report.file,
        "assignment": report.assignment,
        "student": report.student,
        "points": report.points,
        "out_of": report.out_of,
        "open": report.open,
        "problems": [
            {
                "id": problem.id,
                "points": problem.points,
                "out_of": problem.out_of,
                "open": problem.open,
                "practice": problem.practice,
                "manual": problem.manual,
                "remarks": list(problem.remarks),
                "items": [_item(item, key=key) for item in problem.items],
            }
            for problem in report.problems
        ],
        "diagnostics": [
            {"code": d.code, "message": d.message, "place": str(d.place or ""), "help": d.help}
            for d in report.diagnostics
        ],
    }


def _item(item: Item, *, key: bool) -> dict[str, Any]:
    entry = {**asdict(item), "verdict": item.verdict.value}
    if not key:
        del entry["expected"], entry["note"]
    return entry
