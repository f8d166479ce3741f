"""How NumPy puts a vector beside a matrix: in each row an array of one axis, in each column one that was stood up.

    np.eye(C) - s            I − 𝟏 sᵀ          s * np.eye(C)              I ⊙ 𝟏 sᵀ
    np.eye(C) - s[:, None]   I − s 𝟏ᵀ          s[:, None] * np.eye(C)     I ⊙ s 𝟏ᵀ
    s[:, None] * s           s sᵀ

On the board I − s means neither, and is not read. Whether an array has one axis is known in a program alone, and only
where nothing in it is transposed: with `.T` the vectors of a course stand as columns, without having been stood up.
"""

from collections.abc import Callable, Sequence

from nncli.formula.leaves import Unit
from nncli.formula.meaning import add, times
from nncli.formula.tree import COLUMN, MATRIX, ROW, SCALAR, Elementwise, Negative, Product, Standing, Transpose, Tree

# Whether a part was stood up as a column.
Stands = Callable[[Tree], bool]
_ONES = Unit("ones")


def stands(tree: Tree, named: Stands) -> bool:
    """Whether `tree` is a column that was made one: `s[:, None]`, `-s.reshape(-1, 1)`; `named` tells of its names."""
    match tree:
        case Standing():
            return True
        case Negative(operand):
            return stands(operand, named)
        case Product(factors):
            return any(factor.shape == COLUMN and stands(factor, named) for factor in factors)
        case Elementwise(left, right):
            return stands(left, named) and stands(right, named)
    return named(tree)


def added(terms: Sequence[Tree], standing: Stands, *, flat: bool) -> Tree:
    """The sum of the terms. `flat`: a vector that was not stood up is an array of one axis."""
    if any(term.shape == MATRIX for term in terms):
        terms = [_spread(term, standing, flat=flat) for term in terms]
    return add(terms)


def multiplied(left: Tree, right: Tree, standing: Stands, *, flat: bool, growing: bool) -> Tree:
    """left * right."""
    shapes = {left.shape, right.shape}
    if shapes == {COLUMN} and standing(left) != standing(right):
        column, row = (left, right) if standing(left) else (right, left)
        return Product((column, Transpose(row)))
    if shapes == {COLUMN, ROW} and standing(right):
        return Product((right, left))
    if flat and MATRIX in shapes and SCALAR not in shapes:
        return Elementwise(_spread(left, standing, flat=flat), _spread(right, standing, flat=flat))
    if shapes == {COLUMN, MATRIX} and standing(left):
        return Elementwise(_spread(left, standing, flat=flat), right)
    return times(left, right, growing=growing)


def _spread(tree: Tree, standing: Stands, *, flat: bool) -> Tree:
    """A vector as the matrix that it becomes beside one; what is no vector, or may lie either way, as it is."""
    if isinstance(tree, Negative):
        return Negative(_spread(tree.operand, standing, flat=flat))
    if tree.shape == ROW:
        return Product((_ONES, tree))
    if tree.shape == COLUMN and standing(tree):
        return Product((tree, Transpose(_ONES)))
    return Product((_ONES, Transpose(tree))) if tree.shape == COLUMN and flat else tree
