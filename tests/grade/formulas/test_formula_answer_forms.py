# ruff: noqa: E501  what people write stands as they write it
"""In which forms an answer may stand on a sheet: a text, lines, cases by name; where a fault of it is told to lie."""

import pytest

from nncli.errors import Diagnostic
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import SOFTMAX_GRADIENT

CASES = "i = j: s_i·(1 − s_i); i ≠ j: −s_i·s_j"


@pytest.mark.parametrize(
    ("answer", "echo"),
    [
        (["i = j: s_i(1 - s_i)", "i ≠ j: -s_i s_j"], CASES),
        (("s_i(δ_ij", "- s_j)"), "s_i·(δ_ij − s_j)"),
        ({"i = j": "s_i(1 - s_i)", "i ≠ j": "-s_i s_j"}, CASES),
        ({"i = j": "i = j: s_i(1 - s_i)", "i ≠ j": "答：-s_i s_j。"}, CASES),
        ({"i = j": "s_i - s_i² = s_i(1 - s_i)", "else": "-s_i s_j"}, f"i = j: s_i − s_i² = {CASES[7:22]}otherwise{CASES[27:]}"),
    ],
)  # fmt: skip
def test_forms_of_a_right_answer(answer: object, echo: str) -> None:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    assert (verdict.kind, verdict.echo) == ("correct", echo)


@pytest.mark.parametrize(
    ("answer", "echo"),
    [
        ({"i = j": 1, "else": 0.5}, "i = j: 1; otherwise: 0.5"),
        (999_999_999_999_999, "999999999999999"),
        (-999_999_999_999_999, "−999999999999999"),
    ],
)
def test_a_number_is_a_formula_too(answer: object, echo: str) -> None:
    assert judge_formula(SOFTMAX_GRADIENT, answer).echo == echo


def _fault(answer: object) -> tuple[Diagnostic, tuple[int | None, int | None, int, str]]:
    verdict = judge_formula(SOFTMAX_GRADIENT, answer)
    (diagnostic,) = verdict.diagnostics
    place = diagnostic.place
    assert place is not None
    assert (verdict.kind, place.file) == ("unreadable", "formula")
    return diagnostic, (place.line, place.column, place.length, place.text)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (10**15, "the answer is a text"),
        (-(10**15), "the answer is a text"),
        ([], "the answer is a text"),
        (["s_i", 3], "the answer is a text"),
        ({"i = j": None}, "the answer is a text"),
        ({None: "s_i"}, "a case is a text"),
        ({}, "there is no formula here"),
    ],
)
def test_what_is_no_text_has_no_line(answer: object, message: str) -> None:
    diagnostic, place = _fault(answer)
    assert (diagnostic.message, diagnostic.code, place) == (message, "unreadable-formula", (None, None, 1, ""))


@pytest.mark.parametrize("formula", ["1/s_i s_j", "s_i; s_j", "i = j: s_i; i ≠ j: 0"])
def test_a_case_of_several_formulas_is_refused_with_its_text(formula: str) -> None:
    for answer in ({"i = j": formula, "i ≠ j": "0"}, {"i = j": "0", "i ≠ j": formula}):
        diagnostic, place = _fault(answer)
        assert (diagnostic.message, diagnostic.code) == ("this can be read in two ways: write brackets", "two-readings")
        assert place == (None, None, 1, formula)


@pytest.mark.parametrize(
    ("answer", "line", "column", "length"),
    [
        # The whole of the first line that says anything, without the space around it …
        ("s_i(δ_ij - s_k)(1 - s_l)", 1, 1, 24),
        ("  s_i(δ_ij - s_k)(1 - s_l)  ", 1, 3, 24),
        ("\n\n\t  s_i(δ_ij - s)   \n", 3, 4, 13),
        ("s_i(δ_ij - s_k)(1 - s_l)\n= 0", 1, 1, 24),
        # … or the place itself, on the line as it was written, with the words that were passed over.
        ("答：s_i(δ_ij - qq_j)", 1, 14, 2),
        ("s_i(δ_ij - s_j)\n因此 s_i(δ_ij - qq_j)", 2, 15, 2),
        ("**s_i(δ_ij - s_j) +**", 1, 22, 1),
    ],
)
def test_where_a_fault_lies(answer: str, line: int, column: int, length: int) -> None:
    _diagnostic, place = _fault(answer)
    assert place == (line, column, length, answer.split("\n")[line - 1])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("s_i(δ_ij - s_j), x = s", "the index 'x' is neither the question's nor under a sum"),
        ("s_i(δ_ij - s_j), e = s", "the index 's' is neither the question's nor under a sum"),
    ],
)
def test_a_name_that_has_a_meaning_is_not_declared_beside_the_formula(answer: str, message: str) -> None:
    diagnostic, _place = _fault(answer)
    assert diagnostic.message == message


def test_what_stands_below_let_goes_before_what_stands_beside_the_formula() -> None:
    answer = "p = softmax(x)\np_i(δ_ij - p_j)"
    assert judge_formula(SOFTMAX_GRADIENT, answer).kind == "correct"
    assert judge_formula(SOFTMAX_GRADIENT, answer, {"p": "x"}).kind != "correct"
