"""From a model to its drawing: the fullest that fits the width, and tables where none does.

The stages in maps come first, as grids; the units behind them in columns. Of the columns' styles the first that fits
is taken: weights with their names, then numbers alone, then the targets within the boxes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nncli.models.model import Model
from nncli.models.sketch import Sketch, Stage
from nncli.render.numbers import NumberFormat
from nncli.render.pictures.network.columns import Style, columns
from nncli.render.pictures.network.grids import grids
from nncli.render.pictures.network.shapes import Drawing
from nncli.render.pictures.network.signs import clashes, text_lines
from nncli.render.pictures.network.tables import table_lines
from nncli.render.pictures.network.words import Words

MOST_UNITS = 8  # of a column
MOST_WIRES = 40  # between two columns
MOST_ROWS = 48
_STYLES = (
    Style(), Style(tight=1), Style(tight=1, targets_beside=False), Style(named=False, tight=1),
    Style(named=False, tight=1, targets_beside=False), Style(named=False, tight=2, targets_beside=False),
)  # fmt: skip
STYLES = tuple(replace(style, spread=spread) for style in _STYLES for spread in (False, True))


def picture_lines(model: Model, width: int, *, ascii: bool = False, numbers: NumberFormat | None = None) -> list[str]:
    """The drawing of a model in at most `width` columns, as lines; none where its system has no picture."""
    sketch = model.sketch()
    if sketch is None:
        return []
    words = Words(sketch, model.names, numbers or NumberFormat(), ascii)
    lines: list[str] = []
    for part in _parts(sketch, words, width):
        lines += [""] * bool(lines)
        lines += text_lines(part, ascii=ascii) if isinstance(part, Drawing) else part
    return lines


def drawings(model: Model, width: int, *, ascii: bool = False) -> list[Drawing]:
    """The parts of the model's picture that are drawn, as data."""
    sketch = model.sketch()
    if sketch is None:
        return []
    words = Words(sketch, model.names, NumberFormat(), ascii)
    return [part for part in _parts(sketch, words, width) if isinstance(part, Drawing)]


def _parts(sketch: Sketch, words: Words, width: int) -> Iterator[Drawing | list[str]]:
    """The stages in maps, then those behind them."""
    in_maps = [stage for stage in sketch.stages if stage.is_in_maps]
    behind = sketch.stages[len(in_maps) :]
    if in_maps:
        drawn = grids(sketch, in_maps, words, width)
        yield drawn or list(table_lines(sketch.inputs, in_maps, words, width))
    if behind:
        sources = in_maps[-1].units if in_maps else sketch.inputs
        yield in_columns(sources, behind, words, width) or list(table_lines(sources, behind, words, width))


def in_columns(sources: Sequence[str], stages: Sequence[Stage], words: Words, width: int) -> Drawing | None:
    """The fullest drawing in columns that fits, and in which nothing stands upon anything else."""
    of = [len(sources), *(len(stage.units) for stage in stages)]
    if max(of) > MOST_UNITS or any(len(stage.links) > MOST_WIRES for stage in stages):
        return None
    for style in STYLES:
        drawing = columns(sources, stages, words, style)
        if drawing and drawing.width <= width and drawing.height <= MOST_ROWS and not clashes(drawing):
            return drawing
    return None
