"""What a pooling unit makes of its window, one record each, and what each part of the window has of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nncli.maths import functions as fn
from nncli.maths.expression import Call, Constant, Expression, total
from nncli.words import N_


@dataclass(frozen=True, slots=True)
class Pool:
    """out = f(window), and ∂out/∂x of the k-th x of the window.

    `cells` is the size of the window: at the border, what lies in the padding is not in the window but counts as 0 in
    a mean (as in PyTorch and in d2l).
    """

    name: str
    title: str
    out: Callable[[Sequence[Expression], int], Expression]
    share: Callable[[int, Sequence[Expression], int], Expression]


MAX_POOL = Pool(
    "max",
    N_("max-pooling"),
    out=lambda window, cells: Call(fn.MAX, tuple(window)),
    share=lambda k, window, cells: Call(fn.IS_MAX, (Constant(Fraction(k + 1)), *window)),
)
AVERAGE_POOL = Pool(
    "average",
    N_("average-pooling"),
    out=lambda window, cells: total(window) / cells,
    share=lambda k, window, cells: Constant(Fraction(1, cells)),
)
POOLS = {pool.name: pool for pool in (MAX_POOL, AVERAGE_POOL)}
