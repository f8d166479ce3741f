"""Errors as text: where, what, the line itself with a caret under the place, and what to do."""

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nncli.errors import Diagnostic, Place
from nncli.render.forms.console import BAD
from nncli.render.forms.safe import visible

INDENT = 4


def diagnostics_page(diagnostics: Sequence[Diagnostic], width: int = 80) -> Group:
    """One after another, in `width` columns."""
    return Group(*(part for diagnostic in diagnostics for part in _parts(diagnostic, width)))


def _parts(diagnostic: Diagnostic, width: int) -> list[RenderableType]:
    place, help = diagnostic.place, visible(diagnostic.help or "") or None
    head = Text(overflow="fold")
    head.append(visible(f"{place}: ") if place else "", style="bold")
    head.append("error", style=BAD)
    head.append(visible(f"[{diagnostic.code}]: {diagnostic.message}"))
    parts: list[RenderableType] = [head]
    if place and place.text.strip() and place.column:
        line, caret = _excerpt(place, place.column - 1, width - INDENT)
        parts.append(_indented(Text(line)))
        beside = help is not None and INDENT + cell_len(f"{caret}  {help}") <= width
        parts.append(_indented(Text.assemble((caret, BAD), f"  {help}" if beside else "")))
        help = None if beside else help
    if help:
        parts.append(_indented(Text(help, overflow="fold")))
    return parts


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, INDENT), expand=False)


def _excerpt(place: Place, start: int, width: int) -> tuple[str, str]:
    """The line and the carets under it, cut to the neighbourhood of the place; wide characters count double."""
    text = visible(place.text.replace("\t", " "))
    left = min(start, len(text) - len(text.lstrip()))
    cut = ""
    if cell_len(text[left:start]) > width // 2 and cell_len(text[left:]) > width:
        left, cut = start - width // 4, "…"
    line = cut + text[left : left + width + 1]
    if cell_len(line) > width:
        line = chop_cells(line, width - 1)[0] + "…"
    before = cell_len(cut + text[left:start])
    marked = cell_len(text[start : min(start + place.length, len(text), left + width)])
    return line, " " * before + "^" * max(1, min(marked, width - before))
