"""Tables of Markdown: each cell under its name; what is no table stays what it is."""

import pytest

from nncli.sheets.sheet import Answer, Entry, Section, read_sheet


def read(text: str) -> dict[str, str]:
    section = read_sheet(text.encode(), "s.yaml", ["relu-update"]).sections["relu-update"]
    return {".".join(path): answer.text for path, answer in section.answers()}


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_table_of_two_columns(indent: str) -> None:
    rows = ("| quantity | value |", "|---|:---:|", "| h1.net | 0.36 |", "| h2.net | −0.14 |", "| `h2.out` | ? |")
    text = "relu-update:\n" + "".join(f"{indent}{row}\n" for row in rows) + f"{indent}y.out: 0.3\n"
    assert {k: v for k, v in read(text).items() if v != "?"} == {"h1.net": "0.36", "h2.net": "-0.14", "y.out": "0.3"}


def test_a_table_of_more_columns() -> None:
    text = "relu-update:\n| unit | net | out |\n|------|-----|-----|\n| h1 | 0.36 | 0.36 |\n| h2 | -0.14 | |\n"
    assert read(text) == {"h1.net": "0.36", "h1.out": "0.36", "h2.net": "-0.14"}


def test_the_place_of_a_cell_is_its_own() -> None:
    text = "relu-update:\n| q | v |\n|---|---|\n| h1.net | 0.36 |\n"
    entry: Entry = read_sheet(text.encode(), "s.yaml", ["relu-update"]).sections["relu-update"]["h1.net"]
    assert isinstance(entry, Answer)
    assert (entry.place.line, entry.place.column) == (4, 12)


@pytest.mark.parametrize("value", ["|x|", "|x_i - x_j|", "-|x|", "|a| + |b|"])
def test_bars_alone_are_no_table(value: str) -> None:
    assert read(f"relu-update:\n  answer: {value}\n") == {"answer": value}


def test_a_rule_alone_is_no_table() -> None:
    section = read_sheet(b"---\nrelu-update:\n  h1.net: 0.36\n---\n", "s.yaml", ["relu-update"]).sections["relu-update"]
    assert isinstance(section, Section)
    assert list(section) == ["h1.net"]
