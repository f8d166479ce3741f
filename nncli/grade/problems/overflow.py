"""An overflow problem on a sheet: where each function leaves the floating-point numbers, and a formula that stays."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal, cast

from nncli.errors import Diagnostic
from nncli.grade.assignment import Problem
from nncli.grade.formulas.questions import QUESTIONS
from nncli.grade.formulas.saying import said_to_student, said_to_teacher
from nncli.grade.formulas.stability import judge_stable
from nncli.grade.formulas.thresholds import judge_threshold, thresholds
from nncli.grade.formulas.verdict import Verdict as FormulaVerdict
from nncli.grade.problems.formula import as_lines, declarations, texts, unread
from nncli.grade.problems.thresholds import PARTS, PRECISIONS, entry_of, is_ditto, is_dotted, name_of, threshold
from nncli.grade.report import Item, ProblemReport, totalled
from nncli.grade.results import Verdict
from nncli.sheets.sheet import ANSWER, Answer, Entry, Section
from nncli.suggest import did_you_mean
from nncli.words import N_, _

__all__ = ["PARTS", "STABLE", "grade_overflow", "worked_overflow"]

UNKNOWN = "unknown-entry"
ENDS = {"overflows": "overflow", "underflows": "underflow"}
# What the parts of a problem weigh beside each other.
FORMULA_WEIGHT, THRESHOLD_WEIGHT, DISCUSSION_WEIGHT = 4.0, 1.0, 2.0
STABLE = {
    "softmax": "exp(x_i − m)/Σ_j exp(x_j − m),  m = max_k x_k",
    "logsumexp": "m + log Σ_j exp(x_j − m),  m = max_k x_k",
}
_FIGURE = re.compile(r"\d{2,}[.．]?\d*")
_FORMULA = re.compile(r"max|最大|exp|e\^|\\exp|log|ln", re.IGNORECASE)
_LABELS = {"overflows": N_("overflows"), "underflows": N_("underflows")}


def grade_overflow(problem: Problem, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on an overflow problem. Free text is kept for a human, with its points open."""
    diagnostics: list[Diagnostic] = list(_unknown(problem, section))
    weighed: list[tuple[float, Item]] = []
    text = _discussion(section)
    before: dict[tuple[str, str], str] = {}  # what is stated of the functions above, which 同上 means
    for function in problem.functions:
        part = entry_of(section, function)
        inside = part if isinstance(part, Section) else None
        written = part.whole.raw if isinstance(part, Answer) else ""  # prose in place of answers
        for key, precision in _wanted():
            stated = threshold(inside, key, precision) or threshold(section, key, precision)
            if stated is not None and is_ditto(stated):
                stated = before.get((key, precision), stated)
            elif stated is not None:
                before[key, precision] = stated
            make = partial(_judged_threshold, function, key, precision, stated, section)
            item = _guarded(make, f"{function}.{key}.{precision}", diagnostics)
            weighed.append((THRESHOLD_WEIGHT, opened(item, _("the text")) if _FIGURE.search(written) else item))
        make = partial(_stable, function, part, section, diagnostics)
        item = _guarded(make, f"{function}.stable", diagnostics)
        elsewhere = entry_of(section, "stable")  # of which function, it does not say
        weighed.append((FORMULA_WEIGHT, opened(item, _("the text")) if elsewhere and not elsewhere.blank else item))
    verdict = Verdict.UNDECIDED if text else Verdict.MISSING
    said = _("Free text: a teacher reads it.") if text else ""
    discussion = Item(_("discussion"), _shortened(text), "", verdict, 0.0, 0.0, said, id="discussion")
    weighed.append((DISCUSSION_WEIGHT, discussion))
    if any(found.code == UNKNOWN for found in diagnostics):
        weighed = [(weight, opened(item, _("an entry whose name is not known here"))) for weight, item in weighed]
    items = _weighed([(w, _perhaps_in_text(item, text)) for w, item in weighed], float(problem.points))
    report = ProblemReport(problem.id, problem.title, problem.practice, items, (), 0.0, float(problem.points))
    return totalled(report), diagnostics


def _guarded(make: Callable[[], Item], id: str, diagnostics: list[Diagnostic]) -> Item:
    """The item that `make` makes; where the program fails at it, it alone goes to a human."""
    try:
        return make()
    except Exception as error:  # whatever an answer brings about is a result for that answer
        if os.environ.get("NNCLI_TRACEBACK"):
            raise
        message = _("{problem} could not be graded: {kind}: {error}; this is a fault of the program, please report it")
        diagnostics.append(
            Diagnostic("internal", message.format(problem=id, kind=type(error).__name__, error=str(error)[:200]))
        )
        said = _("The program failed at this answer. A teacher decides.")
        return Item(id, "", "", Verdict.UNDECIDED, 0.0, 1.0, said, id=id)


