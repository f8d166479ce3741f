"""`nncli check`: is BP right?"""

from typing import Annotated

import typer

from nncli.cli.opening import read_model
from nncli.cli.options import ModeOption, SampleOption, SetOption, SpecArgument, check_sample, chosen_mode, taken
from nncli.errors import Diagnostic, ExitStatus, InputError
from nncli.words import _

HELP = _(
    "Hold BP's gradients against two oracles that do not know BP.\n\n"
    "Central differences, and reverse-mode differentiation of the trace's own formulas. Exit status 1 if BP is wrong."
)
MAX_PARAMETERS = 200


def command(
    spec: SpecArgument,
    sample: SampleOption = None,
    mode: ModeOption = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many parameters, spread over the network."))
    ] = MAX_PARAMETERS,
    set_: SetOption = None,
) -> None:
    """See HELP."""
    from nncli.cli.world import is_plain, show
    from nncli.maths.arithmetic import PRECISE
    from nncli.models import systems
    from nncli.render.pages.verdicts import gradients_page
    from nncli.trace import gradients

    model = read_model(spec, set_)
    check_sample(model, sample)
    how = taken(model, mode=chosen_mode(mode), sample=sample)
    trace, precise = systems.trace(model, **how), systems.trace(model, arithmetic=PRECISE, **how)
    claims = systems.system_of(model).claims(model, trace)
    if not claims:
        message = _("this network has no loss, so there are no gradients to check")
        raise InputError(Diagnostic("no-loss", message, help=_("add a line such as 'loss: squared', and targets")))
    total, shown = len(claims), min(limit, len(claims))
    rows = gradients.check(
        trace,
        precise,
        claims=[claims[n * total // shown] for n in range(shown)],
        through_steps=model.through_steps(),
        no_gradients=model.not_gradients(),
    )
    show(gradients_page(model, trace, rows, of=total, plain=is_plain()))
    if any(row.verdict is gradients.Verdict.WRONG for row in rows):
        raise typer.Exit(ExitStatus.DIFFERS)
