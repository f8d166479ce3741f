"""A homework as pages: its problems, its worked solutions, and what its questions cannot tell."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nncli.grade.assignment import Assignment
from nncli.grade.lint import Blur
from nncli.grade.problems.formula import worked_formula
from nncli.grade.problems.overflow import worked_overflow
from nncli.grade.say import TEACHER
from nncli.render.forms.console import heading, paragraph, rows_table
from nncli.render.pages.board import Page, trace_page
from nncli.render.pages.report import points
from nncli.words import _


def problems_page(assignment: Assignment) -> Group:
    """Title, statement and points of each problem."""
    parts: list[RenderableType] = [heading(_(assignment.title))]
    for problem in assignment.problems:
        worth = _("{n} points").format(n=points(float(problem.points)))
        practice = _(", practice: not counted") if problem.practice else ""
        parts += [Text(), heading(f"{problem.id}: {_(problem.title)} ({worth}{practice})")]
        parts.append(paragraph(_(problem.statement)))
    return Group(*parts)


def key_page(assignment: Assignment, page: Page) -> Group:
    """The worked solution of each problem."""
    parts: list[RenderableType] = [heading(_(assignment.title))]
    for problem in assignment.problems:
        parts += [Text(), heading(f"{problem.id}: {_(problem.title)}")]
        match problem.kind:
            case "update":
                programs = assignment.updates[problem.id].programs
                parts.append(trace_page(programs.key, programs.model, page))
            case "formula":
                parts += [paragraph(line) for line in worked_formula(problem)]
            case "text":
                parts.append(paragraph(_("Free text: a teacher reads it.")))
            case "number" if problem.value is not None:
                parts.append(paragraph(problem.value.text))
            case "overflow":
                parts += [paragraph(line) for line in worked_overflow(problem)]
    return Group(*parts)


def lint_page(assignment: Assignment, blurs: Mapping[str, Sequence[Blur]], *, plain: bool) -> Group:
    """What each question blurs, and what would part it."""
    parts: list[RenderableType] = [heading(_(assignment.title))]
    for problem in assignment.problems:
        if problem.id not in blurs:
            continue
        parts += [Text(), heading(f"{problem.id}: {_(problem.title)}")]
        rows = [(_what(blur), _cannot(blur), _remedy(blur)) for blur in blurs[problem.id]]
        if rows:
            parts.append(
                rows_table((_("slip"), _("cannot be told from"), _("would be by")), rows, plain=plain, firm=())
            )
        else:
            parts.append(paragraph(_("Every slip shows, and no two look alike.")))
    return Group(*parts)


def _what(blur: Blur) -> str:
    return _(TEACHER[blur.slips[0]])


def _cannot(blur: Blur) -> str:
    return _("the right answer") if blur.is_invisible else _(TEACHER[blur.slips[1]])


def _remedy(blur: Blur) -> str:
    if blur.digits is not None:
        return _("digits: {n}").format(n=blur.digits)
    if blur.rate is not None:
        return _("learning_rate: {rate}").format(rate=blur.rate)
    return _("other numbers")
