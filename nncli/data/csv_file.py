"""Tables in text files, as people have them: a row on each line, with the class it belongs to.

Cells stand apart by commas, semicolons, tabs or blanks, as the first line has them; where it is not commas, a number
may be written with a decimal comma. Whatever is guessed on the way is told in the data set's notes.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nncli.data.csv_column import Column
from nncli.data.csv_head import LABEL
from nncli.data.csv_inputs import Inputs, all_inputs, chosen_inputs, no_gaps, whole_rows
from nncli.data.csv_labels import read_labels
from nncli.data.csv_table import Table, read_table
from nncli.data.csv_target import target_of
from nncli.data.dataset import Array, DataSet, Rows
from nncli.data.fitting import by_position, inputs_do_not_fit, some_names_fit
from nncli.data.headings import heading_of
from nncli.errors import Diagnostic, InputError, Place
from nncli.suggest import listed
from nncli.words import _, listing

MAX_NAMED = 6


def read_csv(
    path: Path, name: str, label: str | None = None, wanted: Sequence[Sequence[str]] = (), missing: str = "drop"
) -> DataSet:
    """The data in a table, which messages call `name`; `label` is the heading of what is learned.

    Of the lists of names in `wanted` the first that the table has columns for chooses its inputs; with none of them all
    columns are inputs. Rows with a missing cell are left out, or with `missing: mean` it is filled.
    Whether labels are classes or numbers to be predicted: see `read_labels`.

    Raises:
        InputError: if the file cannot be read, or with every column that is at fault.
    """
    table = read_table(path, name, label, tuple(each for names in wanted for each in names))
    columns, head, notes = table.columns, table.head, table.notes
    inputs = next((found for names in wanted if (found := chosen_inputs(columns, names, name))), None)
    taken = () if inputs is None else inputs.gaps
    target, said = target_of(columns, table.kinds, taken, label, name, head.line, named=head.named)
    if not head.named:
        said = [_call(columns, target, as_guessed=label is None and inputs is None)]
    if inputs is None:
        inputs = all_inputs(columns, table.kinds, target, name)
    if inputs.faults:
        raise InputError(inputs.faults)
    learned = columns[target]
    keep, x = whole_rows(inputs, learned.missing, learned.heading, missing, name)
    classes, labels, values = read_labels(learned, keep, name, head.classes, decimal_comma=table.decimal_comma)
    return DataSet(
        name=name,
        about=_("the rows of {file}").format(file=name),
        source=name,
        licence=None,
        inputs=tuple(inputs.names),
        classes=classes,
        train=Rows(np.ascontiguousarray(x[keep]), labels, values),
        label=learned.heading,
        notes=(*notes, *said, *inputs.notes),
    )


def _call(columns: Sequence[Column], target: int, *, as_guessed: bool) -> str:
    """Gives columns without headings their names, where nobody has used any yet; what they are called."""
    if as_guessed:
        rest = (column for n, column in enumerate(columns) if n != target)
        for n, column in enumerate(rest):
            column.heading = f"x{n + 1}"
        columns[target].heading = LABEL
    names = [column.heading for column in columns]
    if len(names) > MAX_NAMED:
        names = [*names[:2], "…", *names[-2:]]
    return _("the columns are called {names}, and {label} is learned").format(
        names=listing(names), label=columns[target].heading
    )


def read_inputs(path: Path, name: str, wanted: Sequence[Sequence[str]]) -> tuple[Array, list[str]]:
    """Inputs alone, to predict from: (n, inputs), and what is to be said of how they were read.

    The columns of the first of the lists `wanted` that the table has; or all its columns, if there are as many.

    Raises:
        InputError: if the file cannot be read, or has no such columns, or with every column that is at fault.
    """
    table = read_table(path, name, None, tuple(each for names in wanted for each in names))
    inputs = next((found for names in wanted if (found := chosen_inputs(table.columns, names, name))), None)
    if inputs is None:
        inputs = _by_position(table, name, wanted)
    faults = [*inputs.faults, *no_gaps(table.columns, inputs, name)]
    if faults:
        raise InputError(faults)
    return inputs.x, [*table.notes, *inputs.notes]


def _by_position(table: Table, name: str, wanted: Sequence[Sequence[str]]) -> Inputs:
    headings = [column.heading for column in table.columns]
    n = len(wanted[-1])
    for names in wanted:
        if any(heading_of(each, headings) for each in names) and table.head.named:
            known = [column for column in headings if column]
            raise some_names_fit(name, known, names) or inputs_do_not_fit(name, known, names)
    columns = [column for column in table.columns if column.heading]
    if len(columns) == n + 1 and not table.head.named:  # the last is what was learned
        columns = columns[:-1]
    if len(columns) != n:
        message = _("{file} has {n} columns, and the model reads {inputs}").format(
            file=name, n=len(columns), inputs=listed(wanted[0])
        )
        help = _("give the columns these names; what else is in the file is then left aside")
        raise InputError(Diagnostic("inputs-do-not-fit", message, Place(name, table.head.line), help))
    inputs = Inputs()
    for column in columns:
        inputs.numbers(column, name)
    inputs.notes.append(by_position(name, inputs.names, wanted[0]))
    return inputs
