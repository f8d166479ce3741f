"""Points by hand: of a problem or of an item; what is wrong in their file loses nothing of the sheet."""

from pathlib import Path

import pytest
from reports import CH5, items, problem

from nncli.grade.by_hand import is_points_file
from nncli.grade.grading import grade_file
from nncli.grade.report import SheetReport

SHEET = "relu-update:\n  h1.net: dunno\n  h2.net: -0.14\noverflow:\n  discussion: exp overflows\n"


def graded(tmp_path: Path, points: str | bytes) -> SheetReport:
    sheet = tmp_path / "s.yaml"
    sheet.write_text(SHEET, encoding="utf-8")
    beside = tmp_path / "s.yaml.points.yaml"
    beside.write_bytes(points if isinstance(points, bytes) else points.encode())
    return grade_file(CH5, sheet)


def test_points_of_an_item(tmp_path: Path) -> None:
    before = graded(tmp_path, "softmax-gradient: 3\n")
    after = graded(tmp_path, "relu-update: {h1.net: 1.2}\noverflow: {discussion: 2}\n")
    assert items(after, "relu-update")["h1.net"].points == 1.2
    assert problem(after, "relu-update").open == 0
    assert after.points == pytest.approx(before.points - 3 + 1.2 + 2)
    assert not problem(after, "relu-update").manual


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("overflow: 21\n", "from 0 to 20"),
        ("overflow: many\n", "from 0 to 20"),
        ("overflw: 3\n", "there is no problem 'overflw'"),
        ("relu-update: {h1.nett: 1}\n", "'relu-update' has no item 'h1.nett'"),
        ("relu-update: {h1.net: 7}\n", "from 0 to"),
        ("- 3\n", "points by hand are a mapping"),
        ("overflow: [\n", ""),
        (b"\xff\xfe\x00\x01\x02", ""),
    ],
)
def test_a_bad_file_of_points_does_not_lose_its_sheet(points: str | bytes, said: str, tmp_path: Path) -> None:
    report = graded(tmp_path, points)
    assert report.points > 0
    assert report.diagnostics
    assert any(said in found.message for found in report.diagnostics)


def test_what_is_right_in_a_bad_file_counts(tmp_path: Path) -> None:
    report = graded(tmp_path, "overflow: 17.5\nrelu-update: 99\n")
    assert problem(report, "overflow").points == 17.5
    assert not problem(report, "relu-update").manual


def test_a_file_of_points_is_known_by_its_name() -> None:
    assert is_points_file(Path("a/x.yaml.points.yaml"))
    assert not is_points_file(Path("a/points.yaml"))
