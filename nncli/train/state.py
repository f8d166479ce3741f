"""All that a run goes on from, bit for bit: what a checkpoint holds."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from nncli.train.arrays.layout import Array
from nncli.train.history import History, Snapshots
from nncli.train.keeping.records import Scalars
from nncli.train.stopping import Best, Reason

ENGINE = "engine."


@dataclass
class State:
    """After `epoch` epochs. `ended` is why the run is over, if it is."""

    engine: dict[str, Array]
    epoch: int = 0
    seconds: float = 0.0
    best: Best | None = None
    history: History = field(default_factory=History)
    snapshots: Snapshots = field(default_factory=Snapshots)
    ended: Reason | None = None

    @property
    def parameters(self) -> Array:
        """The parameters after this epoch."""
        return self.engine["parameters"]

    def to_arrays(self) -> dict[str, Array]:
        """The state as arrays without Python objects in them."""
        scalars: dict[str, Any] = {"epoch": self.epoch, "seconds": self.seconds, "digits": self.snapshots.digits}
        scalars["ended"] = self.ended.value if self.ended else None
        scalars["history"] = self.history.to_columns()
        arrays = {ENGINE + name: array for name, array in self.engine.items()}
        arrays["snapshots.epochs"] = np.array(self.snapshots.epochs, np.int64)
        arrays["snapshots.vectors"] = np.array(self.snapshots.vectors, self.parameters.dtype)
        if self.best:
            best = asdict(self.best)
            arrays["best.parameters"] = best.pop("parameters")
            scalars["best"] = best
        arrays["scalars"] = np.array(json.dumps(scalars))
        return arrays

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array]) -> "State":
        """The state back.

        Raises:
            KeyError, ValueError: if these are not the arrays of a state.
        """
        scalars = Scalars.model_validate_json(str(arrays["scalars"]))
        best = scalars.best
        columns = {name: column for name, column in scalars.history.model_dump().items() if column}
        epochs, vectors = arrays["snapshots.epochs"], arrays["snapshots.vectors"]
        engine = {name.removeprefix(ENGINE): a for name, a in arrays.items() if name.startswith(ENGINE)}
        shape = engine["parameters"].shape
        fit = vectors.shape == (len(epochs), *shape) or (not len(epochs) and not vectors.size)
        if epochs.dtype.kind != "i" or epochs.ndim != 1 or not fit or len(shape) != 1:
            raise ValueError(vectors.shape)
        if best and arrays["best.parameters"].shape != shape:
            raise ValueError(shape)
        return cls(
            engine=engine,
            epoch=scalars.epoch,
            seconds=scalars.seconds,
            best=Best(parameters=arrays["best.parameters"], **best.model_dump()) if best else None,
            history=History.from_columns(columns),
            snapshots=Snapshots(epochs.tolist(), list(vectors), scalars.digits),
            ended=Reason(scalars.ended) if scalars.ended else None,
        )
