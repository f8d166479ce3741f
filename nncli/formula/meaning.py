"""Puts trees together so that they mean something: shapes fit, and each function gets what it takes.

What mathematicians write is read as meant: `1 s^T` is the vector of ones times a row, `s(1 - s)` multiplies component
by component, `softmax(x_i)` is softmax(x)_i, and `max(x_j)` is the greatest of them.
"""

from collections.abc import Sequence, Set
from fractions import Fraction

from nncli.formula.functions import EXP, LOG, MEAN, Function
from nncli.formula.leaves import Count, Number, Same, Unit
from nncli.formula.tree import (
    COLUMN,
    LAST,
    MATRIX,
    ROW,
    SCALAR,
    Call,
    Component,
    Elementwise,
    Index,
    Negative,
    Over,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    Tree,
)
from nncli.words import N_, _

ONE = Number(Fraction(1))
ONES, IDENTITY = Unit("ones"), Unit("identity")
MAX_EXPONENT = 8
_NAMES = {SCALAR: N_("a number"), COLUMN: N_("a vector"), ROW: N_("a row"), MATRIX: N_("a matrix")}


class MeaningError(Exception):
    """The parts do not go together; the message is for the reader of the formula."""


def add(terms: Sequence[Tree]) -> Tree:
    """Their sum; a number goes with a vector, component by component."""
    shapes = {term.shape for term in terms}
    if shapes == {MATRIX, ROW}:  # NumPy adds a row to each row of a matrix
        terms = [_in_each_row(term) for term in terms]
        shapes = {MATRIX}
    others = shapes - {SCALAR}
    if len(others) > 1 or (MATRIX in others and SCALAR in shapes):
        first, second = sorted(shapes, reverse=True)[:2]
        message = _("{a} and {b} cannot be added: is an index or a transpose missing?")
        raise MeaningError(message.format(a=_(_NAMES[first]), b=_(_NAMES[second])))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _in_each_row(term: Tree) -> Tree:
    """A matrix as it is; a row as 𝟏 times it."""
    if isinstance(term, Negative):
        return Negative(_in_each_row(term.operand))
    return term if term.shape == MATRIX else Product((ONES, term))


def times(left: Tree, right: Tree, *, growing: bool = False) -> Tree:
    """left·right; `growing` where `left` is a product that goes on."""
    a, b = left.shape, right.shape
    if SCALAR not in (a, b) and a == b and a != MATRIX:
        return Elementwise(left, right)
    if SCALAR not in (a, b) and a[1] != b[0]:
        message = _("{a} times {b} has no meaning: is an index or a transpose missing?")
        raise MeaningError(message.format(a=_(_NAMES[a]), b=_(_NAMES[b])))
    return Product((*left.factors, right)) if growing and isinstance(left, Product) else Product((left, right))


def with_ones(product: Tree) -> Tree:
    """`1 s^T`, which would be a row, is the vector of ones times it; 1·sᵀ·s stays a number."""
    if product.shape != ROW:
        return product
    if isinstance(product, Quotient):
        return Quotient(with_ones(product.numerator), product.denominator)
    if isinstance(product, Product) and product.factors[0] == ONE:
        return Product((ONES, *product.factors[1:]))
    return product


def elementwise(left: Tree, right: Tree) -> Tree:
    """left ⊙ right."""
    if left.shape != right.shape or left.shape == SCALAR:
        message = _("⊙ stands between two vectors or two matrices of one shape, not {a} and {b}")
        raise MeaningError(message.format(a=_(_NAMES[left.shape]), b=_(_NAMES[right.shape])))
    return Elementwise(left, right)


def outer(left: Tree, right: Tree) -> Tree:
    """left · rightᵀ."""
    if (left.shape, right.shape) != (COLUMN, COLUMN):
        raise MeaningError(_("an outer product is of two vectors"))
    return Product((left, Transpose(right)))


