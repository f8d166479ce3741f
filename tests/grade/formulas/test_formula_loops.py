"""Programs that fill a matrix in loops or change it in place: what they compute decides what they say."""

# ruff: noqa: E501  what people write stands as they write it
import numpy as np
import pytest

from nncli.formula.idioms import plain_program
from nncli.formula.loops import unrolled
from nncli.formula.rows import as_columns
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import QUESTIONS
from nncli.grade.formulas.stability import judge_stable

SOFTMAX, LOG = (QUESTIONS[f"{name}-gradient"] for name in ("softmax", "log-softmax"))
X = np.array([0.3, -1.2, 2.0, 0.7])
S = np.exp(X) / np.exp(X).sum()
TRUE = {SOFTMAX.id: np.diag(S) - np.outer(S, S), LOG.id: np.eye(4) - S}

LOOP = """\
n = len(s)
J = np.zeros((n, n))
for i in range(n):
    for j in range(n):
        if i == j:
            J[i, j] = {on}
        else:
            J[i, j] = {off}
"""
LOOPS = [
    LOOP,
    LOOP.replace("np.zeros((n, n))", "np.diag(s)").replace("J[i, j]", "J[i][j]").replace("range(n)", "range(len(J))"),
    LOOP.replace("i == j", "i != j").replace("{on}", "{x}").replace("{off}", "{on}").replace("{x}", "{off}"),
    "J = np.zeros((n, n))\nfor i in range(n):\n  for j in range(n):\n    J[i][j] = {on} if i == j else {off}\n",
    "J = np.array([[{on} if i == j else {off} for j in range(n)] for i in range(n)])",
]
CELLS = ["s[i]*(1 - s[i])", "-s[i]*s[j]", "s[i]*s[j]", "1 - s[j]", "-s[j]"]


@pytest.mark.parametrize("loop", LOOPS, ids=range(len(LOOPS)))
@pytest.mark.parametrize("question", [SOFTMAX, LOG], ids=lambda question: question.id)
def test_a_loop_says_what_it_computes(loop, question):
    right = 0
    for on in CELLS:
        for off in CELLS:
            text, namespace = loop.format(on=on, off=off), {"np": np, "s": S, "n": 4}
            exec(text, namespace)  # our own text, above
            is_right = np.allclose(namespace["J"], TRUE[question.id])
            right += is_right
            assert (judge_formula(question, text).kind == "correct") == is_right, text
    assert right


# Each with what NumPy computes for it.
CHANGED = [
    ("J = -np.outer(s, s)\nJ[np.diag_indices(n)] = s * (1 - s)", SOFTMAX, True),
    ("J = -np.outer(s, s); np.fill_diagonal(J, s * (1 - s))", SOFTMAX, True),
    ("J = np.outer(s, s); np.fill_diagonal(J, s * (1 - s))", SOFTMAX, False),
    ("J = -np.outer(s, s)\nJ[np.diag_indices(n)] = s * s", SOFTMAX, False),
    ("grad = -softmax(x); grad[i] += 1", LOG, True),
    ("grad = -softmax(x); grad[i] -= 1", LOG, False),
    ("grad = softmax(x)\ngrad[i] -= 1", LOG, False),
    ("grad = -softmax(x); grad[j] += 1", LOG, False),
    ("np.eye(n) - np.tile(softmax(x), (n, 1))", LOG, True),
    ("np.eye(n) - np.tile(s[:, None], (1, n))", LOG, False),
    ("torch.eye(n) - torch.softmax(x, dim=-1).repeat(n, 1)", LOG, True),
    ("torch.eye(n) - s.unsqueeze(1).expand(-1, n)", LOG, False),
    ("torch.diag(p) - torch.einsum('i,j->ij', p, p)", SOFTMAX, True),
    ("torch.diag(p) + torch.einsum('i,j->ij', p, p)", SOFTMAX, False),
    ("np.einsum('i,ij->ij', s, np.eye(n)) - np.einsum('i,j->ij', s, s)", SOFTMAX, True),
    ("np.einsum('i,ij->ij', s, np.eye(n) - s[None, :])", SOFTMAX, True),
    ("np.einsum('j,ij->ij', s, np.eye(n) - s[None, :])", SOFTMAX, False),
    ("torch.diag_embed(p) - p.unsqueeze(-1) * p.unsqueeze(-2)", SOFTMAX, True),
    ("torch.diag_embed(p) - p.unsqueeze(-1) * p.unsqueeze(-1)", SOFTMAX, False),
    ("r = s.reshape((1, -1))\nJ = np.diag(s) - np.dot(r.T, r)\nreturn J", SOFTMAX, True),
    ("r = s.reshape((1, -1))\nJ = np.diag(s) - np.dot(r, r.T)\nreturn J", SOFTMAX, False),
    ("s[:, np.newaxis] * (np.eye(s.size) - s[np.newaxis, :])", SOFTMAX, True),
    ("s[np.newaxis, :] * (np.eye(s.size) - s[np.newaxis, :])", SOFTMAX, False),
    ("softmax_all = softmax(x)\ngrad = np.diag(softmax_all) - np.outer(softmax_all, softmax_all)", SOFTMAX, True),
    ("grad = np.diag(softmax_all) - np.outer(softmax_all, softmax_all)", SOFTMAX, True),
    ("grad = np.diag(softmax_all) + np.outer(softmax_all, softmax_all)", SOFTMAX, False),
    ("jac = lambda s: np.diag(s) - np.outer(s, s)", SOFTMAX, True),
    ("jac = lambda s: np.diag(s) - s * s", SOFTMAX, False),
    ("def f(s): return np.diag(s) - np.outer(s, s)  # 雅可比矩阵", SOFTMAX, True),
    ("J[i][j] = Softmax[i] * (δ[i==j] - Softmax[j])", SOFTMAX, True),
    ("J[i][j] = Softmax[j] * (δ[i==j] - Softmax[j])", SOFTMAX, False),
    (r"diag(s) - s^\top s, where s is a row vector", SOFTMAX, True),
    (r"\text{diag}(\mathbf s) - \mathbf s^\top \mathbf s，其中 $\mathbf s$ 为行向量", SOFTMAX, True),
    (r"diag(s) - s s^\top, where s is a row vector", SOFTMAX, False),
    (r"diag(s) + s^\top s, where s is a row vector", SOFTMAX, False),
    (r"diag(s) - s^\top s, where s is a column vector", SOFTMAX, False),
]


