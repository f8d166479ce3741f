"""Slips of writing: the right number was found and the wrong one put down. They act on a value, not on a rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nncli.grade.results import Stated
from nncli.trace.quantities import Quantity
from nncli.words import N_


@dataclass(frozen=True, slots=True)
class Written:
    """A stated number beside the one that was meant: which quantity it is, how exactly the two can be compared, and
    the student's other values."""

    quantity: Quantity
    number: Stated
    meant: float
    tolerance: float
    values: Mapping[str, float]

    def is_near(self, value: float) -> bool:
        """Whether the stated number is `value`."""
        return abs(self.number.value - value) <= self.tolerance


@dataclass(frozen=True, slots=True)
class WritingSlip:
    """`made(written)`: whether this slip makes the stated number of the one that was meant."""

    id: str
    student: str
    teacher: str
    made: Callable[[Written], bool]


def _net_for_out(w: Written) -> bool:
    q = w.quantity
    net = f"{q.subject}.net{'.after' if q.after else ''}{q.suffix}"
    return q.kind == "out" and net in w.values and w.is_near(w.values[net])


def _step_for_new(w: Written) -> bool:
    q = w.quantity
    return q.kind == "new" and w.is_near(w.values[f"{q.subject}.step{q.suffix}"])


def _sign_lost(w: Written) -> bool:
    return abs(w.meant) > w.tolerance and w.is_near(-w.meant)


def _point_shifted(w: Written) -> bool:
    has_digits = abs(w.number.value) > 10 * w.tolerance  # a 0.00 is no 0.00003
    return has_digits and any(w.is_near(w.meant * scale) for scale in (0.01, 0.1, 10.0, 100.0))


def _digits_transposed(w: Written) -> bool:
    unit = 2 * w.number.half_unit
    if not unit or (w.number.value < 0) != (w.meant < 0):
        return False
    digits = str(round(abs(w.number.value) / unit))
    swaps = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)} - {digits}
    return any(abs(int(swap) * unit - abs(w.meant)) <= w.tolerance for swap in swaps)


WRITING_SLIPS: tuple[WritingSlip, ...] = (
    WritingSlip(
        "net-for-output", N_("Is this the net input or the output of the unit?"),
        N_("the net is reported as the output"), _net_for_out,
    ),
    WritingSlip(
        "step-for-new", N_("Was the change asked for, or the new value?"),
        N_("Δ is given where the new value was asked"), _step_for_new,
    ),
    WritingSlip(
        "sign-lost", N_("Check the sign of this number."), N_("the sign of the number is wrong"), _sign_lost,
    ),
    WritingSlip(
        "digits-transposed", N_("Compare the digits with your working: two of them may be swapped."),
        N_("two neighbouring digits are swapped"), _digits_transposed,
    ),
    WritingSlip(
        "decimal-point-shifted", N_("Check where the decimal point stands."),
        N_("the decimal point is shifted"), _point_shifted,
    ),
)  # fmt: skip


def writing_slips(id: str, number: Stated, meant: float, width: float, values: Mapping[str, float]) -> tuple[str, ...]:
    """The slip of writing that makes `number` of `meant`, which is known to within `width`: its id, or nothing."""
    q = Quantity.parse(id)
    if q is None:
        return ()
    written = Written(q, number, meant, number.half_unit * 1.02 + width, values)
    return next(((slip.id,) for slip in WRITING_SLIPS if slip.made(written)), ())
