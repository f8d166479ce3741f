"""Sheets of the course's homework as students hand them in, and the reports on them."""

from nncli.grade.grading import grade, headings, parts
from nncli.grade.homework import open_assignment
from nncli.grade.report import Item, ProblemReport, SheetReport
from nncli.sheets.sheet import read_sheet

CH5 = open_assignment("ch5")


def report_on(text: str) -> SheetReport:
    """The report, with the headings read as the command reads them."""
    return grade(CH5, read_sheet(text.encode(), "sheet.yaml", headings(CH5), parts(CH5)))


def problem(report: SheetReport, id: str) -> ProblemReport:
    return next(found for found in report.problems if found.id == id)


def items(report: SheetReport, id: str) -> dict[str, Item]:
    return {item.id: item for item in problem(report, id).items}
