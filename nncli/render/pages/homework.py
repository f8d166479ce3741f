"""A homework as pages: its problems, its worked solutions, and what its questions cannot tell."""

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from nncli.grade.assignment import Assignment, Update
from nncli.grade.idle import Idle
from nncli.grade.lint import Blur
from nncli.grade.problems.formula import worked_formula
from nncli.grade.problems.overflow import worked_overflow
from nncli.grade.say import TEACHER
from nncli.maths.arithmetic import Rounding
from nncli.render.forms.console import HELD_SPACE, drawn, heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.render.pages.board import Page, givens, trace_page
from nncli.render.pages.report import points
from nncli.words import _, ngettext

ALL_DIGITS = 15  # of what is given: nobody can work with numbers that are cut off


def problems_page(assignment: Assignment, pictures: Mapping[str, Sequence[str]]) -> Group:
    """Title, statement and points of each problem; of a network what is given, and its drawing by the problem's id."""
    parts: list[RenderableType] = [heading(_(assignment.title))]
    for problem in assignment.problems:
        worth = _("{n} points").format(n=points(float(problem.points)))
        practice = _(", practice: not counted") if problem.practice else ""
        parts += [
            Text(),
            heading(_("{id}: {title} ({worth})").format(id=problem.id, title=_(problem.title), worth=worth + practice)),
        ]
        parts.append(paragraph(_(problem.statement)))
        if problem.id in assignment.updates:
            parts += [Text(), *map(drawn, pictures.get(problem.id, ())), Text(), heading(_("Given"))]
            parts += given(assignment.updates[problem.id])
    return Group(*parts)


def given(update: Update) -> list[Text]:
    """Inputs, targets, parameters and rate, with the source's names and all their digits."""
    key = update.programs.key
    exactly = NumberFormat(Rounding(ALL_DIGITS, "significant"), fractions=False)
    return [paragraph(line) for line in update.programs.model.says()] + givens(
        [step for step in key.steps if step.phase == "given"], key, exactly
    )


def given_lines(update: Update, width: int) -> list[str]:
    """`given` as plain lines, for an answer sheet."""
    spaced = (text.plain.replace("   ", "\n").split("\n") for text in given(update))
    lines: list[str] = []
    for entries in spaced:
        line = ""
        for entry in entries:
            word = entry.replace(HELD_SPACE, " ")
            if line and cell_len(line) + 3 + cell_len(word) > width:
                lines.append(line)
                line = ""
            line += ("   " if line else "") + word
        lines.append(line)
    return lines


def key_page(assignment: Assignment, page: Page) -> Group:
    """The worked solution of each problem."""
    parts: list[RenderableType] = [heading(_(assignment.title))]
    for problem in assignment.problems:
        parts += [Text(), heading(_("{id}: {title}").format(id=problem.id, title=_(problem.title)))]
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


def lint_page(
    assignment: Assignment, blurs: Mapping[str, Sequence[Blur]], idles: Mapping[str, Idle], *, plain: bool
) -> Group:
    """What each question blurs and what would part it; what nothing earns there, and which number would help."""
    parts: list[RenderableType] = [heading(_(assignment.title))]
    for problem in assignment.problems:
        if problem.id not in blurs:
            continue
        update = assignment.updates[problem.id]
        parts += [Text(), heading(_("{id}: {title}").format(id=problem.id, title=_(problem.title)))]
        if update.sample is not None:
            said = _("It asks about sample {sample} of {n} ('sample:' takes another).")
            parts.append(paragraph(said.format(sample=update.sample[0], n=update.sample[1])))
        rows = [(_what(blur), _cannot(blur), _remedy(blur)) for blur in blurs[problem.id]]
        if rows:
            parts.append(
                rows_table((_("slip"), _("cannot be told from"), _("would be by")), rows, plain=plain, firm=())
            )
        else:
            parts.append(paragraph(_("Every slip shows, and no two look alike.")))
        parts += [paragraph(line) for line in _of_idle(idles[problem.id], update)]
    return Group(*parts)


def _of_idle(idle: Idle, update: Update) -> Iterator[str]:
    """What a sheet earns on which nothing was computed, and which other number would help."""
    said = _("A sheet of zeros and old values earns {points} of {out_of} points.")
    yield said.format(points=points(idle.points), out_of=points(idle.out_of))
    if idle.leaf is None:
        return
    names, numbers = update.programs.model.names, NumberFormat(fractions=False)
    said = ngettext(
        "With {symbol} = {number} in place of {given}, {n} step would be right with nothing done.",
        "With {symbol} = {number} in place of {given}, {n} steps would be right with nothing done.",
        idle.left,
    )
    given = numbers(update.programs.leaves[idle.leaf])
    yield said.format(symbol=names.symbol(idle.leaf), number=numbers(idle.number), given=given, n=idle.left)


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
