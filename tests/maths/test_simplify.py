"""A simplified formula has the same value, exactly, and less to compute."""

from fractions import Fraction

import pytest
from formulas import NAMES, formulas
from hypothesis import given, reject
from hypothesis import strategies as st

from nncli.maths.arithmetic import EXACT
from nncli.maths.expression import Constant, Negative, Power, Product, Quotient, Sum
from nncli.maths.grammar import read_formula
from nncli.maths.notation import write
from nncli.maths.simplify import simplified

WITH_FRACTIONS = ("step", "relu", "max")
values = st.fixed_dictionaries({name: st.builds(Fraction, st.integers(-5, 5), st.integers(1, 4)) for name in NAMES})


def nodes(e):
    yield e
    for child in e.children():
        yield from nodes(child)


@given(formula=formulas(functions=WITH_FRACTIONS), values=values)
def test_the_value_stays(formula, values):
    try:
        value = formula.evaluate(values, EXACT)
    except ZeroDivisionError:
        reject()
    assert simplified(formula, {}).evaluate(values, EXACT) == value


@given(formula=formulas(), inner=formulas(), values=values)
def test_a_known_formula_stands_in_for_its_id(formula, inner, values):
    try:
        value = formula.evaluate(values | {"a": inner.evaluate(values, EXACT)}, EXACT)
    except ZeroDivisionError:
        reject()
    assert simplified(formula, {"a": simplified(inner, {})}).evaluate(values, EXACT) == value


@given(formula=formulas(functions=WITH_FRACTIONS))
def test_what_is_left_is_flat(formula):
    for e in nodes(simplified(formula, {})):
        assert not isinstance(e, Power)
        if isinstance(e, Sum | Product | Quotient | Negative):
            assert Constant(Fraction(1)) not in e.children() or isinstance(e, Sum | Quotient)
        if isinstance(e, Sum | Product):
            assert len(e.children()) > 1
        if isinstance(e, Sum):
            assert not any(isinstance(term, Sum) for term in e.terms)
            assert not all(isinstance(term, Negative) for term in e.terms)
            assert all(not isinstance(term, Constant) for term in e.terms[:-1])
        if isinstance(e, Product):
            assert not any(isinstance(factor, Product | Negative) for factor in e.factors)
            assert all(not isinstance(factor, Constant) for factor in e.factors[1:])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("-(a*(-(b*c)))", "a*b*c"),
        ("-(a*(-b))", "a*b"),
        ("a + (-(b*(c)))", "a - b*c"),
        ("a*b*c", "a*b*c"),
        ("a*(-b)*c", "-a*b*c"),
        ("(-a)*(-b)*(-c)", "-a*b*c"),
        ("a/b", "a/b"),
        ("(-a)/(-b)", "a/b"),
        ("0/a", "0"),
        ("a/1", "a"),
        ("1*a", "a"),
        ("0*a + b", "b"),
        ("a*0", "0"),
        ("a*(b + c)*(-2)*3", "-6*a*(b + c)"),
        ("a^2", "a*a"),
        ("1 - a^2", "-a*a + 1"),
        ("-a - b", "-(a + b)"),
        ("a - (b - c)", "a - b + c"),
        ("a/(-b)", "-a/b"),
        ("1 + a + 2", "a + 3"),
    ],
)
def test_by_hand(before, after):
    assert write(simplified(read_formula(before), {}), str) == after
