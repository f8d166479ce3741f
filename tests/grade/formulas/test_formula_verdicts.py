# ruff: noqa: E501  what people write stands as they write it
"""The whole verdict on small answers: what is said, why, for which pairs, in how many cases, read as what."""

from dataclasses import replace

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import (
    CROSS_ENTROPY_GRADIENT,
    LOG_SOFTMAX_GRADIENT,
    LOG_SUM_EXP,
    SOFTMAX,
    SOFTMAX_GRADIENT,
    Question,
)
from nncli.grade.formulas.verdict import Verdict, Where

S, L, E, T = SOFTMAX_GRADIENT, LOG_SOFTMAX_GRADIENT, CROSS_ENTROPY_GRADIENT, LOG_SUM_EXP
BOTH, DIAGONAL, BESIDE = Where((), ("equal", "unequal")), Where(("equal",), ()), Where(("unequal",), ())
TRANSPOSED = replace(LOG_SOFTMAX_GRADIENT, layout="denominator")
VERDICTS = [
    # A number earns nothing, however many cases it is written in; one letter makes it an attempt.
    (S, "i = j: 1; i ≠ j: 0", Verdict("wrong", where=BOTH, cases=2, empty=True)),
    (S, "i = j: s_i; i ≠ j: 0", Verdict("slip", ("denominator-constant",), where=BOTH, cases=2)),
    (S, "δ_ij", Verdict("wrong", where=BOTH)),
    (S, "x_i", Verdict("wrong", where=BOTH)),
    # One case alone is right as far as it goes.
    (S, "i = j: s_i(1 - s_i)", Verdict("slip", ("only-diagonal",), where=DIAGONAL)),
    (S, "i ≠ j: -s_i s_j", Verdict("slip", ("case-missing",), where=BESIDE)),
    (S, "s ⊙ (1 - s)", Verdict("slip", ("only-diagonal",), where=DIAGONAL)),
    (S, "s^T ⊙ (1 - s)^T", Verdict("slip", ("only-diagonal",), where=DIAGONAL)),
    (S, "∂s_j/∂x_j = s_j(1 - s_j)", Verdict("slip", ("only-diagonal",), where=DIAGONAL)),
    (S, "∂s_k/∂x_k = s_k(1 - s_l)", Verdict("slip", ("only-diagonal",), where=DIAGONAL)),
    (S, "∂s_i/∂x_i = s_i(1 - 2s_j)", Verdict("wrong", where=Where((), ("equal",)))),
    # Where there are no pairs, nothing is said of them.
    (T, "max(x)", Verdict("wrong")),
    (E, "s_j", Verdict("wrong")),
    (SOFTMAX, "exp(x_i)", Verdict("wrong")),
    (E, "-d_j/s_j", Verdict("slip", ("inner-forgotten",))),
    # Nowhere a value: wrong; a value somewhere: a human sees for which pairs it is right.
    (S, "i = j: 1/0; i ≠ j: 0/0", Verdict("wrong", reason="never-defined", where=Where((), ()), cases=2, empty=True)),
    (S, "i = j: 0/0; i ≠ j: -s_i s_j", Verdict("undecided", reason="undefined", where=BESIDE, cases=2)),
    (S, "i = j: 0/0; i ≠ j: 1e-28 - s_i s_j", Verdict("undecided", reason="undefined", where=Where((), ()), cases=2)),
    (S, "i = j: s_i(1 - s_i); i ≠ j: 1e-28 - s_i s_j", Verdict("undecided", reason="precision", where=DIAGONAL, cases=2)),
    (S, "s_i(δ_ij - s_j) + 0*log(x_1)", Verdict("undecided", reason="undefined", where=Where((), ()))),
    # What only a short vector fails at, and what fails at all lengths.
    (S, "s_i(δ_ij - s_j) + x_3 - x_3", Verdict("correct")),
    (S, "s_i(δ_ij - s_j) + x_4 - x_3", Verdict("wrong", where=BOTH)),
    (S, "s_5(δ_ij - s_j)", Verdict("undecided", reason="out-of-range")),
    # The layout that a book prefers, and what lies in the other one.
    (TRANSPOSED, "I - 1 s^T", Verdict("slip", ("transposed",), where=Where(("equal", "unequal"), ()))),
    (TRANSPOSED, "I - s 1^T", Verdict("correct")),
    (replace(L, layout="either"), "I - s 1^T", Verdict("correct", layout=True)),
    (L, "I - s 1^T", Verdict("slip", ("transposed",), where=Where(("equal",), ("unequal",)))),
    (
        TRANSPOSED, "i = j: I - s 1^T; i ≠ j: -s_i",  # not the whole is a matrix, so no layout excuses it
        Verdict("slip", ("transposed", "swapped"), where=Where(("equal",), ("unequal",)), cases=2),
    ),
    (replace(S, layout="denominator"), "diag(s) - s s^T", Verdict("correct")),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "verdict"), VERDICTS, ids=lambda value: str(value)[:40])
