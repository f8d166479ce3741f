"""A layer: units that read wires.

A wire leads from a source to a unit and bears a parameter. One parameter may stand in several wires: then it is shared,
by the places of a picture (convolution), and ∂E/∂w is a sum over all the wires in which w stands.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from nncli.maths.activations import Activation, Parameters
from nncli.maths.numeral import Numeral
from nncli.models.layers.pools import Pool
from nncli.models.sketch import Link, Stage
from nncli.trace.quantities import is_offset_id

OffsetsAre = Literal["learned", "fixed", "shared"]
Row = tuple[Numeral, ...]
Grid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A source, and the parameter that it is multiplied by; None where a pool reads the source as it is.

    `mirror` and `turned` are what a slip takes instead: the parameters that stand here when the matrix is transposed,
    or the kernel turned by 180°.
    """

    source: str
    parameter: str | None = None
    mirror: str | None = None
    turned: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the wires of each of its pieces (one, but for maxout) and the offset of each, if it has any.

    A unit with a `pool` takes the largest, or the mean, of what its wires bring; all others add it up. `cells` is the
    size of its window, with what lies in the padding.
    """

    name: str
    pieces: tuple[tuple[Wire, ...], ...]
    offsets: tuple[str | None, ...] = (None,)
    pool: Pool | None = None
    cells: int = 0


@dataclass(frozen=True)
class Layer(ABC):
    """Units of one kind. `parameters` are those of the activation, `sources` what the layer reads."""

    name: str
    sources: tuple[str, ...]
    units: tuple[str, ...]
    activation: Activation
    parameters: Parameters
    offset: Literal["bias", "threshold"] | None
    offsets_are: OffsetsAre

    @property
    @abstractmethod
    def kind(self) -> str:
        """The layer's kind, as a spec names it."""

    @abstractmethod
    def wired(self) -> Iterator[Unit]:
        """The units with their wires, in the order of `units`."""

    @abstractmethod
    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """Every parameter once with its value, in the order in which they are written down."""

    def parameter_ids(self) -> Iterator[str]:
        """The parameters, in the same order: also of a layer that is at fault, whose values may not fit."""
        return (id for id, _value in self.parameters_given())

    @abstractmethod
    def filled(self, number: Numeral) -> Self:
        """The same layer with `number` for every parameter: where only its formulas are wanted."""

    @abstractmethod
    def grids(self, number: int) -> Mapping[str, Grid]:
        """The layer's matrices and vectors of ids, by the names that a person gives them; it is the `number`-th."""

    @abstractmethod
    def says(self) -> str:
        """The layer in a few words, for the line that describes the network."""

    def stage(self) -> Stage:
        """The layer as a person draws it: its units, their wires, and what stands in each unit."""
        units = tuple(self.wired())
        links = tuple(
            Link(wire.source, unit.name, piece, wire.parameter)
            for unit in units
            for piece, wires in enumerate(unit.pieces)
            for wire in wires
            if wire.parameter is not None
        )
        offsets = {unit.name: tuple(id for id in unit.offsets if id is not None) for unit in units}
        return Stage(self.name, self.units, self.activation.name, links, offsets, len(self.pieces))

    @property
    def pieces(self) -> range:
        """The pieces of each unit: 0 alone, but for maxout."""
        return range(1)

    def piece_id(self, stem: str, piece: int) -> str:
        """`P.net`, or `P.net[2]` where units have pieces."""
        return stem if len(self.pieces) == 1 else f"{stem}[{piece + 1}]"

    def learns(self, parameter: str) -> bool:
        """Weights always, biases and thresholds unless they are fixed."""
        return self.offsets_are != "fixed" or not is_offset_id(parameter)

    def forward_ids(self, unit: str) -> list[str]:
        """What a unit has on the way forward."""
        return [*(self.piece_id(f"{unit}.net", k) for k in self.pieces), f"{unit}.out"]

    def backward_ids(self, unit: str, *, with_slope: bool) -> list[str]:
        """What a unit has on the way back, but for what comes back to it."""
        kinds = ("slope", "delta") if with_slope else ("delta",)
        return [self.piece_id(f"{unit}.{kind}", k) for kind in kinds for k in self.pieces]
