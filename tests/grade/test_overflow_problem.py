"""An overflow problem: what its parts weigh, what is open, what is unknown. 18 points over two functions."""

import json
from pathlib import Path

import pytest

from nncli.document.reader import read_text
from nncli.grade.assignment import load_assignment
from nncli.grade.grading import grade, headings, parts
from nncli.grade.problems.overflow import grade_overflow, worked_overflow
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet

CORRECT, WRONG, MISSING, OPEN = Verdict.CORRECT, Verdict.WRONG, Verdict.MISSING, Verdict.UNDECIDED


def assignment(points=18, functions=("softmax", "logsumexp")):
    data = {"id": "range", "kind": "overflow", "title": "t", "statement": "s", "points": points}
    document = read_text(json.dumps({"title": "t", "problems": [data | {"functions": list(functions)}]}), "a.yaml")
    return load_assignment(document, "a", Path())


def graded(*lines, **more):
    made = assignment(**more)
    text = "range:\n" + "".join(f"  {line}\n" for line in lines)
    report = grade(made, read_sheet(text.encode(), "s.yaml", headings(made), parts(made)))
    return report.problems[0], {item.id: item for item in report.problems[0].items}, report.diagnostics


def test_a_formula_weighs_four_thresholds_and_the_discussion_two():
    report, items, _said = graded("overflows: {float64: 709.78}")
    for function in ("softmax", "logsumexp"):
        for end in ("overflows", "underflows"):
            for precision in ("float64", "float32"):
                assert items[f"{function}.{end}.{precision}"].out_of == 1
        assert items[f"{function}.stable"].out_of == 4
    assert items["discussion"].out_of == 2
    assert (report.points, report.out_of, report.open) == (2, 18, 0)  # the one threshold, of both functions
    assert len(items) == 11
    _report, one, _said = graded("overflows: {float64: 709.78}", points=5, functions=["softmax"])
    assert [item.out_of for item in one.values()] == [0.5] * 4 + [2, 1]


def test_each_answer_with_its_verdict_and_points():
    report, items, said = graded(
        "overflows: {float64: 709.78, float32: 1}", "softmax:", "  let: {m: max(x)}",
        "  stable: exp(x_i - m)/sum_j exp(x_j - m)", "logsumexp:", "  underflows: {float32: -103.97}",
        "  stable: log(sum_j exp(x_j))",
    )  # fmt: skip
    found = {id: (item.verdict, item.points) for id, item in items.items() if item.verdict is not MISSING}
    assert found == {
        "softmax.overflows.float64": (CORRECT, 1), "softmax.overflows.float32": (WRONG, 0),
        "softmax.stable": (CORRECT, 4),
        "logsumexp.overflows.float64": (CORRECT, 1), "logsumexp.overflows.float32": (WRONG, 0),
        "logsumexp.underflows.float32": (CORRECT, 1), "logsumexp.stable": (Verdict.SLIP, 0),
    }  # fmt: skip
    assert (report.points, report.open, said) == (7, 0, ())
    first = items["softmax.overflows.float64"]
    assert (first.label, first.yours, first.expected) == ("softmax overflows, float64", "709.78", "709.783")
    missing = items["softmax.underflows.float64"]
    assert (missing.label, missing.yours, missing.expected) == ("softmax underflows, float64", "", "-745.133")
    assert items["logsumexp.stable"].slips[0] in ("overflow", "underflow", "log-of-zero")
    assert items["logsumexp.stable"].reason
    assert items["logsumexp.stable"].note
    assert items["softmax.stable"].label == "softmax stable"


def test_declarations_of_a_function_go_before_those_of_the_problem():
    _report, items, _said = graded(
        "let: {m: min(x)}", "softmax:", "  let: {m: max(x)}", "  stable: exp(x_i - m)/sum_j exp(x_j - m)",
        "logsumexp:", "  stable: m + log(sum_j exp(x_j - m))",
    )  # fmt: skip
    assert items["softmax.stable"].verdict is CORRECT
    assert items["logsumexp.stable"].verdict is not CORRECT


def test_a_formula_may_stand_right_behind_its_function():
    _report, items, _said = graded("logsumexp: max(x) + log(sum_j exp(x_j - max(x)))")
    assert items["logsumexp.stable"].verdict is CORRECT


