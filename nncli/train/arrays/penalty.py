"""Regularisation: what is added to the loss for the size of the parameters, and to its gradient.

    book   E = λ·(1/m) Σ E_k + (1 − λ) Σ w²   over weights and thresholds (Zhou, Machine Learning, eq. 5.17)
    l2     E + λ/2 Σ w²                       over weights alone
    l1     E + λ Σ |w|                        over weights alone

Parameters that do not learn are left out of all three.
"""

import numpy as np

from nncli.spec.training import Regularisation
from nncli.train.arrays.layout import Array, Layout


class Penalty:
    """The penalty of a network's parameters θ (size,)."""

    def __init__(self, how: Regularisation | None, layout: Layout, dtype: np.dtype[np.floating]) -> None:
        self.book = None if how is None else how.book
        l2, l1 = (0.0, 0.0) if how is None else (how.l2 or 0.0, how.l1 or 0.0)
        weights, learned = layout.is_weight & layout.learns, layout.learns
        # d/dθ of the penalty is squares·θ + absolutes·sign θ.
        self._squares = learned * (2 * (1 - self.book)) if self.book is not None else weights * l2
        self._absolutes = weights * l1
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
