"""Formulas as programs: what NumPy computes decides what they say, and what it may mean either way is not judged."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from nncli.formula.programs import as_formulas
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import QUESTIONS
from nncli.grade.formulas.stability import judge_stable

SOFTMAX, LOG, CROSS = (
    replace(QUESTIONS[f"{name}-gradient"], layout="either") for name in ("softmax", "log-softmax", "cross-entropy")
)
X = np.array([0.3, -1.2, 2.0, 0.7])
S = np.exp(X) / np.exp(X).sum()
EYE = np.eye(len(X))
TRUE = {SOFTMAX.id: np.diag(S) - np.outer(S, S), LOG.id: EYE - S}

# Each with what NumPy computes for it.
PROGRAMS: list[tuple[str, Callable[[], object]]] = [
    ("np.eye(C) - s", lambda: EYE - S),
    ("np.eye(C) + s", lambda: EYE + S),
    ("s - np.eye(len(x))", lambda: S - EYE),
    ("np.eye(C) - s[:, None]", lambda: EYE - S[:, None]),
    ("np.eye(C) - s.reshape(1, -1)", lambda: EYE - S.reshape(1, -1)),
    ("torch.eye(C) - s.unsqueeze(0)", lambda: EYE - S[None, :]),
    ("np.eye(len(x)) - softmax(x)", lambda: EYE - S),
    ("np.eye(C) - np.exp(x)/np.exp(x).sum()", lambda: EYE - S),
    ("s * (np.eye(C) - s.reshape(-1, 1))", lambda: S * (EYE - S.reshape(-1, 1))),
    ("s * (np.eye(C) - s)", lambda: S * (EYE - S)),
    ("s[:, None] * (np.eye(C) - s)", lambda: S[:, None] * (EYE - S)),
    ("s[:, None] * (np.eye(C) - s[:, None])", lambda: S[:, None] * (EYE - S[:, None])),
    ("(np.eye(C) - s) * s[:, None]", lambda: (EYE - S) * S[:, None]),
    ("np.eye(C) * s - np.outer(s, s)", lambda: EYE * S - np.outer(S, S)),
    ("s * np.eye(C) - s[:, None] * s", lambda: S * EYE - S[:, None] * S),
    ("np.diag(s) - s * s.reshape(-1, 1)", lambda: np.diag(S) - S * S.reshape(-1, 1)),
    ("np.diag(s) - s[None, :] * s[:, None]", lambda: np.diag(S) - S[None, :] * S[:, None]),
    ("np.diag(s) + s * s[:, None]", lambda: np.diag(S) + S * S[:, None]),
    ("np.eye(C) * np.outer(s, s)", lambda: EYE * np.outer(S, S)),
    ("np.outer(s, 1 - s)", lambda: np.outer(S, 1 - S)),
    ("e = np.exp(x); s = e/e.sum(); np.diag(s) - np.outer(s, s)", lambda: np.diag(S) - np.outer(S, S)),
    ("e = np.exp(-x); s = e/e.sum(); np.eye(C) - s", lambda: EYE - np.exp(-X) / np.exp(-X).sum()),
    ("e = np.exp(x); s = e/e.max(); np.eye(C) - s", lambda: EYE - np.exp(X) / np.exp(X).max()),
    (
        "exps = np.exp(x - np.max(x))\nprobs = exps / np.sum(exps)\nreturn np.diag(probs) - np.outer(probs, probs)",
        lambda: np.diag(S) - np.outer(S, S),
    ),
    (
        "def softmax_grad(x):\n    p = np.exp(x) / np.exp(x).sum()  # softmax\n"
        "    return np.diagflat(p) + np.outer(p, p)\n",
        lambda: np.diag(S) + np.outer(S, S),
    ),
]


@pytest.mark.parametrize("question", [SOFTMAX, LOG], ids=lambda question: question.id)
@pytest.mark.parametrize(("text", "computed"), PROGRAMS, ids=[text for text, _computed in PROGRAMS])
def test_a_program_is_judged_by_what_numpy_computes(question, text, computed):
    value, true = computed(), TRUE[question.id]
    right = any(np.allclose(value, layout) for layout in (true, true.T))
    assert (judge_formula(question, text).kind == "correct") is right, judge_formula(question, text)


@pytest.mark.parametrize(
    "text",
    [
        "I - s", "s*(I - s)", "I - softmax(x)",  # on the board this is no matrix
        "s * (np.eye(C) - s.T)", "np.eye(C) - s + 0*s.T",  # with .T the vectors may be columns
        "np.eye(C) - np.exp(x)/np.exp(x).sum(axis=1, keepdims=True)",  # rows of a batch
    ],
)  # fmt: skip
def test_what_may_lie_either_way_is_not_judged(text):
    for question in (SOFTMAX, LOG):
        assert judge_formula(question, text).kind in ("unreadable", "undecided")


STABLE = [
    ("softmax", "e_x = np.exp(x - np.max(x)); e_x / e_x.sum()", True),
    ("softmax", "e_x = np.exp(x - x.max())\nreturn e_x / e_x.sum(axis=0)", True),
    ("softmax", "x_shift = x - np.max(x)\nexps = np.exp(x_shift)\nout = exps / np.sum(exps)", True),
    ("softmax", "e_x = np.exp(x - np.min(x)); e_x / e_x.sum()", False),
    ("softmax", "e_x = np.exp(x - np.max(x)); e_x / np.exp(x).sum()", False),
    ("softmax", "e = np.exp(x); e / e.sum()", False),
    ("logsumexp", "c = x.max(); c + np.log(np.sum(np.exp(x - c)))", True),
    ("logsumexp", "x^* + \\log \\sum_n \\exp(x_n - x^*), \\quad x^* = \\max\\{x_1, \\ldots, x_N\\}", True),
    ("logsumexp", "x^* + \\log \\sum_n \\exp(x_n - x^*), \\quad x^* = \\min\\{x_1, \\ldots, x_N\\}", False),
    ("logsumexp", "x_max = np.max(x)\nnp.log(np.sum(np.exp(x - x_max)))", False),
]


@pytest.mark.parametrize(("question", "text", "right"), STABLE)
def test_a_stable_program(question, text, right):
    assert (judge_stable(QUESTIONS[question], text).kind == "correct") is right


def test_what_a_library_computes_is_for_a_human_and_no_answer_to_itself():
    assert judge_stable(QUESTIONS["softmax"], "exp(x_i - logsumexp(x))").reason == "library"
    assert judge_stable(QUESTIONS["logsumexp"], "logsumexp(x)").kind == "slip"
    assert judge_stable(QUESTIONS["softmax"], "exp(x_i + logsumexp(x))").kind == "wrong"


def test_names_keep_their_places():
    text = "e_x = np.exp(x)\ne_x / e_x.sum()"
    assert as_formulas(text, frozenset({"e", "x"})) == "  E = np.exp(x)\n  E /   E.sum()"
    assert as_formulas("p_i = exp(x_i); p_i", frozenset()) == "p_i = exp(x_i); p_i"
    assert as_formulas("e^{x_i}/sum(e^{x})", frozenset({"e"})) == "e^{x_i}/sum(e^{x})"


RIGHT = [
    (SOFTMAX, "Case 1: i = j. Then ∂p_i/∂z_i = p_i(1 − p_i).\nCase 2: i ≠ j. Then ∂p_i/∂z_j = −p_i p_j."),
    (SOFTMAX, "偏导数分两种情况：\n(1) i=j：y_i(1-y_i)\n(2) i≠j：-y_i y_j"),
    (SOFTMAX, "雅可比矩阵 J 的第 i 行第 j 列为 s_i(δ_ij − s_j)"),
    (SOFTMAX, "the (i, j) entry of the Jacobian is s_i(δ_ij − s_j)"),
    (SOFTMAX, "gradient of s_i: (-s_i*s_1, -s_i*s_2, ..., s_i*(1-s_i), ..., -s_i*s_C)"),
    (SOFTMAX, "np.multiply(np.eye(C) - p, p[:, None])"),
    (SOFTMAX, "p = softmax(x)\ndp = np.diag(p) - p.reshape(-1,1) @ p.reshape(1,-1)"),
    (LOG, "(−s_1, …, 1−s_i, …, −s_C)，即 e_i − s"),
    (CROSS, "∂L/∂z = p − y，其中 p=softmax(z)，y 为 one-hot 标签"),
    (CROSS, "∂L/∂x_i = s_i − y_i（y 为标签）"),
    (SOFTMAX, "∂s/∂x = diag(s) − ss⊤，即 ∂s_i/∂x_j = s_i(δ_ij − s_j)"),
    (SOFTMAX, "s = s.reshape(-1,1); np.diagflat(s) - np.dot(s, s.T)"),
    (SOFTMAX, "grad s_i = s_i*e_i - s_i*s"),
    (LOG, "δij - e^xj/Σe^xk"),
    (LOG, "torch.eye(C) - torch.softmax(x, dim=0)"),
    (SOFTMAX, r"\frac{\partial \sigma(z)_i}{\partial z_j} = \sigma(z)_i (\delta_{ij} - \sigma(z)_j)"),
    (SOFTMAX, "s_i * ((0,…,1,…,0) − (s_1,…,s_C))，其中 1 在第 i 个位置"),
    (SOFTMAX, r"$\frac{\partial s_i}{\partial x_j}=s_i\delta_{ij}-s_is_j$（δ 为 Kronecker 符号）"),
    (SOFTMAX, "softmax 的梯度：s_i(δ_ij − s_j)"),
    (LOG, "log_softmax 的梯度：δ_ij − s_j"),
    (LOG, "log-softmax gradient: δ_ij − s_j"),
    (LOG, "因为 log s_i = x_i − log Σ_k exp(x_k)，所以 ∂log s_i/∂x_j = δ_ij − exp(x_j)/Σ_k exp(x_k)"),
    (LOG, "log s_i = x_i − log Σ_k e^{x_k}\n∂/∂x_j = δ_ij − e^{x_j}/Σ_k e^{x_k}\n= δ_ij − s_j"),
    (LOG, "(0, …, 1, …, 0) − s"),
    (LOG, "It is 1-s_j for i=j, otherwise -s_j."),
    (CROSS, "exp(x_i)/Σ_k exp(x_k) − y_i"),
]
WRONG = [
    (SOFTMAX, "Case 1: i = j. Then ∂p_i/∂z_i = p_i(1 − p_i).\nCase 2: i ≠ j. Then ∂p_i/∂z_j = p_i p_j."),
    (SOFTMAX, "雅可比矩阵 J 的第 i 行第 j 列为 s_j(δ_ij − s_j)"),
    (SOFTMAX, "gradient of s_i: (s_i*s_1, s_i*s_2, ..., s_i*(1-s_i), ..., s_i*s_C)"),
    (SOFTMAX, "np.multiply(np.eye(C) - p, p)"),
    (LOG, "(−s_1, …, 1−s_i, …, −s_C)，即 e_i + s"),
    (CROSS, "∂L/∂z = y − p，其中 p=softmax(z)，y 为 one-hot 标签"),
    (CROSS, "∂L/∂x_i = y_i − s_i（y 为标签）"),
    (SOFTMAX, "∂s/∂x = diag(s) + ss⊤，即 ∂s_i/∂x_j = s_i(δ_ij − s_j)"),
    (SOFTMAX, "s = s.reshape(-1,1); np.diagflat(s) + np.dot(s, s.T)"),
    (LOG, "δij - e^xi/Σe^xk"),
    (SOFTMAX, r"\frac{\partial \sigma(z)_i}{\partial z_j} = \sigma(z)_i (\delta_{ij} + \sigma(z)_j)"),
    (SOFTMAX, "s_i * ((0,…,1,…,0) − (s_1,…,s_C))，其中 1 在第 j 个位置"),
    (SOFTMAX, "s_i * ((1,…,1,…,1) − (s_1,…,s_C))"),
    (SOFTMAX, "softmax 的梯度：δ_ij − s_j"),
    (LOG, "log_softmax 的梯度：δ_ij − s_i"),
    (LOG, "因为 log s_i = x_i − Σ_k exp(x_k)，所以 ∂log s_i/∂x_j = δ_ij − exp(x_j)"),
    (LOG, "(0, …, 2, …, 0) − s"),
    (LOG, "(0, …, 1, …, 0) + s"),
    (LOG, "It is not 1-s_j for i=j, otherwise -s_j."),
    (CROSS, "y_i − exp(x_i)/Σ_k exp(x_k)"),
    (CROSS, "exp(x_i)/Σ_k exp(x_k) + y_i"),
]


@pytest.mark.parametrize(("question", "text"), RIGHT)
def test_right_with_words_around_it(question, text):
    assert judge_formula(question, text).kind == "correct"


@pytest.mark.parametrize(("question", "text"), WRONG)
def test_wrong_with_words_around_it(question, text):
    assert judge_formula(question, text).kind != "correct"
