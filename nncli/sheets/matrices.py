r"""A matrix of LaTeX that holds nothing but numbers, as rows: `\begin{bmatrix} 19 & 25 \\ 37 & 43 \end{bmatrix}`.

Any other stays what it is: it belongs to a formula.
"""

import re
from collections.abc import Sequence

from nncli.sheets.parts import Stretch

_BEGIN = re.compile(r"\\begin\s*\{([bpvBV]?matrix|smallmatrix|array)\}(?:\s*\{[lcr|\s]*\})?")
_MATRIX = re.compile(_BEGIN.pattern + r"(?P<inner>.*?)\\end\s*\{\1\}", re.DOTALL)
_DISPLAY = re.compile(r"\$\$|\\\[|\\\]")
_AROUND = re.compile(r"\\(?:left|right)\s*[()\[\].|]")
_NUMBER = re.compile(r"\s*[-+−]?\s*(?:\d+(?:\.\d*)?|\.\d+)(?:\s*/\s*\d+)?\s*")
MOST_LINES = 30  # of one matrix


def gathered(lines: Sequence[str]) -> list[str]:
    """The lines, where all of a matrix that goes over several stands on its first one."""
    found = list(lines)
    for number, line in enumerate(lines):
        begin = _BEGIN.search(found[number])
        if begin is None or f"\\end{{{begin[1]}}}" in found[number]:
            continue
        for last in range(number + 1, min(number + MOST_LINES, len(lines))):
            if f"\\end{{{begin[1]}}}" in lines[last]:
                whole = " ".join(part.strip() for part in [line, *lines[number + 1 : last + 1]])
                if all(_rows(matrix["inner"]) for matrix in _MATRIX.finditer(whole)):
                    found[number : last + 1] = [whole, *[""] * (last - number)]
                break
            if _BEGIN.search(lines[last]):
                break
    return found


def with_rows(text: Stretch) -> Stretch:
    """The text with `[[19, 25], [37, 43]]` for each matrix of numbers, and without the signs of a display around it."""
    if not any(_rows(found["inner"]) for found in _MATRIX.finditer(text.raw)):
        return text
    plain = _AROUND.sub("", _DISPLAY.sub("", _MATRIX.sub(_written, text.raw))).replace("$", "")
    plain = re.sub(r"\s*(?:\\\\)?[\s.,，。]*$", "", plain)
    return Stretch.of(plain, text.marks[:1]).strip()


def _written(found: re.Match[str]) -> str:
    rows = _rows(found["inner"])
    if not rows:
        return found[0]
    if len(rows) == 1 or all(len(row) == 1 for row in rows):
        return "[" + ", ".join(number for row in rows for number in row) + "]"
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def _rows(inner: str) -> list[list[str]]:
    """The numbers row by row; none where anything else stands there."""
    rows = [row.split("&") for row in re.split(r"\\\\(?:\[[^\]]*\])?", inner) if row.strip()]
    fits = rows and all(_NUMBER.fullmatch(cell) for row in rows for cell in row)
    return [["".join(cell.split()) for cell in row] for row in rows] if fits else []
