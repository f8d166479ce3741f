# ruff: noqa: E501  what people write stands as they write it
"""Which index is the function's and which the variable's; an index that stands for where the greatest number is."""

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import (
    CROSS_ENTROPY_GRADIENT,
    LOG_SUM_EXP,
    SOFTMAX_GRADIENT,
    Question,
)
from nncli.grade.formulas.stability import judge_stable

S, E, T = SOFTMAX_GRADIENT, CROSS_ENTROPY_GRADIENT, LOG_SUM_EXP
RIGHT = [
    # other letters, named on the left or not
    (S, "∂s_k/∂x_l = s_k(δ_kl - s_l)"), (S, "∂s_l/∂x_k = s_k(δ_kl - s_l)"), (S, "J_ji = s_j(δ_ij - s_i)"),
    (S, "k=l: s_k(1 - s_k); k≠l: -s_k s_l"), (S, "k = i: s_i(1 - s_i); k≠i: -s_i s_k"), (E, "s_k - d_k"),
    (E, "∂E/∂x_i = s_i - d_i"), (E, "∂E/∂x = s - d"),
    # one letter of two is named, and it is the other's by custom
    (S, "∂s_j/∂x = s_j(e_j - s)"), (S, "∂s_k/∂x = s_k(e_k - s)"), (S, "∂s/∂x_i = s_j(δ_ij - s_i)"), (S, "∂s/∂x_i = s_i(e_i - s)"),
    (S, "∂s/∂x_k = s_k(e_k - s)"),
    # ∂s_k/∂x_k brings its own letter, whatever the other case calls them
    (S, "∂s_k/∂x_k = s_k(1 - s_k); ∂s_k/∂x_l = -s_k s_l"), (S, "∂s_j/∂x_j = s_j(1 - s_j); ∂s_i/∂x_j = -s_i s_j"),
    (S, "∂s_k/∂x_k = s_k(1 - s_k); ∂s_i/∂x_j = -s_i s_j"), (S, "∂s_i/∂x_i = s_i(1 - s_j + s_j - s_i); ∂s_i/∂x_j = -s_i s_j"),
    # E has no component: a letter at it is nobody's
    (E, "∂E_j/∂x_j = s_j - d_j"), (E, "∂E_i/∂x_i = s_i - d_i"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), RIGHT)
def test_letters_are_taken_as_they_are_meant(question: Question, answer: str) -> None:
    assert judge_formula(question, answer).kind == "correct"


@pytest.mark.parametrize(
    ("question", "answer", "index"),
    [
        (S, "s_k(δ_kl - s_l) s_m/s_m", "m"),
        (S, "∂s_k/∂x_k = s_k(1 - s_i)", "k"),
        (S, "i=j: s_i(1 - s_i); k=l: 0", "l"),
        (E, "∂E/∂x_i = s_j - d_j", "j"),
        (E, "∂E/∂x_j = s_i - d_i", "i"),
        (E, "s_k - d_i", "k"),
        (T, "x_i", "i"),
    ],
)
def test_an_index_that_is_nobodys_is_told(question: Question, answer: str, index: str) -> None:
    (diagnostic,) = judge_formula(question, answer).diagnostics
    assert diagnostic.message == f"the index '{index}' is neither the question's nor under a sum"
    assert diagnostic.code == "unbound-index"


def test_a_case_that_compares_something_else_is_told() -> None:
    for answer in ({"i = i": "s_i", "else": "0"}, "i = 1: s_i"):
        (diagnostic,) = judge_formula(S, answer).diagnostics
        assert (diagnostic.message, diagnostic.code) == ("a case compares the two indices of the question", "bad-case")


PEAKS = [
    # x_k is the greatest number, for a sum leaves out its k and nothing else says what k is
    ("x_k + log(1 + Σ_{j≠k} exp(x_j - x_k))", "max(x) + ln(1 + Σ_j ((1 − [max(x)]_j)·exp(x_j − max(x))))"),
    ("max(x) + log(1 + Σ_{j≠k} exp(x_j - max(x)))", "max(x) + ln(1 + Σ_j ((1 − [max(x)]_j)·exp(x_j − max(x))))"),
    ("x_k + log(1 + Σ_{j≠k,j≠1} exp(x_j - x_k) + exp(x_1 - x_k) - exp(x_1 - x_k))", None),
]


@pytest.mark.parametrize(("answer", "echo"), PEAKS)
def test_an_index_that_a_sum_leaves_out_is_where_the_greatest_stands(answer: str, echo: str | None) -> None:
    verdict = judge_formula(T, answer)
    assert verdict.kind == ("correct" if echo else "wrong")
    assert judge_stable(T, answer).kind == verdict.kind
    assert echo is None or verdict.echo == echo


def test_it_is_so_on_the_way_to_the_answer_too() -> None:
    answer = "logsumexp(x) = log(exp(x_k) + Σ_{j≠k} exp(x_j)) = x_k + log(1 + Σ_{j≠k} exp(x_j - x_k))"
    verdict = judge_formula(T, answer)
    assert (verdict.kind, verdict.chain.right if verdict.chain else None) == ("correct", 3)
    # What is said with the index of a sum alone is another thing at the end and on the way.
    assert judge_formula(T, "log(exp(x_k) + Σ_{j≠k} exp(x_j)) = logsumexp(x)").kind == "unreadable"


@pytest.mark.parametrize(
    "answer",
    [
        "x_k",  # no sum leaves it out
        "max_{j≠k} x_j",  # no sum
        "x_k + log(1 + Σ_{j≠k} exp(x_j - x_k)) + s_k - s_k",  # not of x alone
        "x_k + log(1 + Σ_{j≠k} exp(x_j - x_k)) + x_l - x_l",
        "x_k + log(1 + Σ_{j≠k,j≠l} exp(x_j - x_k))",  # two such
    ],
)
def test_no_other_index_is(answer: str) -> None:
    (diagnostic,) = judge_formula(T, answer).diagnostics
    assert diagnostic.code == "unbound-index"
