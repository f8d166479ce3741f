"""What students slip on in formulas: one record each.

`student` says what to look at and does not give the answer away; `teacher` says what was done. `alter` turns the values
of any key into those of the slip; what is particular to one question stands there (`Question.wrong`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from nncli.formula.kinds import Array
from nncli.words import N_


@dataclass(frozen=True, slots=True)
class Slip:
    """A way to go wrong. `alter` are functions of the key's values, (samples, rows, columns), each giving another.

    `share` is what an answer with this slip earns of its points, where the assignment says nothing else.
    """

    id: str
    student: str
    teacher: str
    alter: tuple[Callable[[Array], Array], ...] = ()
    share: float = 0.0


HALF, THIRD = 0.5, 1 / 3


def _diagonal(key: Array) -> Array:
    """True where i = j; everywhere, where there is but one index."""
    import numpy as np

    rows, columns = key.shape[1:]
    return np.eye(rows, dtype=bool) if rows == columns else np.ones((rows, columns), dtype=bool)


def _where(met: Array, yes: Array, no: Array) -> Array:
    import numpy as np

    return np.where(met, yes, no)


def _transposed(key: Array) -> Array:
    return key.swapaxes(1, 2) if key.shape[1] == key.shape[2] else key


def _negative(key: Array) -> Array:
    return -key


def _negative_beside(key: Array) -> Array:
    return _where(_diagonal(key), key, -key)


def _negative_on(key: Array) -> Array:
    return _where(_diagonal(key), -key, key)


def _diagonal_alone(key: Array) -> Array:
    return _where(_diagonal(key), key, key - key)


SLIPS = (
    Slip(
        "transposed",
        N_("Rows and columns, or i and j, have changed places: which is the function's, which is the variable's?"),
        N_("transposed: the derivative of component j by x_i (the layout of some books)"),
        (_transposed,),
        share=HALF,
    ),
    Slip(
        "swapped",
        N_("Look at the index of each factor: one of them is the other index."),
        N_("i and j swapped in a factor"),
        share=THIRD,
    ),
    Slip(
        "sign",
        N_("Look at the signs again."),
        N_("a sign is the other way round"),
        (_negative, _negative_beside, _negative_on),
        share=HALF,
    ),
    Slip(
        "only-diagonal",
        N_("This is the case i = j alone. How does component i depend on x_j where j is not i?"),
        N_("only the diagonal (i = j)"),
        (_diagonal_alone,),
        share=HALF,
    ),
    Slip(
        "case-missing",
        N_("This is the case i ≠ j alone. What happens where i = j?"),
        N_("only the case i ≠ j"),
        share=HALF,
    ),
    Slip(
        "delta-forgotten",
        N_("The cases i = j and i ≠ j differ: where does your formula tell them apart?"),
        N_("δ_ij forgotten, or put as 0 or 1 everywhere"),
        share=THIRD,
    ),
    Slip(
        "other-function",
        N_("This is the derivative of a relative of this function. Read again which function is asked."),
        N_("the gradient of another function (softmax, log-softmax and log-sum-exp are mixed up)"),
        share=THIRD,
    ),
    Slip(
        "missing-reciprocal",
        N_("The chain rule: what is the derivative of log u by u?"),
        N_("the factor 1/p_i of the logarithm is missing"),
        share=HALF,
    ),
    Slip(
        "inner-forgotten",
        N_("The chain rule: the inner derivative is missing."),
        N_("the inner derivative is missing"),
        share=THIRD,
    ),
    Slip(
        "denominator-constant",
        N_("The sum over all exp(x_k) depends on x_j too."),
        N_("the denominator was held constant"),
        share=THIRD,
    ),
    Slip(
        "denominator-not-squared",
        N_("The quotient rule: look at the power of the denominator."),
        N_("the denominator is not squared"),
        share=HALF,
    ),
    Slip(
        "overflow",
        N_("A part of the formula overflows although the result does not."),
        N_("overflows"),
    ),
    Slip(
        "underflow",
        N_("A part of the formula underflows to 0 although the result does not."),
        N_("underflows to 0"),
    ),
    Slip(
        "log-of-zero",
        N_("The argument of a logarithm underflows to 0."),
        N_("takes the logarithm of an underflow"),
    ),
    Slip(
        "zero-by-zero",
        N_("A denominator underflows to 0."),
        N_("divides by an underflow"),
    ),
    Slip(
        "cancellation",
        N_("Two nearly equal numbers are subtracted, and the digits that matter are lost."),
        N_("loses its digits by cancellation"),
    ),
    Slip(
        "minus-infinity",
        N_("An input of −∞ is an entry that does not count; here it spoils the result."),
        N_("fails for an entry −∞"),
    ),
    Slip(
        "other-precision",
        N_("This is the number of the other precision."),
        N_("float32 and float64 mixed up"),
    ),
    Slip(
        "exponent",
        N_("This is the exponent of the largest or smallest number itself, not its natural logarithm."),
        N_("the exponent to base 10 or 2 in place of the natural logarithm"),
    ),
    Slip(
        "no-logarithm",
        N_("This is the largest or smallest number itself: for which x does exp(x) reach it?"),
        N_("the largest or smallest number itself in place of its natural logarithm"),
    ),
    Slip(
        "other-end",
        N_("This is where the function leaves the numbers at the other end."),
        N_("overflow and underflow mixed up"),
    ),
)  # fmt: skip
BY_ID = {slip.id: slip for slip in SLIPS}
