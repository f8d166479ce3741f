"""Problems whose answer is a text, which a teacher reads, or one number."""

from fractions import Fraction

from nncli.errors import Diagnostic
from nncli.grade.assignment import Problem
from nncli.grade.following.bands import EXACTLY
from nncli.grade.report import Item, ProblemReport
from nncli.grade.results import Verdict
from nncli.sheets.numbers import Unread, Written, read_written
from nncli.sheets.sheet import ANSWER, Answer, Entry, Section
from nncli.words import _

MOST_SHOWN = 60


def grade_text(problem: Problem, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on a text: kept as it is, its points open."""
    text = section.whole.raw.strip() if len(section) != 1 else (_answer(section) or section).whole.raw.strip()
    out_of = float(problem.points)
    shown = " ".join(text.split())
    shown = shown if len(shown) <= MOST_SHOWN else shown[:MOST_SHOWN] + "…"
    said = _("Free text: a teacher reads it.")
    item = Item(_("answer"), shown, "", Verdict.UNDECIDED, 0.0, out_of, said, id=problem.id)
    return ProblemReport(problem.id, problem.title, problem.practice, (item,), (), 0.0, out_of, out_of), []


def grade_number(problem: Problem, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on a number: right where the digits stated are those of the true value, and enough of them."""
    assert problem.value is not None
    entry, out_of = _answer(section), float(problem.points)
    answer = entry.whole if entry is not None else None
    found: list[Diagnostic] = []
    verdict, said = Verdict.MISSING, ""
    if answer is not None and not answer.blank:
        written = read_written(answer.text)
        if isinstance(written, Unread):
            verdict, said = Verdict.UNREADABLE, written.reason
            found.append(Diagnostic("unreadable-number", written.reason, answer.place))
        else:
            verdict, said = _judged(written, problem.value.fraction, problem.least_digits)
    points = out_of if verdict is Verdict.CORRECT else 0.0
    waiting = out_of if verdict is Verdict.UNREADABLE else 0.0
    yours = answer.raw.strip() if answer is not None else ""
    item = Item(_("answer"), yours, float(problem.value), verdict, points, out_of, said, id=problem.id)
    return ProblemReport(problem.id, problem.title, problem.practice, (item,), (), points, out_of, waiting), found


def _judged(written: Written, truth: Fraction, digits: int) -> tuple[Verdict, str]:
    """Short digits are no fault where the number is exact: 0.5 for 0.500."""
    low, high = written.bounds
    near, enough = low <= truth <= high, written.is_exact or written.significant >= digits
    if written.value == truth or (near and enough and digits != EXACTLY):
        return Verdict.CORRECT, ""
    if near and digits != EXACTLY:
        return Verdict.WRONG, _("Too few digits to tell: write at least {n} significant ones.").format(n=digits)
    return Verdict.WRONG, _("This is not the number that is asked: work it out again.")


def _answer(section: Section) -> Entry | Answer | None:
    """What stands under `answer:`, or under the only key there is."""
    return section.get(ANSWER) or next((entry for entry in section.values() if not entry.blank), None)