@pytest.mark.parametrize(("text", "question", "right"), CHANGED, ids=[text for text, _question, _right in CHANGED])
def test_what_is_changed_in_place_or_put_by_an_idiom(text, question, right):
    assert (judge_formula(question, text).kind == "correct") is right, judge_formula(question, text)


STABLE = [
    ("logsumexp", "logsumexp <- function (x) {\n  y = max(x)\n  y + log(sum(exp(x - y)))\n}", True),
    ("logsumexp", "logsumexp <- function (x) {\n  y = max(x)\n  y - log(sum(exp(x - y)))\n}", False),
    ("logsumexp", "y = max(x);\ns = y + log(sum(exp(x - y)));", True),
    ("logsumexp", "y = min(x);\ns = y + log(sum(exp(x - y)));", False),
    ("logsumexp", "mx = np.amax(vector)\nshifted = vector - mx\nreturn mx + np.log(np.sum(np.exp(shifted)))", True),
    ("logsumexp", "mx = np.amax(vector)\nshifted = vector - mx\nreturn np.log(np.sum(np.exp(shifted)))", False),
    (
        "softmax",
        "z = x - np.max(x, axis=-1, keepdims=True)\nexp_z = np.exp(z)\nreturn exp_z / np.sum(exp_z, axis=-1, keepdims=True)",
        True,
    ),
    (
        "softmax",
        "z = x - np.max(x, axis=-1, keepdims=True)\nexp_z = np.exp(z)\nreturn exp_z / np.sum(z, axis=-1, keepdims=True)",
        False,
    ),
    ("softmax", "x = x - np.max(x)\nr = np.sum(np.exp(x))\nreturn np.array([np.exp(x_i) / r for x_i in x])", True),
    ("softmax", "z = x - np.max(x)\nr = np.sum(np.exp(x))\nreturn np.array([np.exp(x_i) / r for x_i in x])", False),
]


@pytest.mark.parametrize(("question", "text", "right"), STABLE)
def test_a_function_around_a_stable_formula(question, text, right):
    assert (judge_stable(QUESTIONS[question], text).kind == "correct") is right


@pytest.mark.parametrize(
    "text",
    [
        "J = np.zeros((n, n))\nfor i in range(n):\n    J[i, i] = s[i]*(1 - s[i])",  # the rest stays 0
        "J = np.zeros((n, n))\nfor i in range(n):\n  for j in range(i):\n    J[i, j] = s[i]*((i == j) - s[j])",
        "J = np.zeros((n, n))\nfor i in range(1, n):\n  for j in range(n):\n    J[i, j] = s[i]*((i == j) - s[j])",
        "p_i*(delta_ij - p_j)  # wrong",
        "p_i*(delta_ij - p_j)  # 这是错的",
        "np.tile(s, (1, n)) - np.eye(n)",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_no_right_answer(text):
    for question in (SOFTMAX, LOG):
        assert judge_formula(question, text).kind != "correct"


def test_every_text_stays_as_long_as_it_was():
    for text in [*LOOPS, *(text for text, _question, _right in CHANGED)]:
        for put in (plain_program, unrolled, as_columns):
            assert len(put(text)) == len(text)
            assert put(text).count("\n") <= text.count("\n")
