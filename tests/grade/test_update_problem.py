"""What an update problem earns, item by item, on the linear unit of `small_nets`: η is 0.5, and the loss rises."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from reports import items, problem, report_on
from small_nets import LINEAR

from nncli.document.reader import read_text
from nncli.grade.assignment import Update, load_assignment
from nncli.grade.problems.update import grade_update
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet

NET, ERROR, DELTA, G1, W1, W2, B = (
    "y1.net", "y1.error", "y1.delta", "w[x1,y1].grad", "w[x1,y1].new", "w[x2,y1].new", "b[y1].new"
)  # fmt: skip
CORRECT, CARRIED, IMPLIED, MISSING = Verdict.CORRECT, Verdict.CARRIED, Verdict.IMPLIED, Verdict.MISSING
OPEN, UNREADABLE, SLIP, WRONG = Verdict.UNDECIDED, Verdict.UNREADABLE, Verdict.SLIP, Verdict.WRONG


def question(*asked: str, points: float = 12, **more: object) -> Update:
    data = {"id": "one", "kind": "update", "title": "t", "statement": "s", "points": points, "spec": "lecture"}
    data |= {"asks": ["new", "w[A,P].new"], "digits": "exact"} | more
    made = load_assignment(read_text(json.dumps({"title": "t", "problems": [data]}), "a.yaml"), "a", Path())
    return replace(made.updates["one"], programs=LINEAR, asked=asked)


def graded(update: Update, *lines: str):
    text = "one:\n" + "".join(f"  {line}\n" for line in lines)
    return grade_update(update, read_sheet(text.encode(), "s.yaml", ["one"]).sections["one"])[0]


def found(update, *lines):
    """Verdict and points of each item."""
    return {item.id: (item.verdict, item.points) for item in graded(update, *lines).items}


def test_all_steps_are_worth_the_same_where_nothing_is_said():
    report = graded(question(NET, ERROR, W1), "y1.net: 1.75", "y1.error: 7", "b[y1].new: 0.25")
    assert [(item.id, item.verdict, item.points, item.out_of) for item in report.items] == [
        (NET, CORRECT, 4, 4), (ERROR, WRONG, 0, 4), (W1, MISSING, 0, 4), (B, CORRECT, 0, 0)  # b was not asked
    ]  # fmt: skip
    assert (report.points, report.out_of, report.remarks) == (4, 12, ())
    first = report.items[0]
    assert (first.yours, first.expected, first.label) == ("1.75", 1.75, "net_y1")


@pytest.mark.parametrize(
    ("weights", "worth"),
    [
        ({}, [2, 2, 2, 2, 2, 2]),
        ({"net": 3}, [3.6, 3.6, 1.2, 1.2, 1.2, 1.2]),
        ({"net": 3, "net.after": 1}, [4.5, 1.5, 1.5, 1.5, 1.5, 1.5]),
        ({"net.after": 7}, [1, 7, 1, 1, 1, 1]),
        ({"loss": 3}, [1.2, 1.2, 3.6, 3.6, 1.2, 1.2]),
        ({"loss": 3, "loss.after": 1}, [1.5, 1.5, 4.5, 1.5, 1.5, 1.5]),
        ({"new": 7}, [1, 1, 1, 1, 7, 1]),
        ({"new": 5, "w[A,P].new": 7}, [1.2, 1.2, 1.2, 1.2, 6, 1.2]),  # another one's
        ({"loss-fell": 7}, [1, 1, 1, 1, 1, 7]),
        ({"loss-fell": 0, "new": 0}, [3, 3, 3, 3, 0, 0]),
        ({"net": 0, "net.after": 0, "loss": 0, "new": 0, "loss-fell": 0}, [0] * 6),
    ],
)  # fmt: skip
def test_a_kind_of_step_weighs_what_the_assignment_says(weights, worth):
    """net, net after, loss before, loss after, w1, and whether the loss fell: 12 points."""
    update = question(NET, "loss.before", W1, "y1.net.after", "loss.after", weights=weights, questions=["loss-fell"])
    by_id = {item.id: item.out_of for item in graded(update, "y1.net: 1.75").items}
    ids = [NET, "y1.net.after", "loss.before", "loss.after", W1, "loss-fell"]
    assert [by_id[id] for id in ids] == pytest.approx(worth)


def test_a_step_by_its_id_weighs_what_is_said_of_it():
    update = question(W1, W2, weights={"new": 2, "w[A,P].new": 1})
    weights = {W1 if id == "w[A,P].new" else id: n for id, n in update.problem.weights.items()}
    update = replace(update, problem=update.problem.model_copy(update={"weights": weights}))
    assert {i.id: i.out_of for i in graded(update, "b: 1").items} == {W1: 4, W2: 8}


SLIPPED = ("w[x1,y1].grad: 0.5", "w[x1,y1].step: -0.25", "w[x1,y1].new: 0.25")


@pytest.mark.parametrize(
    ("more", "points"),
    [
        ({}, [0, 4, 4]), ({"carried": 0.5}, [0, 2, 2]), ({"carried": 0}, [0, 0, 0]),
        ({"slip_costs_at_most": 1}, [3, 4, 4]), ({"slip_costs_at_most": 0}, [4, 4, 4]),
        ({"slip_costs_at_most": 9}, [0, 4, 4]), ({"slip_costs_at_most": 1, "carried": 0}, [3, 0, 0]),
    ],
)  # fmt: skip
def test_what_a_slip_costs_and_what_follows_from_it_earns(more, points):
    assert list(found(question(G1, "w[x1,y1].step", W1, **more), *SLIPPED).values()) == [
        (SLIP, points[0]), (CARRIED, points[1]), (CARRIED, points[2])
    ]  # fmt: skip


def test_what_no_slip_explains_costs_all():
    assert found(question(NET, slip_costs_at_most=1), "y1.net: 7") == {NET: (WRONG, 0)}


@pytest.mark.parametrize(("more", "points"), [({}, 6), ({"implied": 0.5}, 3), ({"implied": 0}, 0)])
def test_what_an_implied_step_earns(more, points):
    assert found(question(ERROR, B, **more), "b[y1].new: 0.25") == {ERROR: (IMPLIED, points), B: (CORRECT, 6)}


def test_what_cannot_be_read_is_neither_missing_nor_implied():
    report = graded(question(ERROR, B), "y1.error: hm", "b[y1].new: 0.25")
    item = report.items[0]
    assert (item.verdict, item.points, item.open, item.yours) == (UNREADABLE, 0, 6, "hm")
    assert item.reason
    assert found(question(ERROR, B), "y1.error: hm", "b[y1].new: 7")[ERROR] == (UNREADABLE, 0)


def opened(update, *lines):
    return {item.id: item.yours for item in graded(update, *lines).items if item.verdict is OPEN}


ALL = (NET, ERROR, DELTA, G1, B)


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        (["qq: 1.75"], [NET]),  # by its value
        (["qq: -0.5"], [ERROR, DELTA]),
        (["qq: -0.50"], [ERROR, DELTA]),
        (["qq: 1.7"], [NET]),  # 1.75 rounded to one digit
        (["qq: 1.8"], [NET]),
        (["qq: 1.7500000001"], [NET]),
        (["qq: 1.751"], [NET, ERROR]),  # no value: the first two
        (["qq: none"], []),  # no figure in it
        (["y1.net: 1.75", "qq: 9"], [ERROR, DELTA]),  # the two behind the one above
        (["y1.net: 1.75", "qq: 9", "b[y1].new: 0"], [ERROR, DELTA]),  # two between
        (["y1.net: 1.75", "qq: 9", "y1.delta: 7"], [ERROR]),
        (["y1.net: 1.75", "qq: 9", "y1.error: 7"], [DELTA]),  # none between: the first behind
        (["b[y1].new: 7", "qq: 9"], [NET]),  # none behind: the first
        (["qq: 9", "y1.delta: 7"], [NET, ERROR]),
        (["qq: 9", "rr: 8", "y1.delta: 7"], [NET, ERROR]),
        (["y1.delta: 7", "y1.error: 7", "qq: 9"], [G1, B]),  # the nearest line above is not the last step
        (["qq: 1.2.3", "y1.error: 7"], [NET]),
    ],
)  # fmt: skip
def test_a_number_under_an_unknown_name_opens_what_it_may_be(lines, ids):
    assert list(opened(question(*ALL), *lines)) == ids


def test_what_is_open_shows_what_was_written():
    key, number = "q" * 50, "9.123456789012345678901234567890"
    assert opened(question(NET), f"{key}: {number}") == {NET: f"{key}: {number}"[:60]}
    first = opened(question(NET, ERROR), "qq: 9", "rr: 8", "y1.delta: 7")
    assert first == {NET: "qq: 9", ERROR: "qq: 9"}
    item = graded(question(NET), "qq: 9").items[0]
    assert (item.points, item.open, bool(item.reason)) == (0, 12, True)


def prose(text, *asked):
    sheet = read_sheet(f"one: {text}\n".encode(), "s.yaml", ["one"])
    return [i.id for i in grade_update(question(*asked), sheet.sections["one"])[0].items if i.verdict is OPEN]


def test_prose_with_a_figure_in_it_may_be_anything():
    assert prose("it all comes to 3 in the end", NET, ERROR) == [NET, ERROR]
    assert prose("it all comes to nothing", NET, ERROR) == []


def fell(answer, *lines, **more):
    update = question(NET, questions=["loss-fell"], **more)
    item = graded(update, *lines, *([f"loss fell: {answer}"] if answer else [])).items[-1]
    assert (item.id, item.out_of, item.expected) == ("loss-fell", 6, "no")  # from 0.125 to 0.5
    assert item.yours == " ".join(answer.split())[:60]
    return item.verdict, item.points, item.reason


OWN = ("loss.after: 0.1",)  # so that it fell from 0.125
NOT_OWN = "Right, but it does not follow from your own numbers."
FROM_OWN = "Wrong, but it follows from your earlier numbers."
AGAIN = "Compare the loss before and after once more."


@pytest.mark.parametrize(
    ("answer", "lines", "more", "result"),
    [
        ("no", (), {}, (CORRECT, 6, "")),
        ("yes", (), {}, (WRONG, 0, AGAIN)),
        ("no", ("loss.after: 0.5",), {}, (CORRECT, 6, "")),
        ("no", OWN, {}, (CORRECT, 6, NOT_OWN)),
        ("yes", OWN, {}, (CARRIED, 6, FROM_OWN)),
        ("yes", OWN, {"carried": 0.5}, (CARRIED, 3, FROM_OWN)),
        ("yes", OWN, {"carried": 0}, (CARRIED, 0, FROM_OWN)),
        ("yes", ("loss.before: 0.7",), {}, (CARRIED, 6, FROM_OWN)),
        ("yes", ("loss.before: 0.5", "loss.after: 0.5"), {}, (WRONG, 0, AGAIN)),  # as much is no less
        ("", OWN, {}, (MISSING, 0, "")),
        ("perhaps   it did", OWN, {}, (UNREADABLE, 0, "Answer yes or no.")),
        ("perhaps " * 12, OWN, {}, (UNREADABLE, 0, "Answer yes or no.")),
        ("no", ("y1.out.after: 1e200",), {}, (CORRECT, 6, "")),
    ],
)
def test_whether_the_loss_fell_by_the_truth_or_by_ones_own_losses(answer, lines, more, result):
    assert fell(answer, *lines, **more) == result


TURNED = "relu-update:\n  W1.new: [[0.47, {}], [{}, 0.2]]\n"
SAID = "Matrices are read transposed: the course writes [from][to]."


@pytest.mark.parametrize(
    ("one", "other", "right", "said"),
    [("-0.5", "0.705", 4, False), ("0.705", "-0.5", 4, True), ("-0.5", "0.3", 3, False), ("7", "7", 2, False)],
)
def test_a_square_matrix_is_read_transposed_where_that_earns_more(one, other, right, said):
    report = report_on(TURNED.format(one, other))
    new = [i for id, i in items(report, "relu-update").items() if id.startswith("w[x") and id.endswith(".new")]
    assert sum(i.verdict is CORRECT for i in new) == right
    assert (SAID in problem(report, "relu-update").remarks) is said
