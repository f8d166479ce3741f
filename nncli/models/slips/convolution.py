"""Slips in convolution and pooling: one record each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from nncli.maths.expression import Constant, Expression
from nncli.models.layers.convolution import Convolution
from nncli.models.layers.layer import Layer
from nncli.models.layers.pooling import Pooling
from nncli.models.layers.pools import AVERAGE_POOL, MAX_POOL, Pool
from nncli.models.model import Model
from nncli.models.network import Network
from nncli.models.rules import Link, Rules
from nncli.models.slips import Slip
from nncli.words import N_


def _has(*kinds: str) -> Callable[[Model], bool]:
    """Whether a network has a layer of one of these kinds."""
    return lambda model: isinstance(model, Network) and any(layer.kind in kinds for layer in model.layers)


CONVOLUTION, POOLING = _has("convolution"), _has("max-pooling", "average-pooling")


def _turned(links: Sequence[Link]) -> Sequence[Link]:
    return [replace(link, weight=link.turned or link.weight) for link in links]


def _with_window(rules: Rules, **changes: tuple[int, int]) -> Rules:
    """Windows that slide otherwise; the units stay, those beyond the border read nothing."""

    def layer(layer: Layer) -> Layer:
        layer = rules.layer(layer)
        return replace(layer, window=replace(layer.window, **changes)) if isinstance(layer, Convolution) else layer

    return replace(rules, layer=layer)


def _pooled_by(rules: Rules, other: Pool) -> Rules:
    def layer(layer: Layer) -> Layer:
        layer = rules.layer(layer)
        return replace(layer, pool=other) if isinstance(layer, Pooling) else layer

    return replace(rules, layer=layer)


def _spread(rules: Rules) -> Rules:
    def share(pool: Pool, k: int, window: Sequence[Expression], cells: int) -> Expression:
        return Constant(Fraction(1, len(window))) if pool is MAX_POOL else rules.share(pool, k, window, cells)

    return replace(rules, share=share)


SLIPS: tuple[Slip, ...] = (
    Slip(
        "kernel-turned", N_("Is the kernel laid on as it is, or turned by 180°?"),
        N_("the kernel is turned by 180° where it should not be, or the other way round"),
        lambda rules: replace(rules, net=lambda links, b, sub: rules.net(_turned(links), b, sub)), CONVOLUTION,
    ),
    Slip(
        "kernel-turned-back", N_("Which weight of the kernel joins this input with that output on the way back?"),
        N_("the kernel is turned by 180° on the way back"),
        lambda rules: replace(rules, back=lambda place, links: rules.back(place, _turned(links))), CONVOLUTION,
    ),
    Slip(
        "one-position-only", N_("In how many places of the map does this weight stand?"),
        N_("the gradient of a shared weight is taken from one place alone"),
        lambda rules: replace(rules, gather=lambda terms: rules.gather(terms[:1])), CONVOLUTION,
    ),
    Slip(
        "places-averaged", N_("Are the contributions of all places added, or averaged?"),
        N_("the gradient of a shared weight is the mean over its places, not the sum"),
        lambda rules: replace(rules, gather=lambda terms: rules.gather(terms) / len(terms)), CONVOLUTION,
    ),
    Slip(
        "stride-one", N_("By how much does the window move?"), N_("the window moves by 1 instead of by its stride"),
        lambda rules: _with_window(rules, stride=(1, 1)), CONVOLUTION,
    ),
    Slip(
        "stride-two", N_("By how much does the window move?"), N_("the window moves by 2 instead of by its stride"),
        lambda rules: _with_window(rules, stride=(2, 2)), CONVOLUTION,
    ),
    Slip(
        "padding-forgotten", N_("Where does the first window lie: on the map, or reaching over its border?"),
        N_("the padding is forgotten"), lambda rules: _with_window(rules, padding=(0, 0)), CONVOLUTION,
    ),
    Slip(
        "average-for-max", N_("What does this pooling take of its window?"),
        N_("the mean is taken instead of the largest"),
        lambda rules: _pooled_by(rules, AVERAGE_POOL), POOLING,
    ),
    Slip(
        "max-for-average", N_("What does this pooling take of its window?"),
        N_("the largest is taken instead of the mean"),
        lambda rules: _pooled_by(rules, MAX_POOL), POOLING,
    ),
    Slip(
        "average-over-wrong-count", N_("By how many is the sum of the window divided?"),
        N_("the mean leaves the padding out of its count"),
        lambda rules: replace(rules, pool=lambda pool, window, cells: rules.pool(pool, window, len(window))), POOLING,
    ),
    Slip(
        "sum-for-average", N_("By how many is the sum of the window divided?"),
        N_("the sum is taken instead of the mean"),
        lambda rules: replace(
            rules, pool=lambda pool, window, cells: rules.pool(pool, window, 1 if pool is AVERAGE_POOL else cells)
        ), POOLING,
    ),
    Slip(
        "max-gradient-spread", N_("Which of the window's values does the largest depend on?"),
        N_("what comes back to a maximum is spread over its window"), _spread, POOLING,
    ),
)  # fmt: skip
