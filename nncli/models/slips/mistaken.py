"""One thing taken for another: an activation function, its derivative, what comes back from the next layer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from nncli.maths.expression import Constant, Expression, Reference
from nncli.models.rules import Link, Place, Rules

LEAK = Constant(Fraction(1, 100))
_DELTA = re.compile(r"\.delta(?:\[\d+\])?")


def slope_not_cancelled(rules: Rules) -> Rules:
    """δ = (d − y)·y(1 − y) at an output whose loss has taken the slope into itself."""

    def delta(place: Place, upstream: Expression, slope: Expression | None, factor: Fraction | int) -> Expression:
        extra = place.out * (1 - place.out) if place.is_output and slope is None else slope
        return rules.delta(place, upstream, extra, factor)

    return replace(rules, delta=delta)


def slope_of_other_function(rules: Rules) -> Rules:
    """y(1 − y) for tanh, 1 − y² for the sigmoid."""
    others = {"tanh": lambda y: y * (1 - y), "sigmoid": lambda y: 1 - y**2}

    def slope(place: Place, piece: int) -> Expression | None:
        other = others.get(place.activation.name)
        return other(place.out) if other else rules.slope(place, piece)

    return replace(rules, slope=slope)


def absolute(rules: Rules) -> Rules:
    """|net| for ReLU(net)."""

    def out(place: Place, layer: tuple[Reference, ...]) -> Expression:
        right = rules.out(place, layer)
        if place.activation.name != "relu":
            return right
        return right + place.activation.out(
            (-place.nets[0],), (), place.parameters
        )  # |net| = max(0, net) + max(0, −net)

    return replace(rules, out=out)


def leaky(rules: Rules, *, forward: bool) -> Rules:
    """0.01 in place of 0 where the net is negative: in the slope, and on the way forward as well."""

    def slope(place: Place, piece: int) -> Expression | None:
        right = rules.slope(place, piece)
        return LEAK + (1 - LEAK) * right if right is not None and place.activation.name == "relu" else right

    def out(place: Place, layer: tuple[Reference, ...]) -> Expression:
        right = rules.out(place, layer)
        if place.activation.name != "relu":
            return right
        return right - LEAK * place.activation.out((-place.nets[0],), (), place.parameters)

    return replace(rules, slope=slope, out=out if forward else rules.out)


def over_outputs(rules: Rules) -> Rules:
    """Σ out_j w_j in place of Σ δ_j w_j."""

    def of_output(value: Expression) -> Expression:
        return Reference(_DELTA.sub(".out", value.id)) if isinstance(value, Reference) else value

    def back(place: Place, links: Sequence[Link]) -> Expression:
        return rules.back(place, [replace(link, value=of_output(link.value)) for link in links])

    return replace(rules, back=back)
