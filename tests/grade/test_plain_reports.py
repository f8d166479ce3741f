"""Reports on a text, a number, a formula: every part of them, where there is an answer and where there is none."""

import json
from pathlib import Path

import pytest

from nncli.document.reader import read_text
from nncli.grade.assignment import load_assignment
from nncli.grade.problems.formula import as_lines, grade_formula, worked_formula
from nncli.grade.problems.plain import grade_number, grade_text
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet


def problem(kind, **more):
    data = {"id": "one", "kind": kind, "title": "T", "statement": "s", "points": 8, "practice": True} | more
    return load_assignment(read_text(json.dumps({"title": "t", "problems": [data]}), "a.yaml"), "a", Path()).problems[0]


def section(text):
    return read_sheet(f"one:{text}\n".encode(), "s.yaml", ["one"]).sections["one"]


def parts(report):
    [item] = report.items
    assert (report.id, report.title, report.practice, report.out_of) == ("one", "T", True, 8)
    assert (item.label, item.id, item.out_of) == ("answer", "one", 8)
    assert (report.points, report.open) == (item.points, item.open)
    return item.yours, item.verdict, item.points, item.open


WHY = "because it is so and cannot be any other way than that, which"
assert len(WHY) == 61


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" because", "because"), ("\n  answer: because", "because"), ("\n  why: because", "because"),
        ("\n  answer:\n  why: because", "answer: why: because"),
        ("\n  first: this\n  second: that", "first: this second: that"),
        (f" {WHY[:60]}", WHY[:60]), (f" {WHY}", WHY[:60] + "…"),
    ],
)  # fmt: skip
def test_a_text_is_kept_for_a_teacher(text, shown):
    report, said = grade_text(problem("text"), section(text))
    assert parts(report) == (shown, Verdict.UNDECIDED, 0, 8)
    assert (report.items[0].reason, said) == ("Free text: a teacher reads it.", [])


@pytest.mark.parametrize(
    ("digits", "text", "verdict", "said"),
    [
        (3, " 0.125", Verdict.CORRECT, ""), (3, "\n  answer: 1/8", Verdict.CORRECT, ""),
        (3, "\n  x:\n  y: 0.125", Verdict.CORRECT, ""), (3, " 0.1250", Verdict.CORRECT, ""),
        (2, " 0.13", Verdict.CORRECT, ""), (3, " 0.13", Verdict.WRONG, "few"), (2, " 0.14", Verdict.WRONG, "not"),
        (3, " 0.126", Verdict.WRONG, "not"), (3, " 0.124", Verdict.WRONG, "not"),
        ("exact", " 0.125", Verdict.CORRECT, ""), ("exact", " 0.13", Verdict.WRONG, "not"),
        ("exact", " 1/8", Verdict.CORRECT, ""),
    ],
)  # fmt: skip
def test_a_number_is_right_by_its_digits(digits, text, verdict, said):
    """1/8, which has no fewer digits than 0.125 where it is written so."""
    report, found = grade_number(problem("number", value="1/8", digits=digits), section(text))
    points = 8 if verdict is Verdict.CORRECT else 0
    assert parts(report)[1:] == (verdict, points, 0)
    few = f"Too few digits to tell: write at least {digits} significant ones."
    assert report.items[0].reason == {"": "", "few": few}.get(
        said, "This is not the number that is asked: work it out again."
    )
    assert (report.items[0].expected, found) == (0.125, [])


def test_a_number_that_cannot_be_read_is_open_and_told():
    report, [fault] = grade_number(problem("number", value=2), section("\n  answer: hm"))
    assert parts(report) == ("hm", Verdict.UNREADABLE, 0, 8)
    assert (fault.code, fault.place.line, fault.message) == ("unreadable-number", 2, report.items[0].reason)


def test_a_number_that_is_not_there_is_missing():
    report, said = grade_number(problem("number", value=2), section("\n  answer:"))
    assert parts(report) == ("", Verdict.MISSING, 0, 0)
    assert (said, report.items[0].reason) == ([], "")


FORMULA = problem("formula", question="cross-entropy-gradient")
KEY = "∂E/∂x_j = s_j − d_j , ∇E = s − d"


@pytest.mark.parametrize(
    ("text", "verdict", "points"),
    [
        ("\n  answer: s - d", Verdict.CORRECT, 8), ("\n  gradient: s - d", Verdict.CORRECT, 8),
        ("\n  let: {p: softmax(x)}\n  gradient: p - d", Verdict.CORRECT, 8),
        ("\n  blank:\n  gradient: s - d", Verdict.CORRECT, 8), ("\n  first: d\n  answer: s - d", Verdict.CORRECT, 8),
        ("\n  answer: d - s", Verdict.SLIP, 4), ("\n  answer: s * d", Verdict.WRONG, 0),
        ("\n  let: {p: softmax(x)}", Verdict.MISSING, 0), ("\n  answer:\n  let: {p: softmax(x)}", Verdict.MISSING, 0),
        ("\n  answer: no idea at all", Verdict.UNREADABLE, 0),
    ],
)  # fmt: skip
def test_a_formula(text, verdict, points):
    report, said = grade_formula(FORMULA, section(text))
    yours, found, earned, waiting = parts(report)
    assert (found, earned) == (verdict, points)
    assert waiting == (8 if verdict is Verdict.UNREADABLE else 0)
    assert bool(said) is (verdict is Verdict.UNREADABLE)
    [item] = report.items
    if verdict is Verdict.MISSING:
        assert (yours, item.expected, report.remarks) == ("", "", ())
    else:
        assert item.expected == KEY
    if verdict is Verdict.SLIP:
        assert item.slips == ("sign",)
        assert item.note == "a sign is the other way round"
        assert item.reason
    if verdict in (Verdict.CORRECT, Verdict.SLIP, Verdict.WRONG):
        assert report.remarks == (f"We read this as: {yours}",)
    if verdict is Verdict.UNREADABLE:
        assert (yours, report.remarks) == ("no idea at all", ())


def test_the_key_of_a_formula():
    own = {"function": "1/2*sum(x^2)", "variable": "x"}
    assert worked_formula(FORMULA) == ("∂E/∂x_j = s_j − d_j", "∇E = s − d")
    [computed] = worked_formula(problem("formula", **own))
    [said] = worked_formula(problem("formula", **own, answer="x_j"))
    assert said.endswith(" = x_j")
    assert computed.partition(" = ")[0] == said.partition(" = ")[0]


def test_an_answer_of_several_lines_keeps_them_and_is_as_long():
    answer = section("\n  answer: s_i (1 - s_i)\n    where i = j\n    else 0")["answer"]
    assert as_lines(answer) == "s_i (1 - s_i)\nwhere i = j\nelse 0"
    assert len(as_lines(answer)) == len(answer.text)
    assert as_lines(section("\n  answer: s - d")["answer"]) == "s - d"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("\n  answer: s - softmx(x)", 2, 15), ("\n  answer: s -\n    softmx(x)", 3, 5),
        ("\n  answer: s\n    - 1\n    - softmx(x)", 4, 7), ("\n  answer: (s - d", 2, None),
        ("\n  let: {q: softmx(x)}\n  answer: s - q", 2, 12),
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_read_is_told_at_its_sign(text, line, column):
    _report, said = grade_formula(FORMULA, section(text))
    assert said[0].place.line == line
    assert column is None or said[0].place.column == column
