"""Which column of a data set goes to which input of a network: by headings where they fit, else by position, and told.

A trained model remembers the headings of the table that it learned from; a spec names its inputs. Where all of either
are there, columns are taken by them, in whatever order, and what else is there stays aside. Where some are there and
others are not, a guess could only be wrong in silence: that is an error. Where none is, position decides.
"""

from collections.abc import Sequence
from dataclasses import replace

from nncli.data.dataset import DataSet
from nncli.data.headings import are_ours, heading_of, place_of, places_of
from nncli.errors import Diagnostic, InputError
from nncli.suggest import did_you_mean, listed
from nncli.words import _, ngettext


def fitted(data: DataSet, inputs: Sequence[str], headings: Sequence[str] = ()) -> DataSet:
    """The data with the columns that a network reads, in its order; `headings` are those that a model remembers.

    Raises:
        InputError: if it has another number of inputs, or some of the names but not all of them.
    """
    ours = are_ours(inputs)
    for names in (headings, inputs):
        places = places_of(names, data.inputs)
        if places is not None and (len(places) == len(data.inputs) or names is headings or not ours):
            return data.with_columns(places)
    for names in (headings, inputs):
        if (error := some_names_fit(data.name, data.inputs, names)) is not None:
            raise error
    if len(data.inputs) != len(inputs):
        raise inputs_do_not_fit(data.name, data.inputs, inputs)
    if ours and not headings:
        return data
    note = by_position(data.name, data.inputs, headings or inputs)
    return data if note in data.notes else replace(data, notes=(*data.notes, note))


def by_position(name: str, columns: Sequence[str], inputs: Sequence[str]) -> str:
    """What is said where position decides."""
    message = _(
        "'{name}' has none of the columns {inputs}: its columns {columns} are read in their place, in this order"
    )
    return message.format(name=name, inputs=listed(inputs), columns=listed(columns))


def inputs_do_not_fit(name: str, columns: Sequence[str], inputs: Sequence[str]) -> InputError:
    """The error where a data set has another number of inputs than a network."""
    theirs, ours = len(columns), len(inputs)
    message = _("the data set '{name}' has {data}, and the network has {network}").format(
        name=name,
        data=ngettext("{n} input", "{n} inputs", theirs).format(n=theirs),
        network=ngettext("{n} input", "{n} inputs", ours).format(n=ours),
    )
    help = _("the data set's inputs are {names}").format(names=listed(columns))
    return InputError(Diagnostic("inputs-do-not-fit", message, help=help))


def some_names_fit(name: str, columns: Sequence[str], inputs: Sequence[str]) -> InputError | None:
    """The error where some columns have the names of inputs and others are missing: by position would be a guess."""
    missing = [each for each in inputs if heading_of(each, columns) is None]
    if not missing or len(missing) == len(inputs):
        return None
    message = ngettext(
        "'{name}' has no column {names}, though it has other inputs of the network by name",
        "'{name}' has no columns {names}, though it has other inputs of the network by name",
        len(missing),
    ).format(name=name, names=listed(missing))
    taken = {place_of(each, columns) for each in inputs}
    left = [column for n, column in enumerate(columns) if n not in taken]
    near = did_you_mean(missing[0], left)
    help = near or (_("the columns with other names are {names}").format(names=listed(left)) if left else None)
    return InputError(Diagnostic("inputs-do-not-fit", message, help=help))
