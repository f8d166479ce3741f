"""Times and their ratios: everybody runs in turns (A B C A B C …), and a ratio is taken within a round.

A spell of noise then hits all that stand in a round, and the ratio says more than the two times it is made of. Time is
the processor's: everybody has one thread and waits for nothing, so that on a calm machine it is the wall's, and on a
shared one it leaves out the turns of other programs (though not what they do to the caches).
"""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

WARM_UP = 2  # rounds that are not counted
TURN = 0.02  # seconds that a turn takes at least: the clock and a call are nothing beside it


class Trainer(NamedTuple):
    """`run(epochs)` trains for so many epochs, each of so many updates.

    `parameters()` are those it has come to, all in one vector: layer by layer, weights (i, j) before biases (j,). None
    if it does not begin where the others do.
    """

    run: Callable[[int], object]
    updates: int
    parameters: "Callable[[], NDArray[Any]] | None" = None


class Spread(NamedTuple):
    """The median, and the range of the middle half."""

    low: float
    middle: float
    high: float


def in_turns(trainers: Mapping[str, Trainer], rounds: int) -> dict[str, list[float]]:
    """Seconds for one update, by name, in each round."""
    epochs = {name: epochs_of_a_turn(trainer) for name, trainer in trainers.items()}
    times: dict[str, list[float]] = {name: [] for name in trainers}
    for _round in range(WARM_UP + rounds):
        for name, trainer in trainers.items():
            times[name].append(seconds(trainer, epochs[name]) / (epochs[name] * trainer.updates))
    return {name: column[WARM_UP:] for name, column in times.items()}


def epochs_of_a_turn(trainer: Trainer) -> int:
    """The least power of 2 that takes as long as TURN."""
    epochs = 1
    seconds(trainer, epochs)  # what is done once (caches, lazy imports) is done here
    while seconds(trainer, epochs) < TURN:
        epochs *= 2
    return epochs


def seconds(trainer: Trainer, epochs: int) -> float:
    """What so many epochs take."""
    start = time.process_time()
    trainer.run(epochs)
    return time.process_time() - start


def spread(numbers: list[float]) -> Spread:
    """Of at least two numbers."""
    return Spread(*statistics.quantiles(numbers, n=4, method="inclusive"))


def ratio(slower: list[float], faster: list[float]) -> Spread:
    """Of the ratios within the rounds."""
    return spread([a / b for a, b in zip(slower, faster, strict=True)])
