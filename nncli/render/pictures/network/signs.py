"""A drawing in signs: frames and lines of Unicode, or of ASCII where the terminal's encoding has no others.

Lines that belong together join; others cross as a bridge does, the one across above the one that leads down. No cell
takes two signs: `clashes` tells where one would.
"""

from collections import defaultdict
from collections.abc import Iterator

from rich.cells import cell_len

from nncli.render.pictures.network.shapes import Box, Drawing, Line, Point

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
ACROSS, UPRIGHT = LEFT | RIGHT, UP | DOWN
_UNICODE = {
    UP: "│", DOWN: "│", UPRIGHT: "│", LEFT: "─", RIGHT: "─", ACROSS: "─",
    DOWN | RIGHT: "┌", DOWN | LEFT: "┐", UP | RIGHT: "└", UP | LEFT: "┘",
    UPRIGHT | RIGHT: "├", UPRIGHT | LEFT: "┤", ACROSS | DOWN: "┬", ACROSS | UP: "┴", ACROSS | UPRIGHT: "┼",
}  # fmt: skip
_ASCII = {mask: "|" if sign == "│" else "-" if sign == "─" else "+" for mask, sign in _UNICODE.items()}
ARROW = "→"
NEEDS = "".join(_UNICODE.values()) + ARROW  # what an encoding must have
_PLAIN = str.maketrans({"−": "-", ARROW: ">", "θ": "theta", "η": "eta", "×": "x", "⁺": "+", "′": "'", "δ": "delta"})
_FRAME = "\0frame"


def text_lines(drawing: Drawing, *, ascii: bool = False) -> list[str]:
    """The drawing, row by row, without blanks at the ends."""
    cells = {place: signs[0] for place, signs in _written(drawing, ascii=ascii).items()}
    rows = []
    for y in range(drawing.height):
        row = "".join(cells.get((x, y), " ") for x in range(drawing.width))
        rows.append(row.rstrip())
    return rows


def clashes(drawing: Drawing) -> list[Point]:
    """The cells that would have to take more than one sign, or that lie outside."""
    written = _written(drawing)
    return sorted(place for place, signs in written.items() if len(signs) > 1 or min(place) < 0)


def can_show(encoding: str | None) -> bool:
    """Whether an encoding has the signs of frames and lines."""
    try:
        NEEDS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def plain(text: str) -> str:
    """Words without the board's own signs, as wide as they are written."""
    return text.translate(_PLAIN)


def _written(drawing: Drawing, *, ascii: bool = False) -> dict[Point, list[str]]:
    """Every sign that stands in a cell; the second cell of a wide sign holds an empty one."""
    written: dict[Point, list[str]] = defaultdict(list)
    for label in drawing.labels:
        x = label.x
        for sign in label.text:
            wide = cell_len(sign)
            if not wide and (x - 1, label.y) in written:  # an accent stands above the sign before it
                written[x - 1, label.y][-1] += sign
                continue
            written[x, label.y].append(sign)
            for more in range(1, wide):
                written[x + more, label.y].append("")
            x += wide
    for place, nets in _masks(drawing).items():
        written[place] += _signs(nets, _ASCII if ascii else _UNICODE)
    for line in drawing.lines:
        if line.arrow:
            written[line.end].append(">" if ascii else ARROW)
    return written


def _masks(drawing: Drawing) -> dict[Point, dict[str, int]]:
    """For each cell the directions in which each net leaves it."""
    masks: dict[Point, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number, box in enumerate(drawing.boxes):
        for side in _sides(box):
            for place, mask in _steps(side):
                masks[place][f"{_FRAME}{number}"] |= mask
    for line in drawing.lines:
        for place, mask in _steps(line):
            if not (line.arrow and place == line.end):
                masks[place][line.net] |= mask
    return masks


def _signs(nets: dict[str, int], table: dict[int, str]) -> list[str]:
    """One sign, where the nets of a cell go together: a line leaves a frame, or passes above another."""
    frames = [mask for net, mask in nets.items() if net.startswith(_FRAME)]
    lines = [mask for net, mask in nets.items() if not net.startswith(_FRAME)]
    if len(frames) == 1 and len(lines) <= 1 and (not lines or (frames[0], lines[0]) == (UPRIGHT, RIGHT)):
        return [table[frames[0] | sum(lines)]]
    if not frames and sorted(lines) in ([ACROSS], [UPRIGHT], [UPRIGHT, ACROSS]):
        return [table[max(lines)]]
    if not frames and len(lines) == 1:
        return [table[lines[0]]]
    return [table[mask] for mask in frames + lines]


def _sides(box: Box) -> Iterator[Line]:
    right, bottom = box.x + box.width - 1, box.y + box.height - 1
    yield Line((box.x, box.y), (right, box.y), "")
    yield Line((box.x, bottom), (right, bottom), "")
    yield Line((box.x, box.y), (box.x, bottom), "")
    yield Line((right, box.y), (right, bottom), "")


def _steps(line: Line) -> Iterator[tuple[Point, int]]:
    """The cells of a line with the directions in which it leaves each."""
    (x, y), (u, v) = line.start, line.end
    if y == v:
        low, high = sorted((x, u))
        for at in range(low, high + 1):
            yield (at, y), (LEFT if at > low else 0) | (RIGHT if at < high else 0) or ACROSS
    else:
        low, high = sorted((y, v))
        for at in range(low, high + 1):
            yield (x, at), (UP if at > low else 0) | (DOWN if at < high else 0)
