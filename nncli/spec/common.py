"""What specs of all systems are made of, key by key. The JSON Schema that editors read is written from these classes.

Whether the parts fit each other (shapes, the loss and its output, names) is the second pass's question: see `systems`.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from nncli.maths.numeral import Numeral
from nncli.spec.part import Part
from nncli.spec.values import Count, Natural, Number, SourceName, Text, UnitName, Whole
from nncli.words import N_


def _kind_of_units(value: object) -> str:
    return "list" if isinstance(value, list) else "count"


def _kind_of_inputs(value: object) -> str:
    return "maps" if isinstance(value, dict) else _kind_of_units(value)


def _kind_of_weights(value: object) -> str:
    if isinstance(value, str):
        return "random"
    if isinstance(value, dict):
        return "from-unit"
    deep = isinstance(value, list) and value and isinstance(value[0], list) and value[0]
    return "pieces" if deep and isinstance(deep[0], list) else "matrix"


def _kind_of_row(value: object) -> str:
    return "to-unit" if isinstance(value, dict) else "list"


def _kind_of_offsets(value: object) -> str:
    if isinstance(value, str):
        return "random"
    if isinstance(value, list):
        return "pieces" if value and isinstance(value[0], list) else "list"
    return "to-unit" if isinstance(value, dict) else "one"


def _kind_of_vector(value: object) -> str:
    if isinstance(value, dict):
        return "by-name"
    if isinstance(value, list):
        inner = value[0] if value else None
        return "list" if not isinstance(inner, list) else "maps" if inner and isinstance(inner[0], list) else "grid"
    return "one"


Units = Annotated[
    Annotated[Count, Tag("count")] | Annotated[list[UnitName], Field(min_length=1), Tag("list")],
    Discriminator(_kind_of_units),
]
# A picture or several: {X: [rows, columns]}, {X: [maps, rows, columns]}; a series: {x: [length]}.
MapShape = Annotated[list[Natural], Field(min_length=1, max_length=3)]
Inputs = Annotated[
    Annotated[Count, Tag("count")]
    | Annotated[list[UnitName], Field(min_length=1), Tag("list")]
    | Annotated[dict[UnitName, MapShape], Field(min_length=1, max_length=1), Tag("maps")],
    Discriminator(_kind_of_inputs),
]
Row = Annotated[
    Annotated[list[Number], Tag("list")] | Annotated[dict[str, Number], Tag("to-unit")], Discriminator(_kind_of_row)
]
Matrix = list[list[Number]]
Weights = Annotated[
    Annotated[Literal["random"], Tag("random")]
    | Annotated[Matrix, Tag("matrix")]
    | Annotated[dict[str, Row], Tag("from-unit")]
    | Annotated[list[Matrix], Tag("pieces")],
    Discriminator(_kind_of_weights),
]
Offsets = Annotated[
    Annotated[Literal["random"], Tag("random")]
    | Annotated[list[Number], Tag("list")]
    | Annotated[list[list[Number]], Tag("pieces")]
    | Annotated[dict[str, Number], Tag("to-unit")]
    | Annotated[Number, Tag("one")],
    Discriminator(_kind_of_offsets),
]
Vector = Annotated[
    Annotated[list[Number], Tag("list")]
    | Annotated[Matrix, Tag("grid")]
    | Annotated[list[Matrix], Tag("maps")]
    | Annotated[dict[str, Number], Tag("by-name")]
    | Annotated[Number, Tag("one")],
    Discriminator(_kind_of_vector),
]


class Sample(Part):
    """One example: its inputs and, for learning, its target."""

    x: Vector = Field(description=N_("the inputs, in the order of their names; a picture row by row"))
    target: Vector | None = Field(
        None, description=N_("what the outputs should be; one number where there is one output")
    )


class Initialiser(Part):
    """Random initial values, the same on every machine for one seed."""

    kind: Literal["uniform", "normal", "glorot", "he", "zeros"] = Field(
        "uniform", description=N_("glorot and he draw weights to the size of their layer, and biases as 0")
    )
    seed: Whole | None = Field(None, description=N_("left out: the seed of the whole spec"))
    low: Number = Field(default_factory=lambda: Numeral("0"), description=N_("uniform: the least value (default 0)"))
    high: Number = Field(
        default_factory=lambda: Numeral("1"), description=N_("uniform: the greatest value (default 1)")
    )
    mean: Number = Field(default_factory=lambda: Numeral("0"), description=N_("normal: the mean (default 0)"))
    deviation: Number = Field(
        default_factory=lambda: Numeral("1"), description=N_("normal: the standard deviation (default 1)")
    )
    decimals: Whole | None = Field(None, description=N_("round the values, so that they can be worked with by hand"))


class Places(Part):
    """How many digits are written down."""

    decimals: Whole | None = Field(None, description=N_("digits behind the point"))
    significant: Whole | None = Field(None, description=N_("significant digits"))


class Figure(Part):
    """A printed figure with something to say about it."""

    printed: Number = Field(description=N_("the digits as printed"))
    slip: Text | None = Field(None, description=N_("the source is wrong here, and why we think so"))


def _plain_places(value: object) -> object:
    return value if isinstance(value, dict) else {"decimals": value}


def _plain_figure(value: object) -> object:
    return value if isinstance(value, dict) else {"printed": value}


Names = Annotated[dict[str, SourceName], Field(description=N_("id: the source's own name, such as w[A,P]: w3"))]
RoundingOf = Annotated[
    dict[str, Annotated[Places, BeforeValidator(_plain_places, json_schema_input_type=Whole | Places)]],
    Field(description=N_("id: decimals that the source writes down, or {significant: n}; `default` for all others")),
]
Published = Annotated[
    dict[str, Annotated[Figure, BeforeValidator(_plain_figure, json_schema_input_type=Number | Figure)]],
    Field(description=N_("id: the figure as printed, digit for digit, or {printed: …, slip: why it is wrong}")),
]


class Head(Part):
    """What every spec begins with."""

    model: str
    title: Text = Field(description=N_("what it is called, above every page"))
    source: Text | None = Field(None, description=N_("where the network and its figures come from"))
    about: Text | None = Field(None, description=N_("a line for the list of specs"))
