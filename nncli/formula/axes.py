"""How the indices of a formula lie in an array.

A value is an array: first the samples, then one axis for each index, last the rows and columns of a vector or matrix.
An axis that a value does not depend on has length 1, so NumPy's broadcasting does what the indices mean: δ_ij is an
identity laid along the axes of i and j, Σ_k sums along the axis of k, p_i turns the rows of p into the axis of i.
"""

from fractions import Fraction
from typing import Any

from nncli.formula.kinds import Array, Kind
from nncli.formula.reader import MAX_SUMS
from nncli.formula.tree import LAST, Bound, Index

FREE = 2  # i and j
NDIM = 1 + FREE + MAX_SUMS + 2
ROWS, COLUMNS = NDIM - 2, NDIM - 1


class OutOfRangeError(Exception):
    """A component that a vector of this length does not have."""


class Axes:
    """Arrays of one kind of number, for vectors of one length; `axes` tells where each index lies."""

    def __init__(self, kind: Kind, size: int) -> None:
        import numpy as np

        self.np: Any = np
        self.kind, self.size = kind, size
        self.axes: dict[str, int] = {}

    def reduced(self, kind: str, body: Array, axis: int, meant: Array | None = None) -> Array:
        """Sum, max or min along an axis, where it is `meant`."""
        if meant is not None and not meant.all():
            nothing = {"sum": 0.0, "max": float("-inf"), "min": float("inf")}[kind]
            body = self.np.where(meant, body, self.filled(self.kind.limit(nothing)))
        reduce = {"sum": self.np.add, "max": self.np.maximum, "min": self.np.minimum}[kind].reduce
        return reduce(body, axis=axis, keepdims=True)

    def filled(self, number: Any) -> Array:
        """The same number everywhere."""
        array = self.np.empty((1,) * NDIM, dtype=self.kind.dtype)
        array[...] = number
        return array

    def truth(self, met: Array) -> Array:
        """1 where it is so, else 0."""
        one, zero = (self.filled(self.kind.number(Fraction(n))) for n in (1, 0))
        return self.np.where(met, one, zero)

    def along(self, axis: int) -> Array:
        """0, 1, … C − 1 along an axis."""
        return self.np.arange(self.size).reshape([-1 if n == axis else 1 for n in range(NDIM)])

    def places(self, index: Index) -> Array:
        """Which component an index means, counted from 0."""
        if isinstance(index, str) and index != LAST:
            return self.along(self.axes[index])
        number = self.size if index == LAST else int(index)
        if number > self.size:
            raise OutOfRangeError
        return self.np.full((1,) * NDIM, number - 1)

    def picked(self, value: Array, index: Index, axis: int) -> Array:
        """The components along `axis` that the index means."""
        if index == LAST or isinstance(index, int):
            place = int(self.places(index).item())
            return self.np.take(value, [place], axis=axis)
        own = self.axes[index]
        if value.shape[own] == 1:
            return value.swapaxes(own, axis)
        return self.np.expand_dims(self.np.moveaxis(self.np.diagonal(value, axis1=own, axis2=axis), -1, own), axis)

    def full(self, value: Array, axis: int) -> Array:
        """The value as long as a vector along `axis`."""
        if value.shape[axis] == self.size:
            return value
        return self.np.broadcast_to(value, [self.size if n == axis else length for n, length in enumerate(value.shape)])

    def end(self, bound: Bound) -> int:
        """Where a sum begins or ends, counted from 1."""
        step, from_end = bound
        return self.size + step if from_end else step
