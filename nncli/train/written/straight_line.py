"""Standard BP as straight-line code, written from the network's own Trace: BP itself stands in `models` alone.

One update is traced; what its new parameters follow from is written as one assignment after another, over local
variables. Update order, thresholds, shared offsets, maxout, every activation and every loss are as in the Trace,
because they are the Trace's.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from nncli.errors import Diagnostic, InputError, TraceError
from nncli.maths.expression import Constant, Expression, Reference
from nncli.maths.numeral import Numeral
from nncli.maths.simplify import simplified, unsigned
from nncli.models.feed_forward import trace
from nncli.models.model import Example
from nncli.spec.study import Study
from nncli.train.arrays.layout import Layout
from nncli.train.written.statements import Statements
from nncli.words import _

# What generated code may call.
FUNCTIONS = {function.__name__: function for function in (math.exp, math.expm1, math.log1p, math.tanh)}


# Up to here plain Python, at 0.08 µs for each parameter, is faster than NumPy, at some 40 µs for the whole sample.
MOST_IN_PYTHON = 400
# Numba compiles so many in some 15 s; from there on the time grows faster than their number.
MOST_TO_COMPILE = 600
SECONDS_TO_COMPILE, SECONDS_TO_COMPILE_ONE = 2.0, 0.02  # numba's import with the rest; for each parameter
SECONDS_SAVED = 7e-8  # for each parameter, at each update


def suits(network: Study) -> bool:
    """Whether straight-line code can train this network as its spec says, and plain Python beats NumPy at it."""
    return _can_train(network) and Layout(network).size <= MOST_IN_PYTHON


def compiling_pays(network: Study, updates: int) -> bool:
    """Whether so many updates save more time than compiling takes: by estimate, not by a clock, so it never wavers."""
    size = Layout(network).size
    cost = SECONDS_TO_COMPILE + SECONDS_TO_COMPILE_ONE * size
    return _can_train(network) and size <= MOST_TO_COMPILE and SECONDS_SAVED * size * updates > cost


def _can_train(network: Study) -> bool:
    training = network.training
    return (
        network.loss is not None
        and network.mode == "standard"
        and network.optimiser.name == "sgd"
        and network.penalty is None
        and training.precision == "double"
    )


def assignments(network: Study) -> dict[str, str]:
    """One update, as an assignment for each name, in the order of computing.

    It reads the inputs x0, x1, …, the targets d0, d1, …, the learning rate `rate` and the parameters p0, p1, … in the
    order of `Layout`; n0, n1, … are the new values of those that learn.

    Raises:
        InputError: if the network has too many parameters to be written out.
    """
    ids = list(Layout(network).ids())
    names = {id: f"p{at}" for at, id in enumerate(ids)} | {"eta": "rate"}
    names |= {id: f"x{at}" for at, id in enumerate(network.inputs)}
    names |= {f"target[{unit}]": f"d{at}" for at, unit in enumerate(network.outputs)}
    statements = Statements(names)
    parameter_of = {f"{id}.new": id for id in ids}
    for id, formula in _needed(network, ids).items():
        if id in parameter_of:
            statements.update(id, parameter_of[id], formula)
        else:
            statements.quantity(id, formula)
    return statements.assignments()


def row_names(network: Study) -> list[str]:
    """What the numbers of a row are called: the inputs of a sample, then its targets."""
    return [*(f"x{at}" for at in range(len(network.inputs))), *(f"d{at}" for at in range(len(network.outputs)))]


def compiled_by_python(source: str) -> Any:
    """The function `run` that the source defines."""
    space: dict[str, Any] = {"__builtins__": {"zip": zip, "range": range, "len": len}, **FUNCTIONS}
    exec(compile(source, "<straight-line code>", "exec"), space)
    return space["run"]


def block(lines: list[str], depth: int) -> str:
    """The lines as a block, so many levels deep."""
    return "".join(" " * 4 * depth + line + "\n" for line in lines or ["pass"])


def _needed(network: Study, parameters: list[str]) -> dict[str, Expression]:
    """Simplified formulas of the steps that the new parameters follow from, by id, in the order of computing.

    A step that is used once, or only names another, is written out where it is used.
    """
    try:
        run = trace(_stand_in(network), sample=1, updates=1)
    except TraceError as error:  # at the stand-in's numbers nothing but the number of steps can go wrong
        message = _("{n} parameters are too many to write out one by one").format(n=len(parameters))
        help = _("'engine: arrays' takes them layer by layer")
        raise InputError(Diagnostic("too-large", message, help=help)) from error
    learned = {f"{id}.new": id for id in parameters if f"{id}.new" in run}
    written = {step.id: step.formula for step in run.steps if step.formula is not None}
    reached = _ancestors(written, learned)
    steps = [id for id in written if id in reached]
    uses = Counter(used for id in steps for used in written[id].references())
    known: dict[str, Expression] = {}
    formulas: dict[str, Expression] = {}
    for id in steps:
        formula = simplified(written[id], known)
        if id in learned:
            # A gradient that is 0 for good changes nothing.
            (known if formula == Reference(learned[id]) else formulas)[id] = formula
        elif uses[id] == 1 or isinstance(unsigned(formula)[1], Constant | Reference):
            known[id] = formula
        else:
            formulas[id] = formula
    reached = _ancestors(formulas, [id for id in learned if id in formulas])
    return {id: formula for id, formula in formulas.items() if id in reached}


def _ancestors(formulas: Mapping[str, Expression], ids: Iterable[str]) -> set[str]:
    """The ids that have a formula among all that `ids` follow from, themselves included."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        id = waiting.pop()
        if id not in found and id in formulas:
            found.add(id)
            waiting.extend(formulas[id].references())
    return found


def _stand_in(network: Study) -> Study:
    """The same network at numbers that cannot overflow: only its formulas are wanted."""
    nought = Numeral("0")
    layers = tuple(layer.filled(nought) for layer in network.layers)
    example = Example((nought,) * len(network.inputs), (nought,) * len(network.outputs))
    return replace(network, layers=layers, samples=(example,), learning_rate=nought)
