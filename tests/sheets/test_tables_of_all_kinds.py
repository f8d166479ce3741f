"""Tables of LaTeX and of columns, rows that are known by their number, and titles that say what a column holds."""

import pytest

from nncli.sheets.sheet import read_sheet


def read(text):
    section = read_sheet(f"relu-update:\n{text}".encode(), "s.yaml", ["relu-update"]).sections["relu-update"]
    return {".".join(path): answer.text for path, answer in section.answers()}


UNITS = {"h1.net": "0.36", "h1.out": "0.37", "h2.net": "-0.14", "h2.out": "0"}


@pytest.mark.parametrize(
    "text",
    [
        "unit\tnet\tout\nh1\t0.36\t0.37\nh2\t-0.14\t0\n",
        "net out\nh1 0.36 0.37\nh2 -0.14 0\n",  # without a word in the corner
        "unit | net | out\n---|---|---\nh1 | 0.36 | 0.37\nh2 | -0.14 | 0\n",
        "\\begin{tabular}{ccc}\n& net & out \\\\\\hline\nh1 & 0.36 & 0.37 \\\\\nh2 & -0.14 & 0 \\\\\n\\end{tabular}\n",
        "| 序号 | unit | net | out |\n|---|---|---|---|\n| 1 | h1 | 0.36 | 0.37 |\n| 2 | h2 | -0.14 | 0 |\n",
    ],
)
def test_a_table_by_its_columns(text):
    assert read(text) == UNITS


@pytest.mark.parametrize("head", ["#", "轮", "epoch"])
@pytest.mark.parametrize("numbers", [(1, 2), (1, 1), (1, "")])
def test_rows_without_a_name_are_known_by_their_number(head, numbers):
    a, b = numbers
    text = f"| {head} | net | y |\n|---|---|---|\n| {a} | 0.1 | 1 |\n| {b} | -0.2 | 0 |\n"
    assert read(text) == {"第1次.net": "0.1", "第1次.y": "1", "第2次.net": "-0.2", "第2次.y": "0"}


def test_a_first_column_of_inputs_is_one_of_the_columns():
    text = "| x1 | x2 | y |\n|---|---|---|\n| 0 | 1 | 0 |\n| 1 | 1 | 1 |\n"
    assert read(text) == {
        "第1次.x1": "0", "第1次.x2": "1", "第1次.y": "0", "第2次.x1": "1", "第2次.x2": "1", "第2次.y": "1",
    }  # fmt: skip


def test_of_two_columns_with_one_name_the_first_is_the_old_one():
    assert read("| # | w1 | y | w1 |\n|---|---|---|---|\n| 1 | 0.3 | 1 | 0.2 |\n") == {
        "第1次.旧 w1": "0.3", "第1次.y": "1", "第1次.w1": "0.2",
    }  # fmt: skip


def test_the_second_of_two_columns_may_say_what_it_holds():
    assert read("| 参数 | 梯度 |\n|---|---|\n| b_y | -0.7 |\n") == {"b_y.梯度": "-0.7"}
    assert read("| 量 | 结果 |\n|---|---|\n| b_y | -0.7 |\n") == {"b_y": "-0.7"}


@pytest.mark.parametrize("text", ["h1 net 0.36\nh2 net -0.14\n", "the net input\nis 0.36 here\n"])
def test_lines_of_words_are_no_table(text):
    assert not any(key.startswith("第") or "." in key for key in read(text))


MATRIX = "\\begin{bmatrix}0.47 & -0.5\\\\ 0.705 & 0.2\\end{bmatrix}"


@pytest.mark.parametrize(
    "text", [f"W1 = {MATRIX}", f"$$W1={MATRIX}$$", f"$W1 = {MATRIX}$,", "W1 = " + MATRIX.replace("\\\\ ", "\\\\\n")]
)
def test_a_matrix_of_latex_that_holds_numbers(text):
    found = read_sheet(f"one:\n{text}\n".encode(), "s.tex", ["one"]).sections["one"]["W1"]
    assert [[number.text for number in row.items] for row in found.items] == [["0.47", "-0.5"], ["0.705", "0.2"]]


def test_a_matrix_of_a_formula_stays_what_it_is():
    text = "\\begin{bmatrix}s_1 & 0\\\\ 0 & s_2\\end{bmatrix}"
    assert read_sheet(f"one:\n  answer: {text}\n".encode(), "s.tex", ["one"]).sections["one"]["answer"].text == text
