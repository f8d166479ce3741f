"""What a spec may say of a layered network, key by key."""

from typing import Literal

from pydantic import Field

from nncli.spec.common import Head, Initialiser, Inputs, Names, Published, RoundingOf, Sample
from nncli.spec.conventions import Conventions
from nncli.spec.layers.dense import DenseSpec
from nncli.spec.values import Number, Whole
from nncli.words import N_

LossName = Literal["squared", "squared_sum", "mean_squared", "cross_entropy", "binary_cross_entropy", "upstream"]


class Spec(Head):
    """A network, one example or many, and what its source prints."""

    model: Literal["feed-forward"] = Field("feed-forward", description=N_("which system of the chapter this is"))
    inputs: Inputs = Field(
        description=N_("how many inputs, or a list of their names; a picture's as {X: [rows, columns]}")
    )
    layers: list[DenseSpec] = Field(min_length=1, description=N_("the layers in order, from the inputs to the outputs"))
    loss: LossName | None = Field(
        None,
        description=N_(
            "squared is ½ Σ (d − y)²; squared_sum leaves the ½ out, mean_squared divides by the number of outputs "
            "instead; upstream: targets are ∂E/∂y, given from above"
        ),
    )
    learning_rate: Number | None = Field(None, description=N_("η, the learning rate"))
    mode: Literal["standard", "accumulated", "mini-batch"] = Field(
        "standard",
        description=N_("standard: an update per sample; accumulated: one for all samples; mini-batch: one for a few"),
    )
    samples: list[Sample] | None = Field(None, min_length=1, description=N_("the examples, or else 'data'"))
    seed: Whole = Field(0, description=N_("every random choice follows from this number"))
    initialiser: Initialiser = Field(
        default_factory=Initialiser, description=N_("how weights are drawn that are not written out")
    )
    conventions: Conventions = Field(default_factory=Conventions, description=N_("where textbooks differ"))
    names: Names = Field({})
    rounding: RoundingOf = Field({})
    published: Published = Field({})
