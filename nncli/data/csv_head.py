"""What the columns of a table are called: by its first line, or by us where the first line is none of headings.

Four kinds of first line: headings; numbers already; `150,4,setosa,versicolor,virginica`, as scikit-learn's copies
begin (rows, inputs, the classes by their numbers); and headings that are one fewer than the cells, as R writes them,
whose rows begin with a name or a number of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nncli.data.csv_numbers import is_missing, read_number
from nncli.data.idx import fault
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _, listing

MAX_COLUMNS = 20_000  # MNIST as a table has 785
LABEL = "class"
Row = tuple[int, list[str]]  # the line at which it begins, and its cells


@dataclass
class Head:
    """What the columns are called, and what was found out on the way."""

    headings: list[str]
    line: int  # the one that the headings stand on
    named: bool = True  # False: the names are ours, and not the file's
    rows: int = 1  # how many of the first rows are no data
    classes: tuple[str, ...] = ()  # what 0, 1, 2, … are called
    notes: list[str] = field(default_factory=list)


def read_head(first: Sequence[Row], file: str) -> Head:
    """The head of a table from its `first` rows.

    Raises:
        InputError: if there is nothing, or two columns have one name, or there are more columns than can be meant.
    """
    if not first:
        raise fault(file, "empty", _("{file} is empty").format(file=file))
    line, cells = first[0][0], [cell.strip() for cell in first[0][1]]
    if len(cells) > MAX_COLUMNS:
        message = _("{file} has {n} columns, and nncli reads up to {most}")
        raise InputError(
            Diagnostic("too-large", message.format(file=file, n=len(cells), most=MAX_COLUMNS), Place(file, line))
        )
    under = [row for _line, row in first[1:]]
    head = _of_scikit_learn(cells, under, line) or _without_headings(cells, under, line)
    if head is None:
        head = Head(cells, line)
        if under and all(len(row) == len(cells) + 1 for row in under):
            if all(not row[-1].strip() for row in under):
                head.headings = [*cells, ""]
            elif looks_like_an_index([row[0].strip() for row in under]):
                head.headings = ["", *cells]
    _check_names(head, file)
    return head


def _of_scikit_learn(cells: list[str], under: list[list[str]], line: int) -> Head | None:
    """Rows, inputs, and the names of the classes, where the rows below end in 0 … k−1."""
    counts, names = cells[:2], cells[2:]
    if len(names) < 2 or not all(count.isdecimal() for count in counts) or not under:
        return None
    inputs = int(counts[1])
    codes = {row[-1].strip() for row in under}
    if any(len(row) != inputs + 1 for row in under) or not codes <= {str(n) for n in range(len(names))}:
        return None
    if any(read_number(name, decimal_comma=False) is not None for name in names):
        return None
    told = _("the first line says {rows} rows, {inputs} inputs and the classes {names}").format(
        rows=counts[0], inputs=inputs, names=listing(names)
    )
    return Head(_our_names(inputs), line, named=False, classes=tuple(names), notes=[told])


def _without_headings(cells: list[str], under: list[list[str]], line: int) -> Head | None:
    """Where the first line is a row like the others: a number, or a gap, in every column of numbers below it."""
    below = [row for row in under if len(row) == len(cells)]

    def is_number(cell: str) -> bool:
        return read_number(cell, decimal_comma=True) is not None

    of_numbers = [
        n for n in range(len(cells)) if all(is_number(row[n]) or is_missing(row[n]) for row in below)
    ]  # fmt: skip
    first = [n for n in of_numbers if not (is_number(cells[n]) or (is_missing(cells[n]) and cells[n]))]
    if first or not any(is_number(cells[n]) for n in of_numbers):
        return None
    of_words = [n for n in range(len(cells)) if n not in of_numbers]
    for n in of_words:  # a word that never comes again over words that do is their heading
        words = [row[n].strip() for row in below]
        if cells[n] not in words and 2 * len(set(words)) < len(words):
            return None
    told = _("the first line is a row like the others, and no headings")
    return Head(_our_names(len(cells) - 1), line, named=False, rows=0, notes=[told])


def _our_names(inputs: int) -> list[str]:
    return [*(f"x{n + 1}" for n in range(inputs)), LABEL]


def looks_like_an_index(cells: Sequence[str]) -> bool:
    """Whether cells count or name the rows: whole numbers that grow, or words of which none comes twice."""
    numbers = [read_number(cell, decimal_comma=False) for cell in cells]
    whole = [number for number in numbers if number is not None and number % 1 == 0]
    if len(whole) == len(cells):
        return all(before < after for before, after in pairwise(whole))
    return all(number is None for number in numbers) and len(set(cells)) == len(cells)


def _check_names(head: Head, file: str) -> None:
    seen: set[str] = set()
    for heading in head.headings:
        if heading and heading in seen:
            message = _("two columns are called '{name}'").format(name=heading)
            raise InputError(Diagnostic("same-name", message, Place(file, head.line)))
        seen.add(heading)
