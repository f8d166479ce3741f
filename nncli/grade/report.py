"""The report on a sheet, as data: what was asked, what was answered, what it earns and why."""

from dataclasses import dataclass, field, replace

from nncli.errors import Diagnostic
from nncli.grade.results import Verdict

# What the program has not judged is no zero: its points wait for a human.
OPEN = (Verdict.UNREADABLE, Verdict.UNDECIDED)


@dataclass(frozen=True, slots=True)
class Item:
    """One answer. `reason` is for the student and never gives the key away; `note` is for the teacher."""

    label: str
    yours: str
    expected: float | str
    verdict: Verdict
    points: float
    out_of: float
    reason: str = ""
    note: str = ""
    slips: tuple[str, ...] = ()
    id: str = ""
    manual: bool = False  # the points are a teacher's own

    @property
    def open(self) -> float:
        """Points that wait for a human."""
        return self.out_of - self.points if self.verdict in OPEN and not self.manual else 0.0


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """One problem. `remarks` concern the whole of it; `open` points wait for a human."""

    id: str
    title: str
    practice: bool
    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()
    points: float = 0.0
    out_of: float = 0.0
    open: float = 0.0
    manual: bool = False  # the points are a teacher's own

    @property
    def first_fault(self) -> Item | None:
        """The first answer that is wrong of itself."""
        return next((item for item in self.items if item.verdict in (Verdict.SLIP, Verdict.WRONG)), None)


@dataclass(frozen=True, slots=True)
class SheetReport:
    """One sheet. `diagnostics` are what its reader had to say."""

    file: str
    assignment: str
    title: str
    student: str
    problems: tuple[ProblemReport, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def points(self) -> float:
        """Earned in the problems that count."""
        return round(sum(problem.points for problem in self.problems if not problem.practice), 2)

    @property
    def out_of(self) -> float:
        """All points of the problems that count."""
        return round(sum(problem.out_of for problem in self.problems if not problem.practice), 2)

    @property
    def open(self) -> float:
        """Points that wait for a human."""
        return round(sum(problem.open for problem in self.problems if not problem.practice), 2)


def settled(report: ProblemReport) -> ProblemReport:
    """The report with points in hundredths that add up: the items' to the problem's, with what is earned and open.

    50 points over 37 items are 1.35 each and a remainder; the hundredths of the remainder go to the items that lose
    most by rounding down.
    """
    shares = [item.out_of for item in report.items]
    if not shares or sum(shares) <= 0:
        return report
    whole = [int(100 * share + 1e-7) for share in shares]
    left = round(100 * sum(shares)) - sum(whole)
    neediest = sorted(range(len(shares)), key=lambda n: (whole[n] - 100 * shares[n], n))
    for n in neediest[: max(left, 0)]:
        whole[n] += 1
    items = []
    for item, hundredths in zip(report.items, whole, strict=True):
        earned = hundredths if item.points >= item.out_of else round(hundredths * item.points / (item.out_of or 1))
        items.append(replace(item, points=earned / 100, out_of=hundredths / 100))
    return totalled(replace(report, items=tuple(items)))


def totalled(report: ProblemReport) -> ProblemReport:
    """The report with what its items earn, and what of them is open."""
    earned, waiting = (sum(getattr(item, key) for item in report.items) for key in ("points", "open"))
    return replace(report, points=round(earned, 2), open=round(waiting, 2))
