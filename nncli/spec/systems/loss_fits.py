"""Does the loss fit the output, and do the targets fit the loss?"""

from fractions import Fraction

from nncli.document.reader import Loc
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.losses import LOSSES, Loss
from nncli.models.layers.layer import Row
from nncli.spec.faults import Faults
from nncli.spec.part import Part
from nncli.spec.systems.feed_forward_keys import Spec
from nncli.suggest import either
from nncli.words import _


def loss_fits(spec: Spec, loss: Loss | None, faults: Faults) -> None:
    """Tells where the output's activation, the loss and the learning rate do not go together."""
    for at, layer in enumerate(spec.layers[:-1]):
        if activation_name(layer) == "softmax":
            faults.add(
                ("layers", at, "activation"), "loss-does-not-fit", _("softmax belongs to the last layer"),
                _("a hidden layer takes sigmoid, tanh, relu or another elementwise function"),
            )  # fmt: skip
    output = activation_name(spec.layers[-1])
    if loss is None:
        if spec.learning_rate is not None and not faults.told(("loss",)):
            faults.add(
                ("learning_rate",), "missing-key", _("there is a learning rate but no 'loss' to lower"),
                _("add a line such as 'loss: squared', or leave the rate out for a network that is only run"), key=True,
            )  # fmt: skip
        return
    allowed = loss.activations or tuple(name for name in ACTIVATIONS if name != "softmax")
    if output not in allowed:
        fitting = [
            name for name, other in LOSSES.items()
            if not other.error and (other.activations is None or output in other.activations)
        ]  # fmt: skip
        if output == "softmax":
            fitting = ["cross_entropy"]
        faults.add(
            ("loss",), "loss-does-not-fit",
            _("{loss} does not fit the output's activation '{name}'").format(loss=loss.name, name=output),
            _("{loss} takes {allowed}; '{name}' takes {fitting}").format(
                loss=loss.name, allowed=either(allowed), name=output, fitting=either(fitting)
            ),
        )  # fmt: skip
    if spec.learning_rate is not None and spec.learning_rate.fraction < 0:
        faults.add(("learning_rate",), "out-of-range", _("a learning rate is not negative"))


def target_in_range(target: Row, loc: Loc, loss: Loss | None, faults: Faults) -> None:
    """Tells where a loss cannot take a target."""
    if faults.told(("loss",)):
        return
    if loss and loss.zero_to_one and any(not 0 <= d.fraction <= 1 for d in target):
        faults.add(loc, "out-of-range", _("{loss} takes targets from 0 to 1").format(loss=loss.name))
    # Exactly 1, or d − y is not −∂E/∂net: thirds are written 1/3, not 0.333.
    elif loss and loss.one_hot and (summed := sum((d.fraction for d in target), Fraction(0))) != 1:
        message = _("the targets of {loss} must sum to 1, and these sum to {sum:g}")
        faults.add(
            loc, "out-of-range", message.format(loss=loss.name, sum=float(summed)),
            _("write 1 for the right class and 0 for each other; two classes need two outputs"),
        )  # fmt: skip


def activation_name(layer: Part) -> str:
    """What a layer of a spec makes of its nets; a pool hands on what it is given."""
    choice = getattr(layer, "activation", None)
    return choice.name if choice else "identity"
