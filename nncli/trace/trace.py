"""A step, and the graph of steps.

A `Trace` is made once, by a `Recorder`, and never changes. Tables, checks and verdicts are readings of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from nncli.errors import Diagnostic, InputError
from nncli.maths.arithmetic import Arithmetic, Value
from nncli.maths.expression import Expression
from nncli.suggest import did_you_mean
from nncli.trace.quantities import Names, Quantity
from nncli.words import _, listing

# The word of a phase: "given" in every system, the rest as the system has it.
Phase: TypeAlias = str


class Step(NamedTuple):
    """One number: its id, the phase it belongs to, how it follows from others, and its value.

    `formula` is None for what is given. `inputs` are the ids in the formula, each once. `instead` is what the trace's
    arithmetic alone gives, where the digits as written decide otherwise at a kink.
    """

    id: str
    phase: Phase
    formula: Expression | None
    inputs: tuple[str, ...]
    value: Value
    instead: Value | None = None


class Outcome(Enum):
    """How a run ended that goes on until something happens."""

    CLEAN = "clean"  # an epoch changed nothing
    CYCLE = "cycle"  # the parameters are what they were before: it would go on like that for ever
    LIMIT = "limit"  # it was long enough


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a run ended, after how many epochs and presentations; of a cycle its length in both.

    `epoch_ends` are, for each epoch, the ids of the parameters as they were at its end.
    """

    outcome: Outcome
    epochs: int
    presentations: int
    cycle_epochs: int
    cycle_presentations: int
    epoch_ends: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Trace:
    """The steps of a run in the order of computing, and what is needed to read them.

    `phases` are the words of its steps' phases in order, each with its title, and `learned` the ids of the parameters
    that were to learn. `ending` is how a run ended that goes on until something happens.
    """

    steps: tuple[Step, ...]
    arithmetic: Arithmetic
    names: Names
    phases: Mapping[Phase, str]
    learned: tuple[str, ...] = ()
    ending: Ending | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by id."""
        return MappingProxyType({step.id: step for step in self.steps})

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The values by id."""
        return MappingProxyType({step.id: step.value for step in self.steps})

    def __getitem__(self, id: str) -> Step:
        return self.by_id[id]

    def __contains__(self, id: str) -> bool:
        return id in self.by_id

    def find(self, text: str) -> Step:
        """The step that `text` means: an id, or a source's name with its endings (`w3+`, `g@s2`).

        Raises:
            InputError: if there is no such step; it offers the nearest.
        """
        id = self.names.resolve(text)
        if id in self.by_id:
            return self.by_id[id]
        if (alone := self._alone(id)) is not None:
            return alone
        known = [*self.by_id, *(self.names.name(id) for id in self.by_id)]
        near = [known_id for known_id in self.by_id if known_id.startswith((f"{id}@", f"{id}#"))]
        help = _("there is one for each sample or update: {ids}").format(ids=listing(near[:6])) if near else None
        message = _("this trace has no quantity '{text}'").format(text=text[:60])
        raise InputError(Diagnostic("unknown-quantity", message, help=help or did_you_mean(text, known)))

    def _alone(self, id: str) -> Step | None:
        """The one step that `id` means without its sample, time or update: `w3.new#4`, where #4 is of one sample."""
        wanted = Quantity.parse(id)
        if wanted is None:
            return None
        marks = ("sample", "time", "update")
        said = {mark: value for mark in marks if (value := getattr(wanted, mark)) is not None}
        bare = replace(wanted, sample=None, time=None, update=None)
        found = [
            step for step in self.steps
            if (q := Quantity.parse(step.id)) and replace(q, sample=None, time=None, update=None) == bare
            and all(getattr(q, mark) == value for mark, value in said.items())
        ]  # fmt: skip
        return found[0] if len(found) == 1 and said else None

    def ancestors(self, id: str) -> Iterator[Step]:
        """The steps that `id` follows from, itself last, in the order of computing."""
        needed = {id}
        for step in reversed(self.steps):
            if step.id in needed:
                needed.update(step.inputs)
        return (step for step in self.steps if step.id in needed)