def test_the_whole_verdict(question: Question, answer: str, verdict: Verdict) -> None:
    assert replace(judge_formula(question, answer), echo="") == verdict


LEFT_SIDES = [
    # What is named on the left: the function of the question in any writing, …
    (S, "∂(s_i s_i/s_i)/∂x_j = s_i(δ_ij - s_j)", ""),
    (S, "∂(s_k s_k/s_k)/∂x_j = s_k(δ_kj - s_j)", ""),
    (S, "∂softmax(x)_i/∂x_j = s_i(δ_ij - s_j)", ""),
    (S, "∂s/∂x = diag(s) - s s^T", ""),
    (E, "∂(-sum(d ⊙ log(s)))/∂x_i = s_i - d_i", ""),
    # … or something else: another one, or what is equal to it for short vectors only, or no number at all.
    (S, "∂s_2/∂x_j = s_i(δ_ij - s_j)", "left-side"),
    (S, "∂s_7/∂x_j = s_i(δ_ij - s_j)", "left-side"),
    (S, "∂(s_i (s_1 + s_2))/∂x_j = s_i(δ_ij - s_j)", "left-side"),
    (S, "∂(s_i (s_1 + s_2 + s_3))/∂x_j = s_i(δ_ij - s_j)", "left-side"),
    (S, "∂diag(s)/∂x_j = s_i(δ_ij - s_j)", "left-side"),
    (E, "∂s_i/∂x_j = s_j - d_j", "left-side"),
    (E, "∂(-sum(d ⊙ log(s)) 𝟏)/∂x_j = s_j - d_j", "left-side"),
]


@pytest.mark.parametrize(("question", "answer", "reason"), LEFT_SIDES)
def test_the_left_side_names_what_is_asked(question: Question, answer: str, reason: str) -> None:
    verdict = judge_formula(question, answer)
    assert (verdict.kind, verdict.reason) == ("undecided" if reason else "correct", reason)


def test_a_way_to_a_right_end_that_cannot_be_computed_goes_to_a_human() -> None:
    verdict = judge_formula(S, "s_7 = s_i(δ_ij - s_j)")
    assert verdict == Verdict("undecided", reason="chain", echo="s_7 = s_i·(δ_ij − s_j)")
    verdict = judge_formula(S, "s_7 = s_i")  # the end is wrong, whatever led to it
    assert (verdict.kind, verdict.slips) == ("slip", ("denominator-constant",))


def test_what_costs_too_much_goes_to_a_human() -> None:
    verdict = judge_formula(S, "+".join(["Σ_a Σ_b Σ_c exp(x_a + x_b + x_c)"] * 55))
    assert (verdict.kind, verdict.reason) == ("undecided", "too-large")


def test_an_answer_read_in_several_ways_keeps_what_all_ways_have_in_common() -> None:
    verdict = judge_formula(L, "1/p_i p_i(δ_ij - p_j)")
    ways = ("1/p_i·p_i·(δ_ij − p_j)", "1/(p_i·p_i·(δ_ij − p_j))")
    assert verdict == Verdict(
        "undecided", echo=ways[0], readings=ways, reason="two-readings", assumed=(("p", "softmax(x)"),)
    )
    verdict = judge_formula(L, "u_i(δ_ij - u_j)")  # here the letter itself is the question
    echo = "u_i·(δ_ij − u_j)"
    assert verdict == Verdict("undecided", echo=echo, readings=(echo,), reason="letters")


