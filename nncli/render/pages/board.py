"""A trace on the board: a table for each phase, with the formula, the numbers put in, and the value."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from nncli.maths.expression import Expression, Sum
from nncli.maths.notation import BOARD, Name, write
from nncli.models.model import Model
from nncli.render.forms.console import HELD_SPACE, drawn, heading, held, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.spec.study import Study
from nncli.trace.quantities import Quantity
from nncli.trace.trace import Ending, Outcome, Phase, Step, Trace
from nncli.words import N_, _, ngettext

# A longer sum is shown by its ends: nobody writes 64 products on a board.
MAX_TERMS = 10
DECIDED = N_(
    "In brackets: what rounding makes of a net that lies at a border of its unit. The digits as written decide there."
)
MAX_UNBROKEN = 24  # signs of a bracket that stands in one line


@dataclass(frozen=True, slots=True)
class Section:
    """Steps under one heading. Their symbols leave out the sample and the update that the heading names: `of`."""

    title: str
    phase: Phase
    steps: Sequence[Step]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """How a page is to look: how numbers are written, how wide it is, and whether it does without box-drawing."""

    numbers: NumberFormat
    width: int = 80
    plain: bool = True
    picture: Sequence[str] = ()  # the drawing of the model, which stands above the steps
    sample: int = 1  # the one that the trace is of, where it is of one alone


def trace_page(trace: Trace, model: Model, page: Page, *, only: Collection[Phase] = ()) -> Group:
    """The whole trace, or only the phases named in `only`."""
    parts: list[RenderableType] = [heading(_(model.title))]
    if model.source:
        parts.append(paragraph(_("Source: {source}").format(source=_(model.source))))
    parts.append(paragraph(settings(trace, model, page.sample)))
    if page.picture:
        parts += [Text(), *map(drawn, page.picture)]
    sections = [section for section in _sections(trace) if not only or section.phase in only]
    tables = iter(_step_tables([section for section in sections if section.phase != "given"], trace, page))
    for section in sections:
        parts += [Text(), heading(section.title)]
        parts += givens(section.steps, trace, page.numbers) if section.phase == "given" else [next(tables)]
    if any(step.instead is not None for section in sections for step in section.steps):
        parts += [Text(), paragraph(_(DECIDED))]
    if not only and (lines := list(outcome(trace, page.numbers))):
        parts += [Text(), *map(paragraph, lines)]
    if not only and trace.ending:
        parts += [Text(), *ending_parts(trace, trace.ending, page)]
    return Group(*parts)


def why_page(trace: Trace, id: str, page: Page, *, only: Collection[Phase] = ()) -> Group:
    """The chain of steps behind one number, from what is given to the number itself, or its phases named in `only`."""
    steps = [step for step in trace.ancestors(id) if not only or step.phase in only]
    given = [step for step in steps if step.formula is None]
    chain = [step for step in steps if step.formula is not None]
    parts: list[RenderableType] = [heading(_("Why {symbol} is what it is").format(symbol=trace.names.symbol(id)))]
    parts += givens(given, trace, page.numbers)
    if chain:
        parts += [Text(), *_step_tables([Section("", "forward", chain)], trace, page)]
    return Group(*parts)


def _step_tables(sections: Sequence[Section], trace: Trace, page: Page) -> list[Table]:
    """A table for each section, a row for each step; all in line where the width allows it."""
    columns = (_("quantity"), _("formula"), _("with the numbers"), _("value"))
    rows = [[_row(step, section, trace, page.numbers) for step in section.steps] for section in sections]
    natural = [max(cell_len(row[n]) for row in [columns, *(row for some in rows for row in some)]) for n in range(4)]
    in_line = sum(natural) + 8 <= page.width
    firm = (0, 3) if natural[0] + natural[3] + 16 <= page.width else ()  # a firm column that does not fit is cut off
    return [
        rows_table(
            columns, some, plain=page.plain, widths=natural if in_line else None, header=n == 0 or not in_line,
            firm=firm,
        )
        for n, some in enumerate(rows)
    ]  # fmt: skip


def _row(step: Step, section: Section, trace: Trace, numbers: NumberFormat) -> tuple[str, str, str, str]:
    assert step.formula is not None

    def symbol(id: str) -> str:
        return trace.names.symbol(id, of=section.of)

    substituted = _formula(step.formula, lambda id: numbers(trace.values[id]))
    value = numbers.result(step.value)
    if step.instead is not None:  # the reader who computes along in floats gets the other number
        value += " " + _("({arithmetic}: {value})").format(
            arithmetic=trace.arithmetic.name, value=numbers.result(step.instead)
        )
    return symbol(step.id), _formula(step.formula, symbol), substituted, held(value)


def settings(trace: Trace, model: Model, sample: int = 1) -> str:
    """One line on what was computed, and by which conventions."""
    words = model.says()
    if isinstance(model, Study) and model.loss and model.training.schedule.name != "constant":
        words.append(_("η is that of the first epoch throughout"))
    words.append(_("arithmetic: {name}").format(name=trace.arithmetic.name))
    words += samples_left_out(trace, model, sample)
    return _("; ").join(words)


def samples_left_out(trace: Trace, model: Model, sample: int) -> list[str]:
    """Which of several samples the trace is of, and how to see the others; nothing where all are in it."""
    n = len(model.examples)
    if not isinstance(model, Study) or n < 2 or model.loss is None:
        return []
    marks = {q.sample for step in trace.steps if step.phase == "forward" and (q := Quantity.parse(step.id))}
    if len(marks) >= n:
        return []
    if len(marks) > 1:
        return [_("{k} of {n} samples (--steps {n}, --mode accumulated for all)").format(k=len(marks), n=n)]
    return [_("sample {k} of {n} (--steps {n}, --mode accumulated for all)").format(k=sample, n=n)]


def outcome(trace: Trace, numbers: NumberFormat) -> Iterator[str]:
    """The loss before and after each update, and whether it fell."""
    for step in trace.steps:
        q = Quantity.parse(step.id)
        if q is None or (q.subject, q.kind) != ("loss", "after"):
            continue
        if q.sample is not None and str(Quantity("loss", "after", update=q.update)) in trace:
            continue  # one of several samples; their total follows
        before, after = trace[step.id.replace("after", "before")].value, step.value
        verdict = (
            _("the update lowered the loss by {change}") if after < before
            else _("the update did not change the loss") if after == before
            else _("the update raised the loss by {change}")
        ).format(change=numbers(abs(after - before)))  # fmt: skip
        update = _("Step {n}: ").format(n=q.update) if q.update else ""
        yield update + _("E = {before} before, {after} after: {verdict}.").format(
            before=numbers(before), after=numbers(after), verdict=verdict
        )


def ending_parts(trace: Trace, ending: Ending, page: Page) -> Iterator[RenderableType]:
    """The parameters at the end of each epoch, and why the run ended."""
    if ending.epoch_ends:
        first = [q.subject for id in ending.epoch_ends[0] if (q := Quantity.parse(id))]
        columns = (_("end of epoch"), *(trace.names.symbol(subject) for subject in first))
        rows = [
            (str(epoch), *(page.numbers(trace.values[id]) for id in ids))
            for epoch, ids in enumerate(ending.epoch_ends, start=1)
        ]
        yield rows_table(columns, rows, plain=page.plain, right=range(len(columns)))
    epochs = ngettext("{n} epoch", "{n} epochs", ending.epochs).format(n=ending.epochs)
    presentations = ngettext("{n} presentation", "{n} presentations", ending.presentations)
    after = f"{epochs}, {presentations.format(n=ending.presentations)}"
    match ending.outcome:
        case Outcome.CLEAN:
            said = _("The last epoch was clean: all samples are right. ({after}, the clean one among them.)")
        case Outcome.CYCLE:
            cycle = ngettext("{n} epoch", "{n} epochs", ending.cycle_epochs).format(n=ending.cycle_epochs)
            length = ngettext("{n} presentation", "{n} presentations", ending.cycle_presentations)
            said = _("The parameters go round: they are what they were {cycle} ({length}) ago, and it would go on like "
                     "that for ever. ({after}.)")  # fmt: skip
            said = said.replace("{cycle}", cycle).replace("{length}", length.format(n=ending.cycle_presentations))
        case Outcome.LIMIT:
            said = _("Stopped after {after}: there are still mistakes.")
    yield paragraph(said.format(after=after))


def _sections(trace: Trace) -> Iterator[Section]:
    """Runs of steps of one phase, update and sample, in the order of computing.

    A sequential update returns to `backward`.
    """

    def of(step: Step) -> tuple[Phase, str]:
        q = Quantity.parse(step.id)
        return step.phase, q.suffix if q and step.phase != "given" else ""

    for (phase, mark), steps in groupby(trace.steps, key=of):
        yield Section(_title(phase, mark, trace), phase, list(steps), mark)


def _title(phase: Phase, mark: str, trace: Trace) -> str:
    title = _(trace.phases.get(phase, phase))
    q = Quantity.parse(f"E{mark}") or Quantity("E")
    if "{n}" in title:  # a phase that counts for itself
        title, q = title.format(n=q.update), replace(q, update=None)
    if q.sample is not None:
        title += _(", sample {n}").format(n=q.sample)
    if q.update is not None:
        title = _("Step {n}: {title}").format(n=q.update, title=title)
    return title


def givens(steps: Sequence[Step], trace: Trace, numbers: NumberFormat) -> list[Text]:
    """What is given: a line for each sample, one for the parameters, one for the learning rate."""

    def line(step: Step) -> tuple[int, int]:
        q = Quantity.parse(step.id)
        assert q is not None
        return (1, 0) if q.is_parameter else (2, 0) if q.subject == "eta" else (0, q.sample or 0)

    def entry(step: Step) -> str:
        return held(f"{trace.names.symbol(step.id)} = {numbers(step.value)}")

    return [paragraph("   ".join(map(entry, some))) for _line, some in groupby(sorted(steps, key=line), key=line)]


def _formula(formula: Expression, name: Name) -> str:
    """The formula on the board, breaking into lines only between the terms of its outermost sum."""
    if isinstance(formula, Sum) and len(formula.terms) > MAX_TERMS:
        first, last = (write(Sum(part), name, BOARD) for part in (formula.terms[:4], formula.terms[-2:]))
        hidden = len(formula.terms) - 6
        note = ngettext("({n} more term)", "({n} more terms)", hidden).format(n=hidden)
        return f"{_unbroken(first)} + … + {_unbroken(last)} {note}".replace("+ −", "−")
    return _unbroken(write(formula, name, BOARD))


def _unbroken(text: str) -> str:
    """Spaces within brackets hold together, as long as the whole of such a bracket can stand in one line."""
    opened: list[int] = []
    held: list[tuple[int, int]] = []
    for at, sign in enumerate(text):
        if sign in "([":
            opened.append(at)
        elif sign in ")]" and opened:
            start = opened.pop()
            if at - start < MAX_UNBROKEN:
                held.append((start, at))
    signs = list(text)
    for start, end in held:
        signs[start:end] = [HELD_SPACE if sign == " " else sign for sign in signs[start:end]]
    return "".join(signs)
