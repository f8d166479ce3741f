"""`nncli new`: a spec to begin with, for a table or for a network of a shape."""

import os
from pathlib import Path
from typing import Annotated

import typer

from nncli.errors import Diagnostic, InputError
from nncli.words import _

HELP = _(
    "Write a spec to begin with: for a table, ready to train; for a shape such as 2-3-1, ready to trace.\n\n"
    "What is chosen for you stands in it with a comment. For example: nncli new iris.csv"
)


def command(
    what: Annotated[
        str, typer.Argument(metavar="TABLE|SHAPE", help=_("A table, a data set by name, or sizes such as 2-3-1."))
    ],
    activation: Annotated[
        str | None, typer.Option("--activation", metavar="NAME", help=_("SHAPE: of the hidden layers (sigmoid)."))
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="COLUMN", help=_("TABLE: the column that is to be learned."))
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help=_("SHAPE: the weights follow from it."))
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=_("Where to; - for standard output."))
    ] = None,
) -> None:
    """See HELP."""
    from nncli.cli.world import emit, write_new
    from nncli.document.reader import exists
    from nncli.spec.drafting import draft_of_shape, shape_of

    sizes = None if exists(Path(what)) else shape_of(what)
    given = {"--activation": activation, "--seed": seed} if sizes is None else {"--label": label}
    for option, value in given.items():
        if value is not None:
            message = (
                _("{option} means nothing for a table") if sizes is None else _("{option} means nothing for a shape")
            )
            raise InputError(Diagnostic("bad-option", message.format(option=option)))
    if sizes is not None:
        file, verb = output or Path(f"{'-'.join(map(str, sizes))}.yaml"), "trace"
        text = draft_of_shape(sizes, activation or "sigmoid", seed or 0)
    else:
        file, verb = output or Path(f"{Path(what).stem or 'data'}.yaml"), "train"
        text = of_table(what, label, file)
    if str(file) == "-":
        emit(text)
        return
    write_new(file, text, _("name another file with -o"))
    emit(_("wrote {file}; try: nncli {verb} {file}").format(file=file, verb=verb))


def of_table(what: str, label: str | None, spec: Path) -> str:
    """The YAML for a table, as a spec in the file `spec` finds it."""
    from nncli.cli.world import remark
    from nncli.data.drafting import draft_of_table
    from nncli.data.loading import named
    from nncli.data.reading import read_data
    from nncli.spec.data import DATA_NAMES

    if what in DATA_NAMES:
        return draft_of_table(named(what), what, bundled=True)
    data = read_data(what, None, label)
    remark(data.notes)
    folder = Path() if str(spec) == "-" else spec.parent
    return draft_of_table(data, os.path.relpath(what, folder))
