"""How ambiguous notations are read, by their echo; and where we do not guess."""

import pytest

from nncli.formula.answers import read_answer
from nncli.formula.writing import write_answer
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.names import Names
from nncli.grade.formulas.questions import LOG_SOFTMAX_GRADIENT, LOG_SUM_EXP, SOFTMAX_GRADIENT

NAMES = Names(
    SOFTMAX_GRADIENT,
    {
        "p": "softmax(x)",
        r"\hat{y}": "softmax(x)",
        "y": "x",
        "m": "max(x)",
        "x_max": "max(x)",
        "A": "diag(x)",
        "y'": "x",
    },
)
READ = [
    ("p_i(1-p_i)", "p_i·(1 − p_i)"),  # a product, not a call
    ("p_i (1-p_j)", "p_i·(1 − p_j)"),
    (r"\hat{y}_i - y_i", "ŷ_i − y_i"),
    (r"\hat y_i - y_i", "ŷ_i − y_i"),
    (r"e^{x_i}/\sum e^{x_k}", "exp(x_i)/(Σ_k exp(x_k))"),
    (r"e^{x_i}/\sum e^{x_i}", "exp(x_i)/(Σ_i exp(x_i))"),
    (r"\frac{e^{x_i}}{\sum_{j=1}^n e^{x_j}}", "exp(x_i)/(Σ_j exp(x_j))"),
    ("e^x_i", "exp(x_i)"),
    ("e^-x_i", "exp(−x_i)"),
    ("e^{x}_i", "exp(x)_i"),
    ("e", "exp(1)"),
    ("e_i", "e_i"),
    ("p_ip_j", "p_i·p_j"),
    ("pp^T", "p·pᵀ"),
    ("p p^T", "p·pᵀ"),
    ("1p^T", "𝟏·pᵀ"),
    ("p 1^T", "p·𝟏ᵀ"),
    ("1p^T/2", "𝟏·pᵀ/2"),
    ("1p^Tp", "1·pᵀ·p"),
    ("I - 1*p^T", "I − 𝟏·pᵀ"),
    ("p1", "p_1"),
    ("2p_i", "2·p_i"),
    ("½ p_i", "1/2·p_i"),
    (r"\frac12 p_i", "1/2·p_i"),
    ("1/2 p_i", "1/2·p_i"),
    ("-p_i^2", "−p_i²"),
    ("p_i^{-1}", "p_i⁻¹"),
    ("p_i**2", "p_i²"),
    ("p_i/(p_j)p_k", "p_i/p_j·p_k"),
    ("p_i/p_j (p_k)", "p_i/p_j·p_k"),
    ("p_i/p_j*p_k", "p_i/p_j·p_k"),
    ("p_i/p_j/p_k", "p_i/p_j/p_k"),
    ("p_i/(p_j/p_k)", "p_i/(p_j/p_k)"),
    ("I_C - p p^T", "I − p·pᵀ"),
    ("I_ij - p_j", "δ_ij − p_j"),
    ("ones(C)^T p", "𝟏ᵀ·p"),
    ("ones(n) p^T", "𝟏·pᵀ"),
    ("x_max", "x_max"),
    ("x_{max}", "x_max"),
    ("p_{max}", "max(p)"),
    ("max_k x_k", "max_k(x_k)"),
    (r"\max_j x_j", "max_j(x_j)"),
    (r"\max_j\{x_j\}", "max_j(x_j)"),
    ("max(x_j)", "max_j(x_j)"),
    ("max(x_1, …, x_C)", "max(x)"),
    (r"\max(x_1, x_2, \dots, x_n)", "max(x)"),
    ("e^{x_1} + e^{x_2} + … + e^{x_C}", "Σ_k exp(x_k)"),
    ("x_i/(exp(x_1)+...+exp(x_n)) + 1", "x_i/(Σ_k exp(x_k)) + 1"),
    (r"p_i/(e^{x_1} + \cdots + e^{x_n}) p_j", "p_i/(Σ_k exp(x_k))·p_j"),
    (r"\sum_{k=1,\dots,C} x_k", "Σ_k x_k"),
    (r"\max_{1 \le k \le C} x_k", "max_k(x_k)"),
    ("Σ_{2≤k≤C-1} x_k", "Σ_{k=2}^{C-1} x_k"),
    ("softmax(x_i)", "softmax(x)_i"),
    ("softmax(x_i - m)", "exp(x_i − m)/(Σ_i exp(x_i − m))"),
    ("softmax_i(x)", "softmax(x)_i"),
    ("diag(p_i)", "diag(p)"),
    ("log p_i", "ln(p_i)"),
    ("ln p_i", "ln(p_i)"),
    ("-log p_i + p_j", "−ln(p_i) + p_j"),
    ("log Σ exp(x_k)", "ln(Σ_k exp(x_k))"),
    ("x_i - m - log Σ exp(x_k - m)", "x_i − m − ln(Σ_k exp(x_k − m))"),
    ("Σ_k p_k x_k + 1", "Σ_k (p_k·x_k) + 1"),
    ("Σ_k p_k x_i", "(Σ_k p_k)·x_i"),
    ("Σ_k 2 p_k x_i", "(Σ_k (2·p_k))·x_i"),
    ("x_i/Σ_k p_k (x_i)", "x_i/(Σ_k p_k)·x_i"),
    ("x_i/Σ_k p_k x_k", "x_i/(Σ_k (p_k·x_k))"),
    ("x_i/Σ_j p_j * x_j", "x_i/(Σ_j p_j)·x_j"),
    ("Σ_{k≠i} p_k", "Σ_{k≠i} p_k"),
    ("Σ_k p_k Σ_k x_k Σ_l p_l Σ_l x_l", "(Σ_k p_k)·(Σ_k x_k)·(Σ_l p_l)·(Σ_l x_l)"),
    ("Σ_k Σ_l p_k p_l x_i", "(Σ_k (Σ_l (p_k·p_l)))·x_i"),
    (r"\sum_{k \neq i}^{C} p_k", "Σ_{k≠i} p_k"),
    ("Σ_{k=2,k≠i}^{C-1} p_k", "Σ_{k=2,k≠i}^{C-1} p_k"),
    ("Σ_k=1^C p_k", "Σ_k p_k"),
    ("sum_k(p_k) * x_i", "(Σ_k p_k)·x_i"),
    ("e^e^x_i", "exp(exp(x_i))"),
    ("sum(p) p_i", "sum(p)·p_i"),
    ("Σp", "sum(p)"),
    ("p*p", "p ⊙ p"),
    ("p^T p", "pᵀ·p"),
    ("A_ij", "A_ij"),
    ("A_{1,2}", "A_{1,2}"),
    ("A_{12}", "A_{1,2}"),
    ("A_{12}x_12", "A_{1,2}·x_{12}"),
    ("δ_{i=j}", "δ_ij"),
    ("1_{i≠j}", "[i ≠ j]"),
    ("[i≠j]", "[i ≠ j]"),
    ("y'_i", "y'_i"),
    ("y′_i", "y'_i"),
    ("sum_{j'} x_{j'}", "Σ_{j'} x_{j'}"),
    ("𝑝ᵢ", "p_i"),
    ("p_i ∗ x_j ÷ 2", "p_i·x_j/2"),
    ("f(x)_i = p_i", "f_i = p_i"),
    ("∂log p_i/∂x_j = δ_ij", "∂ln(p_i)/∂x_j = δ_ij"),
    ("J = ∂p/∂x = diag(p)", "∂p/∂x = diag(p)"),
    ("p_i = p_j = δ_ij", "p_i = p_j = δ_ij"),
    ("softmax_i = p_i", "softmax_i = p_i"),
    ("logsumexp = m", "logsumexp = m"),
    ("p_i(1 - p_j), i, j = 1, …, C", "p_i·(1 − p_j)"),
    ("p_i(1\n - p_j)\n= p_i", "p_i·(1 − p_j) = p_i"),
    (r"\begin{aligned} p_i &= p_j \\ &= p_k \end{aligned}", "p_i = p_j = p_k"),
]


