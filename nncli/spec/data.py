"""What a spec may say about its data: a data set by name or a file, and what is done with it."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictBool

from nncli.spec.part import Part
from nncli.spec.values import Natural, NotNegative, Number, Share, Text, Whole
from nncli.words import N_

LogicName = Literal["and", "or", "not", "xor"]
TableName = Literal["watermelon-3a", "watermelon-3", "watermelon-5", "digits", "iris", "wine"]
PlaygroundName = Literal["circle", "xor-clouds", "gauss", "spiral", "plane", "multi-gauss"]
DataName = Literal[LogicName, TableName, PlaygroundName]
Feature = Literal["x", "y", "x^2", "y^2", "xy", "sin x", "sin y"]

PLAYGROUND: tuple[str, ...] = get_args(PlaygroundName)
DATA_NAMES: tuple[str, ...] = (*get_args(LogicName), *get_args(TableName), *PLAYGROUND)


class DataChoice(Part):
    """Which data set, and how it is split and scaled. Either `name` or `file`."""

    name: DataName | None = Field(None, description=N_("a data set that comes with the program: see 'nncli data'"))
    file: Text | None = Field(None, description=N_("a table (CSV), an .npz file, or the folder of MNIST's four files"))
    label: Text | None = Field(None, description=N_("CSV: the column that is to be learned (the last)"))
    missing: Literal["drop", "mean"] = Field(
        "drop", description=N_("tables: rows with a missing cell are left out, or the cell is filled with the mean")
    )
    rows: Natural | None = Field(None, description=N_("how many rows to make, or to take"))
    noise: NotNegative = Field(0.0, description=N_("playground sets: 0 to 0.5"))
    features: Annotated[list[Feature], Field(min_length=1)] | None = Field(
        None, description=N_("playground sets: what the network is given (x and y)")
    )
    seed: Whole | None = Field(None, description=N_("of the noise and the split; left out: the seed of the whole spec"))
    validation: Share = Field(0.0, description=N_("the share of the rows that is kept for validation"))
    test: Share = Field(0.0, description=N_("the share of the rows that is kept for the test"))
    standardise: StrictBool = Field(
        False, description=N_("inputs are scaled to mean 0 and deviation 1, by the training rows")
    )
    targets: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = Field(
        None, description=N_("what an output learns for no and for yes; left out: -1 and 1 for tanh, else 0 and 1")
    )


def plain_data(value: object) -> object:
    """`data: xor` is short for `data: {name: xor}`, and `data: my/iris.csv` for `data: {file: my/iris.csv}`.

    `data: {name: iris.csv}` means the file too: no data set has a name with a dot or a stroke in it.
    """
    if isinstance(value, dict) and "file" not in value and is_path(value.get("name")):
        return {"file" if key == "name" else key: content for key, content in value.items()}
    if not isinstance(value, str):
        return value
    return {"name": value} if value in DATA_NAMES else {"file": value}


def is_path(name: object) -> bool:
    """Whether a name can only be that of a file."""
    return isinstance(name, str) and name not in DATA_NAMES and any(sign in name for sign in "./\\")
