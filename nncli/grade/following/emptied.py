"""Carried, but not for nothing: a step that the student's own numbers have emptied shows no method, and earns nothing.

Emptied is a change, a slope, an error or a δ that is 0 where the truth is not, and a product with a factor 0 or 1 that
comes from a fault. The error of a step function that is stated is none of these; what follows from a slip with a name
is exempt: its 0 is the slip's, and was charged there.
"""

from nncli.grade.following.bands import NOISE
from nncli.grade.following.student import Student
from nncli.grade.following.ties import readings
from nncli.grade.results import Stated
from nncli.maths.expression import Call, Reference
from nncli.trace.quantities import Quantity

_MAY_VANISH = ("slope", "error", "delta", "step", "back", "grad", "new")


def is_emptied(student: Student, id: str, number: Stated) -> bool:
    """Whether the student's own numbers make a step trivial that is not trivial in truth."""
    factors = [
        other for other in student.programs.formulas[id].references()
        if other in student.tainted and student.put_in.get(other) in (0.0, 1.0)
        and student.truth[other] not in (0.0, 1.0)
    ]  # fmt: skip
    if factors:
        return not all(student.tainted[other] for other in factors)
    return is_unchanged(student, id, number) and not _is_all_or_none(student, id)


def _is_all_or_none(student: Student, id: str) -> bool:
    """Whether it is the error of an output that is 0 or 1 and stands on the sheet: 0 is the difference of the two."""
    formulas = student.programs.formulas
    outputs = [other for other in formulas[id].references() if other in student.stated and other in formulas]
    return Quantity.of(id).kind == "error" and any(
        isinstance(formula := formulas[out], Call) and formula.function.name in ("step", "sign") for out in outputs
    )


def is_left_out(student: Student, id: str) -> bool:
    """Whether a slip that may have been made leaves nothing of the step: the new value is said to be the old one."""
    altered = (student.programs.altered(slips)[id] for slips in readings(student))
    right = isinstance(student.programs.formulas[id], Reference)
    return not right and any(isinstance(formula, Reference) for formula in altered)


def is_unchanged(student: Student, id: str, number: Stated) -> bool:
    """Whether a change, a slope, an error or a delta is 0, or below its written digit, and in truth is not."""
    q, expected = Quantity.of(id), student.truth[id]
    old = student.programs.leaves.get(q.subject, 0.0) if q.kind == "new" else 0.0
    digit = 1.01 * number.half_unit + NOISE  # a number cut off lies half a unit beside it
    return q.kind in _MAY_VANISH and (
        abs(number.value - old) <= digit < abs(expected - old)
        or (abs(_as_written(number) - old) <= NOISE and abs(expected - old) > number.half_unit)
    )


def _as_written(number: Stated) -> float:
    """The number on the sheet; under a convention `value` is another."""
    try:
        return float(number.text)
    except ValueError:
        return number.value
