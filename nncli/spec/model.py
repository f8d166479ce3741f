"""What a spec may say, key by key. The JSON Schema that editors read is written from these classes.

Whether the parts fit each other (shapes, the loss and its output, names) is the second pass's question: `meaning`.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from nncli.maths.numeral import Numeral
from nncli.spec.part import Part, named
from nncli.spec.values import Count, Number, SourceName, Text, UnitName, Whole
from nncli.words import N_


def _kind_of_list(value: object) -> str:
    return "list" if isinstance(value, list) else "count"


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
    return "list" if isinstance(value, list) else "one"


Units = Annotated[
    Annotated[Count, Tag("count")] | Annotated[list[UnitName], Field(min_length=1), Tag("list")],
    Discriminator(_kind_of_list),
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
    Annotated[list[Number], Tag("list")] | Annotated[dict[str, Number], Tag("by-name")] | Annotated[Number, Tag("one")],
    Discriminator(_kind_of_vector),
]


ActivationName = Literal[
    "sigmoid", "tanh", "step", "identity", "relu", "leaky_relu", "elu", "softplus", "maxout", "softmax"
]


class ActivationChoice(Part):
    """An activation by name, with its parameters where it has some."""

    name: ActivationName
    slope: Number | None = Field(None, description=N_("leaky_relu: the slope below 0 (default 0.1)"))
    alpha: Number | None = Field(None, description=N_("elu: α (default 1)"))
    pieces: Whole | None = Field(None, description=N_("maxout: linear pieces of each unit (default 2)"))


class LayerSpec(Part):
    """One layer of units."""

    name: UnitName | None = None
    units: Units = Field(description=N_("how many units, or a list of their names"))
    activation: Annotated[
        ActivationChoice, BeforeValidator(named, json_schema_input_type=ActivationName | ActivationChoice)
    ]
    weights: Weights | None = Field(
        None,
        description=N_(
            "[from][to], or by name {A: {P: 0.1}}; for maxout a list of such matrices, one per piece; left out: random"
        ),
    )
    biases: Offsets | None = Field(None, description=N_("added to the net input; left out: none"))
    thresholds: Offsets | None = Field(None, description=N_("subtracted from the net input; left out: none"))
    biases_are: Literal["learned", "fixed", "shared"] | None = Field(
        None, description=N_("whether the biases or thresholds learn, or are one number shared by the layer")
    )


class Sample(Part):
    """One example: its inputs and, for learning, its target."""

    x: Vector
    target: Vector | None = None


class Conventions(Part):
    """Where textbooks differ."""

    biases: Literal["learned", "fixed", "shared"] = "learned"
    update_order: Literal["simultaneous", "sequential"] = Field(
        "simultaneous", description=N_("sequential: hidden errors use the output weights already updated")
    )
    reduction: Literal["sum", "mean"] = Field("mean", description=N_("accumulated BP: E is the sum or the mean of E_k"))
    relu_slope_at_0: Number = Field(default_factory=lambda: Numeral("0"), description=N_("ReLU′(0)"))


class Initialiser(Part):
    """Random initial values, the same on every machine for one seed."""

    kind: Literal["uniform", "normal", "glorot", "he", "zeros"] = Field(
        "uniform", description=N_("glorot and he draw weights to the size of their layer, and biases as 0")
    )
    seed: Whole | None = Field(None, description=N_("left out: the seed of the whole spec"))
    low: Number = Field(default_factory=lambda: Numeral("0"))
    high: Number = Field(default_factory=lambda: Numeral("1"))
    mean: Number = Field(default_factory=lambda: Numeral("0"))
    deviation: Number = Field(default_factory=lambda: Numeral("1"))
    decimals: Whole | None = Field(None, description=N_("round the values, so that they can be worked with by hand"))


class Places(Part):
    """How many digits are written down."""

    decimals: Whole | None = None
    significant: Whole | None = None


class Figure(Part):
    """A printed figure with something to say about it."""

    printed: Number
    slip: Text | None = Field(None, description=N_("the source is wrong here, and why we think so"))


def _plain_places(value: object) -> object:
    return value if isinstance(value, dict) else {"decimals": value}


def _plain_figure(value: object) -> object:
    return value if isinstance(value, dict) else {"printed": value}


class Spec(Part):
    """A network, one example or many, and what its source prints."""

    model: Literal["feed-forward"] = Field("feed-forward", description=N_("which system of the chapter this is"))
    title: Text
    source: Text | None = Field(None, description=N_("where the network and its figures come from"))
    about: Text | None = Field(None, description=N_("a line for the list of specs"))
    inputs: Units = Field(description=N_("how many inputs, or a list of their names"))
    layers: list[LayerSpec] = Field(min_length=1)
    loss: Literal["squared", "squared_sum", "cross_entropy", "binary_cross_entropy"] | None = Field(
        None, description=N_("squared is ½ Σ (d − y)²; squared_sum leaves the ½ out")
    )
    learning_rate: Number | None = None
    mode: Literal["standard", "accumulated", "mini-batch"] = Field(
        "standard",
        description=N_("standard: an update per sample; accumulated: one for all samples; mini-batch: one for a few"),
    )
    samples: list[Sample] | None = Field(None, min_length=1, description=N_("the examples, or else 'data'"))
    seed: Whole = Field(0, description=N_("every random choice follows from this number"))
    initialiser: Initialiser = Field(default_factory=Initialiser)
    conventions: Conventions = Field(default_factory=Conventions)
    names: dict[str, SourceName] = Field({}, description=N_("id: the source's own name, such as w[A,P]: w3"))
    rounding: dict[str, Annotated[Places, BeforeValidator(_plain_places, json_schema_input_type=Whole | Places)]] = (
        Field(
            {},
            description=N_("id: decimals that the source writes down, or {significant: n}; `default` for all others"),
        )
    )
    published: dict[str, Annotated[Figure, BeforeValidator(_plain_figure, json_schema_input_type=Number | Figure)]] = (
        Field({}, description=N_("id: the figure as printed, digit for digit, or {printed: …, slip: why it is wrong}"))
    )
