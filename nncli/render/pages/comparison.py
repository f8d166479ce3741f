"""Runs side by side: a row for each choice, the median over its seeds and their range."""

import csv
import io
from collections.abc import Iterator, Sequence

from rich.console import Group as Page
from rich.text import Text

from nncli.maths.arithmetic import Rounding
from nncli.render.forms.console import heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.render.pages.rows import cell
from nncli.train.readings.comparing import Choice, Group
from nncli.train.stopping import Reason
from nncli.words import N_, _, listing, ngettext

NUMBERS = NumberFormat(Rounding(3, "significant"))
SMALL = 1e-3  # below it 6.68e−5 takes less room than 0.0000668
FIGURES = {
    "loss": N_("loss"),
    "accuracy": N_("accuracy"),
    "validation_loss": N_("validation loss"),
    "test_loss": N_("test loss"),
    "test_accuracy": N_("test accuracy"),
}
ENDINGS = {
    Reason.EPOCHS: N_("all epochs"),
    Reason.EARLY: N_("stopped early"),
    Reason.LOSS: N_("loss below bound"),
    Reason.GRADIENT: N_("gradient below bound"),
    Reason.SECONDS: N_("time up"),
    Reason.DIVERGED: N_("diverged"),
}


def comparison_page(title: str, groups: Sequence[Group], *, plain: bool) -> Page:
    """The table, and what has to be known to read it right."""
    figures = [name for name in FIGURES if any(group.values(name) for group in groups)]
    keys = [key for key, _value in groups[0].choice]
    seeds = max(len(group.runs) for group in groups)
    about = ngettext("one run each", "median of {n} seeds (least to greatest)", seeds).format(n=seeds)
    columns = [*(short(key) for key in keys), *(_(FIGURES[name]) for name in figures)]
    right = range(len(keys), len(columns) + 1)
    rows = [[*(value for _key, value in group.choice), *(_spread(name, group) for name in figures)] for group in groups]
    lengths = {run.epochs for group in groups for run in group.runs if run.reason is Reason.EPOCHS}
    if len(lengths) == 1 and all(run.reason is Reason.EPOCHS for group in groups for run in group.runs):
        about += _("; all of {n} epochs").format(n=lengths.pop())
    else:  # a column for what is everywhere the same would only take room
        columns += [_("epochs"), _("ended")]
        rows = [[*row, _spread("epochs", group), _endings(group)] for row, group in zip(rows, groups, strict=True)]
    table = rows_table(columns, rows, plain=plain, right=tuple(right), firm=())
    notes = [paragraph(note) for note in _notes(groups)]
    return Page(heading(title), paragraph(about), Text(), table, *([Text(), *notes] if notes else []))


def short(key: str) -> str:
    """`learning_rate` of `training.learning_rate`."""
    return key.rpartition(".")[2]


def label(choice: Choice) -> str:
    """`mode standard, learning_rate 0.1`, for a curve."""
    return listing(f"{short(key)} {value}" for key, value in choice)


def _spread(name: str, group: Group) -> str:
    values = group.values(name)
    if not values:
        return ""
    middle = group.middle(name)
    if min(values) == max(values):
        return _figure(name, middle)
    return f"{_figure(name, middle)} ({_figure(name, min(values))}–{_figure(name, max(values))})"


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name == "epochs":
        return f"{value:g}"
    if name.endswith("accuracy"):
        return cell("accuracy", value)
    if 0 < value < SMALL:
        mantissa, _e, exponent = f"{value:.2e}".partition("e")
        return f"{mantissa}e−{-int(exponent)}"
    return NUMBERS.digits(value)


def _endings(group: Group) -> str:
    counts = {reason: sum(run.reason is reason for run in group.runs) for reason in ENDINGS}
    found = {reason: n for reason, n in counts.items() if n}
    if len(found) == 1:
        return _(ENDINGS[next(iter(found))])
    return listing(f"{_(ENDINGS[reason])} {n}" for reason, n in found.items())


def _notes(groups: Sequence[Group]) -> Iterator[str]:
    """Accumulated BP by the mean makes shorter steps: without this note the comparison would mislead."""
    means = [g for g in groups if g.runs[0].mode == "accumulated" and g.runs[0].reduction == "mean"]
    if means and len(means) < len(groups):
        n = means[0].runs[0].samples
        yield _(
            "accumulated: one step an epoch, by the mean of {n} gradients. At the same learning rate that is about a "
            "{n}th of the way that standard BP goes in an epoch. For a fair comparison take {n} times its learning "
            "rate, or 'conventions.reduction=sum'."
        ).format(n=n)


def comparison_csv(groups: Sequence[Group]) -> str:
    """A line for each run, every digit kept."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    keys = [key for key, _value in groups[0].choice]
    fields = ("seed", "epochs", "kept", *FIGURES, "seconds")
    writer.writerow([*keys, *fields, "ended"])
    for group in groups:
        for run in group.runs:
            figures = ("" if getattr(run, name) is None else repr(getattr(run, name)) for name in fields)
            writer.writerow([*(value for _key, value in group.choice), *figures, run.reason.value])
    return out.getvalue()
