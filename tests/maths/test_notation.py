"""What is written means what is computed: in plain text, on the board, in LaTeX, with names and with numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from formulas import NAMES, ONE, SEVERAL, formulas, is_tame, small_formulas, values
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pocket_calculator import calculated, from_board, from_latex

from nncli.maths.arithmetic import EXACT, PRECISE
from nncli.maths.expression import HALF, Call, Constant, Negative, Power, Product, Quotient, Reference, Sum
from nncli.maths.functions import FUNCTIONS
from nncli.maths.grammar import read_formula
from nncli.maths.notation import BOARD, LATEX, PLAIN, write

A, B, C = (Reference(name) for name in NAMES)
CALLED = (*ONE, *SEVERAL, "softmax", "log", "times_log", "relu_slope", "leaky_relu", "leaky_relu_slope")
READERS = {PLAIN: str, BOARD: from_board, LATEX: from_latex}
styles = pytest.mark.parametrize("style", READERS, ids=lambda style: style.kind)

FORMS = [
    (A + B - C, "a + b - c", "a + b − c", "a + b - c"),
    (A - (B - C), "a - (b - c)", "a − (b − c)", r"a - \left(b - c\right)"),
    (-(A * B), "-a*b", "−a·b", r"-a \cdot b"),
    (A * -B, "a*(-b)", "a·(−b)", r"a \cdot \left(-b\right)"),
    (A * (1 - A), "a*(1 - a)", "a·(1 − a)", r"a \cdot \left(1 - a\right)"),
    (HALF * (A - B) ** 2, "(1/2)*(a - b)^2", "½·(a − b)²", r"\tfrac{1}{2} \cdot \left(a - b\right)^{2}"),
    ((A**2) ** 3, "(a^2)^3", "(a²)³", r"\left(a^{2}\right)^{3}"),
    (A**12, "a^12", "a¹²", "a^{12}"),
    ((A + B) / 2, "(a + b)/2", "(a + b)/2", r"\frac{a + b}{2}"),
    (A / (B * C), "a/(b*c)", "a/(b·c)", r"\frac{a}{b \cdot c}"),
    (A / B / C, "a/b/c", "a/b/c", r"\frac{\frac{a}{b}}{c}"),
    (A / (B / C), "a/(b/c)", "a/(b/c)", r"\frac{a}{\frac{b}{c}}"),
    (Constant(Fraction(0)) * A, "0*a", "0·a", r"0 \cdot a"),
    (Constant(Fraction(-1)) * A, "(-1)*a", "(−1)·a", r"\left(-1\right) \cdot a"),
    (Constant(Fraction(1, 10)) * A, "0.1*a", "0.1·a", r"0.1 \cdot a"),
    (Constant(Fraction(1, 3)) * A, "(1/3)*a", "(1/3)·a", r"\left(1/3\right) \cdot a"),
    (Constant(Fraction(-1, 3)) * A, "(-1/3)*a", "(−1/3)·a", r"\left(-1/3\right) \cdot a"),
    (Sum((Constant(Fraction(-2)), A)), "-2 + a", "−2 + a", "-2 + a"),
    (A + Constant(Fraction(-2)), "a + (-2)", "a + (−2)", r"a + \left(-2\right)"),
    (Call(FUNCTIONS["sigmoid"], (A,)), "sigmoid(a)", "1/(1 + e^−a)", r"\frac{1}{1 + e^{-a}}"),
    (Call(FUNCTIONS["step"], (A,)), "step(a)", "step(a)", r"\mathrm{step}(a)"),
]


def same(a, b):
    return abs(a - b) <= Decimal("1e-30") * (1 + abs(a))


SOME_VALUES = {"a": Decimal("-0.7"), "b": Decimal("1.3"), "c": Decimal("2.1")}


@styles
@pytest.mark.parametrize("numbers", [False, True], ids=["names", "numbers"])
def test_every_kind_of_formula_stands_right_in_every_other(style, numbers):
    written = {name: str(x).replace("-", style.minus) if numbers else name for name, x in SOME_VALUES.items()}
    with PRECISE.context():
        for formula in small_formulas():
            if not is_tame(formula, SOME_VALUES):
                continue
            text = write(formula, written.__getitem__, style)
            value = formula.evaluate(SOME_VALUES, PRECISE)
            assert same(calculated(READERS[style](text), SOME_VALUES), value), text
            if style is PLAIN:
                assert same(read_formula(text).evaluate(SOME_VALUES, PRECISE), value), text


@settings(max_examples=60)
@given(formula=formulas(CALLED), at=values)
def test_plain_text_reads_back_to_the_same_value(formula, at):
    with PRECISE.context():
        assume(is_tame(formula, at))
        read = read_formula(write(formula, str))
        assert same(read.evaluate(at, PRECISE), formula.evaluate(at, PRECISE))
    assert list(read.references()) == list(formula.references())


@settings(max_examples=60)
@given(formula=formulas(), at=values)
def test_plain_text_reads_back_exactly(formula, at):
    fractions = {name: Fraction(x) for name, x in at.items()}
    try:
        expected = formula.evaluate(fractions, EXACT)
    except ZeroDivisionError:
        assume(False)
    assert read_formula(write(formula, str)).evaluate(fractions, EXACT) == expected


@settings(max_examples=60)
@given(formula=formulas(CALLED))
def test_writing_what_was_read_changes_nothing_more(formula):
    once = write(read_formula(write(formula, str)), str)
    assert write(read_formula(once), str) == once


@styles
@settings(max_examples=60)
@given(formula=formulas(CALLED), at=values)
def test_brackets_keep_the_meaning(style, formula, at):
    with PRECISE.context():
        assume(is_tame(formula, at))
        text = READERS[style](write(formula, str, style))
        assert same(calculated(text, at), formula.evaluate(at, PRECISE)), text


@styles
@settings(max_examples=60)
@given(formula=formulas(CALLED), at=values, ratios=st.booleans())
def test_brackets_keep_the_meaning_with_the_numbers_put_in(style, formula, at, ratios):
    """As decimals or as ratios, with a real minus on the board."""
    written = {name: str(Fraction(x) if ratios else x).replace("-", style.minus) for name, x in at.items()}
    with PRECISE.context():
        assume(is_tame(formula, at))
        text = READERS[style](write(formula, written.__getitem__, style))
        assert same(calculated(text, {}), formula.evaluate(at, PRECISE)), text


@pytest.mark.parametrize(("formula", "plain", "board", "latex"), FORMS, ids=[plain for _, plain, *_ in FORMS])
def test_forms_as_a_teacher_writes_them(formula, plain, board, latex):
    assert [write(formula, str, style) for style in (PLAIN, BOARD, LATEX)] == [plain, board, latex]


def test_a_negative_number_at_the_very_left_needs_no_brackets():
    numbers = {"a": "−0.19", "b": "−0.2", "c": "3/4"}.__getitem__
    assert write(A * B, numbers, BOARD) == "−0.19·(−0.2)"
    assert write(Negative(A * B), numbers, BOARD) == "−(−0.19)·(−0.2)"
    assert write(A**2 + B, numbers, BOARD) == "(−0.19)² + (−0.2)"
    assert write(B - A, numbers, BOARD) == "−0.2 − (−0.19)"
    assert write(C * A, numbers, BOARD) == "(3/4)·(−0.19)"
    assert write(A * B, {"a": "−3/4", "b": "0.5"}.__getitem__, BOARD) == "(−3/4)·0.5"
    assert write(A * B + C, {"a": "−3/4", "b": "1/2", "c": "2"}.__getitem__, BOARD) == "(−3/4)·(1/2) + 2"


@pytest.mark.parametrize(
    ("at_zero", "board", "latex"),
    [
        ("0", "1 if a > 0, else 0", "[a > 0]"),
        ("1", "1 if a ≥ 0, else 0", r"[a \ge 0]"),
        ("1/2", "1 if a > 0, ½ if a = 0, else 0", r"[a > 0] + \tfrac{1}{2} \cdot [a = 0]"),
    ],
)
def test_relu_slope_shows_its_convention(at_zero, board, latex):
    formula = Call(FUNCTIONS["relu_slope"], (A, Constant(Fraction(at_zero))))
    assert write(formula, str, BOARD) == board
    assert write(formula, str, LATEX) == latex


def test_the_largest_piece_is_named():
    formula = Call(FUNCTIONS["is_max"], (Constant(Fraction(2)), A, B))
    assert write(formula, str) == "is_max(2, a, b)"
    assert write(formula, str, BOARD) == "1 if b is the largest, else 0"
    assert write(formula, str, LATEX) == r"[b \text{ is the largest}]"


@pytest.mark.parametrize(
    ("name", "plain", "board", "latex"),
    [
        ("exp", "exp(a)^2", "(e^a)²", r"\left(e^{a}\right)^{2}"),
        ("log", "log(a)^2", "ln(a)²", r"\ln\left(a\right)^{2}"),
        ("sigmoid", "sigmoid(a)^2", "(1/(1 + e^−a))²", r"\left(\frac{1}{1 + e^{-a}}\right)^{2}"),
        ("tanh", "tanh(a)^2", "tanh(a)²", r"\tanh\left(a\right)^{2}"),
        ("relu", "relu(a)^2", "max(0, a)²", r"\max\left(0, a\right)^{2}"),
        ("softplus", "softplus(a)^2", "ln(1 + e^a)²", r"\ln\left(1 + e^{a}\right)^{2}"),
        ("step", "step(a)^2", "step(a)²", r"\mathrm{step}(a)^{2}"),
    ],
)
def test_a_call_gets_brackets_only_where_it_needs_them(name, plain, board, latex):
    formula = Call(FUNCTIONS[name], (A,)) ** 2
    assert [write(formula, str, style) for style in (PLAIN, BOARD, LATEX)] == [plain, board, latex]


@pytest.mark.parametrize(
    ("name", "board", "latex"),
    [
        ("leaky_relu", "max(b·a, a)·c", r"\max\left(b \cdot a, a\right) \cdot c"),
        ("elu", "ELU(a)·c", r"\mathrm{elu}(a, b) \cdot c"),
        ("max", "max(a, b)·c", r"\max\left(a, b\right) \cdot c"),
        ("times_log", "(a·ln(b))·c", r"\left(a \ln\left(b\right)\right) \cdot c"),
        ("softmax", "(e^a/(e^b))·c", r"\left(\frac{e^{a}}{e^{b}}\right) \cdot c"),
        ("logsumexp", "ln(e^a + e^b)·c", r"\ln\left(e^{a} + e^{b}\right) \cdot c"),
        ("leaky_relu_slope", "(1 if a > 0, else b)·c", None),
    ],
)
def test_a_call_of_two_stands_within_a_product(name, board, latex):
    formula = Call(FUNCTIONS[name], (A, B)) * C
    assert write(formula, str, BOARD) == board
    assert latex is None or write(formula, str, LATEX) == latex


def test_a_choice_within_a_formula_stands_in_brackets():
    choice = Call(FUNCTIONS["relu_slope"], (A, Constant(Fraction(0))))
    assert write(choice + B, str, BOARD) == "(1 if a > 0, else 0) + b"
    assert write(B * choice, str, BOARD) == "b·(1 if a > 0, else 0)"
    assert write(Call(FUNCTIONS["max"], (choice, B)), str, BOARD) == "max((1 if a > 0, else 0), b)"


@pytest.mark.parametrize("name", FUNCTIONS)
@styles
def test_every_function_can_be_written(name, style):
    arguments = next(n for n in (1, 2, 3) if FUNCTIONS[name].takes(n))
    call = Call(FUNCTIONS[name], (Constant(Fraction(1)), A, B)[: max(arguments, 2 if name == "is_max" else 1)])
    assert write(call, str, style)
    assert write(Product((call, Power(call, 2), Quotient(call, call))), str, style)
