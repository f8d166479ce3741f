"""The terminal, or what stands in its place: how wide it is, whether it shows colour, and how things get there."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from nncli.errors import Diagnostic, InputError
from nncli.words import _

if TYPE_CHECKING:
    from rich.console import RenderableType


def is_plain(stream: TextIO | None = None) -> bool:
    """True where colour and box-drawing have no place: a pipe, a file, a dumb terminal, NO_COLOR."""
    stream = stream or sys.stdout
    if os.environ.get("FORCE_COLOR"):
        return False
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not stream.isatty()


def has_many_colours() -> bool:
    """Whether a terminal that shows colour says that it has more than sixteen: maps are shaded with them."""
    named = os.environ.get("TERM", "").endswith(("256color", "direct", "kitty", "alacritty", "ghostty"))
    windows = os.environ.get("WT_SESSION")  # its own terminal does not speak of TERM
    return named or bool(os.environ.get("COLORTERM") or windows)


def show(page: "RenderableType", *, error: bool = False) -> None:
    """Prints a page, in the width of the terminal; in a pipe in 80 columns, or as many as COLUMNS says."""
    from nncli.render.forms.console import HELD_SPACE, SafeConsole

    stream = sys.stderr if error else sys.stdout
    plain = is_plain(stream)
    buffer = io.StringIO()
    console = SafeConsole(
        file=buffer,
        width=width(stream),
        force_terminal=not plain,
        color_system=None if plain else "256" if has_many_colours() else "standard",
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(page)
    lines = buffer.getvalue().replace(HELD_SPACE, " ").split("\n")
    _write(stream, "\n".join(line.rstrip() for line in lines) if plain else "\n".join(lines))


def emit(text: str) -> None:
    """Prints text as it is; on a terminal with what would steer it made visible, as `show` does everywhere."""
    from nncli.render.forms.safe import visible

    text = visible(text) if sys.stdout.isatty() else text
    _write(sys.stdout, text if text.endswith("\n") else text + "\n")


def tell(text: str) -> None:
    """Prints a line or more on the error stream."""
    from nncli.render.forms.safe import visible

    sys.stderr.write(visible(text))


def _write(stream: TextIO, text: str) -> None:
    """Raises InputError where the disk is full; a reader that has gone, as `head` does, is the boundary's business."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = _("the output cannot be written: {reason}").format(reason=error.strerror)
        raise InputError(Diagnostic("cannot-write", message)) from None


def write_new(path: Path, content: str | bytes, help: str) -> None:
    """Writes a file that is not there yet, whole or not at all; a text as UTF-8.

    Raises:
        InputError: if it is, or cannot be written.
    """
    try:
        with path.open("xb") as file:
            try:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
            except BaseException:
                path.unlink(missing_ok=True)  # it is ours: there was none before
                raise
    except FileExistsError:
        message = _("{file} is already there, and is left as it is").format(file=path)
        raise InputError(Diagnostic("file-exists", message, help=help)) from None
    except OSError as error:
        message = _("{file} cannot be written: {reason}").format(file=path, reason=error.strerror)
        raise InputError(Diagnostic("cannot-write", message)) from None


def remark(notes: Sequence[str]) -> None:
    """Prints what was guessed or left out, a line each, on the error stream: it is no part of the result."""
    if notes:
        from rich.text import Text

        from nncli.render.forms.safe import visible
        from nncli.words import of

        show(Text("\n".join(visible(of(_("note"), note)) for note in notes)), error=True)


def complain(diagnostics: Sequence[Diagnostic]) -> None:
    """Prints what is wrong, on the error stream."""
    from nncli.render.pages.diagnostics import diagnostics_page

    show(diagnostics_page(diagnostics, width(sys.stderr)), error=True)


def confess(error: Exception) -> None:
    """Says that the program itself has failed, and how to tell us."""
    tell(
        _(
            "nncli has failed: {kind}: {error}\n"
            "This is a fault of the program, not of your input. Please report it, with the spec and the command.\n"
            "'nncli --traceback …' shows where it happened.\n"
        ).format(kind=type(error).__name__, error=error)
    )


def width(stream: TextIO | None = None) -> int:
    """Columns to print in."""
    stream = stream or sys.stdout
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(20, int(columns))
    if stream.isatty():
        try:
            return max(20, os.get_terminal_size(stream.fileno()).columns)
        except OSError:
            pass
    return 80
