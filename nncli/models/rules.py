"""What back-propagation does at each kind of step, as one record of small functions.

The lecture's BP is the default. Another textbook, or a student's slip, is the same record with a field replaced:
nothing else in the program needs to know of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nncli.maths.activations import Activation, Parameters
from nncli.maths.expression import Expression, Reference, total
from nncli.maths.losses import Loss
from nncli.models.layers.layer import Layer
from nncli.models.layers.pools import Pool
from nncli.models.network import Reduction, UpdateOrder
from nncli.models.penalty import Penalty, Setting


@dataclass(frozen=True, slots=True)
class Place:
    """A unit at which a rule is at work: its nets (one, or its pieces), its output, and its function."""

    unit: str
    is_output: bool
    activation: Activation
    parameters: Parameters
    nets: tuple[Reference, ...]
    out: Reference


@dataclass(frozen=True, slots=True)
class Link:
    """A weight and what it multiplies: on the way forward an output from below, on the way back a δ from above.

    `mirror` is the weight that stands there when the matrix is transposed by mistake, `turned` the one when the kernel
    is turned by 180°; None where there is none. Behind a pool the weight is the part that the pool has of its source.
    """

    value: Expression
    weight: Expression
    mirror: Expression | None = None
    turned: Expression | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a weight multiplies: the output of a unit below, or an input.

    `net` is that unit's net; `input` the network's input of the same number, where the source is no input itself;
    `hidden` the hidden output of the same number, where it is one. They are what a slip takes instead.
    """

    out: Reference
    net: Reference | None = None
    input: Reference | None = None
    hidden: Reference | None = None


def weighted_sum(links: Sequence[Link], offset: Expression | None, subtracted: bool) -> Expression:
    """Σ w·x, with the bias added or the threshold subtracted."""
    terms = [link.weight * link.value for link in links]
    if offset is not None:
        terms.append(-offset if subtracted else offset)
    return total(terms)


def delta_of(place: Place, upstream: Expression, slope: Expression | None, factor: Fraction | int) -> Expression:
    """upstream · f′(net).

    `upstream` is the error at an output and Σ δ_j w_j at a hidden unit; `slope` is None where it cancels with the
    loss; `factor` is 2 for a squared loss without its ½, 2/n for the mean over n outputs.
    """
    delta = upstream if slope is None else upstream * slope
    return delta if factor == 1 else factor * delta


@dataclass(frozen=True, slots=True)
class Rules:
    """BP, formula by formula (Zhou, Machine Learning, §5.3). δ is −∂E/∂net, the lecture's g and e."""

    # The layer as it is read: the wires follow from it. Its units stay, and so their ids.
    layer: Callable[[Layer], Layer] = lambda layer: layer
    net: Callable[[Sequence[Link], Expression | None, bool], Expression] = weighted_sum
    out: Callable[[Place, tuple[Reference, ...]], Expression] = lambda place, layer: place.activation.out(
        place.nets, layer, place.parameters
    )
    # What a pooling unit makes of its window of so many cells
    pool: Callable[[Pool, Sequence[Expression], int], Expression] = lambda pool, window, cells: pool.out(window, cells)
    # What the k-th of its window has of it: the factor of what comes back
    share: Callable[[Pool, int, Sequence[Expression], int], Expression] = lambda pool, k, window, cells: pool.share(
        k, window, cells
    )
    # d − y
    error: Callable[[Expression, Expression], Expression] = lambda target, out: target - out
    loss_term: Callable[[Loss, Expression, Expression], Expression] = lambda loss, target, out: loss.term(target, out)
    # f′(net) of one piece; None where the loss takes the slope into itself
    slope: Callable[[Place, int], Expression | None] = lambda place, piece: place.activation.slope_of(
        place.nets, piece, place.out, place.parameters
    )
    # Σ_j δ_j w_j: what comes back to a hidden unit
    back: Callable[[Place, Sequence[Link]], Expression] = lambda place, links: total(
        link.value * link.weight for link in links
    )
    delta: Callable[[Place, Expression, Expression | None, Fraction | int], Expression] = delta_of
    # ∂E/∂w = −δ · (what the weight multiplies)
    grad: Callable[[Place, Expression, Source], Expression] = lambda place, delta, source: -(delta * source.out)
    # ∂E/∂w of a shared weight: the sum over the wires in which it stands
    gather: Callable[[Sequence[Expression]], Expression] = total
    # ∂E/∂b = −δ for a bias that is added, +δ for a threshold that is subtracted
    offset_grad: Callable[[Place, Expression, bool], Expression] = lambda place, delta, subtracted: (
        delta if subtracted else -delta
    )
    # ∂E/∂w of the data's ∂E₀/∂w and of w itself, where the size of the parameters is penalised
    penalised: Callable[[Penalty, Expression, Expression, Setting], Expression] = lambda penalty, data, w, setting: (
        penalty.gradient(data, w, setting)
    )
    # Δw = −η · ∂E/∂w (or what an optimiser makes of it); the last argument tells a bias or threshold
    step: Callable[[Expression, Expression, bool], Expression] = lambda eta, grad, is_offset: -(eta * grad)
    # w + Δw
    new: Callable[[Expression, Expression, bool], Expression] = lambda old, step, is_offset: old + step
    # None: as the network says
    update_order: UpdateOrder | None = None
    reduction: Reduction | None = None


LECTURE = Rules()
