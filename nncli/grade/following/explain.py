"""What explains a number that is neither true nor follows: asked in this order, the first answer is taken.

A slip (the same program with one rule altered), two given numbers interchanged, another learning rate, a slip of
writing, a step that is not on the sheet, two slips at once. What only an unlikely story explains has to be confirmed
by other numbers.
"""

from nncli.grade.following.bands import NOISE
from nncli.grade.following.hidden import hidden_step, other_rate
from nncli.grade.following.interchanged import explains_more, interchanged
from nncli.grade.following.student import Explanation, Student
from nncli.grade.results import Stated, Verdict
from nncli.grade.slips.writing import writing_slips
from nncli.models.slips import Slip
from nncli.trace.quantities import Quantity


def explained(student: Student, id: str, number: Stated) -> Explanation:
    """What the number is, if not what follows."""
    try:
        return (
            _slip_or_interchange(student, id, number)
            or other_rate(student, id, number)
            or _written_wrong(student, id, number)
            or hidden_step(student, id, number)
            or _two_slips(student, id, number)
            or Explanation(Verdict.WRONG)
        )
    except (ArithmeticError, ValueError):  # the student's numbers lead out of what a function takes
        return Explanation(Verdict.WRONG)


def _slip_or_interchange(student: Student, id: str, number: Stated) -> Explanation | None:
    """A slip; or two given numbers interchanged, where no slip gives the number or it explains more of what follows."""
    slip = _one_slip(student, id, number)
    if slip is not None and Quantity.of(id).kind != "net":
        return slip
    other = interchanged(student, id, number)
    if slip is None or (other is not None and explains_more(student, id, other, slip)):
        return other
    return slip


def slips_fitting_better(student: Student, id: str, number: Stated, own: float | None) -> tuple[str, ...]:
    """The slips that give a number to its last digit which honest rounding alone makes look right."""
    least = 4 * number.half_unit + NOISE
    if own is None or min(abs(number.value - own), abs(number.value - student.truth[id])) <= least:
        return ()
    fitting = []
    for slip, _formulas in student.programs.single:
        predicted = student.predicted(id, student.world((slip,)))
        if predicted is not None and abs(number.value - predicted) <= 1.02 * number.half_unit:
            fitting.append(slip.id)
    return tuple(dict.fromkeys(fitting))


def _one_slip(student: Student, id: str, number: Stated) -> Explanation | None:
    """Of the slips that fit here, those that explain most of what follows; all of them where they tie."""
    meant = student.predicted(id, student.world(student.active))
    fitting = [
        slip for slip, _formulas in student.programs.single
        if slip not in student.active and _gives(student, id, number, meant, (*student.active, slip))
    ]  # fmt: skip
    if not fitting:
        return None
    if len({slip.id for slip in fitting}) > 1:
        support = [_support(student, id, slip) for slip in fitting]
        fitting = [slip for slip, n in zip(fitting, support, strict=True) if n == max(support)]
    ids = tuple(dict.fromkeys(slip.id for slip in fitting))
    adopt = tuple((slip,) for slip in fitting)
    return Explanation(Verdict.SLIP, ids, adopt=adopt, at=_where(student, id, adopt[0]))


def _gives(student: Student, id: str, number: Stated, meant: float | None, slips: tuple[Slip, ...]) -> bool:
    """Whether someone who makes `slips` gets this number, and not the one that follows without them: `meant`."""
    world = student.world(slips)
    predicted = student.predicted(id, world)
    return (
        predicted is not None
        and meant is not None
        and abs(predicted - meant) > NOISE * (abs(meant) + 1e-3)
        # Nothing that is honest changes a number by half of itself: most slips are out before their band is known.
        and abs(predicted - number.value) <= 0.5 * (abs(predicted) + abs(number.value)) + 2 * number.half_unit
        and student.fits(id, number, world)
    )


def _support(student: Student, id: str, slip: Slip) -> int:
    """How many later numbers are what follows, if this slip was made."""
    plain, altered = student.world(), student.world((*student.active, slip))
    order = student.programs.order
    later = [(other, number) for other, number in student.stated.items() if order[other] > order[id]]
    return sum(student.fits(other, n, altered) or student.fits(other, n, plain) for other, n in later)


def _where(student: Student, id: str, slips: tuple[Slip, ...]) -> str:
    """The first step on the way to `id` whose formula the slips change: where the fault lies."""
    programs = student.programs
    altered, right = programs.altered((*student.active, *slips)), programs.altered(student.active)
    changed = [other for other in (*student.frontier(id), id) if altered[other] != right[other]]
    return min(changed, key=programs.order.__getitem__, default=id)


def _written_wrong(student: Student, id: str, number: Stated) -> Explanation | None:
    """The right number, written down wrong."""
    world = student.world(student.active)
    meant = student.predicted(id, world)
    if meant is None:
        return None
    written = writing_slips(id, number, meant, student.width(id, world), world)
    return Explanation(Verdict.SLIP, written, meant=meant) if written else None


def _two_slips(student: Student, id: str, number: Stated) -> Explanation | None:
    """Two slips at once; only where all other numbers that are still unexplained confirm them."""
    others = [
        other for other, stated in student.stated.items()
        if other not in student.done and other != id and not student.fits(other, stated, student.world())
    ]  # fmt: skip
    if not others or not student.frontier(id):
        return None
    meant = student.predicted(id, student.world(student.active))
    for slips, _formulas in student.programs.pairs:
        if _gives(student, id, number, meant, (*student.active, *slips)):
            world = student.world((*student.active, *slips))
            if all(student.fits(other, student.stated[other], world) for other in others):
                ids = tuple(slip.id for slip in slips)
                return Explanation(Verdict.SLIP, ids, adopt=(slips,), at=_where(student, id, slips))
    return None
