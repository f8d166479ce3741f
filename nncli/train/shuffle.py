"""The order of the samples in each epoch: a new permutation each time, all from one seed."""

import numpy as np

from nncli.spec.study import Study
from nncli.train.arrays.layout import Array

SHUFFLING = 0x5F  # keeps this stream apart from the others of the same seed
BLOCK = 64  # epochs from one generator: making one costs more than a small permutation


class Shuffle:
    """Orders by the number of the epoch, so that a resumed run has the same ones."""

    def __init__(self, network: Study, n: int) -> None:
        chosen = network.training.shuffle
        self._shuffles = network.mode != "accumulated" and (network.mode == "mini-batch" if chosen is None else chosen)
        self._seed, self._n = network.seed, n
        self._next = -1

    def orders(self, first: int, count: int) -> list[Array] | None:
        """The orders (n,) of `count` epochs from `first` on; None where the samples stay as they stand."""
        if not self._shuffles:
            return None
        return [self._order(epoch) for epoch in range(first, first + count)]

    def _order(self, epoch: int) -> Array:
        if epoch != self._next or epoch % BLOCK == 0:
            block, skipped = divmod(epoch, BLOCK)
            self._random = np.random.Generator(np.random.PCG64([abs(self._seed), SHUFFLING, block]))
            for _skipped in range(skipped):
                self._random.permutation(self._n)
        self._next = epoch + 1
        return self._random.permutation(self._n)
