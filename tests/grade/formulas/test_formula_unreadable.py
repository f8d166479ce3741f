"""What cannot be read is told with its place; it is never a traceback, and never counts as wrong."""

import time

import pytest

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import CROSS_ENTROPY_GRADIENT, LOG_SUM_EXP, SOFTMAX_GRADIENT
from nncli.grade.formulas.stability import judge_stable

# The answer, the column of the caret, the message.
FAULTS = [
    ("", 1, "there is no formula here"),
    ("s_i(δ_ij - s_j", 15, "the formula ends too early: ')' is missing"),
    ("s_i(δ_ij - s_j))", 16, "')' is not expected here"),
    ("s_i +", 6, "the formula ends too early"),
    ("* s_i", 1, "'*' is not expected here"),
    ("s_i//s_j", 5, "'/' is not expected here"),
    ("s_i(δ_ij - s_j)！", 16, "'!' cannot be read here"),
    ("答案不是 s_i", 1, "'答' cannot be read here"),
    ("The answer is not s_i", 1, "we do not know what 'The' is"),
    ("half the gradient is s_i", 1, "we do not know what 'half' is"),
    ("s_i\x1b[31m", 4, "'U+001B' cannot be read here"),
    ("2 3", 3, "a sign is missing before '3'"),
    ("s_i 2", 5, "a sign is missing before '2'"),
    ("q_i(1 - r_j)", 9, "we do not know what 'r' is"),
    ("q_i - s_j", 1, "we do not know what 'q' is"),
    ("k_i(1 - k_j)", 1, "we do not know what 'k' is"),
    ("s_i(δ_ij - tt_j)", 12, "we do not know what 'tt' is"),
    ("nan", 1, "we do not know what 'nan' is"),
    ("i", 1, "'i' is an index and no number"),
    ("s_ij", 4, "'j' is an index and no number"),
    ("s_i(δ_ij - s_k)(1 - s_l)", 1, "the index 'l' is neither the question's nor under a sum"),
    ("s_i(δ_ij - s)", 1, "an index is missing: the answer is a vector where a number is expected"),
    ("diag(s) - s_i s_j", 1, "a matrix and a number cannot be added: is an index or a transpose missing?"),
    ("diag(s) - s^T s", 1, "a matrix and a number cannot be added: is an index or a transpose missing?"),
    ("s diag(s)", 3, "a vector times a matrix has no meaning: is an index or a transpose missing?"),
    ("x_0", 3, "components count from 1"),
    ("x_", 3, "an index is expected here: a letter or a whole number"),
    ("δ_i", 1, "δ takes two indices, as in δ_ij"),
    ("s^T_{ij}", 4, "a vector has one index"),
    ("log_2(s_i)", 1, "log is the natural logarithm here; no other is read"),
    ("softmax(x", 10, "the formula ends too early: ')' is missing"),
    ("softmax", 1, "'softmax' needs its argument in brackets behind it"),
    ("exp(x_i - max)", 11, "'max' needs its argument in brackets behind it"),
    ("diag(x_i - x_j)", 1, "over which index does 'diag' run? Write it below, as in Σ_k"),
    ("Σ (x_k x_l)", 1, "over which index does 'Σ' run? Write it below, as in Σ_k"),
    ("Σ_{k=1}^{i} x_k", 10, "a sum runs from and to a whole number or C"),
    ("s_i^{s_j}", 6, "a power is a small whole number here; e is raised to any formula"),
    ("s_i^9", 5, "a power is a whole number up to 8; only e is raised to more"),
    ("9**9**9**9", 4, "a power is a whole number up to 8; only e is raised to more"),
    ("2^2^2", 4, "a power of a power needs brackets"),
    ("e^x_i^2", 6, "a power of a power needs brackets"),
    ("1e999", 1, "a number of a formula has at most 30 digits"),
    ("1E999", 1, "a number of a formula has at most 30 digits"),
    (r"\foo{s}", 1, r"'\foo' is not in the LaTeX that is read here"),
    (r"s_i + \begin{tikzpicture}", 7, r"'\begin' is not in the LaTeX that is read here"),
    (r"s_i + \begin{matrix}", 21, "the formula ends too early"),
    ("__import__('os').system('ls')", 12, "''' cannot be read here"),
    ("x.__class__", 2, "'.' cannot be read here"),
    ("().__class__.__mro__", 3, "'.' cannot be read here"),
    ("lambda: s_i", 7, "':' is not expected here"),
    ("eval(s_i)", 1, "we do not know what 'eval' is"),
    ("∂s_i/∂x_j", 1, "a derivative stands only left of an equals sign, with a formula on its right"),
    ("∂s_i/∂2_j = s_i", 7, "the variable of the derivative is expected here"),
    ("i = j: s_i; i = j: 0", 1, "two formulas for the same case; what is only an abbreviation belongs under let:"),
    ("s_i; s_j", 1, "two formulas for the same case; what is only an abbreviation belongs under let:"),
    ("i = 1: s_i", 1, "a case compares the two indices of the question"),
    ("s_i;" * 9, 25, "more than 6 cases"),
    ("Σ_a Σ_b Σ_c Σ_d x_a x_b x_c x_d", 1, "more than 3 sums within each other"),
    ("(" * 500, 26, "more than 25 brackets or functions within each other"),
    ("e^" * 500, 51, "more than 25 brackets or functions within each other"),
    ("1/" * 900 + "1", 84, "this formula is too long-winded to be read"),
    ("[" * 1_000_000, 1, "a formula of 1000000 characters is too long; the limit is 2000"),
]


