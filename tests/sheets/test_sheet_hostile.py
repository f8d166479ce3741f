"""Hostile sheets: each is read within two seconds, each is told, and none raises."""

import random
import time

import pytest

from nncli.sheets.numbers import Unread, read_written
from nncli.sheets.sheet import Section, read_sheet
from nncli.sheets.yes_no import read_yes_no

PROBLEMS = ("relu-update", "softmax-gradient", "overflow")
MIB = 1 << 20


def deep(line, step=1):
    """Lines set in further and further, a mebibyte of them."""
    count = int((2 * MIB / step) ** 0.5) - len(line) - 10
    return b"\n".join(b" " * (step * n) + line for n in range(count))[:MIB]


def times(text, before=b"", behind=b""):
    return before + text * ((MIB - len(before) - len(behind)) // len(text)) + behind


# the sheet, and the codes it must be told with
HOSTILE = {
    "brackets": (times(b"["), ["too-long"]),
    "brackets behind a key": (times(b"[", b"relu-update:\n  a: "), ["too-long"]),
    "braces": (times(b"{"), ["too-long"]),
    "a thousand brackets": (b"relu-update:\n  a: " + b"[" * 1000, ["too-deep"]),
    "a thousand brackets, closed": (b"relu-update:\n  a: " + b"[" * 1000 + b"]" * 1000, ["too-deep"]),
    "empty lists": (times(b"[]", b"a: "), ["too-long"]),
    "many lists": (times(b"a: [[1],[2,[3]],{b: 1}]\n"), ["too-many-lines", "duplicate-key"]),
    "json of mappings": (times(b'{"a":'), ["too-long"]),
    "json of pairs": (times(b'"a":1,', b"{", b"}"), ["too-long"]),
    "json within the limits": (b'{"a":[' + b"1," * 24_000 + b"1]}", ["too-long"]),
    "nested keys": (deep(b"a:"), ["too-deep"]),
    "nested quotes": (deep(b'a: "x'), ["quote"]),
    "nested lists": (deep(b"a: [1,"), ["bracket"]),
    "nested items": (deep(b"- a"), []),
    "a key of 10,000": (b"relu-update:\n  " + b"k" * 10_000 + b": 1\n  h1.net: 0.36\n", ["key-too-long"]),
    "a key of a mebibyte": (times(b"k", b"", b": 1"), ["too-long"]),
    "aliases": (
        b"a: &a [x,x]\n" + b"".join(b"b%d: &b%d [*b%d,*b%d]\n" % (n, n, n - 1, n - 1) for n in range(1000)),
        ["tag"],
    ),
    "tags": (times(b"a: !!python/object/apply:os.system ['true']\n"), ["tag"]),
    "NUL": (times(b"\0"), ["character", "too-long"]),
    "NUL in a line": (b"relu-update:\n  a: 1\0\n", ["character"]),
    "escape sequences": (b"relu-update:\n  a: \x1b[2J\n", ["character"]),
    "no UTF-8": (times(b"\xff"), ["character"]),
    "half characters": (times(b"\xed\xa0\x80\n"), ["character"]),
    "noise": (random.Random(1).randbytes(MIB), ["character"]),
    "newlines": (times(b"\n"), ["too-many-lines"]),
    "separators": (times("\u2028".encode()), ["too-many-lines"]),
    "blanks": (times(b" "), ["too-long"]),
    "tabs": (times(b"\t"), ["too-long"]),
    "colons": (times(b":"), ["too-long"]),
    "wide colons": (times("：".encode()), ["too-long"]),
    "entries": (times(b"a: 1\n"), ["too-many-lines", "duplicate-key"]),
    "many on a line": (times(b"a: 1, b: 2, c: 3, d: 4, e: 5, f: 6\n"), ["too-many-values"]),
    "headings": (times(b"relu-update:\n"), ["too-many-lines"]),
    "bullets": (times(b"- "), ["too-long"]),
    "dashes": (b"relu-update:\n  a:\n    " + b"- " * 9_000, []),
    "blocks": (times(b"a: |\n x\n"), ["too-many-lines"]),
    "numbers": (times(b"1 " * 9_000 + b"\n", b"a:\n"), ["too-many-values"]),
    "almost numbers": (times(b"a: " + b"1 " * 9_000 + b"x\n"), []),
    "backslashes": (times(b'a: "' + b"\\\\ " * 6_600 + b'"\n'), []),
    "escapes": (times(b'a: "' + b"\\u4e2d" * 3_300 + b'"\n'), []),
    "quotes": (times(b"a: " + b"' " * 9_990 + b"\n"), []),
    "dollars": (times(b"a: `$" + b"$`" * 9_990 + b"\n"), []),
    "displays": (times(b"$$\n", b"overflow:\n"), ["too-many-lines"]),
    "open displays": (times(b"a: $$\nx\n", b"overflow:\n"), ["too-many-lines"]),
    "commas": (times(b"a: [" + b"x," * 9_990 + b"]\n"), ["too-many-values"]),
    "prose": (times(b"and so on it goes\n", b"overflow:\n a: one two three four five six seven eight\n"), ["too-long"]),
    "names": (times(b"ab\n  c: 1\n"), ["too-many-lines"]),
    "UTF-16": (times("a: 1\n".encode("utf-16-le"), b"\xff\xfe"), ["too-many-lines"]),
    "too large": (b"a" * (MIB + 1), ["too-large"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name):
    data, codes = HOSTILE[name]
    start = time.process_time()
    sheet = read_sheet(data, "s.yaml", PROBLEMS)
    assert time.process_time() - start < 2
    assert set(codes) <= {d.code for d in sheet.diagnostics}
    assert len(sheet.diagnostics) <= 100
    assert all(len(d.message) < 300 for d in sheet.diagnostics)


def test_the_rest_is_read():
    sheet = read_sheet(HOSTILE["a key of 10,000"][0], "s.yaml", PROBLEMS)
    assert {key: entry.whole.text for key, entry in sheet.sections["relu-update"].items()} == {"h1.net": "0.36"}
    data = b"relu-update:\n  a: " + b"[" * 19_000 + b"\n  b: " + b"x" * 30_000 + b"\n  h1.net: 0.36\n"
    sheet = read_sheet(data, "s.yaml", PROBLEMS)
    assert sheet.sections["relu-update"]["h1.net"].whole.text == "0.36"
    assert [d.code for d in sheet.faults] == ["too-long", "too-deep"]


CODE = [
    "__import__('os').system('true')",
    "().__class__.__bases__",
    "{{7*7}}",
    "9**9**9**9",
    "1e999999999",
    ".nan",
    ".inf",
]


@pytest.mark.parametrize("answer", CODE)
def test_nothing_is_computed(answer):
    sheet = read_sheet(f"relu-update:\n  h1.net: {answer}\n".encode(), "s.yaml", PROBLEMS)
    text = sheet.sections["relu-update"]["h1.net"].whole.text
    assert text == answer
    assert isinstance(read_written(text), Unread)
    assert read_yes_no(text) is None


def test_a_section_of_sections_is_walked():
    data = b"relu-update:\n" + b"\n".join(b" " * n + b"a:" for n in range(1, 40)) + b"\n" + b" " * 40 + b"b: 1\n"
    section = read_sheet(data, "s.yaml", PROBLEMS).sections["relu-update"]
    assert isinstance(section, Section)
    assert len(list(section.answers())) == 1
    assert not section.blank
