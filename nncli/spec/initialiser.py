"""Random initial values: the same for the same seed, on every machine and with every version of every library.

Python promises that `random.Random(seed).random()` gives the same numbers for ever; everything else here is computed
from it. Values are drawn in the order in which a network lists its parameters.
"""

import math
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from nncli.maths.numeral import Numeral
from nncli.spec.common import Initialiser

if TYPE_CHECKING:
    from random import Random


class Source:
    """Draws initial values one after another."""

    def __init__(self, initialiser: Initialiser, seed: int) -> None:
        self._how, self._decimals = initialiser, initialiser.decimals
        self._seed = seed if initialiser.seed is None else initialiser.seed

    @cached_property
    def _random(self) -> "Random":
        from random import Random  # most specs give all their numbers, and this import costs 5 ms

        return Random(self._seed)

    def weights(self, sources: int, units: int) -> Callable[[], Numeral]:
        """Draws a weight of a layer of `units` units that read `sources` sources, each time it is called.

        uniform: U(low, high); normal: N(mean, deviation²); zeros: 0;
        glorot: U(−r, r), r = √(6/(sources + units)) (Glorot and Bengio, 2010);
        he: N(0, 2/sources) (He, Zhang, Ren and Sun, 2015).
        """
        how = self._how
        match how.kind:
            case "uniform":
                return self._uniform(float(how.low), float(how.high))
            case "normal":
                return self._normal(float(how.mean), float(how.deviation))
            case "glorot":
                reach = math.sqrt(6 / (sources + units))
                return self._uniform(-reach, reach)
            case "he":
                return self._normal(0.0, math.sqrt(2 / sources))
            case "zeros":
                return lambda: self._written(0.0)

    def offsets(self) -> Callable[[], Numeral]:
        """Draws a bias or threshold as weights are drawn; 0 with glorot and he, which speak of weights alone."""
        return (lambda: self._written(0.0)) if self._how.kind in ("glorot", "he") else self.weights(1, 1)

    def _uniform(self, low: float, high: float) -> Callable[[], Numeral]:
        width, random, written = high - low, self._random.random, self._written
        return lambda: written(low + width * random())

    def _normal(self, mean: float, deviation: float) -> Callable[[], Numeral]:
        from statistics import NormalDist

        value, random, written = NormalDist().inv_cdf, self._random.random, self._written
        # The inverse distribution has no value at 0.
        return lambda: written(mean + deviation * value(random() or 0.5))

    def _written(self, value: float) -> Numeral:
        """Rounded to `decimals` where that is given."""
        return Numeral(repr(value) if self._decimals is None else f"{value:.{self._decimals}f}")
