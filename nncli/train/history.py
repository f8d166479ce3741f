"""What is written down of a run as it goes: a row for each evaluation, and now and then the parameters themselves.

Every number of a row is measured with the same weights, those at the end of the epoch: the curves of training and
validation can be compared, which an average over the epoch as it went could not.
"""

from dataclasses import dataclass, field, fields

from nncli.train.arrays.layout import Array

MAX_SNAPSHOT_NUMBERS = 4_000_000  # 32 MB in double precision


@dataclass(frozen=True, slots=True)
class Row:
    """One evaluation, after `epoch` epochs (0: the initial weights). Losses are means over samples."""

    epoch: int
    rate: float  # of the epoch that has ended; of the first one in row 0
    loss: float
    objective: float | None = None  # the loss with its regularisation, where there is one
    accuracy: float | None = None  # where there are classes
    validation_loss: float | None = None  # where there is a validation set
    validation_accuracy: float | None = None
    gradient_norm: float | None = None  # where the spec stops by it
    seconds: float = 0.0  # training time so far


COLUMNS = tuple(column.name for column in fields(Row))


@dataclass
class History:
    """The rows so far, in the order of epochs."""

    rows: list[Row] = field(default_factory=list)

    def columns(self) -> list[str]:
        """The columns that this run has."""
        return [name for name in COLUMNS if any(getattr(row, name) is not None for row in self.rows)]

    def to_columns(self) -> dict[str, list[float]]:
        """The rows as one list for each column."""
        return {name: [getattr(row, name) for row in self.rows] for name in self.columns()}

    @classmethod
    def from_columns(cls, columns: dict[str, list[float]]) -> "History":
        """The rows back from their columns."""
        return cls([Row(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)])


@dataclass
class Snapshots:
    """The parameters after some epochs: for the pictures of how weights and boundaries move.

    All epochs that are evaluated, while they are few; then only those with two significant digits (110, 120, …), then
    with one, so that the beginning, where most happens, stays dense.
    """

    epochs: list[int] = field(default_factory=list)
    vectors: list[Array] = field(default_factory=list)
    digits: int = 3

    def add(self, epoch: int, parameters: Array) -> None:
        """Takes a copy, if this epoch is one to keep."""
        if not is_round(epoch, self.digits):
            return
        self.epochs.append(epoch)
        self.vectors.append(parameters.copy())
        while self.digits and len(self.epochs) * len(parameters) > MAX_SNAPSHOT_NUMBERS:
            self.digits -= 1
            kept = [at for at, epoch in enumerate(self.epochs) if is_round(epoch, self.digits)]
            self.epochs, self.vectors = [self.epochs[at] for at in kept], [self.vectors[at] for at in kept]


def is_round(epoch: int, digits: int) -> bool:
    """Whether an epoch has no more than `digits` significant digits: 1200 has two. With none only 0 is kept."""
    return epoch % (10 ** max(0, len(str(epoch)) - digits)) == 0 if digits else epoch == 0
