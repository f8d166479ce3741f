"""Standardising: every input is shifted to mean 0 and scaled to deviation 1, as the training rows have it.

Inputs of one size learn at one rate. Mean and deviation come from the training rows alone: a test row that had a say
in them would be no test.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Scaling:
    """x′ = (x − mean) / deviation, input by input."""

    mean: Array  # (inputs,)
    deviation: Array  # (inputs,) 1 where an input never changes

    @classmethod
    def of(cls, x: Array) -> "Scaling":
        """The scaling that gives these rows (n, inputs) mean 0 and deviation 1: σ² = (1/n) Σ (x − mean)².

        An input that is the same in every row becomes 0, and is not divided by its deviation of 0.
        """
        x = x.astype(np.float64, copy=False)  # a million pixels add up badly in single precision
        # By their size first: the square of a large number overflows, and many equal numbers add up to their mean
        # exactly only where each is 1.
        size = np.abs(x).max(axis=0)
        unit = np.where(size > 0, size, 1.0)
        mean = (x / unit).mean(axis=0) * unit
        deviation = ((x - mean) / unit).std(axis=0) * unit
        return cls(mean, np.where(deviation > 0, deviation, 1.0))

    def apply(self, x: Array) -> Array:
        """Rows (n, inputs) scaled, in their own precision."""
        scaled: Array = ((x - self.mean) / self.deviation).astype(x.dtype, copy=False)
        return scaled
