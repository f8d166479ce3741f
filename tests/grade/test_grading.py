"""Grading a sheet: whose it is, what is not answered, strictness, and points that a teacher gave by hand."""

import pytest

from nncli.grade.grading import grade, grade_file
from nncli.grade.homework import open_assignment
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet

ASSIGNMENT = open_assignment("ch5")
IDS = [problem.id for problem in ASSIGNMENT.problems]
# h2 is dead; who takes its slope for 1 slips once, and three new parameters follow from that.
SLIPPED = "relu-update:\n  h2.delta: -0.21\n  w[x1,h2].new: -0.542\n  w[x2,h2].new: 0.137\n  b[h2].new: -0.31\n"


def report_on(text, **options):
    return grade(ASSIGNMENT, read_sheet(text.encode(), "s.yaml", IDS), **options)


def items(report, problem="relu-update"):
    (found,) = [p for p in report.problems if p.id == problem]
    return {item.id: item for item in found.items}


@pytest.mark.parametrize(
    ("header", "student"),
    [
        ("student: Li Lei\n", "Li Lei"),
        ("name: Li Lei\nid: 2023\n", "Li Lei 2023"),
        ("id: 2023\nstudent: Li Lei\n", "Li Lei 2023"),
        ("student: Li Lei\nname: Li Lei\nid: 7\n", "Li Lei 7"),
        ("student:\nid: 7\n", "7"),
        ("assignment: ch5\n", ""),
    ],
)
def test_a_report_says_whose_sheet_it_is(header, student):
    report = report_on(header + "relu-update:\n  h1.net: 0.36\n")
    assert report.student == student
    assert (report.file, report.assignment) == ("s.yaml", "ch5")


@pytest.mark.parametrize("text", ["", "relu-update:\n", "relu-update:\n  h1.net:\n  h1.out:\n"])
def test_what_is_not_answered_earns_nothing_of_its_points(text):
    report = report_on(text)
    assert [p.id for p in report.problems] == IDS
    for problem, asked in zip(report.problems, ASSIGNMENT.problems, strict=True):
        assert problem.remarks == ("Not answered.",)
        assert (problem.points, problem.out_of, problem.open, problem.items) == (0, float(asked.points), 0, ())
        assert problem.practice is asked.practice
    assert report.out_of == 20 + 15 + 15 + 50


def test_who_is_strict_gives_nothing_for_what_is_carried(tmp_path):
    kind, strict = items(report_on(SLIPPED)), items(report_on(SLIPPED, strict=True))
    for id in ("w[x1,h2].new", "w[x2,h2].new", "b[h2].new"):
        assert kind[id].verdict is strict[id].verdict is Verdict.CARRIED
        assert kind[id].points == kind[id].out_of > 0
        assert strict[id].points == 0
    assert kind["h2.delta"].points == strict["h2.delta"].points == 0
    sheet = tmp_path / "s.yaml"
    sheet.write_text(SLIPPED, encoding="utf-8")
    assert grade_file(ASSIGNMENT, sheet).points == report_on(SLIPPED).points
    assert grade_file(ASSIGNMENT, sheet, strict=True).points == report_on(SLIPPED, strict=True).points


def by_hand(folder, points, sheet=SLIPPED):
    (folder / "s.yaml").write_text(sheet, encoding="utf-8")
    (folder / "s.yaml.points.yaml").write_text(points, encoding="utf-8")
    return grade_file(ASSIGNMENT, folder / "s.yaml")


@pytest.mark.parametrize(("points", "given"), [("0", 0), ("20", 20), ("17.5", 17.5)])
def test_points_by_hand_are_from_nought_to_all(tmp_path, points, given):
    report = by_hand(tmp_path, f"overflow: {points}\n")
    problems = {p.id: p for p in report.problems}
    assert (problems["overflow"].points, problems["overflow"].manual) == (given, True)
    assert not any(p.manual for p in report.problems if p.id != "overflow")
    assert problems["relu-update"].points == report_on(SLIPPED).points
    assert [p.id for p in report.problems] == IDS


@pytest.mark.parametrize(
    ("points", "message", "line"),
    [
        ("[1, 2]", "points by hand are a mapping, such as 'overflow: 17.5'", 1),
        ("overflow: 1\nsoftmax: 2\n", "there is no problem 'softmax'", 2),
        ("overflow: 20.5\n", "points for 'overflow' are a number from 0 to 20", 1),
        ("overflow: -1\n", "points for 'overflow' are a number from 0 to 20", 1),
        ("overflow: many\n", "points for 'overflow' are a number from 0 to 20", 1),
    ],
)
def test_points_by_hand_that_make_no_sense_are_told_where_they_stand(tmp_path, points, message, line):
    plain, report = report_on(SLIPPED), by_hand(tmp_path, points)
    [fault] = report.diagnostics[len(plain.diagnostics) :]
    assert (fault.code, fault.message, fault.place.line) == ("bad-points", message, line)
    assert fault.place.file.endswith("s.yaml.points.yaml")
    # The sheet is graded all the same; of the points, what makes sense counts.
    given = 1 if points.startswith("overflow: 1\n") else 0
    assert [p.id for p in report.problems if p.manual] == ["overflow"] * given
    assert report.points == plain.points + given > given


def test_a_crash_leaves_the_points_open_and_is_told(monkeypatch):
    def crash(*_arguments):
        raise RuntimeError("planted")

    monkeypatch.setattr("nncli.grade.grading.grade_formula", crash)
    report = report_on("softmax-gradient:\n  answer: s\n")
    (problem,) = [p for p in report.problems if p.id == "softmax-gradient"]
    assert (problem.points, problem.out_of, problem.open) == (0, 15, 15)
    [fault] = report.diagnostics
    assert fault.message == (
        "softmax-gradient could not be graded: RuntimeError: planted; "
        "this is a fault of the program, please report it"
    )  # fmt: skip
    monkeypatch.setenv("NNCLI_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        report_on("softmax-gradient:\n  answer: s\n")
