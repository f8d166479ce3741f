"""The sums of a report, and the first fault of a problem."""

from nncli.grade.report import Item, ProblemReport, SheetReport
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
