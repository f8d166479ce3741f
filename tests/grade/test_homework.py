"""Homework from end to end: every bundled one is collected, its own key earns everything, sheets are judged fairly."""

import json
import math
from pathlib import Path

import pytest
import yaml
from pupils import written

from nncli import words
from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.grade.assignment import Assignment, AssignmentSpec, load_assignment
from nncli.grade.blank import blank_sheet
from nncli.grade.grading import grade, grade_file
from nncli.grade.homework import folder, names, open_assignment
from nncli.grade.lint import lint
from nncli.grade.problems.formula import WORKED
from nncli.grade.problems.overflow import STABLE
from nncli.grade.report import SheetReport
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet
from nncli.spec.schema import json_schema


def report_on(text: str, assignment: Assignment | None = None) -> SheetReport:
    assignment = assignment or open_assignment("ch5")
    return grade(assignment, read_sheet(text.encode(), "sheet.yaml", [p.id for p in assignment.problems]))


def key_sheet(assignment: Assignment, digits: int) -> str:
    """What someone hands in who makes no mistake."""
    lines = ["student: Key"]
    for problem in assignment.problems:
        lines.append(f"{problem.id}:")
        match problem.kind:
            case "update":
                programs = assignment.updates[problem.id].programs
                for id in assignment.updates[problem.id].asked:
                    number = written(programs.key.values[id], digits)
                    places = max(0, round(-math.log10(2 * number.half_unit)))
                    lines.append(f"  {programs.model.names.name(id)}: {number.value:.{places}f}")
                lines.append("  loss fell: yes")
            case "formula":
                answer = WORKED[problem.question][0].partition(" = ")[2]
                lines += ["  let: {s: softmax(x)}", f"  answer: {answer}"]
            case "overflow":
                for function in problem.functions:
                    lines += [f"  {function}:", "    overflows: {float64: 709.78, float32: 88.72}"]
                    lines.append("    underflows: {float64: -745.13, float32: -103.97}")
                    lines += ["    let: {m: max(x)}", f"    stable: {STABLE[function].partition(',')[0]}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", names())
def test_its_own_key_earns_everything(name: str) -> None:
    assignment = open_assignment(name)
    for digits in (4, 9, 15):
        report = report_on(key_sheet(assignment, digits), assignment)
        faulty = [(p.id, i.label, i.yours, i.verdict) for p in report.problems for i in p.items if i.points < i.out_of]
        assert [fault for fault in faulty if fault[1] != "discussion"] == []
        assert report.diagnostics == ()


@pytest.mark.parametrize("name", names())
def test_a_blank_sheet_reads_back_as_nothing(name: str) -> None:
    assignment = open_assignment(name)
    report = report_on(blank_sheet(assignment), assignment)
    assert report.points == 0
    assert [d.message for d in report.diagnostics] == []


@pytest.mark.parametrize("name", names())
def test_every_key_of_a_blank_sheet_is_understood(name: str) -> None:
    assignment = open_assignment(name)
    filled = "\n".join(f"{line} 0.5" if line.startswith("  ") and line.endswith(":") else line
                       for line in blank_sheet(assignment).splitlines())  # fmt: skip
    unknown = [d.message for d in report_on(filled, assignment).diagnostics if d.code == "unknown-quantity"]
    assert unknown == []


def test_the_schema_lies_beside_the_homework() -> None:
    committed = (folder() / "assignment.schema.json").read_text(encoding="utf-8")
    assert committed == json_schema(AssignmentSpec), "nncli schema assignment > homework/assignment.schema.json"


RELU = """
relu-update:
  h1.net: 0.36
  h1.out: 0.36
  h2.net: -0.14
  h2.out: 0
  y: 0.3
  loss.before: 0.245
  y.delta: 0.7
  h1.delta: 0.35
  h2.delta: {h2}
  W1.new: [[0.47, {w12}], [0.705, {w22}]]
  b1: [0.45, {b2}]
  W2: [0.752, -0.3]
  b2: 0.82
  loss fell: {fell}
"""


