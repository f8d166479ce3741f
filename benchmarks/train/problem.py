"""What is trained: a network's shape, its first weights and its data, all from one seed and the same for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
SEED = 1


@dataclass(frozen=True)
class Problem:
    """Plain SGD on `rows` random samples, `batch` to an update.

    With softmax: cross entropy, its mean over the batch, one-hot targets, a new order in each epoch. With any other
    output: ½ Σ (d − y)², an update for each sample in the order in which they stand.
    """

    sizes: tuple[int, ...]
    hidden: str
    output: str
    biases: bool
    rows: int
    batch: int = 1
    rate: float = 0.1
    precision: str = "double"

    @property
    def name(self) -> str:
        """`2-8-8-1`."""
        return "-".join(map(str, self.sizes))

    @property
    def dtype(self) -> type[np.floating]:
        """binary64 or binary32."""
        return np.float64 if self.precision == "double" else np.float32

    @property
    def classifies(self) -> bool:
        """Whether the outputs are probabilities of classes."""
        return self.output == "softmax"

    @property
    def updates(self) -> int:
        """In one epoch."""
        return -(-self.rows // self.batch)

    def data(self) -> tuple[Array, Array]:
        """Inputs (n, i) in [0, 1) and targets (n, j), which are one-hot for classes."""
        random = np.random.default_rng(SEED)
        x = random.random((self.rows, self.sizes[0]), np.float32).astype(self.dtype, copy=False)
        if self.classifies:
            return x, np.eye(self.sizes[-1], dtype=self.dtype)[random.integers(0, self.sizes[-1], self.rows)]
        return x, random.random((self.rows, self.sizes[-1])).astype(self.dtype)

    def layers(self) -> list[tuple[Array, Array]]:
        """Fresh weights (i, j), uniform in ±√(6/(i + j)), and biases (j,), which are 0: for each layer."""
        random = np.random.default_rng(SEED)
        ends = [(i, j, np.sqrt(6 / (i + j))) for i, j in pairwise(self.sizes)]
        return [
            (random.uniform(-end, end, (i, j)).astype(self.dtype), np.zeros(j if self.biases else 0, self.dtype))
            for i, j, end in ends
        ]


def vector(layers: Iterable[Iterable[Array]]) -> Array:
    """All parameters in one: layer by layer, weights (i, j) before biases (j,)."""
    return np.concatenate([part.ravel() for layer in layers for part in layer])
