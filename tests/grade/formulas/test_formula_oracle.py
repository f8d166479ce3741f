"""A second evaluator, Python's own floats, over formulas made together with their Python text: the verdicts agree."""

import math
import random

from hypothesis import example, given
from hypothesis import strategies as st

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import LOG_SOFTMAX_GRADIENT, QUESTIONS, SOFTMAX_GRADIENT
from nncli.grade.formulas.saying import said_to_student, said_to_teacher
from nncli.grade.formulas.stability import judge_stable

# A formula of ours beside the same in Python.
Both = tuple[str, str]
ATOMS: list[Both] = [
    ("s_i", "s[i]"),
    ("s_j", "s[j]"),
    ("δ_ij", "(i == j)"),
    ("[i ≠ j]", "(i != j)"),
    ("1", "1"),
    ("2", "2"),
    ("exp(x_i)", "exp(x[i])"),
    (r"\frac{e^{x_j}}{\sum_k e^{x_k}}", "(exp(x[j])/sum(exp(v) for v in x))"),
    ("Σ_{k≠i} s_k", "sum(s[k] for k in range(n) if k != i)"),
    ("max(s)", "max(s)"),
    ("(s s^T)_{ij}", "(s[i]*s[j])"),
    ("(diag(s) - s s^T)_{ij}", "((i == j)*s[i] - s[i]*s[j])"),
    ("(1 - s)_j", "(1 - s[j])"),
    ("s^T s", "sum(v*v for v in s)"),
    ("C", "n"),
]


def _put(pair: tuple[Both, Both], sign: str) -> Both:
    (ours, python), (other, again) = pair
    return f"({ours} {sign} {other})", f"({python} {sign} {again})"


def _chain(first: Both, rest: list[tuple[str, Both]]) -> Both:
    """a b − c·d …, without brackets; where there is no sign, Python has its *."""
    ours, python = first
    for sign, (other, again) in rest:
        close = sign == " " and not other[0].isdigit()
        ours += f"{' ' if close else f' {sign.strip() or chr(183)} '}{other}"
        python += f" {sign.strip() or '*'} {again}"
    return ours, python


CHAINS = st.builds(
    _chain,
    st.sampled_from(ATOMS),
    st.lists(st.tuples(st.sampled_from(["+", "-", "*", " "]), st.sampled_from(ATOMS)), max_size=4),
)
FORMULAS = CHAINS | st.recursive(
    CHAINS.map(lambda both: (f"({both[0]})", f"({both[1]})")),
    lambda inner: st.builds(_put, st.tuples(inner, inner), st.sampled_from("+-*")),
    max_leaves=4,
)
KEYS = {
    SOFTMAX_GRADIENT: lambda s, i, j: s[i] * ((i == j) - s[j]),
    LOG_SOFTMAX_GRADIENT: lambda s, i, j: (i == j) - s[j],
}


def _is_right(python: str, question: object) -> bool:
    draw = random.Random(1)
    code = compile(python, "formula", "eval")
    for n in (2, 3, 4):
        x = [draw.uniform(-2, 2) for _place in range(n)]
        total = sum(math.exp(v) for v in x)
        s = [math.exp(v) / total for v in x]
        for i in range(n):
            for j in range(n):
                names = {"s": s, "x": x, "i": i, "j": j, "n": n, "exp": math.exp}
                key = KEYS[question](s, i, j)  # type: ignore[index]
                if not math.isclose(eval(code, names), key, rel_tol=1e-9, abs_tol=1e-9):
                    return False
    return True


@given(FORMULAS, st.sampled_from([SOFTMAX_GRADIENT, LOG_SOFTMAX_GRADIENT]))
@example(("(s_i * (δ_ij - s_j))", "(s[i] * ((i == j) - s[j]))"), SOFTMAX_GRADIENT)
@example(("(δ_ij - s_j)", "((i == j) - s[j])"), LOG_SOFTMAX_GRADIENT)
@example(("(1 - (s_j + [i ≠ j]))", "(1 - (s[j] + (i != j)))"), LOG_SOFTMAX_GRADIENT)
def test_right_is_what_is_right_in_floats_too(formula: Both, question: object) -> None:
    ours, python = formula
    verdict = judge_formula(question, ours)  # type: ignore[arg-type]
    assert verdict.kind in {"correct", "slip", "wrong"}, verdict
    assert (verdict.kind == "correct") == _is_right(python, question)


LEFTS = (
    "∂s_i/∂x_j = ",
    "∂s_k/∂x_l = ",
    "∂s_i/∂x_i = ",
    "∂s/∂x = ",
    "∇s_i = ",
    "J_ij = ",
    "i = j: ",
    "∂E/∂x_j = ",
    "s_i = ",
)
PARTS = (
    "s_i s_j s_k δ_ij δ_kl (δ_ij-s_j) x_i e^{x_i} Σ_ke^{x_k} diag(s) s ss^T I 𝟏 1^T "
    "(1-s) e_i exp(x) max(x) x_1 x_C 1 2 0"
)


@st.composite
def answers(draw: st.DrawFn) -> str:
    lines = []
    for _line in range(draw(st.integers(1, 3))):
        parts = draw(st.lists(st.sampled_from(PARTS.split()), min_size=1, max_size=4))
        signs = [draw(st.sampled_from([" ", "*", "/", " + ", " - "])) for _part in parts]
        text = "".join(part + sign for part, sign in zip(parts, [*signs[1:], ""], strict=True))
        lines.append(draw(st.sampled_from(["", *LEFTS])) + text)
    return "; ".join(lines)


@given(answers(), st.sampled_from(["softmax-gradient", "log-softmax-gradient", "cross-entropy-gradient", "logsumexp"]))
@example("∂s_i/∂x_i = δ_kl", "softmax-gradient")
@example("∂s_i/∂x_i = δ_ij", "cross-entropy-gradient")
@example("∂s_i/∂x_j = logsumexp(x)", "logsumexp")
def test_no_answer_with_a_left_side_raises(answer: str, question: str) -> None:
    for verdict in (judge_formula(QUESTIONS[question], answer), judge_stable(QUESTIONS["softmax"], answer)):
        assert verdict.kind in {"correct", "slip", "wrong", "undecided", "unreadable"}
        assert bool(said_to_student(verdict)) == (verdict.kind != "correct")
        assert bool(said_to_teacher(verdict)) == (verdict.kind == "slip")
