"""`nncli homework`: what is asked, blank sheets, worked solutions, and what a question cannot tell."""

from pathlib import Path
from typing import Annotated

import typer

from nncli.cli import grade
from nncli.cli.grade import HomeworkArgument, LangOption, choose_language
from nncli.errors import Diagnostic, InputError
from nncli.words import _

SHEET_WIDTH = 96  # of what is written on a sheet besides the answers

app = typer.Typer(
    help=_("List and show homework, write blank sheets and worked solutions."), invoke_without_command=True
)


@app.callback()
def _list_by_default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_()


@app.command("list", help=_("List the bundled homework."))
def list_() -> None:
    """A line for each."""
    from nncli.cli.world import is_plain, show
    from nncli.grade.homework import names, open_assignment
    from nncli.render.forms.console import rows_table

    rows = [(name, _(open_assignment(name).title)) for name in names()]
    show(rows_table((_("name"), _("what it is")), rows, plain=is_plain()))


@app.command("show", help=_("Show the problems of a homework."))
def show(homework: HomeworkArgument, lang: LangOption = None) -> None:
    """Title, statement and points of each problem, what is given, and a drawing of the network."""
    from nncli.cli.drawing import picture_of
    from nncli.cli.world import is_plain, width
    from nncli.cli.world import show as show_page
    from nncli.grade.homework import open_assignment
    from nncli.render.pages.homework import problems_page

    choose_language(lang)
    assignment = open_assignment(homework)
    columns, plain = width(), is_plain()
    pictures = {
        id: picture_of(update.programs.model, columns, plain=plain) for id, update in assignment.updates.items()
    }
    show_page(problems_page(assignment, pictures))


@app.command("sheet", help=_("Write a blank answer sheet."))
def sheet(
    homework: HomeworkArgument,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=_("Where to; else printed."))
    ] = None,
    lang: LangOption = None,
) -> None:
    """A sheet to fill in; an existing file is never overwritten."""
    from nncli.cli.world import emit, write_new
    from nncli.grade.blank import blank_sheet
    from nncli.grade.homework import open_assignment
    from nncli.render.pages.homework import given_lines
    from nncli.render.pictures.network.drawing import picture_lines

    choose_language(lang)
    assignment = open_assignment(homework)
    given = {}
    for id, update in assignment.updates.items():
        drawing = picture_lines(update.programs.model, SHEET_WIDTH)
        given[id] = [*given_lines(update, SHEET_WIDTH), *([""] if drawing else []), *drawing]
    text = blank_sheet(assignment, given)
    if output is None:
        emit(text)
        return
    write_new(output, text, _("name another file with -o"))
    emit(_("wrote {file}; when it is filled in: nncli grade {id} {file}").format(file=output, id=homework))


@app.command("copy", help=_("Write a homework here, with the specs that it names, to edit."))
def copy(
    homework: HomeworkArgument,
    to: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help=_("Where to (a folder named ID)."))] = None,
    lang: LangOption = None,
) -> None:
    """A folder to edit; nothing that is there already is overwritten."""
    from nncli.cli.world import emit, write_new
    from nncli.document.reader import exists
    from nncli.grade.homework import FILE, copied
    from nncli.grade.homework import open_assignment as opened

    choose_language(lang)
    files, folder = copied(homework), to or Path(opened(homework).id)
    there = [folder / name for name in files if exists(folder / name) and not name.endswith(".json")]
    for path in there:  # told before anything is written
        write_new(path, "", _("name another folder behind the homework"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("{file} cannot be written: {reason}").format(file=folder, reason=error.strerror)
        raise InputError(Diagnostic("cannot-write", message)) from None
    for name, text in files.items():
        if not (name.endswith(".json") and exists(folder / name)):
            write_new(folder / name, text, "")
    emit(_("wrote {file}; try: nncli homework lint {file}").format(file=folder / FILE))


@app.command("key", help=_("Show the worked solution."))
def key(homework: HomeworkArgument, lang: LangOption = None) -> None:
    """Every step of every problem."""
    from nncli.cli.world import is_plain, width
    from nncli.cli.world import show as show_page
    from nncli.grade.homework import open_assignment
    from nncli.render.numbers import NumberFormat
    from nncli.render.pages.board import Page
    from nncli.render.pages.homework import key_page

    choose_language(lang)
    show_page(key_page(open_assignment(homework), Page(NumberFormat(), width(), is_plain())))


app.command("grade", help=grade.HELP)(grade.command)


@app.command("lint", help=_("Say which slips the numbers of a question cannot tell apart, and what would."))
def lint(homework: HomeworkArgument, lang: LangOption = None) -> None:
    """For the teacher, before the class sees it."""
    from nncli.cli.world import is_plain
    from nncli.cli.world import show as show_page
    from nncli.grade.homework import open_assignment
    from nncli.grade.idle import idle
    from nncli.grade.lint import lint as find_blurs
    from nncli.render.pages.homework import lint_page

    choose_language(lang)
    assignment = open_assignment(homework)
    blurs = {id: find_blurs(update) for id, update in assignment.updates.items()}
    idles = {id: idle(update) for id, update in assignment.updates.items()}
    show_page(lint_page(assignment, blurs, idles, plain=is_plain()))
