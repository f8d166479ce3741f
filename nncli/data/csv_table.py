"""A table as it is read: what its columns are called, and their cells, taken thousands of rows at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from nncli.data.csv_column import Column
from nncli.data.csv_head import Head, Row, read_head
from nncli.data.csv_kinds import Kind, kind_of
from nncli.data.csv_lines import delimiter_of, rows_of
from nncli.data.csv_target import candidates
from nncli.data.encodings import table_text
from nncli.data.headings import heading_of
from nncli.data.idx import fault
from nncli.document.reader import read_bytes
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _, ngettext

MAX_BYTES = 200 << 20
MAX_FAULTS = 20
AT_ONCE = 10_000  # rows
LOOKED_AT = 1_000  # rows by which the head is told


@dataclass
class Table:
    """The columns of a file, every one of them (n,)."""

    head: Head
    columns: list[Column]
    kinds: list[Kind]
    decimal_comma: bool
    notes: list[str]


def read_table(path: Path, name: str, label: str | None = None, inputs: tuple[str, ...] = ()) -> Table:
    """The table in a text file, which messages call `name`; `label` and `inputs` are what will be asked of it.

    Raises:
        InputError: if the file cannot be read or is no table, or with the first rows that have other cells.
    """
    content = read_bytes(path, name, MAX_BYTES)
    if content.startswith(b"PK") or (b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        help = _("save the table as CSV") if content.startswith(b"PK") else None
        raise fault(name, "not-text", _("{file} is not a text file").format(file=name), help)
    text, notes = table_text(content, name)
    del content
    delimiter = delimiter_of(text)
    lines = rows_of(text, delimiter, name)
    first = list(islice(lines, LOOKED_AT))
    head = read_head(first, name)
    comma = delimiter != ","
    kept = candidates(head.headings, label) | _of_words(head.headings, inputs)
    columns = [
        Column(heading, decimal_comma=comma, every_word=n in kept) for n, heading in enumerate(head.headings)
    ]  # fmt: skip
    _fill(columns, chain(first[head.rows :], lines), name)
    if not len(columns[0].codes):
        raise fault(name, "empty", _("{file} has no rows under its headings").format(file=name))
    kinds = [kind_of(column, named=head.named) for column in columns]
    return Table(head, columns, kinds, comma, [*notes, *head.notes, *_named(columns, kinds)])


def _named(columns: list[Column], kinds: list[Kind]) -> list[str]:
    """Gives each column that has no heading, and is not left out, a name by its place; what is said of it."""
    notes, taken = [], {column.heading for column in columns}
    for n, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
        if column.heading or kind in (Kind.EMPTY, Kind.INDEX):
            continue
        name = f"column{n + 1}"
        while name in taken:
            name += "_"
        column.heading = name
        taken.add(name)
        notes.append(_("column {n} has no heading, and is called {name}").format(n=n + 1, name=name))
    return notes


def _of_words(headings: list[str], inputs: tuple[str, ...]) -> set[int]:
    found = (heading_of(name, headings) for name in inputs)
    return {each[0] for each in found if each is not None and each[1] is not None}


def _fill(columns: list[Column], rows: Iterator[Row], file: str) -> None:
    faults: list[Diagnostic] = []
    width = len(columns)
    while some := list(islice(rows, AT_ONCE)):
        fitting = [each for each in some if len(each[1]) == width]
        if len(fitting) < len(some):
            faults += [_ragged(row, line, width, file) for line, row in some if len(row) != width]
            if len(faults) >= MAX_FAULTS:
                message = _("there may be more faults; the checking ends here")
                more = Diagnostic("too-many-faults", message, Place(file))
                raise InputError([*faults[:MAX_FAULTS], more])
        lines = [line for line, _row in fitting]
        for column, cells in zip(columns, zip(*(row for _line, row in fitting), strict=True), strict=bool(fitting)):
            column.extend(cells, lines)
    if faults:
        raise InputError(faults)


def _ragged(row: list[str], line: int, width: int, file: str) -> Diagnostic:
    cells = ngettext("{n} cell", "{n} cells", len(row)).format(n=len(row))
    message = _("this row has {cells}, and there are {n} headings").format(cells=cells, n=width)
    return Diagnostic("ragged", message, Place(file, line))