@pytest.mark.parametrize(("text", "echo"), READ)
def test_a_notation_is_read_as_meant(text: str, echo: str) -> None:
    assert [write_answer(way) for way in read_answer(text, NAMES)] == [echo]


TWO_WAYS = [
    ("1/p_i p_j", ["1/p_i·p_j", "1/(p_i·p_j)"]),
    ("p_i/2x_j", ["p_i/2·x_j", "p_i/(2·x_j)"]),
    ("log p_i p_j", ["ln(p_i)·p_j", "ln(p_i·p_j)"]),
    ("log p_i (1 - p_j)", ["ln(p_i)·(1 − p_j)", "ln(p_i·(1 − p_j))"]),
    ("x_i/Σ_k p_k x_i", ["x_i/(Σ_k p_k)·x_i", "x_i/((Σ_k p_k)·x_i)"]),
    ("x_i/Σ_j p_j x_j", ["x_i/(Σ_j p_j)·x_j", "x_i/(Σ_j (p_j·x_j))"]),
]


@pytest.mark.parametrize(("text", "echoes"), TWO_WAYS)
def test_what_can_be_read_in_two_ways_is(text: str, echoes: list[str]) -> None:
    assert [write_answer(way) for way in read_answer(text, NAMES)] == echoes


def test_two_readings_that_are_not_judged_alike_go_to_a_human() -> None:
    verdict = judge_formula(LOG_SOFTMAX_GRADIENT, "1/s_i s_i(δ_ij - s_j)")
    assert (verdict.kind, verdict.reason) == ("undecided", "two-readings")
    assert verdict.readings == ("1/s_i·s_i·(δ_ij − s_j)", "1/(s_i·s_i·(δ_ij − s_j))")


