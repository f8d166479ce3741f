"""What a grader says of one number, as data: reports and totals are readings of these."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """See "Grading" in the documentation: what each earns is decided by the assignment."""

    CORRECT = "correct"
    CARRIED = "carried"  # wrong, and what follows from an earlier slip of the student's own
    SLIP = "slip"  # wrong here, and named
    WRONG = "wrong"  # wrong here, and no known slip explains it
    IMPLIED = "implied"  # not stated, and what follows from it is right
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"  # for a human


class Remark(Enum):
    """Something to say beside the verdict."""

    CONTRADICTS_OWN = "contradicts-own"  # right, but it does not follow from the student's own numbers
    SAME_SLIP = "same-slip"  # the slip was charged before
    SAME_FAULT = "same-fault"  # the same fault without a name was charged before
    TOO_FEW_DIGITS = "too-few-digits"
    FOLLOWS_NOTHING = "follows-nothing"  # carried, but a zero or a one makes the step empty
    HIDDEN = "hidden"  # the fault lies in a step that was not stated
    LOOKS_LIKE = "looks-like"  # right within the honest band, but a slip fits better
    CRASHED = "crashed"  # the program failed at this number: a human looks


@dataclass(frozen=True, slots=True)
class Stated:
    """A number on the sheet: it stands for value ± half_unit.

    `written` is half a unit of its last digit where that is coarser than was asked: then it is read as if zeros were
    behind it, and `half_unit` is that of the number with the zeros.
    """

    value: float
    half_unit: float
    text: str = ""
    written: float = 0.0

    @property
    def is_short(self) -> bool:
        """Whether it has fewer digits than were asked."""
        return self.written > self.half_unit * (1 + 1e-6)


@dataclass(frozen=True, slots=True)
class Judged:
    """One asked or stated quantity. `expected` is the true value, `own` what follows from the student's numbers.

    `share` is the part of its points that it earns, from 0 to 1. `slips` are the ids of all slips that explain it; more
    than one, where these numbers cannot tell them apart. `at` is the step where the fault lies, if not here.
    """

    id: str
    verdict: Verdict
    share: float
    stated: Stated | None
    expected: float
    own: float | None = None
    slips: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    at: str | None = None
