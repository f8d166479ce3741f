"""A formula as it was read: a small frozen tree over numbers, vectors and matrices, with indices.

Every node knows its shape; indices are letters, bound by a sum or free. Trees that are written alike are equal.
`leaves` holds the smallest parts; `grounding` evaluates a tree, `writing` writes it.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal, TypeAlias

# Whether there are rows, and columns: a number has neither, a vector has rows, its transpose has columns.
Shape: TypeAlias = tuple[bool, bool]
SCALAR, COLUMN, ROW, MATRIX = (False, False), (True, False), (False, True), (True, True)

# A letter, or the number of a component, or C: the last component.
Index: TypeAlias = str | int
LAST = "C"


def letters(*indices: Index) -> frozenset[str]:
    """Those of the indices that stand for any component."""
    return frozenset(index for index in indices if isinstance(index, str) and index != LAST)


class Tree(ABC):
    """A formula or a part of one."""

    __slots__ = ()

    @property
    @abstractmethod
    def shape(self) -> Shape:
        """Number, column, row or matrix."""

    def children(self) -> tuple["Tree", ...]:
        """The parts, from left to right."""
        return ()

    def free(self) -> frozenset[str]:
        """The indices that no sum binds."""
        found: frozenset[str] = frozenset()
        for child in self.children():
            found |= child.free()
        return found


class Scalar(Tree):
    """A part that is a number, whatever its own parts are."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        """A number."""
        return SCALAR


def contains(tree: Tree, *kinds: type[Tree]) -> bool:
    """Whether the tree is, or holds, a part of one of these kinds."""
    return isinstance(tree, kinds) or any(contains(child, *kinds) for child in tree.children())


@dataclass(frozen=True, slots=True)
class Component(Scalar):
    """p_i, or A_ij."""

    base: Tree
    indices: tuple[Index, ...]

    def children(self) -> tuple[Tree, ...]:
        """The vector or matrix."""
        return (self.base,)

    def free(self) -> frozenset[str]:
        """Its own indices, and those of the vector."""
        return self.base.free() | letters(*self.indices)


@dataclass(frozen=True, slots=True)
class Sum(Tree):
    """a + b + …; a difference is a sum with a negative term. A number is added to every component."""

    terms: tuple[Tree, ...]

    @property
    def shape(self) -> Shape:
        """That of the terms; numbers fit all."""
        shapes = [term.shape for term in self.terms]
        return next((shape for shape in shapes if shape != SCALAR), SCALAR)

    def children(self) -> tuple[Tree, ...]:
        """The terms."""
        return self.terms


@dataclass(frozen=True, slots=True)
class Product(Tree):
    """a·b·…, from left to right: numbers with anything, else the product of matrices."""

    factors: tuple[Tree, ...]

    @property
    def shape(self) -> Shape:
        """Rows of the first, columns of the last that is no number."""
        rows, columns = SCALAR
        for shape in [factor.shape for factor in self.factors]:
            if (rows, columns) == SCALAR:
                rows, columns = shape
            elif shape != SCALAR:
                columns = shape[1]
        return rows, columns

    def children(self) -> tuple[Tree, ...]:
        """The factors."""
        return self.factors


@dataclass(frozen=True, slots=True)
class Elementwise(Tree):
    """a ⊙ b: component by component."""

    left: Tree
    right: Tree

    @property
    def shape(self) -> Shape:
        """That of both."""
        return self.left.shape

    def children(self) -> tuple[Tree, ...]:
        """a, b."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Quotient(Tree):
    """a / b; vectors component by component."""

    numerator: Tree
    denominator: Tree

    @property
    def shape(self) -> Shape:
        """That of a, or of b where a is a number."""
        own = self.numerator.shape
        return self.denominator.shape if own == SCALAR else own

    def children(self) -> tuple[Tree, ...]:
        """a, b."""
        return (self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class _Unary(Tree):
    operand: Tree

    @property
    def shape(self) -> Shape:
        """That of the operand."""
        return self.operand.shape

    def children(self) -> tuple[Tree, ...]:
        """The operand."""
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Negative(_Unary):
    """−a."""


@dataclass(frozen=True, slots=True)
class Power(_Unary):
    """a^n for a small whole n; component by component."""

    exponent: int


@dataclass(frozen=True, slots=True)
class Transpose(_Unary):
    """aᵀ."""

    @property
    def shape(self) -> Shape:
        """Rows and columns change places."""
        rows, columns = self.operand.shape
        return columns, rows


@dataclass(frozen=True, slots=True)
class Standing(_Unary):
    """A vector that a program stands up as a column, `s[:, None]`: the same numbers, but `broadcasting` asks for it."""


@dataclass(frozen=True, slots=True)
class Call(Tree):
    """function(arguments), by its name in `functions`."""

    function: str
    arguments: tuple[Tree, ...]
    kind: Shape

    @property
    def shape(self) -> Shape:
        """What the function gives."""
        return self.kind

    def children(self) -> tuple[Tree, ...]:
        """The arguments."""
        return self.arguments


@dataclass(frozen=True, slots=True)
class Listed(Tree):
    """The vector whose component k is the body, or the matrix with these components, for k, l = 1 … C."""

    indices: tuple[str, ...]
    body: Tree

    @property
    def shape(self) -> Shape:
        """A vector has one index, a matrix two."""
        return COLUMN if len(self.indices) == 1 else MATRIX

    def children(self) -> tuple[Tree, ...]:
        """The body."""
        return (self.body,)

    def free(self) -> frozenset[str]:
        """The body's, but for those that are bound here."""
        return self.body.free() - set(self.indices)


@dataclass(frozen=True, slots=True)
class Derivative(Tree):
    """∂body/∂variable_index, as it stands on the way to an answer."""

    body: Tree
    variable: str
    index: str

    @property
    def shape(self) -> Shape:
        """That of the body."""
        return self.body.shape

    def children(self) -> tuple[Tree, ...]:
        """The body."""
        return (self.body,)

    def free(self) -> frozenset[str]:
        """The body's, and that of the variable."""
        return self.body.free() | letters(*filter(None, [self.index]))


# The end of a sum: n, or C + n.
Bound: TypeAlias = tuple[int, bool]
FIRST_BOUND: Bound = (1, False)
LAST_BOUND: Bound = (0, True)


@dataclass(frozen=True, slots=True)
class Over(Tree):
    """Σ_k body, max_k body or min_k body; over all components but `without`, or between bounds."""

    kind: Literal["sum", "max", "min"]
    index: str
    body: Tree
    lower: Bound = FIRST_BOUND
    upper: Bound = LAST_BOUND
    without: tuple[Index, ...] = ()

    @property
    def shape(self) -> Shape:
        """That of the body."""
        return self.body.shape

    def children(self) -> tuple[Tree, ...]:
        """The body."""
        return (self.body,)

    def free(self) -> frozenset[str]:
        """The body's, but for the index that is bound here."""
        return (self.body.free() - {self.index}) | letters(*self.without)
