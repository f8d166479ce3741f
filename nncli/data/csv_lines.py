"""The rows of a table: cells that stand apart by commas, semicolons, tabs or blanks, whichever the file has."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from nncli.data.csv_numbers import read_number
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

DELIMITERS = (",", ";", "\t")
BLANKS = " "
LOOKED_AT = 20  # lines by which the delimiter is told


def delimiter_of(text: str) -> str:
    """What stands between the cells: the sign that the first line has most of, outside quotation marks; else blanks.

    Blanks too where a cell between the other signs would hold several numbers: `0,5 1,2 a` is three cells.
    """
    lines = list(islice((line for line in io.StringIO(text, newline=None) if line.strip()), LOOKED_AT))
    first = next(iter(lines), "")
    bare = "".join(first.split('"')[::2])
    delimiter = max(DELIMITERS, key=bare.count)
    if delimiter not in bare:
        widths = [len(_split(line)) for line in lines]  # R gives its rows names, and their column no heading
        alike = len(set(widths[1:])) <= 1 and widths[-1:] in ([widths[0]], [widths[0] + 1]) if widths else False
        return BLANKS if alike and widths[-1] > 1 else delimiter
    several = any(_is_several_numbers(cell) for line in lines for cell in line.split(delimiter))
    return BLANKS if several else delimiter


def _split(line: str) -> list[str]:
    return next(csv.reader([_with_single_blanks(line)], delimiter=BLANKS, skipinitialspace=True), [])


def _is_several_numbers(cell: str) -> bool:
    parts = cell.split()
    return len(parts) > 1 and all(read_number(part, decimal_comma=True) is not None for part in parts)


def _with_single_blanks(line: str) -> str:
    return line.strip().replace("\t", BLANKS)


def rows_of(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line at which it begins.

    Raises:
        InputError: from the line on that is no CSV, such as a quotation mark that does not end.
    """
    stream: Iterator[str] = io.StringIO(text, newline="")
    if delimiter == BLANKS:  # blanks at the ends of a line, and several in a row, part nothing
        stream = (_with_single_blanks(line) for line in io.StringIO(text, newline=None))
    reader = csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=delimiter == BLANKS)
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
