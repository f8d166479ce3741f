"""Reads a formula in plain text back into an expression: the inverse of `notation` in its plain style.

    sum      = ["-"] product {("+" | "-") product}
    product  = power {("*" | "/") power}
    power    = {"-"} atom ["^" whole number]
    atom     = number | function "(" sum {"," sum} ")" | quantity | "(" sum ")"

Nothing of the text is ever executed.
"""

import re
from collections.abc import Callable
from typing import NoReturn

from nncli.errors import Diagnostic, InputError, Place
from nncli.maths.expression import Call, Constant, Expression, Power, Quotient, Reference
from nncli.maths.functions import FUNCTIONS
from nncli.maths.numeral import Numeral
from nncli.words import _

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*(?:\[(?:[\w,]|\[[\w,]+\])+\])?(?:\.[a-z]+(?:\[\d+\])?)*(?:@s\d+)?(?:@t\d+)?(?:#\d+)?)"
    r"|(?P<sign>[-+*/^(),]))"
)
# Reading recurses with each bracket, and whatever walks over the tree with each of its nodes; Python stops at 1000.
MAX_LENGTH, MAX_DEPTH, MAX_HEIGHT = 20_000, 100, 150
_POWER = re.compile(r"[1-9][0-9]?")  # 1 to 99


def read_formula(text: str, *, name: Callable[[str], str] = str) -> Expression:
    """The expression that `text` spells; `name` turns the quantities' names in it into ids.

    Raises:
        InputError: where the text cannot be read; the place is a column of it.
    """
    return _Reader(text, name).formula()


class _Reader:
    """Reads from left to right; `at` is the next token."""

    def __init__(self, text: str, name: Callable[[str], str]) -> None:
        self.text, self.name = text, name
        self.tokens: list[tuple[str, str, int]] = []
        self.at = self.depth = 0
        if len(text) > MAX_LENGTH:
            self.refuse(_("a formula of {n} characters is too long").format(n=len(text)), 0)
        end = len(text.rstrip())
        position = 0
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None:
                position += len(text[position:]) - len(text[position:].lstrip())
                self.refuse(_("'{sign}' cannot be read here").format(sign=text[position]), position)
            kind = match.lastgroup or ""
            self.tokens.append((kind, match[kind], match.start(kind)))
            position = match.end()

    def formula(self) -> Expression:
        """The whole text."""
        result = self.sum()
        if self.at < len(self.tokens):
            _kind, text, position = self.tokens[self.at]
            self.refuse(_("'{sign}' cannot be read here").format(sign=text), position)
        if _height(result) > MAX_HEIGHT:
            self.refuse(_("this formula holds too many formulas within each other"), 0)
        return result

    def sum(self) -> Expression:
        """Terms with + or − between them."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(_("more than {n} brackets within each other").format(n=MAX_DEPTH), self.position())
        result = -self.product() if self.take("-") else self.product()
        while sign := self.take("+") or self.take("-"):
            result = result + self.product() if sign == "+" else result - self.product()
        self.depth -= 1
        return result

    def product(self) -> Expression:
        """Factors with * or / between them, from left to right."""
        result = self.power()
        while sign := self.take("*") or self.take("/"):
            factor = self.power()
            result = result * factor if sign == "*" else Quotient(result, factor)
        return result

    def power(self) -> Expression:
        """A factor with its sign; −x^2 is −(x^2)."""
        minus = False
        while self.take("-"):
            minus = not minus
        result = self.raised()
        return -result if minus else result

    def raised(self) -> Expression:
        """An atom, perhaps raised to a whole power."""
        base = self.atom()
        if self.take("^"):
            position = self.position()
            kind, text = self.next()
            if kind != "number" or not _POWER.fullmatch(text):
                self.refuse(_("a power is a whole number from 1 to 99"), position)
            return Power(base, int(text))
        return base

    def atom(self) -> Expression:
        """A number, a quantity, a function of something, or a bracket."""
        position = self.position()
        kind, text = self.next()
        if kind == "number" and (numeral := Numeral.read(text)):
            return Constant(numeral.fraction)
        if kind == "name" and self.take("("):
            return self.call(text, position)
        if kind == "name":
            return Reference(self.name(text))
        if text == "(":
            inner = self.sum()
            self.expect(")")
            return inner
        return self.refuse(_("a number, a name or a bracket is expected here"), position)

    def call(self, text: str, position: int) -> Expression:
        """The arguments of a function, and the function of them."""
        if text not in FUNCTIONS:
            self.refuse(_("there is no function '{name}'").format(name=text), position)
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.expect(")")
        if not FUNCTIONS[text].takes(len(arguments)):
            self.refuse(_("'{name}' takes another number of arguments").format(name=text), position)
        return Call(FUNCTIONS[text], tuple(arguments))

    def take(self, sign: str) -> str:
        """`sign` if it is next, and then it is taken; else nothing."""
        if self.at < len(self.tokens) and self.tokens[self.at][:2] == ("sign", sign):
            self.at += 1
            return sign
        return ""

    def expect(self, sign: str) -> None:
        """Takes `sign`, which has to be next."""
        if not self.take(sign):
            self.refuse(_("'{sign}' is expected here").format(sign=sign), self.position())

    def next(self) -> tuple[str, str]:
        """Takes the next token: its kind and its text."""
        if self.at >= len(self.tokens):
            self.refuse(_("the formula ends too early"), len(self.text))
        kind, text, _position = self.tokens[self.at]
        self.at += 1
        return kind, text

    def position(self) -> int:
        """Where the next token stands."""
        return self.tokens[self.at][2] if self.at < len(self.tokens) else len(self.text)

    def refuse(self, message: str, position: int) -> NoReturn:
        """Ends the reading."""
        place = Place(_("formula"), 1, position + 1, 1, self.text)
        raise InputError(Diagnostic("unreadable-formula", message, place))


def _height(formula: Expression) -> int:
    """How many nodes stand on the longest way down; level by level, so that no height is too much for it."""
    height, level = 0, [formula]
    while level:
        height, level = height + 1, [child for node in level for child in node.children()]
    return height
