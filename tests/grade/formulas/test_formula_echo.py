"""The echo reads back as the same tree; and no text whatever raises anything but the defined error."""

import re
import time
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nncli.errors import InputError
from nncli.formula.answer import Answer, Case
from nncli.formula.answers import read_answer
from nncli.formula.functions import FUNCTIONS
from nncli.formula.leaves import Basis, Count, Number, Same, Symbol
from nncli.formula.meaning import (
    IDENTITY,
    ONES,
    MeaningError,
    add,
    apply,
    component,
    divide,
    elementwise,
    power,
    times,
    transposed,
    with_ones,
)
from nncli.formula.tree import COLUMN, SCALAR, Negative, Over, Product, Tree
from nncli.formula.writing import write, write_answer
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.names import Names
from nncli.grade.formulas.questions import LOG_SUM_EXP, SOFTMAX, SOFTMAX_GRADIENT
from nncli.grade.formulas.stability import judge_stable

NAMES = Names(SOFTMAX_GRADIENT, {"p": "softmax(x)", "Z": "sum(exp(x))", "x_max": "max(x)", r"\hat{y}": "x"})
INDEX: st.SearchStrategy[str | int] = st.sampled_from(["i", "j", "k", "k'", 1, 2, 12, "C"])
LEAVES = st.one_of(
    st.builds(Number, st.sampled_from([Fraction(n, d) for n in (0, 1, 2, 7) for d in (1, 2, 10, 1000)])),
    st.just(Count()),
    st.sampled_from([Symbol("s", COLUMN), Symbol("x", COLUMN), Symbol("p", COLUMN), Symbol("ŷ", COLUMN)]),
    st.sampled_from([Symbol("Z", SCALAR), Symbol("x_max", SCALAR)]),
    st.sampled_from([IDENTITY, ONES]),
    st.builds(Basis, INDEX),
    st.builds(Same, st.sampled_from(["i", "j", "k"]), INDEX, st.booleans()),
)


def _joined(draw: st.DrawFn, inner: st.SearchStrategy[Tree]) -> Tree:
    """Two or three parts put together in some way that has a meaning."""
    way = draw(
        st.sampled_from(["add", "times", "divide", "elementwise", "power", "transposed", "component", "call", "over"])
    )
    first = draw(inner)
    try:
        match way:
            case "add":
                terms = [first, *draw(st.lists(inner, min_size=1, max_size=2))]
                return add([Negative(term) if draw(st.booleans()) else term for term in terms])
            case "times":
                result = times(first, draw(inner))
                grown = times(result, draw(inner), growing=True) if isinstance(result, Product) else result
                return with_ones(grown)
            case "divide":
                return with_ones(divide(first, draw(inner)))
            case "elementwise":
                return elementwise(first, draw(inner))
            case "power":
                return power(first, draw(st.sampled_from([-2, -1, 1, 2, 8])))
            case "transposed":
                return transposed(first)
            case "component":
                return component(first, tuple(draw(st.lists(INDEX, min_size=1, max_size=2))))
            case "call":
                return apply(FUNCTIONS[draw(st.sampled_from(sorted(FUNCTIONS)))], [first], frozenset({"i", "j"}))
        without = tuple(draw(st.lists(INDEX, max_size=1)))
        kinds: list[Literal["sum", "max", "min"]] = ["sum", "max", "min"]
        kind = draw(st.sampled_from(kinds))
        bounds = draw(st.sampled_from([((1, False), (0, True)), ((2, False), (-1, True)), ((1, False), (2, False))]))
        return Over(kind, draw(st.sampled_from(["i", "k", "l"])), first, *bounds, without)
    except MeaningError:
        assume(False)
        raise


@st.composite
def joined(draw: st.DrawFn, inner: st.SearchStrategy[Tree]) -> Tree:
    return _joined(draw, inner)


TREES = st.recursive(LEAVES, joined, max_leaves=8)


@given(TREES)
def test_the_echo_of_a_tree_reads_back_as_the_same_tree(tree: Tree) -> None:
    text = write(tree)
    try:
        ways = read_answer(text, NAMES)
    except InputError as error:
        assume(error.diagnostics[0].code != "formula-too-large")  # three sums within each other are enough
        raise AssertionError(f"{text}: {error}") from error
    assert ways == (Answer((Case(tree),)),), text