@pytest.mark.parametrize(
    ("text", "thresholds", "formulas"),
    [
        ("it overflows soon", MISSING, MISSING),
        ("it overflows at 7", MISSING, MISSING),
        ("it overflows at 709", OPEN, MISSING),
        ("take the max away first", MISSING, OPEN),
        ("x > 709.78, so take the logarithm", OPEN, OPEN),
    ],
)
def test_what_is_missing_is_open_where_the_discussion_may_hold_it(text, thresholds, formulas):
    report, items, _said = graded(f"discussion: {text}")
    assert {i.verdict for id, i in items.items() if "flows" in id} == {thresholds}
    assert {i.verdict for id, i in items.items() if id.endswith("stable")} == {formulas}
    assert (items["discussion"].verdict, items["discussion"].yours) == (OPEN, text)
    assert items["discussion"].reason == "Free text: a teacher reads it."
    assert report.open == 2 + 8 * (thresholds is OPEN) + 8 * (formulas is OPEN)
    if thresholds is OPEN:
        said = "Not found; it may stand in the discussion. A teacher decides."
        assert items["softmax.overflows.float64"].reason == said


def test_prose_under_a_function_opens_its_own_thresholds():
    _report, items, _said = graded("softmax: it overflows for x above 709.78 or so", "logsumexp: it does as well")
    assert items["softmax.overflows.float64"].verdict is OPEN
    assert "it may stand in the text" in items["softmax.overflows.float64"].reason
    assert items["logsumexp.overflows.float64"].verdict is MISSING


@pytest.mark.parametrize(
    ("lines", "name", "line", "help"),
    [
        (["overflws: 1"], "overflws", 2, "did you mean 'overflows'?"),
        (["softmax:", "  limit: 1"], "softmax.limit", 3, None),
        (["sigmoid: {overflows: 1}"], "sigmoid", 2, None),
        (["z" * 70 + ": 1"], "z" * 60, 2, None),
    ],
)
def test_an_entry_that_nothing_reads_is_told_and_opens_what_is_missing(lines, name, line, help):
    report, items, said = graded(*lines)
    [fault] = [d for d in said if d.code == "unknown-entry"]
    assert (fault.message, fault.place.line, fault.help) == (f"'{name}' is nothing that is asked here", line, help)
    assert {item.verdict for id, item in items.items() if id != "discussion"} == {OPEN}
    assert (items["discussion"].verdict, report.open) == (MISSING, 16)
    assert "an entry whose name is not known here" in items["softmax.stable"].reason


@pytest.mark.parametrize(
    "lines",
    [
        ["overflows.float64: 709.78"], ["float64: {overflows: 709.78}"], ["let: {m: max(x)}", "overflows: 709.78"],
        ["softmax:", "  overflows.float64: 709.78", "  float32: {overflows: 88.72}"], ["limit:", "overflows: 709.78"],
    ],
)  # fmt: skip
def test_what_is_known_or_blank_is_not_told(lines):
    report, items, said = graded(*lines)
    assert items["softmax.overflows.float64"].verdict is CORRECT
    assert (said, report.open) == ((), 0)


def test_a_long_discussion_is_shown_by_its_beginning():
    words = "so " * 40
    assert graded(f"discussion: {words}")[1]["discussion"].yours == words[:60] + "…"
    exact = "s" * 60
    assert graded(f"discussion: {exact}")[1]["discussion"].yours == exact


def test_the_key_for_a_person():
    problem = assignment(functions=["softmax"]).problems[0]
    assert list(worked_overflow(problem)) == [
        "exp overflows above 709.783 in float64", "exp overflows above 88.7228 in float32",
        "exp underflows to 0 below -745.133 in float64", "exp underflows to 0 below -103.972 in float32",
        "softmax: exp(x_i − m)/Σ_j exp(x_j − m),  m = max_k x_k",
    ]  # fmt: skip


def test_a_crash_is_told_and_open(monkeypatch):
    def crash(*_arguments):
        raise RuntimeError("x" * 300)

    monkeypatch.setattr("nncli.grade.problems.overflow.judge_threshold", crash)
    monkeypatch.delenv("NNCLI_TRACEBACK", raising=False)
    report, items, said = graded("overflows: {float64: 709.78}")
    item = items["softmax.overflows.float64"]
    assert (item.verdict, item.points, item.open) == (OPEN, 0, 1)
    assert item.reason == "The program failed at this answer. A teacher decides."
    assert said[0].message == (
        f"softmax.overflows.float64 could not be graded: RuntimeError: {'x' * 200}; "
        "this is a fault of the program, please report it"
    )
    assert report.open == 2  # of both functions
    monkeypatch.setenv("NNCLI_TRACEBACK", "1")
    sheet = read_sheet(b"range:\n  overflows: {float64: 709.78}\n", "s.yaml", ["range"])
    with pytest.raises(RuntimeError):
        grade_overflow(assignment().problems[0], sheet.sections["range"])
