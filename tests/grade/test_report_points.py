"""The report: points that add up, what is shown of a long sheet, and what the JSON tells without the key."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import items, problem, report_on
from rich.console import Console, RenderableType

from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.grade.assignment import Assignment, load_assignment
from nncli.grade.grading import grade, headings
from nncli.grade.homework import folder
from nncli.grade.report import Item, ProblemReport, settled
from nncli.grade.results import Verdict
from nncli.render.pages.report import report_page
from nncli.render.pages.report_json import report_json
from nncli.sheets.sheet import read_sheet

SHEET = """student: x
relu-update:
  h1.net: 0.36
  h2.delta: -0.21
  loss.before: dunno
  foo: 0.245
  W1.new: [[0.47, -0.542], [0.705, 0.137]]
overflow:
  overflows: {float64: 709.78, float32: 88.73}
  discussion: exp overflows
"""


def printed(page: RenderableType) -> str:
    out = io.StringIO()
    Console(file=out, width=100, force_terminal=False).print(page)
    return out.getvalue()


def report(shares: list[float], out_of: float) -> ProblemReport:
    each = out_of / len(shares)
    found = [Item(str(n), "", 0.0, Verdict.CORRECT, share * each, each, id=str(n)) for n, share in enumerate(shares)]
    return ProblemReport("p", "t", practice=False, items=tuple(found), out_of=out_of)


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=60), st.integers(1, 400))
def test_the_rows_add_up_to_the_sums_that_are_shown(shares: list[float], quarters: int) -> None:
    whole = settled(report(shares, quarters / 4))
    assert round(sum(item.out_of for item in whole.items), 2) == whole.out_of
    assert round(sum(item.points for item in whole.items), 2) == whole.points
    assert all(round(item.points, 2) == item.points and 0 <= item.points <= item.out_of for item in whole.items)
    assert all(abs(item.out_of - whole.out_of / len(shares)) <= 0.01 for item in whole.items)


def test_37_items_of_50_points_are_50_points() -> None:
    assert settled(report([1.0] * 37, 50.0)).points == 50


def test_open_points_stand_in_the_rows_the_problem_the_total_and_the_json() -> None:
    found = report_on(SHEET)
    relu = problem(found, "relu-update")
    assert relu.open == round(sum(item.open for item in relu.items), 2) > 0
    assert found.open == round(sum(p.open for p in found.problems if not p.practice), 2)
    text = printed(report_page(found, plain=True, key=False))
    assert f"{relu.open:g} open" in text
    assert f"{found.open:g} are open: a teacher decides" in text
    data = json.loads(report_json([found], key=False))
    assert data["sheets"][0]["open"] == found.open


def test_a_long_sheet_is_folded_to_what_matters() -> None:
    found = report_on(SHEET)
    short = printed(report_page(found, plain=True, key=False))
    whole = printed(report_page(found, plain=True, key=False, everything=True))
    assert "net_h1 " not in short
    assert "net_h1 " in whole
    assert "δ_h2" in short
    assert "dunno" in short
    assert "--all shows them" in short
    assert "--all shows them" not in whole
    assert max(len(line) for line in short.splitlines()) <= 100


def test_one_sentence_stands_behind_few_labels() -> None:
    text = "relu-update:\n" + "".join(f"  {id}: 7.77\n" for id in ("h1.net", "h2.net", "y.error", "y.delta", "h1.delta", "h2.delta", "loss.before"))  # fmt: skip # noqa: E501
    for line in printed(report_page(report_on(text), plain=True, key=False, everything=True)).splitlines():
        assert line.split(": ")[0].count(",") <= 5


def test_notices_stand_in_the_report() -> None:
    text = printed(report_page(report_on(SHEET), plain=True, key=False))
    assert "Line 6: 'foo' is no quantity of this network" in text


def test_json_without_the_key_says_no_more_than_the_hints() -> None:
    found = report_on(SHEET)
    hidden, shown = (json.loads(report_json([found], key=key)) for key in (False, True))
    for p in hidden["sheets"][0]["problems"]:
        for item in p["items"]:
            assert not {"slips", "note", "expected"} & item.keys()
    assert "relu-slope-one" not in report_json([found], key=False)
    slips = {slip for p in shown["sheets"][0]["problems"] for item in p["items"] for slip in item["slips"]}
    assert "relu-slope-one" in slips


def test_every_item_has_an_id_of_its_own() -> None:
    for p in json.loads(report_json([report_on(SHEET)], key=False))["sheets"][0]["problems"]:
        ids = [item["id"] for item in p["items"]]
        assert all(ids)
        assert len(set(ids)) == len(ids)


def assignment(extra: str) -> Assignment:
    text = f"""title: t
problems:
  - {{id: u, kind: update, title: t, statement: s, spec: homework-relu, digits: 3,
     asks: [net, out, new, out.after], questions: [loss-fell], points: 30, {extra}}}
"""
    return load_assignment(read_text(text, "a.yaml"), "a", folder())


def graded(extra: str, text: str) -> dict[str, Item]:
    a = assignment(extra)
    return items(grade(a, read_sheet(text.encode(), "s.yaml", headings(a))), "u")


def test_kinds_of_steps_weigh_what_the_assignment_says() -> None:
    found = graded("weights: {new: 3, out.after: 2, loss-fell: 0, out: 1}", "u:\n  h1.net: 0.36\n")
    assert found["w[h1,y].new"].out_of == pytest.approx(3 * found["h1.net"].out_of, abs=0.02)
    assert found["y.out.after"].out_of == pytest.approx(2 * found["h1.net"].out_of, abs=0.02)
    assert found["loss-fell"].out_of == 0
    assert sum(item.out_of for item in found.values()) == pytest.approx(30)


def test_a_slip_costs_no_more_than_the_assignment_says() -> None:
    text = "u:\n  h1.net: 0.36\n  h2.net: -0.14\n  y.net: 0.3\n  w[h1,y].new: 0.248\n"
    whole, capped = graded("weights: {}", text), graded("slip_costs_at_most: 0.5", text)
    assert whole["w[h1,y].new"].verdict is Verdict.SLIP
    assert whole["w[h1,y].new"].points == 0
    assert capped["w[h1,y].new"].points == pytest.approx(capped["w[h1,y].new"].out_of - 0.5, abs=0.01)


@pytest.mark.parametrize(
    ("extra", "code"),
    [("weights: {nett: 2}", "unknown-quantity"), ("weights: {net: -1}", "out-of-range"),
     ("slip_costs_at_most: -1", "out-of-range")],
)  # fmt: skip
def test_bad_weights_are_told(extra: str, code: str) -> None:
    with pytest.raises(SpecError) as caught:
        assignment(extra)
    assert code in [d.code for d in caught.value.diagnostics]
