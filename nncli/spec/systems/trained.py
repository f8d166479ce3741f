"""A spec with something to say about its data or its training, or with layers that are not fully connected.

In a file of its own, since building these classes takes 20 ms, which a worked example need not wait for.
"""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from nncli.spec.data import DataChoice, plain_data
from nncli.spec.layers.kinds import LayerSpec
from nncli.spec.systems.feed_forward_keys import Spec
from nncli.spec.training import Training
from nncli.words import N_


class TrainedSpec(Spec):
    """All that a spec may say."""

    model_config = ConfigDict(title="Spec")

    layers: list[LayerSpec] = Field(  # type: ignore[assignment]  # wider than the base, on purpose
        min_length=1, description=N_("the layers in order, from the inputs to the outputs")
    )
    data: Annotated[DataChoice, BeforeValidator(plain_data, json_schema_input_type=str | DataChoice)] | None = Field(
        None, description=N_("a data set by name, or a file, in place of 'samples'")
    )
    training: Training = Field(default_factory=Training, description=N_("how 'nncli train' trains"))
