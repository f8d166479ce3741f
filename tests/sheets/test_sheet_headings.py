# ruff: noqa: E501  what people write stands as they write it
"""Which problem a heading means, and how sure that is; what kind of file is handed in instead of a sheet."""

import zipfile
from io import BytesIO

import pytest

from nncli.sheets.foreign import foreign
from nncli.sheets.headings import Headings, is_one_off

RELU, SOFTMAX, LOG, OVER = "relu-update", "softmax-gradient", "log-softmax-gradient", "overflow"
HEADINGS = Headings(
    {
        RELU: ("One BP update of a ReLU network", "ReLU 网络的一次 BP 更新"),
        SOFTMAX: ("The gradient of softmax", "Softmax 的梯度"),
        LOG: ("The gradient of log-softmax", "log-softmax 的梯度"),
        OVER: ("Overflow of exp", "指数溢出"),
    },
    ("relu", "softmax", "h1", "Problem 3"),
)
SURE = [
    ("relu-update", RELU), ("ReLU_update", RELU), ("One BP update of a ReLU network", RELU), ("softmax 的梯度", SOFTMAX),
    ("第4题", OVER), ("第四题", OVER), ("第 4 大题：", OVER), ("problem 4:", OVER), ("Q2", SOFTMAX), ("q.2", SOFTMAX),
    ("题目二", SOFTMAX), ("问题 3", LOG), ("Task #3", LOG), ("Exercise 1)", RELU), ("Question 1 **", RELU),
    # what is named beside the number counts, with an aside or without
    ("Problem 4: Overflow of exp", OVER), ("Problem 4: relu-update", RELU), ("第二题 softmax-gradient（10 分）", SOFTMAX),
    ("Problem 2: softmax-gradient (10 points)", SOFTMAX),
    # there are four; a number alone may count anything; a part is no problem
    ("Problem 5", None), ("Problem 0", None), ("第0题", None), ("Question 12", None), ("Problem 2.1", None), ("2.", None),
    ("Problem 4: something", None), ("Problem 4 (easy)", None), ("Problem 3", None), ("relu", None), ("softmax", None),
    ("", None), ("problem four", None), ("relu-update" + " " * 69, RELU), ("relu-update" + " " * 70, None),
]  # fmt: skip
GUESSED = [
    ("2.", SOFTMAX), ("(2)", SOFTMAX), ("②", SOFTMAX), ("二、", SOFTMAX), ("2", SOFTMAX), ("⑤", None), ("11.", None),
    ("2. overflow of exp", OVER), ("2. softmax", None), ("3. foo", None), ("Problem 4: something", OVER),
    ("Problem 4: relu-upd", RELU), ("第4题（难）", OVER),
    # a beginning: of four letters, or two Chinese signs
    ("relu-upd", RELU), ("Over", OVER), ("指数", OVER), ("overflow of exp and more", OVER), ("relu-update (BP)", RELU),
    ("softmax-gr", SOFTMAX), ("the gradient of", None),
    # words of the name, shortened ones too
    ("BP更新", RELU), ("BP update", RELU), ("网络", RELU), ("溢", OVER), ("exp", OVER), ("upd relu", RELU), ("grad softmax", None),
    ("gradient softmax", SOFTMAX), ("gradient of log softmax", LOG), ("log softmax", LOG), ("gradient", None),
    ("up", None), ("ex", None), ("of", None), ("x exp", None),
    # a near name
    ("overfow", OVER), ("# overflw:", OVER), ("softmax-gradint", SOFTMAX), ("log-softmax-gradint", LOG), ("bar", None),
    ("overfow 2", None),
    # parts, and what is too long
    ("h1", None), ("relu", None), ("overfow" + " " * 73, OVER), ("overfow" + " " * 74, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), SURE)
def test_what_is_sure(text: str, problem: str | None) -> None:
    assert HEADINGS.sure(text) == problem


