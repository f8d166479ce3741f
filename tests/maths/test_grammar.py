"""Reading formulas: what is accepted, and where the fault lies in what is not."""

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.errors import InputError
from nncli.maths.arithmetic import EXACT, FLOAT
from nncli.maths.expression import Call, Constant, Negative, Power, Product, Quotient, Reference, Sum
from nncli.maths.functions import FUNCTIONS
from nncli.maths.grammar import read_formula
from nncli.maths.notation import BOARD, LATEX, PLAIN, write

A, B, C = (Reference(name) for name in "abc")


def number(text):
    return Constant(Fraction(text))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("a", A),
        (" a\t+\nb ", Sum((A, B))),
        ("a + b - c", Sum((A, B, Negative(C)))),
        ("a - (b - c)", Sum((A, Negative(Sum((B, Negative(C))))))),
        ("a*b*c", Product((A, B, C))),
        ("a/b/c", Quotient(Quotient(A, B), C)),
        ("a/b*c", Product((Quotient(A, B), C))),
        ("a/(b*c)", Quotient(A, Product((B, C)))),
        ("-a^2", Negative(Power(A, 2))),
        ("(-a)^2", Power(Negative(A), 2)),
        ("-a*b", Negative(Product((A, B)))),
        ("a*-b", Product((A, Negative(B)))),
        ("--a", Negative(Negative(A))),
        ("---a", Negative(A)),
        ("-----a*b", Negative(Product((A, B)))),
        ("a--b", Sum((A, Negative(Negative(B))))),
        ("a^99", Power(A, 99)),
        ("0.1", number("1/10")),
        (".5e-3", number("1/2000")),
        ("2.", number("2")),
        ("max(a, b, 0)", Call(FUNCTIONS["max"], (A, B, number("0")))),
        ("max", Reference("max")),  # a unit may be called so
        ("w[A,P].new", Reference("w[A,P].new")),
        ("P.net[2]*P.out.after@s2#3", Product((Reference("P.net[2]"), Reference("P.out.after@s2#3")))),
        ("h@s1@t2#4", Reference("h@s1@t2#4")),
        ("η*δ", Product((Reference("η"), Reference("δ")))),
    ],
)
def test_text_becomes_a_tree(text, formula):
    assert read_formula(text) == formula


def test_names_become_ids():
    names = {"w1": "w[P,O]", "g": "O.delta"}
    assert read_formula("w1*g", name=names.__getitem__) == Product((Reference("w[P,O]"), Reference("O.delta")))


@pytest.mark.parametrize(
    ("text", "value"),
    [("2 + 3*4", 14), ("(2 + 3)*4", 20), ("-2^2", -4), ("2*3^2", 18), ("8/4/2", 1), ("8/(4/2)", 4), ("1 - 2 - 3", -4)],
)
def test_signs_bind_as_at_school(text, value):
    assert read_formula(text).evaluate({}, EXACT) == value


MALFORMED = [
    # text, column (from 1), message
    ("", 1, "the formula ends too early"),
    ("   ", 4, "the formula ends too early"),
    ("a +", 4, "the formula ends too early"),
    ("(a", 3, "')' is expected here"),
    ("a)", 2, "')' cannot be read here"),
    ("()", 2, "a number, a name or a bracket is expected here"),
    ("a b", 3, "'b' cannot be read here"),
    ("2a", 2, "'a' cannot be read here"),
    ("a + * b", 5, "a number, a name or a bracket is expected here"),
    ("+a", 1, "a number, a name or a bracket is expected here"),
    ("a $ b", 3, "'$' cannot be read here"),
    ("a = b", 3, "'=' cannot be read here"),
    ("a ** b", 4, "a number, a name or a bracket is expected here"),
    ("a^b", 3, "a power is a whole number from 1 to 99"),
    ("a^-1", 3, "a power is a whole number from 1 to 99"),
    ("a^0", 3, "a power is a whole number from 1 to 99"),
    ("a^100", 3, "a power is a whole number from 1 to 99"),
    ("a^1.5", 3, "a power is a whole number from 1 to 99"),
    ("a^٣", 3, "a power is a whole number from 1 to 99"),
    ("a^", 3, "the formula ends too early"),
    ("a^2^3", 4, "'^' cannot be read here"),
    ("9^9^9", 4, "'^' cannot be read here"),
    ("sin(a)", 1, "there is no function 'sin'"),
    ("b + w[A,P](a)", 5, "there is no function 'w[A,P]'"),
    ("sigmoid()", 9, "a number, a name or a bracket is expected here"),
    ("1 + sigmoid(a, b)", 5, "'sigmoid' takes another number of arguments"),
    ("elu(a)", 1, "'elu' takes another number of arguments"),
    ("max(a,)", 7, "a number, a name or a bracket is expected here"),
    ("max(a; b)", 6, "';' cannot be read here"),
    ("1e9999", 1, "a number, a name or a bracket is expected here"),
    ("1e-9999", 1, "a number, a name or a bracket is expected here"),
    ("٣", 1, "a number, a name or a bracket is expected here"),
    ("a\0", 2, "'\0' cannot be read here"),
    ("\ud800", 1, "'\ud800' cannot be read here"),
    ("１＋２", 2, "'＋' cannot be read here"),
    ("w[A,P", 2, "'[' cannot be read here"),
    ("__import__('os')", 12, "''' cannot be read here"),
    ("a.__class__", 2, "'.' cannot be read here"),
    ("a if b else c", 3, "'if' cannot be read here"),
]


