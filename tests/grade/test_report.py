"""The sums of a report, and the first fault of a problem."""

import pytest

from nncli.grade.report import Item, ProblemReport, SheetReport, settled, totalled
from nncli.grade.results import Verdict


def item(label, verdict):
    return Item(label, "1", 2.0, verdict, 0.0, 1.0)


def test_practice_does_not_count():
    counted = ProblemReport("a", "A", False, (), points=7.5, out_of=10, open=1.5)
    also = ProblemReport("b", "B", False, (), points=2, out_of=5, open=2)
    practice = ProblemReport("c", "C", True, (), points=20, out_of=40, open=10)
    sheet = SheetReport("s.yaml", "hw", "Homework", "Li", (counted, practice, also))
    assert (sheet.points, sheet.out_of, sheet.open) == (9.5, 15, 3.5)
    assert sheet.diagnostics == ()


def test_the_first_fault_is_the_first_that_is_wrong_of_itself():
    items = (
        item("right", Verdict.CORRECT), item("gap", Verdict.MISSING), item("carried", Verdict.CARRIED),
        item("slip", Verdict.SLIP), item("wrong", Verdict.WRONG),
    )  # fmt: skip
    problem = ProblemReport("a", "A", False, items)
    assert problem.first_fault is items[3]
    assert ProblemReport("a", "A", False, items[4:]).first_fault is items[4]
    assert ProblemReport("a", "A", False, items[:3]).first_fault is None


def test_points_are_summed_to_hundredths():
    """A third each: 0.333 and 0.333 and 0.333 are 1."""
    third = ProblemReport("a", "A", False, (), points=1 / 3, out_of=2 / 3, open=1 / 7)
    sheet = SheetReport("s.yaml", "hw", "Homework", "Li", (third,))
    assert (sheet.points, sheet.out_of, sheet.open) == (0.33, 0.67, 0.14)


@pytest.mark.parametrize(
    ("verdict", "manual", "waiting"),
    [
        (Verdict.UNREADABLE, False, 0.75), (Verdict.UNDECIDED, False, 0.75), (Verdict.UNDECIDED, True, 0),
        (Verdict.MISSING, False, 0), (Verdict.WRONG, False, 0), (Verdict.CORRECT, False, 0),
    ],
)  # fmt: skip
def test_what_is_not_judged_waits_with_what_it_has_not_earned(verdict, manual, waiting):
    found = Item("net", "1", 2.0, verdict, 0.25, 1.0, manual=manual)
    assert found.open == waiting
    assert Item("net", "1", 2.0, verdict, 0.25, 1.0).manual is False


def test_a_problem_of_which_nothing_is_said_is_worth_nothing():
    empty = ProblemReport("a", "A", False, ())
    assert (empty.points, empty.out_of, empty.open, empty.manual, empty.remarks) == (0, 0, 0, False, ())


def items_of(*shares, verdict=Verdict.CORRECT):
    return tuple(Item(str(n), "1", 2.0, verdict, points, out_of) for n, (points, out_of) in enumerate(shares))


@pytest.mark.parametrize(
    ("shares", "points", "out_of"),
    [
        ([(1 / 3, 1 / 3)] * 3, [0.34, 0.33, 0.33], [0.34, 0.33, 0.33]),  # the first that loses as much
        ([(0.0, 0.333), (0.337, 0.337), (0.33, 0.33)], [0, 0.34, 0.33], [0.33, 0.34, 0.33]),  # that loses most
        ([(0.5, 1.0), (0.29, 0.58), (0.0, 0.42)], [0.5, 0.29, 0], [1.0, 0.58, 0.42]),
        ([(0.125, 0.25)], [0.12], [0.25]),
        ([(1.0, 1.0), (0.0, 0.0)], [1.0, 0], [1.0, 0]),  # what weighs nothing
        ([(0.29, 0.29)], [0.29], [0.29]),  # 100 · 0.29 is 28.999999999999996
    ],
)  # fmt: skip
def test_points_are_settled_in_hundredths(shares, points, out_of):
    found = settled(ProblemReport("a", "A", False, items_of(*shares), points=9, out_of=9, open=9))
    assert [item.points for item in found.items] == points
    assert [item.out_of for item in found.items] == out_of
    assert (found.points, found.open) == (pytest.approx(sum(points)), 0)


@pytest.mark.parametrize("shares", [[], [(0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0)]])
def test_where_no_item_is_worth_anything_the_problem_stays_as_it_is(shares):
    whole = ProblemReport("a", "A", False, items_of(*shares), points=3, out_of=5, open=2)
    assert settled(whole) is whole


def test_a_total_is_what_items_earn_and_what_of_them_is_open():
    whole = ProblemReport("a", "A", False, items_of((0.333, 1.0), (0.333, 1.0), verdict=Verdict.UNDECIDED), out_of=7)
    assert (totalled(whole).points, totalled(whole).open, totalled(whole).out_of) == (0.67, 1.33, 7)
