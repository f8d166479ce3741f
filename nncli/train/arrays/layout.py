"""All parameters of a network in one flat vector, so that an optimiser is a few array operations."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nncli.errors import Diagnostic, InputError
from nncli.models.layers.dense import Dense
from nncli.models.network import Network
from nncli.words import _

Array: TypeAlias = NDArray[Any]  # of float32 or float64


@dataclass(frozen=True)
class Block:
    """Where one layer's parameters stand in the vector: its weights (k, i, j), then its offsets.

    k are the pieces of a unit (1, but for maxout), i the sources, j the units. Offsets are (k, j), (k, 1) where the
    layer shares one, (k, 0) where it has none.
    """

    layer: Dense
    start: int

    @cached_property
    def weights_shape(self) -> tuple[int, int, int]:
        """(pieces, sources, units)."""
        return len(self.layer.weights), len(self.layer.sources), len(self.layer.units)

    @cached_property
    def offsets_shape(self) -> tuple[int, int]:
        """(pieces, offsets of a piece)."""
        pieces, _sources, units = self.weights_shape
        return pieces, 0 if not self.layer.offset else 1 if self.layer.offsets_are == "shared" else units

    @property
    def middle(self) -> int:
        """Where the offsets begin."""
        return self.start + int(np.prod(self.weights_shape))

    @property
    def end(self) -> int:
        """Where the next layer's parameters begin."""
        return self.middle + int(np.prod(self.offsets_shape))

    def weights(self, vector: Array) -> Array:
        """The layer's weights in a vector, as a view (k, i, j)."""
        return vector[self.start : self.middle].reshape(self.weights_shape)

    def offsets(self, vector: Array) -> Array:
        """The layer's biases or thresholds in a vector, as a view (k, j), (k, 1) or (k, 0)."""
        return vector[self.middle : self.end].reshape(self.offsets_shape)


class Layout:
    """Where each parameter of a network stands in its vector, layer by layer.

    Raises:
        InputError: if a layer is of a kind that has no twin in arrays.
    """

    def __init__(self, network: Network) -> None:
        blocks: list[Block] = []
        for layer in network.layers:
            if not isinstance(layer, Dense):
                message = _("layer '{name}' is of kind '{kind}', which 'train' does not know yet")
                help = _("'trace', 'verify', 'check' and 'grade' know it")
                raise InputError(
                    Diagnostic("no-fast-twin", message.format(name=layer.name, kind=layer.kind), help=help)
                )
            blocks.append(Block(layer, blocks[-1].end if blocks else 0))
        self.blocks = tuple(blocks)
        self.size = blocks[-1].end

    def initial(self) -> Array:
        """The parameters as the spec gives or draws them: (size,) in double precision."""
        vector = np.empty(self.size)
        for block in self.blocks:
            layer, (_k, n_offsets) = block.layer, block.offsets_shape
            block.weights(vector)[...] = [[[float(w) for w in row] for row in piece] for piece in layer.weights]
            block.offsets(vector)[...] = [[float(b) for b in row[:n_offsets]] for row in layer.offsets]
        return vector

    @cached_property
    def learns(self) -> Array:
        """True where a parameter learns: everywhere but at fixed biases and thresholds."""
        mask = np.ones(self.size, bool)
        for block in self.blocks:
            mask[block.middle : block.end] = block.layer.offsets_are != "fixed"
        return mask

    @cached_property
    def is_weight(self) -> Array:
        """True where a parameter is a weight, False where it is a bias or a threshold."""
        mask = np.zeros(self.size, bool)
        for block in self.blocks:
            mask[block.start : block.middle] = True
        return mask

    def ids(self) -> Iterator[str]:
        """The id of each parameter, in the order of the vector."""
        for block in self.blocks:
            layer = block.layer
            for k in layer.pieces:
                for source in layer.sources:
                    yield from (layer.weight_id(source, unit, k) for unit in layer.units)
            for k in layer.pieces:
                yield from (layer.offset_id(unit, k) for unit in layer.units[: block.offsets_shape[1]])
