"""Runs a trace's own formulas again, with other numbers in some places."""

from collections.abc import Mapping

from nncli.maths.arithmetic import Arithmetic, Value
from nncli.trace.trace import Trace


def replay(
    trace: Trace, changes: Mapping[str, Value], arithmetic: Arithmetic | None = None, until: str | None = None
) -> dict[str, Value]:
    """The values by id when the steps in `changes` have the values given there.

    What does not depend on a change keeps its value. With another `arithmetic` all is computed anew, and `changes` must
    hold every leaf, read in that arithmetic. Nothing is rounded on the way. Stops behind the step `until`.

    Raises:
        ArithmeticError, ValueError: where a formula has no value for the new numbers.
    """
    anew = arithmetic is not None
    arithmetic = arithmetic or trace.arithmetic
    values: dict[str, Value] = dict(changes)
    touched = set(changes)
    with arithmetic.context():
        for step in trace.steps:
            if step.id not in touched:
                if step.formula is not None and (anew or not touched.isdisjoint(step.inputs)):
                    values[step.id] = step.formula.evaluate(values, arithmetic)
                    touched.add(step.id)
                else:
                    values[step.id] = step.value
            if step.id == until:
                break
    return values
