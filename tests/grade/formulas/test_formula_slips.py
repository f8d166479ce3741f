"""Every slip, planted in several spellings, is named; what no slip explains is wrong, and no message tells the key."""

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import (
    CROSS_ENTROPY_GRADIENT,
    LOG_SOFTMAX_GRADIENT,
    QUESTIONS,
    SOFTMAX_GRADIENT,
    Question,
)
from nncli.grade.formulas.saying import said_to_student, said_to_teacher, where_it_differs
from nncli.grade.formulas.verdict import Where
from nncli.grade.slips.formulas import BY_ID, SLIPS

SOFTMAX = [
    ("s_i(s_j - δ_ij)", ["sign"]),
    ("s s^T - diag(s)", ["sign"]),
    ("s_i(δ_ij + s_j)", ["sign"]),
    (r"\mathrm{diag}(s) + s s^\top", ["sign"]),
    ("i = j: s_i(1 - s_i); i ≠ j: s_i s_j", ["sign"]),
    ("i = j: s_i(s_i - 1); i ≠ j: -s_i s_j", ["sign"]),
    ("i = j: s_i(1 + s_i); i ≠ j: -s_i s_j", ["sign"]),
    ("s_i(1 - s_i)", ["only-diagonal"]),
    ("s_j - s_j²", ["only-diagonal"]),
    ("s(1 - s)", ["only-diagonal"]),
    ("s ⊙ (1 - s)", ["only-diagonal"]),
    ("softmax(x)*(1 - softmax(x))", ["only-diagonal"]),
    ("diag(s(1 - s))", ["only-diagonal"]),
    ("i = j: s_i(1 - s_i)", ["only-diagonal"]),
    ("∂s_i/∂x_i = s_i(1 - s_i)", ["only-diagonal"]),
    ("δ_ij s_i (1 - s_j)", ["only-diagonal"]),
    ("i ≠ j: -s_i s_j", ["case-missing"]),
    ("-s_i s_j", ["delta-forgotten"]),
    ("-s s^T", ["delta-forgotten"]),
    ("s_i(1 - s_j)", ["delta-forgotten"]),
    (r"s_i - s_i s_j", ["delta-forgotten"]),
    ("s_i(δ_ij - s_i)", ["swapped"]),
    ("s_j(δ_ij - s_j)", ["swapped"]),
    ("i = j: s_i(1 - s_i); i ≠ j: -s_i²", ["swapped"]),
    ("δ_ij - s_j", ["other-function"]),
    ("I - 1 s^T", ["other-function"]),
    ("i = j: 1 - s_j; i ≠ j: -s_j", ["other-function"]),
    ("s_iδ_ij", ["denominator-constant"]),
    ("diag(s)", ["denominator-constant"]),
    ("e^{x_i}(δ_ij Σ_k e^{x_k} - e^{x_j})/Σ_k e^{x_k}", ["denominator-not-squared"]),
]
LOG_SOFTMAX = [
    ("s_j - δ_ij", ["sign"]),
    ("δ_ij + s_j", ["sign"]),
    ("i = j: 1 - s_i; i ≠ j: s_j", ["sign"]),
    ("I - s 1^T", ["transposed"]),
    (r"I - s\mathbf{1}^\top", ["transposed"]),
    ("I - s1^T", ["transposed"]),
    ("δ_ij - s_i", ["transposed", "swapped"]),
    ("∂log(s_j)/∂x_i = δ_ij - s_j", ["transposed", "swapped"]),
    ("1 - s_i", ["only-diagonal"]),
    ("1 - s", ["only-diagonal"]),
    ("1 - s_j", ["delta-forgotten"]),
    ("-s_j", ["delta-forgotten"]),
    ("s_i(δ_ij - s_j)", ["other-function", "missing-reciprocal"]),
    ("diag(s) - ss^T", ["other-function", "missing-reciprocal"]),
    ("s_j", ["other-function"]),
    ("δ_ij", ["denominator-constant"]),
    ("1/s_i", ["inner-forgotten"]),
]
CROSS_ENTROPY = [("d_j - s_j", ["sign"]), ("d - s", ["sign"]), ("-d_i/s_i", ["inner-forgotten"])]


@pytest.mark.parametrize(("answer", "slips"), SOFTMAX)
def test_slips_of_the_gradient_of_softmax(answer: str, slips: list[str]) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, list(verdict.slips)) == ("slip", slips)


@pytest.mark.parametrize(("answer", "slips"), LOG_SOFTMAX)
def test_slips_of_the_gradient_of_log_softmax(answer: str, slips: list[str]) -> None:
    verdict = judge_formula(LOG_SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, list(verdict.slips)) == ("slip", slips)


@pytest.mark.parametrize(("answer", "slips"), CROSS_ENTROPY)
def test_slips_of_the_gradient_of_the_cross_entropy(answer: str, slips: list[str]) -> None:
    verdict = judge_formula(CROSS_ENTROPY_GRADIENT, answer)
    assert (verdict.kind, list(verdict.slips)) == ("slip", slips)


@pytest.mark.parametrize("answer", ["0", "1", "x_i", "s_i s_j", "2 s_i(δ_ij - s_j)", "s_i(δ_ij - s_j) + 1e-7", "s_i^2"])
def test_what_no_slip_explains_is_wrong(answer: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.slips) == ("wrong", ())


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_each_wrong_answer_of_a_question_names_a_known_slip_and_is_not_right(question: Question) -> None:
    assert judge_formula(question, question.answer).kind == "correct"
    for slip, text in question.wrong:
        verdict = judge_formula(question, text)
        assert verdict.kind == "slip"
        assert slip in verdict.slips


def test_where_an_answer_differs_is_told() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, "i = j: s_i(1 - s_i); i ≠ j: 2 s_i s_j")
    assert verdict.where == Where(("equal",), ("unequal",))
    assert where_it_differs(verdict) == "It is right for i = j, but not for i ≠ j."
    verdict = judge_formula(SOFTMAX_GRADIENT, "i = j: s_i; i ≠ j: -s_i s_j")
    assert verdict.where == Where(("unequal",), ("equal",))
    assert where_it_differs(judge_formula(SOFTMAX_GRADIENT, "x_i")) == ""


def test_each_slip_is_recorded_once_with_its_sentences() -> None:
    assert len(BY_ID) == len(SLIPS)
    assert all(slip.student.endswith((".", "?")) and slip.teacher for slip in SLIPS)


@pytest.mark.parametrize("answer", [answer for answer, _slips in SOFTMAX])
def test_a_message_does_not_tell_the_key(answer: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    said = said_to_student(verdict)
    assert said
    assert said_to_teacher(verdict)
    assert not any(part in said for part in ("s_i", "s_j", "p_i", "p_j", "δ_ij −", "softmax"))
