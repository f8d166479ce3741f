"""What is too large to draw, as tables: the weights [from][to], biases or thresholds below them."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from nncli.models.sketch import Stage
from nncli.render.pictures.network.words import Words
from nncli.words import _

MOST_SOURCES = 24  # rows of one table


def table_lines(sources: Sequence[str], stages: Sequence[Stage], words: Words, width: int) -> Iterator[str]:
    """A table for each stage, in several parts where it is wide; a line in place of what nobody reads."""
    for number, stage in enumerate(stages):
        if number:
            yield ""
        yield words.say(_("{name}: {n} units, {does}").format(name=stage.name, n=len(stage.units), does=stage.does))
        if stage.is_in_maps or stage.pieces > 1 or len(sources) > MOST_SOURCES or len(stage.units) > MOST_SOURCES:
            shape = _("from {n} to {m} units: too large to draw").format(n=len(sources), m=len(stage.units))
            yield "  " + words.say(shape)
        else:
            yield from _tables(sources, stage, words, width)
        sources = stage.units


def _tables(sources: Sequence[str], stage: Stage, words: Words, width: int) -> Iterator[str]:
    weights = {(link.source, link.unit): words.number(link.parameter) or "" for link in stage.links}
    offsets = {unit: (ids[0] if ids else None) for unit, ids in (stage.offsets or {}).items()}
    rows = [[words.say(source), *(weights.get((source, unit), "") for unit in stage.units)] for source in sources]
    if any(offsets.values()):
        first = next(id for id in offsets.values() if id)
        sign = words.say("θ" if first.startswith("theta") else "b")
        rows.append([sign, *((words.number(offsets.get(unit) or "") or "") for unit in stage.units)])
    rows.insert(0, [words.say(_("from, to")), *(words.say(unit) for unit in stage.units)])
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(rows[0]))]
    start = 1
    while start < len(widths):
        end, used = start, widths[0] + 2
        while end < len(widths) and (end == start or used + widths[end] + 2 <= width):
            used += widths[end] + 2
            end += 1
        for row in rows:
            cells = [row[0] + " " * (widths[0] - cell_len(row[0]))]
            cells += [" " * (widths[n] - cell_len(row[n])) + row[n] for n in range(start, end)]
            yield ("  " + "  ".join(cells)).rstrip()
        start = end
