"""Equality is not fooled: neither by what is nearly equal, nor by what is equal only where it should be."""

from dataclasses import replace

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import LOG_SOFTMAX_GRADIENT, SOFTMAX, SOFTMAX_GRADIENT, Question

RIGHT = "s_i(δ_ij - s_j)"
# A question with three given probabilities: p1(1 − p1) is p1(p2 + p3), but only because they sum to 1.
SIMPLEX = Question(
    "simplex",
    "p_1*(1 - p_1)",
    "p_1*(1 - p_1)",
    row="",
    column="",
    given=(("p", "simplex"),),
    abbreviations=(),
    sizes=(3,),
)


@pytest.mark.parametrize("answer", ["p1*(p2 + p3)", "p_1 p_2 + p_1 p_3", "p1(1-p1)", "p_1 - p_1²", "p_1 Σ_{k≠1} p_k"])
def test_an_identity_of_probabilities_counts(answer: str) -> None:
    assert judge_formula(SIMPLEX, answer).kind == "correct"


@pytest.mark.parametrize("answer", ["p1*p2", "p1(p2 + p3)(p1 + p2)", "p1(p2 - p3)"])
def test_what_is_no_identity_does_not(answer: str) -> None:
    assert judge_formula(SIMPLEX, answer).kind == "wrong"


def test_off_the_simplex_the_same_is_no_identity() -> None:
    assert judge_formula(replace(SIMPLEX, given=(("p", "positive"),)), "p1*(p2 + p3)").kind == "wrong"


@pytest.mark.parametrize("size", ["1e-2", "1e-7", "1e-12", "1e-16", "0.0000000000000000001"])
def test_nearly_equal_is_not_equal(size: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, f"{RIGHT} + {size}").kind == "wrong"
    assert judge_formula(SOFTMAX_GRADIENT, f"s_i(δ_ij - s_j(1 + {size}))").kind == "wrong"
    assert judge_formula(SOFTMAX_GRADIENT, f"i = j: s_i(1 - s_i); i ≠ j: -s_i s_j + {size} x_i").kind == "wrong"


def test_the_numbers_of_math_verify() -> None:
    e = replace(SIMPLEX, id="e", answer="1 - 1/e", function="1 - 1/e")
    assert judge_formula(e, r"1 - 1/\mathrm{e}").kind == "correct"
    assert judge_formula(e, r"1 + 1/\mathrm{e}").kind in {"slip", "wrong"}
    tiny = replace(SIMPLEX, id="tiny", answer="1e-7", function="1e-7")
    assert judge_formula(tiny, "4e-7").kind == "wrong"
    assert judge_formula(tiny, "0.0000001").kind == "correct"


def test_what_lies_between_goes_to_a_human() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, f"{RIGHT} + 1e-28")
    assert (verdict.kind, verdict.reason) == ("undecided", "precision")


@pytest.mark.parametrize(
    "answer",
    [
        f"{RIGHT}(x_i - x_j)/(x_i - x_j)",
        f"{RIGHT} log(x_i)/log(x_i)",
        f"{RIGHT} + 0*sqrt(x_j)",
        "exp(log(x_i) - log(x_i)) s_i(δ_ij - s_j)",
        f"i = j: 0/0; i ≠ j: {RIGHT}",
    ],
)
def test_trouble_points_are_undecided_not_wrong(answer: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.reason) == ("undecided", "undefined")


def test_a_wrong_formula_with_trouble_points_is_wrong() -> None:
    assert judge_formula(SOFTMAX_GRADIENT, "s_i(x_i - x_j)/(x_i - x_j)").kind == "wrong"


@pytest.mark.parametrize("answer", ["1/0", "0/0", "s_i/0", "log(0)", "log(-s_i)", "x_i/(x_i - x_i)"])
def test_what_has_no_value_anywhere_is_wrong(answer: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.reason) == ("wrong", "never-defined")


def test_components_that_a_vector_may_not_have_go_to_a_human() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, "s_7(δ_ij - s_j)")
    assert (verdict.kind, verdict.reason) == ("undecided", "out-of-range")


@pytest.mark.parametrize("answer", ["s_1(δ_ij - s_j)", "s_i(δ_{i2} - s_2)", "s_i(δ_ij - s_C)", "s_i(δ_ij - (1 - s_i))"])
def test_what_holds_for_one_component_or_one_length_is_wrong(answer: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, answer).kind in {"slip", "wrong"}


@pytest.mark.parametrize(
    "answer",
    [
        "max(s_i, 0)(δ_ij - s_j)",
        "abs(s_i)(δ_ij - s_j)",
        "s_i(δ_ij - s_j) + max(x) - max_k x_k",
        "s_i δ_ij - sqrt(s_i² s_j²)",
    ],
)
def test_pieces_that_change_nothing_are_right(answer: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, answer).kind == "correct"


@pytest.mark.parametrize("answer", ["s_i(δ_ij - s_j) + abs(x_i) - x_i", "s_i(δ_ij - s_j) + max(x) - x_1"])
def test_pieces_that_change_something_somewhere_are_not(answer: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, answer).kind == "wrong"


def test_the_key_of_a_question_without_indices_of_a_matrix() -> None:
    assert judge_formula(SOFTMAX, "exp(x_i - max(x))/Σ_k exp(x_k - max(x))").kind == "correct"
    assert judge_formula(SOFTMAX, "exp(x)/sum(exp(x))").kind == "correct"
    assert judge_formula(SOFTMAX, "i = j: exp(x_i)").kind == "unreadable"


def test_every_verdict_is_the_same_again() -> None:
    for answer in (RIGHT, "δ_ij - s_j", "1/0", "(", "s_i"):
        assert judge_formula(LOG_SOFTMAX_GRADIENT, answer) == judge_formula(LOG_SOFTMAX_GRADIENT, answer)
