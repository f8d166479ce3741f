# ruff: noqa: E501  what people write stands as they write it
"""How notes, answers on forums and lectures write it: each dress once with the right formula, once with a wrong one.

`{a}` and `{b}` are the formulas for i = j and for i ≠ j, `{f}` that for both.
"""

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import CROSS_ENTROPY_GRADIENT, LOG_SOFTMAX_GRADIENT, QUESTIONS, SOFTMAX_GRADIENT
from nncli.grade.formulas.stability import judge_stable

S, L, E = SOFTMAX_GRADIENT, LOG_SOFTMAX_GRADIENT, CROSS_ENTROPY_GRADIENT
RIGHT = {S: ("s_i(1-s_i)", "-s_i s_j", "s_i(\\delta_{ij}-s_j)"), L: ("1-s_i", "-s_j", "\\delta_{ij}-s_j")}
WRONG = {
    S: [("s_i(1-s_i)", "s_i s_j", "s_i(\\delta_{ij}+s_j)"), ("-s_i s_j", "s_i(1-s_i)", "s_j(\\delta_{ij}-s_j)")],
    L: [("1-s_i", "s_j", "\\delta_{ij}+s_j"), ("-s_j", "1-s_i", "\\delta_{ij}-s_i")],
}
DRESSES = [
    "对同一个分量求导时（i=j），结果为 {a}；对不同分量求导时（i≠j），结果为 {b}",
    "**情况 1：对同角分量求导（$i=j$）**\n$${a}$$\n**情况 2：对异角分量求导（$i \\ne j$）**\n$${b}$$",
    "- **Diagonal** ($i = j$): ${a}$.\n- **Off-diagonal** ($i \\neq j$): ${b}$.",
    "当\\(i=j\\)时:\n\\[{a}\\]当\\(i\\ne j\\)时\n\\[{b}\\]",
    "If $i = j$,\n\\[{a}\\]If $i \\neq j$,\n\\[{b}\\]",
    "Thus when $i=j$, our $${a}$$ And when $i \\neq j$ $${b}$$",
    "when i = j, we have\n$${a}$$\nand when $i \\not= j$,\n$${b}$$",
    "当 $i = j$ 时：\n\n$$\n{a}\n$$\n\n当 $i \\neq j$ 时：\n\n$$\n{b}\n$$\n\n统一形式（使用 Kronecker delta $\\delta_{ij}$）：\n\n$$\n{f}\n$$",
    "当 i=j 时，导数为 {a}；当 i≠j 时，导数为 {b}，合起来就是 {f}",
    "The diagonal values are {a}, all other values are {b}.",
    "对角线上是 {a}，其余位置是 {b}",
    "对角元 {a}，非对角元 {b}",
    "We get {a} when i equals j, and {b} when i does not equal j.",
    "\\begin{cases} {a} & i=j \\\\ {b} & i \\ne j \\end{cases} \\;=\\; {f}",
    "{a} if i == j\n= {b} if i != j",
    "\\begin{cases} {a} & \\mbox{ if } i = j, \\mbox{ and} \\\\[6pt] {b} & \\mbox{ if } i \\neq j. \\end{cases}",
    "{f} \\quad\\text{for } i, j = 1, \\ldots, n",
    "{f}\nwhere $\\delta_{ij}$ is the Kronecker delta ($\\delta_{ij} = 1$ when $i=j$, otherwise $0$).",
    "利用克罗内克符号 \\(\\delta_{ij}\\)（当 \\(i=j\\) 时为 1，否则为 0），紧凑表达为：\n\\[ {f} \\]",
    "原式={f}",
    "- 对角项：${a}$\n- 非对角项：${b}$",
    "雅可比矩阵为：\n\n$${f}$$",
    "If \\(i=j\\),\n\\[ = {a}. \\]\nAnd if \\(i \\neq j\\),\n\\[ = {b}. \\]",
    "{f}\n\nwhere \\( \\delta_{ij} \\) is the Kronecker delta, defined as:\n\n\\[ \\delta_{ij} = \\begin{cases} 1 & \\text{if } i = j \\\\ 0 & \\text{if } i \\neq j \\end{cases} \\]",
]


