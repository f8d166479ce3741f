"""`nncli specs`: the specs that come with the program."""

from pathlib import Path
from typing import Annotated

import typer

from nncli.words import _

app = typer.Typer(help=_("List, show and copy the specs that come with the program."), invoke_without_command=True)
SCHEMA = "spec.schema.json"
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=_("The name of a bundled spec."))]


@app.callback()
def _list_by_default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_()


@app.command("list", help=_("List the bundled specs, with a line on each."))
def list_() -> None:
    """A line for each bundled spec."""
    from nncli.cli.world import is_plain, show
    from nncli.render.forms.console import rows_table
    from nncli.spec.bundled import headline, names

    show(rows_table((_("name"), _("what it is")), [(name, headline(name)) for name in names()], plain=is_plain()))


@app.command("show", help=_("Print a bundled spec."))
def show(name: NameArgument) -> None:
    """The YAML as it is."""
    from nncli.cli.world import emit
    from nncli.spec.bundled import text

    emit(text(name))


@app.command("copy", help=_("Write a bundled spec to a file here, to edit."))
def copy(
    name: NameArgument,
    to: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=_("Where to (NAME.yaml)."))] = None,
) -> None:
    """A copy to edit; an existing file is never overwritten."""
    from nncli.cli.world import emit, write_new
    from nncli.document.reader import exists
    from nncli.spec.bundled import folder, text

    content, target = text(name), to or Path(f"{name}.yaml")
    if exists(target) and target.is_dir():
        target = target / f"{name}.yaml"
    write_new(target, content, _("name another file behind the spec's name"))
    schema = target.parent / SCHEMA  # the spec's first line names it, for editors
    if not exists(schema):
        write_new(schema, (folder() / SCHEMA).read_text(encoding="utf-8"), "")
    emit(_("wrote {file}; try: nncli trace {file}").format(file=target))
