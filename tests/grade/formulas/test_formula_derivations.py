# ruff: noqa: E501  what people write stands as they write it
"""Derivations: every link is judged, the first that does not hold is told, and what leads to it counts."""

import pytest

from nncli.grade.formulas.credit import credit
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import CROSS_ENTROPY_GRADIENT, LOG_SOFTMAX_GRADIENT, SOFTMAX_GRADIENT, Question
from nncli.grade.formulas.saying import said_to_student, said_to_teacher
from nncli.grade.formulas.verdict import Chain, Link, Verdict, Where

QUOTIENT = "(δ_ij e^{x_i} Σ_k e^{x_k} - e^{x_i} e^{x_j})/(Σ_k e^{x_k})²"
LEFT = "∂s_i/∂x_j"
RIGHT = [
    (SOFTMAX_GRADIENT, f"{LEFT} = {QUOTIENT}\n= s_i δ_ij - s_i s_j\n= s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, f"{LEFT} = {QUOTIENT}\n{LEFT} = s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, f"解：\n由商的求导法则，\n{LEFT} = {QUOTIENT}\n所以 {LEFT} = s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, f"{LEFT} = ∂/∂x_j (e^{{x_i}}/Σ_k e^{{x_k}}) = s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, "s_i δ_ij - s_i s_j\ns_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, "= s_i δ_ij - s_i s_j\n= s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, "令 Z = Σ_k e^{x_k}\n∂s_i/∂x_j = (δ_ij e^{x_i} Z - e^{x_i} e^{x_j})/Z² = s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, "i=j: s_i - s_i^2 = s_i(1-s_i)\ni≠j: -s_i s_j\n综上，∂s_i/∂x_j = s_i(δ_ij - s_j)"),
    (SOFTMAX_GRADIENT, "当 i=j 时：\n∂s_i/∂x_i = s_i - s_i²\n= s_i(1-s_i)\n当 i≠j 时：\n∂s_i/∂x_j = 0 - s_i s_j\n= -s_i s_j"),
    (LOG_SOFTMAX_GRADIENT, "log s_i = x_i - log Σ_k exp(x_k)\n∂log s_i/∂x_j = δ_ij - exp(x_j)/Σ_k exp(x_k)\n= δ_ij - s_j"),
    (LOG_SOFTMAX_GRADIENT, "∂log s_i/∂x_j = 1/s_i · ∂s_i/∂x_j\n∂log s_i/∂x_j = 1/s_i · s_i(δ_ij - s_j)\n= δ_ij - s_j"),
    (LOG_SOFTMAX_GRADIENT, "let y_i = log s_i = x_i - log Σ_k e^{x_k}\n∂y_i/∂x_j = δ_ij - e^{x_j}/Σ_k e^{x_k} = δ_ij - s_j"),
    (LOG_SOFTMAX_GRADIENT, "∂log s_i/∂x_j = ∂x_i/∂x_j - ∂/∂x_j log Σ_k e^{x_k} = δ_ij - s_j"),
    (CROSS_ENTROPY_GRADIENT, "E = -Σ_k y_k log ŷ_k\n∂E/∂x_j = -Σ_k y_k (δ_kj - ŷ_j) = ŷ_j - y_j"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text"), RIGHT, ids=lambda value: str(value)[:40])
def test_a_derivation_of_which_every_link_holds_is_right(question: Question, text: str) -> None:
    verdict = judge_formula(question, text)
    assert (verdict.kind, verdict.reason, verdict.diagnostics) == ("correct", "", ())


FAULTS = [
    # the text, the lines of the first link that does not hold, the slips of that link
    (f"{LEFT} = {QUOTIENT}\n= s_i δ_ij - s_i s_j\n= s_i(1 - s_j)", (2, 3), ("delta-forgotten",)),
    (f"{LEFT} = {QUOTIENT}\n= s_i δ_ij + s_i s_j\n= s_i(δ_ij - s_j)", (1, 2), ("sign",)),
    (f"{LEFT} = {QUOTIENT.replace(' - ', ' + ')}\n= s_i(δ_ij - s_j)", (1, 2), ()),
    ("i=j: s_i - s_i² = s_i(1-s_i)\ni≠j: 0 - s_i s_j\n= s_i s_j", (2, 3), ("sign",)),
    (f"{LEFT} = ∂/∂x_j (e^{{x_i}}/Σ_k e^{{x_k}})\n= s_i δ_ij", (1, 2), ("denominator-constant",)),
    (f"log s_i = x_i + log Σ_k e^{{x_k}}\n{LEFT} = s_i(δ_ij - s_j)", (1, 1), ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines", "slips"), FAULTS)
def test_the_first_link_that_does_not_hold_is_pointed_at(
    text: str, lines: tuple[int, int], slips: tuple[str, ...]
) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, text)
    assert verdict.kind in ("slip", "undecided")
    assert verdict.chain is not None
    assert verdict.chain.fault is not None
    fault = verdict.chain.fault
    assert ((fault.before, fault.after), fault.slips) == (lines, slips)
    said = said_to_student(verdict)
    assert f"{fault.left} is not equal to {fault.right}" in said


def test_a_right_end_behind_a_wrong_line_goes_to_a_human_with_both_told() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, f"{LEFT} = {QUOTIENT}\n= s_i δ_ij + s_i s_j\n= s_i(δ_ij - s_j)")
    assert (verdict.kind, verdict.reason) == ("undecided", "chain")
    assert said_to_student(verdict) == (
        "From line 1 to line 2 something goes wrong: (δ_ij·exp(x_i)·(Σ_k exp(x_k)) − exp(x_i)·exp(x_j))/(Σ_k exp(x_k))² "
        "is not equal to s_i·δ_ij + s_i·s_j. Look at the signs again. The end is right, but not all that leads to it. A "
        "human will look."
    )
    assert said_to_teacher(verdict) == "a sign is the other way round"


@pytest.mark.parametrize(
    "text",
    [
        "s_i(δ_ij - s_j)\ns_i(1 - s_j)",
        "i=j: s_i(1-s_i)\ni≠j: -s_i s_j\n综上，∂s_i/∂x_j = -s_i s_j",
        "i=j: s_i(1-s_i)\ni≠j: s_i s_j\n综上，∂s_i/∂x_j = s_i(δ_ij - s_j)",
        "0 = s_i(δ_ij - s_j)",
        "∂s_i/∂x_j = ∂s_j/∂x_i = 1/s_i ∂s_i/∂x_j = s_i(δ_ij - s_j)",
    ],
)
def test_a_contradiction_is_never_right(text: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, text).kind in ("undecided", "slip", "wrong")


def test_the_question_put_again_is_no_answer() -> None:
    for text in ("∂s_i/∂x_j = ∂/∂x_j softmax(x)_i", "∂/∂x_j softmax(x)_i", f"{LEFT} = {LEFT}"):
        assert judge_formula(SOFTMAX_GRADIENT, text).kind == "unreadable"


def test_lines_before_a_wrong_end_count() -> None:
    texts = [
        f"{LEFT} = {QUOTIENT}\n= s_i δ_ij - s_i s_j\n= 2s_i",
        f"{LEFT} = {QUOTIENT}\n= s_i\n= 2s_i",
        f"{LEFT} = 2s_i",
    ]
    assert [credit(judge_formula(SOFTMAX_GRADIENT, text)) for text in texts] == [0.5, 0.25, 0.0]
    assert credit(judge_formula(SOFTMAX_GRADIENT, texts[0]), {"lines": 0.8}) == 0.8


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        (SOFTMAX_GRADIENT, "s_i(1 - s_i)", 1 / 2),
        (SOFTMAX_GRADIENT, "s_i(δ_ij + s_j)", 1 / 2),
        (SOFTMAX_GRADIENT, "-s_i s_j", 1 / 3),
        (SOFTMAX_GRADIENT, "i ≠ j: -s_i s_j", 1 / 2),
        (SOFTMAX_GRADIENT, "i = j: s_i(1 - s_i); i ≠ j: 2 s_i s_j", 1 / 2),
        (SOFTMAX_GRADIENT, "s_i²", 0),
        (LOG_SOFTMAX_GRADIENT, "1", 0),
        (LOG_SOFTMAX_GRADIENT, "δ_ij", 1 / 3),
        (LOG_SOFTMAX_GRADIENT, "s_i(δ_ij - s_j)", 1 / 2),
        (SOFTMAX_GRADIENT, "s_i(δ_ij - s_j)", 1),
        (SOFTMAX_GRADIENT, "z_i(δ_ij - z_j)", 0),
    ],
)
def test_each_slip_carries_a_share(question: Question, text: str, share: float) -> None:
    assert credit(judge_formula(question, text)) == share


def test_the_assignment_sets_the_share_of_a_slip() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, "s_i(δ_ij + s_j)")
    assert [credit(verdict, shares) for shares in ({"sign": 0.2}, {"sign": 0.0}, {"swapped": 1.0})] == [0.2, 0.0, 0.5]


