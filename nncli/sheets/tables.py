"""A Markdown table on a sheet, as the lines that it stands for.

| quantity | value |          h1.net: 0.36
|----------|-------|
| h1.net   | 0.36  |          | unit | net  | out  |      h1: {net: 0.36, out: 0.36}
                             |------|------|------|
                             | h1   | 0.36 | 0.36 |
"""

import re

from nncli.document.lines import Source
from nncli.sheets.parts import Stretch, is_nothing, joined

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_CELL = re.compile(r"(?:[^|\\]|\\.)*")
MOST_ROWS = 500


def table_rows(source: Source) -> dict[int, Stretch]:
    """The lines of tables by number, each as the keys and values that it states; an empty one where it states none."""
    found: dict[int, Stretch] = {}
    lines = source.lines
    for number, line in enumerate(lines):
        if "|" not in line or "-" not in line or not _RULE.fullmatch(line) or line.count("|") < 2:
            continue
        head = _cells(lines[number - 1], number - 1) if number and _ROW.fullmatch(lines[number - 1]) else []
        found[number] = _nothing(number)
        if head:
            found[number - 1] = _nothing(number - 1)
        for row in range(number + 1, min(number + 1 + MOST_ROWS, len(lines))):
            if not _ROW.fullmatch(lines[row]):
                break
            found[row] = _stated(head, _cells(lines[row], row), row)
    return found


def _stated(head: list[Stretch], cells: list[Stretch], row: int) -> Stretch:
    if len(cells) < 2 or not cells[0].raw:
        return _nothing(row)
    colon = Stretch.of(": ", ((0, row, 0),))
    if len(cells) == 2:
        return joined([cells[0], colon, cells[1]], ["", ""])
    parts: list[Stretch] = []
    for title, cell in zip(head[1:], cells[1:], strict=False):
        if cell.raw and not is_nothing(cell.raw):
            parts.append(joined([title, colon, cell], ["", ""]))
    if not parts:
        return _nothing(row)
    opening, closing = (Stretch.of(sign, ((0, row, 0),)) for sign in "{}")
    inner = joined(parts, [", "] * (len(parts) - 1))
    return joined([cells[0], colon, opening, inner, closing], ["", "", "", ""])


def _cells(line: str, number: int) -> list[Stretch]:
    whole = Stretch.of(line, ((0, number, 0),))
    found, at = [], line.index("|") + 1
    while at < len(line.rstrip()):
        end = _CELL.match(line, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        found.append(whole.cut(at, end).strip().meant())
        at = end + 1
    return found


def _nothing(number: int) -> Stretch:
    return Stretch.of("", ((0, number, 0),))
