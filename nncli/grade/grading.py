"""Grades a sheet: each problem by its kind, a crash in one of them kept from the others.

What could not be read is no zero: it is open, and so is a problem that something unread may belong to.
"""

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from nncli.document.reader import exists
from nncli.errors import Diagnostic
from nncli.grade.assignment import Assignment, Problem
from nncli.grade.belongs import refuse_other_sheets
from nncli.grade.by_hand import beside, with_points
from nncli.grade.following.mentions import spoken_of
from nncli.grade.problems.formula import grade_formula
from nncli.grade.problems.overflow import PARTS, grade_overflow
from nncli.grade.problems.plain import grade_number, grade_text
from nncli.grade.problems.update import grade_update
from nncli.grade.report import Item, ProblemReport, SheetReport, settled
from nncli.grade.results import Verdict
from nncli.grade.unplaced import MOST_PARTS, Unplaced, lines_lost, may_answer, told, unplaced
from nncli.maths.numeral import Numeral
from nncli.sheets.sheet import Section, Sheet, read_sheet_file
from nncli.words import _, in_every_language

Graded = tuple[ProblemReport, list[Diagnostic]]


def grade_file(assignment: Assignment, path: Path, *, strict: bool = False) -> SheetReport:
    """The report on a sheet. Points that a teacher gave by hand, in `SHEET.points.yaml` beside it, stay as they are.

    Raises:
        InputError: if the file cannot be read at all, is no sheet of this assignment, or holds no answer.
    """
    sheet = read_sheet_file(path, headings(assignment), parts(assignment))
    refuse_other_sheets(assignment, sheet)
    report = grade(assignment, sheet, strict=strict)
    return with_points(report, beside(path)) if exists(beside(path)) else report


def headings(assignment: Assignment) -> Mapping[str, Collection[str]]:
    """The problems as their headings may name them: by id, with the title in every language."""
    return {problem.id: in_every_language(problem.title) for problem in assignment.problems}


def parts(assignment: Assignment) -> Collection[str]:
    """Keys inside the problems that are no heading of another one."""
    overflows = [problem for problem in assignment.problems if problem.kind == "overflow"]
    return {part for problem in overflows for part in (*problem.functions, *PARTS)} | {"answer", "let"}


def grade(assignment: Assignment, sheet: Sheet, *, strict: bool = False) -> SheetReport:
    """The report on a sheet that was read."""
    homeless = unplaced(assignment, sheet)
    problems, diagnostics = [], [*sheet.diagnostics, *told(assignment, homeless)]
    for problem in assignment.problems:
        section = sheet.sections.get(problem.id)
        report, found = _graded(assignment, problem, section, strict=strict)
        report = _with_what_is_lost(assignment, problem, report, section, sheet, homeless)
        problems.append(settled(report))
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


def _with_what_is_lost(
    assignment: Assignment, problem: Problem, report: ProblemReport, section: Section | None, sheet: Sheet,
    homeless: list[Unplaced],
) -> ProblemReport:  # fmt: skip
    """The report with all open that something unread on the sheet may answer."""
    if section is None or section.blank:
        mine = [part for part in homeless[:MOST_PARTS] if may_answer(assignment, part, problem)]
        if mine:
            where = ", ".join(f"“{part.heading[:40]}”" for part in mine[:5] if part.heading) or _(
                "the top of the sheet"
            )
            said = _("Not found under its own heading; what stands under {where} may belong here. A teacher decides.")
            return replace(report, remarks=(said.format(where=where),), open=report.out_of)
    lost = [] if section is None else lines_lost(sheet, section)
    if lost or lost is None:
        if not report.items:
            return replace(report, open=report.out_of, remarks=(_("Lines here could not be read. A teacher decides."),))
        missing = {item.id: item.expected for item in report.items if item.verdict is Verdict.MISSING}
        numbers = {id: value for id, value in missing.items() if isinstance(value, float | int)}
        meant = {id for text in lost or () for id in spoken_of(text, numbers)} if problem.kind == "update" else set()
        is_kept = {id for id in numbers if meant and id not in meant}
        return replace(report, items=tuple(item if item.id in is_kept else _opened(item) for item in report.items))
    return report


def _opened(item: Item) -> Item:
    """An answer that is missing, where lines of its problem could not be read: it may stand in them."""
    if item.verdict is not Verdict.MISSING or not item.out_of:
        return item
    said = _("Not found; lines of this problem could not be read. A teacher decides.")
    return replace(item, verdict=Verdict.UNDECIDED, reason=said)