@pytest.mark.parametrize(("text", "column", "message"), MALFORMED, ids=[ascii(text) for text, *_ in MALFORMED])
def test_a_fault_is_told_at_its_column(text, column, message):
    with pytest.raises(InputError) as caught:
        read_formula(text)
    [fault] = caught.value.diagnostics
    assert fault.code == "unreadable-formula"
    assert (fault.place.line, fault.place.column, fault.message) == (1, column, message)
    assert fault.place.text == text
    assert (fault.place.file, fault.place.length) == ("formula", 1)


HOSTILE = {
    "brackets": "(" * 100_000,
    "brackets-within-length": "(" * 19_999,
    "brackets-closed": "(" * 9_000 + "a" + ")" * 9_000,
    "minuses": "-" * 20_000,
    "too-long": "1" * 20_001,
    "digits": "1" * 20_000,
    "power": "a^" + "9" * 5_000,
    "quotients": "/".join("a" * 9_999),
    "quotients-in-brackets": "(" * 60 + "a" + ("/b" * 60 + ")") * 60,
    "calls": "sigmoid(" * 2_000,
    "deep": "-sigmoid(1 - 2*" * 60 + "a" + ")^2/3" * 60,
    "commas": "max(" + "a," * 9_000,
    "letters": "é" * 20_000 + "(",
    "index": "w[" + "A," * 9_000,
    "dots": "a" + ".b" * 9_000 + "(",
    "points": "1." * 9_000,
    "spaces": " " * 19_000,
    "nul": "\0" * 20_000,
    "zalgo": "a" + "\u0301" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_at_once(text):
    start = time.process_time()
    with pytest.raises(InputError):
        read_formula(text)
    assert time.process_time() - start < 1


LIMITS = {
    # the last that is accepted, the first that is not, where and why
    "length": ("a" + " " * 19_998 + " ", "a" + " " * 20_000, 1, "a formula of 20001 characters is too long"),
    "brackets": ("(" * 99 + "a" + ")" * 99, "(" * 100 + "a" + ")" * 100, 101,
                 "more than 100 brackets within each other"),
    "height": ("a" + "/b" * 149, "a" + "/b" * 150, 1, "this formula holds too many formulas within each other"),
    "powers": ("a^99", "a^100", 3, "a power is a whole number from 1 to 99"),
}  # fmt: skip


@pytest.mark.parametrize(("accepted", "refused", "column", "message"), LIMITS.values(), ids=LIMITS)
def test_a_limit_is_told_where_it_lies(accepted, refused, column, message):
    assert read_formula(accepted)
    with pytest.raises(InputError) as caught:
        read_formula(refused)
    [fault] = caught.value.diagnostics
    assert (fault.place.column, fault.message) == (column, message)


def test_brackets_beside_each_other_are_not_within_each_other():
    assert read_formula("+".join(["(a)"] * 200)).evaluate({"a": 1}, EXACT) == 200


LARGE = {
    "sum": "+".join("a" * 10_000),
    "product": "*".join("a" * 5_000),
    "brackets": "(" * 99 + "a" + ")" * 99,
    "calls": "sigmoid(" * 99 + "a" + ")" * 99,
    "powers": "(" * 60 + "a" + ")^2" * 60,
    "minuses": "-" * 19_999 + "a",
    "mixed": "-sigmoid(1 - 2*" * 20 + "a" + ")^2/3" * 20,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_what_is_accepted_can_be_walked(text):
    """No reader, writer or evaluator runs out of stack on it."""
    formula = read_formula(text)
    assert [write(formula, str, style) for style in (PLAIN, BOARD, LATEX)]
    assert formula.evaluate({"a": 0.5}, FLOAT) is not None
    assert set(formula.references()) == {"a"}
    assert hash(formula) == hash(read_formula(text))


@given(st.text(max_size=60) | st.text("ab0159.eE+-*/^(), []@#smax", max_size=60))
def test_any_text_is_a_formula_or_an_input_error(text):
    try:
        formula = read_formula(text)
    except InputError as error:
        [fault] = error.diagnostics
        assert 1 <= fault.place.column <= len(text) + 1
    else:
        assert write(formula, str)
