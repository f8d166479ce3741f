"""Is the printed figure right? Each published figure beside the number that the trace computes.

A figure printed with n decimals matches where the computed number rounds to it. Where it does not, the source may
have rounded on the way, cut digits off, or updated in another order; only what none of these explains differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum

from nncli.maths.arithmetic import Value, as_decimal
from nncli.maths.numeral import Numeral
from nncli.trace.trace import Trace


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as its source prints it, and the slip of the source that we know of, if any."""

    printed: Numeral
    slip: str | None = None


class Verdict(Enum):
    """What a printed figure turns out to be."""

    MATCHES = "matches"
    CHAIN = "chain"
    TRUNCATED = "truncated"
    OTHER_ORDER = "other-order"
    OTHER_CONVENTION = "other-convention"
    ROUNDED = "rounded"
    CARRIED = "carried"
    KNOWN_SLIP = "known-slip"
    SLIP = "slip"
    DIFFERS = "differs"

    @property
    def is_failure(self) -> bool:
        """What is wrong there itself: a slip that has a name, or what nothing explains."""
        return self in (Verdict.SLIP, Verdict.DIFFERS)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which the source may have computed: its trace, and what agreeing with it means."""

    trace: Trace
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure: as printed, as computed in full, and the verdict.

    `slip` is what the spec says of the source, `note` what was found out of it here.
    """

    id: str
    printed: Numeral
    value: Value
    verdict: Verdict
    slip: str | None = None
    note: str = ""


def compare(figures: Mapping[str, PublishedFigure], readings: Sequence[Reading]) -> list[Comparison]:
    """A comparison for each figure, in the spec's order.

    `readings` stand in the order in which they are believed; the first is the full computation, whose value is shown.
    Rounded agreement with any reading is believed before truncated agreement with any.

    Raises:
        InputError: if a figure names a quantity that the trace does not hold.
    """
    return [_compared(id, figure, readings) for id, figure in figures.items()]


def _compared(id: str, figure: PublishedFigure, readings: Sequence[Reading]) -> Comparison:
    value = readings[0].trace.find(id).value
    verdict = _explained(id, figure.printed, readings)
    if verdict is Verdict.DIFFERS and figure.slip is not None:
        verdict = Verdict.KNOWN_SLIP
    return Comparison(id, figure.printed, value, verdict, figure.slip)


def _explained(id: str, printed: Numeral, readings: Sequence[Reading]) -> Verdict:
    for reading in readings:
        if rounds_to(reading.trace.find(id).value, printed):
            return reading.verdict
    for reading in readings:
        if truncates_to(reading.trace.find(id).value, printed):
            return Verdict.TRUNCATED if reading.verdict is not Verdict.OTHER_ORDER else Verdict.OTHER_ORDER
    return Verdict.DIFFERS


def rounds_to(value: Value, printed: Numeral) -> bool:
    """Whether `value` lies within half a unit of the last printed digit; both ends count, ties go either way."""
    with localcontext(prec=60):
        half = Decimal(1).scaleb(-printed.decimals) / 2
        # A binary64 that stands for a tie may lie a hair beside it.
        return abs(as_decimal(value) - Decimal(printed.text)) <= half * (1 + Decimal("1e-9"))


def truncates_to(value: Value, printed: Numeral) -> bool:
    """Whether cutting `value` off behind the last printed digit gives the printed figure."""
    with localcontext(prec=60):
        full, cut = as_decimal(value), Decimal(printed.text)
        return 0 <= abs(full) - abs(cut) < Decimal(1).scaleb(-printed.decimals) and full * cut >= 0