def relu(**changes: str) -> dict[str, Verdict]:
    values = {"h2": "0", "w12": "-0.5", "w22": "0.2", "b2": "-0.1", "fell": "yes"} | changes
    (problem,) = [p for p in report_on(RELU.format(**values)).problems if p.id == "relu-update"]
    return {item.id: item.verdict for item in problem.items}


def test_a_dead_unit_taken_for_live_is_charged_once() -> None:
    verdicts = relu(h2="-0.21", w12="-0.542", w22="0.137", b2="-0.31")
    assert verdicts["h2.delta"] is Verdict.SLIP
    assert {verdicts[id] for id in ("w[x1,h2].new", "w[x2,h2].new", "b[h2].new")} == {Verdict.CARRIED}


def test_yes_or_no_is_judged() -> None:
    assert relu()["loss-fell"] is Verdict.CORRECT
    assert relu(fell="no")["loss-fell"] is Verdict.WRONG
    assert relu(fell="maybe")["loss-fell"] is Verdict.UNREADABLE


def test_yes_or_no_follows_from_ones_own_losses() -> None:
    text = "lecture-update:\n  loss.before: 0.0181\n  loss.after: 0.0190\n  loss fell: no\n"
    (problem,) = [p for p in report_on(text).problems if p.id == "lecture-update"]
    assert problem.items[-1].verdict is Verdict.CARRIED


def test_an_unreadable_number_is_told_at_its_place_and_blocks_nothing() -> None:
    report = report_on("relu-update:\n  h1.net: 9**9**9**9\n  h1.out: 0.36\n")
    (diagnostic,) = report.diagnostics
    assert (diagnostic.code, str(diagnostic.place)) == ("unreadable-number", "sheet.yaml:2:11")
    items = {i.id: i.verdict for p in report.problems for i in p.items}
    assert items["h1.net"] is Verdict.UNREADABLE
    assert items["h1.out"] is Verdict.CORRECT


def test_a_key_that_can_mean_one_quantity_alone_is_taken_for_it_and_that_is_told() -> None:
    report = report_on("relu-update:\n  h1.nett: 0.36\n")
    (diagnostic,) = report.diagnostics
    assert (diagnostic.code, diagnostic.message) == ("read-as", "'h1.nett' is read as 'h1.net'")
    assert {i.id: i.verdict for p in report.problems for i in p.items}["h1.net"] is Verdict.CORRECT


def test_an_unknown_quantity_is_told_with_the_nearest() -> None:
    (diagnostic,) = report_on("relu-update:\n  h2.netwrk: 0.36\n").diagnostics
    assert diagnostic.code == "unknown-quantity"
    assert diagnostic.help == "did you mean 'h2.net'?"


def test_points_given_by_hand_survive_a_regrade(tmp_path: Path) -> None:
    sheet = tmp_path / "s.yaml"
    sheet.write_text("overflow:\n  discussion: exp overflows\n", encoding="utf-8")
    assert grade_file(open_assignment("ch5"), sheet).open > 0
    (tmp_path / "s.yaml.points.yaml").write_text("overflow: 17.5\n", encoding="utf-8")
    report = grade_file(open_assignment("ch5"), sheet)
    assert (report.points, report.open) == (17.5, 0)
    assert report.problems[0].manual


def test_a_crash_in_one_problem_is_kept_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("nncli.grade.grading.grade_formula", crash)
    report = report_on("softmax-gradient:\n  answer: p\nrelu-update:\n  h1.net: 0.36\n")
    assert [d.code for d in report.diagnostics] == ["internal"]
    assert report.points > 0


HOSTILE = [
    "relu-update:\n  h1.net: " + "9" * 100_000,
    "relu-update:\n  " + "k" * 10_000 + ": 1",
    "relu-update:\n  h1.net: " + "[" * 300_000,
    "relu-update:\n  h1.net: !!python/object/apply:os.system ['id']",
    "relu-update:\n  h1.net: .inf\n  h1.out: nan\n  h2.out: 1e999",
    "softmax-gradient:\n  answer: __import__('os').system('id')",
    "softmax-gradient:\n  answer: 9**9**9**9",
    "softmax-gradient:\n  answer: " + "(" * 300_000,
    "softmax-gradient:\n  let: {p: p}\n  answer: p_i",
    "relu-update: &a\n  h1.net: *a",
    "\0\0\0",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:50] or "empty")
