"""The systems of the chapter, by the names that a spec gives them under `model:`.

A system says how its models run, by which rules, with which slips, in which phases, and in which arithmetic if nobody
asks for another. Everything outside this room asks here, and names no system.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from nncli.maths.arithmetic import Arithmetic
from nncli.models.model import Model
from nncli.models.slips import Slip
from nncli.trace.gradients import Claim
from nncli.trace.trace import Trace

# Each with the module that ends in its record, `SYSTEM`: what is not used is not imported.
SYSTEMS = {"feed-forward": "nncli.models.feed_forward", "perceptron": "nncli.models.presentations"}


@dataclass(frozen=True, slots=True)
class System:
    """How the models of one system run.

    `trace(model, arithmetic=…, mode=…, sample=…, updates=…, rules=…, like=…)` runs one: `rules` are of the system's own
    kind, and with `like` a run under other rules takes the same samples in the same order as that trace.
    `claims(model, trace)` says which recorded numbers are gradients, and of what, so that oracles can check them.
    `phases` are the words of its steps' phases, in order, each with the title of its table. `takes` are those of the
    options mode, sample, updates and summary that mean something here.
    """

    trace: Callable[..., Trace]
    claims: Callable[[Any, Trace], Sequence[Claim]]
    rules: Any
    slips: tuple[Slip, ...]
    phases: Mapping[str, str]
    arithmetic: Arithmetic
    takes: frozenset[str]


def system_of(model: Model) -> System:
    """The system that a model belongs to."""
    system: System = import_module(SYSTEMS[model.system]).SYSTEM
    return system


def all_slips() -> tuple[Slip, ...]:
    """The slips of every system."""
    return tuple(slip for module in SYSTEMS.values() for slip in import_module(module).SYSTEM.slips)


def rules_of(model: Model, slips: tuple[Slip, ...]) -> Any:
    """The rules of someone who makes all of `slips`."""
    rules = system_of(model).rules
    for slip in slips:
        rules = slip(rules)
    return rules


def trace(model: Model, *, arithmetic: Arithmetic | None = None, **how: Any) -> Trace:
    """The trace of a model, in its system's own arithmetic if no other is asked for.

    Raises:
        TraceError: if the arithmetic overflows or has no exact value at some step, or there are too many steps.
    """
    system = system_of(model)
    return system.trace(model, arithmetic=arithmetic or system.arithmetic, **how)