@pytest.mark.parametrize(("text", "problem"), GUESSED)
def test_what_is_guessed(text: str, problem: str | None) -> None:
    assert HEADINGS.guessed(text, [RELU, SOFTMAX, LOG, OVER]) == problem
    # a problem that has a heading already is not guessed again, and no other is instead
    others = [id for id in (RELU, SOFTMAX, LOG, OVER) if id != problem]
    by_number = OVER if text == "Problem 4: relu-upd" else None
    assert HEADINGS.guessed(text, others) == by_number


@pytest.mark.parametrize(
    ("a", "b"),
    [("relu", "rlu"), ("relu", "reelu"), ("relu", "relv"), ("relu", "erlu"), ("relu", "reul"), ("relu", "rel"), ("a", ""),
     ("abcd", "abdc"), ("ab", "ba"), ("relu", "xelu"), ("relu", "elu")],
)  # fmt: skip
def test_one_letter_off(a: str, b: str) -> None:
    assert is_one_off(a, b)
    assert is_one_off(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("relu", "relu"), ("relu", "ralv"), ("relu", ""), ("", ""), ("abcd", "badc"), ("abc", "abxy"), ("abxc", "abyd"), ("abc", "cba"),
     ("abc", "acbd"), ("relu", "re"), ("abcd", "abdx"), ("abcdx", "abdcy")],
)  # fmt: skip
def test_more_than_one_letter_off(a: str, b: str) -> None:
    assert not is_one_off(a, b)
    assert not is_one_off(b, a)


def zipped(*names: str) -> bytes:
    """A ZIP file with parts of these names."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


WORD, PROGRAM = "a Word document", "a file of some program, and no text"
KINDS = [
    (b"%PDF-1.7", "a PDF document"), (b"BM\0", "a picture"), (b"BM" + b" " * 61 + b"\0", "a picture"), (b"GIF89a", "a picture"),
    (b"RIFF1234WEBP", "a picture"), (b"0000ftypheic", "a picture"), (b"0000ftypavif", "a picture"), (b"II*\0", "a picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word, Excel or WPS document"), (b"{\\rtf1", "a document with formatting (RTF)"),
    (zipped("a.xml", "word/a.xml"), WORD), (zipped("xl/a"), "an Excel table"), (zipped("ppt/x"), "a PowerPoint presentation"),
    (zipped("content.xml"), "a document of LibreOffice or WPS"), (zipped("a.txt", "b/word/"), "an archive of files"),
    (b"PK\x03\x04xx", "an archive of files"), (b"Rar!\x1a\x07", "an archive of files"), (b"\x1f\x8b8", "an archive of files"),
    (b"  <!DOCTYPE html>", "a web page"), (b"<HTML>", "a web page"),
    # more than three in ten of the first bytes are control characters, of more than a few
    (b"\1\1\1\1aaaaaa" * 2, PROGRAM), (b"\x0e\x1f" * 9, PROGRAM), (b"\0\x08" * 9, PROGRAM), (b"\0" * 601 + b"a" * 1399, PROGRAM),
    (b"\0" * 601 + b"a" * 9_000, PROGRAM),
]  # fmt: skip
SHEETS = [
    b"", b"BM: 1", b"BM" + b" " * 62 + b"\0", b"x GIF8", b"RIFF1234WAVE", b"1234WEBP", b"12345678WEBP", b"0000ftypisom", b"a <html>",
    b"\1\1\1aaaaaaa" * 2, b"\t\n\r" * 9, b" " * 20, b"\1" * 4, b"\0" * 600 + b"a" * 1400, b"a" * 2000 + b"\0" * 4000,
    b"\xff\xfe" + "abcdefghi".encode("utf-16-le"), b"\xfe\xff" + "abcdefghi".encode("utf-16-be"),
    b"\0\0\xfe\xff" + "abcdefghi".encode("utf-32-be"), "学".encode() * 9, b"\x1b[31m" + b"a" * 40,
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=lambda value: repr(value)[:20])
def test_a_file_that_is_no_sheet_is_told_by_its_kind(data: bytes, kind: str) -> None:
    assert foreign(data) == kind


@pytest.mark.parametrize("data", SHEETS, ids=lambda value: repr(value)[:20])
def test_what_may_be_a_sheet_is_read(data: bytes) -> None:
    assert foreign(data) is None
