"""The derivative of a formula by one component of a variable, as a formula again: rule by rule, as on the board.

    ∂(a + b) = ∂a + ∂b    ∂(a·b) = ∂a·b + a·∂b    ∂(a/b) = ∂a/b − a·∂b/b²    ∂f(a) = f′(a)·∂a    ∂x_i/∂x_j = δ_ij

`FRESH` stands for the index of the variable: no sum can bind it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from nncli.formula.answer import Definition
from nncli.formula.functions import ABS, DIAG, EXP, FUNCTIONS, SQRT, TOTAL
from nncli.formula.leaves import Basis, Count, Number, Peak, Same, Symbol, Unit
from nncli.formula.meaning import MeaningError
from nncli.formula.tree import (
    SCALAR,
    Call,
    Component,
    Derivative,
    Elementwise,
    Listed,
    Negative,
    Over,
    Power,
    Product,
    Quotient,
    Standing,
    Sum,
    Transpose,
    Tree,
)
from nncli.words import _

FRESH = "∂"
_ONE, _TWO = Number(Fraction(1)), Number(Fraction(2))


def derivative(  # noqa: PLR0912  one case for each kind of part
    tree: Tree, variable: str, definitions: Mapping[str, Definition]
) -> Tree | None:
    """∂tree/∂variable, with `FRESH` as the index of the variable; None where it is 0 everywhere.

    Raises:
        MeaningError: where no rule is known.
    """

    def d(part: Tree) -> Tree | None:
        return derivative(part, variable, definitions)

    match tree:
        case Number() | Count() | Unit() | Basis() | Same() | Peak():
            return None
        case Symbol(name):
            if name == variable:
                return _ONE if tree.shape == SCALAR else Basis(FRESH)
            if name not in definitions:
                return None
            definition = definitions[name]
            inner = d(definition.tree)
            return Listed(definition.indices, inner) if inner is not None and definition.indices else inner
        case Sum(terms):
            return _sum([d(term) for term in terms])
        case Product(factors):
            changed = [(n, d(factor)) for n, factor in enumerate(factors)]
            return _sum(
                [None if own is None else Product((*factors[:n], own, *factors[n + 1 :])) for n, own in changed]
            )
        case Elementwise(left, right):
            a, b = d(left), d(right)
            return _sum([a and Elementwise(a, right), b and Elementwise(left, b)])
        case Quotient(above, below):
            a, b = d(above), d(below)
            second = None if b is None else Negative(Quotient(_times(above, b), Power(below, 2)))
            return _sum([a and Quotient(a, below), second])
        case Negative(operand) | Transpose(operand) | Standing(operand):
            inner = d(operand)
            return None if inner is None else replace(tree, operand=inner)
        case Power(base, exponent):
            inner = d(base)
            if inner is None or exponent == 1:
                return inner
            outer: Tree = Power(base, exponent - 1)
            return Product((Number(Fraction(exponent)), _times(outer, inner)))
        case Component(base, indices):
            inner = d(base)
            return None if inner is None else Component(inner, indices)
        case Listed(indices, body):
            inner = d(body)
            return None if inner is None else Listed(indices, inner)
        case Over(kind, _index, body) if kind == "sum":
            inner = d(body)
            return None if inner is None else replace(tree, body=inner)
        case Call():
            return _of_call(tree, d)
        case Derivative():
            raise MeaningError(_("a derivative of a derivative is not read here"))
    raise MeaningError(_("no rule is known here for the derivative of this part"))


def _of_call(  # noqa: PLR0912  one case for each function
    tree: Call, d: Callable[[Tree], Tree | None]
) -> Tree | None:
    function, argument = FUNCTIONS[tree.function], tree.arguments[0]
    if len(tree.arguments) > 1:
        raise MeaningError(_("no rule is known here for the derivative of this part"))
    if function.expand is not None:
        return d(function.expand(argument))
    inner = d(argument)
    if inner is None:
        return None
    match function.name:
        case "exp":
            return _times(tree, inner)
        case "expm1":
            return _times(EXP(argument), inner)
        case "log":
            return Quotient(inner, argument)
        case "log1p":
            return Quotient(inner, Sum((_ONE, argument)))
        case "sqrt":
            return Quotient(inner, Product((_TWO, SQRT(argument))))
        case "abs":
            return Quotient(_times(argument, inner), ABS(argument))
        case "sum":
            return TOTAL(inner)
        case "diag":
            return DIAG(inner)
        case "max" | "min":
            peak = Peak("max" if function.name == "max" else "min", argument)
            if argument.shape[1]:  # of a row
                inner = Transpose(inner)
            return Product((Transpose(peak), inner))
    raise MeaningError(_("no rule is known here for the derivative of this part"))


def _times(a: Tree, b: Tree) -> Tree:
    return Elementwise(a, b) if SCALAR not in (a.shape, b.shape) else Product((a, b))


def _sum(terms: list[Tree | None]) -> Tree | None:
    kept = tuple(term for term in terms if term is not None)
    return None if not kept else kept[0] if len(kept) == 1 else Sum(kept)
