"""Do a data set, its targets and a network's outputs fit each other? What is said where they do not."""

from collections.abc import Sequence
from typing import SupportsFloat

from nncli.data.dataset import Array, DataSet
from nncli.errors import Diagnostic, InputError
from nncli.maths.losses import LOSSES
from nncli.words import _, ngettext


def targets_fit(low: float, high: float, loss: str | None) -> None:
    """Whether a loss can learn the targets `low` for no and `high` for yes.

    Raises:
        InputError: if it takes others.
    """
    how = LOSSES[loss] if loss else None
    if how and how.one_hot and (low, high) != (0, 1):
        message = _("cross entropy behind softmax learns probabilities: the targets are 0 and 1")
        raise InputError(Diagnostic("targets-do-not-fit", message, help=_("leave 'targets' out")))
    if how and how.zero_to_one and not 0 <= low <= high <= 1:
        message = _("{loss} takes targets from 0 to 1").format(loss=how.name)
        raise InputError(Diagnostic("targets-do-not-fit", message))


def outputs_do_not_fit(data: DataSet, outputs: int) -> InputError:
    """The error where a network has another number of outputs than the data set needs."""
    n = len(data.classes)
    if n:
        has = ngettext("{n} class", "{n} classes", n).format(n=n)
        help = _("two classes take one output or two") if n == 2 else _("give the last layer a unit for each class")
    else:
        n = data.outputs
        has = ngettext("{n} number to be predicted", "{n} numbers to be predicted", n).format(n=n)
        help = _("give the last layer a unit for each number")
    message = _("the data set '{name}' has {data}, and the network has {network}").format(
        name=data.name, data=has, network=ngettext("{n} output", "{n} outputs", outputs).format(n=outputs)
    )
    return InputError(Diagnostic("outputs-do-not-fit", message, help=help))


def values_fit(values: Array, name: str, loss: str | None, targets: Sequence[SupportsFloat] | None) -> None:
    """Whether a loss can learn these numbers (n, outputs), for which a spec gives no `targets`.

    Raises:
        InputError: if it cannot, or it does.
    """
    if targets:
        message = _("'{name}' has numbers to be predicted: 'targets' is for classes").format(name=name)
        raise InputError(Diagnostic("targets-do-not-fit", message, help=_("leave 'targets' out")))
    how = LOSSES[loss] if loss else None
    if how and how.one_hot:
        message = _("cross entropy learns classes, and '{name}' has numbers to be predicted").format(name=name)
        raise InputError(Diagnostic("loss-does-not-fit", message, help=_("take 'loss: squared'")))
    if how and how.zero_to_one and not ((values >= 0) & (values <= 1)).all():
        message = _("{loss} takes targets from 0 to 1, and '{name}' has others").format(loss=how.name, name=name)
        raise InputError(Diagnostic("loss-does-not-fit", message, help=_("take 'loss: squared'")))
