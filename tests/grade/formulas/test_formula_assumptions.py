# ruff: noqa: E501  what people write stands as they write it
"""What a letter is taken for that nobody declared, case by case; and which letter is taken for nothing."""

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import (
    CROSS_ENTROPY_GRADIENT,
    LOG_SOFTMAX_GRADIENT,
    LOG_SUM_EXP,
    SOFTMAX_GRADIENT,
    Question,
)
from nncli.grade.formulas.saying import said_to_student
from nncli.grade.formulas.verdict import Verdict

S, L, E, T = SOFTMAX_GRADIENT, LOG_SOFTMAX_GRADIENT, CROSS_ENTROPY_GRADIENT, LOG_SUM_EXP
P, X, D = "softmax(x)", "x", "d"
TAKEN = [
    # by custom the output: a letter, a word, an accent, a prime; capital and small are one
    (S, "P_i(δ_ij - p_j)", {"P": P, "p": P}), (S, "S_i(δ_ij - s_j)", {"S": P}), (S, "p'_i(δ_ij - p'_j)", {"p'": P}), (S, r"\bar{s}_i(δ_ij - \bar{s}_j)", {"s̄": P}),
    (S, r"\hat{z}_i(δ_ij - \hat{z}_j)", {"ẑ": P}), (S, "z_hat_i(δ_ij - z_hat_j)", {"ẑ": P}), (S, "out_i(δ_ij - out_j)", {"out": P}),
    (S, "probs_i(δ_ij - probs_j)", {"probs": P}), (S, "diag(p) - pp^T", {"p": P}), (S, "g_i(δ_ij - g_j)", {"g": P}),
    # below an exponential, a softmax, a maximum or a derivative: the variable, whatever the letter
    (S, "e^{w_i}/Σ_k e^{w_k} (δ_ij - s_j)", {"w": X}), (S, "softmax(z)_i(δ_ij - softmax(z)_j)", {"z": X}),
    (S, "max(z) - max(z) + p_i(δ_ij - p_j)", {"z": X, "p": P}), (S, "min(z) - min(z) + s_i(δ_ij - s_j)", {"z": X}),
    (S, "∂p_i/∂w_j = p_i(δ_ij - p_j)", {"w": X, "p": P}), (T, "log Σ_k e^{z_k}", {"z": X}), (T, "logsumexp(w - max(w)) + max(w)", {"w": X}),
    # beside the variable a letter of inputs is the output
    (S, "z_i(δ_ij - z_j) + x_i - x_i", {"z": P}),
    # in what a sheet declares as well
    (S, "q_i(δ_ij - q_j)", {"p": P}), (S, "c_i(δ_ij - c_j)", {"z": X}),
    # f may be the logarithm itself, unless it stands under one
    (L, "∂log f_i/∂x_j = δ_ij - f_j", {"f": P}), (L, "∂f_i/∂x_j = δ_ij - s_j", {}), (L, "∂g_i/∂z_j = δ_ij - p_j", {"z": X, "p": P}),
    # y is the output or the target: the other letters tell
    (E, "y_j - t_j", {"y": P, "t": D}), (E, "y_j - d_j", {"y": P}), (E, "ŷ - y", {"ŷ": P, "y": D}), (E, "s - y", {"y": D}), (E, "s - Y", {"Y": D}),
    (E, "p - r", {"p": P, "r": D}), (E, "p - T'", {"p": P, "T'": D}), (E, "a - y", {"a": P, "y": D}), (E, "Y_j - T_j", {"Y": P, "T": D}),
    (E, "e^{y_j}/Σ_k e^{y_k} - t_j", {"y": X, "t": D}), (E, "softmax(z) - y", {"z": X, "y": D}), (E, "∂E/∂z_j = p_j - y_j", {"z": X, "p": P, "y": D}),
    (E, "y' - y", {"y'": P, "y": D}), (E, "q_j - d_j", {"q": P}),
]  # fmt: skip
LET = {"q_i(δ_ij - q_j)": {"q": "p"}, "c_i(δ_ij - c_j)": {"c": "exp(z)/sum(exp(z))"}}


