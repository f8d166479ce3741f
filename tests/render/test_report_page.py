"""A grader's report: the page to the letter, and as JSON, with the key and without."""

import json

import pytest

from nncli.errors import Diagnostic, Place
from nncli.grade.report import Item, ProblemReport, SheetReport
from nncli.grade.results import Verdict
from nncli.render.pages.report import points, report_page
from nncli.render.pages.report_json import report_json

SIGN = "Check the sign of this number."
ITEMS = (
    Item("o1", "0.68", 0.680267, Verdict.CORRECT, 5.0, 5.0),
    Item("g", "", -0.0406, Verdict.IMPLIED, 2.0, 2.0, reason="Not written down."),
    Item("w3+", "-0.7", 0.7, Verdict.SLIP, 0.0, 1.5, SIGN, "the sign is wrong", ("sign-lost",), "w[A,P].new"),
    Item("w4+", "-0.4", 0.4, Verdict.WRONG, 0.0, 1.5, SIGN),
    Item("w5+", "0.3", 0.25, Verdict.CARRIED, 0.756, 1.0, "It follows."),
    Item("loss fell", "yes", "no", Verdict.MISSING, 0.0, 1.0),
)  # fmt: skip
COUNTED = ProblemReport("update", "By hand", False, ITEMS, ("One remark.",), 7.756, 12.0, 0.5, True)
PRACTICE = ProblemReport("again", "Once more", True, (), ("Not answered.",), 0.0, 10.0)
FOUND = Diagnostic("unreadable-number", "no number", Place("s.yaml", 3, 5), help="write 0.5")
REPORT = SheetReport("s.yaml", "hw", "Homework", "Li Lei", (COUNTED, PRACTICE), (FOUND,))
BARE = SheetReport("s.yaml", "hw", "Homework", "", (PRACTICE,), (Diagnostic("internal", "planted"),))

WITHOUT_KEY = f"""\
Homework — Li Lei

update: By hand (7.76 of 12, 0.5 open, by the teacher)
One remark.
quantity   yours  verdict           points
o1         0.68   correct              5/5
g                 implied              2/2
w3+        -0.7   slip               0/1.5
w4+        -0.4   wrong              0/1.5
w5+        0.3    carried, charged  0.76/1
loss fell  yes    missing              0/1
First fault: w3+.
w3+, w4+: {SIGN}
w5+: It follows.
implied: not written down; what follows from it is right.

again: Once more (0 of 10, practice: not counted)
Not answered.

Notices
Line 3: no number (write 0.5)

Total: 7.76 of 12 points; 0.5 are open: a teacher decides
"""
WITH_KEY = """\
quantity   yours  expected  verdict           points
o1         0.68   0.68027   correct              5/5
g                 −0.0406   implied              2/2
w3+        -0.7   0.7       slip               0/1.5
w4+        -0.4   0.4       wrong              0/1.5
w5+        0.3    0.25      carried, charged  0.76/1
loss fell  yes    no        missing              0/1
"""


def test_the_page_of_a_student_has_no_key(text_of):
    assert text_of(report_page(REPORT, plain=True, key=False)) == WITHOUT_KEY


def test_the_page_of_a_teacher_has_the_key_beside_it(text_of):
    text = text_of(report_page(REPORT, plain=True, key=True))
    assert WITH_KEY in text
    assert text.count("\n") == WITHOUT_KEY.count("\n")


def test_a_sheet_without_a_name_is_called_by_its_file_and_nothing_waits(text_of):
    assert text_of(report_page(BARE, plain=True, key=False)) == (
        "Homework — s.yaml\n\n"
        "again: Once more (0 of 10, practice: not counted)\nNot answered.\n\n"
        "Notices\nplanted\n\n"
        "Total: 0 of 0 points\n"
    )


