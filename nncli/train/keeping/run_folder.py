"""The folder of a run: the spec as it was run, checkpoints, the history, and the trained model.

spec.yaml       the spec with all that the command line changed; data files by their whole path
checkpoint.npz  all that `--resume` goes on from
history.csv     a row for each evaluation; history.json holds the same
model.npz       the parameters to use, layer by layer
run.json        which program, engine and libraries; how the run ended
"""

import csv
import io
import json
import math
import time
from pathlib import Path
from typing import Any

import numpy as np

from nncli import __version__
from nncli.document.reader import read_bytes
from nncli.errors import Diagnostic, InputError, Place
from nncli.spec.study import Study
from nncli.train.history import History
from nncli.train.keeping.files import npz, read_npz, write_whole
from nncli.train.keeping.model import TrainedModel
from nncli.train.keeping.records import AboutRun
from nncli.train.loop import Outcome
from nncli.train.state import State
from nncli.words import _

SCHEMA = 1
SPEC = "spec.yaml"


class RunFolder:
    """Writes a checkpoint at most every `seconds`, and everything when the run ends."""

    def __init__(self, path: Path, seconds: float = 10.0) -> None:
        self.path = path
        self._seconds = seconds
        self._last = time.monotonic()

    @classmethod
    def create(cls, path: Path, spec: str, seconds: float = 10.0) -> "RunFolder":
        """A new folder with the spec in it.

        Raises:
            InputError: if something is there already, or nothing can be written there.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            if any(path.iterdir()):
                message = _("{folder} is already there, and is left as it is").format(folder=path)
                help = _("name another folder, or go on with the run in it: --resume {folder}").format(folder=path)
                raise InputError(Diagnostic("file-exists", message, help=help))
        except OSError as error:
            message = _("{folder} cannot be made: {reason}").format(folder=path, reason=error.strerror)
            raise InputError(Diagnostic("cannot-write", message)) from None
        folder = cls(path, seconds)
        folder.write_spec(spec)
        return folder

    @classmethod
    def open(cls, path: Path, seconds: float = 10.0) -> "RunFolder":
        """A folder that a run has left.

        Raises:
            InputError: if it is none.
        """
        if not (path / SPEC).is_file():
            message = _("{folder} is no folder of a run: there is no spec.yaml in it").format(folder=path)
            help = _("'nncli train SPEC --out {folder}' makes one").format(folder=path)
            raise InputError(Diagnostic("no-run", message, help=help))
        return cls(path, seconds)

    def write_spec(self, spec: str) -> None:
        """Replaces the spec, for a run that goes on with a changed one."""
        write_whole(self.path / SPEC, spec.encode())

    def keep(self, state: State) -> None:
        """Writes a checkpoint, unless the last one is still young or the run goes on."""
        if state.ended is None and time.monotonic() - self._last < self._seconds:
            return
        write_whole(self.path / "checkpoint.npz", npz(state.to_arrays()))
        self._last = time.monotonic()

    def state(self) -> State:
        """The last checkpoint.

        Raises:
            InputError: if there is none, or it is damaged.
        """
        file = self.path / "checkpoint.npz"
        if not file.exists():
            message = _("the run in {folder} has not come to its first checkpoint").format(folder=self.path)
            raise InputError(Diagnostic("no-checkpoint", message, help=_("start it again with another --out")))
        arrays = read_npz(file)
        message = _("{file} is no checkpoint of nncli").format(file=file)
        try:
            return State.from_arrays(arrays)
        except (KeyError, ValueError):
            raise InputError(Diagnostic("wrong-checkpoint", message, Place(str(file)))) from None

    def start(self, engine: str) -> None:
        """Notes what trains."""
        self._write_json("run.json", {**self._versions(), "engine": engine, "ended": None})

    def engine(self) -> str:
        """The engine that has trained so far: another one would round differently."""
        message, file = _("{folder} has no readable run.json").format(folder=self.path), self.path / "run.json"
        try:
            return AboutRun.model_validate_json(read_bytes(file, str(file))).engine
        except (InputError, ValueError):
            raise InputError(Diagnostic("no-run", message)) from None

    def finish(self, outcome: Outcome) -> None:
        """Writes the checkpoint, the history and the model."""
        state = outcome.state
        self.keep(state)
        write_whole(self.path / "history.csv", history_csv(state.history).encode())
        # JSON has no infinity, which a validation loss may be.
        columns = {
            name: [cell if cell is None or math.isfinite(cell) else None for cell in column]
            for name, column in state.history.to_columns().items()
        }
        self._write_json("history.json", {"schema": SCHEMA, "columns": columns})
        write_whole(self.path / "model.npz", npz(model_of(outcome).to_arrays()))
        about = {"engine": outcome.engine, "ended": outcome.reason.value, "epochs": state.epoch, "kept": outcome.kept}
        self._write_json("run.json", {**self._versions(), **about, "seconds": round(state.seconds, 3)})

    def model(self, network: Study) -> TrainedModel:
        """The trained model of the run's network.

        Raises:
            InputError: if there is none yet, or it is not of this network.
        """
        file = self.path / "model.npz"
        if not file.exists():
            message = _("the run in {folder} has not ended, and has left no model yet").format(folder=self.path)
            help = _("end it with Ctrl-C, or go on with it: nncli train --resume {folder}").format(folder=self.path)
            raise InputError(Diagnostic("no-model", message, help=help))
        return TrainedModel.from_arrays(network, read_npz(file), str(file))

    @staticmethod
    def _versions() -> dict[str, Any]:
        return {"schema": SCHEMA, "nncli": __version__, "numpy": np.__version__}

    def _write_json(self, name: str, content: dict[str, Any]) -> None:
        write_whole(self.path / name, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def model_of(outcome: Outcome) -> TrainedModel:
    """The model that a run leaves."""
    setup = outcome.setup
    scaling, image = setup.data.scaling, setup.data.image
    return TrainedModel(
        setup.network, outcome.parameters, outcome.kept, setup.coding, scaling, image, setup.data.inputs
    )


def history_csv(history: History) -> str:
    """The history as CSV, every digit kept."""
    columns, out = history.columns(), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in history.rows:
        cells = (getattr(row, name) for name in columns)
        writer.writerow("" if cell is None else repr(cell) for cell in cells)
    return out.getvalue()