@pytest.mark.parametrize(("question", "text", "assumed"), TAKEN, ids=lambda value: str(value)[:40])
def test_a_letter_is_taken_for_what_it_is_used_as(question: Question, text: str, assumed: dict[str, str]) -> None:
    verdict = judge_formula(question, text, LET.get(text))  # type: ignore[arg-type]
    assert (verdict.kind, dict(verdict.assumed)) == ("correct", assumed)


@pytest.mark.parametrize(
    ("text", "assumed"),
    [("t_j - y_j", {"t": D, "y": P}), ("y - ŷ", {"y": D, "ŷ": P}), ("y - s", {"y": D})],
)
def test_no_letter_is_taken_so_that_it_comes_right(text: str, assumed: dict[str, str]) -> None:
    verdict = judge_formula(E, text)
    assert (verdict.slips, dict(verdict.assumed)) == (("sign",), assumed)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (S, "logits_i(δ_ij - logits_j)"), (S, "h_i(δ_ij - h_j)"), (S, "z'_i(δ_ij - z'_j)"), (S, "θ_i(δ_ij - θ_j)"), (L, "δ_ij - F_j"), (L, "δ_ij - z_j"),
        (E, "p - q"), (E, "P_j - q_j"), (E, "z - y"), (E, "y_j - 1"),
    ],
)  # fmt: skip
def test_what_may_be_either_is_judged_both_ways(question: Question, text: str) -> None:
    verdict = judge_formula(question, text)
    assert (verdict.kind, verdict.reason, len(verdict.readings)) == ("undecided", "letters", 1)


NOT_TAKEN = [
    # the name, and the letter that is told
    (S, "ppp", "ppp"), (S, "w_i(δ_ij - w_j)", "w"), (S, "e^{k_i}", "k"), (S, "d_i(δ_ij - d_j)", "d"), (S, "l_i(δ_ij - l_j)", "l"), (S, "c_i", "c"),
    (L, "δ_ij - L_j", "L"),
    # two letters for one thing: the first of them is told
    (S, "p_i(δ_ij - q_j)", "q"), (S, "p_i(δ_ij - s_j)", "p"), (S, "p_i(δ_ij - softmax(x)_j)", "p"), (S, "e^{w_i}/Σ_k e^{w_k} - x_i", "w"),
    (S, "p_i(δ_ij - p_j) e^{u_1} e^{v_1}", "v"), (E, "p_j - p_j + q_j - y_j", "y"), (E, "y - t + z - z", "z"),
    # four letters are too many to guess at
    (S, "a_i f_i g_i q_i", "q"), (S, "p_i P_i e^{z_1} y_1", "y"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "letter"), NOT_TAKEN)
def test_what_is_taken_for_nothing_is_told(question: Question, text: str, letter: str) -> None:
    (diagnostic,) = judge_formula(question, text).diagnostics
    assert (diagnostic.message, diagnostic.code) == (f"we do not know what '{letter}' is", "unknown-symbol")


def test_a_letter_beside_one_that_is_declared_is_not_the_same_thing() -> None:
    let: dict[object, object] = {"q": "softmax(x)"}
    assert judge_formula(S, "q_i(δ_ij - p_j)", let).kind == "unreadable"
    assert judge_formula(S, "q_i(δ_ij - q_j)", let).kind == "correct"


def test_what_is_assumed_is_told_before_anything_else() -> None:
    assert (
        said_to_student(judge_formula(S, "∂p_i/∂z_j = p_i(δ_ij - p_j)")) == "We took z for x. We took p for softmax(x)."
    )
    said = said_to_student(Verdict("wrong", assumed=(("z", "x"),)))
    assert said == "We took z for x. This is not equal to what is asked: work it out again."


def test_no_letter_is_taken_for_the_answer_itself() -> None:
    assert judge_formula(T, "f").kind == "unreadable"
    assert judge_formula(L, "f_i").kind == "wrong"
