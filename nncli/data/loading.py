"""From what a spec says of its data to the data: read or made, cut to size, split and scaled."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike

from nncli.data.dataset import DataSet, Rows
from nncli.data.digits import digits
from nncli.data.fitting import fitted
from nncli.data.flowers_and_wines import ABOUT, flowers_or_wines
from nncli.data.logic import ANSWERS, logic
from nncli.data.playground import MAX_NOISE, SETS, playground
from nncli.data.reading import read_data
from nncli.data.scaling import Scaling
from nncli.data.splits import some, split
from nncli.data.watermelon import watermelon
from nncli.errors import Diagnostic, InputError
from nncli.spec.data import DATA_NAMES, DataChoice
from nncli.spec.study import Study
from nncli.suggest import did_you_mean
from nncli.words import _, listing, ngettext

MAX_MADE = 1_000_000


def load_data(
    choice: DataChoice,
    seed: int,
    base: Path | None = None,
    dtype: DTypeLike | None = None,
    wanted: Sequence[Sequence[str]] = (),
) -> DataSet:
    """The data that a spec chooses; of a table only the columns that are `wanted`: see `read_csv`.

    A file is looked for in `base`, the spec's folder, and then in the current folder. `choice.seed` stands before
    `seed`. Without a `dtype` numbers are float64, and the pictures of MNIST float32.

    A set that has a test part of its own, as MNIST has, keeps it: `rows` and `validation` then speak of the training
    rows, and a `test` share is an error.

    Raises:
        InputError: if there is no such data set or file, or it does not have what is asked of it.
    """
    seed = seed if choice.seed is None else choice.seed
    data = _whole(choice, seed, base, wanted)
    made = choice.name in SETS
    if choice.rows is not None and not made:
        data = replace(data, train=_some(data, choice.rows, seed))
    if data.test is not None and choice.test:
        message = _("'{name}' has a test part of its own").format(name=data.name)
        raise InputError(Diagnostic("has-a-test", message, help=_("leave 'test' out")))
    train, validation, test = split(data.train, choice.validation, choice.test, seed)
    data = replace(data, train=train, validation=validation, test=data.test if test is None else test)
    if choice.standardise:
        data = standardised(data)
    return data if dtype is None else _in_precision(data, dtype)


def data_for(network: Study, base: Path | None) -> DataSet | None:
    """The data set that a network's spec names, with the columns that its inputs name; None where it names none.

    Raises:
        InputError: as `load_data` does, or if the columns do not fit the inputs.
    """
    if network.data is None:
        return None
    return fitted(load_data(network.data, network.seed, base, wanted=[network.inputs]), network.inputs)


def standardised(data: DataSet) -> DataSet:
    """The data with its inputs scaled by the mean and deviation of its training rows."""
    scaling = Scaling.of(data.train.x)

    def scaled(rows: Rows | None) -> Rows | None:
        return None if rows is None else replace(rows, x=scaling.apply(rows.x))

    train = replace(data.train, x=scaling.apply(data.train.x))
    return replace(data, train=train, validation=scaled(data.validation), test=scaled(data.test), scaling=scaling)


def _whole(choice: DataChoice, seed: int, base: Path | None, wanted: Sequence[Sequence[str]]) -> DataSet:
    name = choice.name
    if name in SETS:
        if choice.rows is not None and choice.rows > MAX_MADE:
            message = _("a playground set has up to {most} rows, and not {rows}")
            raise InputError(Diagnostic("out-of-range", message.format(most=MAX_MADE, rows=choice.rows)))
        if not 0 <= choice.noise <= MAX_NOISE:
            raise InputError(Diagnostic("out-of-range", _("noise goes from 0 to {most}").format(most=MAX_NOISE)))
        return playground(name, seed, choice.rows, choice.noise, choice.features or ("x", "y"))
    if name is not None:
        return named(name)
    if choice.file is not None:
        return read_data(choice.file, base, choice.label, wanted, choice.missing)
    raise InputError(Diagnostic("no-data", _("give one of 'name' and 'file', and not both")))


def named(name: str, seed: int = 0) -> DataSet:
    """A data set by its name, as it is without any settings.

    Raises:
        InputError: if there is none of that name.
    """
    if name in ANSWERS:
        return logic(name)
    if name in SETS:
        return playground(name, seed)
    if name.startswith("watermelon-") and name in DATA_NAMES:
        return watermelon(name)
    if name in ABOUT:
        return flowers_or_wines(name)
    if name == "digits":
        return digits()
    message = _("there is no data set '{name}'").format(name=name[:100])
    help = did_you_mean(name, DATA_NAMES) or _("there are {names}").format(names=listing(DATA_NAMES))
    raise InputError(Diagnostic("no-such-data", message, help=help))


def _some(data: DataSet, n: int, seed: int) -> Rows:
    there = len(data.train)
    if not 1 <= n <= there:
        message = ngettext(
            "'{name}' has {there} row, and not {n}", "'{name}' has {there} rows, and not {n}", there
        ).format(name=data.name, there=there, n=n)
        raise InputError(Diagnostic("too-few-rows", message, help=_("'rows' is how many of them to take")))
    return some(data.train, n, seed)


def _in_precision(data: DataSet, dtype: DTypeLike) -> DataSet:
    """The data with all its numbers of this type.

    Raises:
        InputError: if a number is too large for it.
    """

    def cast(rows: Rows) -> Rows:
        with np.errstate(over="ignore"):
            rows = rows.astype(dtype)
        if not np.isfinite(rows.x).all() or not (rows.values is None or np.isfinite(rows.values).all()):
            message = _("'{name}' has numbers that are too large for {type}")
            type_name = np.dtype(dtype).name
            raise InputError(Diagnostic("out-of-range", message.format(name=data.name, type=type_name)))
        return rows

    validation, test = (None if rows is None else cast(rows) for rows in (data.validation, data.test))
    return replace(data, train=cast(data.train), validation=validation, test=test)
