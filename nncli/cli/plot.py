"""`nncli plot`: pictures of a training run, in the terminal or as a figure."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from nncli.cli.opening import RunArgument
from nncli.errors import Diagnostic, InputError
from nncli.words import _

HELP = _(
    "Draw a training run: in the terminal, or with -o as a figure for a slide.\n\n"
    "KIND is loss (the default); boundary, over two inputs; rounds, the boundary after several epochs side by side; "
    "units, what each hidden unit answers over the two inputs; or weights, every parameter over the epochs."
)
KINDS = ("loss", "boundary", "rounds", "units", "weights")
# Which kinds an option is for.
BELONGS = {
    "--rounds": ("boundary", "rounds"),
    "--inputs": ("boundary", "rounds", "units"),
    "--layer": ("units",),
    "--accuracy": ("loss",),
    "--log": ("loss",),
}


def command(
    run: RunArgument,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help=_("loss, boundary, rounds, units or weights."))
    ] = "loss",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("A new PNG, SVG or PDF file."))
    ] = None,
    rounds: Annotated[
        str | None, typer.Option("--rounds", metavar="N,N,…", help=_("The boundary after these epochs."))
    ] = None,
    inputs: Annotated[
        str | None,
        typer.Option("--inputs", metavar="X,Y", help=_("Two inputs to draw over; the others stay at their means.")),
    ] = None,
    layer: Annotated[
        str | None, typer.Option("--layer", metavar="NAME", help=_("units: this layer (the first)."))
    ] = None,
    accuracy: Annotated[bool, typer.Option("--accuracy", help=_("loss: the accuracy instead."))] = False,
    log: Annotated[bool, typer.Option("--log", help=_("loss: on a logarithmic axis."))] = False,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help=_("Instead of the spec's title."))
    ] = None,
    width: Annotated[
        float | None, typer.Option("--width", metavar="N", help=_("In columns; of a figure in inches."))
    ] = None,
    height: Annotated[
        float | None, typer.Option("--height", metavar="N", help=_("In rows, of each picture; of a figure in inches."))
    ] = None,
    dpi: Annotated[int, typer.Option("--dpi", metavar="N", min=30, max=1200, help=_("PNG: dots in an inch."))] = 200,
) -> None:
    """See HELP."""
    from nncli.cli.options import one_of
    from nncli.cli.pictures import Wish, draw, picture

    if kind not in KINDS:
        raise one_of("KIND", kind, KINDS)
    options = {"--rounds": rounds, "--inputs": inputs, "--layer": layer, "--accuracy": accuracy, "--log": log}
    check_options(kind, options)
    check_size(width, height, of_figure=output is not None)
    if output is not None:
        check_figure_file(output)
    wish = Wish(kind, numbers(rounds), names(inputs), layer, accuracy, log, title)
    draw(picture(run, wish, (width, height), as_figure=output is not None), output, (width, height), dpi)


def check_options(kind: str, options: Mapping[str, object]) -> None:
    """Whether each option that is given has a meaning for this kind of picture."""
    from nncli.suggest import either

    for option, value in options.items():
        if value and kind not in BELONGS[option]:
            message = _("{option} goes with {kinds}, not with {kind}")
            message = message.format(option=option, kinds=either(BELONGS[option]), kind=kind)
            raise InputError(Diagnostic("bad-option", message))


def check_size(width: float | None, height: float | None, *, of_figure: bool) -> None:
    """Whether a picture of this size can be drawn: in inches as a figure, else in columns and rows."""
    bounds = {"--width": (2, 40), "--height": (1.5, 40)} if of_figure else {"--width": (20, 1000), "--height": (4, 500)}
    for (option, (low, high)), given in zip(bounds.items(), (width, height), strict=True):
        if given is not None and not low <= given <= high:
            how = (
                _("{option} takes {low:g} to {high:g} inches") if of_figure else _("{option} takes {low:g} to {high:g}")
            )
            raise InputError(Diagnostic("bad-option", how.format(option=option, low=low, high=high)))


def names(text: str | None) -> tuple[str, ...]:
    """`density,sugar` as two names."""
    return tuple(part.strip() for part in text.split(",")) if text else ()


def numbers(text: str | None) -> tuple[int, ...]:
    """`25,50,100` as epochs.

    Raises:
        InputError: if they are none.
    """
    found = names(text)
    if not all(part.isascii() and part.isdigit() and len(part) < 16 for part in found):
        message = _("--rounds takes epochs such as 25,50,100, not '{text}'").format(text=text)
        raise InputError(Diagnostic("bad-option", message))
    if len(found) > 16:
        raise InputError(Diagnostic("bad-option", _("--rounds takes up to {most} epochs").format(most=16)))
    return tuple(int(part) for part in found)


def check_figure_file(path: Path) -> None:
    """Whether a figure can be written there, asked before anything is computed for it.

    Raises:
        InputError: if the ending is not known, the file is there, or matplotlib is not.
    """
    from nncli.document.reader import exists
    from nncli.render.pictures.figures.saving import ENDINGS, there_already
    from nncli.suggest import either

    if path.suffix.lower() not in ENDINGS:
        message = _("a figure's name ends in {endings}, and not as in '{name}'")
        raise InputError(Diagnostic("bad-option", message.format(endings=either(ENDINGS), name=path.name)))
    if exists(path):
        raise there_already(path)
    try:
        import matplotlib as _matplotlib  # noqa: F401  # it is only asked for
    except ImportError:
        message = _("figures are drawn by matplotlib, which is not installed")
        help = "python -m pip install 'backprop-chalkboard[plot]'"
        raise InputError(Diagnostic("missing-extra", message, help=help)) from None
