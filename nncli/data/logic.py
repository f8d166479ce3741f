"""Logic gates as data sets: every input there is, 00 01 10 11, and what the gate answers.

AND, OR and NOT can be separated by a line, so a perceptron learns them; XOR cannot, and needs a hidden layer.
"""

import numpy as np

from nncli.data.dataset import DataSet, Rows
from nncli.words import N_, _

# The answers to 00 01 10 11; to 0 1 for NOT.
ANSWERS: dict[str, tuple[int, ...]] = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "not": (1, 0), "xor": (0, 1, 1, 0)}
ABOUT = {
    "and": N_("1 where both inputs are 1; a line separates it"),
    "or": N_("1 where an input is 1; a line separates it"),
    "not": N_("1 where its one input is 0"),
    "xor": N_("1 where the inputs differ; no line separates it"),
}


def logic(name: str) -> DataSet:
    """The data set of a gate: `and`, `or`, `not` or `xor`."""
    answers = ANSWERS[name]
    inputs = ("x1",) if len(answers) == 2 else ("x1", "x2")
    bits = [[float(bit) for bit in f"{row:0{len(inputs)}b}"] for row in range(len(answers))]
    return DataSet(
        name=name,
        about=_(ABOUT[name]),
        source=_("the gate's truth table"),
        licence=None,
        inputs=inputs,
        classes=("0", "1"),
        train=Rows(np.array(bits), np.array(answers)),
    )
