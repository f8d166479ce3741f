"""A page as HTML: the same paragraphs and tables that the terminal shows, as elements that a browser lays out.

A page is made of Rich's `Group`, `Text` and `Table`, see `console`. What stands in them is escaped; the fragment brings
no style but bold, right and preformatted, so that it takes the looks of the page that it is put into.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from nncli.render.forms.console import HEADING, HELD_SPACE


def fragment(page: RenderableType) -> str:
    """The page as elements: <h4>, <p>, <table> and, for drawings, <pre>.

    Raises:
        TypeError: if the page holds something that no page of ours is made of.
    """
    parts: list[str] = []
    for is_drawing, some in groupby(_leaves(page), key=_is_drawing):
        if is_drawing:
            lines = "\n".join(_text(part) for part in some)
            parts.append(f'<pre style="line-height:1.2">{lines}</pre>')
        else:
            parts += [_element(part) for part in some if not isinstance(part, Text) or part.plain]
    return "\n".join(parts)


def _leaves(page: RenderableType) -> Iterator[RenderableType]:
    if isinstance(page, Group):
        for part in page.renderables:
            yield from _leaves(part)
    else:
        yield page


def _is_drawing(part: RenderableType) -> bool:
    """A line that is not to be broken, see `console.drawn`."""
    return isinstance(part, Text) and part.no_wrap is True


def _element(part: RenderableType) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Text):
        name = "h4" if part.style == HEADING else "p"
        return f"<{name}>{_text(part)}</{name}>"
    raise TypeError(f"no way to write {type(part).__name__} as HTML")


def _table(table: Table) -> str:
    """Columns of numbers stand to the right, as in the terminal."""
    sides = [f' style="text-align:{column.justify}"' for column in table.columns]
    rows = zip(*(column.cells for column in table.columns), strict=True)
    head = ""
    if table.show_header:
        cells = "".join(f"<th{side}>{_text(c.header)}</th>" for side, c in zip(sides, table.columns, strict=True))
        head = f"<thead><tr>{cells}</tr></thead>"
    body = "".join(
        "<tr>" + "".join(f"<td{side}>{_text(cell)}</td>" for side, cell in zip(sides, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _text(cell: RenderableType) -> str:
    """Its letters; bold where its style is."""
    text = escape((cell.plain if isinstance(cell, Text) else str(cell)).replace(HELD_SPACE, "\u00a0"), quote=False)
    return f"<b>{text}</b>" if isinstance(cell, Text) and "bold" in str(cell.style) and cell.style != HEADING else text
