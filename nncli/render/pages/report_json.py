"""A grader's reports as JSON, for other programs: every item under an id that stays.

Without the key there is nothing in it that says more than the report does to a student: no expected values, no notes
for the teacher, and no ids of slips, for these name what was done.
"""

import json
from collections.abc import Sequence
from typing import Any

from nncli.errors import Diagnostic
from nncli.grade.report import Item, ProblemReport, SheetReport


def report_json(reports: Sequence[SheetReport], *, key: bool, unusable: Sequence[Diagnostic] = ()) -> str:
    """{"schema": 1, "sheets": [{"file", "student", "points", "open", "problems": […]}], "not_graded": […]}."""
    sheets = [_sheet(report, key=key) for report in reports]
    data = {"schema": 1, "sheets": sheets, "not_graded": [_diagnostic(found) for found in unusable]}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _sheet(report: SheetReport, *, key: bool) -> dict[str, Any]:
    return {
        "file": report.file,
        "assignment": report.assignment,
        "student": report.student,
        "points": _points(report.points),
        "out_of": _points(report.out_of),
        "open": _points(report.open),
        "problems": [_problem(problem, key=key) for problem in report.problems],
        "diagnostics": [_diagnostic(found) for found in report.diagnostics],
    }


def _problem(problem: ProblemReport, *, key: bool) -> dict[str, Any]:
    return {
        "id": problem.id,
        "points": _points(problem.points),
        "out_of": _points(problem.out_of),
        "open": _points(problem.open),
        "practice": problem.practice,
        "manual": problem.manual,
        "remarks": list(problem.remarks),
        "items": [_item(item, key=key) for item in problem.items],
    }


def _item(item: Item, *, key: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": item.id,
        "label": item.label,
        "yours": item.yours,
        "verdict": item.verdict.value,
        "points": _points(item.points),
        "out_of": _points(item.out_of),
        "open": _points(item.open),
        "manual": item.manual,
        "reason": item.reason,
    }
    if key:
        expected = item.expected if isinstance(item.expected, str) else float(item.expected)  # it may be a ratio
        entry |= {"expected": expected, "note": item.note, "slips": list(item.slips)}
    return entry


def _diagnostic(found: Diagnostic) -> dict[str, str | None]:
    return {"code": found.code, "message": found.message, "place": str(found.place or ""), "help": found.help}


def _points(number: float) -> float:
    return round(number, 2)