def test_nothing_on_a_sheet_breaks_the_grader_or_earns_points(text: str) -> None:
    report = report_on(text)
    assert report.points == 0
    assert "internal" not in [d.code for d in report.diagnostics]


def test_lint_says_that_at_a_rate_of_one_forgetting_it_is_right() -> None:
    blurs = lint(open_assignment("ch5").updates["relu-update"])
    assert {("rate-forgotten",), ("rate-twice",)} <= {blur.slips for blur in blurs if blur.rate == "0.5"}


GOOD = yaml.safe_load((folder() / "ch5" / "assignment.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"problems": []}, "too-few"),
        ({"titel": "x"}, "unknown-key"),
        ({"problems": [GOOD["problems"][3] | {"spec": "nowhere"}]}, "no-such-spec"),
        ({"problems": [GOOD["problems"][3] | {"asks": ["nett"]}]}, "unknown-quantity"),
        ({"problems": [GOOD["problems"][3] | {"digits": 1}]}, "out-of-range"),
        ({"problems": [GOOD["problems"][3] | {"carried": 2}]}, "out-of-range"),
        ({"problems": [GOOD["problems"][3] | {"points": 0}]}, "out-of-range"),
        ({"problems": [GOOD["problems"][1] | {"question": None}]}, "missing-key"),
        ({"problems": [GOOD["problems"][1], GOOD["problems"][1]]}, "same-name"),
    ],
)
def test_a_bad_assignment_is_told_as_that(change: dict, code: str) -> None:
    with pytest.raises(SpecError) as caught:
        load_assignment(read_text(json.dumps(GOOD | change), "a.yaml"), "a", Path())
    assert code in [d.code for d in caught.value.diagnostics]


def test_a_comma_that_can_be_two_things_is_told_and_open() -> None:
    report = report_on("relu-update:\n  h1.out: 1,360\n")
    (diagnostic,) = report.diagnostics
    assert "the comma may part" in diagnostic.message
    assert report.open > 0


def test_a_decimal_comma_that_can_be_nothing_else_is_read_and_told() -> None:
    report = report_on("relu-update:\n  h1.out: 0,36\n")
    assert [d.message for d in report.diagnostics] == ["'0,36' is read as 0.36"]
    assert {i.id: i.verdict for p in report.problems for i in p.items}["h1.out"] is Verdict.CORRECT


@pytest.mark.parametrize(
    ("sheet", "line", "column"),
    [
        ("softmax-gradient:\n  let: {q: x, p: softmx(x)}\n  answer: p_i", 2, 18),
        ("softmax-gradient:\n  let:\n    p: softmax(x\n  answer: p_i", 3, 8),
        ("softmax-gradient:\n  let: {p: p}\n  answer: p_i", 2, 9),
        ("softmax-gradient:\n  let: {p: s}\n  answer: p_i*softmx(x)", 3, 15),
        ("overflow:\n  let: {m: maxx(x)}\n  softmax:\n    stable: exp(x_i - m)", 2, 12),
        ("overflow:\n  softmax:\n    let: {m: maxx(x)}\n    stable: exp(x_i - m)", 3, 14),
    ],
)
def test_a_formula_that_cannot_be_read_is_told_where_it_stands(sheet: str, line: int, column: int) -> None:
    (diagnostic,) = report_on(sheet).diagnostics
    assert diagnostic.place is not None
    assert (diagnostic.place.line, diagnostic.place.column) == (line, column)


def test_a_quantity_given_twice_with_two_values_does_not_count() -> None:
    report = report_on("lecture-update:\n  w3+: 0.0991\n  w3.new: 0.2\n")
    items = {item.id: item for problem in report.problems for item in problem.items}
    assert items["w[A,P].new"].verdict is Verdict.UNREADABLE


def test_the_schema_is_english_in_every_language() -> None:
    english = json_schema(AssignmentSpec)
    words.speak("zh")
    assert json_schema(AssignmentSpec) == english
