"""Evaluates a formula for all its indices at once, in any kind of number. See `axes` for how its values lie."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from nncli.formula.answer import Definition
from nncli.formula.axes import COLUMNS, FREE, ROWS, Axes
from nncli.formula.derivative import FRESH, derivative
from nncli.formula.functions import FUNCTIONS
from nncli.formula.kinds import Array, Kind
from nncli.formula.leaves import Basis, Count, Number, Peak, Same, Symbol, Unit
from nncli.formula.reader import MAX_SUMS
from nncli.formula.tree import (
    MATRIX,
    SCALAR,
    Call,
    Component,
    Derivative,
    Elementwise,
    Listed,
    Negative,
    Over,
    Power,
    Product,
    Quotient,
    Standing,
    Sum,
    Transpose,
    Tree,
)

# Operations on single numbers. A decimal one takes about 0.15 µs; its functions cost so many times that.
BUDGET = 600_000
_COST = {"exp": 170, "log": 350, "log1p": 350, "expm1": 170, "sqrt": 20}


@dataclass
class Part:
    """A part of a formula with its value and its own parts; `inside` is the declaration it stands in, or ""."""

    inside: str
    tree: Tree
    value: Array
    parts: "list[Part]"


class TooLargeError(Exception):
    """The formula costs more than any answer needs."""


class Evaluator(Axes):
    """Evaluates formulas for vectors of one length. With `record`, `parts` receives each formula with its parts."""

    def __init__(
        self, kind: Kind, size: int, values: Mapping[str, Array], definitions: Mapping[str, Definition],
        *, record: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(kind, size)
        self.values, self.definitions, self.record = dict(values), definitions, record
        self.parts: list[Part] = []
        self.declared: dict[str, list[Part]] = {}
        self.bound = 0
        self.inside = ""
        self.budget = BUDGET

    def evaluate(self, tree: Tree, free: tuple[str, ...]) -> Array:
        """The value, with the axes of the `free` indices first."""
        axes, bound = self.axes, self.bound
        self.axes, self.bound = {index: 1 + n for n, index in enumerate(free) if index}, 0
        value = self.value(tree)
        self.axes, self.bound = axes, bound
        return value

    def value(self, tree: Tree) -> Array:
        """The value of a part."""
        outer, self.parts = self.parts, []
        result = _RULES[type(tree)](self, tree)
        self.budget -= result.size
        if self.budget < 0:
            raise TooLargeError
        if self.record:
            outer.append(Part(self.inside, tree, result, self.parts))
        self.parts = outer
        return result

    def number(self, tree: Number) -> Array:
        """The same everywhere."""
        return self.filled(self.kind.number(tree.value))

    def count(self, _tree: Count) -> Array:
        """C."""
        return self.filled(self.kind.number(Fraction(self.size)))

    def symbol(self, tree: Symbol) -> Array:
        """What is given, or what is declared; each declaration is computed once."""
        if tree.name not in self.values:
            definition = self.definitions[tree.name]
            inside, self.inside = self.inside, tree.name
            value = self.evaluate(definition.tree, definition.indices)
            for n, axis in zip(range(len(definition.indices)), (ROWS, COLUMNS), strict=False):
                value = self.full(value, 1 + n).swapaxes(1 + n, axis)
            self.inside = inside
            self.values[tree.name], self.declared[tree.name] = value, self.parts
        self.parts = self.declared.get(tree.name, [])
        return self.values[tree.name]

    def unit(self, tree: Unit) -> Array:
        """I or 𝟏."""
        rows = self.along(ROWS)
        return self.truth(rows == self.along(COLUMNS) if tree.kind == "identity" else rows == rows)  # noqa: PLR0124

    def basis(self, tree: Basis) -> Array:
        """1 in the row of the index."""
        return self.truth(self.places(tree.index) == self.along(ROWS))

    def same(self, tree: Same) -> Array:
        """1 where the indices meet."""
        met = self.places(tree.left) == self.places(tree.right)
        return self.truth(met if tree.equal else ~met)

    def component(self, tree: Component) -> Array:
        """The rows, and the columns of a matrix, along the axes of the indices."""
        value = self.value(tree.base)
        axes = (ROWS, COLUMNS) if tree.base.shape == MATRIX else (ROWS,) if tree.base.shape[0] else (COLUMNS,)
        for index, axis in zip(tree.indices, axes, strict=True):
            value = self.picked(value, index, axis)
        return value

    def sum(self, tree: Sum) -> Array:
        """From left to right."""
        result = self.value(tree.terms[0])
        for term in tree.terms[1:]:
            result = result + self.value(term)
        return result

    def product(self, tree: Product) -> Array:
        """From left to right; two that are no numbers as matrices."""
        result, shape = self.value(tree.factors[0]), tree.factors[0].shape
        for factor in tree.factors[1:]:
            value, own = self.value(factor), factor.shape
            if SCALAR in (shape, own):
                result, shape = result * value, own if shape == SCALAR else shape
            else:  # (rows, inner) times (inner, columns)
                pairs = result[..., :, :, None] * value[..., None, :, :]
                self.budget -= pairs.size
                result, shape = pairs.sum(axis=-2), (shape[0], own[1])
        return result

    def elementwise(self, tree: Elementwise) -> Array:
        """Component by component."""
        return self.value(tree.left) * self.value(tree.right)

    def quotient(self, tree: Quotient) -> Array:
        """Component by component."""
        return self.value(tree.numerator) / self.value(tree.denominator)

    def negative(self, tree: Negative) -> Array:
        """−a."""
        return -self.value(tree.operand)

    def power(self, tree: Power) -> Array:
        """By repeated multiplication; 1 over that for a negative exponent."""
        base = self.value(tree.operand)
        result = base
        for _again in range(abs(tree.exponent) - 1):
            result = result * base
        return result if tree.exponent > 0 else self.filled(self.kind.number(Fraction(1))) / result

    def transpose(self, tree: Transpose) -> Array:
        """Rows for columns."""
        return self.value(tree.operand).swapaxes(ROWS, COLUMNS)

    def standing(self, tree: Standing) -> Array:
        """The vector."""
        return self.value(tree.operand)

    def over(self, tree: Over) -> Array:
        """Along an axis of its own."""
        self.bound += 1
        if self.bound > MAX_SUMS:
            raise TooLargeError
        axis, outer = FREE + self.bound, self.axes
        self.axes = {**outer, tree.index: axis}
        body = self.full(self.value(tree.body), axis)
        self.axes = outer
        self.bound -= 1
        places = self.along(axis) + 1
        meant = (places >= self.end(tree.lower)) & (places <= self.end(tree.upper))
        for index in tree.without:
            meant = meant & (places != self.places(index) + 1)
        self.budget -= body.size
        return self.reduced(tree.kind, body, axis, meant)

    def derivative(self, tree: Derivative) -> Array:
        """The formula that the rules give, with the index of the variable along its own axis."""
        derived = derivative(tree.body, tree.variable, self.definitions)
        if derived is None:
            return self.value(tree.body) * self.filled(self.kind.number(Fraction(0)))
        outer = self.axes
        self.axes = {**outer, FRESH: outer[tree.index]} if tree.index else outer
        value = self.value(derived)
        self.axes = outer
        return value

    def peak(self, tree: Peak) -> Array:
        """1 where the greatest is; at the first of several."""
        value = self.value(tree.vector)
        value = value if tree.vector.shape[0] else value.swapaxes(ROWS, COLUMNS)
        place = self.np.argmax(value if tree.kind == "max" else -value, axis=ROWS, keepdims=True)
        return self.truth(self.along(ROWS) == place)

    def listed(self, tree: Listed) -> Array:
        """Along axes of their own, which become the rows and columns."""
        outer, bound = self.axes, self.bound
        self.axes = dict(outer)
        axes = []
        for index in tree.indices:
            self.bound += 1
            if self.bound > MAX_SUMS:
                raise TooLargeError
            axes.append(FREE + self.bound)
            self.axes[index] = axes[-1]
        body = self.value(tree.body)
        for axis, place in zip(axes, (ROWS, COLUMNS), strict=False):
            body = self.full(body, axis).swapaxes(axis, place)
        self.axes, self.bound = outer, bound
        self.budget -= body.size
        return body

    def call(self, tree: Call) -> Array:
        """Shorthand as what it stands for; functions of numbers component by component."""
        function = FUNCTIONS[tree.function]
        if function.expand is not None:
            return self.value(function.expand(tree.arguments[0]))
        values = [self.value(argument) for argument in tree.arguments]
        value = values[0]
        if tree.function == "diag":
            return self.np.where(
                self.along(ROWS) == self.along(COLUMNS), value, self.filled(self.kind.number(Fraction(0)))
            )
        if tree.function not in ("sum", "max", "min"):
            self.budget -= value.size * _COST.get(tree.function, 1)
            if self.budget < 0:
                raise TooLargeError
            return self.kind.functions[tree.function](value)
        if len(values) > 1:
            pick = self.np.maximum if tree.function == "max" else self.np.minimum
            for other in values[1:]:
                value = pick(value, other)
            return value
        return self.reduced(tree.function, value, ROWS if tree.arguments[0].shape[0] else COLUMNS)


_RULES: dict[type[Tree], Callable[[Evaluator, Any], Array]] = {
    Number: Evaluator.number, Count: Evaluator.count, Symbol: Evaluator.symbol, Unit: Evaluator.unit,
    Basis: Evaluator.basis, Same: Evaluator.same, Component: Evaluator.component, Sum: Evaluator.sum,
    Product: Evaluator.product, Elementwise: Evaluator.elementwise, Quotient: Evaluator.quotient,
    Negative: Evaluator.negative, Power: Evaluator.power, Transpose: Evaluator.transpose, Over: Evaluator.over,
    Call: Evaluator.call, Listed: Evaluator.listed, Derivative: Evaluator.derivative, Peak: Evaluator.peak,
    Standing: Evaluator.standing,
}  # fmt: skip
