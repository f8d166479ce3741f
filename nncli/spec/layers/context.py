"""What stands around a layer of a spec: where it is, what it reads, and what the spec says for all layers."""

from dataclasses import dataclass

from nncli.document.reader import Loc
from nncli.models.layers.maps import Maps
from nncli.spec.conventions import Conventions
from nncli.spec.faults import Faults
from nncli.spec.initialiser import Source


@dataclass(frozen=True, slots=True)
class Context:
    """`sources` are what the layer reads; `reads` is their arrangement where they stand in maps. `units` are the names
    of the layer's own units, where they do not follow from maps.

    `kernel` is what the weights of a convolution are called: K, or K and the layer's name where several have them.
    """

    name: str
    loc: Loc
    sources: tuple[str, ...]
    units: tuple[str, ...]
    reads: Maps | None
    kernel: str
    conventions: Conventions
    draw: Source
    faults: Faults