@pytest.mark.parametrize("question", [S, L], ids=lambda question: question.id)
@pytest.mark.parametrize("dress", DRESSES)
def test_a_dress_is_read_and_hides_nothing(dress, question):
    def dressed(formulas):
        a, b, f = formulas
        return dress.replace("{a}", a).replace("{b}", b).replace("{f}", f)

    assert judge_formula(question, dressed(RIGHT[question])).kind == "correct"
    for wrong in WRONG[question]:
        assert judge_formula(question, dressed(wrong)).kind != "correct"
    a, b, f = RIGHT[question]
    mixed = [(a, b, WRONG[question][0][2]), (WRONG[question][1][0], b, f), (a, WRONG[question][0][1], f)]
    for formulas in mixed:  # one that does not fit the others is found, wherever it stands
        used = [hole in dress for hole in ("{a}", "{b}", "{f}")]
        if any(one != other and here for one, other, here in zip(formulas, (a, b, f), used, strict=True)):
            assert judge_formula(question, dressed(formulas)).kind != "correct"


PAIRS = [
    (S, "∂s_i/∂x_j = s_i(δ_ij − s_j) or J_s = diag(s) − ss^T", "∂s_i/∂x_j = s_i(δ_ij − s_j) or J_s = diag(s) + ss^T"),
    (S, "J = diag(s) − s s^T. This matrix is symmetric.", "J = diag(s) + s s^T. This matrix is symmetric."),
    (S, "As a matrix: $J = \\operatorname{diag}(P) - PP^\\top$ (symmetric).", "As a matrix: $J = \\operatorname{diag}(P) - P$ (symmetric)."),
    (S, "d_sigma = diag(mu) - (mu*mu')", "d_sigma = diag(mu) + (mu*mu')"),
    (S, "\\frac{e^{a_i}\\Sigma-e^{a_j}e^{a_i}}{\\Sigma^{2}} (i=j), -\\frac{e^{a_j}e^{a_i}}{\\Sigma^2} (i≠j)",
     "\\frac{e^{a_i}\\Sigma-e^{a_j}e^{a_i}}{\\Sigma} (i=j), -\\frac{e^{a_j}e^{a_i}}{\\Sigma} (i≠j)"),
    (S, "\\Lambda - ss^\\top，其中 \\Lambda = \\operatorname{diag}(s)", "\\Lambda - ss^\\top，其中 \\Lambda = \\operatorname{diag}(x)"),
    (S, "∂s_i/∂x_i = (e^{x_i} S - e^{x_i} e^{x_i})/S^2 = s_i(1 - s_i)\n∂s_i/∂x_j = -e^{x_i} e^{x_j}/S^2 = -s_i s_j\n其中 S = \\sum_{k=1}^n e^{x_k}",
     "∂s_i/∂x_i = (e^{x_i} S - e^{x_i} e^{x_i})/S^2 = s_i(1 - s_i)\n∂s_i/∂x_j = -e^{x_i} e^{x_j}/S^2 = -s_i s_j\n其中 S = \\sum_{k=1}^n x_k"),
    (L, "J_x z = \\begin{bmatrix} 1 - y_1 & -y_2 & ... & -y_n \\\\[0.6em] -y_1 & 1 - y_2 & ... & -y_n \\\\ \\vdots & \\vdots & \\ddots & \\vdots \\\\ -y_1 & -y_2 & ... & 1 - y_n \\end{bmatrix}",
     "J_x z = \\begin{bmatrix} 1 - y_1 & -y_1 & ... & -y_1 \\\\[0.6em] -y_2 & 1 - y_2 & ... & -y_2 \\\\ \\vdots & \\vdots & \\ddots & \\vdots \\\\ -y_n & -y_n & ... & 1 - y_n \\end{bmatrix}"),
    (L, "\\frac{\\partial \\ell_i}{\\partial x_j} = \\mathbb{1}[i=j] - \\frac{\\exp(x_j)}{\\sum_{k=1}^C\\exp(x_k)}", "\\frac{\\partial \\ell_i}{\\partial x_j} = \\mathbb{1}[i=j] - \\frac{\\exp(x_i)}{\\sum_{k=1}^C\\exp(x_k)}"),
    (E, "\\partial_{o_j} l(\\mathbf{y}, \\hat{\\mathbf{y}}) = \\mathrm{softmax}(\\mathbf{o})_j - y_j.", "\\partial_{o_j} l(\\mathbf{y}, \\hat{\\mathbf{y}}) = y_j - \\mathrm{softmax}(\\mathbf{o})_j."),
    (E, "∂L/∂o_i = -Σ_k y_k (1/p_k) ∂p_k/∂o_i = -y_i(1-p_i) - Σ_{k≠i} y_k (1/p_k)(-p_k p_i) = p_i - y_i", "∂L/∂o_i = -Σ_k y_k ∂p_k/∂o_i = -y_i(1-p_i) - Σ_{k≠i} y_k (1/p_k)(-p_k p_i) = p_i - y_i"),
    (E, "$$\\frac{\\partial C}{\\partial z_i} = y_i - t_i.$$", "$$\\frac{\\partial C}{\\partial z_i} = t_i - y_i.$$"),
    (S, "\\frac{\\partial y_i}{\\partial z_i} = y_i(1 - y_i) \\qquad\\qquad \\frac{\\partial y_i}{\\partial z_j} = - y_i y_j", "\\frac{\\partial y_i}{\\partial z_i} = y_i(1 - y_i) \\qquad\\qquad \\frac{\\partial y_i}{\\partial z_j} = y_i y_j"),
    (S, "\\frac{\\partial s_i}{\\partial z_j} = s_i (\\delta_{ij} - s_j) \\qquad \\text{i.e.}\\quad J = \\operatorname{diag}(s) - s s^\\top", "\\frac{\\partial s_i}{\\partial z_j} = s_i (\\delta_{ij} - s_j) \\qquad \\text{i.e.}\\quad J = \\operatorname{diag}(s) + s s^\\top"),
    (S, "- $\\dfrac{\\partial y_i}{\\partial x_j} = y_i (\\delta_{ij} - y_j)$\n\n- 矩阵形式：$J = \\text{diag}(y) - yy^\\top$", "- $\\dfrac{\\partial y_i}{\\partial x_j} = y_i (\\delta_{ij} - y_j)$\n\n- 矩阵形式：$J = yy^\\top - \\text{diag}(y)$"),
    (S, "\\frac{\\partial y_i}{\\partial x_j} &=& \\frac{\\exp(x_i)}{\\sum_k \\exp(x_k)} \\left( \\delta_{ij} - \\frac{\\exp(x_j)}{\\sum_k \\exp(x_k)} \\right) \\\\ &=& y_i (\\delta_{ij} - y_j)", "\\frac{\\partial y_i}{\\partial x_j} &=& \\frac{\\exp(x_i)}{\\sum_k \\exp(x_k)} \\left( \\delta_{ij} - \\frac{\\exp(x_j)}{\\sum_k \\exp(x_k)} \\right) \\\\ &=& y_j (\\delta_{ij} - y_j)"),
    (L, "probs = softmax(x)\nJ = np.eye(R) - probs[np.newaxis, :]\nreturn J", "probs = softmax(x)\nJ = np.eye(R) - probs[:, np.newaxis]\nreturn J"),
    (E, "softmax(logits) - one_hot(targets)", "softmax(logits) + one_hot(targets)"),
    (S, "def f(softmax):\n    s = softmax.reshape(-1,1)\n    return np.diagflat(s) - np.dot(s, s.T)", "def f(softmax):\n    s = softmax.reshape(-1,1)\n    return np.diagflat(s) - np.dot(s.T, s)"),
    (S, "single_output = single_output.reshape(-1,1)\njacobian_matrix = np.diagflat(single_output) - \\\n    np.dot(single_output, single_output.T)", "single_output = single_output.reshape(-1,1)\njacobian_matrix = np.diagflat(single_output) + \\\n    np.dot(single_output, single_output.T)"),
    (L, "jnp.eye(n) - jax.nn.softmax(x)[None, :]", "jnp.eye(n) - jax.nn.softmax(x)[:, None]"),
    (E, "$$ = -y_i+y_ia_i + \\sum_{k\\neq i} y_k a_i $$\n$$ = a_i \\sum_ky_k - y_i $$\n$$ = a_i-y_i $$", "$$ = -y_i+y_ia_i + \\sum_{k\\neq i} y_k a_k $$\n$$ = a_i \\sum_ky_k - y_i $$\n$$ = a_i-y_i $$"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "right", "wrong"), PAIRS)
