"""Units in maps (特征图): rows and columns, as the pixels of a picture; several maps, as its colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from nncli.models.sketch import Sheet

Pair = tuple[int, int]  # of rows, of columns


@dataclass(frozen=True, slots=True)
class Maps:
    """`maps` maps of `rows` × `columns` units; a series is one row, whose units bear their column alone."""

    name: str
    maps: int
    rows: int
    columns: int
    is_series: bool = False

    def unit(self, c: int, i: int, j: int) -> str:
        """`X[row,column]`, or `X[map,row,column]` where there are several maps; counted from 1, given from 0."""
        return self.name + index(c, i, j, several=self.maps > 1, is_series=self.is_series)

    def units(self) -> tuple[str, ...]:
        """Map by map, row by row."""
        return tuple(self.unit(c, i, j) for c in range(self.maps) for i, j in self.places())

    def places(self) -> Iterator[Pair]:
        """The places of a map, row by row."""
        return ((i, j) for i in range(self.rows) for j in range(self.columns))

    def grid(self, c: int) -> tuple[tuple[str, ...], ...]:
        """The units of a map, row by row."""
        return tuple(tuple(self.unit(c, i, j) for j in range(self.columns)) for i in range(self.rows))

    def sheets(self) -> tuple[Sheet, ...]:
        """The maps by their names, `C` or `C[1]`, `C[2]`."""
        several = self.maps > 1
        return tuple(Sheet(f"{self.name}[{c + 1}]" if several else self.name, self.grid(c)) for c in range(self.maps))

    @property
    def shape(self) -> str:
        """`28×28`, `6×24×24`."""
        numbers = ([self.maps] if self.maps > 1 else []) + ([] if self.is_series else [self.rows]) + [self.columns]
        return "×".join(map(str, numbers))


@dataclass(frozen=True, slots=True)
class Window:
    """A window that slides over maps: its size, its stride, the padding around the maps, the gaps within it."""

    size: Pair
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)

    def fits(self, maps: Maps) -> tuple[Fraction, Fraction]:
        """How many windows there are down and across: (N + 2P − D(F − 1) − 1)/S + 1; not whole where one is cut."""
        return self._fits(0, maps.rows), self._fits(1, maps.columns)

    def _fits(self, axis: int, length: int) -> Fraction:
        reach = self.dilation[axis] * (self.size[axis] - 1) + 1
        return Fraction(length + 2 * self.padding[axis] - reach, self.stride[axis]) + 1

    def cells(self, maps: Maps, i: int, j: int) -> Iterator[tuple[int, int, int, int]]:
        """(m, n, row, column) for each place (m, n) of the window at (i, j) that lies on the maps."""
        for m in range(self.size[0]):
            row = i * self.stride[0] + m * self.dilation[0] - self.padding[0]
            for n in range(self.size[1]):
                column = j * self.stride[1] + n * self.dilation[1] - self.padding[1]
                if 0 <= row < maps.rows and 0 <= column < maps.columns:
                    yield m, n, row, column


def index(first: int, i: int, j: int, *, several: bool, is_series: bool) -> str:
    """`[first,i,j]` counted from 1; the first part only where there are several, the row not in a series."""
    parts = [first] * several + [i] * (not is_series) + [j]
    return f"[{','.join(str(part + 1) for part in parts)}]"
