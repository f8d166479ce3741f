"""MNIST, or any set of pictures in the same four files: a folder of pictures and labels to train on, and to test.

60,000 and 10,000 handwritten digits of 28×28 points (LeCun, Cortes and Burges, 1998). The program does not bring them;
Fashion-MNIST and the parts of EMNIST come in the same form.
"""

from pathlib import Path

import numpy as np

from nncli.data.dataset import Array, DataSet, Rows
from nncli.data.idx import fault, read_idx
from nncli.document.reader import exists
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

MAX_POINTS = 1 << 18  # of a picture: 512×512
# The files by what they hold, each with its number of dimensions.
FILES = {"train-images": 3, "train-labels": 1, "t10k-images": 3, "t10k-labels": 1}


def read_mnist(folder: Path, name: str) -> DataSet:
    """The pictures of a folder, row by row, their points scaled from 0 … 255 to 0 … 1 as float32.

    Files are called `train-images-idx3-ubyte` or `train-images.idx3-ubyte`, with or without `.gz`.

    Raises:
        InputError: if a file is missing or damaged, or they do not fit each other.
    """
    paths = {stem: _find(folder, stem, dimensions) for stem, dimensions in FILES.items()}
    missing = [stem for stem, path in paths.items() if path is None]
    if missing:
        raise InputError([_missing(folder, name, stem) for stem in missing])
    arrays = {stem: read_idx(path, FILES[stem]) for stem, path in paths.items() if path}
    for part in ("train", "t10k"):
        pictures, labels = len(arrays[f"{part}-images"]), len(arrays[f"{part}-labels"])
        if pictures != labels or not pictures:
            message = _("{file} holds {labels} labels for {pictures} pictures")
            file = str(paths[f"{part}-labels"])
            raise fault(file, "damaged", message.format(file=file, labels=labels, pictures=pictures))
    if arrays["train-images"].shape[1:] != arrays["t10k-images"].shape[1:]:
        file = str(paths["t10k-images"])
        raise fault(file, "damaged", _("the pictures to train on and to test are not of one size"))
    return picture_set(
        name, arrays["train-images"], arrays["train-labels"], arrays["t10k-images"], arrays["t10k-labels"]
    )  # fmt: skip


def picture_set(name: str, x: Array, y: Array, test_x: Array | None = None, test_y: Array | None = None) -> DataSet:
    """A set of pictures (n, height, width) with points of 0 … 255, or of 0 … 1 where they are floats, and labels (n,).

    Raises:
        InputError: if the labels are fewer than two classes, or the test has others, or a picture is too large.
    """
    height, width = x.shape[1:]
    if height * width > MAX_POINTS:
        message = _("{file} holds pictures of {height}×{width} points, and nncli reads up to {most}")
        raise fault(name, "too-large", message.format(file=name, height=height, width=width, most=MAX_POINTS))
    classes, labels = as_classes(name, y)
    test = None
    if test_x is not None and test_y is not None:
        test = Rows(_points(test_x), known_labels(name, classes, test_y))
    return DataSet(
        name=name,
        about=_("pictures of {height}×{width} points").format(height=height, width=width),
        source=name,
        licence=None,
        inputs=tuple(f"p{row}_{column}" for row in range(height) for column in range(width)),
        classes=tuple(str(c) for c in classes),
        train=Rows(_points(x), labels),
        test=test,
        image=(height, width),
    )


def as_classes(name: str, y: Array) -> tuple[Array, Array]:
    """The classes that labels (n,) name, in order: (k,); and the labels as positions among them: (n,).

    Raises:
        InputError: if there are fewer than two.
    """
    classes, labels = np.unique(y, return_inverse=True)
    if len(classes) < 2:
        message = _("every row of {file} is of the class '{name}'").format(file=name, name=classes[0])
        raise fault(name, "one-class", message, _("two classes or more are needed to tell apart"))
    return classes, labels.reshape(-1)


def known_labels(name: str, classes: Array, y: Array) -> Array:
    """The labels of a test (n,) as positions among the classes of the rows to train on.

    Raises:
        InputError: if one is not among them.
    """
    unknown = np.setdiff1d(y, classes)
    if len(unknown):
        message = _("{file}: the class '{name}' of the test has no row to train on").format(file=name, name=unknown[0])
        raise fault(name, "damaged", message)
    return np.searchsorted(classes, y)


def _points(x: Array) -> Array:
    """Pictures (n, height, width) → rows (n, height·width) of float32."""
    darkest = np.float32(255 if x.dtype.kind in "ui" else 1)
    rows: Array = np.divide(x.reshape(len(x), -1), darkest, dtype=np.float32, casting="same_kind")
    return rows


def _find(folder: Path, stem: str, dimensions: int) -> Path | None:
    names = (f"{stem}{sign}idx{dimensions}-ubyte{ending}" for sign in "-." for ending in ("", ".gz"))
    return next((folder / name for name in names if exists(folder / name)), None)


def _missing(folder: Path, name: str, stem: str) -> Diagnostic:
    file = f"{stem}-idx{FILES[stem]}-ubyte"
    message = _("the folder {folder} has no file {file}").format(folder=name, file=file)
    return Diagnostic("no-such-file", message, Place(name), _("with or without the ending .gz"))
