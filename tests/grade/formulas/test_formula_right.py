"""Right answers as students write them: plain, Unicode, LaTeX, by component, by cases, by matrix."""

from dataclasses import replace

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import CROSS_ENTROPY_GRADIENT, LOG_SOFTMAX_GRADIENT, SOFTMAX_GRADIENT, Question

SOFTMAX = [
    "s_i*(delta_ij - s_j)",
    "s_i(δ_ij − s_j)",
    "sᵢ(δᵢⱼ − sⱼ)",
    "s_i·(δ_{ij}−s_j)",
    "s_i × (δ_ij − s_j)",
    "s_i*delta_ij - s_i*s_j",
    "δ_ij s_i − s_i s_j",
    "δijs_i - s_i s_j",
    "s_iδ_ij−s_is_j",
    "-s_i(s_j - δ_ij)",
    "s_i （δ_ij － s_j）",
    "s_i*(1[i=j] - s_j)",
    "s_i(1{i=j} - s_j)",
    "s_i*(I(i=j) - s_j)",
    "s_i(I_ij - s_j)",
    "s_i * ((i==j) - s_j)",
    "s[i]*(delta[i,j]-s[j])",
    "s[i]*(delta[i][j]-s[j])",
    "s_i(δ_ij - s_j).",
    "$s_i(\\delta_{ij} - s_j)$",
    r"s_i(\delta_{ij} - s_j)",
    r"s_i\left(\delta_{ij} - s_j\right)",
    r"s_i \cdot \left( \delta_{ij} - s_j \right)",
    r"s_i(\mathbb{1}_{\{i=j\}} - s_j)",
    r"s_i(\mathbb{I}[i=j]-s_j)",
    r"s_i (\mathbf 1(i=j) - s_j)",
    r"s_{i}\,\bigl(\delta_{i,j}-s_{j}\bigr)",
    r"\frac{\partial s_i}{\partial x_j} = s_i\delta_{ij} - s_is_j",
    r"\frac{\mathrm{d}s_i}{\mathrm{d}x_j} = s_i(\delta_{ij}-s_j)",
    r"\frac{\partial}{\partial x_j} \frac{e^{x_i}}{\sum_k e^{x_k}} = s_i(\delta_{ij}-s_j)",
    "∂s_i/∂x_j = s_i(δ_ij - s_j)",
    "ds_i/dx_j = s_i(δ_ij - s_j)",
    "∂s_j/∂x_i = s_j(δ_ij - s_i)",
    "∂s_k/∂x_l = s_k(δ_kl - s_l)",
    "s_k(δ_kl - s_l)",
    "∂softmax(x)_i/∂x_j = s_i(δ_ij - s_j)",
    "∂y_i/∂x_j = s_i(δ_ij - s_j)",
    "J_ij = s_i(δ_ij - s_j)",
    # out of exponentials
    "exp(x_i)/sum(exp(x)) * (delta_ij - exp(x_j)/sum(exp(x)))",
    "exp(x_i)/Σ_j exp(x_j) * (δ_ij − exp(x_j)/Σ_k exp(x_k))",
    r"\frac{e^{x_i}}{\sum_{k=1}^{C} e^{x_k}}\left(\delta_{ij}-\frac{e^{x_j}}{\sum_k e^{x_k}}\right)",
    r"\frac{e^{x_i}\delta_{ij}\sum_k e^{x_k} - e^{x_i}e^{x_j}}{\left(\sum_k e^{x_k}\right)^2}",
    "(e^{x_i} δ_ij Σₖ₌₁ᶜ e^{xₖ} − e^{x_i} e^{x_j})/(Σₖ e^{xₖ})²",
    "softmax(x)_i (δ_ij - softmax(x)_j)",
    "softmax(x_i)(δ_ij - softmax(x_j))",
    "s_i(δ_ij Σ_k s_k - s_j)",
    # cases
    "i = j: s_i*(1 - s_i); i != j: -s_i*s_j",
    "i = j: s_i(1-s_i)\ni ≠ j: -s_i s_j",
    "i=j：s_i（1−s_i）；i≠j：−s_i s_j",
    "当 i=j 时，s_i(1-s_i)；当 i≠j 时，-s_i s_j",
    "若i=j，则s_i(1-s_i)，否则 -s_i s_j",
    "i=j时 s_i(1-s_i)，i≠j时 -s_i s_j",
    "if i == j: s_i*(1-s_i)\nelse: -s_i*s_j",
    "if i = j: s_i*(1-s_i), otherwise: -s_i*s_j",
    "s_i − s_i² if i=j else −s_i s_j",
    "s_i(1-s_i), i=j; -s_i s_j, i≠j",
    "s_i - s_i^2 (i=j)\n-s_i s_j (i≠j)",
    "s_i(1-s_i) for i=j and -s_i s_j for i≠j",
    "{i = j: s_i(1-s_i), i != j: -s_i s_j}",
    "∂s_i/∂x_i = s_i(1-s_i); ∂s_i/∂x_j = -s_i s_j",
    "∂s_i/∂x_j = -s_i s_j (i≠j); ∂s_i/∂x_i = s_i(1-s_i)",
    "s_i(1-s_i) when i=j, -s_i s_j when i≠j",
    "for i=j: s_i(1-s_i), for i≠j: -s_i*s_j",
    "i==j -> s_i(1-s_i); i!=j -> -s_i s_j",
    "$s_i(1-s_i)$ if $i=j$ else $-s_is_j$",
    "∂s_i/∂x_j = {s_i(1-s_i), i=j; -s_i s_j, i≠j}",
    "{s_i(1-s_i), i=j; -s_i s_j, i≠j}",
    "ds_i/dx_j = { s_i(1-s_i) if i=j; -s_i s_j if i≠j }",
    r"\left\{\begin{aligned}s_i(1-s_i),& i=j\\-s_is_j,&i\neq j\end{aligned}\right.",
    "(1) i=j: s_i(1-s_i)\n(2) i≠j: -s_i s_j",
    "∂s_i/∂x_j =\n  i=j: s_i(1-s_i)\n  i≠j: -s_i s_j",
    "s_i(1_{ij} - s_j)",
    "s_i[δ_ij - s_j]",
    "∂s/∂x^T = diag(s) - ss^T",
    r"\frac{\partial \mathbf{s}}{\partial \mathbf{x}^\top} = \mathrm{diag}(s) - ss^\top",
    "J(i,j) = s_i(δ_ij - s_j)",
    "J(j,i) = s_i δ_ij - s_i s_j",
    "f(x)_i = s_i(δ_ij - s_j)",
    "softmax'(x) = diag(s) - s s^T",
    "grad = diag(s) - s s^T",
    "s_i(1-s_i) if i = j, otherwise -s_i s_j",
    "(i=j) s_i(1-s_i); (i≠j) -s_i s_j",
    "i=j  s_i(1-s_i)\ni≠j  -s_i s_j",
    "s_i(1-s_i)[i=j] - s_i s_j [i≠j]",
    "exp(x_i)/(exp(x_1)+…+exp(x_C)) * (δ_ij - exp(x_j)/(exp(x_1)+…+exp(x_C)))",
    "∂s_i/∂x_j = s_i(δ_ij - s_j), i, j = 1, …, C",
    "i=j: e^x_i (Σ_{k≠i} e^x_k)/(Σ_k e^x_k)^2; i≠j: -e^{x_i+x_j}/(Σ_k e^x_k)^2",
    r"\begin{cases} s_i(1-s_i) & \text{if } i=j \\ -s_i s_j & \text{otherwise}\end{cases}",
    r"\frac{\partial s_i}{\partial x_j} = \begin{cases} s_i(1-s_i) & i=j \\ -s_is_j & i \neq j\end{cases}",
    r"\frac{\partial s_i}{\partial x_j}=\left\{\begin{array}{ll}s_i(1-s_i),&i=j\\-s_i s_j,&i\ne j\end{array}\right.",
    r"\begin{cases} s_i(1-s_i), & \text{if } i=j, \\ -s_i s_j, & \text{if } i\neq j. \end{cases}",
    r"\begin{aligned} \frac{\partial s_i}{\partial x_j} &= s_i\delta_{ij}-s_is_j\\&= s_i(\delta_{ij}-s_j)\end{aligned}",
    {"i = j": "s_i*(1 - s_i)", "i != j": "-s_i*s_j"},
    {"i=j": "s_i(1 - s_j)", "otherwise": "-s_i s_j"},
    ["i = j: s_i(1-s_i)", "i ≠ j: -s_i s_j"],
    # matrices, and rows of one
    "diag(s) - s s^T",
    "diag(s)-ss^T",
    "diag(s) − s sᵀ",
    "diag(s) - outer(s, s)",
    "diag(s) - s⊗s",
    "diag(s)(I - 1 s^T)",
    "J = diag(s) - s s^T",
    "∂s/∂x = diag(s) - s s^T",
    r"\mathrm{diag}(s) - s s^\top",
    r"\operatorname{diag}(\mathbf{s}) - \mathbf{s}\mathbf{s}^\top",
    r"\mathrm{diag}(s)(I-\mathbf{1}s^\top)",
    "s_i(e_i - s)",
    "∇s_i = s_i(e_i - s)",
    r"\nabla_x s_i = s_i (e_i - s)^T",
]
LOG_SOFTMAX = [
    "δ_ij - s_j",
    "delta_ij - exp(x_j)/sum(exp(x))",
    r"\delta_{ij} - \frac{e^{x_j}}{\sum_k e^{x_k}}",
    r"\mathbf{1}_{i=j} - \frac{e^{x_j}}{\sum e^{x_k}}",
    "[i = j] - s_j",
    "i = j: 1 - s_j; i ≠ j: -s_j",
    "i = j: 1 - s_i; i ≠ j: -s_j",
    "∂log(s_j)/∂x_i = δ_ij - s_i",
    "∂ log softmax(x)_i/∂x_j = δ_ij - s_j",
    "∂/∂x_j (x_i - log Σ_k exp(x_k)) = δ_ij - s_j",
    "1/s_i * s_i(δ_ij - s_j)",
    r"\frac{1}{s_i} s_i (\delta_{ij}-s_j)",
    r"\frac{\partial \log s_i}{\partial x_j} = \frac{1}{s_i} s_i(\delta_{ij}-s_j) = \delta_{ij} - s_j",
    r"\frac{\partial \log s_i}{\partial x_j} = \frac{1}{s_i}\frac{\partial s_i}{\partial x_j} = \delta_{ij} - s_j",
    "I - 1 s^T",
    "I − 𝟏sᵀ",
    "I - ones(C) s^T",
    r"I - \mathbf{1}\mathbf{s}^\top",
    "(I - s 1^T)^T",
    "e_i - s",
    "∇ log s_i = e_i - s",
]
CROSS_ENTROPY = ["s_j - d_j", "s_i - d_i", "s - d", "∂E/∂x_i = s_i - d_i", "-Σ_k d_k(δ_ki - s_i)", "-(I - s 1^T) d"]


