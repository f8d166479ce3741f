"""Formulas as small trees over the ids of the quantities they use.

A tree evaluates in any arithmetic with any values for its quantities, has its partial derivatives, and prints
(`notation`). Operators build it, so a model reads like the mathematics: `-eta * grad`, `out * (1 - out)`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from nncli.maths.arithmetic import Arithmetic, Value
from nncli.maths.function import Function

Values: TypeAlias = Mapping[str, Value]


class Expression(ABC):
    """A formula. Frozen; equal where it is written alike."""

    __slots__ = ()

    @abstractmethod
    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """The value with `values` in place of the quantities; computed from left to right as written."""

    @abstractmethod
    def children(self) -> tuple["Expression", ...]:
        """The sub-expressions, from left to right."""

    @abstractmethod
    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """∂self/∂child for each child, at `values`."""

    def references(self) -> Iterator[str]:
        """The ids used, from left to right, as often as they stand."""
        for child in self.children():
            yield from child.references()

    def pull(self, adjoint: Value, values: Values, arithmetic: Arithmetic, into: dict[str, Value]) -> None:
        """Adds adjoint · ∂self/∂q to `into[q]` for each quantity q: one step of reverse-mode differentiation."""
        for child, slope in zip(self.children(), self.slopes(values, arithmetic), strict=True):
            child.pull(adjoint * slope, values, arithmetic, into)

    def __add__(self, other: "Expression | int") -> "Expression":
        return total((*_terms(self), *_terms(_lift(other))))

    def __sub__(self, other: "Expression | int") -> "Expression":
        return total((*_terms(self), -_lift(other)))

    def __rsub__(self, other: int) -> "Expression":
        return _lift(other) - self

    def __mul__(self, other: "Expression | int | Fraction") -> "Expression":
        return Product((*_factors(self), *_factors(_lift(other))))

    def __rmul__(self, other: int | Fraction) -> "Expression":
        return _lift(other) * self

    def __truediv__(self, other: "Expression | int") -> "Expression":
        return Quotient(self, _lift(other))

    def __pow__(self, exponent: int) -> "Expression":
        return Power(self, exponent)

    def __neg__(self) -> "Expression":
        return Negative(self)


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """A number of the formula itself, such as ½."""

    value: Fraction

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """The constant in this arithmetic."""
        return arithmetic.ratio(self.value)

    def children(self) -> tuple[Expression, ...]:
        """None."""
        return ()

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Reference(Expression):
    """A quantity, by its id."""

    id: str

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """Its value."""
        return values[self.id]

    def children(self) -> tuple[Expression, ...]:
        """None."""
        return ()

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """None."""
        return ()

    def references(self) -> Iterator[str]:
        """Itself."""
        yield self.id

    def pull(self, adjoint: Value, values: Values, arithmetic: Arithmetic, into: dict[str, Value]) -> None:
        """The adjoint has arrived."""
        into[self.id] = into[self.id] + adjoint if self.id in into else adjoint


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """a + b + …; a difference is a sum with a negative term."""

    terms: tuple[Expression, ...]

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """Added from left to right."""
        result = self.terms[0].evaluate(values, arithmetic)
        for term in self.terms[1:]:
            result = result + term.evaluate(values, arithmetic)
        return result

    def children(self) -> tuple[Expression, ...]:
        """The terms."""
        return self.terms

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """∂(a + b)/∂a = 1."""
        return (1,) * len(self.terms)


@dataclass(frozen=True, slots=True)
class Product(Expression):
    """a · b · …"""

    factors: tuple[Expression, ...]

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """Multiplied from left to right."""
        result = self.factors[0].evaluate(values, arithmetic)
        for factor in self.factors[1:]:
            result = result * factor.evaluate(values, arithmetic)
        return result

    def children(self) -> tuple[Expression, ...]:
        """The factors."""
        return self.factors

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """The product of the other factors; never a division, so a zero factor does no harm."""
        numbers = [factor.evaluate(values, arithmetic) for factor in self.factors]
        slopes = []
        for i in range(len(numbers)):
            others: Value = 1
            for number in (*numbers[:i], *numbers[i + 1 :]):
                others = others * number
            slopes.append(others)
        return tuple(slopes)


@dataclass(frozen=True, slots=True)
class Quotient(Expression):
    """a / b."""

    numerator: Expression
    denominator: Expression

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """Raises ZeroDivisionError (or its decimal kin) where b = 0."""
        return self.numerator.evaluate(values, arithmetic) / self.denominator.evaluate(values, arithmetic)

    def children(self) -> tuple[Expression, ...]:
        """a, b."""
        return (self.numerator, self.denominator)

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """1/b and −a/b²."""
        a, b = (part.evaluate(values, arithmetic) for part in self.children())
        return (1 / b, -a / (b * b))


@dataclass(frozen=True, slots=True)
class Power(Expression):
    """base ^ n for a whole n ≥ 1."""

    base: Expression
    exponent: int

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """By repeated multiplication, as Python does it."""
        return self.base.evaluate(values, arithmetic) ** self.exponent

    def children(self) -> tuple[Expression, ...]:
        """The base."""
        return (self.base,)

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """n · base^(n−1)."""
        if self.exponent == 1:
            return (1,)  # decimals have no 0^0
        return (self.exponent * self.base.evaluate(values, arithmetic) ** (self.exponent - 1),)


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """−a."""

    operand: Expression

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """−a."""
        return -self.operand.evaluate(values, arithmetic)

    def children(self) -> tuple[Expression, ...]:
        """The operand."""
        return (self.operand,)

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """−1."""
        return (-1,)


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """function(arguments)."""

    function: Function
    arguments: tuple[Expression, ...]

    def evaluate(self, values: Values, arithmetic: Arithmetic) -> Value:
        """The function's value."""
        return self.function.value(arithmetic, *[a.evaluate(values, arithmetic) for a in self.arguments])

    def children(self) -> tuple[Expression, ...]:
        """The arguments."""
        return self.arguments

    def slopes(self, values: Values, arithmetic: Arithmetic) -> tuple[Value, ...]:
        """The function's own partial derivatives."""
        return self.function.partials(arithmetic, *[a.evaluate(values, arithmetic) for a in self.arguments])


HALF = Constant(Fraction(1, 2))


def total(terms: Iterable[Expression]) -> Expression:
    """Σ terms: a lone term stands for itself, no term for 0."""
    terms = tuple(terms)
    if not terms:
        return Constant(Fraction(0))
    return terms[0] if len(terms) == 1 else Sum(terms)


def _lift(operand: Expression | int | Fraction) -> Expression:
    return operand if isinstance(operand, Expression) else Constant(Fraction(operand))


def _terms(operand: Expression) -> tuple[Expression, ...]:
    return operand.terms if isinstance(operand, Sum) else (operand,)


def _factors(operand: Expression) -> tuple[Expression, ...]:
    return operand.factors if isinstance(operand, Product) else (operand,)
