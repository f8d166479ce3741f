"""The report on a sheet, as data: what was asked, what was answered, what it earns and why."""

from dataclasses import dataclass, field

from nncli.errors import Diagnostic
from nncli.grade.results import Verdict


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
        return sum(problem.points for problem in self.problems if not problem.practice)

    @property
    def out_of(self) -> float:
        """All points of the problems that count."""
        return sum(problem.out_of for problem in self.problems if not problem.practice)

    @property
    def open(self) -> float:
        """Points that wait for a human."""
        return sum(problem.open for problem in self.problems if not problem.practice)
