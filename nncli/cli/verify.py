"""`nncli verify`: is the textbook right?"""

from typing import Annotated

import typer

from nncli.cli import check
from nncli.cli.opening import read_model
from nncli.cli.options import FormatOption, SetOption, is_json
from nncli.errors import ExitStatus
from nncli.words import _

HELP = _(
    "Compare every published figure of a spec with the computed one.\n\n"
    "Each at the digits that were printed, with a verdict; the source is judged as a student is: its first fault is "
    "named, and what follows from it is told as following. Exit status 1 if a figure is at fault."
)


def command(
    specs: Annotated[list[str], typer.Argument(metavar="SPEC...", help=_("Bundled specs by name, or YAML files."))],
    gradients: Annotated[
        bool, typer.Option("--gradients", help=_("Check BP's own gradients instead, as 'nncli check' does."))
    ] = False,
    set_: SetOption = None,
    format_: FormatOption = "console",
) -> None:
    """See HELP."""
    as_json = is_json(format_)
    if gradients:
        for spec in specs:
            check.command(spec, set_=set_, format_=format_)
        return
    from nncli.cli.world import emit, is_plain, show
    from nncli.grade.source import judge_source
    from nncli.render.pages.verdicts import figures_page

    models = [read_model(spec, set_) for spec in specs]  # a bad file stops the run before anything is said
    judged = [(spec, model, judge_source(model)) for spec, model in zip(specs, models, strict=True)]
    if as_json:
        from nncli.render.forms.verdicts_json import figures_json

        emit(figures_json(judged))
    else:
        for _spec, model, judgement in judged:
            show(figures_page(model, judgement, plain=is_plain()))
    if any(judgement.is_failure for _spec, _model, judgement in judged):
        raise typer.Exit(ExitStatus.DIFFERS)
