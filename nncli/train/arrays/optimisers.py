"""Optimisers: how a gradient becomes a change of the parameters. One record each.

To add one, write its record here and its name in `spec.training`; the tests over this table hold it to PyTorch's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from nncli.spec.training import OptimiserChoice
from nncli.train.arrays.layout import Array


@dataclass(slots=True)
class Update:
    """What one update after another is made of. All vectors are (size,); `step` changes θ and the memory in place.

    `count` is the number of the update, from 1; `scratch` is room for what lies between. One record serves all updates
    of a run, since to make one would cost as much as a small network's whole step; hence it is not frozen.
    """

    parameters: Array
    gradient: Array
    memory: Array  # (vectors, size)
    scratch: Array
    rate: float
    count: int
    settings: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Optimiser:
    """`memory` vectors are kept from update to update. `takes_rate`: the gradient comes already multiplied by η."""

    name: str
    text: str
    step: Callable[[Update], None]
    memory: int = 0
    defaults: Mapping[str, float] = field(default_factory=dict)
    takes_rate: bool = False

    def settings(self, choice: OptimiserChoice) -> dict[str, float]:
        """The settings of a spec, and the usual ones for what it leaves out."""
        given = {name: getattr(choice, name) for name in self.defaults}
        return {name: self.defaults[name] if value is None else value for name, value in given.items()}


def _sgd(u: Update) -> None:
    np.subtract(u.parameters, u.gradient, out=u.parameters)


def _momentum(u: Update) -> None:
    v = u.memory[0]
    np.multiply(v, u.settings["momentum"], out=v)
    np.add(v, u.gradient, out=v)
    np.multiply(v, u.rate, out=u.scratch)
    np.subtract(u.parameters, u.scratch, out=u.parameters)


def _nesterov(u: Update) -> None:
    v, mu = u.memory[0], u.settings["momentum"]
    np.multiply(v, mu, out=v)
    np.add(v, u.gradient, out=v)
    np.multiply(v, mu, out=u.scratch)
    np.add(u.scratch, u.gradient, out=u.scratch)
    np.multiply(u.scratch, u.rate, out=u.scratch)
    np.subtract(u.parameters, u.scratch, out=u.parameters)


def _adam(u: Update) -> None:
    (m, v), (beta1, beta2) = u.memory, (u.settings["beta1"], u.settings["beta2"])
    np.multiply(m, beta1, out=m)
    np.multiply(u.gradient, 1 - beta1, out=u.scratch)
    np.add(m, u.scratch, out=m)
    np.multiply(v, beta2, out=v)
    np.multiply(u.gradient, u.gradient, out=u.scratch)
    np.multiply(u.scratch, 1 - beta2, out=u.scratch)
    np.add(v, u.scratch, out=v)
    np.divide(v, 1 - beta2**u.count, out=u.scratch)
    np.sqrt(u.scratch, out=u.scratch)
    np.add(u.scratch, u.settings["epsilon"], out=u.scratch)
    np.divide(m, u.scratch, out=u.scratch)
    np.multiply(u.scratch, u.rate / (1 - beta1**u.count), out=u.scratch)
    np.subtract(u.parameters, u.scratch, out=u.parameters)


SGD = Optimiser("sgd", "θ ← θ − η·g", _sgd, takes_rate=True)
MOMENTUM = Optimiser("momentum", "v ← μ·v + g, θ ← θ − η·v", _momentum, memory=1, defaults={"momentum": 0.9})
NESTEROV = Optimiser("nesterov", "v ← μ·v + g, θ ← θ − η·(g + μ·v)", _nesterov, memory=1, defaults={"momentum": 0.9})
# Kingma and Ba, 2015; ε stands beside the root, as they have it.
ADAM = Optimiser(
    "adam", "m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², θ ← θ − η·m̂/(√v̂ + ε)", _adam,
    memory=2, defaults={"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
)  # fmt: skip

OPTIMISERS = {optimiser.name: optimiser for optimiser in (SGD, MOMENTUM, NESTEROV, ADAM)}
