"""What trains a network: an engine holds the parameters and takes them through epochs.

There are three. `arrays` works on whole layers and batches with NumPy, for any mode and optimiser. `scalar` is
straight-line Python made from the network's own Trace, for the book's standard BP on networks that a person could
still draw; `compiled` is the same code through numba. All three are held to the Trace by tests.
"""

from typing import NamedTuple, Protocol

from nncli.train.arrays.layout import Array


class Examples(NamedTuple):
    """Inputs (n, i) and targets (n, j)."""

    x: Array
    targets: Array


class Epochs(NamedTuple):
    """Some epochs in a row: the learning rate of each, and its order of the samples (None: as they stand)."""

    rates: list[float]
    orders: list[Array] | None  # each (n,)

    def __len__(self) -> int:
        return len(self.rates)


class Engine(Protocol):
    """Takes the parameters through epochs. All that a run goes on from is in `state`."""

    @property
    def parameters(self) -> Array:
        """The parameters as they are now, in the order of `Layout`: (size,)."""

    def run(self, epochs: Epochs) -> None:
        """Trains for these epochs.

        Numbers that leave the range of floats become infinite or no numbers, and stay so.
        """

    def state(self) -> dict[str, Array]:
        """Everything that `restore` needs to go on bit for bit: the parameters and the optimiser's memory."""

    def restore(self, state: dict[str, Array]) -> None:
        """Goes on from a state."""
