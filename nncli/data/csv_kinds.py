"""What a column of inputs is: numbers, words that stand for categories, or nothing that can be learned from.

A column counts as words where more than half of its cells are no numbers; fewer are mistakes in a column of numbers,
and are told. Dates, words that hardly ever come twice, and numbers that count the rows are left out.
"""

import re
from collections.abc import Sequence
from enum import Enum

import numpy as np

from nncli.data.csv_column import Column
from nncli.errors import Diagnostic, Place
from nncli.suggest import listed
from nncli.words import _, ngettext

MAX_SHOWN = 40  # characters of a cell
FEW = 10  # so many categories are never too many, however few the rows
MAX_CATEGORIES = 100
INDEX_HEADINGS = frozenset(
    {"", "id", "index", "no", "no.", "nr", "nr.", "number", "#", "row", "编号", "序号", "unnamed: 0"}
)
_DATE = re.compile(
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}"
    r"|\d{4}[-/]\d{1,2})(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?"
)


class Kind(Enum):
    """What is made of a column."""

    NUMBERS = "numbers"
    WORDS = "words"
    EMPTY = "empty"
    INDEX = "index"
    DATES = "dates"
    TEXTS = "texts"  # as good as every cell another one
    FAULTY = "faulty"


def kind_of(column: Column, *, named: bool) -> Kind:
    """What a column is by its cells; `named` where the file itself has headings."""
    present = ~column.missing
    there = int(present.sum())
    strange = column.strange()
    codes = [code for word, (code, _line) in column.words.items() if word in strange]
    of_words = int(np.isin(column.codes, codes).sum())
    if not there:
        return Kind.EMPTY
    if not of_words:
        return Kind.INDEX if named and _counts(column) else Kind.NUMBERS
    if 2 * of_words <= there:
        return Kind.FAULTY
    if not column.heading and len(strange) == there:
        return Kind.INDEX
    if of_words == there and all(_DATE.fullmatch(word) for word in strange):
        return Kind.DATES
    too_many = len(strange) > MAX_CATEGORIES or (len(strange) > FEW and 2 * len(strange) > there)
    return Kind.TEXTS if too_many else Kind.WORDS


def _counts(column: Column) -> bool:
    """Whether the column is called like an index and counts its rows: n, n+1, n+2, …; or, without a name, grows."""
    numbers = column.numbers
    if column.heading.casefold() not in INDEX_HEADINGS or np.isnan(numbers).any():
        return False
    steps = np.diff(numbers)
    if not column.heading:
        return bool((numbers % 1 == 0).all() and (steps > 0).all())
    return len(numbers) > 2 and bool((steps == 1).all())


def categories(column: Column) -> list[str]:
    """The different words of a column, in their order."""
    return sorted(set(column.texts()[~column.missing]))


def left_out(column: Column, at: int, kind: Kind) -> str:
    """Why a column is left out."""
    name = column.heading or str(at + 1)
    message = {
        Kind.EMPTY: _("column '{name}' is empty, and is left out"),
        Kind.INDEX: _("column '{name}' counts or names the rows, and is left out"),
        Kind.DATES: _("column '{name}' holds dates, and is left out"),
        Kind.TEXTS: _("column '{name}' holds {n} different words, too many to stand for categories, and is left out"),
    }[kind]
    return message.format(name=name, n=len(column.strange()))


def one_hot(column: Column, words: Sequence[str]) -> str:
    """How a column of words is read."""
    shown = listed([f"{column.heading}={word}" for word in words])
    message = ngettext(
        "column '{name}' holds words: it becomes {n} input of 0 and 1, {inputs}",
        "column '{name}' holds words: it becomes {n} inputs of 0 and 1, {inputs}",
        len(words),
    )
    return message.format(name=column.heading, n=len(words), inputs=shown)


def not_numbers(column: Column, file: str) -> Diagnostic:
    """What is wrong in a column of numbers, said once: how many cells, and the first of them."""
    strange = column.strange()
    cell, line = min(strange.items(), key=lambda each: each[1])
    codes = [code for word, (code, _line) in column.words.items() if word in strange]
    n = int(np.isin(column.codes, codes).sum())
    shown = cell if len(cell) <= MAX_SHOWN else cell[:MAX_SHOWN] + "…"
    message = _("column '{column}': '{cell}' is not a number")
    if n > 1:
        more = ngettext("and neither is {n} cell more", "and neither are {n} cells more", n - 1)
        message = _("{fault}, {more}").format(fault=message, more=more)
    help = None
    if cell.strip("+-").casefold() in ("inf", "infinity"):
        help = _("fill it in, or leave the row out")
    elif "," in cell:
        help = _(
            "write a decimal point; a decimal comma is read where semicolons, tabs or blanks stand between the cells"
        )
    elif cell[0] not in "+-.0123456789":
        help = _("a column of which most cells are words becomes inputs of 0 and 1; this one has more numbers")
    text = message.format(column=column.heading, cell=shown, n=n - 1)
    return Diagnostic("not-a-number", text, Place(file, line), help)
