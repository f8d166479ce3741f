"""From what a command line names to what the models take: specs, data, and the folders of runs."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

if TYPE_CHECKING:
    from nncli.data.dataset import DataSet
    from nncli.document.reader import Document, Loc
    from nncli.models.model import Model
    from nncli.spec.study import Study
    from nncli.train.keeping.model import TrainedModel
    from nncli.train.keeping.run_folder import RunFolder
    from nncli.train.setup import Setup

RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help=_("The folder of a run, as --out names it."))]
MAX_SAMPLES = 1000  # rows of a data set that are written out as samples: more than a person reads


def read_model(spec: str, changes: list[str] | None) -> "Model":
    """The model of a spec, with the changes of `--set`; of a data set the first rows as its samples.

    Raises:
        NncliError: with everything that is wrong with the file, the changes, the model or its data.
    """
    from nncli.spec.load import load_model
    from nncli.spec.study import Study

    document = read_document(spec, changes)
    network = load_model(document)
    if not isinstance(network, Study) or network.data is None:
        return network
    from nncli.cli.world import remark
    from nncli.data.samples import with_samples

    data = data_of(network, document)
    assert data is not None  # the spec names some
    remark(data.notes)
    return with_samples(network, data, MAX_SAMPLES)


def read_document(spec: str, changes: list[str] | None) -> "Document":
    """The document of a spec, with the changes of `--set`.

    Raises:
        NncliError: if the file or the changes cannot be read.
    """
    from nncli.spec.bundled import open_spec

    return changed(open_spec(spec), changes)


def changed(document: "Document", changes: list[str] | None, option: str = "--set") -> "Document":
    """The document with the changes of `--set`, or of another option that takes KEY=VALUE."""
    from nncli.document.reader import parse_loc

    for change in changes or ():
        key, equals, value = change.partition("=")
        if not equals or not key.strip():
            message = _("--set takes KEY=VALUE, not '{text}'").format(text=change)
            raise InputError(Diagnostic("bad-option", message, help=_("for example --set learning_rate=0.5")))
        origin = f"{option} {change}"
        try:
            loc = parse_loc(key.strip())
        except InputError as error:
            raise InputError([replace(fault, place=Place(origin)) for fault in error.diagnostics]) from None
        document = document.with_value(loc, value, origin)
    return document


def with_option(document: "Document", option: str, loc: "Loc", value: object) -> "Document":
    """The document with the value of an option such as --epochs at `loc`; as it is where the option is not given."""
    return document if value is None else document.with_value(loc, str(value), f"{option} {value}")


def data_of(network: "Study", document: "Document") -> "DataSet | None":
    """The data set of a spec; None where its samples are written out.

    Raises:
        InputError: if it cannot be read.
    """
    from nncli.data.loading import data_for
    from nncli.document.reader import base_of

    return data_for(network, base_of(document))


def data_path(network: "Study", document: "Document") -> Path | None:
    """Where the data file of a spec lies, if its data are a file."""
    from nncli.data.reading import find_data
    from nncli.document.reader import base_of

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


def read_data(data: str, label: str | None, model: "TrainedModel") -> "DataSet":
    """A data set by name or path, whole, with the columns that a model reads; what is to be said of it is said.

    Raises:
        InputError: if there is no such data set, or it cannot be read, or does not fit the model.
    """
    from nncli.cli.world import remark
    from nncli.data.fitting import fitted
    from nncli.data.loading import load_data
    from nncli.spec.data import DATA_NAMES, DataChoice

    choice = DataChoice(name=data) if data in DATA_NAMES else DataChoice(file=data, label=label)
    inputs = model.network.inputs
    found = fitted(load_data(choice, 0, wanted=[model.headings, inputs]), inputs, model.headings)
    remark(found.notes)
    return found


@dataclass(frozen=True)
class OpenRun:
    """The folder of a run, opened: its spec, its network and its trained model."""

    folder: "RunFolder"
    document: "Document"
    network: "Study"
    model: "TrainedModel"

    def setup(self) -> "Setup":
        """The network with the run's own data."""
        from nncli.train.setup import prepare

        return prepare(self.network, data_of(self.network, self.document))


def open_run(path: Path) -> OpenRun:
    """The folder of a run.

    Raises:
        NncliError: if it is no such folder, or something in it is missing or damaged.
    """
    from nncli.spec.load import load
    from nncli.train.keeping.run_folder import RunFolder

    folder = RunFolder.open(path)
    document = read_document(str(path / "spec.yaml"), None)
    network = load(document)
    return OpenRun(folder, document, network, folder.model(network))
