"""The inputs of a table: columns of numbers as they are, columns of words as inputs of 0 and 1, and no gaps left."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from nncli.data.csv_column import Column
from nncli.data.csv_head import MAX_COLUMNS
from nncli.data.csv_kinds import MAX_SHOWN, Kind, categories, left_out, not_numbers, one_hot
from nncli.data.dataset import Array
from nncli.data.headings import ONE_HOT, heading_of
from nncli.errors import Diagnostic, InputError, Place
from nncli.suggest import did_you_mean, listed
from nncli.words import _, clauses, ngettext


@dataclass
class Inputs:
    """What becomes of the columns: `x` (n, inputs) with NaN where a cell is missing."""

    names: list[str] = field(default_factory=list)
    parts: list[Array] = field(default_factory=list)  # (n,) each
    gaps: dict[str, Array] = field(default_factory=dict)  # (n,) whether the cell is missing, by heading
    notes: list[str] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)

    @property
    def x(self) -> Array:
        """(n, inputs)."""
        return np.column_stack(self.parts)

    def numbers(self, column: Column, file: str, name: str | None = None) -> None:
        """A column of numbers."""
        if column.strange():
            self.faults.append(not_numbers(column, file))
        self._add(column.heading, name or column.heading, column.missing, column.numbers)

    def words(self, column: Column, kinds: Sequence[str]) -> None:
        """A column of words: an input for each of these, and no 1 where the cell is missing."""
        texts, missing = column.texts(), column.missing
        for word in kinds:
            self._add(column.heading, f"{column.heading}{ONE_HOT}{word}", missing, (texts == word).astype(float))

    def _add(self, heading: str, name: str, missing: Array, numbers: Array) -> None:
        self.names.append(name)
        self.parts.append(numbers)
        self.gaps[heading] = missing


def all_inputs(columns: Sequence[Column], kinds: Sequence[Kind], target: int | None, file: str) -> Inputs:
    """Every column but the one that is learned, as its kind has it."""
    inputs = Inputs()
    for n, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
        if n == target:
            continue
        if kind in (Kind.NUMBERS, Kind.FAULTY):
            inputs.numbers(column, file)
        elif kind is Kind.WORDS:
            words = categories(column)
            inputs.words(column, words)
            inputs.notes.append(one_hot(column, words))
        else:
            inputs.notes.append(left_out(column, n, kind))
    if len(inputs.names) > MAX_COLUMNS:
        message = _("{file} has {n} columns, and nncli reads up to {most}")
        raise InputError(
            Diagnostic("too-large", message.format(file=file, n=len(inputs.names), most=MAX_COLUMNS), Place(file))
        )
    if not inputs.names:
        message = _("{file} has no column that can be an input").format(file=file)
        raise InputError(Diagnostic("too-few", message, Place(file), clauses(inputs.notes)))
    return inputs


def chosen_inputs(columns: Sequence[Column], names: Sequence[str], file: str) -> Inputs | None:
    """The inputs of these names, in this order; None if some name means no column."""
    headings = [column.heading for column in columns]
    found = [heading_of(name, headings) for name in names]
    places = [each for each in found if each is not None]
    if len(places) < len(names) or len(set(places)) < len(places):
        return None
    inputs = Inputs()
    known: dict[int, list[str]] = {}
    for place, word in places:
        if word is not None:
            known.setdefault(place, []).append(word)
    for place, word in places:
        column = columns[place]
        if word is None:
            inputs.numbers(column, file, column.heading)
        else:
            inputs.words(column, [word])
    inputs.faults += [fault for place, words in known.items() for fault in _unknown(columns[place], words, file)]
    return inputs


def _unknown(column: Column, words: list[str], file: str) -> list[Diagnostic]:
    strangers = [word for word in categories(column) if word not in words]
    if not strangers:
        return []
    line = column.words[strangers[0]][1] if strangers[0] in column.words else None
    message = _("column '{column}': '{cell}' is none of the words that the model was trained with")
    shown = strangers[0] if len(strangers[0]) <= MAX_SHOWN else strangers[0][:MAX_SHOWN] + "…"
    help = did_you_mean(strangers[0], words) or _("it knows {names}").format(names=listed(words))
    return [
        Diagnostic("unknown-word", message.format(column=column.heading, cell=shown), Place(file, line), help)
    ]  # fmt: skip


def whole_rows(inputs: Inputs, of_label: Array | None, label: str, missing: str, file: str) -> tuple[Array, Array]:
    """Which rows stay (n,), and x (n, inputs) of all rows with its gaps filled where `missing` is "mean".

    Raises:
        InputError: if no row would stay.
    """
    x = inputs.x
    n = len(x)
    gaps = {heading: gap for heading, gap in inputs.gaps.items() if gap.any()}
    keep = np.ones(n, bool) if of_label is None else ~of_label
    if gaps and missing == "mean":
        with np.errstate(all="ignore"):
            mean = np.nansum(x[keep], axis=0) / np.maximum((~np.isnan(x[keep])).sum(axis=0), 1)
        x = np.where(np.isnan(x), mean, x)
        counts = [_("{name} {n}").format(name=heading, n=int(gap.sum())) for heading, gap in gaps.items()]
        inputs.notes.append(
            _("missing cells are filled with their column's mean: {columns}").format(columns=listed(counts))
        )
    else:
        for gap in gaps.values():
            keep &= ~gap
    if (lost := n - int(keep.sum())) > 0:
        which = {} if missing == "mean" else dict(gaps)
        if of_label is not None and of_label.any():
            which[label] = of_label
        counts = [_("{name} {n}").format(name=heading, n=int(gap.sum())) for heading, gap in which.items()]
        message = ngettext(
            "{lost} of {n} row has a missing cell and is left out: {columns}",
            "{lost} of {n} rows have a missing cell and are left out: {columns}",
            n,
        ).format(lost=lost, n=n, columns=listed(counts))
        if lost == n:
            help = _("'missing: mean' fills them; 'inputs' can name the columns that are whole")
            raise InputError(Diagnostic("missing-cell", message, Place(file), help))
        inputs.notes.append(message)
    return keep, x


def no_gaps(columns: Sequence[Column], inputs: Inputs, file: str) -> list[Diagnostic]:
    """A fault for each column with a missing cell, where every row must stay."""
    faults = []
    for column in columns:
        gap = inputs.gaps.get(column.heading)
        if gap is not None and gap.any():
            code = int(column.codes[int(np.argmax(gap))])
            line = next((line for of_word, line in column.words.values() if of_word == code), None)
            message = _("column '{column}' is empty here").format(column=column.heading)
            faults.append(Diagnostic("missing-cell", message, Place(file, line), _("fill it in, or leave the row out")))
    return faults
