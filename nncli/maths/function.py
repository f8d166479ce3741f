"""A function that formulas call, as one record: its value, its partial derivatives and its written forms."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Literal, NamedTuple

from nncli.maths.arithmetic import Value


class Text(NamedTuple):
    """An argument as it is written: `free` where it stands alone, `held` with brackets if it needs them."""

    free: str
    held: str


Form = Callable[..., str]
Share = Callable[[str], str]  # source text → the name of a local that holds its value, computed once


@dataclass(frozen=True, slots=True)
class Function:
    """A function of numbers.

    `value(m, *args)` and `partials(m, *args)` compute in arithmetic m. `branch(*args)` tells on which side of a kink
    the arguments lie, so that a difference quotient across a kink is told apart from a wrong gradient. `plain`,
    `board` and `latex` write a call; where one is missing, it is `name(arguments)`.

    `code(share, *args)` is the value as a Python expression over names and number literals, with no functions but
    exp, expm1, log1p and tanh. It is for speed: branches stand inline, and `share` names what several calls have in
    common. It raises nothing, whatever floats come in: what leaves their range becomes infinite or no number.
    """

    name: str
    value: Callable[..., Value]
    partials: Callable[..., tuple[Value, ...]]
    branch: Callable[..., object] | None = None
    plain: Form | None = None
    board: Form | None = None
    latex: Form | None = None
    code: Form | None = None
    # How tightly the written forms hold together; a choice is "1 if …, else 0".
    holds: Literal["choice", "product", "call"] = "choice"

    def takes(self, count: int) -> bool:
        """Whether the function has `count` arguments, or may have."""
        try:
            signature(self.value).bind(None, *range(count))
        except TypeError:
            return False
        return True