def divide(left: Tree, right: Tree) -> Tree:
    """left / right; vectors component by component."""
    if (SCALAR not in (left.shape, right.shape) and left.shape != right.shape) or right.shape == MATRIX:
        message = _("{a} divided by {b} has no meaning: is an index missing?")
        raise MeaningError(message.format(a=_(_NAMES[left.shape]), b=_(_NAMES[right.shape])))
    return Quotient(left, right)


def power(base: Tree, exponent: int) -> Tree:
    """base ^ exponent."""
    if not 1 <= abs(exponent) <= MAX_EXPONENT:
        raise MeaningError(_("a power is a whole number up to {n}; only e is raised to more").format(n=MAX_EXPONENT))
    if base.shape == MATRIX:
        raise MeaningError(_("a power of a matrix is not read here"))
    return Power(base, exponent)


def transposed(base: Tree) -> Tree:
    """baseᵀ; 1ᵀ is the row of ones."""
    if isinstance(base, Transpose):
        raise MeaningError(_("this is transposed twice"))
    return Transpose(ONES if base == ONE else base)


def component(base: Tree, indices: tuple[Index, ...]) -> Tree:
    """base_i or base_ij. I_ij is δ_ij; I_C and 𝟏_C only tell the size."""
    if len(indices) == 2 and base in (IDENTITY, ONES, ONE):
        return Same(*indices)
    if len(indices) == 1 and (base == IDENTITY or (base == ONES and indices[0] == LAST)):
        return base
    own = sum(base.shape)
    if own == len(indices):
        return Component(base, indices)
    if not own:
        raise MeaningError(_("a number has no components"))
    if own == 1:
        raise MeaningError(_("a vector has one index"))
    raise MeaningError(_("a matrix has two indices"))


def apply(function: Function, arguments: Sequence[Tree], scope: Set[str]) -> Tree:
    """function(arguments). `scope` are the indices that mean something outside."""
    first = arguments[0]
    if len(arguments) > 1:
        if not function.many or any(argument.shape != SCALAR for argument in arguments):
            raise MeaningError(
                _("'{name}' does not take {n} such arguments").format(name=function.name, n=len(arguments))
            )
        return Call(function.name, tuple(arguments), SCALAR)
    if function.takes == "any" or first.shape in (COLUMN, ROW):
        if function.gives == "matrix" and first.shape == ROW:
            first = first.operand if isinstance(first, Transpose) else Transpose(first)
        return function(first)
    if first.shape == MATRIX:
        raise MeaningError(_("'{name}' takes a vector, not a matrix").format(name=function.name))
    return _componentwise(function, first, index_of(first, scope, function.name))


def index_of(body: Tree, scope: Set[str], name: str) -> str:
    """The index that a sum over `body` runs over where it does not say: its only one, or the only one that is new."""
    free = body.free()
    chosen = free if len(free) == 1 else free - scope
    if len(chosen) != 1:
        raise MeaningError(_("over which index does '{name}' run? Write it below, as in Σ_k").format(name=name))
    return next(iter(chosen))


def _componentwise(function: Function, body: Tree, index: str) -> Tree:
    """The function of the vector whose component `index` is `body`."""
    whole = body.base if isinstance(body, Component) and body.indices == (index,) else None
    if whole is not None and index not in whole.free() and function.gives != "number":
        result = function(whole)
        return result if function.gives == "matrix" else component(result, (index,))
    if function.name in ("sum", "max", "min"):
        return Over(function.name, index, body)  # type: ignore[arg-type]  # these three are its kinds
    total = Over("sum", index, body if function is MEAN else EXP(body))
    made = {
        "mean": Quotient(total, Count()),
        "logsumexp": LOG(total),
        "softmax": Quotient(EXP(body), total),
        "log_softmax": LOG(Quotient(EXP(body), total)),
    }
    if function.name not in made:
        raise MeaningError(_("'{name}' takes a vector: leave the index out").format(name=function.name))
    return made[function.name]
