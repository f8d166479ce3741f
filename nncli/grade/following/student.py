"""The student behind a sheet: the numbers written down, and what the grader has come to believe of whoever wrote them.

Every prediction is made in the student's world: own numbers put in, the rest computed by the formulas of someone who
makes the slips found so far.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite

from nncli.grade.following.bands import EXACTLY, NOISE, World, band, padded
from nncli.grade.following.programs import Programs
from nncli.grade.following.relation import Relation
from nncli.grade.results import Judged, Stated, Verdict
from nncli.models.slips import Slip


@dataclass(frozen=True, slots=True)
class Policy:
    """What the assignment says: least digits, and the share of its points that a carried or implied step earns.

    `unstated` are the digits to which a step that is not written down may have been rounded on the way; None: as
    `digits`.
    """

    digits: int = 4
    carried: float = 1.0
    implied: float = 1.0
    unstated: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a fault is, and what it tells of the student from here on."""

    verdict: Verdict
    slips: tuple[str, ...] = ()
    # From here on the student is taken to make the first of these; the others tie with it.
    adopt: tuple[tuple[Slip, ...], ...] = ()
    hidden: Mapping[str, float] | None = None  # values of steps that were not stated
    meant: float | None = None  # the number that was meant, where it was only written wrong
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Slips found in one fault: the first is believed, the others have not been ruled out. `charged` are its steps."""

    charged: tuple[str, ...]
    alternatives: tuple[tuple[Slip, ...], ...]


class Student:
    """One sheet under judgement."""

    def __init__(
        self, programs: Programs, stated: Mapping[str, Stated], asked: Collection[str], policy: Policy
    ) -> None:
        self.programs, self.asked, self.policy = programs, set(asked), policy
        self.truth = programs.world({})
        self.sheet = {id: number for id, number in stated.items() if id in programs.formulas}
        self.stated = {id: padded(number, self.truth[id], policy.digits) for id, number in self.sheet.items()}
        self.put_in: dict[str, float] = {id: number.value for id, number in self.stated.items()}
        self.literal: dict[str, float] = {}  # as written, where something else was meant
        self.ties: list[Tie] = []  # what the student has been found to make
        self.tainted: dict[str, bool] = {}  # faulty steps: whether the fault has a name
        self.unnamed: list[Relation] = []  # the faults without a name
        self.charged: dict[str, Explanation] = {}  # asked steps that were not stated, and are at fault
        self.done: dict[str, Judged] = {}

    @property
    def active(self) -> tuple[Slip, ...]:
        """The slips that are believed."""
        return tuple(slip for tie in self.ties for slip in tie.alternatives[0])

    def with_tie(self, n: int, alternative: tuple[Slip, ...]) -> tuple[Slip, ...]:
        """The slips that are believed, but for the n-th tie."""
        chosen = (alternative if m == n else tie.alternatives[0] for m, tie in enumerate(self.ties))
        return tuple(slip for slips in chosen for slip in slips)

    def is_too_coarse(self, id: str, meant: float) -> bool:
        """Whether the number on the sheet has fewer digits than were asked, and is not exactly what is meant."""
        number = self.stated[id]
        exact = abs(number.value - meant) <= NOISE * (abs(meant) + 1e-3)
        return self.policy.digits != EXACTLY and meant != 0 and not exact and number.is_short

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
        unstated = self.policy.digits if self.policy.unstated is None else self.policy.unstated
        return band(id, world, self.stated, self.programs.order, unstated, through=through)

    def fits(self, id: str, number: Stated, world: World) -> bool:
        """Whether a stated number is what `world` predicts for it, within its band."""
        try:
            width = self.width(id, world)
            return isfinite(width) and abs(number.value - world.predicted(id)) <= number.half_unit + width
        except (ArithmeticError, ValueError):
            return False

    def is_true(self, id: str, number: Stated) -> bool:
        """Whether a stated number is the true one, but for honest rounding of it and on the way to it."""
        width = self.width(id, self.truth, through=True)
        return abs(number.value - self.truth[id]) <= number.half_unit + width

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
        if found.adopt:
            self.ties.append(Tie((id, found.at or id), found.adopt))
        if found.hidden:
            self.put_in |= found.hidden
            self.tainted |= dict.fromkeys(found.hidden, bool(found.slips))
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
