"""How the classes of a data set become a network's targets, and its outputs become decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, SupportsFloat

import numpy as np

from nncli.data.coding_fits import outputs_do_not_fit, targets_fit, values_fit
from nncli.data.dataset import Array, DataSet, Rows
from nncli.maths.numeral import Numeral


@dataclass(frozen=True)
class Coding:
    """What the outputs mean.

    `one-hot`: an output for each class, `high` for the row's own class and `low` for the others; the largest decides.
    `one-output`: `low` for the first of two classes and `high` for the second; from the middle up it is the second.
    `values`: the numbers themselves; nothing is decided.
    """

    kind: Literal["one-hot", "one-output", "values"]
    low: float = 0.0
    high: float = 1.0
    classes: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether outputs are decisions, so that right and wrong can be counted."""
        return self.kind != "values"

    def encode(self, rows: Rows) -> Array:
        """The targets of rows: (n, outputs), in the precision of their inputs."""
        if self.kind == "values":
            if rows.values is not None:
                return rows.values
            by_class = np.array([[float(numeral)] for numeral in numerals(self.classes)])
        elif self.kind == "one-output":
            by_class = np.array([[self.low], [self.high]])
        else:
            by_class = np.where(np.eye(len(self.classes), dtype=bool), self.high, self.low)
        targets: Array = by_class.astype(rows.x.dtype)[_labels(rows)]  # by_class: (classes, outputs)
        return targets

    def decide(self, outs: Array) -> Array:
        """The class that each row of outputs (n, outputs) stands for: (n,) whole numbers; only where it `decides`."""
        assert self.decides
        one = self.kind == "one-output"
        chosen: Array = outs[:, 0] >= (self.low + self.high) / 2 if one else np.argmax(outs, axis=1)
        return chosen.astype(int, copy=False)


def coding_for(
    data: DataSet,
    outputs: int,
    activation: str,
    loss: str | None = None,
    targets: Sequence[SupportsFloat] | None = None,
) -> Coding:
    """The coding of a data set for a network whose last layer has `outputs` units of this activation.

    k classes take k outputs, and two classes also one. Low and high are `targets`; where that is left out, −1 and 1
    for tanh and 0 and 1 for all else. Where a data set's classes are more than two numbers, one output predicts the
    number itself.

    Raises:
        InputError: if the outputs, the targets or the loss do not fit.
    """
    classes = data.classes
    numbers = data.outputs if data.train.values is not None else 1
    if not classes or (outputs == 1 and len(classes) > 2 and len(numerals(classes)) == len(classes)):
        if numbers != outputs:
            raise outputs_do_not_fit(data, outputs)
        coding = Coding("values", classes=classes)
        values_fit(coding.encode(data.train), data.name, loss, targets)
        return coding
    low, high = (
        (float(targets[0]), float(targets[1])) if targets else (-1.0, 1.0) if activation == "tanh" else (0.0, 1.0)
    )
    targets_fit(low, high, loss)
    if outputs == len(classes):
        return Coding("one-hot", low, high, classes)
    if outputs == 1 and len(classes) == 2 and activation != "softmax":
        return Coding("one-output", low, high, classes)
    raise outputs_do_not_fit(data, outputs)


def coding_of_samples(targets: Array, names: Sequence[str]) -> Coding:
    """What the targets (n, outputs) of samples written out in a spec mean; `names` are those of the outputs.

    One output whose targets are all 0 and 1, or all −1 and 1, tells two classes apart. Several of which in every row
    one is 1 and all others 0 (or all others −1) tell as many classes apart. All else are numbers to be predicted.
    """
    for low in (0.0, -1.0):
        of_class = targets == 1
        if not (of_class | (targets == low)).all():
            continue
        if targets.shape[1] == 1:
            return Coding("one-output", low, 1.0, (f"{low:g}", "1"))
        if (of_class.sum(axis=1) == 1).all():
            return Coding("one-hot", low, 1.0, tuple(names))
    return Coding("values")


def numerals(classes: Sequence[str]) -> list[Numeral]:
    """Those of the classes' names that are numbers."""
    return [numeral for name in classes if (numeral := Numeral.read(name))]


def _labels(rows: Rows) -> Array:
    assert rows.labels is not None  # a set with classes has them for every row
    return rows.labels
