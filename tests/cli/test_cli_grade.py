"""`nncli grade` and `nncli homework` as somebody at a terminal meets them."""

import json
import re

import pytest

SHEET = """\
student: Li Hua
relu-update:
  h1.net: 0.36
  h2.delta: -0.21
  W1.new: [[0.47, -0.542], [0.705, 0.137]]
softmax-gradient:
  let: {p: softmax(x)}
  answer: p_i*(delta_ij - p_i)
"""
COMMANDS = ["list", "show ch5", "sheet ch5", "key ch5", "lint ch5", "show ch5 --lang zh", "sheet ch5 --lang zh"]


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sheet.yaml"
    path.write_text(SHEET, encoding="utf-8")
    return str(path)


def test_a_graded_sheet_is_status_0_whatever_its_score(nncli, sheet):
    done = nncli("grade", "ch5", sheet)
    assert done.status == 0
    assert "Li Hua" in done.out
    assert "First fault: δ_h2." in done.out


def test_the_slip_is_named_to_the_student_in_chinese(nncli, sheet):
    done = nncli("grade", "ch5", sheet, "--lang", "zh")
    assert "第一处错误" in done.out
    assert not re.search(r"[a-z]{5,} [a-z]{3,}", done.out.split("relu-update")[1].split("lecture-update")[0])


def test_without_the_key_no_expected_value_and_no_name_of_a_slip_is_shown(nncli, sheet):
    for done in (
        nncli("grade", "ch5", sheet),
        nncli("grade", "ch5", sheet, "--all"),
        nncli("grade", "ch5", sheet, "--no-key"),
        nncli("grade", "ch5", sheet, "--format", "json"),
    ):
        assert "relu-slope-one" not in done.out
        assert done.status == 0
        assert "0.7555" not in done.out  # the output after the update
        assert "expected" not in done.out
        assert "s_i (δ_ij" not in done.out


def test_json_is_json(nncli, sheet):
    document = json.loads(nncli("grade", "ch5", sheet, "--format", "json", "--key").out)
    (report,) = document["sheets"]
    assert document["schema"] == 1
    assert report["out_of"] == 100
    items = {item["id"]: item for problem in report["problems"] for item in problem["items"]}
    assert items["h2.delta"]["verdict"] == "slip"
    assert "relu-slope-one" in items["h2.delta"]["slips"]


def test_strict_gives_nothing_for_what_is_carried(nncli, sheet):
    def points(*options):
        return json.loads(nncli("grade", "ch5", sheet, "--format", "json", *options).out)["sheets"][0]["points"]

    assert points("--strict") < points()


@pytest.mark.parametrize(("percent", "status"), [("1", 0), ("99", 1)])
def test_fail_under(nncli, sheet, percent, status):
    assert nncli("grade", "ch5", sheet, "--fail-under", percent).status == status


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ch6", "SHEET"], "there is no homework 'ch6'"),
        (["ch5", "nowhere.yaml"], "there is no file nowhere.yaml"),
        (["ch5", "SHEET", "--lang", "fr"], "--lang takes en or zh, not 'fr'"),
        (["ch5", "SHEET", "--format", "xml"], "--format takes console or json, not 'xml'"),
        (["ch5", "SHEET", "--fail-under", "200"], "--fail-under takes a percentage from 0 to 100"),
    ],
)
def test_bad_input(nncli, sheet, arguments, said):
    done = nncli("grade", *[sheet if argument == "SHEET" else argument for argument in arguments])
    assert done.status == 2
    assert said in " ".join(done.err.split())


def test_one_unusable_sheet_does_not_keep_the_others_from_being_graded(nncli, sheet):
    done = nncli("grade", "ch5", "nowhere.yaml", sheet)
    assert done.status == 2
    assert "Li Hua" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_homework(nncli, command):
    done = nncli("homework", *command.split())
    assert (done.status, done.err) == (0, "")
    assert done.out.strip()


def test_a_sheet_is_written_and_never_overwritten(nncli, tmp_path):
    path = tmp_path / "blank.yaml"
    assert nncli("homework", "sheet", "ch5", "-o", str(path)).status == 0
    assert "relu-update:" in path.read_text(encoding="utf-8")
    assert nncli("homework", "sheet", "ch5", "-o", str(path)).status == 2


def test_a_file_of_points_is_no_sheet_and_a_bad_one_does_not_lose_its_sheet(nncli, sheet, tmp_path):
    beside = tmp_path / "sheet.yaml.points.yaml"
    beside.write_text("relu-update: 10\n", encoding="utf-8")
    done = nncli("grade", "ch5", sheet, str(beside), "--format", "json")
    (report,) = json.loads(done.out)["sheets"]
    assert done.status == 0
    assert next(p for p in report["problems"] if p["id"] == "relu-update")["points"] == 10
    beside.write_text("relu-update: ten\n", encoding="utf-8")
    done = nncli("grade", "ch5", sheet)
    assert done.status == 2
    assert "Li Hua" in done.out
    assert "points for 'relu-update' are a number from 0 to 50" in " ".join(done.out.split())
    done = nncli("grade", "ch5", str(beside))
    assert (done.status, "holds points given by hand" in " ".join(done.err.split())) == (2, True)


def test_a_batch_ends_with_its_points_and_with_what_was_no_sheet(nncli, sheet, tmp_path):
    (tmp_path / "photo.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "other.yaml").write_text("assignment: ch4\nrelu-update:\n  h1.net: 0.36\n", encoding="utf-8")
    done = nncli("grade", "ch5", sheet, str(tmp_path / "photo.yaml"), str(tmp_path / "other.yaml"))
    summary = " ".join(done.out.split("All sheets")[1].split())
    assert done.status == 2
    assert "is a picture, and no answer sheet" in summary
    assert "is a sheet of 'ch4', not of 'ch5'" in summary
    document = json.loads(nncli("grade", "ch5", str(tmp_path / "photo.yaml"), "--format", "json").out)
    assert [found["code"] for found in document["not_graded"]] == ["foreign-file"]
    assert document["sheets"] == []


def test_open_points_are_no_failure(nncli, tmp_path):
    path = tmp_path / "open.yaml"
    path.write_text("relu-update:\n  h1.net: see my notes\noverflow:\n  discussion: 709.78\n", encoding="utf-8")
    assert nncli("grade", "ch5", str(path), "--fail-under", "12").status == 0
    assert nncli("grade", "ch5", str(path), "--fail-under", "13").status == 1
