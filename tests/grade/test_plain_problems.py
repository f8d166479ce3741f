"""Formulas, texts and numbers of a teacher's own, from the assignment to the report; and faults of such assignments."""

from pathlib import Path

import pytest

from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.grade.assignment import Assignment, load_assignment
from nncli.grade.blank import blank_sheet
from nncli.grade.grading import grade
from nncli.grade.report import Item, SheetReport
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet

OWN = """
title: Mine
problems:
  - id: mse
    kind: formula
    title: Squared error
    statement: Differentiate by x.
    function: 1/2*sum((a - t)^2)
    variable: x
    given: {t: real}
    let: {a: sigmoid(x)}
    answer: (a_j - t_j) a_j (1 - a_j)
    shares: {sign: 0.25}
    points: 10
  - {id: ce, kind: formula, title: CE, statement: Differentiate., question: cross-entropy-gradient, points: 4}
  - {id: log, kind: formula, title: L, statement: L., question: log-softmax-gradient, layout: numerator, points: 4}
  - {id: why, kind: text, title: Why, statement: Say why., points: 5}
  - {id: num, kind: number, title: Num, statement: How much?, value: 1/3, digits: 3, points: 2}
"""


def own(text: str = OWN) -> Assignment:
    return load_assignment(read_text(text, "own.yaml"), "own", Path())


def report(sheet: str) -> SheetReport:
    assignment = own()
    return grade(assignment, read_sheet(sheet.encode(), "sheet.yaml", [problem.id for problem in assignment.problems]))


def item(problem: str, answer: str) -> Item:
    (found,) = next(p for p in report(f"{problem}: {answer}\n").problems if p.id == problem).items
    return found


@pytest.mark.parametrize(
    ("problem", "answer", "verdict", "points"),
    [
        ("mse", "(a_j - t_j) a_j (1 - a_j)", Verdict.CORRECT, 10),
        ("mse", "(t_j - a_j) a_j (1 - a_j)", Verdict.SLIP, 2.5),
        ("mse", "a_j - t_j", Verdict.WRONG, 0),
        ("mse", "something else", Verdict.UNREADABLE, 0),
        ("ce", "ŷ - y", Verdict.CORRECT, 4),
        ("ce", "d - s", Verdict.SLIP, 2),
        ("log", "I - 1 s^T", Verdict.CORRECT, 4),
        ("log", "I - s 1^T", Verdict.SLIP, 2),
        ("why", "Because.", Verdict.UNDECIDED, 0),
        ("num", "0.333", Verdict.CORRECT, 2),
        ("num", "1/3", Verdict.CORRECT, 2),
        ("num", "33.3%", Verdict.CORRECT, 2),
        ("num", "0.33", Verdict.WRONG, 0),
        ("num", "0.334", Verdict.WRONG, 0),
        ("num", "about half", Verdict.UNREADABLE, 0),
    ],
)
def test_what_an_answer_earns(problem: str, answer: str, verdict: Verdict, points: float) -> None:
    found = item(problem, answer)
    assert (found.verdict, found.points) == (verdict, points)


def test_what_a_teacher_has_to_look_at_is_open() -> None:
    found = report("mse: something else\nwhy: |\n  Because of this.\n  And: that.\nnum: no number\n")
    assert {problem.id: problem.open for problem in found.problems} == {
        "mse": 10,
        "ce": 0,
        "log": 0,
        "why": 5,
        "num": 2,
    }
    (text,) = next(problem for problem in found.problems if problem.id == "why").items
    assert text.yours == "Because of this. And: that."


def test_the_blank_sheet_has_a_place_for_each_and_reads_back_as_nothing() -> None:
    sheet = blank_sheet(own())
    assert all(f"\n{problem.id}:\n" in sheet for problem in own().problems)
    found = report(sheet)
    assert (found.points, found.open, found.diagnostics) == (0, 0, ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("function: 1/2*sum((a - t)^2)", "function: 1/2*sum((a - u)^2)", "we do not know what 'u' is"),
        ("answer: (a_j", "answer: 2(a_j", "this is not the derivative of the function"),
        ("variable: x", "variable: w", "we do not know what 'x' is"),
        ("{sign: 0.25}", "{sing: 0.25}", "there is no slip 'sing' of formulas"),
        ("{sign: 0.25}", "{sign: 2}", "a share lies between 0 and 1"),
        ("value: 1/3, ", "", "a problem of kind 'number' needs 'value'"),
        ("    variable: x\n", "", "a problem of kind 'formula' needs 'variable'"),
        ("    let:", "    question: softmax-gradient\n    let:", "either 'question' or 'function', not both"),
    ],
)  # fmt: skip
def test_a_fault_of_the_assignment_is_told(old: str, new: str, message: str) -> None:
    assert old in OWN
    with pytest.raises(SpecError) as caught:
        own(OWN.replace(old, new))
    assert [diagnostic.message.partition(": ")[2] for diagnostic in caught.value.diagnostics] == [message]
