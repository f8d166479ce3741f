# ruff: noqa: E501  what people write stands as they write it
"""Every spelling of the lists in `spellings` is read, and right; what was assumed on the way is told."""

import time

import pytest
from grade.formulas.spellings import FURTHER, MORE, PUBLIC

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import CROSS_ENTROPY_GRADIENT, LOG_SOFTMAX_GRADIENT, SOFTMAX_GRADIENT, Question
from nncli.grade.formulas.stability import judge_stable


@pytest.mark.parametrize(("question", "text"), PUBLIC + FURTHER + MORE, ids=lambda value: str(value)[:50])
def test_a_spelling_is_right(question: Question, text: str) -> None:
    judge = judge_stable if question.id in ("softmax", "logsumexp") else judge_formula
    verdict = judge(question, text)
    assert (verdict.kind, verdict.reason, verdict.diagnostics) == ("correct", "", ())


@pytest.mark.parametrize(
    ("question", "text", "assumed"),
    [
        (SOFTMAX_GRADIENT, "p_i(δ_ij - p_j)", {"p": "softmax(x)"}),
        (SOFTMAX_GRADIENT, "dS_i/dz_j = S_i(δ_ij - S_j)", {"S": "softmax(x)", "z": "x"}),
        (SOFTMAX_GRADIENT, "pp^T - diag(p)", {"p": "softmax(x)"}),
        (LOG_SOFTMAX_GRADIENT, "δ_ij − e^{z_j}/Σ_k e^{z_k}", {"z": "x"}),
        (CROSS_ENTROPY_GRADIENT, "p_i - y_i", {"p": "softmax(x)", "y": "d"}),
        (SOFTMAX_GRADIENT, "s_i(δ_ij - s_j)", {}),
    ],
)
def test_what_is_assumed_of_a_letter_is_kept(question: Question, text: str, assumed: dict[str, str]) -> None:
    assert dict(judge_formula(question, text).assumed) == assumed


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (SOFTMAX_GRADIENT, "z_i(δ_ij - z_j)"),  # z is the input by custom
        (LOG_SOFTMAX_GRADIENT, "δ_ij - f_j"),  # f may be the logarithm itself
        (CROSS_ENTROPY_GRADIENT, "q_j - p_j"),  # which of them is given?
    ],
)
def test_a_letter_that_may_be_either_goes_to_a_human(question: Question, text: str) -> None:
    verdict = judge_formula(question, text)
    assert (verdict.kind, verdict.reason, verdict.assumed) == ("undecided", "letters", ())


@pytest.mark.parametrize("text", ["p_i(δ_ij - q_j)", "s_i(δ_ij - p_j)", "k_i(δ_ij - k_j)", "p_i(δ_ij - exp(p_j))x_i"])
def test_two_names_for_one_thing_are_not_guessed(text: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, text).kind == "unreadable"


HOSTILE = [
    "a " * 900, " " * 1990 + "x", "1" * 60 + ":", "\\boxed{" * 250, "the " * 400, "。" * 1900, "其中" * 900, "p=1," * 400,
    "是" * 1900, "a为" * 900, "the gradient of " * 100, "s_i对" * 300, "in the case " * 150, "\n" * 1900 + "s", "(1)\n" * 400,
    "if " * 600, "**a" * 600, "`a" * 900, "where m is the max of " * 80, "where δ_ij = 1 if i=j, " * 80, "1." * 900,
    "p_i q_i r_i y_i a_i " * 90, "∂/∂x_j " * 250, "s_i = " * 330 + "s_i", "(1, …, " * 200, "\\begin{bmatrix}" * 120,
    "s_1 & … & s_C \\\\ " * 90, "s.T" * 600, "vector_k(" * 200, "i=j: s_i\n" * 200, "i=j: " * 390, "y_i = log s_i = " * 120,
    "D_j " * 490, "令 a = b，" * 240, "softmax_i" * 220, "s_i(x)" * 330,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_dresses_are_done_with_soon(text: str) -> None:
    start = time.process_time()
    for fitting in (text, f"s_i(δ_ij - s_j) + 1, {text}"[:2000]):
        assert judge_formula(SOFTMAX_GRADIENT, fitting).kind != "correct"
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text", ["s_i(δ_ij - s_j)", "解：∂p_i/∂z_j = p_i(δ_ij - p_j)，其中 δ_ij 为克罗内克函数", "p_i(1 - p_j)"]
)
def test_a_formula_takes_milliseconds(text: str) -> None:
    times = []
    for _time in range(9):
        start = time.process_time()
        judge_formula(SOFTMAX_GRADIENT, text)
        times.append(time.process_time() - start)
    assert min(times) < 0.01
