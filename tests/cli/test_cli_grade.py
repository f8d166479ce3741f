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


def test_json_of_an_exact_question_has_its_key(nncli, tmp_path):
    path = tmp_path / "perceptron.yaml"
    path.write_text("and:\n  Y.net@s1#1: -0.2\n", encoding="utf-8")
    document = json.loads(nncli("grade", "perceptron", str(path), "--format", "json", "--key").out)
    first = document["sheets"][0]["problems"][0]["items"][0]
    assert (first["id"], first["expected"], first["verdict"]) == ("Y.net@s1#1", -0.2, "correct")


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


def test_the_command_writes_it_once_and_overwrites_nothing(nncli, here):
    assert (
        nncli("homework", "copy", "ch5").out
        == "wrote ch5/assignment.yaml; try: nncli homework lint ch5/assignment.yaml\n"
    )
    (here / "ch5" / "lecture.yaml").write_text("mine", encoding="utf-8")
    (here / "ch5" / "assignment.yaml").unlink()
    done = nncli("homework", "copy", "ch5")
    assert (done.status, done.out) == (2, "")
    assert "homework-relu.yaml is already there" in done.err
    assert not (here / "ch5" / "assignment.yaml").exists()
    assert nncli("homework", "copy", "ch5", "elsewhere/week5").status == 0
    assert nncli("homework", "lint", "elsewhere/week5").status == 0
    assert nncli("homework", "copy", "ch6").status == 2


def test_what_is_needed_to_do_the_homework_stands_on_the_page_and_on_the_sheet(nncli):
    for words in ("show", "sheet"):
        for terminal in (False, True):
            out = nncli("homework", words, "ch5", terminal=terminal).out
            for given in ("x1 = 0.2", "d_y = 1", "w[h2,y] = −0.3", "b_y = 0.12", "η = 1", "w6 = 0.6", "d_O = 0.5"):
                assert given in out
    assert "┌" in nncli("homework", "show", "ch5", terminal=True).out
    assert "┌" not in nncli("homework", "show", "ch5").out


@pytest.mark.parametrize("name", ["ch5", "convolution", "perceptron"])
def test_a_sheet_with_its_drawings_reads_back_as_nothing(nncli, here, name):
    assert nncli("homework", "sheet", name, "-o", "sheet.yaml").status == 0
    text = (here / "sheet.yaml").read_text(encoding="utf-8")
    assert "─" in text
    told = nncli("grade", name, "sheet.yaml")
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    (here / "sheet.yaml").write_text(bare, encoding="utf-8")
    assert nncli("grade", name, "sheet.yaml") == told
