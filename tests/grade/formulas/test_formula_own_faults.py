# ruff: noqa: E501  what people write stands as they write it
"""A question of a teacher's own, part by part: what it asks, its derivative as the rules give it, its faults."""

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.own import QuestionError, own_question, worked

ASKED = [
    # the function and what is given: the letters of row and column, the function as it is asked, its derivative
    ({"function": "sum(x^2)", "variable": "x"}, ("", "j", "sum(x^2)"), "∂sum(x^2)/∂x_j = sum(2·(x¹ ⊙ e_j))"),
    ({"function": "x_k^2", "variable": "x"}, ("k", "j", "x_k^2"), "∂x_k^2/∂x_j = 2·(x_k¹·e_j_k)"),
    ({"function": "x_j^2", "variable": "x"}, ("j", "i", "x_j^2"), "∂x_j^2/∂x_i = 2·(x_j¹·e_i_j)"),
    ({"function": "x^2", "variable": "x"}, ("i", "j", "(x^2)_i"), "∂(x^2)_i/∂x_j = (2·(x¹ ⊙ e_j))_i"),
    ({"function": "w^2", "variable": "w", "given": {"w": "number"}}, ("", "", "w^2"), "∂w^2/∂w = 2·(w¹·1)"),
    ({"function": "w t", "variable": "w", "given": {"w": "number", "t": "real"}}, ("i", "", "(w t)_i"), "∂(w t)_i/∂w = (1·t)_i"),
    ({"function": "sum(a)", "variable": "x", "let": {"a": "1/x"}}, ("", "j", "sum(a)"), "∂sum(a)/∂x_j = sum(−1·e_j/x²)"),
    ({"function": "sum(x_k)", "variable": "x"}, ("", "j", "sum(x_k)"), "∂sum(x_k)/∂x_j = Σ_k e_j_k"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "letters", "derivative"), ASKED, ids=lambda value: str(value)[:40])
def test_what_is_asked(asked: dict[str, object], letters: tuple[str, str, str], derivative: str) -> None:
    question = own_question("mine", **asked)  # type: ignore[arg-type]
    assert (question.row, question.column, question.function) == letters
    assert (question.own, question.layout, question.id) == (True, "either", "mine")
    assert worked(question) == derivative
    assert judge_formula(question, derivative.split(" = ")[1]).kind == "correct"


KIND = "the function is a number, a vector, or one component such as softmax(x)_i"
NO_VALUE = "the function or its derivative has no value at some numbers: say under 'given' what they may be"
INDEPENDENT = "the function does not depend on 'x'"
FAULTS = [
    ({"function": "x)"}, "function", "')' is not expected here"),
    ({"function": "x_i x_l"}, "function", KIND),
    ({"function": "x x^T"}, "function", KIND),
    ({"function": "x_i x"}, "function", KIND),
    ({"function": "5"}, "variable", INDEPENDENT),
    ({"function": "x_1 - x_1"}, "variable", INDEPENDENT),
    ({"function": "abs(x_1) + sqrt(x_1^2) - 2abs(x_1)"}, "variable", INDEPENDENT),
    ({"function": "x_7"}, "function", "this costs too much to compute, or needs longer vectors"),
    ({"function": "max(x_i)"}, "function", "no rule is known here for the derivative of this part"),
    ({"function": "sum(ln(x)^2)"}, "function", NO_VALUE),
    ({"function": "sum(1/(x - x))"}, "function", NO_VALUE),
    ({"function": "sum(x)", "let": {"p": "softmx(x)"}}, "let", "we do not know what 'softmx' is"),
    ({"function": "sum(x)", "answer": "2"}, "answer", "this is not the derivative of the function"),
    ({"function": "sum(x)", "answer": "1 +"}, "answer", "this is not the derivative of the function"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "key", "message"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_lies_at_a_key(asked: dict[str, object], key: str, message: str) -> None:
    with pytest.raises(QuestionError) as caught:
        own_question("mine", **asked, variable="x")  # type: ignore[arg-type]
    (diagnostic,) = caught.value.diagnostics
    assert (caught.value.key, diagnostic.message, diagnostic.code) == (key, message, "bad-question")


def test_what_depends_on_the_variable_a_little_does() -> None:
    assert own_question("mine", "x_1 - x_1 + x_2/1000000", "x").column == "j"
    assert own_question("mine", "x_1^3 x_2^3", "x", answer="3 x_1^2 x_2^3 δ_{1j} + 3 x_1^3 x_2^2 δ_{2j}").answer == ""


def test_an_index_of_a_sum_is_the_sums_own_whatever_the_letter() -> None:
    question = own_question("mine", "sum(x_i)*x_i", "x")
    assert (question.row, question.column) == ("i", "j")
    assert worked(question) == "∂sum(x_i)*x_i/∂x_j = (Σ_i e_j_i)·x_i + (Σ_i x_i)·e_j_i"


def test_a_derivative_of_a_sum() -> None:
    question = own_question("mine", "sum(x)", "x")
    assert worked(question) == "∂sum(x)/∂x_j = sum(e_j)"
