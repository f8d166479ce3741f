"""Units in maps: the picture with its numbers, the kernel that is laid on it, and the map that comes of it.

X         K       C: relu
┌───────┐ ┌─────┐ ┌─────────┐
│ 0 1 2 │ │ 0 1 │ │ 1,1 1,2 │
│ 3 4 5 │*│ 2 3 │→│ 2,1 2,2 │
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from nncli.models.sketch import Sheet, Sketch, Stage
from nncli.render.pictures.network.shapes import Box, Drawing, Label
from nncli.render.pictures.network.signs import ARROW
from nncli.render.pictures.network.words import Words
from nncli.words import _, of

MOST_CELLS = 150  # of one grid: a picture of 28 × 28 is nothing to read
MOST_SHEETS = 8  # of one stage
TIMES = "*"


def grids(sketch: Sketch, stages: Sequence[Stage], words: Words, width: int) -> Drawing | None:
    """The maps and kernels in a row, which goes on below where the width ends; None where they are too large."""
    parts: list[tuple[str, Drawing]] = [("", _framed(sheet, words, sheet.name)) for sheet in sketch.input_maps]
    sheets = [*sketch.input_maps, *(sheet for stage in stages for sheet in (*stage.kernels, *stage.maps))]
    if any(len(sheet.grid) * len(sheet.grid[0]) > MOST_CELLS for sheet in sheets):
        return None
    if any(len(stage.kernels) > MOST_SHEETS or len(stage.maps) > MOST_SHEETS for stage in stages):
        return None
    for stage in stages:
        for n, sheet in enumerate(stage.kernels):
            parts.append(((TIMES, "")[n > 0], _framed(sheet, words, sheet.name)))
        for n, sheet in enumerate(stage.maps):
            offset = "".join(f", {words.equation(id)}" for id in (stage.offsets or {}).get(sheet.name, ()))
            parts.append(
                ((ARROW, "")[n > 0], _framed(sheet, words, of(sheet.name, f"{words.say(stage.does)}{offset}")))
            )
    target = _("target")
    targets = [Sheet(f"{target} {sheet.name}", _targets(sheet)) for sheet in stages[-1].maps]
    if all(words.number(id) for sheet in targets for row in sheet.grid for id in row):
        parts += [("", _framed(sheet, words, sheet.name)) for sheet in targets]
    drawing = _in_rows(parts, words, width)
    return drawing if drawing.width <= width else None


def _targets(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"target[{unit}]" for unit in row) for row in sheet.grid)


def _framed(sheet: Sheet, words: Words, title: str) -> Drawing:
    """A grid in a frame under its name: numbers where it has them, else the places of its units."""
    cells = [[words.number(id) or _place(id) for id in row] for row in sheet.grid]
    widths = [max(cell_len(row[n]) for row in cells) for n in range(len(cells[0]))]
    labels = [Label(0, 0, title)]
    for y, row in enumerate(cells):
        x = 2
        for cell, wide in zip(row, widths, strict=True):
            labels.append(Label(x + wide - cell_len(cell), y + 2, cell))
            x += wide + 1
    return Drawing((Box(0, 1, sum(widths) + len(widths) + 3, len(cells) + 2),), (), tuple(labels))


def _place(id: str) -> str:
    """`1,2` of `C[1,2]`, and of `C[3,1,2]`: the map is told above."""
    return ",".join(id.partition("[")[2].rstrip("]").split(",")[-2:])


def _in_rows(parts: Sequence[tuple[str, Drawing]], words: Words, width: int) -> Drawing:
    """The parts beside each other, each behind its sign; those that do not fit begin a new row below."""
    whole = Drawing()
    for row in _rows(parts, width):
        top, height = whole.height + (1 if whole.height else 0), max(part.height for _sign, part in row)
        x = 0
        for sign, part in row:
            if sign:
                middle = Label(x, top + 1 + (height - 1) // 2, words.say(sign))
                whole += Drawing(labels=(middle,))
                x += 2
            whole += part.moved(x, top + (height - part.height) // 2)
            x += part.width + 1
    return whole


def _rows(parts: Sequence[tuple[str, Drawing]], width: int) -> Iterator[list[tuple[str, Drawing]]]:
    row: list[tuple[str, Drawing]] = []
    used = 0
    for sign, part in parts:
        needs = part.width + 1 + (2 if sign else 0)
        if row and used + needs > width + 1:
            yield row
            row, used = [], 0
        row.append((sign, part))
        used += needs
    if row:
        yield row