def test_right_is_green_and_wrong_is_red_in_a_terminal(text_of):
    lines = text_of(report_page(REPORT, plain=False, key=False), terminal=True).splitlines()
    green, red = "␛[1;32m", "␛[1;31m"
    signs = {
        word: next(line for line in lines if word in line and "/" in line)
        for word in ("correct", "implied", "slip", "wrong", "carried", "missing")
    }
    assert all(green in signs[word] for word in ("correct", "implied"))
    assert all(red in signs[word] for word in ("slip", "wrong"))
    assert not any(colour in signs[word] for word in ("carried", "missing") for colour in (green, red))
    assert any(red in line and "First fault" in line for line in lines)


def test_a_reason_that_breaks_off_goes_on_in_the_next_line(text_of):
    long = Item("w" * 100, "1", 2.0, Verdict.WRONG, 0.0, 1.0, "y" * 100)
    page = report_page(
        SheetReport("s", "hw", "Homework", "", (ProblemReport("p", "P", False, (long,)),)), plain=True, key=False
    )
    text = text_of(page)
    assert text.replace("\n", "").count("y" * 100) == 1
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (10, "10"), (100, "100"), (2.5, "2.5"), (1 / 3, "0.33"), (2 / 3, "0.67"), (0.004, "0"), (19.999, "20")],
)
def test_points_have_two_decimals_at_most(number, text):
    assert points(number) == text


def test_json_holds_the_whole_report():
    document = json.loads(report_json([REPORT, BARE], key=True))
    assert document["schema"] == 1
    sheet, bare = document["sheets"]
    problems = sheet.pop("problems")
    assert sheet == {
        "file": "s.yaml", "assignment": "hw", "student": "Li Lei", "points": 7.76, "out_of": 12.0, "open": 0.5,
        "diagnostics": [
            {"code": "unreadable-number", "message": "no number", "place": "s.yaml:3:5", "help": "write 0.5"}
        ],
    }  # fmt: skip
    items = problems[0].pop("items")
    assert problems[0] == {
        "id": "update", "points": 7.76, "out_of": 12.0, "open": 0.5, "practice": False, "manual": True,
        "remarks": ["One remark."],
    }  # fmt: skip
    assert items[2] == {
        "label": "w3+", "yours": "-0.7", "expected": 0.7, "verdict": "slip", "points": 0.0, "out_of": 1.5,
        "open": 0.0, "manual": False,
        "reason": SIGN, "note": "the sign is wrong", "slips": ["sign-lost"], "id": "w[A,P].new",
    }  # fmt: skip
    assert items[4]["points"] == 0.76  # hundredths, as on the page
    assert document["not_graded"] == []
    assert problems[1]["practice"] is True
    assert bare["diagnostics"] == [{"code": "internal", "message": "planted", "place": "", "help": None}]


def test_json_without_the_key_tells_neither_values_nor_causes():
    [sheet] = json.loads(report_json([REPORT], key=False))["sheets"]
    for item in sheet["problems"][0]["items"]:
        assert item.keys() == {
            "label", "yours", "verdict", "points", "out_of", "open", "manual", "reason", "id"
        }  # fmt: skip


def test_json_names_what_was_no_sheet_and_what_is_open():
    unread = Item("o1", "dunno", 0.68, Verdict.UNREADABLE, 0.0, 5.0)
    by_hand = Item("o2", "?", 0.7, Verdict.UNREADABLE, 2.0, 5.0, manual=True)
    report = SheetReport("s", "hw", "Homework", "", (ProblemReport("p", "P", False, (unread, by_hand)),))
    photo = Diagnostic("foreign-file", "photo.jpg is a picture", Place("photo.jpg"))
    document = json.loads(report_json([report], key=False, unusable=[photo]))
    items = document["sheets"][0]["problems"][0]["items"]
    assert [(item["open"], item["manual"]) for item in items] == [(5.0, False), (0.0, True)]
    [found] = document["not_graded"]
    assert (found["code"], found["message"]) == ("foreign-file", "photo.jpg is a picture")


def test_json_is_written_for_people_too():
    text = report_json([SheetReport("作业.yaml", "hw", "Homework", "李雷", ())], key=False)
    assert "李雷" in text
    assert text.startswith('{\n "schema": 1,\n "sheets": [\n')
