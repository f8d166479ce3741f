"""A line chart for the terminal: braille lines in colour, or ASCII signs where the page is plain.

A curve's name stands at its right end. Where the names are too long or too many they stand below, as a legend.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from rich.cells import cell_len
from rich.text import Text

from nncli.render.pictures.axis import Axis, apart
from nncli.render.pictures.canvas import Canvas
from nncli.train.arrays.layout import Array

COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red")
SIGNS = "*o+x#@%&"
MOST_NAMES = 6  # at the right ends; more are hard to keep apart there
LEAST = 10  # columns and rows that a chart needs to be one


@dataclass(frozen=True)
class Curve:
    """A line through points, both of length n; with `joined` False the points alone."""

    name: str
    xs: Sequence[float]
    ys: Sequence[float | None]  # None, or no number: nothing is drawn there
    joined: bool = True


@dataclass(frozen=True)
class Mark:
    """A place on the x axis to be pointed at."""

    x: float
    text: str


def line_chart(
    curves: Sequence[Curve],
    width: int,
    height: int | None = None,
    *,
    plain: bool,
    log: bool = False,
    x_title: str = "",
    y_title: str = "",
    mark: Mark | None = None,
    named: bool = True,
) -> Text:
    """Curves over one pair of axes, in `width` columns and about `height` rows of cells for the curves themselves."""
    rows = max(3, height or max(LEAST, min(24, width // 6 + 3)))
    x_axis = Axis.over(x for curve in curves for x in curve.xs)
    y_axis = Axis.over((y for curve in curves for y in curve.ys if y is not None), log=log).from_zero()
    y_ticks_most = max(2, min(6, rows // 3))
    y_axis = y_axis.widened(y_ticks_most)
    y_ticks = y_axis.ticks(y_ticks_most)
    left = max((len(text) for _value, text in y_ticks), default=0)
    signs = [(SIGNS[n % len(SIGNS)], COLOURS[n % len(COLOURS)]) for n in range(len(curves))]
    names = [f"{sign} {curve.name}" if plain else curve.name for curve, (sign, _c) in zip(curves, signs, strict=True)]
    longest = max(map(cell_len, names), default=0)
    at_ends = named and len(curves) <= min(MOST_NAMES, rows) and longest + 1 <= width // 4
    columns = max(LEAST, width - left - 1 - (longest + 1 if at_ends else 0))
    canvas = Canvas(columns, rows, plain=plain)
    for curve, (sign, colour) in reversed(list(zip(curves, signs, strict=True))):
        across, up = x_axis.share(_array(curve.xs)), y_axis.share(_array(curve.ys))
        canvas.line(across, up, sign, "" if plain else colour, joined=curve.joined)
    found = Text(no_wrap=True, overflow="crop")
    if y_title:
        found.append(y_title + "\n", "" if plain else "italic")
    if mark:
        _point_at(canvas, mark, x_axis, plain=plain)
    labels = _end_labels(curves, names, signs, y_axis, canvas) if at_ends else {}
    by_row = {canvas.row_of(float(y_axis.share(_array([value]))[0])): text for value, text in y_ticks}
    for row in range(rows):
        tick = by_row.get(row)
        found.append(f"{tick or '':>{left}}" + _edge(tick is not None, plain=plain))
        for style, run in groupby(canvas.row(row), key=itemgetter(1)):
            found.append("".join(sign for sign, _style in run), style)
        if row in labels:
            text, style = labels[row]
            found.append(" " + text, "" if plain else style)
        found.append("\n")
    _floor(found, x_axis, canvas, left, x_title, plain=plain)
    if named and not at_ends:
        _legend(found, curves, signs, width, plain=plain)
    found.rstrip()
    return found


def _array(values: Iterable[float | None]) -> Array:
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _edge(tick: bool, *, plain: bool) -> str:
    return ("+" if tick else "|") if plain else ("┤" if tick else "│")


def _point_at(canvas: Canvas, mark: Mark, axis: Axis, *, plain: bool) -> None:
    """A dotted line upwards, and what it means beside its top, where there is room."""
    share = float(axis.share(_array([mark.x]))[0])
    column = canvas.column_of(share)
    width = cell_len(mark.text)
    style = "" if plain else "bold"
    start = column + 2 if column + 2 + width <= canvas.columns else max(0, column - 1 - width)
    at = start
    for sign in mark.text:
        canvas.put(at, 0, sign, style)
        at += cell_len(sign)
        for covered in range(at - cell_len(sign) + 1, at):
            canvas.put(covered, 0, "", "")  # a wide sign takes two cells
    for row in range(canvas.rows):
        canvas.put(column, row, ":" if plain else "┊", style)


def _end_labels(
    curves: Sequence[Curve], names: Sequence[str], signs: Sequence[tuple[str, str]], axis: Axis, canvas: Canvas
) -> dict[int, tuple[str, str]]:
    """The row of each name, and the name with its colour."""
    wanted = []
    for curve in curves:
        ups = axis.share(_array(curve.ys))
        ups = ups[np.isfinite(ups)]
        wanted.append(canvas.row_of(float(ups[-1])) if len(ups) else 0)
    rows = apart(wanted, canvas.rows)
    return {row: (name, colour) for row, name, (_s, colour) in zip(rows, names, signs, strict=True)}


def _floor(found: Text, axis: Axis, canvas: Canvas, left: int, title: str, *, plain: bool) -> None:
    """The x axis: its line with a notch at each tick, the labels below, and the axis' title at their right."""
    ticks = axis.ticks(max(2, min(10, canvas.columns // 9)))
    columns = [canvas.column_of(float(axis.share(_array([value]))[0])) for value, _text in ticks]
    corner, dash, notch = ("+", "-", "+") if plain else ("└", "─", "┬")
    line = "".join(notch if n in columns else dash for n in range(canvas.columns))
    found.append(" " * left + corner + line + "\n")
    room = [" "] * (canvas.columns + left + 1)
    for column, (_value, text) in zip(columns, ticks, strict=True):
        start = max(0, min(len(room) - len(text), left + 1 + column - (len(text) - 1) // 2))
        if all(sign == " " for sign in room[max(0, start - 1) : start + len(text)]):
            room[start : start + len(text)] = text
    found.append("".join(room).rstrip() + "\n")
    if title:
        found.append(" " * (left + 1 + max(0, canvas.columns - cell_len(title)) // 2))
        found.append(title + "\n", "" if plain else "italic")


def _legend(found: Text, curves: Sequence[Curve], signs: Sequence[tuple[str, str]], width: int, *, plain: bool) -> None:
    """Sign and name of every curve, as many on a line as fit."""
    used = 0
    for curve, (sign, colour) in zip(curves, signs, strict=True):
        entry = f"{sign if plain else '━━'} {curve.name}"
        if used and used + 3 + cell_len(entry) > width:
            found.append("\n")
            used = 0
        elif used:
            found.append("   ")
            used += 3
        found.append(entry, "" if plain else colour)
        used += cell_len(entry)
    found.append("\n")