START, END = "s_i·δ_ij − s_i·s_j", "s_i·(δ_ij − s_j)"
CHAINS = [
    # how many of the formulas are right before the first fault, of how many; and the link at fault
    ("s_i δ_ij - s_i s_j = s_i(δ_ij + s_j)", Chain(1, 2, Link(1, 1, START, "s_i·(δ_ij + s_j)", 1, ("sign",)))),
    (
        "s_i δ_ij - s_i s_j\n= s_i(δ_ij - s_j)\n= s_i(1 - s_j)\n= s_i",
        Chain(2, 4, Link(2, 3, END, "s_i·(1 − s_j)", 2, ("delta-forgotten",))),
    ),
    (
        "i=j: s_i - s_i² = 2s_i; i≠j: -s_i s_j = s_i s_j",
        Chain(2, 4, Link(1, 1, "s_i − s_i²", "2·s_i", 1)),  # the first of two faults
    ),
    ("i=j: s_i(1-s_i); i≠j: -s_i s_j = s_i s_j", Chain(2, 3, Link(1, 1, "−s_i·s_j", "s_i·s_j", 1, ("sign",)))),
    (
        "s_i(s_1 + s_2) (δ_ij - s_j) = s_i(δ_ij - s_j)",  # for vectors of two components it holds
        Chain(0, 2, Link(1, 1, "s_i·(s_1 + s_2)·(δ_ij − s_j)", END, 1)),
    ),
    (
        "∂s_i/∂x_j = ∂/∂x_j softmax(x)_i = s_i = s_i(δ_ij - s_j)",  # a derivative left to be done counts as no line
        Chain(0, 2, Link(1, 1, "∂softmax(x)_i/∂x_j", "s_i", 1, ("denominator-constant",))),
    ),
    ("s_i(δ_ij - s_j) = s_i/0", Chain(1, 2, None)),
    ("s_i(δ_ij - s_j) = s_i δ_ij - s_i s_j", Chain(2, 2)),
    ("s_i(δ_ij - s_j)", None),
    # an equation beside the answer has to be true, wherever its lines stand
    (f"log s_i = x_i + log Σ_k e^{{x_k}}\n{LEFT} = s_i(δ_ij - s_j)", Chain(0, 1, Link(1, 1, "ln(s_i)", "x_i + ln(Σ_k exp(x_k))", 1))),
    (
        f"log s_i = x_i - log Σ_k e^{{x_k}}\n= x_i\n{LEFT} = s_i(δ_ij - s_j)",
        Chain(0, 1, Link(1, 2, "x_i − ln(Σ_k exp(x_k))", "x_i", 2)),
    ),
    (f"log s_m = x_m + log Σ_k e^{{x_k}}\n{LEFT} = s_i(δ_ij - s_j)", Chain(1, 1)),  # of an index of its own
]  # fmt: skip


