"""What a step earns that was asked for and not written down: it is implied where what follows from it is right.

Only a number that would be another one if the step were says anything of it: through f′ = 0 nothing shows.
"""

from nncli.grade.following.bands import NOISE
from nncli.grade.following.student import Student
from nncli.grade.results import Judged, Remark, Verdict


def judge_unstated(student: Student, id: str) -> Judged:
    """The verdict on a step that is not on the sheet, once all that is on it is judged."""
    expected = student.truth[id]
    if id in student.charged:
        found = student.charged[id]
        return Judged(id, found.verdict, 0.0, None, expected, slips=found.slips, remarks=(Remark.HIDDEN,))
    followers = [student.done[other] for other in student.stated if id in student.frontier(other)]
    showing = [judged for judged in followers if _shows(student, id, judged.id)]
    # What shows in no number, as the net of a dead unit, is believed of someone who gives every result.
    if not showing and _has_all_results(student) and all(judged.share for judged in followers):
        showing = followers
    verdicts = {judged.verdict for judged in showing}
    # A named slip lies where it was made; what nothing explains may lie here.
    if verdicts & {Verdict.CORRECT, Verdict.CARRIED} and Verdict.WRONG not in verdicts:
        return Judged(id, Verdict.IMPLIED, student.policy.implied, None, expected)
    return Judged(id, Verdict.MISSING, 0.0, None, expected)


def _has_all_results(student: Student) -> bool:
    """Whether every new parameter that is asked is stated."""
    results = [id for id in student.asked if id.endswith(".new")]
    return bool(results) and all(id in student.stated for id in results)


def _shows(student: Student, id: str, other: str) -> bool:
    """Whether the stated `other` would be another number if the step `id` were."""
    world, there = student.world(student.active), student.world(student.active)
    try:
        there[id] = 1.5 * world[id] if world[id] else 0.5
        moved = abs(there.predicted(other) - world.predicted(other))
    except (ArithmeticError, ValueError):
        return False
    return moved > 2 * student.stated[other].half_unit + NOISE
