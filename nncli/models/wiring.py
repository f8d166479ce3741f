"""A network as groups of units that read wires, with the two readings of it that BP needs.

readers   who reads a unit or an input: the ways by which an error comes back to it
uses      where a parameter stands: ∂E/∂w is the sum over them
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nncli.models.layers.layer import Layer, Unit, Wire


@dataclass(frozen=True, slots=True)
class Reader:
    """The wire at `place` in one `piece` of a unit."""

    unit: Unit
    piece: int
    place: int

    @property
    def wire(self) -> Wire:
        """The wire itself."""
        return self.unit.pieces[self.piece][self.place]


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a parameter stands: in a wire of a unit, or (`reader` None) as the offset of one of its pieces."""

    unit: Unit
    piece: int
    reader: Reader | None


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a layer, which are computed together, and the uses of each parameter that learns among them."""

    layer: Layer
    units: tuple[Unit, ...]
    is_output: bool
    uses: Mapping[str, Sequence[Use]]


@dataclass(frozen=True, slots=True)
class Wiring:
    """The groups in the order of computing, and the readers of each unit and input, in the order of the wires."""

    groups: tuple[Group, ...]
    readers: Mapping[str, Sequence[Reader]]


def wired(layers: Iterable[Layer]) -> Wiring:
    """The wiring of layers that stand one behind the other."""
    layers = tuple(layers)
    readers: dict[str, list[Reader]] = {}
    groups = []
    for layer in layers:
        units = tuple(layer.wired())
        uses: dict[str, list[Use]] = {id: [] for id, _value in layer.parameters_given() if layer.learns(id)}
        for unit in units:
            for k, wires in enumerate(unit.pieces):
                for place, wire in enumerate(wires):
                    reader = Reader(unit, k, place)
                    readers.setdefault(wire.source, []).append(reader)
                    if wire.parameter in uses:
                        uses[wire.parameter].append(Use(unit, k, reader))
                offset = unit.offsets[k]
                if offset in uses:
                    uses[offset].append(Use(unit, k, None))
        groups.append(Group(layer, units, layer is layers[-1], uses))
    return Wiring(tuple(groups), readers)
