"""How good a model is, for a person and for programs."""

import csv
import io
import json
import math
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nncli.render.forms.console import heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.render.pages.rows import cell
from nncli.train.arrays.layout import Array
from nncli.train.keeping.model import TrainedModel
from nncli.train.readings.evaluation import Judgement
from nncli.words import _

NUMBERS = NumberFormat()
MAX_CLASSES = 20  # of a confusion matrix that a person reads


def judgements_page(model: TrainedModel, judgements: Sequence[Judgement], *, plain: bool) -> Group:
    """A row for each set, then the confusion matrix of the last."""
    has_classes = model.coding.decides
    columns = [_("set"), _("rows"), _("loss"), *([_("accuracy"), _("right")] if has_classes else [])]
    rows = [
        (j.name, str(j.n), NUMBERS.digits(j.loss), cell("accuracy", j.accuracy), f"{j.right}/{j.n}")[: len(columns)]
        for j in judgements
    ]
    parts: list[RenderableType] = [
        heading(_(model.network.title)),
        paragraph(_("the weights of epoch {epoch}").format(epoch=model.epoch)),
        Text(),
        rows_table(columns, rows, plain=plain, right=(1, 2, 3, 4)),
    ]
    last = judgements[-1]
    if last.confusion is not None and len(model.coding.classes) <= MAX_CLASSES:
        parts += [Text(), heading(_("Confusion, {name}: right class by row, decided class by column").format(
            name=last.name
        )), confusion_table(last.confusion, model.coding.classes, plain=plain)]  # fmt: skip
    return Group(*parts)


def confusion_table(confusion: Array, classes: Sequence[str], *, plain: bool) -> RenderableType:
    """The counts; what is right stands on the diagonal, and a dot is a 0 beside it."""
    rows = [
        (name, *(str(n) if n or at == column else "·" for column, n in enumerate(counts)))
        for at, (name, counts) in enumerate(zip(classes, confusion.tolist(), strict=True))
    ]
    return rows_table(("", *classes), rows, plain=plain, right=tuple(range(1, len(classes) + 1)))


def judgements_json(judgements: Sequence[Judgement], classes: Sequence[str]) -> str:
    """The same for other programs."""
    sets = [
        {
            "set": j.name,
            "rows": j.n,
            "loss": j.loss if math.isfinite(j.loss) else None,  # JSON has no infinity
            "accuracy": j.accuracy,
            "confusion": None if j.confusion is None else j.confusion.tolist(),
        }
        for j in judgements
    ]
    return json.dumps({"schema": 1, "classes": list(classes), "sets": sets}, ensure_ascii=False, indent=1)


def predictions(model: TrainedModel, outputs: Array) -> tuple[list[str], list[list[str]]]:
    """Headings and rows: the decided class where there are classes, then every output with all its digits."""
    names = list(model.network.outputs)
    decided = [model.coding.classes[at] for at in model.coding.decide(outputs)] if model.coding.decides else None
    rows = [[repr(value) for value in row] for row in outputs.astype(float).tolist()]
    if decided is None:
        return names, rows
    return [_("class"), *names], [[name, *row] for name, row in zip(decided, rows, strict=True)]


def predictions_page(model: TrainedModel, outputs: Array, *, plain: bool) -> RenderableType:
    """The predictions as a table, each row by its number."""
    headings, rows = predictions(model, outputs)
    first = 1 if model.coding.decides else 0
    shown = [
        (str(n), *row[:first], *(NUMBERS.digits(float(value)) for value in row[first:]))
        for n, row in enumerate(rows, start=1)
    ]
    right = (0, *range(1 + first, 1 + len(headings)))
    return rows_table((_("row"), *headings), shown, plain=plain, right=right)


def predictions_csv(model: TrainedModel, outputs: Array) -> str:
    """The predictions as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    headings, rows = predictions(model, outputs)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()
