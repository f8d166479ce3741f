"""NumPy's .npz files: `x_train`, `y_train`, `x_test`, `y_test` as Keras names the arrays, or `x`, `y`; `X` too.

An archive from a stranger comes in by `npz`: measured before it is unpacked, and nothing in it is ever run.
"""

import math
from pathlib import Path

import numpy as np

from nncli.data.dataset import Array, DataSet, Rows
from nncli.data.idx import MAX_BYTES, fault
from nncli.data.mnist import MAX_POINTS, as_classes, known_labels, picture_set
from nncli.data.npz import DamagedError, diagnosed, names_in, read_arrays
from nncli.document.reader import read_bytes
from nncli.errors import InputError
from nncli.suggest import listed
from nncli.words import _

NAMES = (("x_train", "y_train", "x_test", "y_test"), ("x", "y"), ("X_train", "y_train", "X_test", "y_test"), ("X", "y"))
MAX_NUMBERS = 1 << 26  # of inputs: MNIST has 47 million


def read_npz(path: Path, name: str) -> DataSet:
    """The data in an .npz file; messages call it `name`.

    x is (n, inputs), or (n, height, width) for pictures, whose points are scaled from 0 … 255 to 0 … 1 as float32.
    y is (n,): whole numbers and text are classes, other numbers are to be predicted, then also (n, outputs).

    Raises:
        InputError: if the file cannot be read, is damaged, or holds something else.
    """
    content = read_bytes(path, name, MAX_BYTES)
    try:
        there = names_in(content)
        wanted = next((names for names in NAMES if set(names) <= set(there)), None)
        if wanted is None:
            message = _("{file} has no arrays x and y, nor x_train, y_train, x_test and y_test").format(file=name)
            raise fault(name, "no-such-array", message, _("it has {names}").format(names=listed(there)))
        arrays = read_arrays(content, MAX_BYTES, set(wanted))
    except DamagedError as error:
        raise InputError(diagnosed(error, name, MAX_BYTES)) from None
    return _data_set(name, *(arrays[key] for key in wanted))


def _data_set(name: str, x: Array, y: Array, test_x: Array | None = None, test_y: Array | None = None) -> DataSet:
    x, y = _checked(name, "x", x, y)
    if test_x is not None and test_y is not None:
        test_x, test_y = _checked(name, "x_test", test_x, test_y)
        if test_x.shape[1:] != x.shape[1:] or test_y.shape[1:] != y.shape[1:]:
            raise fault(name, "damaged", _("{file}: the rows to train on and to test are not alike").format(file=name))
    numbers = y.dtype.kind == "f" and (y.ndim == 2 or bool((y != np.round(y)).any()))
    if x.ndim == 3 and not numbers:
        return picture_set(name, x, y, test_x, test_y)

    def rows(of_x: Array, of_y: Array) -> Rows:
        flat = of_x.reshape(len(of_x), -1).astype(np.float64)
        if numbers:
            return Rows(flat, values=of_y.reshape(len(of_y), -1).astype(np.float64))
        return Rows(flat, known_labels(name, classes, of_y))

    classes: Array = np.array([]) if numbers else as_classes(name, y)[0]
    return DataSet(
        name=name,
        about=_("the arrays of {file}").format(file=name),
        source=name,
        licence=None,
        inputs=tuple(f"x{n + 1}" for n in range(math.prod(x.shape[1:]))),
        classes=tuple(f"{c:g}" if y.dtype.kind == "f" else str(c) for c in classes),
        train=rows(x, y),
        test=None if test_x is None or test_y is None else rows(test_x, test_y),
        image=(x.shape[1], x.shape[2]) if x.ndim == 3 else None,
    )


def _checked(name: str, key: str, x: Array, y: Array) -> tuple[Array, Array]:
    if x.ndim == 4 and x.shape[3] == 1:  # pictures with one channel
        x = x[..., 0]
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    numbers = y.dtype.kind == "f"
    if x.dtype.kind not in "uifb" or x.ndim not in (2, 3) or not x.size:
        message = _("{file}: {key} is not rows of numbers or pictures: it has the shape {shape} and the type {type}")
        raise fault(name, "not-numbers", message.format(file=name, key=key, shape=x.shape, type=x.dtype))
    if x.size > MAX_NUMBERS or x[0].size > MAX_POINTS:
        message = _("{file}: {key} has {n} rows of {k} numbers; nncli reads up to {points} in a row, and {most} in all")
        sizes = {"n": len(x), "k": x[0].size, "points": MAX_POINTS, "most": MAX_NUMBERS}
        raise fault(name, "too-large", message.format(file=name, key=key, **sizes))
    if y.dtype.kind not in "uifbU" or y.ndim not in ((1, 2) if numbers else (1,)) or len(y) != len(x):
        message = _("{file}: the labels have the shape {shape} and the type {type}, for {n} rows")
        help = _("labels are one whole number or one text for each row")
        raise fault(name, "not-labels", message.format(file=name, shape=y.shape, type=y.dtype, n=len(x)), help)
    for array in (x, y):
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise fault(name, "not-finite", _("{file} holds numbers that are infinite or missing").format(file=name))
    return x, y
