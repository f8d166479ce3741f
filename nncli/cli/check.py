"""`nncli check`: is BP right?"""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nncli.cli.opening import read_model
from nncli.cli.options import (
    FormatOption,
    ModeOption,
    SampleOption,
    SetOption,
    SpecArgument,
    check_sample,
    chosen_mode,
    is_json,
    taken,
)
from nncli.errors import Diagnostic, ExitStatus, InputError
from nncli.words import _, ngettext

if TYPE_CHECKING:
    from nncli.models.model import Model

HELP = _(
    "Hold BP's gradients against two oracles that do not know BP.\n\n"
    "Central differences, and reverse-mode differentiation of the trace's own formulas. Exit status 1 if BP is wrong."
)
MAX_PARAMETERS = 200
MAX_STEPS_CHECKED = 2_000  # of a trace that is computed twice for each parameter


def command(
    spec: SpecArgument,
    sample: SampleOption = None,
    mode: ModeOption = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many parameters, spread over the network."))
    ] = MAX_PARAMETERS,
    set_: SetOption = None,
    format_: FormatOption = "console",
) -> None:
    """See HELP."""
    as_json = is_json(format_)
    from nncli.cli.world import emit, is_plain, show
    from nncli.maths.arithmetic import PRECISE
    from nncli.models import systems
    from nncli.render.pages.verdicts import gradients_page
    from nncli.trace import gradients

    model = read_model(spec, set_)
    check_sample(model, sample)
    how = taken(model, mode=chosen_mode(mode), sample=sample)
    of_all = len(model.examples)
    if not how:
        model, how = over_all_samples(model)
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
    if as_json:
        from nncli.render.forms.verdicts_json import gradients_json

        emit(gradients_json(spec, rows, total))
    else:
        show(gradients_page(model, trace, rows, of=total, plain=is_plain()))
    if not as_json and mode is None and sample is None and how:
        emit(samples_said(1 if "sample" in how else len(model.examples), of_all))
    if any(row.verdict is gradients.Verdict.WRONG for row in rows):
        raise typer.Exit(ExitStatus.DIFFERS)


def over_all_samples(model: "Model") -> "tuple[Model, dict[str, Any]]":
    """A layered network with several samples as one whose update takes all of them; any other as it is.

    The first sample alone says little where its inputs are 0. Of many samples the first are taken, as many as a check
    can work through.
    """
    from nncli.models import systems
    from nncli.models.network import Network

    if not isinstance(model, Network) or model.loss is None or len(model.samples) < 2:
        return model, {}
    of_one = len(systems.trace(model, sample=1, updates=1).steps)
    some = model.samples[: max(1, MAX_STEPS_CHECKED // of_one)]
    return (replace(model, samples=some), {"mode": "accumulated"}) if len(some) > 1 else (model, {"sample": 1})


def samples_said(checked: int, there: int) -> str:
    """Over which samples the gradients were added up."""
    if checked == there:
        return _("The gradients are those of all {n} samples together; --sample N takes one alone.").format(n=there)
    message = ngettext(
        "The gradients are those of the first sample of {there}; --sample N takes another one.",
        "The gradients are those of the first {n} of {there} samples together; --sample N takes one alone.",
        checked,
    )
    return message.format(n=checked, there=there)