_PIECES = r"""
s x p s_i s_j x_k x_{ij} δ_ij \delta_{ij} ( ) ( ) [ ] { } + - * / ^ _ T ^T ² ᵀ ᵢ exp log softmax max sum Σ Σ_k
\sum_{k=1}^{C} e e^ e^{x_i} I 1 2 0.5 C diag i=j : = ≠ ; , if else otherwise and 当 时 \frac \frac{1}{s_i}
\left( \right) \mathbf{1} \hat{y} \hat ∂ ∂s_i/∂x_j= /∂x_j ∇ ⊙ ⊗ outer … x_1 x_C \begin{cases} \end{cases} \\ & i j
k ' \ $ \text{ 𝟏 logsumexp(x) mean sqrt x_max q （ ） ： ； ones s1 _\mathrm{max} ^{-1} 9**9 δ _{ d
"""
PIECES = [*_PIECES.split(), " ", "\n", "i ≠ j", "i = j:"]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]), st.booleans())
def test_no_soup_of_pieces_raises_and_each_is_done_with_soon(pieces: list[str], glue: str, as_let: bool) -> None:
    text = glue.join(pieces)
    start = time.process_time()
    verdict = judge_formula(SOFTMAX_GRADIENT, "p_i" if as_let else text, {"p": text if as_let else "softmax(x)"})
    judge_stable(SOFTMAX, text)
    judge_stable(LOG_SUM_EXP, text)
    assert time.process_time() - start < 3
    assert bool(verdict.diagnostics) == (verdict.kind == "unreadable")
    for diagnostic in verdict.diagnostics:
        assert diagnostic.message
        assert diagnostic.place is not None


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, text)
    assert verdict.kind in {"correct", "slip", "wrong", "undecided", "unreadable"}


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
def test_the_echo_of_what_is_readable_is_readable_and_the_same(pieces: list[str], glue: str) -> None:
    assert_echoes(glue.join(pieces))


def assert_echoes(text: str) -> None:
    try:
        ways = read_answer(text, NAMES)
    except InputError:
        return
    for way in ways:
        assert read_answer(write_answer(way), NAMES) == (way,)


# Formulas put together at random from the pieces of right ones are far more often readable than a soup.
@st.composite
def sentences(draw: st.DrawFn) -> str:
    vector = st.sampled_from(["s", "x", "p", r"\mathbf{s}", "softmax(x)", "(1 - s)", "e_i", "exp(x)"])
    index = st.sampled_from(["i", "j", "k", "{i}", "1"])
    scalar = st.one_of(
        st.builds(lambda v, i: f"{v}_{i}" if not v.startswith("e_") else v, vector, index),
        st.sampled_from(
            ["δ_ij", r"\delta_{ij}", "[i = j]", "1", "2", "Z", "e^{x_i}", "e^x_j", "log s_i", "Σ_k s_k", "C"]
        ),
        st.builds(
            lambda a, b: rf"\frac{{{a}}}{{{b}}}", st.sampled_from(["1", "s_i"]), st.sampled_from(["Z", "s_j", "2"])
        ),
    )
    sign = st.sampled_from([" ", "*", "·", "/", " + ", " - ", "−", r" \cdot "])
    text = draw(scalar)
    for _part in range(draw(st.integers(0, 5))):
        piece = draw(scalar)
        text += draw(sign) + (f"({piece})" if draw(st.booleans()) else piece)
    return text


@given(sentences())
def test_the_echo_of_a_formula_put_together_is_the_same(text: str) -> None:
    assert_echoes(text)


@pytest.mark.parametrize("answer", ["s_i(δ_ij - s_j)", "I - 1 s^T", "i = j: s_i; i ≠ j: 0", "Σ_{k≠i} s_k^{-2}"])
def test_the_echo_is_judged_like_the_answer(answer: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    again = judge_formula(SOFTMAX_GRADIENT, verdict.echo)
    assert again == verdict
    assert not re.search(r"[\\*]", verdict.echo)
