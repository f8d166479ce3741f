"""Losses: what an output costs, and what BP needs to know of it.

Every loss is a sum over the outputs of one sample. `d` is the target, `y` the output, as in the course.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from nncli.maths import functions as fn
from nncli.maths.expression import HALF, Call, Expression

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]  # of float32 or float64


@dataclass(frozen=True, slots=True)
class Loss:
    """E = Σ_j term(d_j, y_j), divided by the number of outputs where the loss is a `mean` over them.

    −∂E/∂net_j is `factor_of(outputs)`·(d_j − y_j), times f′(net_j) unless the slope `cancels` (cross entropy behind
    softmax or sigmoid). `on_nets(d_j, net_j, nets)` is the same term written on the nets: it stays finite where an
    output has rounded to 0 or 1 and its logarithm has not. `error(d_j, y_j)` is −∂E/∂y_j where that is not d_j − y_j.
    `array(d, y, nets)` is the loss of each row, shapes (batch, outputs) → (batch,), and `array_slope(d, y)` a new array
    (batch, outputs) of what `error` says with the other sign.
    """

    name: str
    text: str
    term: Callable[[Expression, Expression], Expression]
    array: "Callable[[Array, Array, Array], Array]"
    activations: tuple[str, ...] | None  # of the output layer; None: any but softmax
    factor: int = 1
    mean: bool = False
    cancels: bool = False
    on_nets: Callable[[Expression, Expression, tuple[Expression, ...]], Expression] | None = None
    error: Callable[[Expression, Expression], Expression] | None = None
    array_slope: "Callable[[Array, Array], Array]" = lambda d, y: y - d
    exact: bool = False
    one_hot: bool = False  # the targets of a sample are probabilities that sum to 1
    zero_to_one: bool = False  # every target lies in [0, 1]

    def factor_of(self, outputs: int) -> Fraction:
        """What multiplies d_j − y_j in a network of so many outputs."""
        return Fraction(self.factor, outputs if self.mean else 1)


def _half_square(d: "Array", y: "Array", nets: "Array") -> "Array":
    loss: Array = ((d - y) ** 2).sum(axis=-1) / 2
    return loss


def _cross_entropy(d: "Array", y: "Array", nets: "Array") -> "Array":
    import numpy as np

    top = nets.max(axis=-1, keepdims=True)
    log_y = nets - top - np.log(np.exp(nets - top).sum(axis=-1, keepdims=True))
    loss: Array = -(d * log_y).sum(axis=-1)
    return loss


def _binary_cross_entropy(d: "Array", y: "Array", nets: "Array") -> "Array":
    import numpy as np

    loss: Array = (np.maximum(nets, 0) + np.log1p(np.exp(-np.abs(nets))) - d * nets).sum(axis=-1)
    return loss


def _log_loss(d: Expression, y: Expression) -> Expression:
    return -Call(fn.TIMES_LOG, (d, y)) - Call(fn.TIMES_LOG, (1 - d, 1 - y))


SQUARED = Loss(
    "squared", "½ Σ (d − y)²",
    term=lambda d, y: HALF * (d - y) ** 2,
    array=_half_square, activations=None, exact=True,
)  # fmt: skip
SQUARED_SUM = Loss(
    "squared_sum", "Σ (d − y)²",
    term=lambda d, y: (d - y) ** 2,
    array=lambda d, y, nets: ((d - y) ** 2).sum(axis=-1), activations=None, factor=2, exact=True,
)  # fmt: skip
# The default of PyTorch and Keras.
MEAN_SQUARED = Loss(
    "mean_squared", "(1/n) Σ (d − y)²",
    term=lambda d, y: (d - y) ** 2,
    array=lambda d, y, nets: ((d - y) ** 2).mean(axis=-1), activations=None, factor=2, mean=True, exact=True,
)  # fmt: skip
# What comes from above is given instead of targets, as in textbooks' examples of one layer's backward pass: ∂E/∂y = d.
UPSTREAM = Loss(
    "upstream", "Σ d·y",
    term=lambda d, y: d * y, error=lambda d, y: -d,
    array=lambda d, y, nets: (d * y).sum(axis=-1), array_slope=lambda d, y: 1 * d, activations=None, exact=True,
)  # fmt: skip
CROSS_ENTROPY = Loss(
    "cross_entropy", "−Σ d ln y",
    term=lambda d, y: -Call(fn.TIMES_LOG, (d, y)),
    on_nets=lambda d, net, nets: d * (Call(fn.LOG_SUM_EXP, nets) - net),
    array=_cross_entropy, activations=("softmax",), cancels=True, one_hot=True, zero_to_one=True,
)  # fmt: skip
BINARY_CROSS_ENTROPY = Loss(
    "binary_cross_entropy", "−Σ (d ln y + (1 − d) ln(1 − y))",
    term=_log_loss,
    on_nets=lambda d, net, nets: Call(fn.SOFTPLUS, (net,)) - d * net,
    array=_binary_cross_entropy, activations=("sigmoid",), cancels=True, zero_to_one=True,
)  # fmt: skip

LOSSES = {
    loss.name: loss for loss in (SQUARED, SQUARED_SUM, MEAN_SQUARED, CROSS_ENTROPY, BINARY_CROSS_ENTROPY, UPSTREAM)
}
