"""The few shapes that pages are made of. The colours read well on light and on dark terminals."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from nncli.render.forms.safe import visible
from nncli.render.forms.wrapping import Wrapped

HEADING = "bold"
GOOD = "bold green"
BAD = "bold red"
# Stands for a space at which no line may break; Rich breaks at every kind of space that Unicode has.
HELD_SPACE = "\ue000"


class SafeConsole(Console):
    """A console that prints nothing but text, whatever is in the text: see `visible`."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of a page; those of control are Rich's own."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


def heading(text: str) -> Text:
    """A line that a new part begins with."""
    return Wrapped(text, style=HEADING)


def paragraph(text: str) -> Text:
    """Running text."""
    return Wrapped(text)


def drawn(line: str) -> Text:
    """A line of a drawing, as it is."""
    return Text(line, no_wrap=True, overflow="ignore")


def held(text: str) -> str:
    """`text` as one word: a line does not break at its spaces. `world.show` turns them back into spaces."""
    return text.replace(" ", HELD_SPACE)


def rows_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str | Text]],
    *,
    plain: bool,
    right: Sequence[int] = (),
    widths: Sequence[int] | None = None,
    header: bool = True,
    firm: Sequence[int] = (0,),
) -> Table:
    """A table whose `firm` columns never break; with `plain` only spaces keep its columns apart.

    `right` are the columns of numbers; `widths` fixes the columns, so that several tables stand in line.
    """
    table = Table(
        box=None if plain else box.HORIZONTALS,
        pad_edge=False,
        padding=(0, 2, 0, 0) if plain else (0, 1, 0, 0),  # either way two spaces between columns
        header_style="" if plain else "italic",
        show_header=header,
    )
    for n, column in enumerate(columns):
        width = widths[n] if widths else None
        table.add_column(
            column, justify="right" if n in right else "left", no_wrap=n in firm, overflow="fold", width=width
        )  # fmt: skip
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Wrapped(cell) for cell in row))
    return table