def test_a_right_formula_and_a_wrong_one_in_the_same_dress(question, right, wrong):
    assert judge_formula(question, right).kind == "correct", judge_formula(question, right)
    assert judge_formula(question, wrong).kind != "correct"


@pytest.mark.parametrize(("peak", "right"), [("max", True), ("min", False)])
def test_a_sum_up_to_a_letter_that_stands_close(peak, right):
    text = f"\\log\\sum_{{n=1}}^Ne^{{x_n}} = a + \\log\\sum_{{n=1}}^Ne^{{x_n-a}}, a=\\{peak}\\limits_{{n}}x_n"
    assert (judge_stable(QUESTIONS["logsumexp"], text).kind == "correct") is right
    text = f"取a={peak}_n x_n，原式=a + log Σ_{{n=1}}^N e^{{x_n-a}}，不会发生上溢"
    assert (judge_stable(QUESTIONS["logsumexp"], text).kind == "correct") is right


TRAPS = [
    (S, "- $s_i(1-s_i)$ (i=j)\n- $s_i s_j$ (i≠j)"),
    (S, "- 对角项：$-s_i(1-s_i)$\n- 非对角项：$-s_i s_j$"),
    (S, "s_i(δ_ij - s_j), where s is not a row vector"),
    (S, "s_i(δ_ij - s_j) or -s_i(δ_ij - s_j)"),
    (S, "对角线上不是 s_i(1-s_i)，其余位置是 -s_i s_j"),
    (S, "i=j: s_i(1-s_i); i≠j: -s_i s_j，合起来就是 δ_ij - s_j"),
    (S, "对不同分量求导时（i=j），结果为 -s_i s_j；对同一个分量求导时（i≠j），结果为 s_i(1-s_i)"),
    (S, "s_i(1-s_i) if i == j\n= -s_i s_j if i == j"),
    (S, "s_i(1-s_i) (i=j) = s_i (i=j), -s_i s_j (i≠j)"),
    (S, "\\begin{cases} s_i(1-s_i) & i=j \\\\ -s_i s_j & i \\ne j \\end{cases} = \\delta_{ij}-s_j"),
    (S, "s_i(δ_ij - s_j)，其中 δ_ij（当 i=j 时为 0，否则为 1）"),
    (S, "s_i(δ_ij - s_j), this matrix is not symmetric"),
    (S, "np.diag(v) - np.outer(logits, logits)"),
    (L, "np.eye(n) - logits"),
    (L, "I - Σ^2"),
]


@pytest.mark.parametrize(("question", "text"), TRAPS)
def test_a_trap_in_these_words_does_not_pass(question, text):
    assert judge_formula(question, text).kind != "correct", judge_formula(question, text)
