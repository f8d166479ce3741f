"""Forward and backward through all layers of a network, for a batch."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nncli.models.network import Network
from nncli.train.arrays.dense import Dense, Pass
from nncli.train.arrays.layout import Array, Layout
from nncli.train.engine import Examples

CHUNK = 4096  # rows that go forward at once where nothing has to go back: their nets stay in the cache


class Passes:
    """A network at work on batches. `parameters` and `gradient` are its two vectors, in the order of `Layout`."""

    def __init__(self, network: Network, layout: Layout, parameters: Array) -> None:
        self.network = network
        self.parameters = parameters
        self.gradient = np.zeros_like(parameters)
        self.layers = [Dense(block, parameters, self.gradient) for block in layout.blocks]

    def forward(self, x: Array) -> list[Pass]:
        """What each layer makes of x (n, i)."""
        done: list[Pass] = []
        for layer in self.layers:
            done.append(layer.forward(x))
            x = done[-1].outs
        return done

    def backward(self, done: list[Pass], targets: Array, scale: float) -> list[Array]:
        """Fills `gradient` with scale·Σ_n ∂E_n/∂θ; gives ∂E/∂net of each layer, scaled alike (the lecture's −δ)."""
        loss = self.network.loss
        assert loss is not None
        upstream = loss.array_slope(targets, done[-1].outs)
        upstream *= float(loss.factor_of(upstream.shape[-1])) * scale
        at_nets: list[Array] = []
        for at in reversed(range(len(self.layers))):
            layer = self.layers[at]
            takes_slope = at < len(self.layers) - 1 or not loss.cancels
            at_net = layer.through_activation(upstream, done[at]) if takes_slope else upstream
            layer.gradients(at_net, done[at])
            at_nets.insert(0, at_net)
            if at:
                upstream = layer.back(at_net)
        return at_nets

    def losses(self, done: list[Pass], targets: Array) -> Array:
        """The loss of each sample: (n,)."""
        loss = self.network.loss
        assert loss is not None
        return loss.array(targets, done[-1].outs, done[-1].nets)

    def outputs(self, x: Array) -> Array:
        """The network's outputs for any number of rows: (n, outputs)."""
        return np.concatenate([self.forward(x[rows])[-1].outs for rows in chunks(len(x))])


@dataclass(frozen=True)
class Evaluation:
    """Outputs (n, outputs) and the mean loss of some examples."""

    outputs: Array
    loss: float


def evaluate(passes: Passes, examples: Examples) -> Evaluation:
    """Every example forward, and E = (1/n) Σ E_k."""
    outputs, total = [], 0.0
    with np.errstate(all="ignore"):  # what overflows shows in the loss
        if len(examples.x) <= CHUNK:
            done = passes.forward(examples.x)
            losses = passes.losses(done, examples.targets)
            return Evaluation(done[-1].outs, float(losses.mean(dtype=np.float64)))
        for rows in chunks(len(examples.x)):
            done = passes.forward(examples.x[rows])
            outputs.append(done[-1].outs)
            total += float(passes.losses(done, examples.targets[rows]).sum(dtype=np.float64))
    return Evaluation(np.concatenate(outputs), total / len(examples.x))


def chunks(n: int, size: int = CHUNK) -> Iterator[slice]:
    """Slices of up to `size` rows that together are all n."""
    return (slice(start, start + size) for start in range(0, n, size))
