"""Follow-through: each stated number against the truth, then against what follows from the student's own numbers.

The steps are walked in the order of computing. A number that is neither true nor follows is explained, if it can be
(`explain`); what follows from a fault is computed from the student's own number, so a fault is charged once.
"""

import os
from collections.abc import Collection, Mapping

from nncli.grade.following.bands import NOISE
from nncli.grade.following.emptied import is_emptied, is_left_out, is_unchanged
from nncli.grade.following.explain import explained, slips_fitting_better
from nncli.grade.following.programs import Programs
from nncli.grade.following.repeated import relation
from nncli.grade.following.student import Policy, Student
from nncli.grade.following.ties import decide, readings
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
    own = student.predicted(id, student.world())
    follows = student.fits(id, number, student.world())
    if student.is_true(id, number):
        judged = _true(student, id, own, follows=follows)
    elif follows and student.faults_before(id):
        judged = _carried(student, id, own)
    elif follows:
        judged = Judged(id, Verdict.CORRECT, 1.0, number, expected, own)  # honest rounding, beyond first order
    elif any(student.fits(id, number, student.world(slips)) for slips in readings(student)):
        judged = _same_slip(student, id)
    elif student.literal and student.follows_literally(id, number):
        judged = _carried(student, id, own)
    else:
        return _faulty(student, id, own)
    decide(student, id, number)
    return judged


def _too_coarse(student: Student, id: str, own: float | None) -> Judged:
    """Too short to be anything: neither with zeros behind it, nor as it stands."""
    number, expected = student.stated[id], student.truth[id]
    # A bare 0 or 1 is no writing of another number, and not a matter of digits.
    remarks = (Remark.TOO_FEW_DIGITS,) if number.written < 0.5 and _is_near(student, id, own) else ()
    student.tainted[id] = False
    return Judged(id, Verdict.WRONG, 0.0, student.sheet[id], expected, own, remarks=remarks)


def _is_near(student: Student, id: str, own: float | None) -> bool:
    """Whether a short number is the true one, or what follows, rounded or cut off at its last digit."""
    number = student.stated[id]
    for meant in (student.truth[id], student.truth[id] if own is None else own):
        off, is_cut = abs(number.value - meant), abs(number.value) < abs(meant)
        if off <= number.written * (1 + NOISE) or (is_cut and off < 2 * number.written):
            return True
    return False


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
    """A slip found before, made again. To leave everything as it was is no work, however often it is done."""
    number, expected = student.stated[id], student.truth[id]
    student.tainted[id] = True
    slips = next(slips for slips in readings(student) if student.fits(id, number, student.world(slips)))
    ids = tuple(dict.fromkeys(slip.id for slip in slips))
    own = student.predicted(id, student.world(slips))
    if is_unchanged(student, id, number) and is_left_out(student, id):
        return Judged(id, Verdict.CARRIED, 0.0, number, expected, own, ids, (Remark.FOLLOWS_NOTHING,))
    return Judged(id, Verdict.CARRIED, student.policy.carried, number, expected, own, ids, (Remark.SAME_SLIP,))


def _faulty(student: Student, id: str, own: float | None) -> Judged:
    """Wrong here, or in a step on the way here that was asked for and is not on the sheet: that one is charged."""
    number, expected = student.stated[id], student.truth[id]
    found = explained(student, id, number)
    is_short = student.is_too_coarse(id, expected if own is None else own)
    if is_short and (not found.slips or (found.at not in (None, id) and _is_near(student, id, own))):
        return _too_coarse(student, id, own)
    if not found.slips and found.hidden is None:
        alike = relation(student, id, number)
        if alike is not None and any(alike.is_same(other) for other in student.unnamed):
            student.tainted[id] = False
            share = student.policy.carried
            return Judged(id, Verdict.CARRIED, share, number, expected, own, remarks=(Remark.SAME_FAULT,))
        student.unnamed += [alike] if alike is not None else []
    student.learn(id, number, found)
    if found.at and found.at != id and found.at in student.asked and found.at not in student.stated:
        student.charged[found.at] = found
        student.tainted[found.at] = bool(found.slips)
        share = student.policy.carried
        return Judged(id, Verdict.CARRIED, share, number, expected, own, found.slips, (Remark.HIDDEN,), found.at)
    return Judged(id, found.verdict, 0.0, number, expected, own, found.slips, at=found.at)
