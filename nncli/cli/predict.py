"""`nncli predict`: what a trained model makes of inputs."""

from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.opening import RunArgument
from nncli.cli.options import one_of
from nncli.errors import Diagnostic, InputError
from nncli.words import _, listing

if TYPE_CHECKING:
    from nncli.train.arrays.layout import Array
    from nncli.train.keeping.model import TrainedModel

HELP = _(
    "Say what a trained model makes of inputs: the class it decides for, and its outputs.\n\n"
    "Inputs come from a file or a data set, or from the command line: --x 0.2,0.3"
)
FORMATS = ("console", "csv")


def command(
    run: RunArgument,
    data: Annotated[
        str | None, typer.Argument(metavar="[DATA]", help=_("A CSV file with or without answers, or any data set."))
    ] = None,
    x: Annotated[
        list[str] | None, typer.Option("--x", metavar="X1,X2,…", help=_("One row of inputs. Repeatable."))
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("console or csv."))] = "console",
) -> None:
    """See HELP."""
    from nncli.cli.opening import open_run
    from nncli.cli.world import emit, is_plain, show
    from nncli.render.pages.evaluation import predictions_csv, predictions_page

    if format_ not in FORMATS:
        raise one_of("--format", format_, FORMATS)
    if (data is None) == (not x):
        message = _("give data or --x with one row of inputs, and not both")
        raise InputError(Diagnostic("bad-option", message, help=_("for example --x 0.2,0.3")))
    model = open_run(run).model
    outputs = model.outputs(inputs_of(data, model) if data is not None else typed(x or [], model))
    if format_ == "csv":
        emit(predictions_csv(model, outputs))
    else:
        show(predictions_page(model, outputs, plain=is_plain()))


def typed(rows: list[str], model: "TrainedModel") -> "Array":
    """The rows of --x as an array (n, inputs)."""
    import numpy as np

    from nncli.maths.numeral import Numeral

    names, found = model.network.inputs, []
    for row in rows:
        numbers = [Numeral.read(cell) for cell in row.split(",")]
        if None in numbers or len(numbers) != len(names):
            message = _("--x takes {n} numbers ({names}), not '{text}'").format(
                n=len(names), names=listing([*names[:8], *(["…"] if len(names) > 8 else [])]), text=row
            )
            raise InputError(Diagnostic("bad-option", message, help=_("for example --x 0.2,0.3")))
        found.append([float(number) for number in numbers if number])
    return np.array(found)


def inputs_of(data: str, model: "TrainedModel") -> "Array":
    """The inputs of a file or a data set: (n, inputs)."""
    from pathlib import Path

    from nncli.cli.opening import read_data
    from nncli.cli.world import remark
    from nncli.data.csv_file import read_inputs
    from nncli.document.reader import exists
    from nncli.spec.data import DATA_NAMES

    path = Path(data)
    if data not in DATA_NAMES and path.suffix.lower() != ".npz" and exists(path) and not path.is_dir():
        x, notes = read_inputs(path, data, [names for names in (model.headings, model.network.inputs) if names])
        remark(notes)
        return x
    found = read_data(data, None, model)
    return (found.test or found.train).x
