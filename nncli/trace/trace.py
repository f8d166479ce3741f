"""A step, and the graph of steps.

A `Trace` is made once, by a `Recorder`, and never changes. Tables, checks and verdicts are readings of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from nncli.errors import Diagnostic, InputError
from nncli.maths.arithmetic import Arithmetic, Value
from nncli.maths.expression import Expression
from nncli.suggest import did_you_mean
from nncli.trace.quantities import Names
from nncli.words import _

Phase = Literal["given", "forward", "loss", "backward", "update", "after"]
PHASES: tuple[Phase, ...] = get_args(Phase)


class Step(NamedTuple):
    """One number: its id, the phase it belongs to, how it follows from others, and its value.

    `formula` is None for what is given. `inputs` are the ids in the formula, each once.
    """

    id: str
    phase: Phase
    formula: Expression | None
    inputs: tuple[str, ...]
    value: Value


@dataclass(frozen=True)
class Trace:
    """The steps of a run in the order of computing, and what is needed to read them.

    `learned` lists the ids of the parameters that were to learn.
    """

    steps: tuple[Step, ...]
    arithmetic: Arithmetic
    names: Names
    learned: tuple[str, ...] = ()

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
        known = [*self.by_id, *(self.names.name(id) for id in self.by_id)]
        near = [known_id for known_id in self.by_id if known_id.startswith((f"{id}@", f"{id}#"))]
        help = _("there is one for each sample or update: {ids}").format(ids=", ".join(near[:6])) if near else None
        message = _("this trace has no quantity '{text}'").format(text=text[:60])
        raise InputError(Diagnostic("unknown-quantity", message, help=help or did_you_mean(text, known)))

    def ancestors(self, id: str) -> Iterator[Step]:
        """The steps that `id` follows from, itself last, in the order of computing."""
        needed = {id}
        for step in reversed(self.steps):
            if step.id in needed:
                needed.update(step.inputs)
        return (step for step in self.steps if step.id in needed)
