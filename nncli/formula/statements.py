"""Puts the lines of an answer together: links of one chain, cases beside each other, asides, a summary at the end."""

from dataclasses import replace

from nncli.formula.answer import Answer, Case
from nncli.formula.leaves import Same
from nncli.formula.tree import SCALAR

MOST_WAYS = 3


def answers_of(cases: list[Case]) -> list[Answer]:
    """The answer that the cases make; two, where a summary follows that has to be judged beside them."""
    chained = _chained(cases)
    if any(case.left and case.left.derivative for case in chained):
        asides = tuple(case for case in chained if _is_aside(case))
        chained = [case for case in chained if not _is_aside(case)]
    else:
        asides = ()
    whole = [case for case in chained if case.condition is None]
    apart = [case for case in chained if case.condition is not None]
    if len(whole) == 1 and _cover_all(apart):
        return [Answer(tuple(apart), asides), Answer((whole[0],), asides)]
    if not apart and 1 < len(whole) <= MOST_WAYS and _are_of_one(whole):
        return [Answer((case,), asides) for case in whole]  # as a matrix, and by component: each has to be right
    return [Answer(tuple(chained), asides)]


def _are_of_one(whole: list[Case]) -> bool:
    """Whether the formulas say the same twice: as a matrix and by component, or as two vectors or two matrices."""
    shapes = [case.formula.shape for case in whole]
    return len({*shapes}) > 1 or (SCALAR not in shapes and not any(case.left for case in whole[1:]))


def _is_aside(case: Case) -> bool:
    """An equation that is said of no derivative, where others are."""
    return case.left is None and bool(case.earlier) and case.condition is None and case.own_line


def _cover_all(cases: list[Case]) -> bool:
    kinds = {("else" if not isinstance(case.condition, Same) else case.condition.equal) for case in cases}
    return len(cases) == 2 and len(kinds) == 2


def _chained(cases: list[Case]) -> list[Case]:
    """The cases with each line that goes on with the one before joined to it."""
    found: list[Case] = []
    for case in cases:
        before = found[-1] if found else None
        summary = case.condition is None and _cover_all([one for one in found if one.condition is not None])
        if before is None or not case.own_line or summary or not _goes_on(before, case):
            found.append(case)
            continue
        earlier = (*before.earlier, before.formula, *case.earlier)
        joined = replace(case, earlier=earlier, lines=before.lines + case.lines, condition=before.condition)
        found[-1] = replace(joined, left=before.left or case.left, own_line=before.own_line)
    return found


def _goes_on(before: Case, case: Case) -> bool:
    """Whether a line says more of the same: no condition, or the same, and no other left side."""
    if case.condition is not None and case.condition != before.condition:
        return False
    if case.left is not None and before.left is not None:
        return case.left == before.left
    if case.left is not None:  # what stood before it was said of something else
        return False
    return not (case.earlier and case.condition is None and before.left is not None and not _shares(before, case))


def _shares(before: Case, case: Case) -> bool:
    """Whether an equation begins with the formula that the line before ended with."""
    return case.earlier[0] == before.formula
