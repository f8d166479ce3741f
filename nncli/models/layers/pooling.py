"""The pooling layer (池化层): every unit takes the largest, or the mean, of a window of one map. It has no parameters.

    out[c,i,j] = max or mean of x[c, i·S + m − P, j·S + n − P] over the window

The way back: the largest hands all of what comes back on, the others nothing; of a mean each has an equal part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Grid, Layer, Unit, Wire
from nncli.models.layers.maps import Maps, Window
from nncli.models.layers.pools import Pool
from nncli.models.sketch import Stage
from nncli.words import _


@dataclass(frozen=True)
class Pooling(Layer):
    """A window of `pool` slides over each of the maps that it `reads`."""

    reads: Maps
    makes: Maps
    window: Window
    pool: Pool

    @property
    def kind(self) -> str:
        """`max-pooling`, `average-pooling`."""
        return f"{self.pool.name}-pooling"

    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """None."""
        return iter(())

    def wired(self) -> Iterator[Unit]:
        """A wire for each place of a unit's window that lies on the map."""
        cells = self.window.size[0] * self.window.size[1]
        for c in range(self.makes.maps):
            for i, j in self.makes.places():
                wires = tuple(
                    Wire(self.reads.unit(c, row, column)) for _m, _n, row, column in self.window.cells(self.reads, i, j)
                )
                yield Unit(self.makes.unit(c, i, j), (wires,), pool=self.pool, cells=cells)

    def filled(self, number: Numeral) -> Self:
        """Itself: there is nothing to fill."""
        return self

    def forward_ids(self, unit: str) -> list[str]:
        """`P.out`: a pooling unit has no net."""
        return [f"{unit}.out"]

    def backward_ids(self, unit: str, *, with_slope: bool) -> list[str]:
        """None: a pooling unit has no δ, only what comes back to it."""
        return []

    def stage(self) -> Stage:
        """Its maps, and the window that slides over those before."""
        return Stage(self.name, self.units, self._window(), maps=self.makes.sheets())

    def grids(self, number: int) -> Mapping[str, Grid]:
        """`P` or `P[c]` for the maps."""
        several = self.makes.maps > 1
        return {f"{self.name}[{c + 1}]" if several else self.name: self.makes.grid(c) for c in range(self.makes.maps)}

    def says(self) -> str:
        """`max-pooling 2×2 (6×12×12)`."""
        return f"{self._window()} ({self.makes.shape})"

    def _window(self) -> str:
        size = "×".join(map(str, self.window.size[1:] if self.reads.is_series else self.window.size))
        return f"{_(self.pool.title)} {size}"
