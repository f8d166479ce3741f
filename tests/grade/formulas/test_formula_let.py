# ruff: noqa: E501  what people write stands as they write it
"""What is declared under `let:`: names of vectors, components, functions; what means what; and where a fault lies."""

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import SOFTMAX, SOFTMAX_GRADIENT, Question

RIGHT = "s_i(δ_ij - s_j)"
READ = [
    # a function under another name, which a name of the question may become too
    (SOFTMAX, "w(x_i)/Σ_k w(x_k)", {"w": " exp "}, "correct", "exp(x_i)/(Σ_k exp(x_k))"),
    (SOFTMAX_GRADIENT, RIGHT, {"s": "softmax"}, "correct", "softmax(x)_i·(δ_ij − softmax(x)_j)"),
    # the question's own letter, declared anew: what the sheet says holds
    (SOFTMAX_GRADIENT, RIGHT, {"s": "2 softmax(x)"}, "wrong", "s_i·(δ_ij − s_j)"),
    (SOFTMAX_GRADIENT, RIGHT, {"s_i": "exp(x_i)/Σ_k exp(x_k)"}, "correct", "s_i·(δ_ij − s_j)"),
    # in any order, through several
    (SOFTMAX_GRADIENT, "p_i(δ_ij - p_j)", {"p": "q", "q": "r", "r": "softmax(x)"}, "correct", "p_i·(δ_ij − p_j)"),
    (SOFTMAX_GRADIENT, "p_i(δ_ij - p_j)", {"r": "softmax(x)", "q": "r", "p": "q"}, "correct", "p_i·(δ_ij − p_j)"),
    # by its components: the first index is the row
    (SOFTMAX_GRADIENT, "A_ij", {"A_ij": "s_i(δ_ij - s_j) + s_i - s_i"}, "correct", "A_ij"),
    (SOFTMAX_GRADIENT, "A_ij - B_ij", {"A_{k,l}": "s_k(δ_kl - s_l) + s_k", "B_kl": "s_k"}, "correct", "A_ij − B_ij"),
    (SOFTMAX_GRADIENT, "A_ij - B_ij", {"A_{k,l}": "s_k(δ_kl - s_l) + s_k", "B_lk": "s_k"}, "wrong", "A_ij − B_ij"),
    (SOFTMAX_GRADIENT, "p_j(δ_ij - p_i)", {"p": "softmax(x)_k"}, "correct", "p_j·(δ_ij − p_i)"),
    # max, min, capitals and three letters below a name are part of it, and no indices
    (SOFTMAX_GRADIENT, f"{RIGHT} + x_max - max(x)", {"x_max": "max(x)"}, "correct", "s_i·(δ_ij − s_j) + x_max − max(x)"),
    (SOFTMAX_GRADIENT, f"{RIGHT} p_K", {"p_K": "x_1/x_1"}, "correct", "s_i·(δ_ij − s_j)·p_K"),
    (SOFTMAX_GRADIENT, f"{RIGHT} p_min", {"p_min": "1"}, "correct", "s_i·(δ_ij − s_j)·p_min"),
    (SOFTMAX_GRADIENT, f"{RIGHT} p_ijk", {"p_ijk": "1"}, "correct", "s_i·(δ_ij − s_j)·p_ijk"),
    # another name for the variable
    (SOFTMAX_GRADIENT, "∇_q s_i = s_i(e_i - s)", {"q": "x"}, "correct", "∂s_i/∂q = s_i·(e_i − s)"),
    (SOFTMAX_GRADIENT, "∇_q s_i = s_i(e_i - s)", {"q": "2x"}, "undecided", "∂s_i/∂q = s_i·(e_i − s)"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "let", "kind", "echo"), READ, ids=lambda value: str(value)[:40])
def test_what_a_declaration_means(
    question: Question, answer: str, let: dict[object, object], kind: str, echo: str
) -> None:
    verdict = judge_formula(question, answer, let)
    assert (verdict.kind, verdict.echo, verdict.assumed) == (kind, echo, ())


UNDECLARED = "the index 'i' is not declared: write it at the name, as in p_i"
INDEX_MISSING = "the component of a vector is a number: an index is missing"
FAULTS = [
    # the declarations; the one at fault, the place, the code, the message
    ({"a": "b", "b": "c", "c": "a"}, "c", "let: c", "circular", "'a' is declared by itself"),
    ({"a": "x + b", "b": "b"}, "b", "let: b", "circular", "'b' is declared by itself"),
    ({"q": "p", "p": "foo(x)"}, "p", "let: p:1:1", "unknown-symbol", "we do not know what 'foo' is"),
    ({"p": "x + foo(x)", "q": "p"}, "p", "let: p:1:5", "unknown-symbol", "we do not know what 'foo' is"),
    ({"p": "  s_i s_k"}, "p", "let: p:1:3", "unbound-index", UNDECLARED),
    ({"p_k": "  s_j s_i"}, "p_k", "let: p_k:1:3", "unbound-index", UNDECLARED),
    ({"p_i": "  (s)"}, "p_i", "let: p_i:1:3", "unreadable-formula", INDEX_MISSING),
    ({"p_ij": "s s^T"}, "p_ij", "let: p_ij:1:1", "unreadable-formula", INDEX_MISSING),
    ({"p": " s_i s"}, "p", "let: p:1:2", "unreadable-formula", "an index is missing: this is a vector with an index"),
    ({"p": " 1/s_1 s_2"}, "p", "let: p:1:2", "two-readings", "this can be read in two ways: write brackets"),
    ({"p": "s_1)"}, "p", "let: p:1:4", "unreadable-formula", "')' is not expected here"),
    ({"δ": "x"}, "δ", "let: δ", "name-taken", "'δ' has a meaning already: choose another name"),
    ({"C": "x"}, "C", "let: C", "name-taken", "'C' has a meaning already: choose another name"),
    ({"lse": "logsumexp"}, "lse", "let: lse", "name-taken", "'lse' has a meaning already: choose another name"),
    ({"averylongnameofthisk": "k_1"}, "averylongnameofthisk", "let: averylongnameofthisk:1:1", "unknown-symbol", None),
    ({"averylongnameofthiskk": "x"}, "averylongnameofthiskk", "let: averylongnameofthisk", "bad-name", None),
    ({"p_1": "x_1"}, "p_1", "let: p_1", "bad-name", None),
    ({"_p": "x"}, "_p", "let: _p", "bad-name", None),
    ({"p(x)": "x"}, "p(x)", "let: p(x)", "bad-name", None),
    ({"p,i": "x"}, "p,i", "let: p,i", "bad-name", None),
    ({"{p}": "x"}, "{p}", "let: {p}", "bad-name", None),
    ({"": "x"}, "", "let: ", "bad-name", None),
]


@pytest.mark.parametrize(("let", "key", "place", "code", "message"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_lies_in_one_declaration(
    let: dict[object, object], key: str, place: str, code: str, message: str | None
) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, RIGHT, let)
    (diagnostic,) = verdict.diagnostics
    assert (verdict.declaration, str(diagnostic.place), diagnostic.code) == (key, place, code)
    assert message is None or diagnostic.message == message


def test_a_name_too_long_is_cut_where_it_is_told() -> None:
    (diagnostic,) = judge_formula(SOFTMAX_GRADIENT, RIGHT, {"k" * 30: "x"}).diagnostics
    assert diagnostic.message.startswith(f"'{'k' * 21}' is no name")
