"""What is written on a drawing: names, and numbers as a person would write them there."""

from dataclasses import dataclass

from nncli.maths.numeral import Numeral
from nncli.models.sketch import Sketch
from nncli.render.numbers import NumberFormat
from nncli.render.pictures.network.signs import plain
from nncli.trace.quantities import Names

LONG = 8  # signs of a number that is written as it stands in the spec


@dataclass(frozen=True, slots=True)
class Words:
    """Names and numbers. With `ascii`, without the board's own signs."""

    sketch: Sketch
    names: Names
    numbers: NumberFormat
    ascii: bool = False

    def say(self, text: str) -> str:
        """The text in signs that the terminal has."""
        return plain(text) if self.ascii else text

    def symbol(self, id: str) -> str:
        """A quantity's sign, or the source's own name for it."""
        return self.say(self.names.symbol(id))

    def number(self, id: str) -> str | None:
        """The number of a leaf; None where there is not one alone."""
        numeral = self.sketch.numbers.get(id)
        return None if numeral is None else self.say(written(numeral, self.numbers))

    def equation(self, id: str) -> str:
        """`A = 0.35`, or `A` alone."""
        number = self.number(id)
        return self.symbol(id) if number is None else f"{self.symbol(id)} = {number}"

    def leaf(self, id: str, tight: int) -> str:
        """`A = 0.35`, `A=0.35`."""
        return self.equation(id).replace(" = ", "=") if tight == 2 else self.equation(id)

    def within(self, id: str, tight: int) -> str:
        """What stands in the unit that it belongs to: `b_P = 0.2`, `b = 0.2`, `b 0.2`; its own name is kept."""
        if not tight:
            return self.equation(id)
        sign = self.symbol(id) if id in self.names.given else self.say(_LETTERS[id.partition("[")[0]])
        return f"{sign}{' = ' if tight == 1 else ' '}{self.number(id)}"

    def weight(self, id: str, named: bool, tight: int) -> str:
        """A weight's number; with the source's own name for it, where it has one. The wire says the rest."""
        if not named or id not in self.names.given:
            return self.number(id) or self.symbol(id)
        return self.equation(id).replace(" = ", "=") if tight else self.equation(id)


_LETTERS = {"b": "b", "theta": "θ", "target": "d"}


def written(numeral: Numeral, numbers: NumberFormat) -> str:
    """A number as its spec writes it; a long one, such as a weight drawn at random, with as many digits as the page."""
    return numeral.text.replace("-", "−") if len(numeral.text) <= LONG else numbers(float(numeral))
