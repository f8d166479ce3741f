"""Was a number computed with two given ones interchanged? Their number of pairs asks for evidence.

Other numbers must follow from the same interchange; or it is the only pair that gives this number, and the number has
digits enough.
"""

from nncli.grade.following.bands import World
from nncli.grade.following.student import Explanation, Student
from nncli.grade.results import Stated, Verdict
from nncli.grade.slips.copying import CopyingSlip, interchanges

_EXACT = 0.02  # of itself: how vague a number may be that is the only evidence


def interchanged(student: Student, id: str, number: Stated) -> Explanation | None:
    """Two inputs or two weights that are interchanged in what leads to `id`."""
    plain = student.world(student.active)
    steps = (id, *student.frontier(id))
    near = frozenset(other for step in steps for other in plain.formulas[step].references())
    fitting: list[tuple[int, int, CopyingSlip, dict[str, float]]] = []
    for slip, a, b in interchanges(student.programs.leaves, near - student.put_in.keys()):
        swap = {a: student.programs.leaves[b], b: student.programs.leaves[a]}
        predicted = student.predicted(id, _world(student, swap))
        if predicted is None or abs(predicted - number.value) > 0.1 * abs(number.value) + 2 * number.half_unit:
            continue
        if student.fits(id, number, _world(student, swap)):
            gained, lost = _evidence(student, id, swap, plain)
            fitting.append((gained - lost, gained, slip, swap))
    if not fitting:
        return None
    fitting.sort(key=lambda found: (not found[1], -found[0]))
    balance, gained, slip, swap = fitting[0]
    is_exact = number.half_unit <= _EXACT * abs(number.value)
    tied = [found for found in fitting if (found[0], bool(found[1])) == (balance, bool(gained))]
    ids = tuple(dict.fromkeys(found[2].id for found in tied))
    # Two inputs interchanged and their two weights give the same net: neither is ruled out by the other.
    if not gained and not (len(ids) == len(tied) and is_exact):
        return None
    return Explanation(Verdict.SLIP, ids, hidden=swap if balance > 0 else None)


def explains_more(student: Student, id: str, found: Explanation, than: Explanation) -> bool:
    """Whether an interchange that is kept up leaves fewer of the later numbers unexplained than a slip does."""
    swap = found.hidden or {}
    swapped, altered = student.world(student.active), student.world((*student.active, *than.adopt[0]))
    swapped.update(swap)
    later = [
        (other, n) for other, n in student.stated.items() if student.programs.order[other] > student.programs.order[id]
    ]
    fits = [sum(student.fits(other, n, world) for other, n in later) for world in (swapped, altered)]
    return bool(swap) and fits[0] > fits[1]


def _world(student: Student, swap: dict[str, float]) -> World:
    world = student.world(student.active)
    world.update(swap)
    return world


def _evidence(student: Student, id: str, swap: dict[str, float], plain: World) -> tuple[int, int]:
    """How many later numbers follow only with the interchange, and how many only without it."""
    order, gained, lost = student.programs.order, 0, 0
    swapped = _world(student, swap)
    for other, stated in student.stated.items():
        if order[other] > order[id]:
            with_it, without = student.fits(other, stated, swapped), student.fits(other, stated, plain)
            gained += with_it and not without
            lost += without and not with_it
    return gained, lost
