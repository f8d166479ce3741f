"""Errors as text: where, what, the line itself with a caret under the place, and what to do."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from nncli.errors import Diagnostic, Place
from nncli.render.layout import BAD

# A line longer than this is shown around the place only.
MAX_LINE = 100


def diagnostics_page(diagnostics: Sequence[Diagnostic]) -> Group:
    """One after another."""
    return Group(*(part for diagnostic in diagnostics for part in _parts(diagnostic)))


def _parts(diagnostic: Diagnostic) -> list[RenderableType]:
    place = diagnostic.place
    head = Text(overflow="fold")
    head.append(f"{place}: " if place else "", style="bold")
    head.append("error", style=BAD)
    head.append(f"[{diagnostic.code}]: {diagnostic.message}")
    parts: list[RenderableType] = [head]
    indent = "    "
    if place and place.text.strip() and place.column:
        line, caret = _excerpt(place)
        parts.append(Text(indent + line, no_wrap=True, overflow="crop"))
        help = f"  {diagnostic.help}" if diagnostic.help else ""
        parts.append(Text.assemble(indent, (caret, BAD), help, overflow="fold"))
    elif diagnostic.help:
        parts.append(Text(indent + diagnostic.help, overflow="fold"))
    return parts


def _excerpt(place: Place) -> tuple[str, str]:
    """The line and the carets under it, cut to the neighbourhood of the place; wide characters count double."""
    start = (place.column or 1) - 1
    left = max(0, start - MAX_LINE // 2)
    line = place.text[left : left + MAX_LINE].replace("\t", " ")
    marked = place.text[start : min(start + max(place.length, 1), left + MAX_LINE)]
    before = cell_len(place.text[left:start])
    stripped = len(line) - len(line.lstrip()) if left == 0 and place.text[:start].strip() == "" else 0
    stripped = min(stripped, before)
    return line[stripped:], " " * (before - stripped) + "^" * max(cell_len(marked), 1)
