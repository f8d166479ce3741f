"""Nothing on a sheet is lost, and nothing that was not read is a final zero."""

import zipfile
from pathlib import Path

import pytest
from reports import CH5, items, problem, report_on

from nncli.errors import InputError
from nncli.grade.grading import grade_file
from nncli.grade.results import Verdict

ANSWER = "p_i*(delta_ij - p_j)"


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("Gradient of log softmax:", "log-softmax-gradient"),
        ("softmax 的梯度:", "softmax-gradient"),
        ("softmax的梯度：", "softmax-gradient"),
        ("softmax_grad:", "softmax-gradient"),
        ("log softmax:", "log-softmax-gradient"),
        ("log-softmax 梯度:", "log-softmax-gradient"),
        ("第2题", "softmax-gradient"),
        ("第二题：", "softmax-gradient"),
        ("第3题 log softmax 的梯度:", "log-softmax-gradient"),
        ("Problem 3:", "log-softmax-gradient"),
        ("Question 2: Gradient of softmax", "softmax-gradient"),
        ("2.", "softmax-gradient"),
        ("(3)", "log-softmax-gradient"),
        ("三、", "log-softmax-gradient"),
        ("2. Softmax Gradient:", "softmax-gradient"),
        ("softmax-gradient（15 分）:", "softmax-gradient"),
        ("**Gradient of softmax**", "softmax-gradient"),
        ("softmaks-gradient:", "softmax-gradient"),
    ],
)
def test_a_heading_by_title_number_beginning_or_a_near_name(heading: str, id: str) -> None:
    report = report_on(f"student: x\n{heading}\n  let: {{p: softmax(x)}}\n  answer: {ANSWER}\n")
    assert [found.id for found in report.problems if found.items] == [id]


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("relu:", "relu-update"), ("BP更新:", "relu-update"), ("relu-update（BP）:", "relu-update"),
        ("ReLU网络:", "relu-update"), ("lecture:", "lecture-update"), ("课上的例子:", "lecture-update"),
        ("第4题", "relu-update"), ("One BP update:", "relu-update"), ("the lecture's example:", "lecture-update"),
    ],
)  # fmt: skip
def test_a_heading_of_an_update(heading: str, id: str) -> None:
    report = report_on(f"{heading}\n  loss.before: 0.245\n")
    assert [found.id for found in report.problems if found.items] == [id]


@pytest.mark.parametrize("heading", ["update:", "gradient:", "第9题:", "exercise 12:", "my answers:", "bp:"])
def test_a_heading_that_may_be_several_or_none_is_told_and_its_problem_is_open(heading: str) -> None:
    report = report_on(f"{heading}\n  h1.net: 0.36\n  h1.out: 0.36\n")
    found = problem(report, "relu-update")
    if heading == "bp:":  # one title alone speaks of BP
        assert found.items
        return
    assert (found.points, found.open) == (0, 50)
    assert [d.code for d in report.diagnostics] == ["unknown-problem"]
    assert heading.strip(":") in report.diagnostics[0].message
    assert problem(report, "softmax-gradient").open == 0  # nothing under it can be meant for that


def test_a_part_of_a_problem_is_no_heading() -> None:
    report = report_on("overflow:\nsoftmax:\n  overflows: {float64: 709.78}\nrelu-update:\n  h1.net: 0.36\n")
    assert items(report, "overflow")["softmax.overflows.float64"].verdict is Verdict.CORRECT


def test_answers_above_the_first_heading_are_told_and_their_problem_is_open() -> None:
    report = report_on("student: x\nh1.net: 0.36\nw[h1,y].new: 0.752\n\nsoftmax-gradient:\n  answer: 1\n")
    assert problem(report, "relu-update").open == 50
    assert "unknown-problem" in [d.code for d in report.diagnostics]


def test_a_header_is_no_answer() -> None:
    report = report_on("student: x\nclass: 3\ndate: 2026-11-25\nmood: fine\nrelu-update:\n  h1.net: 0.36\n")
    assert report.diagnostics == ()


