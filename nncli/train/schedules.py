"""Learning-rate schedules: η in each epoch, counted from 0. One record each."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nncli.spec.training import ScheduleChoice


@dataclass(frozen=True, slots=True)
class Schedule:
    """`rate(η, epoch, settings)` is the learning rate of an epoch."""

    name: str
    text: str
    rate: Callable[[float, int, Mapping[str, float]], float]
    defaults: Mapping[str, float] = field(default_factory=dict)

    def settings(self, choice: ScheduleChoice) -> dict[str, float]:
        """The settings of a spec, and the usual ones for what it leaves out."""
        given = {name: getattr(choice, name) for name in self.defaults}
        return {name: self.defaults[name] if value is None else value for name, value in given.items()}


def _power(factor: float, n: float) -> float:
    """factorⁿ; infinite where it is no float any more, and then the run diverges."""
    try:
        return float(factor**n)
    except OverflowError:
        return math.inf


CONSTANT = Schedule("constant", "η", lambda eta, epoch, s: eta)
STEP = Schedule(
    "step", "η·factor^⌊epoch/every⌋",
    lambda eta, epoch, s: eta * _power(s["factor"], epoch // s["every"]), {"every": 10, "factor": 0.5},
)  # fmt: skip
INVERSE = Schedule(
    "inverse", "η/(1 + decay·epoch)", lambda eta, epoch, s: eta / (1 + s["decay"] * epoch), {"decay": 0.01}
)

SCHEDULES = {schedule.name: schedule for schedule in (CONSTANT, STEP, INVERSE)}
