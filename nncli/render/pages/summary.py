"""The summary of a large network: a row for each array."""

from rich.console import Group
from rich.text import Text

from nncli.models.network import Network
from nncli.render.forms.console import heading, paragraph, rows_table
from nncli.render.numbers import NumberFormat
from nncli.train.readings.summary import Summary
from nncli.words import _, ngettext


def summary_page(summary: Summary, network: Network, numbers: NumberFormat, *, plain: bool) -> Group:
    """Shapes, norms and extremes, layer by layer, forward and then backward."""
    rows = [
        (
            extent.layer,
            extent.quantity,
            "×".join(str(n) for n in extent.shape),
            numbers.digits(extent.norm),
            numbers.digits(extent.least),
            numbers.digits(extent.greatest),
        )
        for extent in summary.extents
    ]
    columns = (_("layer"), _("array"), _("shape"), _("norm"), _("least"), _("greatest"))
    samples = ngettext("{n} sample", "{n} samples", summary.samples).format(n=summary.samples)
    about = _("{samples}, {parameters} parameters").format(samples=samples, parameters=summary.parameters)
    loss = _("E = {loss}").format(loss=numbers.digits(summary.loss)) if summary.loss is not None else _("no loss")
    return Group(
        heading(_(network.title)),
        paragraph(about),
        Text(),
        rows_table(columns, rows, plain=plain, right=(3, 4, 5)),
        paragraph(loss),
    )
