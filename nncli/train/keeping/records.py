"""The JSON that a run keeps, as validated models: what is missing, of another type or out of range is found here.

A file from elsewhere is read by these alone, so that a damaged one is told as such and never trusted half way.
pydantic's ValidationError is a ValueError: whoever reads a file turns it into an error that names the file.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Finite = Annotated[float, Field(allow_inf_nan=False)]
Epoch = Annotated[int, Field(ge=0, le=1 << 53)]


class Record(BaseModel):
    """Keys that we do not know are those of a later version, and are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class CodingRecord(Record):
    """`Coding`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Literal["one-hot", "one-output", "values"]
    low: Finite = 0.0
    high: Finite = 1.0
    classes: list[str] = []


class ScalingRecord(Record):
    """`Scaling`: a number for each input."""

    mean: list[Finite]
    deviation: list[Annotated[float, Field(gt=0, allow_inf_nan=False)]]


class AboutModel(Record):
    """`about` in model.npz."""

    epoch: Epoch
    coding: CodingRecord
    scaling: ScalingRecord | None = None
    image: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=2, max_length=2)] | None = None
    headings: list[str] = []


class BestRecord(Record):
    """`Best` without its parameters."""

    epoch: Epoch
    value: float  # of a validation loss that may be infinite
    reference: float
    since: Epoch


class HistoryRecord(Record):
    """The columns of the history, None where a row has no such number; a loss may be infinite."""

    epoch: list[Epoch] = []
    rate: list[float] = []
    loss: list[float] = []
    objective: list[float | None] | None = None
    accuracy: list[float | None] | None = None
    validation_loss: list[float | None] | None = None
    validation_accuracy: list[float | None] | None = None
    gradient_norm: list[float | None] | None = None
    seconds: list[float] = []

    @model_validator(mode="after")
    def _every_row_is_whole(self) -> "HistoryRecord":
        given = (self.objective, self.accuracy, self.validation_loss, self.validation_accuracy, self.gradient_norm)
        lengths = [
            len(self.rate),
            len(self.loss),
            len(self.seconds),
            *(len(each) for each in given if each is not None),
        ]
        if set(lengths) != {len(self.epoch)}:
            raise ValueError("columns of different lengths")
        return self


class Scalars(Record):
    """`scalars` in checkpoint.npz."""

    epoch: Epoch
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    digits: Annotated[int, Field(ge=0, le=3)]
    ended: Literal["epochs", "early-stopping", "loss", "gradient-norm", "seconds", "interrupted", "diverged"] | None
    history: HistoryRecord
    best: BestRecord | None = None


class AboutRun(Record):
    """run.json, as far as it is read again."""

    engine: str
