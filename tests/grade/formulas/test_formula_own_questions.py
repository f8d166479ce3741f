# ruff: noqa: E501  what people write stands as they write it
"""Questions of a teacher's own: the key comes from the rules, faults of the question are told, layouts are kept apart."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nncli.formula.kinds import fifty_digits
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.own import QuestionError, own_question, worked
from nncli.grade.formulas.questions import LOG_SOFTMAX_GRADIENT, QUESTIONS, SOFTMAX_GRADIENT
from nncli.grade.formulas.saying import said_to_student
from nncli.grade.formulas.tables import known_table

MSE = {"function": "1/2*sum((a - t)^2)", "variable": "x", "given": {"t": "real"}, "let": {"a": "sigmoid(x)"}}
ASKED = [
    (MSE, ["(a_j - t_j) a_j (1 - a_j)", "∂E/∂x_j = (a_j - t_j) a_j (1 - a_j)", "(a - t) ⊙ a ⊙ (1 - a)"], ["a_j - t_j", "0"]),
    ({"function": "logsumexp(x)", "variable": "x"}, ["softmax(x)_j", "e^{x_j}/Σ_k e^{x_k}"], ["softmax(x)_j - 1"]),
    ({"function": "sigmoid(x)", "variable": "x"}, ["diag(sigmoid(x)(1 - sigmoid(x)))"], ["1 - sigmoid(x_i)"]),
    ({"function": "x^T A_1", "variable": "x", "given": {"A_1": "real"}}, None, None),
    ({"function": "ln(1 + exp(-y w))", "variable": "w", "given": {"w": "number", "y": "number"}}, ["-y/(1 + exp(y w))"], ["y"]),
    ({"function": "sqrt(sum(x^2))", "variable": "x"}, ["x_j/sqrt(sum(x^2))", "x/sqrt(x^T x)"], ["2x_j"]),
    ({"function": "max(x) + log1p(x_1^2)", "variable": "x"}, None, None),
    ({"function": "log(v)_i", "variable": "v", "given": {"v": "positive"}}, ["δ_ij/v_i", "diag(1/v)"], ["1/v_i"]),
    ({"function": "(exp(x)/sum(exp(x)))_i", "variable": "x"}, ["softmax(x)_i (δ_ij - softmax(x)_j)"], ["softmax(x)_i"]),
    ({"function": "Σ_k x_k^3 - mean(x)", "variable": "x"}, ["3x_j² - 1/C"], ["3x_j^2"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "right", "wrong"), [case for case in ASKED if case[1]], ids=lambda value: str(value)[:40]
)
def test_answers_to_a_question_of_ones_own(asked: dict[str, object], right: list[str], wrong: list[str]) -> None:
    question = own_question("mine", **asked)  # type: ignore[arg-type]
    assert [judge_formula(question, text).kind for text in right] == ["correct"] * len(right)
    assert all(judge_formula(question, text).kind in ("slip", "wrong") for text in wrong)
    assert judge_formula(question, worked(question).split(" = ", 1)[1]).kind == "correct"


@pytest.mark.parametrize("id", ["softmax-gradient", "log-softmax-gradient", "cross-entropy-gradient"])
def test_the_rules_give_the_keys_that_are_written_down(id: str) -> None:
    question = QUESTIONS[id]
    with fifty_digits():
        for size in question.sizes:
            key, derived = (known_table(question, text, size).values for text in (question.answer, ""))
            assert all(abs(a - b) < Decimal("1e-40") for a, b in zip(key.ravel(), derived.ravel(), strict=True))


@pytest.mark.parametrize(
    ("asked", "key", "message"),
    [
        ({"function": "foo(x)", "variable": "x"}, "function", "we do not know what 'foo' is"),
        ({"function": "sum(x", "variable": "x"}, "function", "the formula ends too early: ')' is missing"),
        ({"function": "sum(t)", "variable": "x", "given": {"t": "real"}}, "variable", "the function does not depend on 'x'"),
        ({"function": "log(x)", "variable": "x"}, "function", "the function or its derivative has no value at some numbers: say under 'given' what they may be"),
        ({"function": "x_i x_k", "variable": "x"}, "function", "the function is a number, a vector, or one component such as"
         " softmax(x)_i"),
        ({"function": "sum(x^2)", "variable": "x", "answer": "x_j"}, "answer", "this is not the derivative of the function"),
        ({"function": "sum(a)", "variable": "x", "let": {"a": "b"}}, "let", "we do not know what 'b' is"),
    ],
)  # fmt: skip
def test_a_fault_of_the_question_is_told(asked: dict[str, object], key: str, message: str) -> None:
    with pytest.raises(QuestionError) as caught:
        own_question("mine", **asked)  # type: ignore[arg-type]
    assert (caught.value.key, caught.value.diagnostics[0].message) == (key, message)


def test_letters_of_a_question_of_ones_own_are_not_guessed() -> None:
    question = own_question("mine", "softmax(x)_i", "x")
    assert judge_formula(question, "p_i(δ_ij - p_j)").kind == "unreadable"
    assert judge_formula(question, "p_i(δ_ij - p_j)", {"p": "softmax(x)"}).kind == "correct"


def test_layouts() -> None:
    found = {}
    for layout in ("numerator", "denominator", "either"):
        question = replace(LOG_SOFTMAX_GRADIENT, layout=layout)  # type: ignore[arg-type]
        verdicts = [judge_formula(question, text) for text in ("I - 1 s^T", "I - s 1^T", "δ_ij - s_j", "δ_ij - s_i")]
        found[layout] = [verdict.kind for verdict in verdicts]
        assert verdicts[1].layout == (layout == "either")
    assert found == {
        "numerator": ["correct", "slip", "correct", "slip"],
        "denominator": ["slip", "correct", "correct", "slip"],
        "either": ["correct", "correct", "correct", "slip"],
    }
    verdict = judge_formula(replace(LOG_SOFTMAX_GRADIENT, layout="either"), "I - s 1^T")
    assert said_to_student(verdict).startswith("Right, in the layout that writes ∂f_i/∂x_j in row j and column i")
    assert judge_formula(replace(SOFTMAX_GRADIENT, layout="denominator"), "diag(s) - s s^T").kind == "correct"
