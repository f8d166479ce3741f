"""A sheet of terminal cells that lines are drawn on: eight braille dots a cell, or one ASCII sign."""

import math
from collections.abc import Iterator

from nncli.train.arrays.layout import Array

# Bits of U+2800 … U+28FF by the dot's row and column in its cell.
BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
BLANK = 0x2800


class Canvas:
    """Columns × rows of cells. A later line covers an earlier one where they share a cell."""

    def __init__(self, columns: int, rows: int, *, plain: bool) -> None:
        self.columns, self.rows, self._plain = columns, rows, plain
        self._dots = (1, 1) if plain else (2, 4)  # of a cell, across and down
        self._cells: dict[tuple[int, int], tuple[int | str, str]] = {}

    def line(self, across: Array, up: Array, sign: str, style: str, *, joined: bool = True) -> None:
        """A line through points given as shares 0 … 1 of the sheet, both (n,); without `joined` the points alone.

        A point that is no number is left out, and the line is broken there.
        """
        last: tuple[int, int] | None = None
        for x, y in zip(across.tolist(), up.tolist(), strict=True):
            if not (math.isfinite(x) and math.isfinite(y)):
                last = None
                continue
            dot = self._dot(x, y)
            for place in between(last, dot) if last and joined else (dot,):
                self._set(place, sign, style)
            last = dot

    def put(self, column: int, row: int, sign: str, style: str = "") -> None:
        """One sign in a cell that is still empty."""
        self._cells.setdefault((column, row), (sign, style))

    def row_of(self, up: float) -> int:
        """The row of cells, from the top, in which a share of the height lies."""
        return self._dot(0.0, up)[1] // self._dots[1]

    def column_of(self, across: float) -> int:
        """The column of cells in which a share of the width lies."""
        return self._dot(across, 0.0)[0] // self._dots[0]

    def row(self, row: int) -> Iterator[tuple[str, str]]:
        """The signs of a row with their styles."""
        for column in range(self.columns):
            sign, style = self._cells.get((column, row), (" ", ""))
            yield (sign if isinstance(sign, str) else chr(BLANK + sign)), style

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        wide, high = self.columns * self._dots[0] - 1, self.rows * self._dots[1] - 1
        return math.floor(x * wide + 0.5), high - math.floor(y * high + 0.5)

    def _set(self, dot: tuple[int, int], sign: str, style: str) -> None:
        cell = dot[0] // self._dots[0], dot[1] // self._dots[1]
        if not (0 <= cell[0] < self.columns and 0 <= cell[1] < self.rows):
            return
        if self._plain:
            self._cells[cell] = (sign, style)
            return
        known, _style = self._cells.get(cell, (0, ""))
        bit = BRAILLE[dot[1] % 4][dot[0] % 2]
        self._cells[cell] = ((known if isinstance(known, int) else 0) | bit, style)


def between(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Every dot of the straight line between two, both among them."""
    (x0, y0), (x1, y1) = start, end
    steps = max(abs(x1 - x0), abs(y1 - y0), 1)
    for n in range(steps + 1):
        yield x0 + round(n * (x1 - x0) / steps), y0 + round(n * (y1 - y0) / steps)
