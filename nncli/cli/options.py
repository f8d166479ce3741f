"""The options that several commands share, and what they mean together."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _, ngettext

if TYPE_CHECKING:
    from nncli.document.reader import Document, Loc
    from nncli.spec.network import Mode, Network

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


MAX_SAMPLES = 1000  # rows of a data set that are written out as samples: more than a person reads


def read_network(spec: str, changes: list[str] | None) -> "Network":
    """The network of a spec, with the changes of `--set`; of a data set the first rows as its samples.

    Raises:
        NncliError: with everything that is wrong with the file, the changes, the network or its data.
    """
    from nncli.spec.load import load

    document = read_document(spec, changes)
    network = load(document)
    if network.data is None:
        return network
    from nncli.cli.runs import base_of
    from nncli.data.loading import load_data
    from nncli.data.samples import with_samples

    return with_samples(network, load_data(network.data, network.seed, base_of(document)), MAX_SAMPLES)


def read_document(spec: str, changes: list[str] | None) -> "Document":
    """The document of a spec, with the changes of `--set`.

    Raises:
        NncliError: if the file or the changes cannot be read.
    """
    from nncli.spec.bundled import open_spec

    return changed(open_spec(spec), changes)


def changed(document: "Document", changes: list[str] | None, option: str = "--set") -> "Document":
    """The document with the changes of `--set`, or of another option that takes KEY=VALUE."""
    from nncli.document.reader import parse_loc

    for change in changes or ():
        key, equals, value = change.partition("=")
        if not equals or not key.strip():
            message = _("--set takes KEY=VALUE, not '{text}'").format(text=change)
            raise InputError(Diagnostic("bad-option", message, help=_("for example --set learning_rate=0.5")))
        origin = f"{option} {change}"
        try:
            loc = parse_loc(key.strip())
        except InputError as error:
            raise InputError([replace(fault, place=Place(origin)) for fault in error.diagnostics]) from None
        document = document.with_value(loc, value, origin)
    return document


def with_option(document: "Document", option: str, loc: "Loc", value: object) -> "Document":
    """The document with the value of an option such as --epochs at `loc`; as it is where the option is not given."""
    return document if value is None else document.with_value(loc, str(value), f"{option} {value}")


def chosen_mode(mode: str | None) -> "Mode | None":
    """`--mode` as a mode."""
    match mode:
        case None | "standard" | "accumulated" | "mini-batch":
            return mode
    raise one_of("--mode", mode, ("standard", "accumulated", "mini-batch"))


def check_sample(network: "Network", sample: int | None) -> None:
    """`--sample` within the samples that there are."""
    if sample is not None and not 1 <= sample <= len(network.samples):
        n = len(network.samples)
        message = ngettext(
            "--sample {sample}: the spec has only one sample", "--sample {sample}: the spec has samples 1 to {n}", n
        ).format(sample=sample, n=n)
        raise InputError(Diagnostic("bad-option", message))


def one_of(option: str, given: str, known: tuple[str, ...]) -> InputError:
    """An error for an option whose value is none of those known."""
    from nncli.spec.faults import did_you_mean, either

    message = _("{option} takes {known}, not '{given}'").format(option=option, known=either(known), given=given)
    return InputError(Diagnostic("bad-option", message, help=did_you_mean(given, known)))
