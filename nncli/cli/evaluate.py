"""`nncli evaluate`: how good a trained model is."""

from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.opening import RunArgument
from nncli.cli.options import one_of
from nncli.words import _

if TYPE_CHECKING:
    from nncli.train.keeping.model import TrainedModel
    from nncli.train.readings.evaluation import Judgement
    from nncli.train.setup import Setup

HELP = _(
    "Say how good a trained model is: loss, accuracy, and which classes it takes for which.\n\n"
    "On the sets of its own run, or on other data."
)
LabelOption = Annotated[
    str | None, typer.Option("--label", metavar="COLUMN", help=_("CSV: the column that was to be learned."))
]


def command(
    run: RunArgument,
    data: Annotated[
        str | None, typer.Argument(metavar="[DATA]", help=_("A name (see 'nncli data'), a file or a folder."))
    ] = None,
    label: LabelOption = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("console or json."))] = "console",
) -> None:
    """See HELP."""
    from nncli.cli.opening import open_run
    from nncli.cli.world import emit, is_plain, show
    from nncli.render.pages.evaluation import judgements_json, judgements_page

    if format_ not in ("console", "json"):
        raise one_of("--format", format_, ("console", "json"))
    opened = open_run(run)
    judgements = of_own_sets(opened.model, opened.setup()) if data is None else [of_other(opened.model, data, label)]
    if format_ == "json":
        emit(judgements_json(judgements, opened.model.coding.classes))
    else:
        show(judgements_page(opened.model, judgements, plain=is_plain()))


def of_own_sets(model: "TrainedModel", setup: "Setup") -> "list[Judgement]":
    """The sets of the model's own run; the test set last, so that its confusion is shown."""
    from nncli.render.pages.training import PARTS
    from nncli.train.readings.evaluation import judge

    rows = {name: getattr(setup.data, name) for name in PARTS}
    return [judge(model, setup.data, some, _(PARTS[name])) for name, some in rows.items() if some is not None]


def of_other(model: "TrainedModel", data: str, label: str | None) -> "Judgement":
    """Other data: its test part if it has one of its own, else all of it."""
    from dataclasses import replace

    from nncli.cli.opening import read_data
    from nncli.train.readings.evaluation import judge

    found = read_data(data, label, model)
    rows = found.test or found.train
    if model.scaling:
        rows = replace(rows, x=model.scaling.apply(rows.x))
    return judge(model, found, rows, found.name)
