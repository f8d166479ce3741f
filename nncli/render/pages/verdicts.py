"""Two reports of verdicts: the published figures of a spec, and the gradients of a network."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nncli.grade.source import Judgement
from nncli.maths.arithmetic import Rounding
from nncli.models.model import Model
from nncli.render.forms.console import BAD, GOOD, heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.trace import gradients, published
from nncli.trace.trace import Trace
from nncli.words import _, ngettext, sentences


def figures_page(model: Model, judgement: Judgement, *, plain: bool) -> Group:
    """Each printed figure beside the computed one, and what to think of it."""
    comparisons = judgement.comparisons
    parts: list[RenderableType] = [heading(_(model.title))]
    if model.source:
        parts.append(paragraph(_("Source: {source}").format(source=_(model.source))))
    if not comparisons:
        return Group(*parts, paragraph(_("No published figures to compare.")), Text())
    words = {
        published.Verdict.MATCHES: Text(_("matches"), GOOD),
        published.Verdict.CHAIN: Text(_("matches the source's own rounding chain"), GOOD),
        published.Verdict.TRUNCATED: Text(_("truncated, not rounded")),
        published.Verdict.OTHER_ORDER: Text(_("matches the other update order")),
        published.Verdict.OTHER_CONVENTION: Text(_("matches another convention")),
        published.Verdict.ROUNDED: Text(_("within the rounding of the printed digits")),
        published.Verdict.CARRIED: Text(_("follows from a fault before it")),
        published.Verdict.KNOWN_SLIP: Text(_("the source's known slip")),
        published.Verdict.SLIP: Text(_("slip"), BAD),
        published.Verdict.DIFFERS: Text(_("differs"), BAD),
    }
    rows = []
    for c in comparisons:
        decimals = max(c.printed.decimals, 0)
        # Two digits more than were printed show why a figure rounds as it does.
        value = NumberFormat(Rounding(decimals + 2)).digits(c.value)
        rows.append((model.names.symbol(c.id), c.printed.text.replace("-", "−"), value, words[c.verdict]))
    columns = (_("quantity"), _("printed"), _("computed"), _("verdict"))
    parts += [Text(), rows_table(columns, rows, plain=plain, right=(1, 2))]
    for c in comparisons:
        if c.verdict.is_failure:
            right = NumberFormat(Rounding(max(c.printed.decimals, 0))).digits(c.value)
            message = _("{symbol}: the source prints {printed}; {right} is right.")
            if c.note:
                message = sentences((message, _("The slip: {note}.")))
        elif c.slip:
            right = NumberFormat(Rounding(max(c.printed.decimals, 0))).digits(c.value)
            message = _("{symbol}: the source prints {printed}, computed {right}. {slip}")
        else:
            continue
        symbol, printed = model.names.symbol(c.id), c.printed.text.replace("-", "−")
        parts.append(
            paragraph(
                message.format(
                    symbol=symbol, printed=printed, right=right, slip=_(c.slip) if c.slip else None, note=c.note
                )
            )
        )
    parts += [paragraph(said) for said in (judgement.convention, *judgement.remarks) if said]
    carried = sum(c.verdict is published.Verdict.CARRIED for c in comparisons)
    if judgement.first_fault and carried:
        said = ngettext("{n} figure follows", "{n} figures follow", carried).format(n=carried)
        symbol = model.names.symbol(judgement.first_fault)
        parts.append(paragraph(_("First fault: {symbol}; {said} from the faults.").format(symbol=symbol, said=said)))
    bad = sum(c.verdict.is_failure for c in comparisons)
    total = ngettext("{n} figure", "{n} figures", len(comparisons)).format(n=len(comparisons))
    verdict = _("{total}: all explained.") if not bad else _("{total}: {bad} at fault.")
    parts += [paragraph(verdict.format(total=total, bad=bad)), Text()]
    return Group(*parts)


def gradients_page(model: Model, trace: Trace, rows: Sequence[gradients.Row], *, of: int, plain: bool) -> Group:
    """Gradients three ways, a row for each of those shown `of` so many, and what the rows cannot show."""
    numbers, short = NumberFormat(Rounding(8, "significant")), NumberFormat(Rounding(1, "significant"))
    words = {
        gradients.Verdict.AGREES: Text(_("agrees"), GOOD),
        gradients.Verdict.WRONG: Text(_("WRONG"), BAD),
        gradients.Verdict.KINK: Text(_("at a kink")),
        gradients.Verdict.STEP_UNIT: Text(_("step unit")),
        gradients.Verdict.NOT_A_GRADIENT: Text(_("sequential")),
    }
    table = [
        (
            trace.names.symbol(row.number),
            numbers.digits(row.bp),
            numbers.digits(row.reverse),
            numbers.digits(row.central),
            short.digits(row.error),
            words[row.verdict],
        )
        for row in rows
    ]
    columns = (_("gradient"), _("BP"), _("reverse mode"), _("central diff."), _("rel. error"), _("verdict"))
    parts: list[RenderableType] = [
        heading(_(model.title)),
        Text(),
        rows_table(columns, table, plain=plain, right=(1, 2, 3, 4)),
    ]
    notes = {
        gradients.Verdict.KINK: _(
            "At a kink: the loss has no derivative there (a ReLU or maxout unit is at its corner), so the central "
            "difference and BP may differ; BP follows a convention."
        ),
        gradients.Verdict.STEP_UNIT: _(
            "Step unit: its derivative is 0 wherever it exists, so the loss does not change with this parameter and BP "
            "cannot learn it."
        ),
        gradients.Verdict.NOT_A_GRADIENT: _(
            "Sequential: hidden errors use the weights already updated, so these are not gradients of E, on purpose. "
            "Compare with --set conventions.update_order=simultaneous."
        ),
    }
    found = {row.verdict for row in rows}
    parts += [paragraph(note) for verdict, note in notes.items() if verdict in found]
    if len(rows) < of:
        parts.append(paragraph(_("{n} of {total} parameters, spread evenly.").format(n=len(rows), total=of)))
    wrong = sum(row.verdict is gradients.Verdict.WRONG for row in rows)
    right = sum(row.verdict is gradients.Verdict.AGREES for row in rows)
    counts = ngettext("{n} gradient agrees", "{n} gradients agree", right).format(n=right)
    parts.append(paragraph(_("{counts}, {wrong} wrong.").format(counts=counts, wrong=wrong)))
    return Group(*parts)
