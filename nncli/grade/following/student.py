"""The student behind a sheet: the numbers written down, and what the grader has come to believe of whoever wrote them.

Every prediction is made in the student's world: own numbers put in, the rest computed by the formulas of someone who
makes the slips found so far.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from nncli.grade.following.bands import EXACTLY, NOISE, World, band, least_half_unit
from nncli.grade.following.programs import Programs
from nncli.grade.results import Judged, Stated, Verdict
from nncli.models.slips import Slip


@dataclass(frozen=True, slots=True)
class Policy:
    """What the assignment says: least digits, and the share of its points that a carried or implied step earns."""

    digits: int = 4
    carried: float = 1.0
    implied: float = 1.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a fault is, and what it tells of the student from here on."""

    verdict: Verdict
    slips: tuple[str, ...] = ()
    adopt: tuple[Slip, ...] = ()  # from here on the student is taken to make these
    hidden: Mapping[str, float] | None = None  # values of steps that were not stated
    meant: float | None = None  # the number that was meant, where it was only written wrong
    at: str | None = None


class Student:
    """One sheet under judgement."""

    def __init__(
        self, programs: Programs, stated: Mapping[str, Stated], asked: Collection[str], policy: Policy
    ) -> None:
        self.programs, self.asked, self.policy = programs, set(asked), policy
        self.truth = programs.world({})
        self.sheet = {id: number for id, number in stated.items() if id in programs.formulas}
        self.stated = {id: self._exact(id, number) for id, number in self.sheet.items()}
        self.put_in: dict[str, float] = {id: number.value for id, number in self.stated.items()}
        self.literal: dict[str, float] = {}  # as written, where something else was meant
        self.active: tuple[Slip, ...] = ()  # what the student has been found to make
        self.tainted: dict[str, bool] = {}  # faulty steps: whether the fault has a name
        self.charged: dict[str, Explanation] = {}  # asked steps that were not stated, and are at fault
        self.done: dict[str, Judged] = {}

    def _exact(self, id: str, number: Stated) -> Stated:
        """A whole number that is exactly right stands for itself: a 0 or 1 without decimals is not 0 ± ½."""
        if number.half_unit >= 0.5 and abs(number.value - self.truth[id]) <= NOISE:
            return replace(number, half_unit=0.0)
        # What is coarser than it may be does not make what follows from it any vaguer.
        return replace(number, half_unit=min(number.half_unit, self._least(id, number)))

    def _least(self, id: str, number: Stated) -> float:
        """Half a unit of the least digits, on either side of a power of ten that rounding may take it over."""
        return max(least_half_unit(value, self.policy.digits) for value in (self.truth[id], number.value))

    def is_too_coarse(self, id: str, meant: float) -> bool:
        """Whether the number on the sheet has too few digits to tell what was asked."""
        number = self.sheet[id]
        if self.policy.digits == EXACTLY:
            return False
        exact = abs(number.value - meant) <= NOISE * (abs(meant) + 1e-3)
        return meant != 0 and not exact and number.half_unit > self._least(id, number) * (1 + 1e-6)

    def world(self, slips: tuple[Slip, ...] = ()) -> World:
        """The student's world, by someone who makes `slips`."""
        return self.programs.world(self.put_in, slips)

    def predicted(self, id: str, world: World) -> float | None:
        """What `world` gives for `id`; None where its numbers lead out of what a function takes."""
        try:
            return world.predicted(id)
        except (ArithmeticError, ValueError):
            return None

    def width(self, id: str, world: World, *, through: bool = False) -> float:
        """The honest distance from what `world` predicts for `id`."""
        return band(id, world, self.stated, self.programs.order, self.policy.digits, through=through)

    def fits(self, id: str, number: Stated, world: World) -> bool:
        """Whether a stated number is what `world` predicts for it, within its band."""
        try:
            width = self.width(id, world)
            return isfinite(width) and abs(number.value - world.predicted(id)) <= number.half_unit * (1 + NOISE) + width
        except (ArithmeticError, ValueError):
            return False

    def is_true(self, id: str, number: Stated) -> bool:
        """Whether a stated number is the true one, but for honest rounding of it and on the way to it."""
        width = self.width(id, self.truth, through=True)
        return abs(number.value - self.truth[id]) <= number.half_unit * (1 + NOISE) + width

    def frontier(self, id: str) -> list[str]:
        """The steps that were not stated between `id` and the stated or given numbers behind it."""
        found: dict[str, None] = {}
        waiting = [id]
        while waiting:
            for other in self.programs.formulas[waiting.pop()].references():
                if other in self.programs.formulas and other not in self.stated and other not in found:
                    found[other] = None
                    waiting.append(other)
        return list(found)

    def faults_before(self, id: str) -> list[str]:
        """The faulty steps that `id` is computed from, through steps that were not stated."""
        formulas = self.programs.formulas
        reached = {other for step in (id, *self.frontier(id)) for other in formulas[step].references()}
        return [other for other in reached if other in self.tainted]

    def learn(self, id: str, number: Stated, found: Explanation) -> None:
        """From here on the student is taken to be as `found` says of the fault in `id`."""
        self.tainted[id] = bool(found.slips)
        self.active += found.adopt
        if found.hidden:
            self.put_in |= found.hidden
            self.tainted |= dict.fromkeys(found.hidden, False)
        if found.meant is not None:
            self.literal[id], self.put_in[id] = number.value, found.meant

    def follows_literally(self, id: str, number: Stated) -> bool:
        """Whether a number follows from what is written where something else was meant; then that is what goes on."""
        put_in = self.put_in
        self.put_in = {**put_in, **self.literal}
        if self.fits(id, number, self.world()):
            self.literal = {}
            return True
        self.put_in = put_in
        return False
