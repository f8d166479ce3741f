"""What a number gives away of something that is not on the sheet: a step left out, or another learning rate.

The formula of the number is solved for the unknown, by Newton's method. One number can always be explained so; it is
believed only where a second one, unexplained until then, fits the same value.
"""

from nncli.grade.following.bands import World
from nncli.grade.following.student import Explanation, Student
from nncli.grade.results import Stated, Verdict
from nncli.trace.quantities import Quantity

_VAGUE = 0.02  # of itself: what is known of a rate no better is no evidence


def other_rate(student: Student, id: str, number: Stated) -> Explanation | None:
    """Another learning rate than the one given, where a second number confirms it."""
    if Quantity.of(id).kind not in ("step", "new") or "eta" in student.put_in:
        return None
    found = _confirmed(student, id, number, "eta")
    if found is None:
        return None
    world = student.world(student.active)
    given = world["eta"]
    vague = (number.half_unit + student.width(id, world)) / abs(_slope(student, id, "eta", given, world))
    rate = float(f"{found:.1e}")  # people choose rates of one or two digits; from noise comes any number
    if vague > _VAGUE * found or abs(rate - found) > vague or abs(rate - given) <= 3 * vague:
        return None
    if not _most_follow(student, id, rate):
        return None
    return Explanation(Verdict.SLIP, ("rate-wrong",), hidden={"eta": rate})


def _most_follow(student: Student, id: str, rate: float) -> bool:
    """Whether at least half of the later numbers that are still unexplained follow from another rate."""
    plain, there = student.world(student.active), student.world(student.active)
    there["eta"] = rate
    later = [
        student.fits(other, stated, there)
        for other, stated in student.stated.items()
        if other not in student.done and other != id and not student.fits(other, stated, plain)
    ]
    return 2 * sum(later) >= len(later)


def hidden_step(student: Student, id: str, number: Stated) -> Explanation | None:
    """A step that was not stated may be wrong: the value it must have had here, if another number confirms it."""
    for other in sorted(student.frontier(id), key=student.programs.order.__getitem__, reverse=True):
        found = _confirmed(student, id, number, other)
        if found is not None and abs(found) > 0.01 * abs(student.truth[other]):  # one that vanishes explains nothing
            return Explanation(Verdict.WRONG, hidden={other: found}, at=other)
    return None


def _confirmed(student: Student, id: str, number: Stated, unknown: str) -> float | None:
    """The value of `unknown` that explains the stated number, if it explains a second one too."""
    world = student.world(student.active)
    if student.predicted(id, world) is None:
        return None
    value = _solved(student, id, number, unknown, world)
    if value is None:
        return None
    there, plain = student.world(student.active), student.world(student.active)
    there[unknown] = value
    for later, stated in student.stated.items():
        depends = unknown == "eta" or unknown in student.frontier(later)
        unexplained = later != id and later not in student.done and not student.fits(later, stated, plain)
        if depends and unexplained and student.fits(later, stated, there):
            return value
    return None


def _solved(student: Student, id: str, number: Stated, unknown: str, world: World) -> float | None:
    """The value of `unknown` at which the formula of `id` gives the stated number: two steps of Newton's method."""
    value = world[unknown]
    for _step in range(2):
        slope = _slope(student, id, unknown, value, world)
        if slope == 0:
            return None
        value += (number.value - _with(student, unknown, value, world).predicted(id)) / slope
    return value


def _slope(student: Student, id: str, unknown: str, value: float, world: World) -> float:
    """∂id/∂unknown, by central difference."""
    h = 1e-6 * (1 + abs(value))
    up, down = (_with(student, unknown, value + d, world).predicted(id) for d in (h, -h))
    return (up - down) / (2 * h)


def _with(student: Student, unknown: str, value: float, world: World) -> World:
    return World(
        student.programs.leaves, {**student.put_in, unknown: value}, world.formulas, student.programs.arithmetic
    )
