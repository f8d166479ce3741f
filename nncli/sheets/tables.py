"""A table on a sheet, as the lines that it stands for: of Markdown, of LaTeX, or of columns that blanks part.

| quantity | value |          h1.net: 0.36
|----------|-------|
| h1.net   | 0.36  |          | unit | net  | out  |      h1: {net: 0.36, out: 0.36}
                             |------|------|------|
                             | h1   | 0.36 | 0.36 |

A row that is known by its number alone is `第3次: {net: 0.1, …}`: one row a presentation of a perceptron. Where the
first column counts something else (epochs, an input), the rows are counted from 1 and that column is one of the others.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from nncli.document.lines import Source
from nncli.sheets.keys import has_figures
from nncli.sheets.parts import Stretch, is_nothing, joined

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BARS = re.compile(r"\s*\|.*\|\s*")
_CELL = re.compile(r"(?:[^|\\]|\\.)*")
_WHOLE = re.compile(r"#?\s*\d{1,3}")
_COUNTS = re.compile(
    r"epochs?|轮[次数]?|第?几?轮|周期|样本(?:号|序号)?|samples?|第?几?[步次]|序号|编号|no\.?|#|步骤?|step|iter(?:ation)?|t|n",
    re.IGNORECASE,
)
# A title of the second of two columns that says more than "value".
_SAYS_WHAT = re.compile(
    r"梯度|导数|新|更新|δ|Δ|净输入|变化|grad|new|updated|after|before|delta|net|(?<!结果)输出|\bout(?:put)?\b",
    re.IGNORECASE,
)
_TABULAR = re.compile(r"\\(begin|end)\s*\{(?:tabular|array)\*?\}")
_FIELD = re.compile(r"[^\s&|\\=:：，。；;,]+")
_WORDY = re.compile(r"[^\W\d]|[δΔ∂ŷ]")
ROW = "第{}次"  # the key of the n-th row
MOST_ROWS = 500
MOST_COLUMNS = 30

Row = tuple[int, list[Stretch]]  # its line, and its cells


def table_rows(source: Source) -> dict[int, Stretch]:
    """The lines of tables by number, each as the keys and values that it states; an empty one where it states none."""
    found: dict[int, Stretch] = {}
    for taken, head, rows in (*_ruled(source), *_tabular(source), *_blank_parted(source)):
        if found.keys() & set(taken):
            continue
        found |= {number: _nothing(number) for number in taken}
        found |= _as_lines(head, rows)
    return found


def _ruled(source: Source) -> Iterator[tuple[list[int], list[Stretch], list[Row]]]:
    """Tables of Markdown: a line of dashes with the names above it and the rows below."""
    lines = source.lines
    for number, line in enumerate(lines):
        if "|" not in line or "-" not in line or not _RULE.fullmatch(line):
            continue
        bars = line.count("|") - (2 if _BARS.fullmatch(line) else 0)
        above = lines[number - 1] if number else ""
        if line.count("|") < 2 and "|" not in above:
            continue
        has_head = "|" in above and (_BARS.fullmatch(above) is not None or above.count("|") == bars)
        rows: list[Row] = []
        for row in range(number + 1, min(number + 1 + MOST_ROWS, len(lines))):
            if "|" not in lines[row] or not (_BARS.fullmatch(lines[row]) or lines[row].count("|") == bars):
                break
            rows.append((row, _cells(lines[row], row)))
        taken = [*([number - 1] if has_head else []), number, *(row for row, _cells in rows)]
        yield taken, _cells(above, number - 1) if has_head else [], rows


def _tabular(source: Source) -> Iterator[tuple[list[int], list[Stretch], list[Row]]]:
    r"""Tables of LaTeX: `h1 & 0.36 & 0.36 \\` a line."""
    begin = -1
    for number, line in enumerate(source.lines):
        sign = _TABULAR.search(line)
        if sign and sign[1] == "begin":
            begin = number
        elif sign and begin >= 0:
            inner = range(begin + 1, min(number, begin + MOST_ROWS))
            rows = [(at, _ampersands(source.lines[at], at)) for at in inner if "&" in source.lines[at]]
            if rows and all(len(cells) == len(rows[0][1]) for _at, cells in rows):
                head, rows = rows[0][1], rows[1:]
                yield list(range(begin, number + 1)), head, rows
            begin = -1


def _ampersands(line: str, number: int) -> list[Stretch]:
    whole = Stretch.of(re.sub(r"\\hline", lambda found: " " * len(found[0]), line), ((0, number, 0),))
    end = whole.raw.rfind("\\\\")
    whole = whole.cut(0, end if end >= 0 else None)
    ends = [found.start() for found in re.finditer(r"(?<!\\)&", whole.raw)]
    return [whole.cut(a + 1, b).strip().meant() for a, b in zip([-1, *ends], [*ends, None], strict=True)]


def _blank_parted(source: Source) -> Iterator[tuple[list[int], list[Stretch], list[Row]]]:
    """Columns parted by blanks or tabs: names above, and below them rows of a name (or a number) and figures alone."""
    lines, number = source.lines, 0
    while number < len(lines) - 2:
        head = _fields(lines[number], number)
        number += 1
        if not 2 <= len(head) <= MOST_COLUMNS or not all(_WORDY.search(cell.folded) for cell in head[1:]):
            continue
        rows: list[Row] = []
        for at in range(number, min(number + MOST_ROWS, len(lines))):
            cells = _fields(lines[at], at)
            named = len(cells) in (len(head), len(head) + 1) and len(cells) >= 3
            if not named or (rows and len(cells) != len(rows[0][1])) or not all(map(has_figures, cells[1:])):
                break
            rows.append((at, cells))
        if len(rows) >= 2 and (len(rows[0][1]) == len(head) or _WORDY.search(head[0].folded)):
            corner = [_nothing(number - 1)] if len(rows[0][1]) > len(head) else []
            yield [number - 1, *(at for at, _cells in rows)], [*corner, *head], rows
            number = rows[-1][0] + 1


def _fields(line: str, number: int) -> list[Stretch]:
    """The words of a line that is nothing else; none where it has signs of a sentence or of `key: value`."""
    whole = Stretch.of(line, ((0, number, 0),))
    if len(line) > 400 or not line.strip() or "|" in line:
        return []
    found = list(_FIELD.finditer(whole.folded))
    return [whole.cut(*one.span()) for one in found] if not _FIELD.sub("", whole.folded).strip() else []


def _as_lines(head: list[Stretch], rows: list[Row]) -> dict[int, Stretch]:
    """Each row as a line."""
    firsts = [cells[0].folded if cells else "?" for _row, cells in rows]
    if len(head) > 1 and any(firsts) and all(not first or _WHOLE.fullmatch(first) for first in firsts):
        if len(head) > 2 and all(len(cells) > 1 and _WORDY.search(cells[1].folded) for _row, cells in rows):
            head, rows = head[1:], [(row, cells[1:]) for row, cells in rows]  # no more than the number of the row
        else:
            head, rows = _counted(head, rows)
    return {row: _stated(head, cells, row) for row, cells in rows}


def _counted(head: list[Stretch], rows: list[Row]) -> tuple[list[Stretch], list[Row]]:
    """Rows that are known by their number: that of the first column, where it counts them, else their own."""
    firsts = [cells[0] for _row, cells in rows]
    numbers = [int(first.folded.strip("# ") or 0) for first in firsts]
    counts = all(first.raw for first in firsts) and all(b == a + 1 for a, b in pairwise(numbers)) and numbers[0] >= 1
    if counts and not re.fullmatch(r"[xX][_\s]?\d", head[0].folded):
        return head, [
            (row, [_sign(ROW.format(n), row), *cells[1:]]) for (row, cells), n in zip(rows, numbers, strict=True)
        ]
    if _COUNTS.fullmatch(head[0].folded):  # it says nothing of the quantities
        return head, [(row, [_sign(ROW.format(n), row), *cells[1:]]) for n, (row, cells) in enumerate(rows, start=1)]
    corner = _nothing(head[0].marks[0][1])
    return [corner, *head], [(row, [_sign(ROW.format(n), row), *cells]) for n, (row, cells) in enumerate(rows, start=1)]


def _stated(head: list[Stretch], cells: list[Stretch], row: int) -> Stretch:
    if len(cells) < 2 or not cells[0].raw:
        return _nothing(row)
    colon = _sign(": ", row)
    if len(cells) == 2 and not (len(head) == 2 and _SAYS_WHAT.search(head[1].folded)):
        return joined([cells[0], colon, cells[1]], ["", ""])
    names = [title.folded for title in head[1:]]
    parts: list[Stretch] = []
    for at, (title, cell) in enumerate(zip(head[1:], cells[1:], strict=False)):
        if cell.raw and not is_nothing(cell.raw):
            old = [_sign("旧 ", row)] if title.folded in names[at + 1 :] else []  # w1 before, and again w1 after
            parts.append(joined([*old, title, colon, cell], [""] * (len(old) + 2)))
    if not parts:
        return _nothing(row)
    inner = joined(parts, [", "] * (len(parts) - 1))
    return joined([cells[0], colon, _sign("{", row), inner, _sign("}", row)], ["", "", "", ""])


def _cells(line: str, number: int) -> list[Stretch]:
    whole = Stretch.of(line, ((0, number, 0),))
    found, at = [], line.index("|") + 1 if line.lstrip().startswith("|") else 0
    while at < len(line.rstrip()):
        end = _CELL.match(line, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        found.append(whole.cut(at, end).strip().meant())
        at = end + 1
    return found


def _sign(text: str, number: int) -> Stretch:
    return Stretch.of(text, ((0, number, 0),))


def _nothing(number: int) -> Stretch:
    return Stretch.of("", ((0, number, 0),))
