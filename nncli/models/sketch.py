"""A model as a person would draw it: stages behind each other, their units, and which wire bears which parameter.

No place on a page is known here: that is the drawing's business. Every system says for itself what there is to draw.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nncli.maths.numeral import Numeral

Grid = tuple[tuple[str, ...], ...]  # ids, row by row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid that bears a name: a map with its units, or a kernel with its weights."""

    name: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class Link:
    """A wire from a source to one piece of a unit, and the parameter that it bears."""

    source: str
    unit: str
    piece: int
    parameter: str


@dataclass(frozen=True, slots=True)
class Stage:
    """The units that are computed together.

    Either they stand one below the other and their wires are drawn (`links`), or they stand in maps (`maps`), each
    reading a window by the same `kernels`; a pool has maps and no kernels. `does` is said in a word or two, such as
    the name of the activation; `offsets` are the parameters that stand in each unit, one for each piece.
    """

    name: str
    units: tuple[str, ...]
    does: str
    links: tuple[Link, ...] = ()
    offsets: Mapping[str, tuple[str, ...]] | None = None
    pieces: int = 1
    kernels: tuple[Sheet, ...] = ()
    maps: tuple[Sheet, ...] = ()

    @property
    def is_in_maps(self) -> bool:
        """Whether its units stand in rows and columns."""
        return bool(self.maps)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What there is to draw: the inputs, the stages, and the numbers of the parameters, the inputs and the targets.

    `numbers` holds those that there is one of: with several samples neither inputs nor targets.
    """

    inputs: tuple[str, ...]
    stages: tuple[Stage, ...]
    numbers: Mapping[str, Numeral]
    input_maps: tuple[Sheet, ...] = ()