@pytest.mark.parametrize("written", ["not sure", "nan", "1e999", "3,456", "0.3 or 0.4", "see page 2", "x + 0.3"])
def test_an_unreadable_number_is_open_and_shown(written: str) -> None:
    report = report_on(f"relu-update:\n  h1.net: {written}\n  h2.net: -0.14\n")
    item = items(report, "relu-update")["h1.net"]
    assert (item.verdict, item.points, item.open) == (Verdict.UNREADABLE, 0, item.out_of)
    assert item.yours == written
    assert problem(report, "relu-update").open == item.out_of
    assert report.open == item.out_of


def test_a_whole_matrix_of_the_wrong_shape_is_open() -> None:
    report = report_on("relu-update:\n  W1.new: [0.47, -0.5, 0.705]\n")
    found = items(report, "relu-update")
    assert {found[id].verdict for id in ("w[x1,h1].new", "w[x2,h2].new")} == {Verdict.UNREADABLE}


def test_a_number_under_an_unknown_key_opens_the_step_that_it_can_be() -> None:
    text = "relu-update:\n  h1.net: 0.36\n  zwischenwert: 0.3\n  h2.net: -0.14\n  loss.before: 0.245\n"
    found = items(report_on(text.replace("0.3\n", "0.752\n")), "relu-update")
    assert [id for id, item in found.items() if item.verdict is Verdict.UNDECIDED] == ["w[h1,y].new"]  # by its value
    found = items(report_on(text.replace("0.3\n", "0.123\n").replace("  h1", "  xx")), "relu-update")
    assert [id for id, item in found.items() if item.open]  # by its place


def test_lines_that_could_not_be_read_open_what_is_missing() -> None:
    report = report_on("relu-update:\n  h1.net: 0.36\n  ;; 0.3 0.245 ;;\n  h2.net: -0.14\n")
    found = items(report, "relu-update")
    assert found["loss.before"].verdict is Verdict.UNDECIDED
    assert found["h1.net"].verdict is Verdict.CORRECT


def test_thresholds_in_the_discussion_are_open() -> None:
    report = report_on("overflow:\n  discussion: exp(x) overflows for x > 709.78 in float64\n")
    found = items(report, "overflow")
    assert {found[id].verdict for id in found if ".overflows." in id} == {Verdict.UNDECIDED}
    assert problem(report, "overflow").open == 20
    report = report_on("overflow:\n  discussion: it overflows for large inputs\n")
    assert items(report, "overflow")["softmax.overflows.float64"].verdict is Verdict.MISSING


@pytest.mark.parametrize(
    "text",
    [
        "  overflows: {float64: 709.78, float32: 88.72}",
        "  上溢: {双精度: 709.78, 单精度: 88.72}",
        "  overflows: 709.78 (float64), 88.72 (float32)",
        "  overflows: 709.78 / 88.72",
        "  overflow:\n    double: 709.78\n    single: 88.72",
        "  float64: {overflows: 709.78}\n  float32: {overflows: 88.72}",
        "  softmax: {overflows: {float64: 709.78, float32: 88.72}}\n  logsumexp:\n    上溢: 709.78（双精度）；88.72",
        "  overflows.float64: 709.78\n  overflows.float32: 88.72",
    ],
)
def test_thresholds_under_the_names_that_people_use(text: str) -> None:
    found = items(report_on(f"overflow:\n{text}\n"), "overflow")
    for function in ("softmax", "logsumexp"):
        assert found[f"{function}.overflows.float64"].verdict is Verdict.CORRECT
        assert found[f"{function}.overflows.float32"].verdict is Verdict.CORRECT


