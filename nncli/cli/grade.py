"""`nncli grade`: answer sheets in, reports out."""

from pathlib import Path
from typing import Annotated

import typer

from nncli.cli.options import one_of
from nncli.errors import Diagnostic, ExitStatus, InputError
from nncli.words import LANGUAGES, _, speak

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
    no_key: Annotated[bool, typer.Option("--no-key", help=_("Leave the expected values out."))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("Carried steps earn nothing."))] = False,
    fail_under: Annotated[
        float | None, typer.Option("--fail-under", metavar="PERCENT", help=_("Exit status 1 if a sheet earns less."))
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("console or json."))] = "console",
) -> None:
    """See HELP."""
    from nncli.cli.world import complain, emit, is_plain, show
    from nncli.grade.grading import grade_file
    from nncli.grade.homework import open_assignment
    from nncli.render.pages.report import report_json, report_page

    choose_language(lang)
    if format_ not in ("console", "json"):
        raise one_of("--format", format_, ("console", "json"))
    if fail_under is not None and not 0 <= fail_under <= 100:
        raise InputError(Diagnostic("bad-option", _("--fail-under takes a percentage from 0 to 100")))
    assignment = open_assignment(homework)
    reports, unusable = [], False
    for sheet in sheets:
        try:
            report = grade_file(assignment, sheet, strict=strict)
        except InputError as error:  # the others are graded all the same
            complain(error.diagnostics)
            unusable = True
            continue
        reports.append(report)
        if format_ == "console":
            show(report_page(report, plain=is_plain(), key=not no_key))
            complain(report.diagnostics)
    if format_ == "json":
        emit(report_json(reports, key=not no_key))
    if any(found.code == "internal" for report in reports for found in report.diagnostics):
        raise typer.Exit(ExitStatus.INTERNAL)
    if unusable:
        raise typer.Exit(ExitStatus.BAD_INPUT)
    if fail_under is not None and any(100 * r.points < fail_under * r.out_of for r in reports):
        raise typer.Exit(ExitStatus.DIFFERS)


def choose_language(lang: str | None) -> None:
    """`--lang` for the rest of the run."""
    if lang is None:
        return
    if lang not in LANGUAGES:
        raise one_of("--lang", lang, tuple(LANGUAGES))
    speak(lang)
