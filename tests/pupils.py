"""Pupils who fill in sheets: honest ones who round by hand, and one who slips."""

from collections.abc import Collection, Mapping

from hypothesis import strategies as st

from nncli.grade.following.bands import World, least_half_unit
from nncli.grade.following.programs import Programs
from nncli.grade.results import Stated
from nncli.maths.expression import Expression


def written(value: float, digits: int) -> Stated:
    """The coarsest writing that `digits` least digits allow."""
    half = least_half_unit(value, digits) or 0.5 * 10.0**-digits
    return Stated(round(value / (2 * half)) * 2 * half, half)


@st.composite
def honest_sheets(
    draw: st.DrawFn, programs: Programs, least: int, *, only: Collection[str] | None = None,
    formulas: Mapping[str, Expression] | None = None,
) -> dict[str, Stated]:  # fmt: skip
    """Works through the formulas; each number is rounded to least or more digits, and goes on rounded or in full.

    Steps that are not stated may be rounded too.
    """
    world = World(programs.leaves, {}, formulas or programs.formulas, programs.arithmetic)
    sheet = {}
    for id in programs.formulas:
        value = world.predicted(id)
        number = written(value, draw(st.integers(least, 15)))
        world[id] = number.value if draw(st.booleans()) else value
        if only is None or id in only:
            sheet[id] = number
    return sheet
