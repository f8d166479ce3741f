"""`nncli grade`: answer sheets in, reports out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.options import one_of
from nncli.errors import Diagnostic, ExitStatus, InputError
from nncli.words import LANGUAGES, _, speak

if TYPE_CHECKING:
    from nncli.grade.report import SheetReport

HELP = _(
    "Grade answer sheets: a report for each.\n\n"
    "Every number is judged by the truth and by what follows from the student's own earlier numbers; slips are named. "
    "Exit status 0 when the sheets were graded, whatever the score."
)
LangOption = Annotated[str | None, typer.Option("--lang", metavar="LANG", help=_("Language of the output: en or zh."))]
HomeworkArgument = Annotated[
    str, typer.Argument(metavar="ID", help=_("A homework by name (see 'nncli homework'), or a path."))
]


def command(
    homework: HomeworkArgument,
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEET...", help=_("Answer sheets (YAML)."))],
    lang: LangOption = None,
    key: Annotated[
        bool, typer.Option("--key/--no-key", help=_("Show the expected values and the slips by name, for a teacher."))
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help=_("Show every item of a long sheet."))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("Carried steps earn nothing."))] = False,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under", metavar="PERCENT", help=_("Exit status 1 if a sheet earns less, what is open included.")
        ),
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("console or json."))] = "console",
) -> None:
    """See HELP."""
    from nncli.cli.world import complain, emit, is_plain, show
    from nncli.grade.by_hand import is_points_file
    from nncli.grade.grading import grade_file
    from nncli.grade.homework import open_assignment
    from nncli.render.pages.report import report_page, summary_page
    from nncli.render.pages.report_json import report_json

    choose_language(lang)
    if format_ not in ("console", "json"):
        raise one_of("--format", format_, ("console", "json"))
    if fail_under is not None and not 0 <= fail_under <= 100:
        raise InputError(Diagnostic("bad-option", _("--fail-under takes a percentage from 0 to 100")))
    assignment = open_assignment(homework)
    reports: list[SheetReport] = []
    unusable: list[Diagnostic] = []
    answers = [sheet for sheet in sheets if not is_points_file(sheet)]  # `*.yaml` names both
    if not answers:
        message = _("{file} holds points given by hand, and is no answer sheet").format(file=sheets[0])
        raise InputError(Diagnostic("no-sheet", message, help=_("name the sheet that they are for")))
    for sheet in answers:
        try:
            report = grade_file(assignment, sheet, strict=strict)
        except InputError as error:  # the others are graded all the same
            complain(error.diagnostics)
            unusable += error.diagnostics
            continue
        reports.append(report)
        if format_ == "console":
            show(report_page(report, plain=is_plain(), key=key, everything=everything))
    if format_ == "json":
        emit(report_json(reports, key=key, unusable=unusable))
    elif len(answers) > 1:
        show(summary_page(reports, unusable, plain=is_plain()))
    found = {diagnostic.code for report in reports for diagnostic in report.diagnostics}
    if "internal" in found:
        raise typer.Exit(ExitStatus.INTERNAL)
    if unusable or "bad-points" in found:
        raise typer.Exit(ExitStatus.BAD_INPUT)
    if fail_under is not None and any(100 * (r.points + r.open) < fail_under * r.out_of for r in reports):
        raise typer.Exit(ExitStatus.DIFFERS)


def choose_language(lang: str | None) -> None:
    """`--lang` for the rest of the run."""
    if lang is None:
        return
    if lang not in LANGUAGES:
        raise one_of("--lang", lang, tuple(LANGUAGES))
    speak(lang)
