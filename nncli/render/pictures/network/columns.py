"""Units in columns: a box for each, the wires of a source joined to one line, a weight on each wire.

From a source a line leads to its own track, down the track, and from there a branch to each unit that reads it: so two
wires share no cell but where one crosses another. A unit's height is that of its wires.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from nncli.models.sketch import Stage
from nncli.render.pictures.network.shapes import Box, Drawing, Label, Line
from nncli.render.pictures.network.words import Words

GAP = 1  # rows between the boxes of a column


@dataclass(frozen=True, slots=True)
class Style:
    """How much is said on the drawing: weights with their names, targets beside the outputs; how far apart it stands.

    `tight` writes less around the same numbers: 1 `w3=0.1` for `w3 = 0.1` and `b = 0.2` for `b_P = 0.2`, 2 nothing
    that can be left out. With `spread` wires come in at odd rows and leave at even ones, so that none ever stands in
    another's way.
    """

    named: bool = True
    targets_beside: bool = True
    tight: int = 0
    spread: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a line begins: the cell at which it leaves, and the rows in which it could."""

    name: str
    x: int
    rows: tuple[int, ...]  # the best first


def columns(sources: Sequence[str], stages: Sequence[Stage], words: Words, style: Style) -> Drawing | None:
    """The stages behind the sources, which are inputs or units of maps; None where the lines cannot be led apart."""
    heights = [_height(stage, words, style) for stage in stages]
    total = max([*heights, 2 * len(sources) - 1])
    labels = tuple(words.leaf(source, style.tight) for source in sources)
    step = max(2, total // max(1, len(sources)))
    top = (total - step * (len(sources) - 1) - 1) // 2
    if style.spread:
        step, top = step // 2 * 2, top // 2 * 2
    drawing, here, width = Drawing(), [], max(map(cell_len, labels))
    for n, (source, label) in enumerate(zip(sources, labels, strict=True)):
        row = top + n * step
        here.append((source, label, [row, *(row + d for d in (1, -1) if step > 2)]))
    known = [_Source(source, width + 1, tuple(rows)) for source, _label, rows in here]
    inputs = {source: label for source, label, _rows in here}
    for number, stage in enumerate(stages):
        part = _stage(known, stage, (total - heights[number]) // 2, words, style, is_last=number == len(stages) - 1)
        if part is None:
            return None
        more, leaving, known = part
        if inputs:  # where an input's line leaves is known only now
            named = (Label(width - cell_len(inputs[name]), row, inputs[name]) for name, row in leaving.items())
            drawing += Drawing(labels=tuple(named))
            inputs = {}
        drawing += more
    return drawing


def _height(stage: Stage, words: Words, style: Style) -> int:
    boxes = [_inner_height(stage, unit, words, style) + 2 for unit in stage.units]
    return sum(boxes) + GAP * (len(boxes) - 1)


def _inner_height(stage: Stage, unit: str, words: Words, style: Style) -> int:
    ports = sum(link.unit == unit for link in stage.links)
    return max(ports * 2 + 1 if style.spread else ports, len(_inside(stage, unit, words, style, is_last=True)), 2)


def _inside(stage: Stage, unit: str, words: Words, style: Style, *, is_last: bool) -> list[str]:
    """What stands in a box: the unit, what it does, its bias or threshold, and the target where it is not beside."""
    lines = [words.say(unit), words.say(stage.does)]
    lines += [words.within(id, style.tight) for id in (stage.offsets or {}).get(unit, ())]
    target = f"target[{unit}]"
    if is_last and not style.targets_beside and words.number(target):
        lines.append(words.within(target, style.tight))
    return lines


def _stage(
    sources: Sequence[_Source], stage: Stage, top: int, words: Words, style: Style, *, is_last: bool
) -> tuple[Drawing, Mapping[str, int], list[_Source]] | None:
    """A column with the wires that lead to it, the row in which each source leaves, and what may leave it itself."""
    ports: dict[str, list[tuple[str, int, str]]] = {}  # of each unit: source, row, what stands on the wire
    boxes: dict[str, tuple[int, int, list[str]]] = {}
    y = top
    for unit in stage.units:
        inner = _inner_height(stage, unit, words, style)
        inside = _inside(stage, unit, words, style, is_last=is_last)
        links = [link for link in stage.links if link.unit == unit]
        first, apart = y + 1 + (inner - len(links)) // 2, 1
        if style.spread:
            first, apart = (y + 1) | 1, 2
        ports[unit] = [
            (
                link.source,
                first + apart * n,
                _on_wire(stage, link.piece, words.weight(link.parameter, style.named, style.tight)),
            )
            for n, link in enumerate(links)
        ]
        boxes[unit] = (y, inner + 2, inside)
        y += inner + 2 + GAP
    leaving = _leaving(sources, ports, style)
    tracks = _tracks(leaving, ports)
    if tracks is None:
        return None
    start, pad = sources[0].x, 0 if style.tight == 2 else 1
    of_track = {source: start + 1 + 2 * n for n, source in enumerate(tracks)}
    on_wires = start + 2 * len(tracks) + 2
    wide = max((cell_len(text) for some in ports.values() for _s, _r, text in some), default=0)
    edge = on_wires + wide + (2 if style.tight == 2 else 3)  # the left side of the boxes
    width = max(cell_len(text) for _y, _h, inside in boxes.values() for text in inside) + 2 + 2 * pad
    drawing = Drawing(lines=tuple(_wires(sources, leaving, of_track, ports, on_wires, edge)))
    drawing += Drawing(labels=tuple(Label(on_wires, row, text) for some in ports.values() for _s, row, text in some))
    known = []
    for unit, (y, height, inside) in boxes.items():
        first = y + 1 + (height - 2 - len(inside)) // 2
        middle = [Label(edge + 1 + pad, first + n, text) for n, text in enumerate(inside)]
        drawing += Drawing((Box(edge, y, width, height),), (), tuple(middle))
        rows = sorted(range(y + 1, y + height - 1), key=lambda row: abs(2 * row - 2 * y - height + 1))
        known.append(_Source(unit, edge + width - 1, tuple(rows)))
        if is_last and style.tight < 2:
            drawing += _ending(unit, edge + width - 1, rows[0], words, style)
    return drawing, leaving, known


def _on_wire(stage: Stage, piece: int, text: str) -> str:
    """The weight, with the number of the piece where there are several."""
    return f"{piece + 1}: {text}" if stage.pieces > 1 else text


def _ending(unit: str, x: int, row: int, words: Words, style: Style) -> Drawing:
    """The output, and below it what it should be."""
    net = f"{unit}.out"
    drawing = Drawing(
        lines=(Line((x, row), (x + 3, row), net, arrow=True),), labels=(Label(x + 5, row, words.symbol(net)),)
    )
    if style.targets_beside and words.number(f"target[{unit}]"):
        drawing += Drawing(labels=(Label(x + 5, row + 1, words.within(f"target[{unit}]", style.tight)),))
    return drawing


def _leaving(
    sources: Sequence[_Source], ports: Mapping[str, Sequence[tuple[str, int, str]]], style: Style
) -> dict[str, int]:
    """The row in which each source's line leaves: the middle, or near it a row in which nobody's wire comes in."""
    taken = {row: source for some in ports.values() for source, row, _text in some}
    rows: dict[str, int] = {}
    for source in sources:
        free = [row for row in source.rows if row not in rows.values()]
        if style.spread:
            free = [row for row in free if row % 2 == 0] or free
        best = [row for row in free if taken.get(row, source.name) == source.name]
        rows[source.name] = (best or free or source.rows)[0]
    return rows


def _tracks(leaving: Mapping[str, int], ports: Mapping[str, Sequence[tuple[str, int, str]]]) -> list[str] | None:
    """The sources in the order of their tracks; None where there is no order in which no wire runs along another.

    Where a source's line leaves in the row of another's branch, it must have reached its track before that begins.
    """
    taken = {row: source for some in ports.values() for source, row, _text in some}
    before: dict[str, set[str]] = {source: set() for source in leaving}
    for source, row in leaving.items():
        if row in taken and taken[row] != source:
            before[taken[row]].add(source)
    order: list[str] = []
    while len(order) < len(leaving):
        ready = [source for source in leaving if source not in order and before[source] <= set(order)]
        if not ready:
            return None
        order.append(ready[0])
    return order


def _wires(
    sources: Sequence[_Source], leaving: Mapping[str, int], tracks: Mapping[str, int],
    ports: Mapping[str, Sequence[tuple[str, int, str]]], on_wires: int, edge: int,
) -> Iterator[Line]:  # fmt: skip
    """From each source to its track, down the track, and a branch to each unit, with room for the weight."""
    for source in sources:
        row, track = leaving[source.name], tracks[source.name]
        branches = [(r, text) for some in ports.values() for s, r, text in some if s == source.name]
        if not branches:
            continue
        yield Line((source.x, row), (track, row), source.name)
        ends = [row, *(r for r, _text in branches)]
        if min(ends) < max(ends):
            yield Line((track, min(ends)), (track, max(ends)), source.name)
        for r, text in branches:
            yield Line((track, r), (on_wires - 2, r), source.name)
            yield Line((on_wires + cell_len(text) + 1, r), (edge - 1, r), f"{source.name} {r}", arrow=True)
