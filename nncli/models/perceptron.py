"""The perceptron (感知机): inputs straight to an M-P neuron, and the learning rule of 1958.

    net = Σ w·x − θ   (or + b)
    y   = 1 if net ≥ 0, else 0
    Δw  = η·(d − y)·x,   Δθ = −η·(d − y),   Δb = η·(d − y)

With targets ±1 the output is ±1 as well; with a dead zone z it is 1 above z, −1 below −z and 0 between, and what is
learned from a mistake is d itself: Δw = η·d·x where y ≠ d. Every presentation is written down, also one that changes
nothing. The run ends with the first epoch without a mistake; where the weights are what they were at the beginning of
an earlier epoch it would go round for ever, and the cycle is told.

Rosenblatt 1958; Li Hang, Statistical Learning, ch. 2 (dead zone 0); Fausett, Fundamentals, §2.3 (dead zone 0.2).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, Self

from nncli.maths import functions as fn
from nncli.maths.expression import Call, Constant, Expression
from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Row
from nncli.models.model import Example, Model
from nncli.models.rules import Link, weighted_sum
from nncli.models.sketch import Link as DrawnLink
from nncli.models.sketch import Sketch, Stage
from nncli.words import _

Order = Literal["cyclic", "first-wrong"]


@dataclass(frozen=True)
class Perceptron(Model):
    """A perceptron with its samples. `order` is cyclic, or again and again the first sample that is wrong."""

    system: ClassVar[str] = "perceptron"

    inputs: tuple[str, ...]
    unit: str
    weights: Row
    offset: Literal["threshold", "bias"] | None
    offset_value: Numeral
    offset_learns: bool
    learning_rate: Numeral
    samples: tuple[Example, ...]
    order: Order
    is_bipolar: bool
    dead_zone: Numeral | None
    epochs: int  # at the most

    @property
    def examples(self) -> tuple[Example, ...]:
        """The samples."""
        return self.samples

    def with_examples(self, examples: tuple[Example, ...]) -> Self:
        """The same model with these samples."""
        return replace(self, samples=examples)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The one unit."""
        return (self.unit,)

    @property
    def offset_id(self) -> str | None:
        """`theta[y]` or `b[y]`; None where there is neither."""
        return None if self.offset is None else f"{'theta' if self.offset == 'threshold' else 'b'}[{self.unit}]"

    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """The weights, then the threshold or bias."""
        yield from ((f"w[{x},{self.unit}]", w) for x, w in zip(self.inputs, self.weights, strict=True))
        if self.offset_id:
            yield self.offset_id, self.offset_value

    def learned(self) -> Iterator[str]:
        """The parameters that learn."""
        return (id for id, _value in self.parameters_given() if id != self.offset_id or self.offset_learns)

    def quantities(self) -> Iterator[str]:
        """Inputs, parameters with their changes, net, output, error, η."""
        yield from (*self.inputs, "eta", f"target[{self.unit}]")
        yield from (id for id, _value in self.parameters_given())
        yield from (f"{id}.{kind}" for id in self.learned() for kind in ("step", "new"))
        yield from (f"{self.unit}.{kind}" for kind in ("net", "out", "error"))

    def sketch(self) -> Sketch:
        """The inputs, and the one unit."""
        links = tuple(DrawnLink(x, self.unit, 0, f"w[{x},{self.unit}]") for x in self.inputs)
        offsets = {self.unit: (self.offset_id,) if self.offset_id else ()}
        does = "sign" if self.is_bipolar or self.dead_zone is not None else "step"
        stage = Stage(self.unit, (self.unit,), does, links, offsets)
        return Sketch(self.inputs, (stage,), dict(self.parameters_given()) | self.numbers_of_the_sample(self.inputs))

    def at_rate(self, rate: Numeral) -> Self:
        """With another learning rate."""
        return replace(self, learning_rate=rate)

    def facts(self) -> dict[str, str | None]:
        """The system, and the order of the samples."""
        return {"model": self.system, "order": self.order}

    def says(self) -> list[str]:
        """What the output is, and what is learned."""
        if self.dead_zone is not None:
            rule = _("perceptron: y = 1 if net > {z}, −1 if net < −{z}, else 0; a mistake teaches Δw = η·d·x")
            return [rule.format(z=self.dead_zone).replace("−0,", "0,")]
        no = "−1" if self.is_bipolar else "0"
        return [_("perceptron: y = 1 if net ≥ 0, else {no}; Δw = η·(d − y)·x").format(no=no)]


@dataclass(frozen=True, slots=True)
class PerceptronRules:
    """The learning rule, formula by formula."""

    net: Callable[[Sequence[Link], Expression | None, bool], Expression] = weighted_sum
    out: Callable[[Perceptron, Expression], Expression] = lambda p, net: (
        Call(fn.SIGN, (net, Constant(p.dead_zone.fraction))) if p.dead_zone is not None
        else 2 * Call(fn.STEP, (net,)) - 1 if p.is_bipolar
        else Call(fn.STEP, (net,))
    )  # fmt: skip
    # d − y; with a dead zone d itself where y misses it
    error: Callable[[Perceptron, Expression, Expression], Expression] = lambda p, target, out: (
        Call(fn.IF_MISSED, (target, out)) if p.dead_zone is not None else target - out
    )
    # Δw = η·error·x
    step: Callable[[Expression, Expression, Expression], Expression] = lambda eta, error, x: eta * error * x
    # Δb = η·error, Δθ = −η·error
    offset_step: Callable[[Expression, Expression, bool], Expression] = lambda eta, error, subtracted: (
        -(eta * error) if subtracted else eta * error
    )
    # w + Δw
    new: Callable[[Expression, Expression, bool], Expression] = lambda old, step, is_offset: old + step


RULE = PerceptronRules()
