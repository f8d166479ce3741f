"""Every spelling of the lists in `spellings` is read, and right; what was assumed on the way is told."""

import pytest
from grade.formulas.spellings import FURTHER, PUBLIC

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import CROSS_ENTROPY_GRADIENT, LOG_SOFTMAX_GRADIENT, SOFTMAX_GRADIENT, Question
from nncli.grade.formulas.stability import judge_stable


@pytest.mark.parametrize(("question", "text"), PUBLIC + FURTHER, ids=lambda value: str(value)[:50])
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
