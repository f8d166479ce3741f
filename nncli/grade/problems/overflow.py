"""An overflow problem on a sheet: where each function leaves the floating-point numbers, and a formula that stays."""

from collections.abc import Iterator, Mapping
from typing import Literal, cast

from nncli.errors import Diagnostic
from nncli.grade.assignment import Problem
from nncli.grade.formulas.questions import QUESTIONS
from nncli.grade.formulas.saying import said_to_student, said_to_teacher
from nncli.grade.formulas.stability import judge_stable
from nncli.grade.formulas.thresholds import judge_threshold, thresholds
from nncli.grade.formulas.verdict import Verdict as FormulaVerdict
from nncli.grade.problems.formula import declarations, texts, unread
from nncli.grade.report import Item, ProblemReport
from nncli.grade.results import Verdict
from nncli.sheets.sheet import Answer, Entry, Section
from nncli.words import N_, _

PRECISIONS: tuple[Literal["float64", "float32"], ...] = ("float64", "float32")
ENDS = {"overflows": "overflow", "underflows": "underflow"}
# What the parts of a problem weigh beside each other.
FORMULA_WEIGHT, THRESHOLD_WEIGHT, DISCUSSION_WEIGHT = 4.0, 1.0, 2.0
STABLE = {
    "softmax": "exp(x_i − m)/Σ_j exp(x_j − m),  m = max_k x_k",
    "logsumexp": "m + log Σ_j exp(x_j − m),  m = max_k x_k",
}
_LABELS = {"overflows": N_("overflows"), "underflows": N_("underflows")}


def grade_overflow(problem: Problem, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on an overflow problem. Free text is kept for a human, with its points open."""
    diagnostics: list[Diagnostic] = []
    weighed: list[tuple[float, Item]] = []
    for function in problem.functions:
        part = section.get(function)
        inside = part if isinstance(part, Section) else None
        shared = {**declarations(section), **(declarations(inside) if inside is not None else {})}
        for key, precision in _wanted():
            stated = _threshold(inside, key, precision) or _threshold(section, key, precision)
            weighed.append((THRESHOLD_WEIGHT, _judged_threshold(function, key, precision, stated)))
        stable = inside.get("stable") if inside is not None else part
        item, found = _judged_formula(function, stable, shared)
        weighed.append((FORMULA_WEIGHT, item))
        diagnostics += found
    discussion = section.get("discussion")
    text = discussion.whole.raw.strip() if discussion is not None and not discussion.blank else ""
    verdict = Verdict.UNDECIDED if text else Verdict.MISSING
    said = _("Free text: a teacher reads it.") if text else ""
    weighed.append((DISCUSSION_WEIGHT, Item(_("discussion"), _shortened(text), "", verdict, 0.0, 0.0, said)))
    items = _weighed(weighed, float(problem.points))
    waiting = sum(item.out_of for item in items if item.verdict is Verdict.UNDECIDED)
    earned = sum(item.points for item in items)
    report = ProblemReport(
        problem.id, problem.title, problem.practice, items, (), earned, float(problem.points), waiting
    )  # fmt: skip
    return report, diagnostics


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


def _threshold(section: Mapping[str, Entry] | None, key: str, precision: str) -> Answer | None:
    """What a sheet states: `overflows: {float64: 709.78, float32: 88.72}`."""
    entry = section.get(key) if section is not None else None
    stated = entry.get(precision) if isinstance(entry, Section) else None
    return None if stated is None or stated.blank else stated.whole


def _judged_threshold(function: str, key: str, precision: Literal["float64", "float32"], stated: Answer | None) -> Item:
    label = f"{function} {_(_LABELS[key])}, {precision}"
    end = cast(Literal["overflow", "underflow"], ENDS[key])
    expected = f"{float(thresholds(end, precision)[0]):.6g}"
    if stated is None:
        return Item(label, "", expected, Verdict.MISSING, 0.0, 0.0)
    return _item(label, stated.text, expected, judge_threshold(end, precision, stated.text))


def _judged_formula(function: str, entry: Entry | None, let: Mapping[str, Answer]) -> tuple[Item, list[Diagnostic]]:
    label = _("{function} stable").format(function=function)
    if entry is None or entry.blank:
        return Item(label, "", STABLE[function], Verdict.MISSING, 0.0, 0.0), []
    answer = entry.whole
    judged = judge_stable(QUESTIONS[function], answer.text, texts(let))
    item = _item(label, judged.echo or answer.text, STABLE[function], judged)
    return item, unread(judged, answer, let)


def _item(label: str, yours: str, expected: str, judged: FormulaVerdict) -> Item:
    verdict = Verdict(judged.kind)
    share = 1.0 if verdict is Verdict.CORRECT else 0.0
    said, note = said_to_student(judged), said_to_teacher(judged)
    return Item(label, yours, expected, verdict, share, 1.0, said, note, judged.slips)


def _weighed(weighed: list[tuple[float, Item]], points: float) -> tuple[Item, ...]:
    """The items with their share of the problem's points."""
    from dataclasses import replace

    each = points / sum(weight for weight, _item in weighed)
    return tuple(replace(item, points=item.points * weight * each, out_of=weight * each) for weight, item in weighed)


def _shortened(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most] + "…"
