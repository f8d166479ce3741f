"""A formula problem on a sheet: the answer, how it was read, and what it earns."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from nncli.errors import Diagnostic, Place
from nncli.grade.assignment import Problem
from nncli.grade.formulas.credit import credit
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.own import own_question, worked
from nncli.grade.formulas.questions import QUESTIONS, Domain, Layout, Question
from nncli.grade.formulas.saying import said_to_student, said_to_teacher
from nncli.grade.formulas.verdict import Verdict as FormulaVerdict
from nncli.grade.report import Item, ProblemReport
from nncli.grade.results import Verdict
from nncli.sheets.sheet import ANSWER, Answer, Section
from nncli.words import _

WORKED = {
    "softmax-gradient": ("∂s_i/∂x_j = s_i (δ_ij − s_j)", "J = diag(s) − s sᵀ"),
    "cross-entropy-gradient": ("∂E/∂x_j = s_j − d_j", "∇E = s − d"),
    "log-softmax-gradient": ("∂ log s_i/∂x_j = δ_ij − s_j", "J = I − 1 sᵀ"),
}


def grade_formula(problem: Problem, section: Section) -> tuple[ProblemReport, list[Diagnostic]]:
    """The report on a formula problem."""
    question = question_of(problem)
    entry = section.get(ANSWER) or next((e for key, e in section.items() if key != "let" and not e.blank), None)
    out_of = float(problem.points)
    if entry is None or entry.blank:
        item = Item(_("answer"), "", "", Verdict.MISSING, 0.0, out_of, id=problem.id)
        return ProblemReport(problem.id, problem.title, problem.practice, (item,), (), 0.0, out_of), []
    answer = entry.whole
    let = declarations(section)
    judged = judge_formula(question, as_lines(answer), texts(let))
    verdict = Verdict(judged.kind)
    points = out_of * credit(judged, {id: float(share) for id, share in problem.shares.items()})
    waiting = out_of if verdict in (Verdict.UNDECIDED, Verdict.UNREADABLE) else 0.0
    item = Item(
        _("answer"), judged.echo or answer.text, " , ".join(worked_formula(problem)), verdict, points, out_of,
        said_to_student(judged), said_to_teacher(judged), judged.slips, problem.id,
    )  # fmt: skip
    remarks = [_("We read this as: {echo}").format(echo=judged.echo)] if judged.echo else []
    if len(judged.readings) > 1:
        remarks = [_("We can read this as: {ways}").format(ways=_(" or as ").join(judged.readings))]
    report = ProblemReport(
        problem.id, problem.title, problem.practice, (item,), tuple(remarks), points, out_of, waiting
    )
    return report, unread(judged, answer, let)


def declarations(section: Section) -> dict[str, Answer]:
    """What stands under `let:`."""
    let = section.get("let")
    if not isinstance(let, Section):
        return {}
    return {key: entry.whole for key, entry in let.items() if not entry.blank}


def texts(let: Mapping[str, Answer]) -> dict[object, object]:
    """The formulas of declarations."""
    return {key: answer.text for key, answer in let.items()}


def as_lines(answer: Answer) -> str:
    """The text with the line breaks of the sheet, where YAML makes one line of several; as long as it was."""
    return answer.lines()


def unread(judged: FormulaVerdict, answer: Answer, let: Mapping[str, Answer]) -> list[Diagnostic]:
    """What could not be read of a formula, with places in the sheet: in the answer, or under `let:`."""
    if declared := let.get(judged.declaration):
        return [_placed(diagnostic, declared, declared.key or declared.place) for diagnostic in judged.diagnostics]
    return [_placed(diagnostic, answer, answer.place) for diagnostic in judged.diagnostics]


def _placed(diagnostic: Diagnostic, answer: Answer, whole: Place) -> Diagnostic:
    """A diagnostic with its place in the sheet instead of in the formula; `whole` where it is of no single sign."""
    place = diagnostic.place
    if place is None or place.line is None or place.column is None:
        return replace(diagnostic, place=whole)
    lines = as_lines(answer).split("\n")
    offset = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
    if offset >= len(answer.text):
        return replace(diagnostic, place=answer.place)
    return replace(diagnostic, place=answer.at(offset, place.length))


def worked_formula(problem: Problem) -> tuple[str, ...]:
    """The key of a formula problem, for a person."""
    if problem.question is not None:
        return WORKED[problem.question]
    left, _sign, right = worked(question_of(problem)).partition(" = ")
    return (f"{left} = {problem.answer or right}",)


def question_of(problem: Problem) -> Question:
    """The question that a problem asks: one of ours by its name, or one of the teacher's own.

    Raises:
        QuestionError: a question of the teacher's own is at fault.
    """
    if problem.question is not None:
        return replace(QUESTIONS[problem.question], layout=problem.layout)
    return _own(
        problem.id, problem.function or "", problem.variable or "", tuple(problem.given.items()),
        tuple(problem.let.items()), problem.answer or "", problem.layout,
    )  # fmt: skip


@lru_cache(maxsize=32)
def _own(
    id: str, function: str, variable: str, given: tuple[tuple[str, Domain], ...], let: tuple[tuple[str, str], ...],
    answer: str, layout: Layout,
) -> Question:  # fmt: skip
    return own_question(id, function, variable, given=dict(given), let=dict(let), answer=answer, layout=layout)
