"""Where textbooks differ: the conventions of a layered network."""

from typing import Literal

from pydantic import Field, StrictBool

from nncli.maths.numeral import Numeral
from nncli.spec.part import Part
from nncli.spec.values import Number
from nncli.words import N_


class Conventions(Part):
    """Where textbooks differ."""

    biases: Literal["learned", "fixed", "shared"] = Field(
        "learned", description=N_("whether all biases and thresholds learn, where a layer does not say")
    )
    update_order: Literal["simultaneous", "sequential"] = Field(
        "simultaneous", description=N_("sequential: hidden errors use the output weights already updated")
    )
    reduction: Literal["sum", "mean"] = Field("mean", description=N_("accumulated BP: E is the sum or the mean of E_k"))
    relu_slope_at_0: Number = Field(default_factory=lambda: Numeral("0"), description=N_("ReLU′(0)"))
    input_gradients: StrictBool = Field(False, description=N_("write ∂E/∂x of the inputs down as well"))
