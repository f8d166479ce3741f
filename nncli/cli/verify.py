"""`nncli verify`: is the textbook right?"""

from typing import Annotated

import typer

from nncli.cli.opening import read_model
from nncli.cli.options import SetOption
from nncli.errors import ExitStatus
from nncli.words import _

HELP = _(
    "Compare every published figure of a spec with the computed one.\n\n"
    "Each at the digits that were printed, with a verdict. Exit status 1 if a figure differs and nothing explains it."
)


def command(
    specs: Annotated[list[str], typer.Argument(metavar="SPEC...", help=_("Bundled specs by name, or YAML files."))],
    set_: SetOption = None,
) -> None:
    """See HELP."""
    from nncli.cli.world import is_plain, show
    from nncli.grade.source import judge_source
    from nncli.render.pages.verdicts import figures_page

    failed = False
    models = [read_model(spec, set_) for spec in specs]  # a bad file stops the run before anything is said
    for model in models:
        judgement = judge_source(model)
        failed |= judgement.is_failure
        show(figures_page(model, judgement, plain=is_plain()))
    if failed:
        raise typer.Exit(ExitStatus.DIFFERS)
