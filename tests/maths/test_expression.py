"""Formulas as trees: their operators, their derivatives."""

import itertools
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest
from formulas import NAMES, formulas, is_tame, values
from hypothesis import assume, given, settings
from networks import ACTIVATIONS

from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE
from nncli.maths.expression import Call, Constant, Negative, Power, Product, Quotient, Reference, Sum, total
from nncli.maths.functions import FUNCTIONS

A, B, C = (Reference(name) for name in NAMES)
H = Decimal("1e-15")
SMOOTH = ("sigmoid", "tanh", "softplus", "exp", "logsumexp", "max", "softmax", "log", "times_log")


@settings(max_examples=120)
@given(formula=formulas(SMOOTH), at=values)
def test_pull_is_the_central_difference(formula, at):
    with PRECISE.context():
        points = [at | {name: at[name] + h} for name in NAMES for h in (H, 0, -H)]
        assume(all(is_tame(formula, point) for point in points))
        pulled = {}
        formula.pull(Decimal(1), at, PRECISE, pulled)
        assert set(pulled) == set(formula.references())
        for name in NAMES:
            up, down = (formula.evaluate(at | {name: at[name] + h}, PRECISE) for h in (H, -H))
            difference, slope = (up - down) / (2 * H), pulled.get(name, 0)
            on_kink = any(is_tie(formula, at | {name: at[name] + h}) for h in (H, 0, -H))
            # The quotient's own error is its third derivative times 1e-30, and its digits end at 1e-29.
            assert on_kink or abs(difference - slope) <= Decimal("1e-9") * (1 + abs(slope))


def is_tie(formula, at):
    """Whether two arguments of some `max` are so near each other that the difference may reach across."""
    if isinstance(formula, Call) and formula.function.name == "max":
        numbers = sorted(argument.evaluate(at, PRECISE) for argument in formula.arguments)
        if any(y - x < 10**9 * H for x, y in itertools.pairwise(numbers)):
            return True
    return any(is_tie(child, at) for child in formula.children())


@settings(max_examples=120)
@given(formula=formulas(), at=values)
def test_exact_and_precise_agree(formula, at):
    with PRECISE.context():
        assume(is_tame(formula, at))
        in_decimals = formula.evaluate(at, PRECISE)
    in_fractions = formula.evaluate({name: Fraction(x) for name, x in at.items()}, EXACT)
    assert float(in_decimals) == pytest.approx(float(in_fractions), rel=1e-15, abs=1e-30)


def test_pull_adds_to_what_has_arrived():
    into = {"a": 10.0}
    (A * A * B).pull(2.0, {"a": 3.0, "b": 5.0}, FLOAT, into)
    assert into == {"a": 10 + 2 * 30, "b": 2 * 9}


def test_a_zero_factor_does_no_harm_to_the_slopes():
    assert Product((A, B, C)).slopes({"a": 0.0, "b": 2.0, "c": 3.0}, FLOAT) == (6, 0, 0)
    assert Product((A, B)).slopes({"a": 0.0, "b": 0.0}, FLOAT) == (0, 0)


def test_operators_build_what_is_written():
    assert Sum((A, B, C)) == A + B + C
    assert Sum((A, Negative(B))) == A - B
    assert Sum((Constant(Fraction(1)), Negative(A))) == 1 - A
    assert Product((A, B, C)) == A * B * C
    assert Product((Constant(Fraction(2)), A)) == 2 * A
    assert Quotient(A, Constant(Fraction(2))) == A / 2
    assert Negative(Power(A, 2)) == -(A**2)


def test_total_of_one_is_itself_and_of_none_is_zero():
    assert total([A]) == A
    assert total([]) == Constant(Fraction(0))
    assert total(term for term in (A, B)) == Sum((A, B))


def test_references_stand_as_often_as_they_are_written():
    assert list((A * B + Call(FUNCTIONS["max"], (B, A))).references()) == ["a", "b", "b", "a"]


def test_sums_run_from_left_to_right():
    values = {"a": 1e16, "b": 1.0, "c": -1e16}
    assert (A + B + C).evaluate(values, FLOAT) == (1e16 + 1.0) - 1e16
    assert (A + C + B).evaluate(values, FLOAT) == 1.0


@pytest.mark.parametrize("formula", [A, Constant(Fraction(1)), A + B, A * B, A / B, A**2, -A])
def test_formulas_are_frozen_and_equal_where_written_alike(formula):
    with pytest.raises((FrozenInstanceError, TypeError)):
        formula.value = formula.id = 1
    twin = eval(repr(formula), globals())
    assert twin == formula
    assert hash(twin) == hash(formula)


def test_out_of_an_activation_evaluates_with_its_parameters():
    leaky = ACTIVATIONS["leaky_relu"]
    out = leaky.out((A,), (), {"slope": Constant(Fraction(1, 4))})
    assert out.evaluate({"a": Fraction(-2)}, EXACT) == Fraction(-1, 2)
