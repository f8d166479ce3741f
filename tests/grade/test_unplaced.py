"""What stands under no problem: it is told, and opens what it may answer."""

import json
from pathlib import Path

import pytest

from nncli.document.reader import read_text
from nncli.grade.assignment import load_assignment
from nncli.grade.grading import grade, headings, parts
from nncli.sheets.sheet import read_sheet

DATA = [
    {"id": "first", "kind": "update", "title": "Alpha", "spec": "lecture", "asks": ["net"]},
    {"id": "second", "kind": "update", "title": "Beta", "spec": "homework-relu", "asks": ["net"]},
    {"id": "range", "kind": "overflow", "title": "Gamma", "functions": ["softmax"]},
    {"id": "gradient", "kind": "formula", "title": "Delta", "question": "softmax-gradient"},
]
MADE = load_assignment(
    read_text(json.dumps({"title": "t", "problems": [{"statement": "s", "points": 8} | p for p in DATA]}), "a.yaml"),
    "a", Path(),
)  # fmt: skip


def graded(text):
    report = grade(MADE, read_sheet(text.encode(), "s.yaml", headings(MADE), parts(MADE)))
    return report, {p.id: p.open for p in report.problems if p.open}


@pytest.mark.parametrize(
    ("text", "waiting"),
    [
        ("zzz:\n  P.net: 1\n", {"first": 8}), ("zzz:\n  h1.net: 1\n", {"second": 8}),
        ("zzz:\n  h1.net: 1\n  h2.net: 1\n  P.net: 1\n", {"second": 8}),  # most of its keys
        ("zzz:\n  h1.net: 1\n  P.net: 1\n", {"first": 8, "second": 8}),
        ("zzz:\n  overflows: 1\n", {"range": 8}), ("zzz:\n  answer: 1\n", {"gradient": 8}),
        ("zzz:\n  qqq: 1\n", {"first": 8, "second": 8, "range": 8, "gradient": 8}),  # of no problem's keys
        ("P.net: 1\n\nrange:\n  overflows: 709.78\n", {"first": 8}),  # above the first heading
        ("qqq: 1\n\nrange:\n  overflows: 709.78\n", {}),
        ("class: 3\n\nrange:\n  overflows: 709.78\n", {}),
        ("P.net: none\n\nrange:\n  overflows: 709.78\n", {}),
        ("zzz:\n  P.net:\n\nrange:\n  overflows: 709.78\n", {}),  # blank
        ("zzz:\n  P.net: 1\n\nfirst:\n  P.net: 0.755\n", {}),  # it is answered under its own heading
    ],
)  # fmt: skip
def test_what_it_may_answer_is_open(text, waiting):
    report, found = graded(text)
    assert found == waiting
    for problem in report.problems:
        if problem.open:
            where = "“zzz”" if "zzz" in text else "the top of the sheet"
            said = f"Not found under its own heading; what stands under {where} may belong here. A teacher decides."
            assert problem.remarks == (said,)


def test_it_is_told_where_it_stands():
    long = "q" * 70
    report, _open = graded(f"{long}:\n  qqq: 1\nfirsst of all:\n  P.net: 1\n")
    said = [(d.code, d.message, d.place.line, d.help) for d in report.diagnostics]
    assert said[0] == (
        "unknown-problem", f"'{long[:60]}' is no problem of this assignment; what stands under it is not graded",
        1, "a teacher looks at it",
    )  # fmt: skip
    top, _open = graded("P.net: 1\n\nrange:\n  overflows: 709.78\n")
    assert [(d.message, d.place.line) for d in top.diagnostics] == [
        ("what stands above the first problem belongs to none, and is not graded", 1)
    ]  # fmt: skip


def test_up_to_five_headings_are_named():
    text = "".join(f"zz{n}{'z' * 50}:\n  P.net: 1\n" for n in range(6))
    report, found = graded(text)
    assert found == {"first": 8}
    [problem] = [p for p in report.problems if p.open]
    assert problem.remarks[0].count("“") == 5
    assert f"“zz0{'z' * 37}”" in problem.remarks[0]


@pytest.mark.parametrize(
    ("text", "waiting"),
    [
        ("first:\n  P.net: 0.755\n  ;; 0.3 ;;\n", {"first"}),
        ("first:\n  P.net: 0.755\n  ;; so ;;\n", set()),
        ("first:\n  P.net: 0.755\nrange:\n  overflows: 709.78\n  ;; 0.3 ;;\n", {"range"}),
    ],
)
def test_lines_with_figures_that_could_not_be_read_open_what_is_missing_of_their_own_problem(text, waiting):
    report, found = graded(text)
    assert set(found) == waiting
    for problem in report.problems:
        missing = [i for i in problem.items if i.reason.startswith("Not found; lines of this problem")]
        assert bool(missing or problem.remarks == ("Lines here could not be read. A teacher decides.",)) is (
            problem.id in waiting
        )
