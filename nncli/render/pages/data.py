"""Data sets on the terminal: a list of them, and the first rows of one, as numbers or as pictures."""

from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from nncli.data.dataset import DataSet, Rows
from nncli.render.forms.console import heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.words import _, clauses, listing, ngettext, of

MAX_COLUMNS = 50  # at either end of a table that no terminal is wide enough for
SHADES = " ░▒▓█"
Column: TypeAlias = list[str]  # its heading, then a cell for each row


def catalogue_page(sets: Sequence[DataSet], *, plain: bool) -> Group:
    """A line for each data set, and how a spec names it."""
    rows = [(data.name, str(len(data.train)), str(len(data.inputs)), _learned(data), data.about) for data in sets]
    columns = (_("name"), _("rows"), _("inputs"), _("learned"), _("what it is"))
    return Group(
        rows_table(columns, rows, plain=plain, right=(1, 2), firm=(0, 1, 2, 3)),
        Text(),
        paragraph(_("A spec names one in place of its samples: 'data: xor'. A file of your own: 'data: my.csv'.")),
    )


def data_page(data: DataSet, first: int, width: int, *, plain: bool) -> Group:
    """What the set is, its first rows, and where it comes from."""
    counts = listing(f"{name} ({n})" for name, n in zip(data.classes, data.counts(), strict=True))
    about = [
        ngettext("{n} row", "{n} rows", len(data.train)).format(n=len(data.train)),
        ngettext("{n} input", "{n} inputs", len(data.inputs)).format(n=len(data.inputs)),
        _("classes {names}").format(names=counts) if data.classes else _learned(data),
    ]
    if data.test is not None:
        about.append(ngettext("{n} row for the test", "{n} rows for the test", len(data.test)).format(n=len(data.test)))
    shown = data.train.take(slice(first))
    parts: list[RenderableType] = [
        heading(of(data.name, data.about)),
        paragraph(clauses(about)),
        Text(),
        _pictures(data, shown, width) if data.image and data.classes else _numbers(data, shown, width, plain=plain),
    ]
    if len(shown) < len(data.train):
        parts.append(paragraph(_("… and {n} more").format(n=len(data.train) - len(shown))))
    parts += [Text(), paragraph(_("source: {source}").format(source=data.source))]
    parts += [paragraph(_("licence: {licence}").format(licence=data.licence))] if data.licence else []
    return Group(*parts)


def _learned(data: DataSet) -> str:
    if data.classes:
        return ngettext("{n} class", "{n} classes", len(data.classes)).format(n=len(data.classes))
    return ngettext("{n} number", "{n} numbers", data.outputs).format(n=data.outputs)


def _numbers(data: DataSet, rows: Rows, width: int, *, plain: bool) -> Table:
    """As many inputs side by side as there is room for; of more than that the first ones and the last."""
    format_ = NumberFormat()
    inputs = [[name, *(format_.digits(float(x)) for x in rows.x[:, n])] for n, name in _ends(data.inputs)]
    learned = [] if rows.labels is None else [[data.label, *(data.classes[label] for label in rows.labels)]]
    for n in range(data.outputs):
        assert rows.values is not None
        name = data.label if data.outputs == 1 else f"{data.label}{n + 1}"
        learned.append([name, *(format_.digits(float(value)) for value in rows.values[:, n])])
    inputs = _side_by_side(inputs, learned, width, whole=len(inputs) == len(data.inputs))
    columns = [*inputs, *learned]
    right = range(len(inputs) if data.classes else len(columns))
    headings, *lines = zip(*columns, strict=True)
    return rows_table(headings, lines, plain=plain, right=right, firm=())


def _ends(names: Sequence[str]) -> list[tuple[int, str]]:
    """The names with their positions; of very many the first and the last."""
    numbered = list(enumerate(names))
    return numbered if len(names) <= 2 * MAX_COLUMNS else numbered[:MAX_COLUMNS] + numbered[-MAX_COLUMNS:]


def _side_by_side(inputs: list[Column], learned: list[Column], width: int, *, whole: bool) -> list[Column]:
    """All inputs, or as many as there is room for around a column of dots."""

    def wide(columns: list[Column]) -> int:
        return sum(max(map(cell_len, column)) + 2 for column in columns) - 2

    if whole and (len(inputs) < 4 or wide(inputs + learned) <= width):
        return inputs
    dots = ["…"] * len(inputs[0])
    for n in range(len(inputs) - 1, 1, -1):
        few = [*inputs[: (n + 1) // 2], dots, *inputs[len(inputs) - n // 2 :]]
        if wide(few + learned) <= width:
            break
    return few


def _pictures(data: DataSet, rows: Rows, width: int) -> Group:
    """Each row as its points, two signs wide to be square, as many side by side as there is room for."""
    assert data.image is not None and rows.labels is not None
    high, wide = data.image
    apart = 2
    side_by_side = max(1, (width + apart) // (2 * wide + apart))
    lines: list[str] = []
    for start in range(0, len(rows), side_by_side):
        few, labels = rows.x[start : start + side_by_side], rows.labels[start : start + side_by_side]
        shades = (few.clip(0, 1) * (len(SHADES) - 1)).round().astype(int).reshape(-1, high, wide)
        lines.append((" " * apart).join(data.classes[label].ljust(2 * wide) for label in labels))
        for at in range(high):
            lines.append((" " * apart).join("".join(2 * SHADES[s] for s in picture[at]) for picture in shades))
    return Group(*(Text(line.rstrip(), no_wrap=True, overflow="crop") for line in lines))
