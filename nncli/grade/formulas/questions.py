"""The questions whose answers are formulas: one record each. To add one is to write one record.

`answer` is the key, in the notation that students use, and is never shown. `wrong` are answers that a known slip gives
(see `slips`); slips that turn any key into a wrong answer are found there, not here.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

# What the numbers of a given vector may be: any; positive; positive with the sum 1. A "number" is no vector.
Domain: TypeAlias = Literal["real", "positive", "simplex", "number"]
# How the rows and columns of a Jacobian lie: ∂f_i/∂x_j in row i, in column i, or both are right.
Layout: TypeAlias = Literal["numerator", "denominator", "either"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what the symbols mean.

    `row` is the index of the function's component, `column` that of the variable's; "" where there is none.
    `abbreviations` are the question's own symbols; a sheet's `let:` adds the student's. `function` is what is
    differentiated or computed. An `answer` that is "" is the derivative of the function by the rules. `layout` tells
    whether the transpose of the key is right too, or alone, where the answer is a matrix. `scale` is how a
    stable formula may deviate: relative to the value, or to the numbers put in.
    """

    id: str
    answer: str
    function: str
    row: str = "i"
    column: str = "j"
    variable: str = "x"
    given: tuple[tuple[str, Domain], ...] = (("x", "real"),)
    abbreviations: tuple[tuple[str, str], ...] = (("s", "softmax(x)"),)
    wrong: tuple[tuple[str, str], ...] = ()
    layout: Layout = "numerator"
    sizes: tuple[int, ...] = (2, 3, 4)
    scale: Literal["relative", "absolute"] = "absolute"
    own: bool = False  # a teacher's own, whose letters mean what the teacher says

    @property
    def abbreviated(self) -> str:
        """What a letter stands for that the question has a letter of its own for: softmax(x)."""
        return next((formula for _name, formula in self.abbreviations), "")

    @property
    def names_vectors(self) -> bool:
        """Whether an undeclared letter may be taken for anything here."""
        return not self.own and any(name == self.variable and domain != "number" for name, domain in self.given)

    @property
    def indices(self) -> tuple[str, ...]:
        """The free indices of its answer."""
        return tuple(index for index in (self.row, self.column) if index)


SOFTMAX_GRADIENT = Question(
    "softmax-gradient",
    answer="s_i*(delta_ij - s_j)",
    function="softmax(x)_i",
    wrong=(
        ("sign", "s_i*(delta_ij + s_j)"),
        ("sign", "i = j: s_i*(1 + s_i); i != j: -s_i*s_j"),
        ("only-diagonal", "s_i*(1 - s_i)"),
        ("only-diagonal", "s_j*(1 - s_j)"),
        ("delta-forgotten", "-s_i*s_j"),
        ("delta-forgotten", "s_i*(1 - s_j)"),
        ("delta-forgotten", "s_j*(1 - s_i)"),
        ("swapped", "s_i*(delta_ij - s_i)"),
        ("swapped", "s_j*(delta_ij - s_j)"),
        ("other-function", "delta_ij - s_j"),
        ("other-function", "delta_ij - s_i"),
        ("other-function", "s_j"),
        ("denominator-constant", "delta_ij*s_i"),
        ("denominator-constant", "s_i"),
        ("denominator-not-squared", "exp(x_i)*(delta_ij - s_j)"),
        ("denominator-not-squared", "exp(x_i)*(delta_ij*sum(exp(x)) - exp(x_j))"),
    ),
)
LOG_SOFTMAX_GRADIENT = Question(
    "log-softmax-gradient",
    answer="delta_ij - s_j",
    function="log_softmax(x)_i",
    wrong=(
        ("sign", "delta_ij + s_j"),
        ("sign", "i = j: 1 + s_i; i != j: -s_j"),
        ("only-diagonal", "1 - s_i"),
        ("delta-forgotten", "1 - s_j"),
        ("delta-forgotten", "-s_j"),
        ("swapped", "delta_ij - s_i"),
        ("swapped", "s_i*(delta_ij - s_j)/s_j"),
        ("other-function", "s_i*(delta_ij - s_j)"),
        ("other-function", "s_j"),
        ("missing-reciprocal", "s_i*(delta_ij - s_j)"),
        ("inner-forgotten", "1/s_i"),
        ("inner-forgotten", "delta_ij/s_i"),
        ("denominator-constant", "delta_ij"),
        ("denominator-constant", "1"),
    ),
)
# E = −Σ_k d_k log s_k: the gradient that a softmax layer hands back. `d` sums to 1.
CROSS_ENTROPY_GRADIENT = Question(
    "cross-entropy-gradient",
    answer="s_j - d_j",
    function="-sum(d ⊙ log(s))",
    row="",
    given=(("x", "real"), ("d", "simplex")),
    wrong=(
        ("inner-forgotten", "-d_j/s_j"),
        ("delta-forgotten", "s_j - 1"),
        ("sign", "s_j + d_j"),
    ),
)
SOFTMAX = Question("softmax", "softmax(x)_i", "softmax(x)_i", column="", scale="relative")
LOG_SOFTMAX = Question("log-softmax", "log_softmax(x)_i", "log_softmax(x)_i", column="")
LOG_SUM_EXP = Question("logsumexp", "logsumexp(x)", "logsumexp(x)", row="", column="")

QUESTIONS = {
    question.id: question
    for question in (
        SOFTMAX_GRADIENT, LOG_SOFTMAX_GRADIENT, CROSS_ENTROPY_GRADIENT, SOFTMAX, LOG_SOFTMAX, LOG_SUM_EXP,
    )
}  # fmt: skip
