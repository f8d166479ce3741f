"""The files of a user: what stands at a path, and which reader it needs."""

from collections.abc import Sequence
from pathlib import Path

from nncli.data.csv_file import read_csv
from nncli.data.dataset import DataSet
from nncli.data.headings import are_ours
from nncli.data.idx import fault
from nncli.data.mnist import read_mnist
from nncli.data.npz_file import read_npz
from nncli.document.reader import exists
from nncli.errors import InputError
from nncli.spec.data import DATA_NAMES
from nncli.suggest import did_you_mean
from nncli.words import _


def read_data(
    file: str,
    base: Path | None = None,
    label: str | None = None,
    wanted: Sequence[Sequence[str]] = (),
    missing: str = "drop",
) -> DataSet:
    """The data at a path: a folder with MNIST's four files, an .npz file, or else a table.

    The path is looked up in `base`, the spec's folder, and then in the current folder.

    Raises:
        InputError: if there is nothing, or what is there cannot be read.
    """
    found = find_data(file, base)
    if found.is_dir():
        return read_mnist(found, file)
    if found.suffix.lower() == ".npz":
        return read_npz(found, file)
    if "idx" in found.name and "ubyte" in found.name:
        help = _("name the folder that holds all four: train-images, train-labels, t10k-images and t10k-labels")
        raise fault(file, "one-of-four", _("{file} is one of MNIST's four files").format(file=file), help)
    return read_csv(found, file, label, [names for names in wanted if names and not are_ours(names)], missing)


def find_data(file: str, base: Path | None = None) -> Path:
    """Where it lies: in `base`, or else in the current folder.

    Raises:
        InputError: if there is nothing.
    """
    found = next((path for path in ((base or Path()) / file, Path(file)) if exists(path)), None)
    if found is None:
        raise _nothing_there(file, base)
    return found


def _nothing_there(file: str, base: Path | None) -> InputError:
    message = _("there is no file {file}, and no data set of that name").format(file=file[:200])
    if file.casefold() == "mnist":
        help: str | None = _("MNIST does not come with the program: name the folder that holds its four files")
    else:
        try:
            beside = [path.name for path in sorted((base or Path()).glob("*.csv"))]
        except OSError:  # the suggestion can do without
            beside = []
        help = did_you_mean(file, [*DATA_NAMES, *beside]) or _("'nncli data' lists the data sets by name")
    return fault(file[:200], "no-such-data", message, help)
