"""The same formula with less to compute: constants folded, signs pulled out, sums and products flattened.

    −(η·(−(δ·x)))  →  η·δ·x        1·e  →  e        0·e  →  0        y²  →  y·y

Sums and products are taken in another order than they were written, so a value may differ in its last bits; and 0·e
is 0 even where e has left the numbers.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from nncli.maths.expression import Call, Constant, Expression, Negative, Power, Product, Quotient, Reference, Sum, total

ZERO, ONE = Constant(Fraction(0)), Constant(Fraction(1))


def simplified(e: Expression, known: Mapping[str, Expression]) -> Expression:
    """`e` with the simplified formulas of `known` in place of their ids.

    A minus sign is left only at the very front or before a term, and never before all terms of a sum. There is no
    `Power` any more. Of constants, a product holds one at most, in front; a sum one at most, behind.
    """
    match e:
        case Reference(id):
            return known.get(id, e)
        case Negative(operand):
            return _negative(simplified(operand, known))
        case Sum(terms):
            return _sum(simplified(term, known) for term in terms)
        case Product(factors):
            return _product(simplified(factor, known) for factor in factors)
        case Quotient(numerator, denominator):
            return _quotient(simplified(numerator, known), simplified(denominator, known))
        case Power(base, exponent):
            return _product([simplified(base, known)] * exponent)
        case Call(function, arguments):
            return Call(function, tuple(simplified(argument, known) for argument in arguments))
    return e


def unsigned(e: Expression) -> tuple[bool, Expression]:
    """Whether a simplified formula has a minus sign in front, and what stands behind it."""
    match e:
        case Negative(operand):
            return True, operand
        case Constant(value):
            return value < 0, Constant(abs(value))
    return False, e


def _negative(e: Expression) -> Expression:
    match e:
        case Negative(operand):
            return operand
        case Constant(value):
            return Constant(-value)
    return Negative(e)


def _sum(terms: Iterable[Expression]) -> Expression:
    kept: list[Expression] = []
    constant = Fraction(0)
    for term in terms:
        minus, size = unsigned(term)
        for part in size.terms if isinstance(size, Sum) else (size,):
            if isinstance(part, Constant):
                constant += -part.value if minus else part.value
            else:
                kept.append(_negative(part) if minus else part)
    if constant or not kept:
        kept.append(Constant(constant))
    if all(unsigned(term)[0] for term in kept):
        return _negative(total(_negative(term) for term in kept))
    return total(kept)


def _product(factors: Iterable[Expression]) -> Expression:
    kept: list[Expression] = []
    constant = Fraction(1)
    for factor in factors:
        minus, size = unsigned(factor)
        constant = -constant if minus else constant
        for part in size.factors if isinstance(size, Product) else (size,):
            if isinstance(part, Constant):
                constant *= part.value
            else:
                kept.append(part)
    if not constant or not kept:
        return Constant(constant)
    if abs(constant) != 1:
        kept.insert(0, Constant(abs(constant)))
    size = kept[0] if len(kept) == 1 else Product(tuple(kept))
    return _negative(size) if constant < 0 else size


def _quotient(numerator: Expression, denominator: Expression) -> Expression:
    (minus, top), (minus_below, bottom) = unsigned(numerator), unsigned(denominator)
    if top == ZERO:
        return ZERO
    quotient = top if bottom == ONE else Quotient(top, bottom)
    return _negative(quotient) if minus != minus_below else quotient
