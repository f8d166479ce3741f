"""How good a trained model is on some data: its loss, its accuracy, and which classes it takes for which."""

from dataclasses import dataclass

import numpy as np

from nncli.data.dataset import DataSet, Rows
from nncli.errors import Diagnostic, InputError
from nncli.train.arrays.layout import Array
from nncli.train.arrays.passes import evaluate
from nncli.train.engine import Examples
from nncli.train.keeping.model import TrainedModel
from nncli.words import _, listing


@dataclass(frozen=True)
class Judgement:
    """The mean loss over n rows; where there are classes, `confusion[right][decided]` counts them (k, k)."""

    name: str
    n: int
    loss: float
    confusion: Array | None

    @property
    def right(self) -> int | None:
        """How many rows are decided right."""
        return None if self.confusion is None else int(np.trace(self.confusion))

    @property
    def accuracy(self) -> float | None:
        """The share of rows that are decided right."""
        return None if self.right is None else self.right / self.n


def judge(model: TrainedModel, data: DataSet, rows: Rows, name: str) -> Judgement:
    """The model on some rows of a data set that is `fitted` to it, whose inputs are scaled as the model's were.

    Raises:
        InputError: if the data do not fit the model: its classes, or what it predicts.
    """
    coding = model.coding
    if coding.decides and rows.labels is not None:
        labels = _in_classes(rows.labels, data, coding.classes)
        targets = coding.encode(Rows(rows.x, labels))
    elif rows.values is not None and rows.values.shape[1] == len(model.network.outputs):
        targets = rows.values
    elif not coding.decides and coding.classes and rows.labels is not None:
        targets = coding.encode(Rows(rows.x, _in_classes(rows.labels, data, coding.classes)))
    else:
        message = _("'{name}' does not have what this model predicts").format(name=data.name)
        raise InputError(Diagnostic("outputs-do-not-fit", message))
    dtype = model.parameters.dtype
    x = np.ascontiguousarray(rows.x, dtype)
    done = evaluate(model.passes(), Examples(x, np.ascontiguousarray(targets, dtype)))
    confusion = None
    if coding.decides:
        k = len(coding.classes)
        pairs = coding.decide(targets) * k + coding.decide(done.outputs)
        confusion = np.bincount(pairs, minlength=k * k).reshape(k, k)
    return Judgement(name, len(rows), done.loss, confusion)


def _in_classes(labels: Array, data: DataSet, classes: tuple[str, ...]) -> Array:
    """Labels of a data set as positions in the model's classes, by name."""
    strangers = [name for name in data.classes if name not in classes]
    if strangers:
        message = _("the model does not know the class '{name}' of '{data}'").format(name=strangers[0], data=data.name)
        raise InputError(
            Diagnostic("unknown-class", message, help=_("it knows {names}").format(names=listing(classes)))
        )
    return np.array([classes.index(name) for name in data.classes])[labels]