@pytest.mark.parametrize(("answer", "column", "message"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_fault_is_told_at_its_place(answer: str, column: int, message: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    (diagnostic,) = verdict.diagnostics
    place = diagnostic.place
    assert place is not None
    assert (verdict.kind, diagnostic.message, place.line, place.column) == ("unreadable", message, 1, column)


def test_the_line_is_told_too() -> None:
    (diagnostic,) = judge_formula(SOFTMAX_GRADIENT, "i = j: s_i(1 - s_i)\ni ≠ j: -s_i q_j").diagnostics
    place = diagnostic.place
    assert place is not None
    assert (place.line, place.column, place.length, place.text) == (2, 13, 1, "i ≠ j: -s_i q_j")


@pytest.mark.parametrize(
    ("answer", "column", "length"),
    [("1 - qq_hat", 5, 6), ("q_hat + r_bar_i", 9, 5), ("qq_max_i", 1, 6), ("qqq", 1, 3), ("1 - softmx(x)", 5, 6)],
)
def test_a_name_is_underlined_from_end_to_end(answer: str, column: int, length: int) -> None:
    (diagnostic,) = judge_formula(SOFTMAX_GRADIENT, answer).diagnostics
    place = diagnostic.place
    assert place is not None
    assert (place.column, place.length) == (column, length)


@pytest.mark.parametrize(
    ("answer", "help"),
    [
        ("qq_max", "declare it under let:, as in let: {qq_max: …}"),
        ("S_i - s_j(σ_i)", "declare it under let:, as in let: {σ: …}"),
        ("xl", "did you mean 'x_l'?"),
        ("s_i(δ_ij - s_j), 其中", "only the formula is read; leave explanations out, and declare names under let:"),
        ("|x_i|", "write abs(…) for an absolute value"),
    ],
)
def test_help_is_offered(answer: str, help: str) -> None:
    (diagnostic,) = judge_formula(SOFTMAX_GRADIENT, answer).diagnostics
    assert diagnostic.help == help


@pytest.mark.parametrize(
    ("let", "where", "message"),
    [
        ({"p": "softmx(x)"}, "let: p:1:1", "we do not know what 'softmx' is"),
        ({"p": "softmax(x"}, "let: p:1:10", "the formula ends too early: ')' is missing"),
        ({"p": "p"}, "let: p", "'p' is declared by itself"),
        ({"p": "q", "q": "p"}, "let: q", "'p' is declared by itself"),
        ({"x": "1"}, "let: x", "'x' has a meaning already: choose another name"),
        ({"exp": "x"}, "let: exp", "'exp' has a meaning already: choose another name"),
        ({"e": "x"}, "let: e", "'e' has a meaning already: choose another name"),
        ({"p q": "x"}, "let: p q", "'p q' is no name: one letter or a word, perhaps with an index, as in p or p_i"),
        ({"__import__": "x"}, "let: __import__", None),
        ({"p#": "x"}, "let: p#", "'p#' is no name: one letter or a word, perhaps with an index, as in p or p_i"),
        ({"p": None}, "let: p", "a declaration is a text"),
        ({None: "x"}, "let", "a name is a text"),
        ({"abcdefghijklmnopqrstuvwxyz": None}, "let: abcdefghijklmnopqrst", "a declaration is a text"),
        ({"p_i": "x"}, "let: p_i:1:1", "the component of a vector is a number: an index is missing"),
        ({"p": "x_i x_j"}, "let: p:1:1", "the index 'i' is not declared: write it at the name, as in p_i"),
        ({"p": "1/x_1 x_2"}, "let: p:1:1", "this can be read in two ways: write brackets"),
        ({"p": "1" * 600}, "let: p", "a formula of 600 characters is too long; the limit is 500"),
        ({f"p{n}": "1" for n in range(30)}, "None", "there are more than 20 declarations under let:"),
        ([1], "let", "'let' holds names with their formulas, as in let: {p: softmax(x)}"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_fault_of_a_declaration_is_told_though_it_is_not_used(let: object, where: str, message: str | None) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, "s_i(δ_ij - s_j)", let)  # type: ignore[arg-type]
    (diagnostic,) = verdict.diagnostics
    assert (verdict.kind, str(diagnostic.place)) == ("unreadable", where)
    assert (verdict.declaration != "") == where.startswith("let: ")
    assert message is None or diagnostic.message == message


@pytest.mark.parametrize(
    "let",
    [
        {"p": "x_1".ljust(500)},  # the longest that is read
        {f"p{chr(97 + n)}": "1" for n in range(20)},  # as many as are read
        {"p": "x"},
        {"p_i": "x_i"},
        {"A_{ij}": "x_i x_j"},
        {"x_max": "max(x)"},
        {"f": " softmax "},
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_may_just_be_declared_is_no_fault(let: dict[object, object]) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, "s_i(δ_ij - s_j)", let).kind == "correct"


@pytest.mark.parametrize(
    ("let", "code"),
    [
        ({"p": "x_1".ljust(501)}, "formula-too-large"),
        ({f"p{chr(97 + n)}": "1" for n in range(21)}, "formula-too-large"),
        ({"p": "1/x_1 x_2"}, "two-readings"),
        ({"p": "p"}, "circular"),
        ({"x": "1"}, "name-taken"),
        ({"p#": "x"}, "bad-name"),
        ({"p": "x_i x_j"}, "unbound-index"),
        ({"p_i": "x_k"}, "unbound-index"),
        ({"p_i": "x"}, "unreadable-formula"),
        ({"p": "x_i x"}, "unreadable-formula"),
        ([1], "bad-name"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_fault_of_a_declaration_has_its_code(let: object, code: str) -> None:
    (diagnostic,) = judge_formula(SOFTMAX_GRADIENT, "s_i(δ_ij - s_j)", let).diagnostics  # type: ignore[arg-type]
    assert diagnostic.code == code


def test_another_name_for_a_function_is_that_function() -> None:
    let: dict[object, object] = {"f": " softmax ", "p": "f(x)"}
    assert judge_formula(SOFTMAX_GRADIENT, "p_i(δ_ij - f(x)_j)", let).kind == "correct"


@pytest.mark.parametrize(
    "answer",
    [None, True, 1.5e300, float("nan"), float("inf"), 10**400, b"s_i", [], {}, ["s_i", 3], {"i = j": None}, {1: 2}],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_an_answer_that_is_no_text_is_unreadable(answer: object) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert verdict.kind == "unreadable"
    assert len(verdict.diagnostics) == 1


def test_a_number_of_yaml_is_a_formula() -> None:
    assert judge_formula(SOFTMAX_GRADIENT, 1).kind == "wrong"
    assert judge_formula(CROSS_ENTROPY_GRADIENT, 0.5).kind == "wrong"


CHAIN = {f"a{n}": f"(a{n + 1} + a{n + 1})*a{n + 1}" for n in range(19)} | {"a19": "exp(x)"}


@pytest.mark.parametrize(
    ("answer", "let"),
    [
        ("+".join(["Σ_a Σ_b Σ_c exp(x_a + x_b + x_c)"] * 55), None),
        ("+".join(f"exp({n}x_i x_j)" for n in range(130)), None),
        ("Σ_a " * 450, None),
        ("Σ_k x_k " * 240, None),
        ("diag(s)*" * 200 + "diag(s)", None),
        ("s⊤" * 900, None),
        ("-" * 1900 + "1", None),
        ("[i=j]" * 390, None),
        ("exp(exp(exp(exp(exp(1e30)))))", None),
        ("1e30^8 1e30^8 1e30^8", None),
        ("a0_i", CHAIN),
        ("a0", {f"a{n}": "+".join(f"a{m}" for m in range(n + 1, 20)) or "1" for n in range(20)}),
        ("a0", {f"a{n}": "(" * 20 + f"a{n + 1}" + ")" * 20 for n in range(19)} | {"a19": "x_1"}),
    ],
    ids=lambda value: str(value)[:20],
)
def test_hostile_answers_are_done_with_within_a_second(answer: str, let: dict[object, object] | None) -> None:
    judge_formula(SOFTMAX_GRADIENT, "s_i")  # NumPy is there, and the key
    for judge, question in ((judge_formula, SOFTMAX_GRADIENT), (judge_stable, LOG_SUM_EXP)):
        start = time.process_time()
        assert judge(question, answer, let).kind in {"wrong", "undecided", "unreadable"}
        assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("answer", "index"), [("∂s_k/∂x_l = s_i(δ_il - s_l)", "i"), ("∂s_k/∂x_l = s_k(δ_kj - s_j)", "j")]
)
def test_an_index_that_the_left_side_names_is_not_another(answer: str, index: str) -> None:
    (diagnostic,) = judge_formula(SOFTMAX_GRADIENT, answer).diagnostics
    assert diagnostic.message == f"the index '{index}' is neither the question's nor under a sum"
    assert judge_formula(SOFTMAX_GRADIENT, "∂s_k/∂x_l = s_k(δ_kl - s_l)").kind == "correct"
