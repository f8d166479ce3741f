"""Grades a sheet: each problem by its kind, a crash in one of them kept from the others."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nncli.document.reader import exists, read_file
from nncli.errors import Diagnostic, InputError
from nncli.grade.assignment import Assignment, Problem
from nncli.grade.problems.formula import grade_formula
from nncli.grade.problems.overflow import grade_overflow
from nncli.grade.problems.plain import grade_number, grade_text
from nncli.grade.problems.update import grade_update
from nncli.grade.report import ProblemReport, SheetReport
from nncli.maths.numeral import Numeral
from nncli.sheets.sheet import Section, Sheet, read_sheet_file
from nncli.words import _

Graded = tuple[ProblemReport, list[Diagnostic]]


def grade_file(assignment: Assignment, path: Path, *, strict: bool = False) -> SheetReport:
    """The report on a sheet. Points that a teacher gave by hand, in `SHEET.points.yaml` beside it, stay as they are.

    Raises:
        InputError: if the sheet, or the file of points, cannot be read at all.
    """
    sheet = read_sheet_file(path, [problem.id for problem in assignment.problems])
    report = grade(assignment, sheet, strict=strict)
    by_hand = path.with_name(path.name + ".points.yaml")
    return with_points(report, by_hand) if exists(by_hand) else report


def grade(assignment: Assignment, sheet: Sheet, *, strict: bool = False) -> SheetReport:
    """The report on a sheet that was read."""
    problems, diagnostics = [], list(sheet.diagnostics)
    for problem in assignment.problems:
        section = sheet.sections.get(problem.id)
        report, found = _graded(assignment, problem, section, strict=strict)
        problems.append(report)
        diagnostics += found
    who = [sheet.header[key].raw.strip() for key in ("student", "name", "id") if key in sheet.header]
    student = " ".join(dict.fromkeys(filter(None, who)))
    return SheetReport(sheet.file, assignment.id, assignment.title, student, tuple(problems), tuple(diagnostics))


def _graded(assignment: Assignment, problem: Problem, section: Section | None, *, strict: bool) -> Graded:
    if section is None or section.blank:
        remark = (_("Not answered."),)
        out_of = float(problem.points)
        return ProblemReport(problem.id, problem.title, problem.practice, (), remark, 0.0, out_of), []
    if strict:
        problem = problem.model_copy(update={"carried": Numeral("0")})
    graders: dict[str, Callable[[Section], Graded]] = {
        "update": lambda s: grade_update(replace(assignment.updates[problem.id], problem=problem), s),
        "formula": lambda s: grade_formula(problem, s),
        "overflow": lambda s: grade_overflow(problem, s),
        "text": lambda s: grade_text(problem, s),
        "number": lambda s: grade_number(problem, s),
    }
    try:
        return graders[problem.kind](section)
    except Exception as error:  # whatever a sheet brings about is a result for that sheet
        if os.environ.get("NNCLI_TRACEBACK"):
            raise
        message = _("{problem} could not be graded: {kind}: {error}; this is a fault of the program, please report it")
        found = Diagnostic("internal", message.format(problem=problem.id, kind=type(error).__name__, error=error))
        out_of = float(problem.points)
        return ProblemReport(problem.id, problem.title, problem.practice, (), (), 0.0, out_of, open=out_of), [found]


def with_points(report: SheetReport, path: Path) -> SheetReport:
    """The report with the points that a teacher gave by hand: `problem: points`.

    Raises:
        InputError: if the file is no such mapping; nothing is graded on a guess.
    """
    document = read_file(path)
    data = document.data
    if not isinstance(data, dict):
        message = _("points by hand are a mapping, such as 'overflow: 17.5'")
        raise InputError(Diagnostic("bad-points", message, document.place(())))
    problems = {problem.id: problem for problem in report.problems}
    for id, points in data.items():
        message = ""
        if id not in problems:
            message = _("there is no problem '{id}'").format(id=id)
        elif not isinstance(points, Numeral) or not 0 <= float(points) <= problems[id].out_of:
            message = _("points for '{id}' are a number from 0 to {most}").format(id=id, most=problems[id].out_of)
        else:
            problems[id] = replace(problems[id], points=float(points), open=0.0, manual=True)
        if message:
            raise InputError(Diagnostic("bad-points", message, document.place((id,), key=True)))
    return replace(report, problems=tuple(problems.values()))
