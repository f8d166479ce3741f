"""Writes an expression: as plain ASCII that reads back (`grammar`), as on the board, or as LaTeX.

Put the quantities' names in and it is the formula; put their numbers in and it is the sum that one computes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from nncli.maths.expression import Call, Constant, Expression, Negative, Power, Product, Quotient, Reference, Sum
from nncli.maths.function import Text

Name: TypeAlias = Callable[[str], str]

# How tightly a piece of text holds together; a place that needs a tighter one puts brackets around it.
_CHOICE, _SUM, _PRODUCT, _UNARY, _POWER, _ATOM = range(6)
_HOLDS = {"choice": _CHOICE, "product": _PRODUCT, "call": _ATOM}


@dataclass(frozen=True, slots=True)
class Style:
    """The signs of one way of writing."""

    kind: Literal["plain", "board", "latex"]
    minus: str
    times: str
    half: str
    power: Callable[[str, int], str]
    quotient: Callable[[Text, Text], str]
    brackets: tuple[str, str] = ("(", ")")


_RATIO = re.compile(r"\d+/\d+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN = Style("plain", "-", "*", "1/2", lambda b, n: f"{b}^{n}", lambda a, b: f"{a.held}/{b.held}")
BOARD = Style(
    "board", "−", "·", "½", lambda b, n: b + str(n).translate(_RAISED), lambda a, b: f"{a.held}/{b.held}"
)  # fmt: skip
LATEX = Style(
    "latex", "-", r" \cdot ", r"\tfrac{1}{2}", lambda b, n: f"{b}^{{{n}}}",
    lambda a, b: rf"\frac{{{a.free}}}{{{b.free}}}", (r"\left(", r"\right)"),
)  # fmt: skip


def write(expression: Expression, name: Name, style: Style = PLAIN) -> str:
    """`expression` in `style`, each quantity as `name(id)`; a number put in gets the brackets it needs."""
    return _Writer(name, style).leading(expression)


@dataclass(frozen=True, slots=True)
class _Writer:
    name: Name
    style: Style

    def write(self, e: Expression) -> tuple[str, int]:
        """The text, and how tightly it holds."""
        style = self.style
        match e:
            case Reference(id):
                text = self.name(id)
                return text, _SUM if text.startswith(("-", "−")) else _PRODUCT if _RATIO.fullmatch(text) else _ATOM
            case Constant(value):
                if value.denominator == 1:
                    return str(value).replace("-", style.minus), _ATOM if value >= 0 else _SUM
                if value == 0.5:
                    return style.half, _ATOM if style.kind != "plain" else _PRODUCT
                text = _decimal(value).replace("-", style.minus)
                return text, _SUM if value < 0 else _PRODUCT if "/" in text else _ATOM
            case Sum(terms):
                return self._sum(terms), _SUM
            case Product(factors):
                return self._product(factors), _PRODUCT
            case Quotient(a, b):
                return style.quotient(self.both(a, _PRODUCT), self.both(b, _POWER)), _PRODUCT
            case Power(base, exponent):
                text = self.held(base, _ATOM)
                if isinstance(base, Reference) and any(sign in text for sign in "/⁺#@^"):  # ∂E/∂w, w⁺#1
                    text = text.join(style.brackets)
                return style.power(text, exponent), _POWER
            case Negative(Product(factors)):
                return style.minus + self._product(factors), _SUM
            case Negative(operand):
                return style.minus + self.held(operand, _PRODUCT), _SUM
            case Call():
                return self._call(e)
        raise TypeError(f"no way to write {type(e).__name__}")

    def held(self, e: Expression, level: int) -> str:
        """The text, in brackets where it holds less tightly than `level`."""
        return self.both(e, level).held

    def both(self, e: Expression, level: int) -> Text:
        """The text as it stands alone (a choice never does), and with the brackets it needs at `level`."""
        text, own = self.write(e)
        left, right = self.style.brackets
        held = left + text + right
        return Text(held if own == _CHOICE else text, text if own >= level else held)

    def leading(self, e: Expression, level: int = _CHOICE) -> str:
        """The text at the very left, where a negative number needs no brackets: −0.19·0.21"""
        if isinstance(e, Product) and isinstance(e.factors[0], Reference):
            first = self.write(e.factors[0])[0]
            if first.startswith(("-", "−")) and "/" not in first:
                return self.style.times.join([first, *(self.held(factor, _UNARY) for factor in e.factors[1:])])
        return self.held(e, level)

    def _product(self, factors: tuple[Expression, ...]) -> str:
        return self.style.times.join(self.held(factor, _UNARY) for factor in factors)

    def _sum(self, terms: tuple[Expression, ...]) -> str:
        text = self.leading(terms[0], _SUM)
        for term in terms[1:]:
            if isinstance(term, Negative):
                text += f" {self.style.minus} {self.held(term.operand, _PRODUCT)}"
            else:
                text += f" + {self.held(term, _PRODUCT)}"
        return text

    def _call(self, call: Call) -> tuple[str, int]:
        arguments = [self.both(a, _ATOM) for a in call.arguments]
        form = {"plain": call.function.plain, "board": call.function.board, "latex": call.function.latex}
        written = form[self.style.kind]
        if written is not None:
            return written(*arguments), _HOLDS[call.function.holds]
        name = call.function.name
        if self.style.kind == "latex":
            name = rf"\mathrm{{{name}}}".replace("_", r"\_")
        return f"{name}({', '.join(a.free for a in arguments)})", _ATOM


def _decimal(value: Fraction) -> str:
    """A constant such as 1/10 as 0.1 where it ends, else as the ratio."""
    short = repr(float(value))
    return short if Fraction(short) == value else str(value)
