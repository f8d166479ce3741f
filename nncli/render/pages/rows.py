"""The rows of a run's history as lines of one table that is written while it grows."""

from collections.abc import Sequence

from rich.cells import cell_len

from nncli.render.numbers import NumberFormat
from nncli.train.history import Row
from nncli.words import N_, _

NUMBERS = NumberFormat()
HEADINGS = {
    "epoch": N_("epoch"),
    "loss": N_("loss"),
    "objective": N_("with penalty"),
    "accuracy": N_("accuracy"),
    "validation_loss": N_("validation loss"),
    "validation_accuracy": N_("validation accuracy"),
    "gradient_norm": N_("gradient norm"),
}
WIDTH = 10  # of a column of numbers


class RowLines:
    """Rows as lines of one table that is written while it grows."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = [name for name in columns if name in HEADINGS]
        self._widths = [max(WIDTH, cell_len(_(HEADINGS[name]))) for name in self._columns]

    def header(self) -> str:
        """The names of the columns."""
        return self._line([_(HEADINGS[name]) for name in self._columns])

    def line(self, row: Row) -> str:
        """One row."""
        return self._line([cell(name, getattr(row, name)) for name in self._columns])

    def _line(self, cells: Sequence[str]) -> str:
        padded = (" " * (w - cell_len(c)) + c for c, w in zip(cells, self._widths, strict=True))
        return "  ".join(padded)


def cell(name: str, value: float | None) -> str:
    """A number of a row as it is shown."""
    if value is None:
        return ""
    if name == "epoch":
        return str(value)
    return f"{100 * value:.1f}%" if name.endswith("accuracy") else NUMBERS.digits(value)


def is_shown(epoch: int, epochs: int) -> bool:
    """Whether a row is one of the about twenty that stand for a run: 0, 1, 2, 5, 10, …, and each tenth of it."""
    leading = str(epoch).rstrip("0")
    return epoch == epochs or leading in ("", "1", "2", "5") or epoch % max(1, epochs // 10) == 0
