"""Sheets as they are handed in: from LaTeX, from a chat, with matrices at the margin, with names in words."""

import pytest

from nncli.sheets.numbers import Unread, read_written
from nncli.sheets.parts import fold_name
from nncli.sheets.sheet import Section, read_sheet

PROBLEMS = {"softmax-gradient": ("Gradient of softmax",), "relu-update": ("One BP update", "一次 BP 更新")}


def section(text: str, name: str = "relu-update") -> Section:
    return read_sheet(text.encode(), "s.txt", PROBLEMS).sections[name]


def stated(text: str, name: str = "relu-update") -> dict[str, str]:
    return {".".join(path): answer.text for path, answer in section(text, name).answers()}


def test_a_latex_document() -> None:
    text = r"""\documentclass{article}
\begin{document}
\section*{Problem 1}
\[ s_i(\delta_{ij}-s_j) \]
\subsection{一次 BP 更新}
\begin{itemize}
\item h1.net: 0.36
\item[(b)] h1.out: 0.36
\end{itemize}
\end{document}
"""
    assert stated(text) == {"h1.net": "0.36", "h1.out": "0.36"}
    assert stated(text, "softmax-gradient") == {"answer": r"s_i(\delta_{ij}-s_j)"}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("h1净输入 = 0.4×0.2+0.6×0.3+0.1=0.36", "h1净输入"),
        ("更新前损失 = ½×0.7² = 0.245", "更新前损失"),
        ("net of h1 is 0.36", "net of h1"),
        ("h1 的输出为 0.36", "h1 的输出"),
        ("output of h1 equals 0.36", "output of h1"),
    ],
)
def test_a_name_in_words(line: str, key: str) -> None:
    assert list(stated(f"relu-update:\n{line}\nh2.net: -0.14\n")) == [key, "h2.net"]


@pytest.mark.parametrize(
    "line",
    ["i=j时 s_i(1-s_i)，i≠j时 -s_i*s_j", "当 i=j 时为 1", "其中 C = 3", "若 y = 1", "it is not 0.36", "令 m = 3"],
)
def test_a_condition_or_a_sentence_is_no_key(line: str) -> None:
    assert list(stated(f"softmax-gradient:\n{line}\n", "softmax-gradient")) == ["answer"]


def test_the_rows_of_a_matrix_at_the_margin() -> None:
    found = section("relu-update:\nW1.new:\n0.47 -0.5\n0.705 0.2\nW2 =\n0.752\n-0.3\nb2: 0.82\n")
    assert list(found) == ["W1.new", "W2", "b2"]
    rows = found["W1.new"].whole.items
    assert rows is not None
    assert [[cell.text for cell in row.items or ()] for row in rows] == [["0.47", "-0.5"], ["0.705", "0.2"]]
    assert [cell.text for cell in found["W2"].whole.items or ()] == ["0.752", "-0.3"]


def test_a_prime_is_no_quote() -> None:
    assert fold_name("net_h1'") == "net_h1'"
    assert fold_name("'net_h1'") == "net_h1"
    assert fold_name("E’") == "E'"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("max(0, -0.14)", 0), ("max(0, 0.36) = 0.36", 0.36), ("relu(-0.14)", 0), ("½×0.7²", 0.245),
        ("0.5*0.7^2", 0.245),
        ("min(0.3, 0.2)", 0.2), ("-0.5^2*2", -0.5), ("结果 0.3", 0.3), ("同上，0.3", 0.3), ("所以 -0.14", -0.14),
        ("负0.14", -0.14), ("minus 0.14", -0.14), ("零", 0), ("0.36 ✓", 0.36), ("→ 0.36", 0.36), ("Ans: 0.36", 0.36),
        ("-0.252 (= -0.7*0.36)", -0.252), ("0.752（原来0.5）", 0.752), ("0, net<0", 0), ("0 (<0)", 0),
        ("maybe 0.36", 0.36),
    ],
)  # fmt: skip
def test_a_number_worked_out_or_with_words(text: str, value: float) -> None:
    found = read_written(text)
    assert not isinstance(found, Unread)
    assert float(found.value) == value


@pytest.mark.parametrize(
    "text",
    [
        "max(0)",
        "max",
        "relu(1, 2)",
        "2^3",
        "0.5^99*1",
        "0.5^0.5*1",
        "不是 0.3",
        "it is not 0.3",
        "max(0, 1",
        "min(,1)",
        "0.3 (0.4)",
        "零点",
        "0.36±0.01",
    ],
)
def test_what_is_still_no_number(text: str) -> None:
    assert isinstance(read_written(text), Unread)
