"""Follow-through: each stated number against the truth, then against what follows from the student's own numbers.

The steps are walked in the order of computing. A number that is neither true nor follows is explained, if it can be:
by a slip (the same program with one rule altered), by a slip of writing, by a hidden step's value that others confirm,
or by two slips that several numbers confirm. What follows from a fault is computed from the student's own number, so a
fault is charged once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from nncli.grade.bands import NOISE, World, band
from nncli.grade.programs import Programs
from nncli.grade.results import Judged, Remark, Stated, Verdict
from nncli.grade.slips import Slip
from nncli.grade.writing import writing_slips
from nncli.spec.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Policy:
    """What the assignment says: least digits, and the share of its points that a carried or implied step earns."""

    digits: int = 4
    carried: float = 1.0
    implied: float = 1.0


@dataclass(frozen=True, slots=True)
class _Explanation:
    verdict: Verdict
    slips: tuple[str, ...] = ()
    adopt: tuple[Slip, ...] = ()  # from here on the student is taken to make these
    hidden: Mapping[str, float] | None = None  # values of steps that were not stated
    meant: float | None = None  # the number that was meant, where it was only written wrong
    at: str | None = None


def judge(programs: Programs, stated: Mapping[str, Stated], asked: Collection[str], policy: Policy) -> list[Judged]:
    """A verdict for every asked or stated quantity, in the order of computing."""
    return _Judge(programs, stated, asked, policy).judge()


class _Judge:
    """One sheet under judgement. `active` are the slips that the student has been found to make."""

    def __init__(
        self, programs: Programs, stated: Mapping[str, Stated], asked: Collection[str], policy: Policy
    ) -> None:
        self.programs, self.asked, self.policy = programs, set(asked), policy
        self.truth = World(programs.leaves, programs.formulas)
        self.stated = {id: self._exact(id, number) for id, number in stated.items() if id in programs.formulas}
        self.put_in: dict[str, float] = {id: number.value for id, number in self.stated.items()}
        self.literal: dict[str, float] = {}  # as written, where something else was meant
        self.active: tuple[Slip, ...] = ()
        self.tainted: dict[str, bool] = {}  # faulty steps: whether the fault has a name
        self.charged: dict[str, _Explanation] = {}  # asked steps that were not stated, and are at fault
        self.done: dict[str, Judged] = {}

    def judge(self) -> list[Judged]:
        """Walks the steps."""
        for id in sorted(self.stated, key=self.programs.order.__getitem__):
            self.done[id] = self._stated(id)
        for id in self.asked - self.stated.keys():
            self.done[id] = self._unstated(id)
        return sorted(self.done.values(), key=lambda judged: self.programs.order[judged.id])

    def _exact(self, id: str, number: Stated) -> Stated:
        """A whole number that is exactly right stands for itself: a 0 or 1 without decimals is not 0 ± ½."""
        if number.half_unit >= 0.5 and abs(number.value - self.truth[id]) <= NOISE:
            return replace(number, half_unit=0.0)
        return number

    def world(self, slips: tuple[Slip, ...] = ()) -> World:
        """The student's world: own numbers put in, the rest computed, by someone who makes `slips`."""
        return World(self.programs.leaves | self.put_in, self.programs.altered(slips))

    def fits(self, id: str, number: Stated, world: World) -> bool:
        """Whether a stated number is what `world` predicts for it, within its band."""
        try:
            width = band(id, world, self.stated, self.programs.order, self.policy.digits, through=False)
            return abs(number.value - world.predicted(id)) <= number.half_unit * (1 + NOISE) + width
        except (ArithmeticError, ValueError):
            return False

    def is_true(self, id: str, number: Stated) -> bool:
        """Whether a stated number is the true one, but for honest rounding of it and on the way to it."""
        width = band(id, self.truth, self.stated, self.programs.order, self.policy.digits, through=True)
        return abs(number.value - self.truth[id]) <= number.half_unit * (1 + NOISE) + width

    def _stated(self, id: str) -> Judged:
        number, expected = self.stated[id], self.truth[id]
        world = self.world()
        follows = self.fits(id, number, world)
        own = self._predicted(id, world)
        if self.is_true(id, number):
            contradicts = not follows and not self.fits(id, number, self.world(self.active))
            remarks = (Remark.CONTRADICTS_OWN,) if contradicts else ()
            return Judged(id, Verdict.CORRECT, 1.0, number, expected, own, remarks=remarks)
        faults = self._faults_before(id)
        if follows:
            if not faults:
                return Judged(id, Verdict.CORRECT, 1.0, number, expected, own)  # honest rounding, beyond first order
            return self._carried(id, number, expected, own, faults)
        if self.active and self.fits(id, number, self.world(self.active)):
            self.tainted[id] = True
            slips = tuple(dict.fromkeys(slip.id for slip in self.active))
            own = self._predicted(id, self.world(self.active))
            return Judged(
                id, Verdict.CARRIED, self.policy.carried, number, expected, own, slips, (Remark.SAME_SLIP,)
            )  # fmt: skip
        if self.literal and self._follows_literally(id, number):
            return self._carried(id, number, expected, own, faults)
        return self._faulty(id, number, expected, own)

    def _follows_literally(self, id: str, number: Stated) -> bool:
        """Whether a number follows from what is written where something else was meant; then that is what goes on."""
        put_in = self.put_in
        self.put_in = {**put_in, **self.literal}
        if self.fits(id, number, self.world()):
            self.literal = {}
            return True
        self.put_in = put_in
        return False

    def _carried(self, id: str, number: Stated, expected: float, own: float | None, faults: Collection[str]) -> Judged:
        self.tainted[id] = all(self.tainted[fault] for fault in faults)
        if not self.tainted[id] and self._is_empty(id, number, expected):
            return Judged(id, Verdict.CARRIED, 0.0, number, expected, own, remarks=(Remark.FOLLOWS_NOTHING,))
        return Judged(id, Verdict.CARRIED, self.policy.carried, number, expected, own)

    def _faulty(self, id: str, number: Stated, expected: float, own: float | None) -> Judged:
        found = self._explained(id, number)
        self.tainted[id] = bool(found.slips)
        if found.adopt:
            self.active += found.adopt
        if found.hidden:
            self.put_in |= found.hidden
            self.tainted |= dict.fromkeys(found.hidden, False)
        if found.meant is not None:
            self.literal[id], self.put_in[id] = number.value, found.meant
        if found.at and found.at != id and found.at in self.asked and found.at not in self.stated:
            self.charged[found.at] = found
            self.tainted[found.at] = bool(found.slips)
            return Judged(
                id, Verdict.CARRIED, self.policy.carried, number, expected, own, found.slips, (Remark.HIDDEN,), found.at
            )
        return Judged(id, found.verdict, 0.0, number, expected, own, found.slips, at=found.at)

    def _unstated(self, id: str) -> Judged:
        expected = self.truth[id]
        if id in self.charged:
            found = self.charged[id]
            return Judged(id, found.verdict, 0.0, None, expected, slips=found.slips, remarks=(Remark.HIDDEN,))
        followers = [self.done[other] for other in self.stated if id in self._frontier(other)]
        verdicts = {judged.verdict for judged in followers}
        # A named slip lies where it was made; what nothing explains may lie here.
        if verdicts & {Verdict.CORRECT, Verdict.CARRIED} and Verdict.WRONG not in verdicts:
            return Judged(id, Verdict.IMPLIED, self.policy.implied, None, expected)
        return Judged(id, Verdict.MISSING, 0.0, None, expected)

    def _explained(self, id: str, number: Stated) -> _Explanation:
        """What the number is, if not what follows."""
        meant = self._predicted(id, self.world(self.active))
        fitting: list[tuple[Slip, ...]] = [
            (slip,) for slip, _formulas in self.programs.single
            if slip not in self.active and self._gives(id, number, meant, (*self.active, slip))
        ]  # fmt: skip
        if fitting:
            return self._named(id, fitting)
        if meant is not None:
            world = self.world(self.active)
            width = band(id, world, self.stated, self.programs.order, self.policy.digits, through=False)
            written = writing_slips(id, number, meant, width, world)
            if written:
                return _Explanation(Verdict.SLIP, written, meant=meant)
        return self._hidden(id, number) or self._pair(id, number) or _Explanation(Verdict.WRONG)

    def _gives(self, id: str, number: Stated, meant: float | None, slips: tuple[Slip, ...]) -> bool:
        """Whether someone who makes `slips` gets this number, and not the one that follows without them: `meant`."""
        world = self.world(slips)
        predicted = self._predicted(id, world)
        if predicted is None or meant is None or abs(predicted - meant) <= NOISE * (abs(meant) + 1e-3):
            return False
        # Nothing that is honest changes a number by half of itself: most slips are out before their band is known.
        if abs(predicted - number.value) > 0.5 * (abs(predicted) + abs(number.value)) + 2 * number.half_unit:
            return False
        return self.fits(id, number, world)

    def _named(self, id: str, fitting: list[tuple[Slip, ...]]) -> _Explanation:
        """Of the slips that fit here, those that explain most of what follows; all of them where they tie."""
        if len({slips[0].id for slips in fitting}) > 1:
            support = [self._support(id, slips) for slips in fitting]
            fitting = [slips for slips, n in zip(fitting, support, strict=True) if n == max(support)]
        ids = tuple(dict.fromkeys(slip.id for slips in fitting for slip in slips))
        return _Explanation(Verdict.SLIP, ids, adopt=fitting[0], at=self._where(id, fitting[0]))

    def _support(self, id: str, slips: tuple[Slip, ...]) -> int:
        """How many later numbers are what follows, if these slips were made."""
        plain, altered = self.world(), self.world((*self.active, *slips))
        place = self.programs.order[id]
        later = [other for other in self.stated if self.programs.order[other] > place]
        return sum(
            self.fits(other, self.stated[other], altered) or self.fits(other, self.stated[other], plain)
            for other in later
        )

    def _where(self, id: str, slips: tuple[Slip, ...]) -> str:
        """The first step on the way to `id` whose formula the slips change: where the fault lies."""
        altered, right = self.programs.altered((*self.active, *slips)), self.programs.altered(self.active)
        chain = [*self._frontier(id), id]
        changed = [other for other in chain if altered[other] != right[other]]
        return min(changed, key=self.programs.order.__getitem__, default=id)

    def _hidden(self, id: str, number: Stated) -> _Explanation | None:
        """A step that was not stated may be wrong: the value it must have had here, if another number confirms it."""
        world = self.world(self.active)
        if self._predicted(id, world) is None:
            return None
        for other in sorted(self._frontier(id), key=self.programs.order.__getitem__, reverse=True):
            value = self._solved(id, number, other, world)
            if value is None:
                continue
            there = self.world(self.active)
            there[other] = value
            confirming = [
                later for later in self.stated
                if later != id and other in self._frontier(later) and self.fits(later, self.stated[later], there)
                and not self.fits(later, self.stated[later], self.world(self.active))
            ]  # fmt: skip
            if confirming:
                return _Explanation(Verdict.WRONG, hidden={other: value}, at=other)
        return None

    def _solved(self, id: str, number: Stated, other: str, world: World) -> float | None:
        """The value of `other` at which the formula of `id` gives the stated number: two steps of Newton's method."""
        value = world[other]
        for _step in range(2):
            there = World({**self.programs.leaves, **self.put_in, other: value}, world.formulas)
            slope = self._slope(id, other, there)
            if slope == 0:
                return None
            value += (number.value - there.predicted(id)) / slope
        return value

    def _slope(self, id: str, other: str, world: World) -> float:
        h = 1e-6 * (1 + abs(world[other]))
        up, down = (
            World({**self.programs.leaves, **self.put_in, other: world[other] + d}, world.formulas).predicted(id)
            for d in (h, -h)
        )
        return (up - down) / (2 * h)

    def _pair(self, id: str, number: Stated) -> _Explanation | None:
        """Two slips at once; only where another number, otherwise unexplained, confirms them."""
        others = [
            other for other in self.stated
            if other not in self.done and other != id and not self.fits(other, self.stated[other], self.world())
        ]  # fmt: skip
        if not others or not self._frontier(id):
            return None
        meant = self._predicted(id, self.world(self.active))
        for slips, _formulas in self.programs.pairs:
            if self._gives(id, number, meant, (*self.active, *slips)):
                world = self.world((*self.active, *slips))
                if all(self.fits(other, self.stated[other], world) for other in others):
                    return _Explanation(
                        Verdict.SLIP, tuple(slip.id for slip in slips), adopt=slips, at=self._where(id, slips)
                    )
        return None

    def _frontier(self, id: str) -> list[str]:
        """The steps that were not stated between `id` and the stated or given numbers behind it."""
        found: dict[str, None] = {}
        waiting = [id]
        while waiting:
            for other in self.programs.formulas[waiting.pop()].references():
                if other in self.programs.formulas and other not in self.stated and other not in found:
                    found[other] = None
                    waiting.append(other)
        return list(found)

    def _faults_before(self, id: str) -> list[str]:
        """The faulty steps that `id` is computed from, through steps that were not stated."""
        reached = {other for step in (id, *self._frontier(id)) for other in self.programs.formulas[step].references()}
        return [other for other in reached if other in self.tainted]

    def _is_empty(self, id: str, number: Stated, expected: float) -> bool:
        """Whether the student's own numbers make a step trivial that is not trivial in truth."""
        q = Quantity.parse(id)
        old = self.programs.leaves.get(q.subject, 0.0) if q and q.kind == "new" else 0.0
        kinds = ("slope", "error", "delta", "step", "back", "grad", "new")
        vanishes = abs(number.value - old) <= number.half_unit and abs(expected - old) > number.half_unit
        if q and q.kind in kinds and vanishes:
            return True
        for other in self.programs.formulas[id].references():
            if other in self.tainted and other in self.put_in and self.put_in[other] in (0.0, 1.0):
                return self.truth[other] not in (0.0, 1.0)
        return False

    def _predicted(self, id: str, world: World) -> float | None:
        try:
            return world.predicted(id)
        except (ArithmeticError, ValueError):
            return None
