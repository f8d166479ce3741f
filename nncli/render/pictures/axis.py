"""One axis of a picture: where a value stands between its ends, and which round values are marked on it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nncli.train.arrays.layout import Array

STEPS = (1, 2, 5, 10)
TINY = 1e-300
WIDE = 100.0  # where the greatest is so many times the least, a linear axis hides the small values


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, low < high; on a logarithmic one equal ways are equal factors, and low > 0."""

    low: float
    high: float
    log: bool = False

    @classmethod
    def over(cls, values: Iterable[float], *, log: bool = False) -> "Axis":
        """The axis that holds these values; what has no place on it (no number, or no logarithm) is left aside."""
        shown = [float(v) for v in values if math.isfinite(v) and (v > TINY or not log)]
        low, high = (min(shown), max(shown)) if shown else (1.0, 1.0)
        if low == high:
            low, high = (
                (low / 2, high * 2) if log else (low - abs(low) / 2 - (not low), high + abs(low) / 2 + (not low))
            )
        return cls(low, high, log)

    def from_zero(self) -> "Axis":
        """The axis with 0 on it, where its values are that near: heights can then be compared by eye."""
        return Axis(0.0, self.high) if not self.log and 0 < self.low < 0.6 * self.high else self

    def widened(self, most: int) -> "Axis":
        """The axis whose ends are ticks too; a logarithmic one stays as it is."""
        if self.log:
            return self
        step = self._step(most)
        return Axis(math.floor(self.low / step + 1e-9) * step, math.ceil(self.high / step - 1e-9) * step)

    def share(self, values: Array) -> Array:
        """Where values (n,) stand: 0 at the low end, 1 at the high one; nan where they have no place."""
        values = np.asarray(values, np.float64)
        if self.log:
            values = np.where(values > TINY, values, np.nan)
            return np.asarray(np.log(values / self.low) / math.log(self.high / self.low))
        return np.asarray((values - self.low) / (self.high - self.low))

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Up to about `most` round values on the axis with their labels, from low to high."""
        if not self.log:
            step = self._step(most)
            first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
            return [(n * step, label(n * step, step)) for n in range(first, last + 1)]
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        for digits, every in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 5), ((1,), 10), ((1,), 50)):
            found = [d * 10.0**n for n in range(first, last + 1) if n % every == 0 for d in digits]
            found = [v for v in found if self.low * (1 - 1e-9) <= v <= self.high * (1 + 1e-9)]
            if len(found) <= most + 1:
                break
        return [(v, label(v, v)) for v in found]

    def _step(self, most: int) -> float:
        """The least of 1, 2, 5, 10, 20, … that cuts the axis into no more than `most` parts."""
        rough = (self.high - self.low) / max(1, most)
        power = 10.0 ** math.floor(math.log10(rough))
        return next(n * power for n in STEPS if n * power >= rough * (1 - 1e-9))


def label(value: float, step: float) -> str:
    """A round value as it stands on an axis; `step` says which digits matter."""
    if value == 0:
        return "0"
    if not 1e-4 <= abs(value) < 1e6:
        mantissa, _e, exponent = f"{value:.1e}".partition("e")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    return f"{value:.{max(0, -math.floor(math.log10(step) + 1e-9))}f}"


def apart(places: Sequence[int], room: int) -> list[int]:
    """Rows 0 … room−1, one for each label, all different and as near as can be to the rows they ask for."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    rows = [0] * len(places)
    free = 0
    for n in order:
        rows[n] = free = max(free, min(places[n], room - 1))
        free += 1
    limit = room
    for n in reversed(order):
        rows[n] = limit = min(rows[n], limit - 1)
    return rows
