"""Which column of a table is learned: the one that is asked for, one called so, or the last; else a guess, told."""

from collections.abc import Collection, Sequence

import numpy as np

from nncli.data.csv_column import Column
from nncli.data.csv_kinds import Kind
from nncli.errors import Diagnostic, InputError, Place
from nncli.suggest import did_you_mean, listed
from nncli.words import _

# What people call the column that is learned.
LABEL_NAMES = frozenset({
    "class", "label", "target", "y", "species", "output", "classification", "类别", "标签", "目标", "类", "好瓜",
})  # fmt: skip
MAX_CLASSES = 30


def candidates(headings: Sequence[str], label: str | None) -> set[int]:
    """The columns that are likely to be learned: of them every word is kept, since classes are called as written."""
    if label is not None and label in headings:
        return {headings.index(label)}
    named = {n for n, heading in enumerate(headings) if heading.casefold() in LABEL_NAMES}
    return {len(headings) - 1, *named}


def target_of(
    columns: Sequence[Column],
    kinds: Sequence[Kind],
    inputs: Collection[str],
    label: str | None,
    file: str,
    line: int,
    *,
    named: bool,
) -> tuple[int, list[str]]:
    """The position of the column that is learned, and what is to be said of the choice; not one of the `inputs`.

    Raises:
        InputError: if there is no column of that name, or only one column.
    """
    headings = [column.heading for column in columns]
    whole = [n for n, kind in enumerate(kinds) if kind is not Kind.EMPTY]
    there = [n for n in whole if headings[n] not in inputs]
    if len(whole) < 2 or (not there and label is None):
        message = _("there is one column, and two are needed: an input and what is learned")
        help = _("between cells stand commas, semicolons, tabs or blanks")
        raise InputError(Diagnostic("too-few", message, Place(file, line), help))
    if label is not None:
        if label not in headings:
            message = _("{file} has no column '{label}'").format(file=file, label=label)
            help = did_you_mean(label, headings) or _("it has {names}").format(names=listed(headings))
            raise InputError(Diagnostic("no-such-column", message, Place(file, line), help))
        return headings.index(label), []
    last, first = there[-1], next(n for n in there if kinds[n] is not Kind.INDEX or n == there[-1])
    if headings[last].casefold() not in LABEL_NAMES or not named:
        called = [n for n in there if headings[n].casefold() in LABEL_NAMES] if named else []
        if len(called) == 1:
            return called[0], [_told(columns[called[0]])]
        if first != last and _is_class(columns, kinds, first) and not _is_class(columns, kinds, last):
            others = [kinds[n] for n in there if n != first]
            if (kinds[first] is Kind.WORDS and Kind.WORDS not in others) or (not named and _numbered(columns[first])):
                return first, [_told(columns[first])]
    return last, []


def _is_class(columns: Sequence[Column], kinds: Sequence[Kind], n: int) -> bool:
    """Words, or few whole numbers that come again."""
    if kinds[n] is Kind.WORDS:
        return True
    numbers = columns[n].numbers
    numbers = numbers[~np.isnan(numbers)]
    different = len(np.unique(numbers))
    return bool((numbers % 1 == 0).all()) and different <= MAX_CLASSES and 2 * different <= len(numbers)


def _numbered(column: Column) -> bool:
    """Whether the numbers are 0 … k−1 or 1 … k, as classes are numbered."""
    different = np.unique(column.numbers)
    return bool(different[0] in (0, 1) and (np.diff(different) == 1).all())


def _told(column: Column) -> str:
    return _("column '{name}' is what is learned; 'label' names another").format(name=column.heading)
