"""What is said of a formula, as data: reports and points are readings of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from nncli.errors import Diagnostic

Kind: TypeAlias = Literal["correct", "slip", "wrong", "undecided", "unreadable"]
# Why an answer goes to a human, or what else there is to say.
Reason: TypeAlias = Literal[
    "",
    "two-readings",  # it can be read in two ways that are not judged alike
    "undefined",  # right wherever it has a value, but somewhere it is 0/0 or the like
    "never-defined",  # it has no value anywhere
    "precision",  # neither clearly equal nor clearly different
    "out-of-range",  # it speaks of components that vectors of the usual lengths do not have
    "too-large",  # it costs more to compute than any answer needs
    "left-side",  # right, but said to be the derivative of something else
    "chain",  # the last formula is right, and one on the way to it is not equal to it
    "letters",  # it depends on what an undeclared letter stands for
    "indices",  # it depends on which of its indices is which
    "other-function",  # stability: stable or not, it is another function
    "two-values",  # threshold: several values, and not all of them right
    "library",  # stable: it calls a function that libraries have in a stable form
    "coarse",  # threshold: true as far as it goes, but it does not go far
]
Pairs: TypeAlias = Literal["equal", "unequal"]


@dataclass(frozen=True, slots=True)
class Where:
    """For which pairs the answer is right and for which it is wrong: i = j, i ≠ j."""

    right: tuple[Pairs, ...]
    wrong: tuple[Pairs, ...]


Failure: TypeAlias = Literal["overflow", "underflow", "log-of-zero", "zero-by-zero", "cancellation", "minus-infinity"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where a formula breaks down: the innermost part, as written, and an input on which it happens.

    `inside` is the declaration in which the part stands, or "". `got` and `should` are the part's values there.
    """

    kind: Failure
    part: str
    inside: str
    input: tuple[str, ...]
    precision: Literal["float64", "float32"]
    got: str
    should: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two formulas of a derivation that are not equal though an equals sign says so; `number` counts the signs.

    `slips` are those that lead from the one, which is right, to the other.
    """

    before: int
    after: int
    left: str
    right: str
    number: int
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A derivation: how many of its formulas are right before its first fault, and that fault."""

    right: int
    total: int
    fault: Link | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`echo` is how the answer was read; `readings` are all ways, where there are two. Nothing here tells the key."""

    kind: Kind
    slips: tuple[str, ...] = ()  # all that explain it: some cannot be told apart
    echo: str = ""
    readings: tuple[str, ...] = ()
    reason: Reason = ""
    where: Where | None = None
    trouble: Trouble | None = None
    diagnostics: tuple[Diagnostic, ...] = ()  # of an unreadable answer, each with its line and column
    assumed: tuple[tuple[str, str], ...] = ()  # letters that nobody declared, and what they were taken for
    layout: bool = False  # right in the other layout, which the question allows
    chain: Chain | None = None
    cases: int = 1  # how many cases the answer tells apart
    empty: bool = False  # a number without any symbol: a guess earns nothing
    declaration: str = ""  # the key below `let:` whose formula the diagnostics are of; "" where it is the answer
