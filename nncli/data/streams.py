"""Random numbers of data sets: a stream of its own for each purpose, so that one choice does not move another.

Of NumPy's generator only the uniform doubles are used, the part of it that has never changed; all else is computed
from them. So a seed means the same rows with every version.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


class Stream:
    """The random numbers of one seed and one purpose, such as `split`."""

    def __init__(self, seed: int, purpose: str) -> None:
        # SeedSequence takes whole numbers from 0 up: a seed below 0 is told by a number of its own.
        entropy = [abs(seed), int(seed < 0), *purpose.encode()]
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))

    def uniform(self, low: float, high: float, n: int) -> Array:
        """n numbers of U(low, high): (n,)."""
        numbers: Array = low + (high - low) * self._generator.random(n)
        return numbers

    def normal(self, mean: float, variance: float, n: int) -> Array:
        """n numbers of N(mean, variance), by Box and Muller's √(−2 ln u) cos 2πv: (n,)."""
        u, v = 1 - self._generator.random(n), self._generator.random(n)  # u in (0, 1]: it has a logarithm
        numbers: Array = mean + np.sqrt(variance) * np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)
        return numbers

    def order(self, n: int) -> Array:
        """0 … n−1 in random order: (n,) whole numbers."""
        return np.argsort(self._generator.random(n), kind="stable")
