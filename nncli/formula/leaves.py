"""The smallest parts of a formula: numbers, symbols, δ, and the constants of linear algebra."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nncli.formula.tree import COLUMN, MATRIX, Index, Scalar, Shape, Tree, letters


@dataclass(frozen=True, slots=True)
class Number(Scalar):
    """A number as it was written."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Count(Scalar):
    """C, the number of components."""


@dataclass(frozen=True, slots=True)
class Symbol(Tree):
    """A symbol of the question or of the sheet."""

    name: str
    kind: Shape

    @property
    def shape(self) -> Shape:
        """What the name stands for."""
        return self.kind


@dataclass(frozen=True, slots=True)
class Unit(Tree):
    """I, the identity, or 𝟏, the vector of ones."""

    kind: Literal["identity", "ones"]

    @property
    def shape(self) -> Shape:
        """I is a matrix, 𝟏 a vector."""
        return MATRIX if self.kind == "identity" else COLUMN


@dataclass(frozen=True, slots=True)
class Basis(Tree):
    """e_i: 1 at i, 0 elsewhere."""

    index: Index

    @property
    def shape(self) -> Shape:
        """A vector."""
        return COLUMN

    def free(self) -> frozenset[str]:
        """i."""
        return letters(self.index)


@dataclass(frozen=True, slots=True)
class Peak(Tree):
    """1 where a vector has its greatest (or least) component, 0 elsewhere."""

    kind: Literal["max", "min"]
    vector: Tree

    @property
    def shape(self) -> Shape:
        """A vector."""
        return COLUMN

    def children(self) -> tuple[Tree, ...]:
        """The vector."""
        return (self.vector,)


@dataclass(frozen=True, slots=True)
class Same(Scalar):
    """δ_ij: 1 if i = j, else 0. With `equal` false it is [i ≠ j]."""

    left: Index
    right: Index
    equal: bool = True

    def free(self) -> frozenset[str]:
        """i, j."""
        return letters(self.left, self.right)
