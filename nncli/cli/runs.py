"""What several commands about training share: data, and folders of runs."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.words import _

if TYPE_CHECKING:
    from nncli.data.dataset import DataSet
    from nncli.document.reader import Document
    from nncli.spec.network import Network
    from nncli.train.keeping.model import Model
    from nncli.train.keeping.run_folder import RunFolder
    from nncli.train.setup import Setup

RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help=_("The folder of a run, as --out names it."))]


def base_of(document: "Document") -> Path | None:
    """The folder that a data file of a spec is looked for in first: where the spec lies."""
    file = Path(document.file)
    return file.parent if file.is_file() else None


def data_of(network: "Network", document: "Document") -> "DataSet | None":
    """The data set of a spec; None where its samples are written out.

    Raises:
        InputError: if it cannot be read.
    """
    from nncli.data.loading import load_data

    return load_data(network.data, network.seed, base_of(document)) if network.data else None


def data_path(network: "Network", document: "Document") -> Path | None:
    """Where the data file of a spec lies, if its data are a file."""
    from nncli.data.reading import find_data

    return find_data(network.data.file, base_of(document)) if network.data and network.data.file else None


def with_data(document: "Document", data: str) -> "Document":
    """The spec with other data, by name or by path as seen from here; how they are split and scaled stays."""
    from nncli.document.reader import exists
    from nncli.spec.data import DATA_NAMES

    origin = f"--data {data}"
    document = document.without("samples")
    known = document.data.get("data") if isinstance(document.data, dict) else None
    there = exists(Path(data))  # from here, and not from where the spec lies
    key, value = ("name", data) if data in DATA_NAMES else ("file", str(Path(data).absolute()) if there else data)
    if not isinstance(known, dict):
        return document.with_value(("data",), json.dumps({key: value}), origin)
    for old in ("name", "file"):
        document = document.without("data", old)
    return document.with_value(("data", key), json.dumps(value), origin)


def read_data(data: str, label: str | None = None) -> "DataSet":
    """A data set by name or path, whole, as it is.

    Raises:
        InputError: if there is no such data set, or it cannot be read.
    """
    from nncli.data.loading import load_data
    from nncli.spec.data import DATA_NAMES, DataChoice

    choice = DataChoice(name=data) if data in DATA_NAMES else DataChoice(file=data, label=label)
    return load_data(choice, 0)


@dataclass(frozen=True)
class OpenRun:
    """The folder of a run, opened: its spec, its network and its trained model."""

    folder: "RunFolder"
    document: "Document"
    network: "Network"
    model: "Model"

    def setup(self) -> "Setup":
        """The network with the run's own data."""
        from nncli.train.setup import prepare

        return prepare(self.network, data_of(self.network, self.document))


def open_run(path: Path) -> OpenRun:
    """The folder of a run.

    Raises:
        NncliError: if it is no such folder, or something in it is missing or damaged.
    """
    from nncli.cli.options import read_document
    from nncli.spec.load import load
    from nncli.train.keeping.run_folder import RunFolder

    folder = RunFolder.open(path)
    document = read_document(str(path / "spec.yaml"), None)
    network = load(document)
    return OpenRun(folder, document, network, folder.model(network))
