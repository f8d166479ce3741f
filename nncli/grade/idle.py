"""What a sheet earns on which nothing was computed: 0 for every step, and for every new parameter the old one.

A unit that is dead makes its steps 0 and leaves its weights as they are: who has done nothing is right there. For the
teacher, before the class sees it; with the one number whose change would make most of these steps ask for work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from nncli.grade.assignment import Update
from nncli.grade.following.bands import NOISE, World
from nncli.grade.following.programs import Programs
from nncli.grade.problems.update import grade_update
from nncli.sheets.sheet import read_sheet
from nncli.trace.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Idle:
    """The points of such a sheet and the steps that earn them; what is given and would help, with another number.

    With `number` for `leaf`, `left` steps would still be right; `leaf` is None where no change of one number helps.
    """

    points: float
    out_of: float
    steps: tuple[str, ...]
    leaf: str | None = None
    number: float = 0.0
    left: int = 0


def idle(update: Update) -> Idle:
    """What nothing earns in a question, and which number would change that."""
    problem, programs = update.problem, update.programs
    nothing = nothing_done(programs, update.asked)
    lines = [f"{problem.id}:", *(f"  {programs.model.names.name(id)}: {nothing[id]!r}" for id in update.asked)]
    sheet = read_sheet("\n".join(lines).encode(), "", [problem.id])
    report, _diagnostics = grade_update(update, sheet.sections[problem.id])
    found = Idle(report.points, report.out_of, tuple(item.id for item in report.items if item.points > 0))
    right = _right(programs, programs.leaves, update.asked)
    best = min(_others(programs, update.asked), default=None, key=lambda other: other[0])
    if best is None or best[0] >= right:
        return found
    left, leaf, number = best
    return replace(found, leaf=leaf, number=number, left=left)


def nothing_done(programs: Programs, asked: tuple[str, ...]) -> dict[str, float]:
    """0 for each step, the old value for each new parameter."""
    parts = {id: Quantity.of(id) for id in asked}
    return {id: float(programs.leaves.get(q.subject, 0)) if q.kind == "new" else 0.0 for id, q in parts.items()}


def _right(programs: Programs, leaves: Mapping[str, float], asked: tuple[str, ...]) -> int:
    """How many of the asked steps are right with nothing done, if these numbers were given."""
    world = World(leaves, {}, programs.formulas, programs.arithmetic)
    nothing = {id: q.subject for id in asked if (q := Quantity.of(id)).kind == "new"}
    return sum(abs(world[id] - (leaves[nothing[id]] if id in nothing else 0)) <= NOISE for id in asked)


def _others(programs: Programs, asked: tuple[str, ...]) -> Iterator[tuple[int, str, float]]:
    """For each given number but the rate: how many steps would be right for nothing with another sign, or a half more.

    A target would do as well, but the class of a sample is not to be had for the asking; so it is left as it is.
    """
    for leaf, given in programs.leaves.items():
        if leaf.startswith(("eta", "target[")):
            continue
        for number in (-given, given + type(given)(1) / 2):
            if number == given:
                continue
            try:
                yield _right(programs, {**programs.leaves, leaf: number}, asked), leaf, float(number)
            except (ArithmeticError, ValueError, KeyError):
                continue
