"""`nncli trace`: every number of a run, on the board or as JSON."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.opening import read_model
from nncli.cli.options import (
    ModeOption,
    SampleOption,
    SetOption,
    SpecArgument,
    check_sample,
    chosen_mode,
    one_of,
    taken,
)
from nncli.errors import Diagnostic, InputError
from nncli.words import _

if TYPE_CHECKING:
    from nncli.maths.arithmetic import Arithmetic
    from nncli.models.model import Model
    from nncli.render.numbers import NumberFormat

HELP = _(
    "Show every number of a back-propagation step.\n\n"
    "Forward, loss, backward, update and the second forward pass: each quantity with its formula, the formula with "
    "the numbers put in, and its value."
)


def command(
    spec: SpecArgument,
    sample: SampleOption = None,
    steps: Annotated[
        int | None, typer.Option("--steps", metavar="N", help=_("So many updates (or presentations) in a row."))
    ] = None,
    mode: ModeOption = None,
    arithmetic: Annotated[
        str | None,
        typer.Option(
            "--arithmetic", metavar="KIND", help=_("float, exact (fractions), or rounded as the spec's source does.")
        ),
    ] = None,
    digits: Annotated[
        int | None, typer.Option("--digits", metavar="N", help=_("Significant digits shown (5)."))
    ] = None,
    decimals: Annotated[int | None, typer.Option("--decimals", metavar="N", help=_("Decimal places shown."))] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PHASE", help=_("given, forward, loss, backward, update or after. Repeatable.")),
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="ID", help=_("Only the chain of steps behind one number."))
    ] = None,
    set_: SetOption = None,
    summary: Annotated[bool, typer.Option("--summary", help=_("Layer by layer instead of number by number."))] = False,
    picture: Annotated[
        bool, typer.Option("--picture/--no-picture", help=_("Draw the network above the steps."))
    ] = True,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("console or json."))] = "console",
) -> None:
    """See HELP."""
    from nncli.cli.drawing import picture_of
    from nncli.cli.world import emit, is_plain, show, width
    from nncli.models import systems
    from nncli.trace.recorder import MAX_STEPS

    model = read_model(spec, set_)
    check_sample(model, sample)
    how = taken(model, mode=chosen_mode(mode), sample=sample, updates=steps)
    words = tuple(systems.system_of(model).phases)
    if steps is not None and not 1 <= steps <= MAX_STEPS:
        message = _("--steps takes 1 to {most}, not {n}").format(most=MAX_STEPS, n=steps)
        raise InputError(Diagnostic("bad-option", message))
    phases = tuple(phase for phase in words if phase in (only or ()))
    for word in only or ():
        if word not in words:
            raise one_of("--only", word, words)
    if format_ not in ("console", "json"):
        raise one_of("--format", format_, ("console", "json"))
    numbers = replace(number_format(digits, decimals), fractions=arithmetic is not None)
    if summary and (why is not None or phases or format_ != "console"):
        raise InputError(Diagnostic("bad-option", _("--summary goes with none of --why, --only and --format json")))
    if summary:
        from nncli.models.network import Network
        from nncli.render.pages.summary import summary_page
        from nncli.train.readings.summary import summarise

        taken(model, summary=summary)
        assert isinstance(model, Network)  # only a layered network takes a summary
        show(summary_page(summarise(model, chosen_mode(mode), sample), model, numbers, plain=is_plain()))
        return
    trace = systems.trace(model, arithmetic=chosen_arithmetic(arithmetic, model), **how)
    target = trace.find(why) if why is not None else None
    if format_ == "json":
        from nncli.render.forms.json import trace_json

        steps_shown = tuple(trace.ancestors(target.id)) if target else trace.steps
        emit(trace_json(trace, model, spec, tuple(s for s in steps_shown if not phases or s.phase in phases)))
        return
    from nncli.render.pages.board import Page, trace_page, why_page

    drawing = picture_of(model, width(), numbers, plain=is_plain()) if picture and not phases and target is None else ()
    page = Page(numbers, width(), is_plain(), drawing, sample or 1)
    show(why_page(trace, target.id, page, only=phases) if target else trace_page(trace, model, page, only=phases))


def chosen_arithmetic(name: str | None, model: "Model") -> "Arithmetic | None":
    """`--arithmetic` as an arithmetic, None where the system is to choose; `rounded` rounds as the spec says."""
    from nncli.maths.arithmetic import EXACT, FLOAT, RoundedArithmetic

    match name:
        case None:
            return None
        case "float":
            return FLOAT
        case "exact":
            return EXACT
        case "rounded":
            if not model.rounding and model.default_rounding is None:
                message = _("the spec does not say how its source rounds")
                help = _("add 'rounding:' to it, or round every number with --set rounding.default=4")
                raise InputError(Diagnostic("no-rounding", message, help=help))
            return RoundedArithmetic(model.rounding, model.default_rounding)
    raise one_of("--arithmetic", name, ("float", "exact", "rounded"))


def number_format(digits: int | None, decimals: int | None) -> "NumberFormat":
    """`--digits` or `--decimals` as a way of writing numbers."""
    from nncli.maths.arithmetic import Rounding
    from nncli.render.numbers import NumberFormat

    if digits is not None and decimals is not None:
        raise InputError(Diagnostic("bad-option", _("give either --digits or --decimals, not both")))
    if digits is not None:
        if not 1 <= digits <= 50:
            raise InputError(Diagnostic("bad-option", _("--digits takes 1 to 50, not {n}").format(n=digits)))
        return NumberFormat(Rounding(digits, "significant"))
    if decimals is not None:
        if not 0 <= decimals <= 50:
            raise InputError(Diagnostic("bad-option", _("--decimals takes 0 to 50, not {n}").format(n=decimals)))
        return NumberFormat(Rounding(decimals))
    return NumberFormat()
