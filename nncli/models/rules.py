"""What back-propagation does at each kind of step, as one record of small functions.

The lecture's BP is the default. Another textbook, or a student's slip, is the same record with a field replaced:
nothing else in the program needs to know of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nncli.maths.expression import Expression, total


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the network a rule is at work."""

    unit: str
    is_output: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a unit to a later one: the later unit's delta, and the weight between them."""

    delta: Expression
    weight: Expression


@dataclass(frozen=True, slots=True)
class Rules:
    """BP, formula by formula (Zhou, Machine Learning, §5.3). δ is −∂E/∂net, the lecture's g and e."""

    # d − y
    error: Callable[[Expression, Expression], Expression] = lambda target, out: target - out
    # Σ_j δ_j w_j: what comes back to a hidden unit
    back: Callable[[Place, Sequence[Link]], Expression] = lambda place, links: total(
        link.delta * link.weight for link in links
    )
    # upstream · f′(net), upstream being the error at an output and `back` at a hidden unit; the slope is None where
    # it cancels with the loss; `factor` is 2 for a squared loss without its ½
    delta: Callable[[Place, Expression, Expression | None, int], Expression] = lambda place, upstream, slope, factor: (
        _scaled(factor, upstream if slope is None else upstream * slope)
    )
    # ∂E/∂w = −δ · (what the weight multiplies)
    grad: Callable[[Place, Expression, Expression], Expression] = lambda place, delta, source: -(delta * source)
    # ∂E/∂b = −δ for a bias that is added, +δ for a threshold that is subtracted
    offset_grad: Callable[[Place, Expression, bool], Expression] = lambda place, delta, subtracted: (
        delta if subtracted else -delta
    )
    # Δw = −η · ∂E/∂w
    step: Callable[[Expression, Expression], Expression] = lambda eta, grad: -(eta * grad)
    # w + Δw
    new: Callable[[Expression, Expression], Expression] = lambda old, step: old + step


def _scaled(factor: int, delta: Expression) -> Expression:
    return delta if factor == 1 else factor * delta


LECTURE = Rules()
