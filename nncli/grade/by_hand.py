"""Points that a teacher gives by hand, in `SHEET.points.yaml` beside the sheet; they stay through every grading.

overflow: 17.5                             # a whole problem
relu-update: {h1.net: 1.35, loss-fell: 0}  # some of its items, by the ids that the report in JSON gives
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from nncli.document.reader import Document, read_file
from nncli.errors import Diagnostic, NncliError
from nncli.grade.report import ProblemReport, SheetReport, totalled
from nncli.maths.numeral import Numeral
from nncli.suggest import did_you_mean
from nncli.words import _

ENDING = ".points.yaml"


def beside(sheet: Path) -> Path:
    """Where the points of a sheet stand."""
    return sheet.with_name(sheet.name + ENDING)


def is_points_file(path: Path) -> bool:
    """Whether this is a file of points, which `*.yaml` names along with the sheets."""
    return path.name.endswith(ENDING)


def with_points(report: SheetReport, path: Path) -> SheetReport:
    """The report with the points in the file at `path`. What is wrong in that file is told, and loses nothing else."""
    try:
        document = read_file(path)
    except NncliError as error:
        return _told(report, error.diagnostics)
    data = document.data
    if not isinstance(data, dict):
        message = _("points by hand are a mapping, such as 'overflow: 17.5'")
        return _told(report, (Diagnostic("bad-points", message, document.place(())),))
    problems = {problem.id: problem for problem in report.problems}
    faults: list[Diagnostic] = []
    for id, points in data.items():
        if id not in problems:
            message = _("there is no problem '{id}'").format(id=id)
            faults.append(_fault(document, (id,), message, did_you_mean(str(id), problems)))
        elif isinstance(points, dict):
            problems[id] = _items(problems[id], points, document, faults)
        elif isinstance(points, Numeral) and _is_between(points, problems[id].out_of):
            problems[id] = replace(problems[id], points=float(points), open=0.0, manual=True)
        else:
            message = _("points for '{id}' are a number from 0 to {most}").format(
                id=id, most=f"{problems[id].out_of:g}"
            )
            faults.append(_fault(document, (id,), message))
    return _told(replace(report, problems=tuple(problems.values())), faults)


def _items(
    problem: ProblemReport, points: Mapping[str, object], document: Document, faults: list[Diagnostic]
) -> ProblemReport:
    """The problem with the points of single items."""
    items = list(problem.items)
    for key, number in points.items():
        at = next((n for n, item in enumerate(items) if key in (item.id, item.label)), None)
        path = (problem.id, str(key))
        if at is None:
            message = _("'{problem}' has no item '{id}'").format(problem=problem.id, id=key)
            faults.append(_fault(document, path, message, did_you_mean(str(key), _ids(problem))))
        elif isinstance(number, Numeral) and _is_between(number, items[at].out_of):
            items[at] = replace(items[at], points=min(float(number), items[at].out_of), manual=True)
        else:
            message = _("points for '{id}' are a number from 0 to {most}").format(id=key, most=f"{items[at].out_of:g}")
            faults.append(_fault(document, path, message))
    return totalled(replace(problem, items=tuple(items)))


def _ids(problem: ProblemReport) -> Iterator[str]:
    return (item.id for item in problem.items)


def _is_between(points: Numeral, most: float) -> bool:
    return 0 <= float(points) <= most + 0.005


def _fault(document: Document, path: tuple[str, ...], message: str, help: str | None = None) -> Diagnostic:
    return Diagnostic("bad-points", message, document.place(path, key=True), help)


def _told(report: SheetReport, faults: "list[Diagnostic] | tuple[Diagnostic, ...]") -> SheetReport:
    return replace(report, diagnostics=(*report.diagnostics, *faults)) if faults else report
