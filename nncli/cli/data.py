"""`nncli data`: the data sets that come with the program, and files of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nncli.cli.options import one_of
from nncli.errors import Diagnostic, InputError
from nncli.words import _

if TYPE_CHECKING:
    from nncli.data.dataset import DataSet

app = typer.Typer(help=_("List, show and write the data sets."), invoke_without_command=True)
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=_("A data set by name (see 'nncli data'), a CSV or .npz file, a folder."))
]
RowsOption = Annotated[
    int | None, typer.Option("--rows", metavar="N", help=_("How many rows to make, or to take at random."))
]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", help=_("What is made or taken at random follows from it."))
]
NoiseOption = Annotated[float, typer.Option("--noise", metavar="X", help=_("Playground sets: 0 to 0.5."))]
FeaturesOption = Annotated[
    str | None,
    typer.Option("--features", metavar="LIST", help=_("Playground sets: some of x,y,x^2,y^2,xy,sin x,sin y (x,y).")),
]


@app.callback()
def _list_by_default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_()


@app.command("list", help=_("List the data sets that come with the program."))
def list_() -> None:
    """A line for each data set."""
    from nncli.cli.world import is_plain, show
    from nncli.data.loading import named
    from nncli.render.pages.data import catalogue_page
    from nncli.spec.data import DATA_NAMES

    show(catalogue_page([named(name) for name in DATA_NAMES], plain=is_plain()))


@app.command("show", help=_("Show what a data set is, and its first rows."))
def show(
    name: NameArgument,
    rows: RowsOption = None,
    seed: SeedOption = 0,
    noise: NoiseOption = 0.0,
    features: FeaturesOption = None,
    first: Annotated[int, typer.Option("--first", metavar="N", help=_("How many rows to show."))] = 10,
) -> None:
    """What it is, its first rows, its source."""
    from nncli.cli.world import is_plain, remark, width
    from nncli.cli.world import show as put
    from nncli.render.pages.data import data_page

    if first < 1:
        raise InputError(Diagnostic("bad-option", _("--first takes a number from 1 up, not {n}").format(n=first)))
    data = _chosen(name, rows, seed, noise, features)
    remark(data.notes)
    put(data_page(data, first, width(), plain=is_plain()))


@app.command("write", help=_("Write a data set as a CSV file."))
def write(
    name: NameArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Where to; - for standard output."))],
    rows: RowsOption = None,
    seed: SeedOption = 0,
    noise: NoiseOption = 0.0,
    features: FeaturesOption = None,
) -> None:
    """The training rows; an existing file is never overwritten."""
    from nncli.cli.world import emit, remark, write_new
    from nncli.data.csv_text import csv_text

    data = _chosen(name, rows, seed, noise, features)
    remark(data.notes)
    text = csv_text(data)
    if str(file) == "-":
        emit(text)
        return
    write_new(file, text, _("name another file behind the data set's name"))
    emit(_("wrote {file}; a spec reads it with: data: {file}").format(file=file))


def _chosen(name: str, rows: int | None, seed: int, noise: float, features: str | None) -> "DataSet":
    """The data set that the options mean.

    Raises:
        InputError: if there is none, or an option does not go with it.
    """
    from nncli.data.loading import load_data
    from nncli.spec.data import DATA_NAMES, PLAYGROUND, DataChoice

    if rows is not None and rows < 1:
        raise InputError(Diagnostic("bad-option", _("--rows takes a number from 1 up, not {n}").format(n=rows)))
    for option, given in (("--noise", noise), ("--features", features)):
        if given and name not in PLAYGROUND:
            message = _("only the playground sets have '{key}'").format(key=option)
            raise InputError(Diagnostic("bad-option", message, help=", ".join(PLAYGROUND)))
    # The options are checked here and in `load_data`: a spec's validators want numbers with the digits of a file.
    settings: dict[str, Any] = {"name" if name in DATA_NAMES else "file": name, "rows": rows, "noise": noise}
    choice = DataChoice.model_construct(**settings, features=_features(features))
    return load_data(choice, seed)


def _features(text: str | None) -> Any:
    from nncli.data.playground import FEATURES

    if text is None:
        return None
    chosen = [feature.strip() for feature in text.split(",")]
    for feature in chosen:
        if feature not in FEATURES:
            raise one_of("--features", feature, tuple(FEATURES))
    return chosen
