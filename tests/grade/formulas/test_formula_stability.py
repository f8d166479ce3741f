"""Naive formulas fail with the part at fault named; shifted ones pass; a stable formula for something else is wrong."""

import math
import warnings

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import LOG_SOFTMAX, LOG_SOFTMAX_GRADIENT, LOG_SUM_EXP, SOFTMAX, Question
from nncli.grade.formulas.saying import said_to_student
from nncli.grade.formulas.stability import STRESS, judge_stable

M: dict[object, object] = {"m": "max(x)"}
STABLE = [
    (SOFTMAX, "exp(x_i - m)/Σ_j exp(x_j - m)", M),
    (SOFTMAX, "exp(x - max(x))/sum(exp(x - max(x)))", None),
    (SOFTMAX, "softmax(x - max(x))_i", None),
    (SOFTMAX, "exp(x_i - max_k x_k)/Σ_j exp(x_j - max_k x_k)", None),
    (SOFTMAX, r"\frac{e^{x_i - \max_k x_k}}{\sum_{j=1}^{C} e^{x_j - \max_k x_k}}", None),
    (SOFTMAX, "e^{x_i - x_{max}}/Σ_j e^{x_j - x_{max}}", None),
    (SOFTMAX, "s_i = exp(x_i - m)/Σ_j exp(x_j - m)", M),
    (SOFTMAX, "a_i/Σ_j a_j", {"a_i": "exp(x_i - m)", "m": "max(x_1, …, x_C)"}),
    (SOFTMAX, "exp(x_i - m - log Σ exp(x_j - m))", M),
    (LOG_SUM_EXP, "m + log Σ exp(x_j - m)", M),
    (LOG_SUM_EXP, r"\max_j x_j + \log \sum_{k=1}^{C} e^{x_k - \max_j x_j}", None),
    (LOG_SUM_EXP, "max(x) + log(sum(exp(x - max(x))))", None),
    (LOG_SUM_EXP, "logsumexp(x - m) + m", M),
    (LOG_SUM_EXP, "m + ln Σ_j e^{x_j − m}", {"m": "max_k x_k"}),
    (LOG_SUM_EXP, "m + 1 + log Σ exp(x_j - m - 1)", M),
    (LOG_SOFTMAX, "x_i − m − log Σ exp(x_j − m)", M),
    (LOG_SOFTMAX, "x_i - (m + log Σ exp(x_j - m))", M),
    (LOG_SOFTMAX, "x - max(x) - log(sum(exp(x - max(x))))", None),
]
OVERFLOWS, WIDE, SPREAD = ("0", "1000", "0"), ("1000", "-1000", "0"), ("0", "20", "40")
# The question, the formula, the declarations, what happens, the part, where it stands, the input.
UNSTABLE = [
    (SOFTMAX, "exp(x_i)/Σ_j exp(x_j)", None, "overflow", "exp(x_i)", "", OVERFLOWS),
    (SOFTMAX, "softmax(x)_i", None, "overflow", "exp(x)", "", OVERFLOWS),
    (SOFTMAX, "exp(x_i)/Z", {"Z": "Σ_k exp(x_k)"}, "overflow", "exp(x_i)", "", OVERFLOWS),
    (SOFTMAX, "p_i", {"p": "softmax(x)"}, "overflow", "exp(x)", "p", OVERFLOWS),
    (SOFTMAX, "exp(x_i - min(x))/Σ_j exp(x_j - min(x))", None, "overflow", "exp(x_i − min(x))", "", OVERFLOWS),
    (SOFTMAX, "exp(x - mean(x))/sum(exp(x - mean(x)))", None, "overflow", "exp(x − mean(x))", "", WIDE),
    (SOFTMAX, "exp(x_i)exp(-m)/Σ_j exp(x_j - m)", M, "overflow", "exp(x_i)", "", OVERFLOWS),
    (
        SOFTMAX, "exp(x_i - m - 2000)/Σ_j exp(x_j - m - 2000)", M,
        "zero-by-zero", "exp(x_i − m − 2000)/(Σ_j exp(x_j − m − 2000))", "", OVERFLOWS,
    ),
    (SOFTMAX, "1 - Σ_{k≠i} t_k", {"t": "softmax(x - max(x))"}, "cancellation", "1 − Σ_{k≠i} t_k", "", SPREAD),
    (SOFTMAX, "1/Σ_j exp(x_j - x_i)", None, "minus-infinity", "x_j − x_i", "", ("-inf", "0", "1")),
    (LOG_SUM_EXP, "log Σ_j exp(x_j)", None, "overflow", "exp(x_j)", "", OVERFLOWS),
    (LOG_SUM_EXP, "logsumexp(x)", None, "overflow", "exp(x)", "", OVERFLOWS),
    (LOG_SUM_EXP, "min(x) + log Σ exp(x_j - min(x))", None, "overflow", "exp(x_j − min(x))", "", OVERFLOWS),
    (LOG_SUM_EXP, "mean(x) + logsumexp(x - mean(x))", None, "overflow", "exp(x − mean(x))", "", WIDE),
    (
        LOG_SUM_EXP, "-log(exp(-m)/Σ_j exp(x_j - m))", M,
        "log-of-zero", "ln(exp(−m)/(Σ_j exp(x_j − m)))", "", OVERFLOWS,
    ),
    (LOG_SOFTMAX, "log(softmax(x − max(x)))", None, "log-of-zero", "ln(softmax(x − max(x)))", "", OVERFLOWS),
    (LOG_SOFTMAX, "log p_i", {"p": "softmax(x - max(x))"}, "log-of-zero", "ln(p_i)", "", OVERFLOWS),
    (LOG_SOFTMAX, "x_i - log Σ exp(x_j)", None, "overflow", "exp(x_j)", "", OVERFLOWS),
    (LOG_SOFTMAX, "log_softmax(x)_i", None, "overflow", "exp(x)", "", OVERFLOWS),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "let"), STABLE, ids=lambda value: str(value)[:40])
