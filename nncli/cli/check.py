"""`nncli check`: is BP right?"""

from typing import Annotated

import typer

from nncli.cli.opening import read_network
from nncli.cli.options import ModeOption, SampleOption, SetOption, SpecArgument, check_sample, chosen_mode
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
    from nncli.models import feed_forward
    from nncli.render.pages.verdicts import gradients_page
    from nncli.trace import gradients

    network = read_network(spec, set_)
    check_sample(network, sample)
    if network.loss is None:
        message = _("this network has no loss, so there are no gradients to check")
        raise InputError(Diagnostic("no-loss", message, help=_("add a line such as 'loss: squared', and targets")))
    trace = feed_forward.trace(network, mode=chosen_mode(mode), sample=sample)
    precise = feed_forward.trace(network, arithmetic=PRECISE, mode=chosen_mode(mode), sample=sample)
    total, shown = len(trace.learned), min(limit, len(trace.learned))
    rows = gradients.check(
        trace,
        precise,
        parameters=[trace.learned[n * total // shown] for n in range(shown)],
        through_steps=network.behind_step_units(),
        no_gradients=network.hidden_parameters() if network.update_order == "sequential" else (),
    )
    show(gradients_page(network, trace, rows, plain=is_plain()))
    if any(row.verdict is gradients.Verdict.WRONG for row in rows):
        raise typer.Exit(ExitStatus.DIFFERS)
