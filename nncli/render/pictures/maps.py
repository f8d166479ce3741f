"""Maps in the terminal: a plane in shades, the rows of the data on it, and a line on what the signs mean."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from rich.cells import cell_len, set_cell_size
from rich.console import Group
from rich.text import Text

from nncli.render.forms.console import heading, paragraph
from nncli.render.pictures.axis import Axis
from nncli.render.pictures.map_key import key, notes, shown
from nncli.render.pictures.scenes import MapScene, Panel
from nncli.render.pictures.shades import ON_VALUES, ink, palette, sign, tones
from nncli.train.arrays.layout import Array
from nncli.train.readings.maps import Points

LEAST, GAP = 24, 3  # columns of a panel, and between two
OF_CELLS = 20  # one point for so many cells is enough where it tells no class: the map says more
LABELS = 6  # columns for the numbers at the left


def map_size(width: int, panels: int, height: int | None) -> tuple[int, int, int]:
    """Columns and rows of a panel, and how many stand side by side."""
    lines = -(-panels // max(1, (width + GAP) // (LEAST + GAP)))
    beside = -(-panels // lines)
    room = (width - LABELS - 1 if panels == 1 else (width + GAP) // beside - GAP) - 1
    rows = height or max(6, min(width // 4 if panels == 1 else 16, room // 2))
    return max(8, min(room, 3 * rows if panels == 1 else 2 * rows)), rows, beside


def map_page(scene: MapScene, width: int, height: int | None = None, *, plain: bool) -> Group:
    """The scene; the maps' grid is as `map_size` says, with twice the rows unless `plain`."""
    _columns, _rows, beside = map_size(width, len(scene.panels), height)
    alone = len(scene.panels) == 1
    blocks = [_block(scene, panel, alone=alone, plain=plain) for panel in scene.panels]
    found = Text(no_wrap=True, overflow="crop")
    for start in range(0, len(blocks), beside):
        for line in zip(*blocks[start : start + beside], strict=True):
            for n, part in enumerate(line):
                found.append(" " * GAP if n else "").append_text(part)
            found.append("\n")
        if start + beside < len(blocks):
            found.append("\n")
    found.rstrip()
    said = [note if isinstance(note, Text) else paragraph(note) for note in notes(scene, alone=alone, plain=plain)]
    signs = key(scene, plain=plain)
    return Group(heading(scene.title), found, Text(), signs, *said)


def _block(scene: MapScene, panel: Panel, *, alone: bool, plain: bool) -> list[Text]:
    """The lines of one panel, all of one width: a title, the map, and with one panel alone numbers at its edges."""
    lines = list(_map_lines(scene, panel, plain=plain))
    columns, rows = panel.z.shape[1], len(lines)
    if not alone:
        return [Text(set_cell_size(panel.title, columns), "" if plain else "italic"), *lines]
    assert scene.plane.y is not None
    x_axis, y_axis = (Axis(span.low, span.high) for span in (scene.plane.x, scene.plane.y))
    marks = {_row(y_axis, value, rows): text for value, text in y_axis.ticks(max(2, rows // 4))}
    edge, tick = ("|", "+") if plain else ("│", "┤")
    left = [f"{marks.get(row, ''):>{LABELS}}" + (tick if row in marks else edge) for row in range(rows)]
    title = f"{scene.plane.y.name}  ({panel.title})"
    body = [Text(start).append_text(line) for start, line in zip(left, lines, strict=True)]
    floor, labels = _floor(x_axis, columns, plain=plain)
    margin = " " * LABELS
    name = scene.plane.x.name
    centred = " " * (max(0, columns - cell_len(name)) // 2) + name
    style = "" if plain else "italic"
    below = [Text(margin + floor), Text(margin + labels), Text(f"{margin} ").append(centred, style)]
    return [Text(title, style), *body, *below]


def _map_lines(scene: MapScene, panel: Panel, *, plain: bool) -> Iterator[Text]:
    """The map from the top down, the points over it."""
    tone, shades = tones(scene.scale, panel.z, plain=plain)[::-1], palette(scene.scale, plain=plain)
    deep = 1 if plain else 2  # rows of the grid in a row of cells
    rows, columns = len(tone) // deep, tone.shape[1]
    points = _cells(scene, columns, rows, plain=plain)
    for row in range(rows):
        cells = []
        for column in range(columns):
            low = shades[tone[row * deep + deep - 1, column]]
            there = points.get((column, row))
            if there:
                cells.append((there[0], "" if plain else f"{there[1]} on {low}"))
            elif plain:
                cells.append((low, ""))
            else:
                cells.append(("▀", f"{shades[tone[row * deep, column]]} on {low}"))
        line = Text()
        for style, run in groupby(cells, key=lambda cell: cell[1]):
            line.append("".join(text for text, _style in run), style)
        yield line


def _cells(scene: MapScene, columns: int, rows: int, *, plain: bool) -> dict[tuple[int, int], tuple[str, str]]:
    """The sign and the ink in each cell that has a point; training rows last, over those that are held back."""
    assert scene.plane.y is not None
    x, y = (Axis(span.low, span.high) for span in (scene.plane.x, scene.plane.y))
    found = {}
    for points in reversed(shown(scene.points)):
        few = columns * rows // OF_CELLS if scene.scale.kind == "values" else len(points.at)
        step = max(1, -(-len(points.at) // max(1, few)))
        for (across, up), label in zip(points.at[::step], _labels(points)[::step], strict=True):
            column = min(columns - 1, int(x.share(np.array(across)) * columns))
            style = ink(label) if scene.classes and scene.scale.kind != "values" else f"bold color({ON_VALUES})"
            found[column, _row(y, up, rows)] = sign(label, hollow=points.part != "train", plain=plain), style
    return found


def _labels(points: Points) -> Array:
    return np.zeros(len(points.at), int) if points.labels is None else points.labels


def _row(axis: Axis, value: float, rows: int) -> int:
    return rows - 1 - max(0, min(rows - 1, int(axis.share(np.array(value)) * rows)))


def _floor(axis: Axis, columns: int, *, plain: bool) -> tuple[str, str]:
    """The line below a map with its notches, and the numbers below that."""
    corner, dash, notch = ("+", "-", "+") if plain else ("└", "─", "┬")
    line, room = [dash] * columns, [" "] * (columns + 3)
    for value, text in axis.ticks(max(2, columns // 9)):
        column = min(columns - 1, int(axis.share(np.array(value)) * columns))
        line[column] = notch
        start = max(0, column - (len(text) - 1) // 2)
        if all(sign == " " for sign in room[max(0, start - 1) : start + len(text)]):
            room[start : start + len(text)] = text
    return corner + "".join(line), " " + "".join(room).rstrip()