@pytest.mark.parametrize("answer", SOFTMAX, ids=str)
def test_the_gradient_of_softmax(answer: object) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.slips, verdict.diagnostics) == ("correct", (), ())


@pytest.mark.parametrize("answer", LOG_SOFTMAX, ids=str)
def test_the_gradient_of_log_softmax(answer: str) -> None:
    verdict = judge_formula(LOG_SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.slips, verdict.diagnostics) == ("correct", (), ())


@pytest.mark.parametrize("answer", CROSS_ENTROPY)
def test_the_gradient_of_the_cross_entropy(answer: str) -> None:
    assert judge_formula(CROSS_ENTROPY_GRADIENT, answer).kind == "correct"


LET = [
    (SOFTMAX_GRADIENT, "p_i*(delta_ij - p_j)", {"p": "softmax(x)"}),
    (SOFTMAX_GRADIENT, "diag(p) - pp^T", {"p": "exp(x)/sum(exp(x))"}),
    (SOFTMAX_GRADIENT, "p_i(δ_ij - p_j)", {"p": "exp(x_i)/Σ_k exp(x_k)"}),
    (SOFTMAX_GRADIENT, "y_i(δ_ij-y_j)", {"y_i": "exp(x_i)/Σ_k exp(x_k)"}),
    (SOFTMAX_GRADIENT, r"\hat{y}_i(\delta_{ij}-\hat{y}_j)", {r"\hat{y}": "softmax(x)"}),
    (SOFTMAX_GRADIENT, "y_hat_i(δ_ij - y_hat_j)", {"y_hat": "softmax(x)"}),
    (SOFTMAX_GRADIENT, r"\sigma_i(\delta_{ij}-\sigma_j)", {"sigma": "softmax(x)"}),
    (SOFTMAX_GRADIENT, "σ(x)_i(δ_ij-σ(x)_j)", {"σ": "softmax"}),
    (SOFTMAX_GRADIENT, "y'_i(δ_ij-y'_j)", {"y'": "softmax(x)"}),
    (SOFTMAX_GRADIENT, "exp(x_i)/Z (δ_ij - exp(x_j)/Z)", {"Z": "Σ_k exp(x_k)"}),
    (SOFTMAX_GRADIENT, "a_i/Z*(δ_ij-a_j/Z)", {"Z": "sum(a)", "a": "exp(x)"}),
    (SOFTMAX_GRADIENT, "A_{ij}", {"A_{ij}": "s_i(δ_ij - s_j)"}),
    (SOFTMAX_GRADIENT, "A_ij", {"A": "diag(s) - ss^T"}),
    (SOFTMAX_GRADIENT, "s_i(E_ij - s_j)", {"E": "I"}),
    (SOFTMAX_GRADIENT, "e^{x_i - x_max}/Z*(δ_ij - s_j)", {"x_max": "max(x)", "Z": "Σ_k e^{x_k - x_{max}}"}),
    (CROSS_ENTROPY_GRADIENT, r"\hat{y}_i - y_i", {r"\hat{y}": "softmax(x)", "y": "d"}),
    (CROSS_ENTROPY_GRADIENT, r"\hat y_i - y_i", {r"\hat{y}": "softmax(x)", "y": "d"}),
]


@pytest.mark.parametrize(("question", "answer", "let"), LET, ids=lambda value: str(value)[:40])
def test_with_abbreviations(question: Question, answer: str, let: dict[object, object]) -> None:
    verdict = judge_formula(question, answer, let)
    assert (verdict.kind, verdict.diagnostics) == ("correct", ())


def test_where_a_book_transposes_its_jacobians_both_layouts_are_right() -> None:
    lenient = replace(LOG_SOFTMAX_GRADIENT, layout="either")
    assert judge_formula(lenient, "I - s 1^T").kind == "correct"
    assert judge_formula(lenient, "δ_ij - s_i").kind == "slip"
