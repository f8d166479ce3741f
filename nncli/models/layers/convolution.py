"""The convolution layer (卷积层): every unit of a map reads a window of the maps before, all by the same kernel.

    net[k,i,j] = Σ_c Σ_m Σ_n K[k,c,m,n]·x[c, i·S + m − P, j·S + n − P] + b_k

That is a cross-correlation, which networks call convolution; with `flip` the kernel is turned by 180°, and it is a
convolution as mathematics has it. A weight stands in a wire for each place of the window: ∂E/∂K is a sum over them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Grid, Layer, Row, Unit, Wire
from nncli.models.layers.maps import Maps, Window, index
from nncli.models.sketch import Sheet, Stage
from nncli.words import ngettext


@dataclass(frozen=True)
class Convolution(Layer):
    """`kernels[k][c][m][n]` weighs, for map k, place (m, n) of the window in source map c; `offsets[k]` is its bias."""

    reads: Maps
    makes: Maps
    window: Window
    kernel: str  # K, or K and the layer's name where several layers have kernels
    kernels: tuple[tuple[tuple[Row, ...], ...], ...]
    offsets: Row
    flip: bool

    @property
    def kind(self) -> str:
        """Its name in a spec."""
        return "convolution"

    def weight_id(self, k: int, c: int, m: int, n: int) -> str:
        """`K[m,n]`; with several kernels or source maps `K[k,c,m,n]`, each part where there are several."""
        place = index(c, m, n, several=self.reads.maps > 1, is_series=self.reads.is_series)
        return f"{self.kernel}[{k + 1},{place[1:]}" if len(self.kernels) > 1 else self.kernel + place

    def offset_id(self, k: int) -> str:
        """`b[C]`, or `b[C1]` for the first of several kernels."""
        return f"b[{self.name}{k + 1 if len(self.kernels) > 1 else ''}]"

    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """Kernel by kernel, map by map, row by row; a kernel's bias behind it."""
        for k, maps in enumerate(self.kernels):
            for c, rows in enumerate(maps):
                for m, row in enumerate(rows):
                    yield from ((self.weight_id(k, c, m, n), number) for n, number in enumerate(row))
            if self.offset:
                yield self.offset_id(k), self.offsets[k]

    def wired(self) -> Iterator[Unit]:
        """A wire for each place of a unit's window that lies on the maps."""
        for k in range(len(self.kernels)):
            for i, j in self.makes.places():
                wires = tuple(self._wire(k, c, *cell) for c in range(self.reads.maps) for cell in self._cells(i, j))
                yield Unit(self.makes.unit(k, i, j), (wires,), (self.offset_id(k) if self.offset else None,))

    def _cells(self, i: int, j: int) -> Iterator[tuple[int, int, int, int]]:
        return self.window.cells(self.reads, i, j)

    def _wire(self, k: int, c: int, m: int, n: int, row: int, column: int) -> Wire:
        turned = self.window.size[0] - 1 - m, self.window.size[1] - 1 - n
        here, there = ((turned, (m, n)) if self.flip else ((m, n), turned))  # fmt: skip
        return Wire(
            self.reads.unit(c, row, column), self.weight_id(k, c, *here), turned=self.weight_id(k, c, *there)
        )  # fmt: skip

    def filled(self, number: Numeral) -> Self:
        """The same layer with `number` for every parameter."""
        kernels = tuple(tuple(tuple((number,) * len(row) for row in rows) for rows in maps) for maps in self.kernels)
        return replace(self, kernels=kernels, offsets=(number,) * len(self.offsets))

    def stage(self) -> Stage:
        """Its kernels and its maps; of the wires every window has the same."""
        kernels = []
        for k, maps in enumerate(self.kernels):
            for c, rows in enumerate(maps):
                cells = tuple(tuple(self.weight_id(k, c, m, n) for n in range(len(row))) for m, row in enumerate(rows))
                kernels.append(Sheet(self._kernel_name(k, c), cells))
        offsets = {self.makes.sheets()[k].name: (self.offset_id(k),) for k in range(len(self.kernels)) if self.offset}
        return Stage(
            self.name, self.units, self.activation.name, offsets=offsets, kernels=tuple(kernels),
            maps=self.makes.sheets(),
        )  # fmt: skip

    def _kernel_name(self, k: int, c: int) -> str:
        """`K`, `K[k]`, with several source maps `K[k,c]`."""
        inner = [str(n + 1) for n, many in ((k, len(self.kernels) > 1), (c, self.reads.maps > 1)) if many]
        return self.kernel + (f"[{','.join(inner)}]" if inner else "")

    def grids(self, number: int) -> Mapping[str, Grid]:
        """`K` or `K[k]`, with several source maps `K[k,c]`; `bC` for the biases; `C` or `C[k]` for the maps."""
        grids: dict[str, Grid] = {}
        for k, maps in enumerate(self.kernels):
            part = f"[{k + 1}]" if len(self.kernels) > 1 else ""
            grids[self.name + part] = self.makes.grid(k)
            for c, rows in enumerate(maps):
                grids[self._kernel_name(k, c)] = tuple(
                    tuple(self.weight_id(k, c, m, n) for n in range(len(row))) for m, row in enumerate(rows)
                )
        if self.offset:
            grids[f"b{self.name}"] = (tuple(self.offset_id(k) for k in range(len(self.kernels))),)
        return grids

    def says(self) -> str:
        """`convolution 3×3 (2 kernels) relu: 2×4×4`."""
        size = "×".join(map(str, self.window.size[1:] if self.reads.is_series else self.window.size))
        kernels = ngettext("{n} kernel {size}", "{n} kernels {size}", len(self.kernels))
        return f"{kernels.format(n=len(self.kernels), size=size)} {self.activation.name} ({self.makes.shape})"
