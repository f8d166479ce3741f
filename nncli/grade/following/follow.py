"""Follow-through: each stated number against the truth, then against what follows from the student's own numbers.

The steps are walked in the order of computing. A number that is neither true nor follows is explained, if it can be:
by a slip (the same program with one rule altered), by a slip of writing, by a hidden step's value that others confirm,
or by two slips that several numbers confirm. What follows from a fault is computed from the student's own number, so a
fault is charged once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from nncli.grade.following.bands import NOISE, World, band, least_half_unit
from nncli.grade.following.programs import Programs
from nncli.grade.results import Judged, Remark, Stated, Verdict
from nncli.grade.slips.writing import writing_slips
from nncli.models.slips import Slip
from nncli.trace.quantities import Quantity


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
        self.sheet = {id: number for id, number in stated.items() if id in programs.formulas}
        self.stated = {id: self._exact(id, number) for id, number in self.sheet.items()}
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
        # What is coarser than it may be does not make what follows from it any vaguer.
        return replace(number, half_unit=min(number.half_unit, self._least(id, number)))

    def _least(self, id: str, number: Stated) -> float:
        """Half a unit of the least digits, on either side of a power of ten that rounding may take it over."""
        return max(least_half_unit(value, self.policy.digits) for value in (self.truth[id], number.value))

    def _is_too_coarse(self, id: str, meant: float) -> bool:
        """Whether the number on the sheet has too few digits to tell what was asked."""
        number = self.sheet[id]
        exact = abs(number.value - meant) <= NOISE * (abs(meant) + 1e-3)
        return meant != 0 and not exact and number.half_unit > self._least(id, number) * (1 + 1e-6)

    def world(self, slips: tuple[Slip, ...] = ()) -> World:
        """The student's world: own numbers put in, the rest computed, by someone who makes `slips`."""
        return World(self.programs.leaves | self.put_in, self.programs.altered(slips))

    def fits(self, id: str, number: Stated, world: World) -> bool:
        """Whether a stated number is what `world` predicts for it, within its band."""
        try:
            width = band(id, world, self.stated, self.programs.order, self.policy.digits, through=False)
            return isfinite(width) and abs(number.value - world.predicted(id)) <= number.half_unit * (1 + NOISE) + width
        except (ArithmeticError, ValueError):
            return False

    def is_true(self, id: str, number: Stated) -> bool:
        """Whether a stated number is the true one, but for honest rounding of it and on the way to it."""
        width = band(id, self.truth, self.stated, self.programs.order, self.policy.digits, through=True)
        return abs(number.value - self.truth[id]) <= number.half_unit * (1 + NOISE) + width

    def _stated(self, id: str) -> Judged:
        number, expected = self.stated[id], self.truth[id]
        own = self._predicted(id, self.world())
        if self._is_too_coarse(id, expected if own is None else own):
            whole = self.sheet[id]
            near = min(abs(whole.value - value) for value in (expected, expected if own is None else own))
            # A bare 0 or 1 is no writing of another number, and not a matter of digits.
            remarks = (Remark.TOO_FEW_DIGITS,) if near <= whole.half_unit < 0.5 else ()
            self.tainted[id] = False
            return Judged(id, Verdict.WRONG, 0.0, whole, expected, own, remarks=remarks)
        world = self.world()
        follows = self.fits(id, number, world)
        if self.is_true(id, number):
            slips = self._fitting_better(id, number, own)
            contradicts = not slips and not follows and not self.fits(id, number, self.world(self.active))
            remarks = (Remark.LOOKS_LIKE,) if slips else (Remark.CONTRADICTS_OWN,) if contradicts else ()
            return Judged(id, Verdict.CORRECT, 1.0, number, expected, own, slips, remarks)
        faults = self._faults_before(id)
        if follows:
            if not faults:
                return Judged(id, Verdict.CORRECT, 1.0, number, expected, own)  # honest rounding, beyond first order
            return self._carried(id, number, expected, own, faults)
        if self.active and self.fits(id, number, self.world(self.active)):
            self.tainted[id] = True
            slips = tuple(dict.fromkeys(slip.id for slip in self.active))
            own = self._predicted(id, self.world(self.active))
            if self._is_unchanged(id, number, expected):
                return Judged(id, Verdict.CARRIED, 0.0, number, expected, own, slips, (Remark.FOLLOWS_NOTHING,))
            return Judged(
                id, Verdict.CARRIED, self.policy.carried, number, expected, own, slips, (Remark.SAME_SLIP,)
            )  # fmt: skip
        if self.literal and self._follows_literally(id, number):
            return self._carried(id, number, expected, own, faults)
        return self._faulty(id, number, expected, own)

    def _fitting_better(self, id: str, number: Stated, own: float | None) -> tuple[str, ...]:
        """The slips that give a number to its last digit which honest rounding alone makes look right."""
        least = 4 * number.half_unit + NOISE
        if own is None or min(abs(number.value - own), abs(number.value - self.truth[id])) <= least:
            return ()
        fitting = []
        for slip, _formulas in self.programs.single:
            predicted = self._predicted(id, self.world((slip,)))
            if predicted is not None and abs(number.value - predicted) <= 1.02 * number.half_unit:
                fitting.append(slip.id)
        return tuple(dict.fromkeys(fitting))

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
        try:
            found = self._explained(id, number)
        except (ArithmeticError, ValueError):  # the student's numbers lead out of what a function takes
            found = _Explanation(Verdict.WRONG)
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
        showing = [judged for judged in followers if self._shows(id, judged.id)]
        # What shows in no number, as the net of a dead unit, is believed of someone who gives every result.
        if not showing and self._has_all_results() and all(judged.share for judged in followers):
            showing = followers
        verdicts = {judged.verdict for judged in showing}
        # A named slip lies where it was made; what nothing explains may lie here.
        if verdicts & {Verdict.CORRECT, Verdict.CARRIED} and Verdict.WRONG not in verdicts:
            return Judged(id, Verdict.IMPLIED, self.policy.implied, None, expected)
        return Judged(id, Verdict.MISSING, 0.0, None, expected)

    def _has_all_results(self) -> bool:
        """Whether every new parameter that is asked is stated."""
        results = [id for id in self.asked if id.endswith(".new")]
        return bool(results) and all(id in self.stated for id in results)

    def _shows(self, id: str, other: str) -> bool:
        """Whether the stated `other` would be another number if the step `id` were: through f′ = 0 nothing shows."""
        world = self.world(self.active)
        try:
            there = self.world(self.active)
            there[id] = 1.5 * world[id] if world[id] else 0.5
            moved = abs(there.predicted(other) - world.predicted(other))
        except (ArithmeticError, ValueError):
            return False
        return moved > 2 * self.stated[other].half_unit + NOISE

    def _explained(self, id: str, number: Stated) -> _Explanation:
        """What the number is, if not what follows."""
        meant = self._predicted(id, self.world(self.active))
        fitting: list[tuple[Slip, ...]] = [
            (slip,) for slip, _formulas in self.programs.single
            if slip not in self.active and self._gives(id, number, meant, (*self.active, slip))
        ]  # fmt: skip
        if fitting:
            return self._named(id, fitting)
        if rate := self._other_rate(id, number):
            return rate
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

    def _other_rate(self, id: str, number: Stated) -> _Explanation | None:
        """Another learning rate than the one given, where a second number confirms it."""
        q = Quantity.parse(id)
        if q is None or q.kind not in ("step", "new") or "eta" in self.put_in:
            return None
        found = self._confirmed(id, number, "eta")
        if found is None or abs(found) <= 1e-6:
            return None
        return _Explanation(Verdict.SLIP, ("rate-wrong",), hidden={"eta": found})

    def _hidden(self, id: str, number: Stated) -> _Explanation | None:
        """A step that was not stated may be wrong: the value it must have had here, if another number confirms it."""
        for other in sorted(self._frontier(id), key=self.programs.order.__getitem__, reverse=True):
            found = self._confirmed(id, number, other)
            if found is not None and abs(found) > 0.01 * abs(
                self.truth[other]
            ):  # a step that vanishes explains nothing
                return _Explanation(Verdict.WRONG, hidden={other: found}, at=other)
        return None

    def _confirmed(self, id: str, number: Stated, other: str) -> float | None:
        """The value of `other` that explains the stated number, if it explains a second one too."""
        world = self.world(self.active)
        if self._predicted(id, world) is None:
            return None
        value = self._solved(id, number, other, world)
        if value is None:
            return None
        there = self.world(self.active)
        there[other] = value
        plain = self.world(self.active)
        for later in self.stated:
            depends = other == "eta" or other in self._frontier(later)
            unexplained = later != id and later not in self.done and not self.fits(later, self.stated[later], plain)
            if depends and unexplained and self.fits(later, self.stated[later], there):
                return value
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
        if self._is_unchanged(id, number, expected):
            return True
        for other in self.programs.formulas[id].references():
            if other in self.tainted and other in self.put_in and self.put_in[other] in (0.0, 1.0):
                return self.truth[other] not in (0.0, 1.0)
        return False

    def _is_unchanged(self, id: str, number: Stated, expected: float) -> bool:
        """Whether a change, a slope, an error or a delta is 0, or below its written digit, and in truth is not."""
        q = Quantity.parse(id)
        if q is None or q.kind not in ("slope", "error", "delta", "step", "back", "grad", "new"):
            return False
        old = self.programs.leaves.get(q.subject, 0.0) if q.kind == "new" else 0.0
        digit = 2.02 * number.half_unit if number.half_unit else NOISE  # a number cut off lies half a unit beside it
        return abs(number.value - old) <= digit / 2 + NOISE < abs(expected - old) or (
            abs(self._as_written(number) - old) <= NOISE and abs(expected - old) > number.half_unit
        )

    @staticmethod
    def _as_written(number: Stated) -> float:
        """The number on the sheet; under a convention `value` is another."""
        try:
            return float(number.text)
        except ValueError:
            return number.value

    def _predicted(self, id: str, world: World) -> float | None:
        try:
            return world.predicted(id)
        except (ArithmeticError, ValueError):
            return None
