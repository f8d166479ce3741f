"""A network in one line."""

from nncli.models.network import Network
from nncli.words import _


def shape_of(network: Network) -> str:
    """`2 → 4 tanh → 1 sigmoid; loss E = ½ Σ (d − y)²`."""
    layers = (f"{len(layer.units)} {layer.activation.name}" for layer in network.layers)
    shape = " → ".join([str(len(network.inputs)), *layers])
    return f"{shape}; " + _("loss E = {loss}").format(loss=network.loss.text) if network.loss else shape
