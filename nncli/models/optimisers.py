"""Optimisers (优化算法): how a gradient g becomes a change Δw of a parameter, as formulas.

    sgd       Δw = −η·g
    momentum  v ← μ·v + g,  Δw = −η·v
    nesterov  v ← μ·v + g,  Δw = −η·(g + μ·v)
    adam      m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²,  m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ),  Δw = −η·m̂/(√v̂ + ε)

What is kept from update to update (v, m) begins at 0. Momentum as Sutskever and others (2013) and PyTorch have it; Adam
as Kingma and Ba (2015), with ε beside the root. `train.arrays.optimisers` holds the same on whole vectors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from nncli.maths import functions as fn
from nncli.maths.expression import Call, Expression, Reference


class Memory(Protocol):
    """What an optimiser knows of one parameter at one update."""

    @property
    def count(self) -> int:
        """The number of the update, t, from 1."""

    def setting(self, name: str) -> Expression:
        """A setting such as μ."""

    def kept(self, kind: str) -> Expression:
        """What the last update wrote down as `kind`; 0 at the first."""

    def write(self, kind: str, formula: Expression) -> Reference:
        """Writes a number down; the next update finds it as kept."""


@dataclass(frozen=True, slots=True)
class Optimiser:
    """`direction(g, memory)` is what −η multiplies; `kinds` are the numbers that it writes down on the way to it."""

    name: str
    text: str
    direction: Callable[[Expression, Memory], Expression]
    kinds: tuple[str, ...] = ()
    defaults: Mapping[str, float] = field(default_factory=dict)


def _momentum(g: Expression, memory: Memory) -> Expression:
    return memory.write("v", memory.setting("momentum") * memory.kept("v") + g)


def _nesterov(g: Expression, memory: Memory) -> Expression:
    v = memory.write("v", memory.setting("momentum") * memory.kept("v") + g)
    return g + memory.setting("momentum") * v


def _adam(g: Expression, memory: Memory) -> Expression:
    beta1, beta2, t = memory.setting("beta1"), memory.setting("beta2"), memory.count
    m = memory.write("m", beta1 * memory.kept("m") + (1 - beta1) * g)
    v = memory.write("v", beta2 * memory.kept("v") + (1 - beta2) * g**2)
    m_hat = memory.write("mhat", m / (1 - beta1**t))
    v_hat = memory.write("vhat", v / (1 - beta2**t))
    return m_hat / (Call(fn.SQRT, (v_hat,)) + memory.setting("epsilon"))


SGD = Optimiser("sgd", "θ ← θ − η·g", lambda g, memory: g)
MOMENTUM = Optimiser("momentum", "v ← μ·v + g, θ ← θ − η·v", _momentum, ("v",), {"momentum": 0.9})
NESTEROV = Optimiser("nesterov", "v ← μ·v + g, θ ← θ − η·(g + μ·v)", _nesterov, ("v",), {"momentum": 0.9})
ADAM = Optimiser(
    "adam", "m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², θ ← θ − η·m̂/(√v̂ + ε)", _adam,
    ("m", "v", "mhat", "vhat"), {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
)  # fmt: skip

OPTIMISERS = {optimiser.name: optimiser for optimiser in (SGD, MOMENTUM, NESTEROV, ADAM)}