@pytest.mark.parametrize("written", ["5e-324", "2.2e-308", "1e-99", "1e-307", "9e9999", "1e-400"])
def test_a_threshold_that_is_no_threshold_does_not_crash(written: str) -> None:
    report = report_on(f"overflow:\n  softmax:\n    underflows: {{float64: {written}, float32: -103.97}}\n")
    assert "internal" not in [d.code for d in report.diagnostics]
    assert items(report, "overflow")["softmax.underflows.float32"].verdict is Verdict.CORRECT


def test_a_crash_at_one_threshold_is_that_items(monkeypatch: pytest.MonkeyPatch) -> None:
    from nncli.grade.problems import overflow

    right = overflow.judge_threshold

    def crash(end: str, precision: str, stated: object) -> object:
        if precision == "float32":
            raise RuntimeError("planted")
        return right(end, precision, stated)

    monkeypatch.setattr(overflow, "judge_threshold", crash)
    report = report_on("overflow:\n  overflows: {float64: 709.78, float32: 88.72}\n")
    found = items(report, "overflow")
    assert found["softmax.overflows.float64"].verdict is Verdict.CORRECT
    assert found["softmax.overflows.float32"].verdict is Verdict.UNDECIDED
    assert {d.code for d in report.diagnostics} == {"internal"}


def test_a_crash_at_one_number_is_that_items(monkeypatch: pytest.MonkeyPatch) -> None:
    from nncli.grade.following.student import Student

    right = Student.is_true

    def crash(self: Student, id: str, number: object) -> bool:
        if id == "h1.net":
            raise RuntimeError("planted")
        return right(self, id, number)  # type: ignore[arg-type]

    monkeypatch.setattr(Student, "is_true", crash)
    report = report_on("relu-update:\n  h1.net: 0.36\n  h2.net: -0.14\n")
    found = items(report, "relu-update")
    assert (found["h1.net"].verdict, found["h1.net"].open > 0) == (Verdict.UNDECIDED, True)
    assert found["h2.net"].verdict is Verdict.CORRECT
    assert "internal" in [d.code for d in report.diagnostics]


def _docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, "foreign-file", "a Word document"),
        (b"%PDF-1.7 \x00\x01", "foreign-file", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(3_000_000), "foreign-file", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "foreign-file", "a picture"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "foreign-file", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "foreign-file", "Word"),
        (b"<!DOCTYPE html><html></html>", "foreign-file", "a web page"),
        (b"\x7fELF\x01\x01\x02" + bytes(100), "foreign-file", "no text"),
        (b"", "empty-file", "is empty"),
        (b" \r\n\n", "empty-file", "is empty"),
        (b"student: x\nrelu-update:\n  h1.net:\n", "empty-sheet", "nothing is answered"),
        (b"assignment: ch4\nrelu-update:\n  h1.net: 0.36\n", "other-assignment", "'ch4', not of 'ch5'"),
        (b"assignment: Homework 4\nrelu-update:\n  h1.net: 0.36\n", "other-assignment", "'Homework 4'"),
        ("作业：第6章\nrelu-update:\n  h1.net: 0.36\n".encode(), "other-assignment", "第6章"),
        (b"assignment: perceptron\nrelu-update:\n  h1.net: 0.36\n", "other-assignment", "'perceptron'"),
    ],
)
def test_what_is_no_sheet_of_this_assignment_is_told_by_name(
    content: bytes | None, code: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.yaml"
    if content is None:
        _docx(path)
    else:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        grade_file(CH5, path)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert said in found.message


@pytest.mark.parametrize(
    "stated",
    ["ch5", "CH5", "Homework 5.1", "5.1", "作业 5.1", "ch5 homework", "第五章作业", "my homework", "2026 autumn"],
)
def test_a_sheet_of_this_assignment_in_other_words_is_graded(stated: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(f"assignment: {stated}\nrelu-update:\n  h1.net: 0.36\n", encoding="utf-8")
    assert grade_file(CH5, path).points > 0


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_text_in_another_encoding_is_no_foreign_file(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_bytes("姓名：张三\nrelu-update:\n  h1.net：0.36\n".encode(encoding))
    assert grade_file(CH5, path).points > 0
