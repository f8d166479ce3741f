"""The column that is learned: classes, or numbers to be predicted?

Numbers, if they are numbers of which some are not whole, and more than two different ones; all else is classes. So 0
and 1 are classes, and so are 0.1 and 0.9, and 1 to 26; house prices in whole yuan are classes too at first, but a
network with one output predicts them as numbers all the same: see `coding_for`.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from nncli.data.dataset import Array
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

MAX_FAULTS = 20


def read_number(cell: str, *, decimal_comma: bool) -> float | None:
    """The finite number that a cell spells, or None; with `decimal_comma` also 0,5."""
    try:
        number = float(cell)
    except ValueError:
        if not decimal_comma or "," not in cell or "." in cell:
            return None
        return read_number(cell.replace(",", ".", 1), decimal_comma=False)
    return number if math.isfinite(number) and "_" not in cell else None  # 1_000 is a number to Python alone


@dataclass
class Labels:
    """The labels read so far, as they are written. Every different text is kept once, with the line it first is on."""

    decimal_comma: bool
    codes: list[int] = field(default_factory=list)
    texts: dict[str, tuple[int, int]] = field(default_factory=dict)  # text: its code, its first line

    def add(self, text: str, line: int) -> None:
        """One more row's label."""
        self.codes.append(self.texts.setdefault(text, (len(self.texts), line))[0])

    def read(self, file: str, heading: str) -> tuple[tuple[str, ...], Array | None, Array | None]:
        """Classes and labels (n,), or no classes and values (n, 1).

        Classes are in the order of their numbers where all are numbers, else in the order of their texts. Two ways to
        write one number, such as 1 and 1.0, are one class, called as it is first written.

        Raises:
            InputError: if there is only one class, or some of many numbers are none.
        """
        numbers = [read_number(text, decimal_comma=self.decimal_comma) for text in self.texts]
        known = [number for number in numbers if number is not None]
        if len(set(known)) > 2 and 2 * len(known) > len(numbers) and any(number % 1 for number in known):
            self._all_numbers(numbers, file, heading)
            return (), None, np.array(known)[self.codes][:, None]
        texts = list(self.texts)
        if len(known) == len(texts):
            _numbers, first, places = np.unique(known, return_index=True, return_inverse=True)
            names = [texts[place] for place in first]
        else:
            names = sorted(texts)
            order = {text: place for place, text in enumerate(names)}
            places = np.array([order[text] for text in texts])
        if len(names) < 2:
            message = _("every row of {file} is of the class '{name}'").format(file=file, name=names[0])
            help = _("two classes or more are needed to tell apart")
            raise InputError(Diagnostic("one-class", message, Place(file), help))
        return tuple(names), places[self.codes], None

    def _all_numbers(self, numbers: list[float | None], file: str, heading: str) -> None:
        strange = [place for place, number in zip(self.texts.items(), numbers, strict=True) if number is None]
        if strange:
            message = _("column '{column}': '{cell}' is not a number, as the other labels are")
            raise InputError([
                Diagnostic("not-a-number", message.format(column=heading, cell=text), Place(file, line))
                for text, (_code, line) in strange[:MAX_FAULTS]
            ])  # fmt: skip
