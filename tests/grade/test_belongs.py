"""Whose sheet it is, by what it says of itself; and points by hand, to the last hundredth."""

import json
from pathlib import Path

import pytest

from nncli.document.reader import read_text
from nncli.errors import InputError
from nncli.grade.assignment import load_assignment
from nncli.grade.by_hand import with_points
from nncli.grade.grading import grade, grade_file
from nncli.sheets.sheet import read_sheet

PROBLEM = {
    "id": "one",
    "kind": "update",
    "title": "T",
    "statement": "s",
    "points": 8,
    "spec": "lecture",
    "asks": ["net"],
}
DATA = {"title": "Homework 5.1", "problems": [PROBLEM, PROBLEM | {"id": "two"}]}
MADE = load_assignment(read_text(json.dumps(DATA), "a.yaml"), "hw5", Path())
ANSWERED = "one:\n  P.net: 0.755\n"


def sheet_at(folder, text):
    path = folder / "s.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("stated", "ours"),
    [
        ("hw5", True), ("HW5", True), ("`hw5`.", True), ("Homework 5.1", True), ("homework", True), ("5", True),
        ("my hw5 sheet", True), ("hw6", False), ("hw", True), ("Homework 6", False), ("7", False),
        ("Homework 5.2", True),  # 5 is ours
        ("Exercise 2026", True), ("some other words", True), ("other", False), ("other-sheet.v2", False), ("", True),
    ],
)  # fmt: skip
def test_a_sheet_says_whose_it_is(tmp_path, stated, ours):
    path = sheet_at(tmp_path, f"assignment: {stated}\n{ANSWERED}")
    if ours:
        assert grade_file(MADE, path).points > 0
        return
    with pytest.raises(InputError) as caught:
        grade_file(MADE, path)
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.place.line) == ("other-assignment", 1)
    assert fault.message.endswith(f"s.yaml is a sheet of '{stated}', not of 'hw5'")
    assert fault.help == "grade it with its own assignment, or correct its line 'assignment:'"


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("one:\n  P.net:\ntwo:\n", True), ("one:\n  P.net: 1\ntwo:\n", False), ("one:\ntwo:\n  P.net: 1\n", False),
        ("one:\n\nzzz:\n  P.net: 1\n", False), ("one:\n  P.net:\n  ;; 0.3 ;;\n", False),
    ],
)  # fmt: skip
def test_a_sheet_without_an_answer_is_no_zero(tmp_path, text, empty):
    path = sheet_at(tmp_path, text)
    if not empty:
        assert grade_file(MADE, path).problems
        return
    with pytest.raises(InputError) as caught:
        grade_file(MADE, path)
    assert [d.code for d in caught.value.diagnostics] == ["empty-sheet"]


def by_hand(folder, points):
    report = grade(MADE, read_sheet(ANSWERED.encode(), "s.yaml", ["one", "two"]))
    path = folder / "p.yaml"
    path.write_text(points, encoding="utf-8")
    return report, with_points(report, path)


@pytest.mark.parametrize(
    ("points", "one", "manual"),
    [
        ("one: 8", 8, True), ("one: 0", 0, True), ("one: 8.004", 8.004, True),
        ("one: {P.net: 1.5}", 1.5, False), ("one: {net_P: 1.5, Q.net: 0.5}", 2.0, False),
        ("one: {P.net: 2.67}", 2.67, False), ("one: {P.net: 2.674}", 2.67, False), ("one: {}", 2.67, False),
    ],
)  # fmt: skip
def test_points_by_hand(tmp_path, points, one, manual):
    plain, report = by_hand(tmp_path, points)
    assert plain.problems[0].points == 2.67
    assert (report.problems[0].points, report.problems[0].manual) == (one, manual)
    assert report.problems[1] is plain.problems[1]
    assert report.diagnostics == plain.diagnostics


@pytest.mark.parametrize(
    ("points", "message", "line", "column", "help"),
    [
        ("one: 8.006", "points for 'one' are a number from 0 to 8", 1, 1, None),
        ("one: -0.01", "points for 'one' are a number from 0 to 8", 1, 1, None),
        ("three: 1", "there is no problem 'three'", 1, 1, None),
        ("tow: 1", "there is no problem 'tow'", 1, 1, "did you mean 'two'?"),
        ("one: {P.net: 2.68}", "points for 'P.net' are a number from 0 to 2.67", 1, 7, None),
        ("one:\n  P.nett: 1", "'one' has no item 'P.nett'", 2, 3, "did you mean 'P.net'?"),
    ],
)  # fmt: skip
def test_points_that_make_no_sense(tmp_path, points, message, line, column, help):
    plain, report = by_hand(tmp_path, points)
    [fault] = report.diagnostics
    assert (fault.code, fault.message, fault.help) == ("bad-points", message, help)
    assert (fault.place.line, fault.place.column) == (line, column)
    assert [p.points for p in report.problems] == [p.points for p in plain.problems]
