"""A trace as JSON: the same steps with stable ids, for other programs.

    {"schema": 1, "spec": …,
     "steps": [{"id", "name", "phase", "symbol", "formula", "substituted", "inputs", "value"}]}

`formula` is written over ids and `substituted` over numbers in full precision, both in plain ASCII that reads back;
they are null for what is given. `value` is a number; where the arithmetic is exact or rounded, `exact` holds it as a
fraction or as all its decimals. Where the digits as written decide at a kink, `instead_of` is what rounding gave.
"""

import json
from typing import Any

from nncli.maths.arithmetic import Value
from nncli.maths.notation import write
from nncli.models.model import Model
from nncli.trace.trace import Ending, Step, Trace

SCHEMA = 1


def trace_json(trace: Trace, model: Model, spec: str, steps: tuple[Step, ...] | None = None) -> str:
    """The trace (or only `steps` of it) of `model`, which was read from `spec`."""
    document = {
        "schema": SCHEMA,
        "spec": spec,
        "title": model.title,
        "source": model.source,
        "arithmetic": trace.arithmetic.name,
        **model.facts(),
        **({"ending": _ending(trace.ending)} if trace.ending else {}),
        "steps": [_step(step, trace) for step in (trace.steps if steps is None else steps)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)


def _ending(ending: Ending) -> dict[str, Any]:
    entry: dict[str, Any] = {"outcome": ending.outcome.value, "epochs": ending.epochs}
    entry["presentations"] = ending.presentations
    if ending.cycle_epochs:
        entry["cycle"] = {"epochs": ending.cycle_epochs, "presentations": ending.cycle_presentations}
    return entry


def _step(step: Step, trace: Trace) -> dict[str, Any]:
    formula = step.formula
    entry: dict[str, Any] = {
        "id": step.id,
        "name": trace.names.name(step.id),
        "phase": step.phase,
        "symbol": trace.names.symbol(step.id),
        "formula": write(formula, str) if formula else None,
        "substituted": write(formula, lambda id: str(trace.values[id])) if formula else None,
        "inputs": list(step.inputs),
        "value": number(step.value),
    }
    if not isinstance(step.value, float):
        entry["exact"] = str(step.value)
    if step.instead is not None:
        entry["instead_of"] = number(step.instead)
    return entry


def number(value: Value) -> float:
    """The nearest binary64, with the sign of infinity's neighbour where a fraction is beyond it."""
    try:
        return float(value)
    except OverflowError:
        return 1.7976931348623157e308 if value > 0 else -1.7976931348623157e308
