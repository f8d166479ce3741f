"""The column that is learned: classes, or numbers to be predicted?

Numbers, if they are numbers of which some are not whole, and more than two different ones; all else is classes. So 0
and 1 are classes, and so are 0.1 and 0.9, and 1 to 26; house prices in whole yuan are classes too at first, but a
network with one output predicts them as numbers all the same: see `coding_for`.
"""

from collections.abc import Sequence

import numpy as np

from nncli.data.csv_column import NUMBER, Column
from nncli.data.csv_numbers import read_number
from nncli.data.dataset import Array
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

MAX_FAULTS = 20


def read_labels(
    column: Column, rows: Array, file: str, names: Sequence[str] = (), *, decimal_comma: bool
) -> tuple[tuple[str, ...], Array | None, Array | None]:
    """Classes and labels (n,), or no classes and values (n, 1), of the `rows` (n,) of a column.

    Classes are in the order of their numbers where all are numbers, else in the order of their texts. Two ways to
    write one number, such as 1 and 1.0, are one class, called as it is first written. With `names` the classes 0, 1, …
    are called so.

    Raises:
        InputError: if there is only one class, or some of many numbers are none.
    """
    texts, codes = _words(column, rows)
    numbers = [read_number(text, decimal_comma=decimal_comma) for text in texts]
    known = [number for number in numbers if number is not None]
    if len(set(known)) > 2 and 2 * len(known) > len(numbers) and any(number % 1 for number in known):
        _all_numbers(column, texts, numbers, file)
        return (), None, np.array(known)[codes][:, None]
    if len(known) == len(texts):
        different, first, places = np.unique(known, return_index=True, return_inverse=True)
        found = [texts[place] for place in first]
        if names:
            found = [names[int(number)] for number in different]
    else:
        found = sorted(texts)
        order = {text: place for place, text in enumerate(found)}
        places = np.array([order[text] for text in texts])
    if len(found) < 2:
        message = _("every row of {file} is of the class '{name}'").format(file=file, name=found[0])
        help = _("two classes or more are needed to tell apart")
        raise InputError(Diagnostic("one-class", message, Place(file), help))
    return tuple(found), places[codes], None


def _words(column: Column, rows: Array) -> tuple[list[str], Array]:
    """The different words of some rows in the order in which they were first written, and each row's place in them."""
    if (column.codes == NUMBER).any():
        cells = column.texts()[rows]
        places = {text: place for place, text in enumerate(dict.fromkeys(cells))}
        return list(places), np.array([places[text] for text in cells])
    used, codes = np.unique(column.codes[rows], return_inverse=True)
    words = list(column.words)
    return [words[code] for code in used], codes


def _all_numbers(column: Column, texts: list[str], numbers: list[float | None], file: str) -> None:
    strange = [text for text, number in zip(texts, numbers, strict=True) if number is None]
    if strange:
        message = _("column '{column}': '{cell}' is not a number, as the other labels are")
        raise InputError([
            Diagnostic(
                "not-a-number", message.format(column=column.heading, cell=text), Place(file, column.words[text][1])
            )
            for text in strange[:MAX_FAULTS]
        ])  # fmt: skip
