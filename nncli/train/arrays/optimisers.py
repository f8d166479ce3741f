"""The optimisers of `models.optimisers` on whole vectors, where all parameters take a step at once.

To add one, write its formulas there, its twin here, and its name in `spec.training`; the tests over the table hold the
twin to the formulas and to PyTorch's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

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
class Twin:
    """`memory` vectors are kept from update to update. `takes_rate`: the gradient comes already multiplied by η."""

    step: Callable[[Update], None]
    memory: int = 0
    takes_rate: bool = False


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


TWINS = {
    "sgd": Twin(_sgd, takes_rate=True),
    "momentum": Twin(_momentum, memory=1),
    "nesterov": Twin(_nesterov, memory=1),
    "adam": Twin(_adam, memory=2),
}