def test_a_stable_formula_passes(question: Question, answer: str, let: dict[object, object] | None) -> None:
    verdict = judge_stable(question, answer, let)
    assert (verdict.kind, verdict.trouble, verdict.diagnostics) == ("correct", None, ())


@pytest.mark.parametrize(
    ("question", "answer", "let", "kind", "part", "inside", "entries"), UNSTABLE, ids=lambda value: str(value)[:30]
)
def test_an_unstable_formula_fails_with_the_part_at_fault(
    question: Question, answer: str, let: dict[object, object] | None, kind: str, part: str, inside: str,
    entries: tuple[str, ...],
) -> None:  # fmt: skip
    verdict = judge_stable(question, answer, let)
    trouble = verdict.trouble
    assert trouble is not None
    assert (verdict.kind, verdict.slips) == ("slip", (kind,))
    assert (trouble.kind, trouble.part, trouble.inside, trouble.input) == (kind, part, inside, entries)
    assert trouble.precision == "float64"


def test_the_sentence_names_the_part_and_the_input() -> None:
    assert said_to_student(judge_stable(SOFTMAX, "p_i", {"p": "softmax(x)"})) == (
        "For x = [0, 1000, 0] exp(x) overflows to ∞ (float64). That part is declared as p."
    )
    assert said_to_student(judge_stable(LOG_SOFTMAX, "log(softmax(x − max(x)))")) == (
        "For x = [0, 1000, 0] the argument of ln(softmax(x − max(x))) underflows to 0 (float64)."
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SOFTMAX, "exp(x_i - max(x))"),
        (SOFTMAX, "x_i - max(x) - log Σ exp(x_j - max(x))"),
        (SOFTMAX, "exp(x_i)/(1 + Σ_j exp(x_j))"),
        (LOG_SUM_EXP, "max(x)"),
        (LOG_SUM_EXP, "log Σ exp(x_j - max(x))"),
        (LOG_SOFTMAX, "x_i - log Σ exp(x_j - max(x))"),
        (LOG_SOFTMAX, "log(softmax(x) + 1e-10)"),
        (LOG_SOFTMAX, "x_i - max(x)"),
    ],
)
def test_another_function_is_wrong_however_stable(question: Question, answer: str) -> None:
    verdict = judge_stable(question, answer)
    assert (verdict.kind, verdict.reason, verdict.trouble) == ("wrong", "other-function", None)


def test_what_breaks_only_in_float32_is_told() -> None:
    # 1000 at most, so 600 more is still a number in binary64
    verdict = judge_stable(SOFTMAX, "exp(x_i - m + 600)/Σ_j exp(x_j - m + 600)", M)
    assert verdict.trouble is not None
    assert (verdict.slips, verdict.trouble.precision, verdict.trouble.got) == (("overflow",), "float32", "∞")


def test_harmless_overflow_is_no_fault() -> None:
    assert judge_stable(SOFTMAX, "exp(x_i - m)/Σ_j exp(x_j - m) + 1/exp(m - m + 800) * 0", M).kind == "correct"


@pytest.mark.parametrize("answer", ["exp(x_i", "k_i", "i = j: x_i", "x_i; x_i", None])
def test_what_cannot_be_read_is_unreadable(answer: object) -> None:
    assert judge_stable(SOFTMAX, answer).kind == "unreadable"


def test_numpy_does_not_complain_on_stderr() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        judge_stable(SOFTMAX, "exp(x_i)/Σ_j exp(x_j)")
        judge_formula(LOG_SOFTMAX_GRADIENT, "1/0")


def test_the_stress_inputs_are_what_is_promised() -> None:
    assert ("0", "1000", "0") in STRESS
    assert any(len(entries) == 1 for entries in STRESS)
    assert any(entries.count("-inf") == 1 for entries in STRESS)
    assert any(len(set(entries)) == 1 < len(entries) for entries in STRESS)
    numbers = [float(entry) for entries in STRESS for entry in entries if entry != "-inf"]
    assert {1000.0, -1000.0} <= set(numbers)
    assert all(math.isfinite(number) for number in numbers)