def test_of_two_ways_that_are_judged_alike_the_first_is_told() -> None:
    assert judge_formula(S, "1/s_i s_j").echo == "1/s_i·s_j"


def test_of_two_ways_one_that_has_a_meaning_is_judged() -> None:
    verdict = judge_formula(S, "x_k/Σ_n s_n x_l x_n")  # in the other way the last n counts nothing
    assert (verdict.kind, verdict.echo) == ("wrong", "x_k/(Σ_n (s_n·x_l·x_n))")


def test_a_case_needs_two_indices() -> None:
    for question, answer in ((SOFTMAX, "otherwise: s_i"), (E, {"else": "s_j - d_j"}), (T, "otherwise: max(x)")):
        (diagnostic,) = judge_formula(question, answer).diagnostics
        assert diagnostic.message == "there are no cases here: the answer has one index or none"
        assert diagnostic.code == "no-meaning"


MATRIX_WITH_INDEX = "a matrix with an index: an index is too many or too few"
INDEX_MISSING = "an index is missing: the answer is a vector where a number is expected"
TWO_FORMULAS = "two formulas for the same case; what is only an abbreviation belongs under let:"
UNFIT = [
    (S, "s_i diag(s)", MATRIX_WITH_INDEX),
    (S, "diag(s) δ_ij", MATRIX_WITH_INDEX),
    (E, "diag(s)", MATRIX_WITH_INDEX),
    (SOFTMAX, "s s^T", MATRIX_WITH_INDEX),
    (T, "diag(x)", MATRIX_WITH_INDEX),
    (S, "s_i s_j s", INDEX_MISSING),
    (E, "s - d_j", INDEX_MISSING),
    (T, "x", INDEX_MISSING),
    (S, "i = j: s_i(1 - s_i); i ≠ j: -s_i s_j; otherwise: 0", TWO_FORMULAS),
    (S, "i = j: s_i; i ≠ j: s_j; i = j: 0", TWO_FORMULAS),
    (S, "i = j: s_i(1 - s_i); otherwise: s", TWO_FORMULAS),  # a vector is for i = j
]


@pytest.mark.parametrize(("question", "answer", "message"), UNFIT)
def test_what_is_no_answer_to_this_question(question: Question, answer: str, message: str) -> None:
    verdict = judge_formula(question, answer)
    assert [(found.message, found.code) for found in verdict.diagnostics] == [(message, "no-meaning")]


VECTORS = [
    # one index stands there, and the vector brings the other; a row or a column, the letter tells
    (S, "s_i(e_i - s)"), (S, "s_i(e_i - s)^T"), (S, "s_j(e_j - s)"), (S, "s_j(e_j - s)^T"), (L, "e_i - s"),
    (L, "e_i^T - s^T"), (E, "s - d"), (E, "s^T - d^T"), (SOFTMAX, "s"), (SOFTMAX, "s^T"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), VECTORS)
def test_a_vector_stands_for_all_its_components(question: Question, answer: str) -> None:
    assert judge_formula(question, answer).kind == "correct"


@pytest.mark.parametrize("answer", ["e_j - s", "e_j^T - s^T"])
def test_a_vector_of_the_other_index_is_the_transpose(answer: str) -> None:
    verdict = judge_formula(L, answer)
    assert (verdict.slips, verdict.where) == (("transposed", "swapped"), Where(("equal",), ("unequal",)))


def test_the_rest_may_stand_before_the_case_that_it_leaves_out() -> None:
    assert judge_formula(S, {"else": "-s_i s_j", "i = j": "s_i(1 - s_i)"}).kind == "correct"
    assert judge_formula(S, {"i ≠ j": "-s_i s_j", "else": "s_i(1 - s_i)"}).kind == "correct"
    assert judge_formula(S, "∂s_i/∂x_j = -s_i s_j; ∂s_i/∂x_i = s_i(1 - s_i)").kind == "correct"
    verdict = judge_formula(S, {"else": "-s_i s_j"})
    assert (verdict.slips, verdict.where) == (("delta-forgotten",), Where(("unequal",), ("equal",)))
