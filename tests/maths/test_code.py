"""Formulas as Python source: the same values as the formulas themselves, and no exception whatever floats come in."""

import math
from fractions import Fraction
from itertools import product

import pytest
from formulas import NAMES, formulas
from hypothesis import given, reject
from hypothesis import strategies as st

from nncli.maths.arithmetic import FLOAT
from nncli.maths.expression import Call, Constant, Reference
from nncli.maths.functions import FUNCTIONS
from nncli.maths.simplify import simplified
from nncli.train.written.statements import Statements
from nncli.train.written.straight_line import FUNCTIONS as CALLED

WITH_CODE = [name for name, function in FUNCTIONS.items() if function.code]
EXTREMES = [0.0, -0.0, 1e-300, 0.5, -30.0, 699.9, -745.0, 1000.0, -1000.0]
BEYOND = [math.inf, -math.inf, math.nan]


def calls(name):
    """Calls over x0, x1, …, with the constants that a formula would hold."""
    x = [Reference(f"x{at}") for at in range(3)]
    constants = [Constant(Fraction(text)) for text in ("0", "1/2", "1", "150")]
    match name:
        case "relu_slope" | "leaky_relu" | "leaky_relu_slope" | "elu":
            arguments = [(x[0], constant) for constant in constants]
        case "elu_slope":
            arguments = [(x[0], x[1], constant) for constant in constants]
        case "max":
            arguments = [x[:1], x[:2], x]
        case "is_max":
            arguments = [(Constant(Fraction(k + 1)), *x[:n]) for n in (1, 2, 3) for k in range(n)]
        case "softmax":
            arguments = [(x[k], *x[:n]) for n in (1, 2, 3) for k in range(n)]
        case _:
            arguments = [x[:1]]
    return [Call(FUNCTIONS[name], tuple(some)) for some in arguments]


def by_code(formula, values):
    """The formula's value by its statements."""
    statements = Statements({name: f"x{at}" for at, name in enumerate(values)})
    statements.quantity("y", formula)
    space = {f"x{at}": value for at, value in enumerate(values.values())} | CALLED
    for name, text in statements.assignments().items():
        space[name] = eval(text, {"__builtins__": {}}, space)
    y = statements.names["y"]
    return space[y] if y in space else float(y)


@pytest.mark.parametrize("name", WITH_CODE)
def test_a_function_has_the_same_value_in_code_at_1000_too(name):
    for call in calls(name):
        for numbers in product(EXTREMES, repeat=len(set(call.references()))):
            values = dict(zip(sorted(set(call.references())), numbers, strict=True))
            value = call.evaluate(values, FLOAT)
            assert by_code(call, values) == pytest.approx(value, rel=1e-15, abs=5e-324), (call, values)


@pytest.mark.parametrize("name", WITH_CODE)
def test_beyond_the_floats_it_raises_nothing(name):
    for call in calls(name):
        for numbers in product([*BEYOND, 1000.0, -1000.0], repeat=len(set(call.references()))):
            assert isinstance(by_code(call, dict(zip(sorted(set(call.references())), numbers, strict=True))), float)


@given(
    formula=formulas(functions=[name for name in WITH_CODE if name not in ("elu_slope", "is_max")]),
    values=st.fixed_dictionaries({name: st.integers(-300, 300).map(lambda n: n / 100) for name in NAMES}),
)
def test_any_formula_has_the_same_value_in_code(formula, values):
    simple = simplified(formula, {})
    try:
        value = simple.evaluate(values, FLOAT)
    except (ZeroDivisionError, OverflowError):
        reject()
    if not math.isfinite(value):
        reject()
    assert by_code(simple, values) == pytest.approx(value, rel=1e-12, abs=1e-300)
