"""The functions that a formula may call: one record each.

`takes` says of what: anything (then component by component), a vector, or several numbers. A function with `expand` is
shorthand: it is computed as the formula that it stands for, naively, for that is how a reader would put it in. So a
formula that calls softmax(x) is as stable as exp(x)/sum(exp(x)).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nncli.formula.leaves import Count, Number
from nncli.formula.tree import MATRIX, SCALAR, Call, Negative, Quotient, Shape, Sum, Tree


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its name; `written` is the name on the board."""

    name: str
    written: str
    takes: Literal["any", "vector"]
    gives: Literal["same", "number", "matrix"] = "same"
    expand: Callable[[Tree], Tree] | None = None
    many: bool = False  # whether it also takes several numbers

    def shape(self, argument: Shape) -> Shape:
        """The shape of the value."""
        return {"same": argument, "number": SCALAR, "matrix": MATRIX}[self.gives]

    def __call__(self, *arguments: Tree) -> Tree:
        """The call as a tree."""
        return Call(self.name, arguments, self.shape(arguments[0].shape))


_ONE = Number(Fraction(1))
EXP = Function("exp", "exp", "any")
LOG = Function("log", "ln", "any")
LOG1P = Function("log1p", "log1p", "any")  # log(1 + a), without losing a's digits
EXPM1 = Function("expm1", "expm1", "any")
SQRT = Function("sqrt", "sqrt", "any")
ABS = Function("abs", "abs", "any")
TOTAL = Function("sum", "sum", "vector", "number")
MAX = Function("max", "max", "vector", "number", many=True)
MIN = Function("min", "min", "vector", "number", many=True)
DIAG = Function("diag", "diag", "vector", "matrix")
MEAN = Function("mean", "mean", "vector", "number", lambda v: Quotient(TOTAL(v), Count()))
SIGMOID = Function("sigmoid", "sigmoid", "any", "same", lambda a: Quotient(_ONE, Sum((_ONE, EXP(Negative(a))))))
SOFTMAX = Function("softmax", "softmax", "vector", "same", lambda v: Quotient(EXP(v), TOTAL(EXP(v))))
LOG_SOFTMAX = Function("log_softmax", "log_softmax", "vector", "same", lambda v: LOG(SOFTMAX(v)))
LOG_SUM_EXP = Function("logsumexp", "logsumexp", "vector", "number", lambda v: LOG(TOTAL(EXP(v))))

FUNCTIONS = {
    function.name: function
    for function in (
        EXP, LOG, LOG1P, EXPM1, SQRT, ABS, TOTAL, MAX, MIN, DIAG, MEAN, SIGMOID, SOFTMAX, LOG_SOFTMAX, LOG_SUM_EXP,
    )
}  # fmt: skip
# Other ways to write their names. `log` is the natural logarithm everywhere.
ALIASES = {
    **{name: name for name in FUNCTIONS},
    "ln": "log", "Exp": "exp", "Log": "log", "Softmax": "softmax", "SoftMax": "softmax", "logsoftmax": "log_softmax",
    "LogSoftmax": "log_softmax", "lse": "logsumexp", "LSE": "logsumexp", "LogSumExp": "logsumexp",
    "log_sum_exp": "logsumexp", "Diag": "diag", "Max": "max", "Min": "min", "avg": "mean",
    "amax": "max", "amin": "min", "diagflat": "diag", "diag_embed": "diag", "Diagonal": "diag",
    "Sigmoid": "sigmoid",
    # Spellings of programs, which `code` reads.
    "outer": "outer", "dot": "dot", "matmul": "dot", "multiply": "multiply", "where": "where", "int": "truth",
    "float": "truth", "bool": "truth", "onehot": "basis", "one_hot": "basis", "OneHot": "basis", "eye": "eye",
    "identity": "eye", "kron": "delta", "kronecker": "delta", "ones_like": "ones",
    "tile": "tile", "broadcast_to": "tile",
}  # fmt: skip
VECTOR_TO_NUMBER = frozenset({"sum", "max", "min"})
