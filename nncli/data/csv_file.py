"""CSV files: a line of headings, then a row of numbers on each line with the class it belongs to.

Cells are apart by commas, semicolons or tabs, as the first line has them; in a file with semicolons or tabs a number
may be written with a decimal comma.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from nncli.data.coding_fits import some_names_fit
from nncli.data.csv_labels import read_number
from nncli.data.csv_table import Table
from nncli.data.dataset import Array, DataSet, Rows
from nncli.data.idx import fault
from nncli.document.reader import decoded, read_bytes
from nncli.errors import Diagnostic, InputError, Place
from nncli.suggest import did_you_mean, listed
from nncli.words import _

MAX_BYTES = 200 << 20
DELIMITERS = (",", ";", "\t")


def read_csv(path: Path, name: str, label: str | None = None) -> DataSet:
    """The data in a CSV file, which messages call `name`; `label` is the heading of what is learned (the last).

    Whether labels are classes or numbers to be predicted: see `Labels`.

    Raises:
        InputError: if the file cannot be read, or with the first 20 cells that are at fault.
    """
    headings, at, lines, decimal_comma = _opened(path, name)
    target = _target(headings, at, name, label)
    table = Table(name, headings, target, decimal_comma=decimal_comma)
    _fill(table, lines, name)
    classes, labels, values = table.labels.read(name, headings[target])
    x = np.array(table.numbers).reshape(table.rows, len(headings) - 1)
    return DataSet(
        name=name,
        about=_("the rows of {file}").format(file=name),
        source=name,
        licence=None,
        inputs=tuple(heading for n, heading in enumerate(headings) if n != target),
        classes=classes,
        train=Rows(x, labels, values),
        label=headings[target],
    )


def read_inputs(path: Path, name: str, inputs: Sequence[str]) -> Array:
    """Inputs alone, to predict from: (n, inputs). The columns of these names, or all columns if there are as many.

    Raises:
        InputError: if the file cannot be read, or has no such columns, or with the cells that are at fault.
    """
    headings, at, lines, decimal_comma = _opened(path, name)
    if len(headings) >= len(inputs) and (error := some_names_fit(name, headings, inputs)) is not None:
        raise error
    columns = [headings.index(each) for each in inputs] if set(inputs) <= set(headings) else list(range(len(headings)))
    if len(columns) != len(inputs):
        message = _("{file} has {n} columns, and the model reads {inputs}").format(
            file=name, n=len(headings), inputs=listed(inputs)
        )
        help = _("give the columns these names; what else is in the file is then left aside")
        raise InputError(Diagnostic("inputs-do-not-fit", message, Place(name, at), help))
    table = Table(name, [headings[n] for n in columns], None, decimal_comma=decimal_comma)
    rows = ((line, [row[n] for n in columns] if len(row) == len(headings) else row) for line, row in lines)
    _fill(table, rows, name)
    return np.array(table.numbers).reshape(table.rows, len(inputs))


def _opened(path: Path, name: str) -> tuple[list[str], int, Iterator[tuple[int, list[str]]], bool]:
    """The headings and the line they stand on, the rows under them, and whether numbers may have decimal commas."""
    content = read_bytes(path, name, MAX_BYTES)
    if b"\0" in content[:4096] and not content.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):  # UTF-16 has a message of its own
        help = _("save the table as CSV") if content.startswith(b"PK") else None
        raise fault(name, "not-text", _("{file} is not a text file").format(file=name), help)
    text = decoded(content, name)
    del content
    delimiter = _delimiter(text)
    lines = _lines(text, delimiter, name)
    at, headings = next(lines, (1, []))
    headings = [heading.strip() for heading in headings]
    _check_headings(headings, at, name)
    return headings, at, lines, delimiter != ","


def _fill(table: Table, lines: Iterable[tuple[int, list[str]]], name: str) -> None:
    for line, row in lines:
        table.add(line, row)
    if table.faults:
        raise InputError(table.faults)
    if not table.rows:
        raise fault(name, "empty", _("{file} has no rows under its headings").format(file=name))


def _delimiter(text: str) -> str:
    """The one of the delimiters that the first line has most of, outside quotation marks."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _lines(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line at which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        message = _("from here on this is not CSV: {reason}").format(reason=error)
        help = _('a cell with a quotation mark in it is written "like ""this"""')
        raise InputError(Diagnostic("not-csv", message, Place(file, line), help)) from None


def _check_headings(headings: list[str], line: int, file: str) -> None:
    """Raises InputError where the headings are none, or not such as can tell columns apart."""

    def wrong(code: str, message: str, help: str | None = None) -> InputError:
        return InputError(Diagnostic(code, message, Place(file, line), help))

    if not headings:
        raise fault(file, "empty", _("{file} is empty").format(file=file))
    if all(read_number(heading, decimal_comma=True) is not None for heading in headings):
        message = _("the first line is numbers, and not the columns' headings")
        raise wrong("no-headings", message, _("write a line above it, such as x1,x2,class"))
    for n, heading in enumerate(headings):
        if not heading:
            raise wrong("no-headings", _("column {n} has no heading").format(n=n + 1))
        if heading in headings[:n]:
            raise wrong("same-name", _("two columns are called '{name}'").format(name=heading))


def _target(headings: list[str], line: int, file: str, label: str | None) -> int:
    """Which column is learned. Raises InputError where there is none."""
    if len(headings) < 2:
        message = _("there is one column, and two are needed: an input and what is learned")
        raise InputError(
            Diagnostic("too-few", message, Place(file, line), _("between cells stand commas, semicolons or tabs"))
        )
    if label is None:
        return len(headings) - 1
    if label not in headings:
        message = _("{file} has no column '{label}'").format(file=file, label=label)
        help = did_you_mean(label, headings) or _("it has {names}").format(names=listed(headings))
        raise InputError(Diagnostic("no-such-column", message, Place(file, line), help))
    return headings.index(label)