@pytest.mark.parametrize(("text", "chain"), CHAINS)
def test_the_whole_chain(text: str, chain: Chain | None) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, text).chain == chain


def test_an_equals_sign_on_one_line_is_told_by_its_number() -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, "s_i(δ_ij - s_j) = s_i δ_ij - s_i s_j = s_i s_i")
    assert said_to_student(verdict).startswith(
        "Equals sign 2 does not hold: s_i·δ_ij − s_i·s_j is not equal to s_i·s_i."
    )


RIGHT_HERE = Where(("equal",), ("unequal",))
CREDITS = [
    (Verdict("correct"), 1.0),
    (Verdict("undecided"), 0.0),
    (Verdict("unreadable"), 0.0),
    (Verdict("wrong"), 0.0),
    (Verdict("slip", ("sign",), empty=True), 0.0),
    (Verdict("slip", ("swapped", "sign")), 0.5),  # of several explanations the best
    (Verdict("wrong", where=RIGHT_HERE), 0.0),  # what happens to be right in a case that is not told apart
    (Verdict("wrong", where=RIGHT_HERE, cases=2), 0.5),
    (Verdict("wrong", where=Where((), ("equal", "unequal")), cases=2), 0.0),
    (Verdict("slip", where=Where(("equal", "unequal"), ()), cases=2), 1.0),
    (Verdict("wrong", chain=Chain(0, 1)), 0.0),
    (Verdict("wrong", chain=Chain(1, 1)), 0.0),
    (Verdict("wrong", chain=Chain(1, 2)), 0.5),
    (Verdict("wrong", chain=Chain(1, 3)), 0.25),
    (Verdict("wrong", chain=Chain(3, 3)), 0.5),
    (Verdict("slip", ("sign",), chain=Chain(1, 3)), 0.5),
]


@pytest.mark.parametrize(("verdict", "share"), CREDITS, ids=str)
def test_what_earns_a_share(verdict: Verdict, share: float) -> None:
    assert credit(verdict) == share


def test_no_share_is_more_than_all() -> None:
    verdict = Verdict("slip", where=Where(("equal", "unequal"), ()), cases=2)
    assert [credit(verdict, {"cases": share}) for share in (0.3, 0.9)] == [0.6, 1.0]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("∂s_i/∂x_j = s_i δ_ij - s_i s_j = s_i(δ_ij - s_j)", ""),
        ("∂s_2/∂x_j = s_i δ_ij - s_i s_j = s_i(δ_ij - s_j)", "left-side"),  # the left side is told before the way
        ("∂s_2/∂x_j = s_i = s_i(δ_ij - s_j)", "left-side"),
        ("∂s_i/∂x_j = s_i = s_i(δ_ij - s_j)", "chain"),
    ],
)
def test_the_way_is_told_beside_the_reason(answer: str, reason: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.reason) == ("undecided" if reason else "correct", reason)
    assert verdict.chain is not None
    assert verdict.chain.total == 2
