"""Random formulas over a, b and c."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from nncli.maths.arithmetic import PRECISE
from nncli.maths.expression import Call, Constant, Expression, Negative, Power, Product, Quotient, Reference, Sum
from nncli.maths.functions import FUNCTIONS

NAMES = ("a", "b", "c")
# Functions of any one number, smooth and with a kink; those of several numbers; log, whose argument is made positive.
ONE = ("sigmoid", "tanh", "softplus", "exp", "step", "relu")
SEVERAL = ("max", "logsumexp")

fractions = st.builds(Fraction, st.integers(-9, 9), st.integers(1, 9)) | st.decimals(-2, 2, places=2).map(Fraction)
leaves = st.sampled_from(NAMES).map(Reference) | fractions.map(Constant)


def _calls(inner: st.SearchStrategy[Expression], functions: Iterable[str]) -> st.SearchStrategy[Expression]:
    named = {name: FUNCTIONS[name] for name in functions}
    one = st.builds(Call, st.sampled_from([named[n] for n in ONE if n in named]), st.tuples(inner))
    kinds = [one]
    if "max" in named:
        arguments = st.lists(inner, min_size=1, max_size=3).map(tuple)
        kinds.append(st.builds(Call, st.sampled_from([named[n] for n in SEVERAL if n in named]), arguments))
    if "softmax" in named:
        kinds.append(st.tuples(inner, inner).map(lambda xs: Call(named["softmax"], (xs[0], *xs))))
    if "log" in named:
        positive = inner.map(lambda e: Sum((Power(e, 2), Constant(Fraction(1, 2)))))
        kinds += [positive.map(lambda e: Call(named["log"], (e,))),
                  st.tuples(inner, positive).map(lambda xs: Call(named["times_log"], xs))]  # fmt: skip
    for name in ("relu_slope", "leaky_relu", "leaky_relu_slope", "elu"):
        if name in named:
            slope = st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 10), Fraction(1, 3)]).map(Constant)
            kinds.append(st.tuples(inner, slope).map(lambda xs, name=name: Call(named[name], xs)))
    return st.one_of(kinds)


def formulas(functions: Iterable[str] = ()) -> st.SearchStrategy[Expression]:
    """Trees of every kind of node; with calls of `functions`."""

    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        kinds = [
            st.builds(Sum, some),
            st.builds(Product, some),
            st.builds(Quotient, inner, inner),
            st.builds(Power, inner, st.integers(1, 4)),
            st.builds(Negative, inner),
        ]
        return st.one_of(*kinds, _calls(inner, functions)) if functions else st.one_of(kinds)

    return st.recursive(leaves, grown, max_leaves=8)


def _call(name: str, *arguments: Expression) -> Expression:
    return Call(FUNCTIONS[name], arguments)


_A, _B, _C = (Reference(name) for name in NAMES)
INSIDE = [
    *(Constant(Fraction(text)) for text in ("3", "-2", "1/2", "-1/2", "1/3", "-1/3", "0.1", "-0.1")),
    _A, _A + _B, _A - _B, -_A + _B, _A * _B, -_A * _B, _A / _B, _A**2, -_A, _call("exp", _A), _call("sigmoid", _A),
    _call("max", _A, _B), _call("times_log", _A, _C), _call("relu_slope", _A, Constant(Fraction(0))),
]  # fmt: skip
AROUND = [
    lambda e: Sum((e, _B)), lambda e: Sum((_B, e)), lambda e: Sum((_B, Negative(e), _C)), lambda e: Product((e, _B)),
    lambda e: Product((_B, e)), lambda e: Quotient(e, _B), lambda e: Quotient(_B, e), lambda e: Power(e, 2), Negative,
]  # fmt: skip
CALLED_WITH = [
    lambda e: _call("exp", e), lambda e: _call("sigmoid", e), lambda e: _call("max", e, _B),
    lambda e: _call("times_log", e, _C), lambda e: _call("leaky_relu", e, Constant(Fraction(1, 3))),
    lambda e: _call("relu_slope", e, Constant(Fraction(1))),
]  # fmt: skip


def small_formulas() -> Iterator[Expression]:
    """Every kind of formula inside every other, and that within signs once more."""
    for inside in INSIDE:
        for around in (*AROUND, *CALLED_WITH):
            yield around(inside)
            yield from (outermost(around(inside)) for outermost in AROUND)


values = st.fixed_dictionaries({name: st.integers(-300, 300).map(lambda n: Decimal(n) / 100) for name in NAMES})


def is_tame(formula: Expression, at: dict[str, Decimal], limit: int = 10**6) -> bool:
    """Whether no part of the formula is so large, or a divisor so small, that 50 digits are too few."""
    try:
        size = abs(formula.evaluate(at, PRECISE))
    except (ArithmeticError, ValueError):
        return False
    divisor = isinstance(formula, Quotient) and abs(formula.denominator.evaluate(at, PRECISE)) * limit < 1
    return size < limit and not divisor and all(is_tame(child, at, limit) for child in formula.children())