def _stable(function: str, part: Entry | None, section: Section, diagnostics: list[Diagnostic]) -> Item:
    inside = part if isinstance(part, Section) else None
    shared = {**declarations(section), **(declarations(inside) if inside is not None else {})}
    item, found = _judged_formula(function, entry_of(inside, "stable") if inside is not None else part, shared)
    diagnostics += found
    return item


def opened(item: Item, where: str) -> Item:
    """A missing answer as one that may stand elsewhere."""
    if item.verdict is not Verdict.MISSING or item.id == "discussion":
        return item
    said = _("Not found; it may stand in {where}. A teacher decides.").format(where=where)
    return replace(item, verdict=Verdict.UNDECIDED, reason=said)


def _perhaps_in_text(item: Item, text: str) -> Item:
    """A missing answer, where the discussion holds what may be it: a number, or a formula."""
    sign = _FORMULA if item.id.endswith(".stable") else _FIGURE
    return opened(item, _("the discussion")) if sign.search(text) else item


def _discussion(section: Section) -> str:
    """The free text: under its key, or whatever stands under the problem without one."""
    for entry in (entry_of(section, "discussion"), section.get(ANSWER)):
        if entry is not None and not entry.blank:
            return entry.whole.raw.strip()
    return ""


def _unknown(problem: Problem, section: Section) -> Iterator[Diagnostic]:
    """Entries of the problem that nothing reads."""
    for key, entry in section.items():
        known = name_of(key) in (*PARTS, *problem.functions, "let", ANSWER, *PRECISIONS) or is_dotted(key)
        inner = entry.items() if isinstance(entry, Section) and name_of(key) in problem.functions else ()
        unknown = [
            (f"{key}.{name}", e)
            for name, e in inner
            if name_of(name) not in (*PARTS, "let", *PRECISIONS) and not is_dotted(name)
        ]
        for name, found in [*unknown, *([] if known else [(key, entry)])]:
            if not found.blank:
                message = _("'{key}' is nothing that is asked here").format(key=name[:60])
                yield Diagnostic(UNKNOWN, message, found.key or found.place, did_you_mean(key, PARTS))


def worked_overflow(problem: Problem) -> Iterator[str]:
    """The key of an overflow problem, for a person."""
    for key, precision in _wanted():
        end = cast(Literal["overflow", "underflow"], ENDS[key])
        threshold = f"{float(thresholds(end, precision)[0]):.6g}"
        sentence = (
            _("exp overflows above {x} in {precision}")
            if key == "overflows"
            else _("exp underflows to 0 below {x} in {precision}")
        )
        yield sentence.format(x=threshold, precision=precision)
    for function in problem.functions:
        yield f"{function}: {STABLE[function]}"


def _wanted() -> Iterator[tuple[str, Literal["float64", "float32"]]]:
    return ((key, precision) for key in ENDS for precision in PRECISIONS)


def _judged_threshold(
    function: str, key: str, precision: Literal["float64", "float32"], stated: str | None, section: Section
) -> Item:
    id = f"{function}.{key}.{precision}"
    label = _("{function} {what}, {precision}").format(function=function, what=_(_LABELS[key]), precision=precision)
    end = cast(Literal["overflow", "underflow"], ENDS[key])
    expected = f"{float(thresholds(end, precision)[0]):.6g}"
    if stated is None:
        return Item(label, "", expected, Verdict.MISSING, 0.0, 0.0, id=id)
    return _item(id, label, " ".join(stated.split()), expected, judge_threshold(end, precision, stated))


def _judged_formula(function: str, entry: Entry | None, let: Mapping[str, Answer]) -> tuple[Item, list[Diagnostic]]:
    label = _("{function} stable").format(function=function)
    if entry is None or entry.blank:
        return Item(label, "", STABLE[function], Verdict.MISSING, 0.0, 0.0, id=f"{function}.stable"), []
    answer = entry.whole
    judged = judge_stable(QUESTIONS[function], as_lines(answer), texts(let))
    item = _item(f"{function}.stable", label, judged.echo or answer.text, STABLE[function], judged)
    return item, unread(judged, answer, let)


def _item(id: str, label: str, yours: str, expected: str, judged: FormulaVerdict) -> Item:
    verdict = Verdict(judged.kind)
    share = 1.0 if verdict is Verdict.CORRECT else 0.0
    said, note = said_to_student(judged), said_to_teacher(judged)
    return Item(label, yours, expected, verdict, share, 1.0, said, note, judged.slips, id)


def _weighed(weighed: list[tuple[float, Item]], points: float) -> tuple[Item, ...]:
    """The items with their share of the problem's points."""
    each = points / sum(weight for weight, _item in weighed)
    return tuple(replace(item, points=item.points * weight * each, out_of=weight * each) for weight, item in weighed)


def _shortened(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most] + "…"
