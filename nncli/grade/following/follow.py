"""Follow-through: each stated number against the truth, then against what follows from the student's own numbers.

The steps are walked in the order of computing. A number that is neither true nor follows is explained, if it can be
(`explain`); what follows from a fault is computed from the student's own number, so a fault is charged once.
"""

import os
from collections.abc import Collection, Mapping

from nncli.grade.following.emptied import is_emptied, is_unchanged
from nncli.grade.following.explain import explained, slips_fitting_better
from nncli.grade.following.programs import Programs
from nncli.grade.following.student import Policy, Student
from nncli.grade.following.unstated import judge_unstated
from nncli.grade.results import Judged, Remark, Stated, Verdict

__all__ = ["Policy", "judge"]


def judge(programs: Programs, stated: Mapping[str, Stated], asked: Collection[str], policy: Policy) -> list[Judged]:
    """A verdict for every asked or stated quantity, in the order of computing."""
    student, order = Student(programs, stated, asked, policy), programs.order
    for id in sorted(student.stated, key=order.__getitem__):
        try:
            student.done[id] = _judge_stated(student, id)
        except Exception:  # whatever a number brings about is a result for that number
            if os.environ.get("NNCLI_TRACEBACK"):
                raise
            student.tainted[id] = False
            stated_here, expected = student.sheet[id], student.truth[id]
            student.done[id] = Judged(id, Verdict.UNDECIDED, 0.0, stated_here, expected, remarks=(Remark.CRASHED,))
    for id in student.asked - student.stated.keys():
        student.done[id] = judge_unstated(student, id)
    return sorted(student.done.values(), key=lambda judged: order[judged.id])


def _judge_stated(student: Student, id: str) -> Judged:
    """True, or what follows, or what follows from a slip found before, or a fault: in this order."""
    number, expected = student.stated[id], student.truth[id]
    world = student.world()
    own = student.predicted(id, world)
    if student.is_too_coarse(id, expected if own is None else own):
        return _too_coarse(student, id, own)
    follows = student.fits(id, number, world)
    if student.is_true(id, number):
        return _true(student, id, own, follows=follows)
    if follows:
        if student.faults_before(id):
            return _carried(student, id, own)
        return Judged(id, Verdict.CORRECT, 1.0, number, expected, own)  # honest rounding, beyond first order
    if student.active and student.fits(id, number, student.world(student.active)):
        return _same_slip(student, id)
    if student.literal and student.follows_literally(id, number):
        return _carried(student, id, own)
    return _faulty(student, id, own)


def _too_coarse(student: Student, id: str, own: float | None) -> Judged:
    whole, expected = student.sheet[id], student.truth[id]
    near = min(abs(whole.value - value) for value in (expected, expected if own is None else own))
    # A bare 0 or 1 is no writing of another number, and not a matter of digits.
    remarks = (Remark.TOO_FEW_DIGITS,) if near <= whole.half_unit < 0.5 else ()
    student.tainted[id] = False
    return Judged(id, Verdict.WRONG, 0.0, whole, expected, own, remarks=remarks)


def _true(student: Student, id: str, own: float | None, *, follows: bool) -> Judged:
    """Right; with a remark where a slip gives it more exactly, or where it contradicts the student's own numbers."""
    number = student.stated[id]
    slips = slips_fitting_better(student, id, number, own)
    contradicts = not slips and not follows and not student.fits(id, number, student.world(student.active))
    remarks = (Remark.LOOKS_LIKE,) if slips else (Remark.CONTRADICTS_OWN,) if contradicts else ()
    return Judged(id, Verdict.CORRECT, 1.0, number, student.truth[id], own, slips, remarks)


def _carried(student: Student, id: str, own: float | None) -> Judged:
    """Wrong, and what follows from faults before it; what is worth of it if a fault has no name, see `emptied`."""
    number, expected = student.stated[id], student.truth[id]
    student.tainted[id] = all(student.tainted[fault] for fault in student.faults_before(id))
    if not student.tainted[id] and is_emptied(student, id, number):
        return Judged(id, Verdict.CARRIED, 0.0, number, expected, own, remarks=(Remark.FOLLOWS_NOTHING,))
    return Judged(id, Verdict.CARRIED, student.policy.carried, number, expected, own)


def _same_slip(student: Student, id: str) -> Judged:
    """A slip found before, made again."""
    number, expected = student.stated[id], student.truth[id]
    student.tainted[id] = True
    slips = tuple(dict.fromkeys(slip.id for slip in student.active))
    own = student.predicted(id, student.world(student.active))
    if is_unchanged(student, id, number):
        return Judged(id, Verdict.CARRIED, 0.0, number, expected, own, slips, (Remark.FOLLOWS_NOTHING,))
    return Judged(id, Verdict.CARRIED, student.policy.carried, number, expected, own, slips, (Remark.SAME_SLIP,))


def _faulty(student: Student, id: str, own: float | None) -> Judged:
    """Wrong here, or in a step on the way here that was asked for and is not on the sheet: that one is charged."""
    number, expected = student.stated[id], student.truth[id]
    found = explained(student, id, number)
    student.learn(id, number, found)
    if found.at and found.at != id and found.at in student.asked and found.at not in student.stated:
        student.charged[found.at] = found
        student.tainted[found.at] = bool(found.slips)
        share = student.policy.carried
        return Judged(id, Verdict.CARRIED, share, number, expected, own, found.slips, (Remark.HIDDEN,), found.at)
    return Judged(id, found.verdict, 0.0, number, expected, own, found.slips, at=found.at)
