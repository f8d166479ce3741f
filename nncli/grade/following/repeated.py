"""The same fault without a name, made again: it is charged once.

Whoever multiplies a δ by something wrong does so at every unit. What is compared is the relation of the number written
to the one that follows from the student's own: the same factor, or the same difference. A factor 0 is no method.
"""

from nncli.grade.following.bands import NOISE
from nncli.grade.following.relation import VAGUE, Relation
from nncli.grade.following.student import Student
from nncli.grade.results import Stated
from nncli.trace.quantities import Quantity


def relation(student: Student, id: str, number: Stated) -> Relation | None:
    """How a stated number lies to what follows; None where that says nothing."""
    q = Quantity.of(id)
    world = student.world(student.active)
    own = student.predicted(id, world)
    if own is None:
        return None
    old = student.programs.leaves.get(q.subject, 0.0) if q.kind == "new" else 0.0
    written, meant = number.value - old, own - old
    tolerance = number.half_unit + student.width(id, world)
    difference = written - meant
    if abs(difference) <= 5 * tolerance or abs(written) <= 2 * number.half_unit + NOISE:
        return None  # hardly another number, or nothing at all
    factor = written / meant if abs(meant) > NOISE else None
    factor_tolerance = tolerance / abs(meant) if factor is not None else 0.0
    if factor is not None and factor_tolerance > VAGUE * abs(factor):
        factor = None
    return Relation(q.kind or "", factor, factor_tolerance, difference, tolerance)
