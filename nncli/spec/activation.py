"""An activation as a spec names it, with its parameters."""

from typing import Literal

from pydantic import Field

from nncli.document.reader import Loc
from nncli.maths.activations import Activation, Parameters
from nncli.maths.expression import Constant
from nncli.maths.numeral import Numeral
from nncli.spec.faults import Faults
from nncli.spec.part import Part
from nncli.spec.values import Number, Whole
from nncli.words import N_, _

ActivationName = Literal[
    "sigmoid", "tanh", "step", "identity", "relu", "leaky_relu", "elu", "softplus", "maxout", "softmax"
]


class ActivationChoice(Part):
    """An activation by name, with its parameters where it has some."""

    name: ActivationName = Field(description=N_("which activation"))
    slope: Number | None = Field(None, description=N_("leaky_relu: the slope below 0 (default 0.1)"))
    alpha: Number | None = Field(None, description=N_("elu: α (default 1)"))
    pieces: Whole | None = Field(None, description=N_("maxout: linear pieces of each unit (default 2)"))


def pieces_of(choice: ActivationChoice, loc: Loc, faults: Faults) -> int:
    """How many pieces each unit has: 1, but for maxout."""
    if choice.name == "maxout":
        pieces = 2 if choice.pieces is None else choice.pieces
        if not 2 <= pieces <= 100:
            faults.add((*loc, "pieces"), "out-of-range", _("maxout takes the largest of 2 to 100 pieces"))
            return 2
        return pieces
    return 1


def constants_of(
    activation: Activation, choice: ActivationChoice, at_zero: Numeral, loc: Loc, faults: Faults
) -> Parameters:
    """The activation's parameters as constants: the spec's, else the record's defaults."""
    given = {"slope": choice.slope, "alpha": choice.alpha, "at_zero": at_zero}
    for name in ("slope", "alpha", "pieces"):
        has_it = name in activation.parameters or (name == "pieces" and activation.reads == "pieces")
        if getattr(choice, name) is not None and not has_it:
            message = _("{activation} has no '{name}'").format(activation=choice.name, name=name)
            faults.add((*loc, name), "unknown-key", message, key=True)
    slope = given["slope"]
    if slope is not None and not 0 <= slope.fraction <= 1:
        faults.add((*loc, "slope"), "out-of-range", _("a leaky ReLU's slope lies between 0 and 1"))
    return {
        name: Constant(number.fraction if (number := given.get(name)) is not None else default)
        for name, default in activation.parameters.items()
    }