def test_two_readings_that_are_judged_alike_are_judged() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, "1/s_i s_j")
    assert (verdict.kind, verdict.readings) == ("wrong", ())


def test_other_letters_are_taken_both_ways() -> None:
    assert judge_formula(SOFTMAX_GRADIENT, "s_k(δ_kl - s_l)").kind == "correct"
    verdict = judge_formula(LOG_SOFTMAX_GRADIENT, "δ_kl - s_l")
    assert (verdict.kind, verdict.reason) == ("undecided", "indices")
    assert judge_formula(LOG_SOFTMAX_GRADIENT, "∂log s_k/∂x_l = δ_kl - s_l").kind == "correct"
    assert judge_formula(LOG_SOFTMAX_GRADIENT, "δ_ik - s_k").kind == "correct"


def test_the_left_side_is_held_against_the_question() -> None:
    verdict = judge_formula(LOG_SOFTMAX_GRADIENT, "∂s_i/∂x_j = δ_ij - s_j")
    assert (verdict.kind, verdict.reason) == ("undecided", "left-side")
    verdict = judge_formula(LOG_SUM_EXP, "∂s_i/∂x_j = logsumexp(x)")
    assert (verdict.kind, verdict.reason) == ("undecided", "left-side")
    verdict = judge_formula(LOG_SOFTMAX_GRADIENT, "∂s_i/∂x_j = s_i(δ_ij - s_j)")
    assert (verdict.kind, verdict.slips) == ("slip", ("other-function", "missing-reciprocal"))
    assert judge_formula(SOFTMAX_GRADIENT, "∂s_i/∂z_j = s_i(δ_ij - s_j)", {"z": "x"}).kind == "correct"
    assert judge_formula(SOFTMAX_GRADIENT, "∂s_i/∂z_j = s_i(δ_ij - s_j)", {"z": "2x"}).kind == "undecided"


def test_a_chain_of_equals_signs_has_to_be_true() -> None:
    assert judge_formula(SOFTMAX_GRADIENT, "s_i(δ_ij - s_j) = δ_ij s_i - s_i s_j").kind == "correct"
    in_cases = "i = j: s_i(1 - s_j) = s_i(1 - s_i); i ≠ j: s_i(0 - s_j) = -s_i s_j"
    assert judge_formula(SOFTMAX_GRADIENT, in_cases).kind == "correct"
    assert judge_formula(SOFTMAX_GRADIENT, in_cases.replace("(0 - s_j)", "(1 - s_j)")).reason == "chain"
    verdict = judge_formula(SOFTMAX_GRADIENT, "0 = s_i = s_i(δ_ij - s_j)")
    assert (verdict.kind, verdict.reason) == ("undecided", "chain")
