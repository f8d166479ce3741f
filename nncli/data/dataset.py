"""A data set: rows of numbers, each with the class it belongs to or the number to be predicted from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nncli.data.scaling import Scaling

Array: TypeAlias = NDArray[Any]  # of float32 or float64, or of whole numbers where a comment says so


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows of a data set: with `labels` where it has classes, with `values` where numbers are to be predicted."""

    x: Array  # (n, inputs)
    labels: Array | None = None  # (n,) whole numbers: positions in `classes`
    values: Array | None = None  # (n, outputs)

    def __len__(self) -> int:
        return len(self.x)

    def take(self, index: Array | slice) -> "Rows":
        """The rows at these positions, in this order."""
        return Rows(
            self.x[index],
            None if self.labels is None else self.labels[index],
            None if self.values is None else self.values[index],
        )

    def astype(self, dtype: DTypeLike) -> "Rows":
        """The same rows in another precision; labels stay whole numbers."""
        values = None if self.values is None else self.values.astype(dtype, copy=False)
        return Rows(self.x.astype(dtype, copy=False), self.labels, values)


@dataclass(frozen=True, eq=False)
class DataSet:
    """Rows to train on, and where there are any, rows for validation and for the test."""

    name: str
    about: str
    source: str
    licence: str | None  # None: there is nothing to license, or we do not know
    inputs: tuple[str, ...]
    classes: tuple[str, ...]  # () where numbers are to be predicted
    train: Rows
    validation: Rows | None = None
    test: Rows | None = None
    image: tuple[int, int] | None = None  # (height, width) where a row is a picture
    scaling: Scaling | None = None  # where the inputs are standardised: new inputs are to be scaled the same way
    label: str = "label"  # what is learned: the heading of a CSV file's column
    notes: tuple[str, ...] = ()  # what was guessed or left out when the data were read: a sentence each

    @property
    def outputs(self) -> int:
        """How many numbers are to be predicted for a row; 0 where it belongs to a class."""
        return 0 if self.train.values is None else int(self.train.values.shape[1])

    def with_columns(self, places: Sequence[int]) -> "DataSet":
        """The same data with these of its columns, in this order."""
        places = list(places)
        if places == list(range(len(self.inputs))):
            return self

        def chosen(rows: Rows | None) -> Rows | None:
            return None if rows is None else replace(rows, x=rows.x[:, places])

        scaling = self.scaling and Scaling(self.scaling.mean[places], self.scaling.deviation[places])
        train = replace(self.train, x=self.train.x[:, places])
        validation, test = chosen(self.validation), chosen(self.test)
        inputs = tuple(self.inputs[place] for place in places)
        return replace(self, inputs=inputs, train=train, validation=validation, test=test, scaling=scaling)

    def counts(self) -> tuple[int, ...]:
        """How many training rows each class has."""
        if self.train.labels is None:
            return ()
        return tuple(int(n) for n in np.bincount(self.train.labels, minlength=len(self.classes)))
