"""Random initial values: the same for the same seed, on every machine and with every version of every library.

Python promises that `random.Random(seed).random()` gives the same numbers for ever; everything else here is computed
from it. Values are drawn in the order in which a network lists its parameters.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from nncli.maths.numeral import Numeral
from nncli.spec.model import Initialiser

if TYPE_CHECKING:
    from random import Random


class Source:
    """Draws initial values one after another."""

    def __init__(self, initialiser: Initialiser) -> None:
        self._how = initialiser

    @cached_property
    def _random(self) -> "Random":
        from random import Random  # most specs give all their numbers, and this import costs 5 ms

        return Random(self._how.seed)

    def draw(self) -> Numeral:
        """uniform: U(low, high); normal: N(mean, deviation²); zeros: 0. Rounded to `decimals` where that is given."""
        how = self._how
        match how.kind:
            case "uniform":
                low, high = float(how.low), float(how.high)
                value = low + (high - low) * self._random.random()
            case "normal":
                from statistics import NormalDist

                u = self._random.random() or 0.5  # the inverse distribution has no value at 0
                value = float(how.mean) + float(how.deviation) * NormalDist().inv_cdf(u)
            case "zeros":
                value = 0.0
        return Numeral(repr(value) if how.decimals is None else f"{value:.{how.decimals}f}")
