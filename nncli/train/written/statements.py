"""A few lines of straight-line Python as they grow: every value once, each under the name of a local variable.

Texts hold only number literals, operators, the functions of `maths.functions`, and names that are a letter and a
number: p for parameters, n for their new values, t for what lies between. Nothing that a user wrote gets in.
"""

import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from nncli.maths.expression import Call, Constant, Expression, Product, Quotient, Reference, Sum
from nncli.maths.simplify import unsigned

_NAME = re.compile(r"\b[tnp]\d+\b")
_ATOM = re.compile(r"[a-z]+\d+|rate|\d[\d.e+-]*")
# The most terms in one statement: Python's own compiler walks a sum term by term, each inside the next.
MAX_TERMS = 50


class Statements:
    """Assignments in the order of computing. `names` says what a quantity of the formulas is called here."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self._texts: dict[str, str] = {}  # by name
        self._shared: dict[str, str] = {}  # names by text
        self._kept: set[str] = set()  # names that stand in a statement of their own

    def quantity(self, id: str, formula: Expression) -> None:
        """Computes a simplified formula, and calls it `id` from here on."""
        self.names[id] = self.share(self._text(formula))

    def update(self, id: str, parameter: str, formula: Expression) -> None:
        """Computes the new value of a parameter, and calls it `id` from here on."""
        name = "n" + self.names[parameter][1:]
        self._texts[name] = self._text(formula)
        self._kept.add(name)
        self.names[id] = name

    def share(self, text: str) -> str:
        """The name of a text's value; the same text is computed once."""
        if _ATOM.fullmatch(text):
            return text
        if text not in self._shared:
            self._shared[text] = f"t{len(self._shared)}"
            self._texts[self._shared[text]] = text
        return self._shared[text]

    def assignments(self) -> dict[str, str]:
        """Every name once, with its value, in the order of computing; parameters keep their old values throughout."""
        return _updates_last(self._inlined())

    def _text(self, e: Expression) -> str:
        match e:
            case Reference(id):
                return self.names[id]
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                # From left to right, so that η·δ is shared by all the weights of a unit.
                text = self._name(factors[0])
                for factor in factors[1:]:
                    text = f"{self.share(text)} * {self._name(factor)}"
                return text
            case Quotient(numerator, denominator):
                return f"{self._name(numerator)} / {self._name(denominator)}"
            case Call(function, arguments):
                if function.code is None:
                    raise TypeError(f"{function.name} has no code")
                return function.code(self.share, *[self._name(argument) for argument in arguments])
        minus, size = unsigned(e)
        return f"-{self._name(size)}" if minus else _literal(size)

    def _name(self, e: Expression) -> str:
        return self.share(self._text(e))

    def _sum(self, terms: tuple[Expression, ...]) -> str:
        first = next(term for term in terms if not unsigned(term)[0])  # b − a, not −a + b
        text = self._name(first)
        rest = list(terms)
        rest.remove(first)
        for count, term in enumerate(rest, start=1):
            if count % MAX_TERMS == 0:
                text = self.share(text)
                self._kept.add(text)
            minus, size = unsigned(term)
            text += f" {'-' if minus else '+'} {self._name(size)}"
        return text

    def _inlined(self) -> dict[str, str]:
        """The texts by name; what is used once stands where it is used."""
        uses = Counter(name for text in self._texts.values() for name in _NAME.findall(text))
        texts: dict[str, str] = {}

        def in_place_of(name: re.Match[str]) -> str:
            once = uses[name[0]] == 1 and name[0] in texts and name[0] not in self._kept
            return f"({texts.pop(name[0])})" if once else name[0]

        for name, text in self._texts.items():
            texts[name] = _NAME.sub(in_place_of, text)
        return texts


def names_read(texts: Iterable[str]) -> set[str]:
    """The parameters, new values and values between that the texts read."""
    return {name for text in texts for name in _NAME.findall(text)}


def _updates_last(texts: dict[str, str]) -> dict[str, str]:
    """New values that nothing reads go behind all else, the last first: so they come after what reads the old ones."""
    read = names_read(texts.values())
    last = {name: texts[name] for name in reversed(texts) if name[0] == "n" and name not in read}
    return {name: text for name, text in texts.items() if name not in last} | last


def in_place(texts: dict[str, str]) -> list[str]:
    """The assignments as lines that change the parameters: at once, or at the end where the old value is still read."""
    last_read = {name: at for at, text in enumerate(texts.values()) for name in _NAME.findall(text)}
    early = {
        name: f"p{name[1:]}"
        for at, name in enumerate(texts)
        if name[0] == "n" and last_read.get(f"p{name[1:]}", -1) <= at
    }
    lines = [
        f"{early.get(name, name)} = {_NAME.sub(lambda found: early.get(found[0], found[0]), text)}"
        for name, text in texts.items()
    ]
    return lines + [f"p{name[1:]} = {name}" for name in texts if name[0] == "n" and name not in early]


def _literal(e: Expression) -> str:
    if isinstance(e, Constant):
        return repr(_float(e.value))
    raise TypeError(f"no way to write {type(e).__name__}")


def _float(value: Fraction) -> float:
    return value.numerator / value.denominator
