"""The engine of whole layers and batches: NumPy, for any mode, optimiser and regularisation."""

from collections.abc import Iterator, Sequence

import numpy as np

from nncli.spec.study import Study
from nncli.train.arrays.layout import Array, Layout
from nncli.train.arrays.optimisers import TWINS, Update
from nncli.train.arrays.passes import Passes, chunks
from nncli.train.arrays.penalty import VectorPenalty
from nncli.train.engine import Epochs, Examples

GATHERED = 2**18  # bytes of shuffled examples that are gathered at once: they stay in the processor's cache


class ArrayEngine:
    """Trains on examples whose arrays have the precision of `vector`, which it leaves as it is."""

    def __init__(self, network: Study, examples: Examples, vector: Array) -> None:
        layout = Layout(network)
        self._examples = examples
        self._passes = passes = Passes(network, layout, vector.copy())
        self._penalty = VectorPenalty(network.penalty, layout, vector.dtype)
        self._optimiser = TWINS[network.optimiser.name]
        self._update = Update(
            passes.parameters,
            passes.gradient,
            memory=np.zeros((self._optimiser.memory, layout.size), vector.dtype),
            scratch=np.empty_like(vector),
            rate=0.0,
            count=0,
            settings={name: float(value) for name, value in network.settings.items()},
        )
        n = len(examples.x)
        sizes = {"standard": 1, "accumulated": n, "mini-batch": min(network.training.batch_size, n)}
        self._batch = sizes[network.mode]
        self._takes_mean = network.reduction == "mean"
        batches = max(1, GATHERED // (self._batch * sum(part[0].nbytes for part in examples)))
        rows = min(n, batches * self._batch)
        self._gathered = Examples(*(np.empty((rows, part.shape[1]), part.dtype) for part in examples))

    @property
    def parameters(self) -> Array:
        """The parameters as they are now: (size,)."""
        return self._update.parameters

    def run(self, epochs: Epochs) -> None:
        """Trains for these epochs."""
        orders: Sequence[Array | None] = epochs.orders or [None] * len(epochs)
        with np.errstate(all="ignore"):  # whoever looks at the loss sees what has overflowed
            for rate, order in zip(epochs.rates, orders, strict=True):
                for batch in self._batches(order):
                    self._learn(batch, rate)

    def state(self) -> dict[str, Array]:
        """The parameters, the optimiser's memory and the number of updates."""
        update = self._update
        return {
            "parameters": update.parameters.copy(),
            "memory": update.memory.copy(),
            "count": np.array(update.count),
        }

    def restore(self, state: dict[str, Array]) -> None:
        """Goes on from a state."""
        self._update.parameters[...] = state["parameters"]
        self._update.memory[...] = state["memory"]
        self._update.count = int(state["count"])

    def _batches(self, order: Array | None) -> Iterator[Examples]:
        """The examples of one update after another: views, good until the next is asked for."""
        for x, targets in [self._examples] if order is None else self._in_order(order):
            for rows in chunks(len(x), self._batch):
                yield Examples(x[rows], targets[rows])

    def _in_order(self, order: Array) -> Iterator[Examples]:
        """The shuffled examples, so many whole batches at a time as were made room for."""
        for rows in chunks(len(order), len(self._gathered.x)):
            chosen = order[rows]
            some = Examples(*(room[: len(chosen)] for room in self._gathered))
            for whole, room in zip(self._examples, some, strict=True):
                np.take(whole, chosen, axis=0, out=room, mode="clip")  # `clip` spares a copy; all are within range
            yield some

    def _learn(self, batch: Examples, rate: float) -> None:
        """One update."""
        passes, update = self._passes, self._update
        scale = rate if self._optimiser.takes_rate else 1.0
        share = scale * self._penalty.data_share
        passes.backward(passes.forward(batch.x), batch.targets, share / len(batch.x) if self._takes_mean else share)
        self._penalty.add_gradient(passes.parameters, passes.gradient, scale, update.scratch)
        update.rate = rate
        update.count += 1
        self._optimiser.step(update)
