"""The options that several commands share, and what they mean together."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nncli.errors import Diagnostic, InputError
from nncli.words import _, ngettext

if TYPE_CHECKING:
    from nncli.models.model import Model
    from nncli.models.network import Mode

SpecArgument = Annotated[
    str,
    typer.Argument(metavar="SPEC", help=_("A bundled spec by name (see 'nncli specs'), a YAML file, or - for stdin.")),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help=_("Replace a field of the spec, e.g. learning_rate=0.5. Repeatable.")
    ),
]
SampleOption = Annotated[
    int | None, typer.Option("--sample", metavar="N", help=_("Use this sample alone, counted from 1."))
]
ModeOption = Annotated[
    str | None,
    typer.Option("--mode", metavar="MODE", help=_("standard (an update per sample), accumulated or mini-batch.")),
]


FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT", help=_("console or json."))]


def is_json(format: str) -> bool:
    """Whether `--format` asks for JSON; the other is the console.

    Raises:
        InputError: if it is neither.
    """
    if format not in ("console", "json"):
        raise one_of("--format", format, ("console", "json"))
    return format == "json"


def chosen_mode(mode: str | None) -> "Mode | None":
    """`--mode` as a mode."""
    match mode:
        case None | "standard" | "accumulated" | "mini-batch":
            return mode
    raise one_of("--mode", mode, ("standard", "accumulated", "mini-batch"))


def taken(model: "Model", **options: Any) -> dict[str, Any]:
    """The options that are given, if they mean something for the model's system."""
    from nncli.models.systems import system_of

    given = {name: value for name, value in options.items() if value not in (None, False)}
    for name in given:
        if name not in system_of(model).takes:
            option = {"updates": "--steps"}.get(name, f"--{name}")
            message = _("{option} means nothing for a model of the system '{system}'")
            raise InputError(Diagnostic("bad-option", message.format(option=option, system=model.system)))
    return given


def check_sample(model: "Model", sample: int | None) -> None:
    """`--sample` within the samples that there are."""
    if sample is not None and not 1 <= sample <= len(model.examples):
        n = len(model.examples)
        message = ngettext(
            "--sample {sample}: the spec has only one sample", "--sample {sample}: the spec has samples 1 to {n}", n
        ).format(sample=sample, n=n)
        raise InputError(Diagnostic("bad-option", message))


def one_of(option: str, given: str, known: tuple[str, ...]) -> InputError:
    """An error for an option whose value is none of those known."""
    from nncli.suggest import did_you_mean, either

    message = _("{option} takes {known}, not '{given}'").format(option=option, known=either(known), given=given)
    return InputError(Diagnostic("bad-option", message, help=did_you_mean(given, known)))
