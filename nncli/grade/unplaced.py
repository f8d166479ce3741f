"""What stands on a sheet and could not be brought under a problem: it is told, and what it may answer stays open."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nncli.errors import Diagnostic, Place
from nncli.grade.assignment import Assignment, Problem
from nncli.grade.following.finder import Finder
from nncli.grade.following.guess import meant_by
from nncli.grade.following.programs import Programs
from nncli.sheets.sections import WORDS_OF_HEADER
from nncli.sheets.sheet import ANSWER, Answer, Section, Sheet
from nncli.sheets.statements import has_number
from nncli.suggest import did_you_mean
from nncli.words import _

_OVERFLOW_KEYS = ("overflow", "underflow", "stable", "discussion", "float", "softmax", "logsumexp", "溢", "讨论")
# Faults of the reader after which something on the sheet has not been read.
_LOST = ("no-key", "key-too-long", "too-long", "too-many-lines", "too-many-values", "too-large", "too-many-faults")


_SAYS_MORE = re.compile(r"[=≈∂∇∑Σ_\\^]|\d\.\d")

MOST_KEYS, MOST_PARTS = 40, 30  # that are looked at


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Answers under a heading that is no problem's, or under none."""

    heading: str
    answers: tuple[tuple[str, Answer], ...]  # each with its key
    place: Place | None

    @property
    def told(self) -> str:
        """What is wrong with it."""
        if not self.heading:
            return _("what stands above the first problem belongs to none, and is not graded")
        return _("'{heading}' is no problem of this assignment; what stands under it is not graded").format(
            heading=self.heading[:60]
        )


def unplaced(assignment: Assignment, sheet: Sheet) -> list[Unplaced]:
    """All that stands under no problem of the assignment, and is not blank."""
    ids = {problem.id for problem in assignment.problems}
    found = [
        Unplaced(heading, tuple((path[-1], answer) for path, answer in section.answers()), section.key or section.place)
        for heading, section in sheet.sections.items()
        if heading not in ids and not section.blank
    ]
    loose = [(k, answer) for k, answer in sheet.header.items() if k not in WORDS_OF_HEADER and not answer.blank]
    answers = tuple((key, answer) for key, answer in loose if any(sign.isdigit() for sign in answer.text))
    if answers:
        found.append(Unplaced("", answers, answers[0][1].key or answers[0][1].place))
    found += [Unplaced("", (), fault.place) for fault in sheet.faults if _is_outside(fault, sheet, ids)]
    return found


def _is_outside(fault: Diagnostic, sheet: Sheet, ids: Collection[str]) -> bool:
    """Whether a line with figures or formulas that was not read stands above all problems, or there are none."""
    if fault.code != "no-key" or fault.place is None or not _SAYS_MORE.search(fault.place.text):
        return False
    begins = [
        s.key.line for id, s in sheet.sections.items() if id in ids and s.key is not None and s.key.line is not None
    ]
    return fault.place.line is None or all(fault.place.line < line for line in begins)


def told(assignment: Assignment, parts: list[Unplaced]) -> Iterator[Diagnostic]:
    """A notice for each part."""
    for part in parts:
        help = did_you_mean(part.heading, [problem.id for problem in assignment.problems]) if part.heading else None
        yield Diagnostic("unknown-problem", part.told, part.place, help or _("a teacher looks at it"))


def may_answer(assignment: Assignment, part: Unplaced, problem: Problem) -> bool:
    """Whether what stands there can be meant for this problem, by its keys."""
    keys = [key for key, _answer in part.answers[:MOST_KEYS]]
    counts = {other.id: _known(assignment, other, keys) for other in assignment.problems}
    if any(counts.values()):
        return counts[problem.id] == max(counts.values())
    return bool(part.heading) or not part.answers


@lru_cache(maxsize=8)
def _finder(programs: Programs) -> Finder:
    return Finder(programs)


def _known(assignment: Assignment, problem: Problem, keys: list[str]) -> int:
    """How many of these keys are a problem's own."""
    match problem.kind:
        case "update":
            finder = _finder(assignment.updates[problem.id].programs)
            return sum(bool(finder.one(key) or finder.grid(key) or meant_by(key, finder)) for key in keys)
        case "overflow":
            return sum(any(word in key.casefold() for word in _OVERFLOW_KEYS) for key in keys)
        case _:
            return sum(key in (ANSWER, "let") for key in keys)


def lines_lost(sheet: Sheet, section: Section) -> list[str] | None:
    """What has figures among the lines of a section and was not read; None where that is not known."""
    lines = [line for _offset, line, _column in section.whole.stretch.marks]
    if section.key is not None and section.key.line is not None:
        lines.append(section.key.line - 1)
    for fault in sheet.faults:
        if fault.code not in _LOST or fault.code == "no-key":
            continue
        line = fault.place.line if fault.place else None
        if line is None or not lines:
            return None
        if min(lines) <= line - 1 <= max(lines) and fault.place and has_number(fault.place.text):
            return None
    if not lines:
        return None if sheet.lost else []
    return [text for line, text in sheet.lost if min(lines) <= line <= max(lines) and has_number(text)]
