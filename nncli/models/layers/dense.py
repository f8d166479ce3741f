"""The fully connected layer (全连接): every unit reads every source, by a weight of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Grid, Layer, Row, Unit, Wire


@dataclass(frozen=True)
class Dense(Layer):
    """net_j = Σ_i w_ij x_i + b_j (or − θ_j), out_j = f(net_j).

    `weights[k][i][j]` leads from source i to unit j, for piece k (only maxout has more than one piece);
    `offsets[k][j]` is the bias added to the net, or the threshold subtracted from it. A shared one stands in every j.
    """

    weights: tuple[tuple[Row, ...], ...]
    offsets: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """Its name in a spec."""
        return "dense"

    @property
    def pieces(self) -> range:
        """The pieces of each unit: 0 alone, but for maxout."""
        return range(len(self.weights))

    def weight_id(self, source: str, unit: str, piece: int) -> str:
        """`w[A,P]`, from A to P, or `w[A,P,2]`."""
        return f"w[{source},{unit}]" if len(self.weights) == 1 else f"w[{source},{unit},{piece + 1}]"

    def offset_id(self, unit: str, piece: int) -> str:
        """`b[P]` or `theta[P]`; a shared one bears the layer's name."""
        owner = self.name if self.offsets_are == "shared" else unit
        letter = "b" if self.offset == "bias" else "theta"
        return f"{letter}[{owner}]" if len(self.weights) == 1 else f"{letter}[{owner},{piece + 1}]"

    def parameter_slots(self) -> Iterator[tuple[str, int, int | None, int]]:
        """Every parameter once: id, piece, source (None: an offset), unit. A unit's weights stand before its bias."""
        for j, unit in enumerate(self.units):
            for k in self.pieces:
                for i, source in enumerate(self.sources):
                    yield self.weight_id(source, unit, k), k, i, j
                if self.offset and (j == 0 or self.offsets_are != "shared"):
                    yield self.offset_id(unit, k), k, None, j

    def parameter_ids(self) -> Iterator[str]:
        """The ids alone, which follow from the names of sources and units."""
        return (id for id, *_slot in self.parameter_slots())

    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """Every parameter once with its value."""
        for id, k, i, j in self.parameter_slots():
            yield id, self.offsets[k][j] if i is None else self.weights[k][i][j]

    def wired(self) -> Iterator[Unit]:
        """A wire from each source to each unit."""
        for j, unit in enumerate(self.units):
            pieces = tuple(
                tuple(
                    Wire(source, self.weight_id(source, unit, k), mirror=self._mirror(i, j, k))
                    for i, source in enumerate(self.sources)
                )
                for k in self.pieces
            )
            yield Unit(unit, pieces, tuple(self.offset_id(unit, k) if self.offset else None for k in self.pieces))

    def filled(self, number: Numeral) -> Self:
        """The same layer with `number` for every parameter."""
        weights = tuple(tuple((number,) * len(row) for row in piece) for piece in self.weights)
        return replace(self, weights=weights, offsets=tuple((number,) * len(row) for row in self.offsets))

    def _mirror(self, i: int, j: int, piece: int) -> str | None:
        """The weight that takes the place of i → j in the transposed matrix of a square layer."""
        if len(self.sources) != len(self.units):
            return None
        return self.weight_id(self.sources[j], self.units[i], piece)

    def grids(self, number: int) -> Mapping[str, Grid]:
        """`W1` [from][to], `b1` or `theta1`, and the units by the layer's name or number; maxout has no matrix."""
        grids: dict[str, Grid] = {self.name: (self.units,), f"layer {number}": (self.units,)}
        if len(self.weights) == 1:
            grids[f"W{number}"] = tuple(tuple(self.weight_id(s, u, 0) for u in self.units) for s in self.sources)
            if self.offset:
                letter = "b" if self.offset == "bias" else "theta"
                grids[f"{letter}{number}"] = (tuple(dict.fromkeys(self.offset_id(u, 0) for u in self.units)),)
        return grids

    def says(self) -> str:
        """`2 sigmoid`."""
        return f"{len(self.units)} {self.activation.name}"
