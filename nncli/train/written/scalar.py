"""Standard BP in plain Python floats: straight-line code, in which every parameter is a local variable."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np

from nncli.spec.study import Study
from nncli.train.arrays.layout import Array, Layout
from nncli.train.engine import Epochs, Examples
from nncli.train.written.statements import in_place
from nncli.train.written.straight_line import assignments, block, compiled_by_python, row_names

Row = tuple[float, ...]  # the inputs of a sample, then its targets
Run = Callable[[Iterable[tuple[float, Iterable[Row]]], list[float]], list[float]]


class ScalarEngine:
    """Trains by `run(passes, parameters) → parameters`, a function made for this network."""

    def __init__(self, network: Study, examples: Examples, vector: Array) -> None:
        self._run = _function(source(network))
        self._rows: list[Row] = [tuple(row) for row in np.hstack(examples).astype(float).tolist()]
        self._parameters: list[float] = vector.astype(float).tolist()

    @property
    def parameters(self) -> Array:
        """The parameters as they are now, in the order of `Layout`: (size,)."""
        return np.array(self._parameters)

    def run(self, epochs: Epochs) -> None:
        """Trains for these epochs; an interrupt leaves the parameters as they were before."""
        self._parameters = self._run(self._passes(epochs), self._parameters)

    def state(self) -> dict[str, Array]:
        """The parameters; plain SGD remembers nothing else."""
        return {"parameters": self.parameters}

    def restore(self, state: dict[str, Array]) -> None:
        """Goes on from a state."""
        self._parameters = state["parameters"].tolist()

    def _passes(self, epochs: Epochs) -> Iterator[tuple[float, list[Row]]]:
        """The learning rate and the rows of each epoch."""
        rows = self._rows
        for at, rate in enumerate(epochs.rates):
            yield rate, rows if epochs.orders is None else [rows[n] for n in epochs.orders[at].tolist()]


def source(network: Study) -> str:
    """The source of `run`."""
    parameters = ", ".join(f"p{at}" for at in range(Layout(network).size))
    return (
        "def run(passes, parameters):\n"
        f"    [{parameters}] = parameters\n"
        "    for rate, rows in passes:\n"
        f"        for {', '.join(row_names(network))} in rows:\n"
        f"{block(in_place(assignments(network)), 3)}"
        f"    return [{parameters}]\n"
    )


@lru_cache(maxsize=32)
def _function(source: str) -> Run:
    run: Run = compiled_by_python(source)
    return run
