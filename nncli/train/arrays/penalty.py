"""The penalties of `models.penalty` on the vector of all parameters, with their gradients."""

import numpy as np

from nncli.models.penalty import Penalty
from nncli.train.arrays.layout import Array, Layout


class VectorPenalty:
    """The penalty of a network's parameters θ (size,)."""

    def __init__(self, how: Penalty | None, layout: Layout, dtype: np.dtype[np.floating]) -> None:
        given = (None,) * 3 if how is None else (how.book, how.l2, how.l1)
        self.book, l2, l1 = (None if value is None else float(value) for value in given)
        weights, learned = layout.is_weight & layout.learns, layout.learns
        # d/dθ of the penalty is squares·θ + absolutes·sign θ.
        self._squares = learned * (2 * (1 - self.book)) if self.book is not None else weights * (l2 or 0.0)
        self._absolutes = weights * (l1 or 0.0)
        self._squares, self._absolutes = self._squares.astype(dtype), self._absolutes.astype(dtype)
        self._has_squares, self._has_absolutes = bool(self._squares.any()), bool(self._absolutes.any())

    @property
    def data_share(self) -> float:
        """What the data's loss is multiplied by: λ in the book's form, else 1."""
        return 1.0 if self.book is None else self.book

    @property
    def is_none(self) -> bool:
        """Whether nothing is added, and the loss stands alone."""
        return self.book is None and not self._has_squares and not self._has_absolutes

    def value(self, parameters: Array) -> float:
        """What is added to the data's share of the loss."""
        with np.errstate(all="ignore"):
            squares = float((self._squares * parameters * parameters).sum(dtype=np.float64)) / 2
            return squares + float((self._absolutes * np.abs(parameters)).sum(dtype=np.float64))

    def add_gradient(self, parameters: Array, gradient: Array, scale: float, scratch: Array) -> None:
        """Adds scale · ∂penalty/∂θ to the gradient, in place."""
        if self._has_squares:
            np.multiply(self._squares, parameters, out=scratch)
            np.multiply(scratch, scale, out=scratch)
            np.add(gradient, scratch, out=gradient)
        if self._has_absolutes:
            np.sign(parameters, out=scratch)
            np.multiply(scratch, self._absolutes, out=scratch)
            np.multiply(scratch, scale, out=scratch)
            np.add(gradient, scratch, out=gradient)
