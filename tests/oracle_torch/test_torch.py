"""A second oracle that shares no line with nncli: the same network in torch, differentiated by autograd.

Run where torch is installed: `pip install torch==2.13.0` (the extra `torch`), then this folder by itself.
"""

import pytest

torch = pytest.importorskip("torch", reason="torch is an oracle on its own: install the extra 'torch' to ask it")

from dataclasses import dataclass, field  # noqa: E402  # behind the importorskip

from hypothesis import assume, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from networks import FITTING, HIDDEN, near_a_kink, networks, one_unit, traced  # noqa: E402
from torch_twins import ACTIVATION_TWINS, LOSS_TWINS, WITHOUT_GRADIENT, constants_of  # noqa: E402

from nncli.maths.activations import ACTIVATIONS  # noqa: E402
from nncli.maths.losses import LOSSES  # noqa: E402
from nncli.models.feed_forward import samples_used, trace  # noqa: E402
from nncli.models.network import Layer  # noqa: E402
from nncli.spec.study import Study  # noqa: E402


@dataclass
class Twin:
    """The network in torch: a leaf tensor for each parameter, by the Trace's own ids."""

    network: Study
    leaves: dict[str, torch.Tensor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for layer in self.network.layers:
            for id, number in layer.parameters_given():
                self.leaves[id] = self.number(float(number)).requires_grad_(layer.learns(id))

    @staticmethod
    def number(value):
        return torch.tensor(value, dtype=torch.float64)

    def nets(self, layer: Layer, x):
        """Unit by unit, piece by piece: no matrix that could be transposed alike in both."""
        rows = []
        for k in layer.pieces:
            row = []
            for unit in layer.units:
                weights = torch.stack([self.leaves[layer.weight_id(source, unit, k)] for source in layer.sources])
                net = torch.dot(weights, x)
                if layer.offset:
                    offset = self.leaves[layer.offset_id(unit, k)]
                    net = net + offset if layer.offset == "bias" else net - offset
                row.append(net)
            rows.append(torch.stack(row))
        return torch.stack(rows)

    def loss(self, samples):
        total = self.number(0.0)
        for s in samples:
            example = self.network.samples[s - 1]
            x, d = (self.number([float(n) for n in row]) for row in (example.x, example.target))
            for layer in self.network.layers:
                net = self.nets(layer, x)
                x = ACTIVATION_TWINS[layer.activation.name](net, constants_of(layer))
            total = total + LOSS_TWINS[self.network.loss.name](d, x, net[0])
        return total / len(samples) if self.network.reduction == "mean" else total

    def update(self):
        """Every leaf that learns moves against its gradient, by torch's own optimiser."""
        torch.optim.SGD([leaf for leaf in self.leaves.values() if leaf.requires_grad], self.rate).step()

    @property
    def rate(self):
        return float(self.network.learning_rate)


def close(value):
    return pytest.approx(value, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize(("loss", "output"), [pair for pair in FITTING if pair[1] in ACTIVATION_TWINS])
@settings(max_examples=10)
@given(data=st.data())
def test_torch_computes_the_same(loss, output, data):
    """Loss, every gradient, every new parameter and the loss after, for a number of updates."""
    hidden = [name for name in HIDDEN if name in ACTIVATION_TWINS]
    network = data.draw(networks(loss=loss, output=output, hidden=hidden))
    updates = data.draw(st.integers(1, 3))
    run, twin = traced(network, updates=updates), Twin(network)
    assume(not near_a_kink(network, run))
    plan = samples_used(network, network.mode, None, updates)
    several = len({sample for samples in plan for sample in samples}) > 1
    for update, samples in enumerate(plan, start=1):
        mark = f"#{update}" if updates > 1 else ""
        of_sample = f"@s{samples[0]}" if several and len(samples) == 1 else ""
        before = twin.loss(samples)
        assert run[f"loss.before{of_sample}{mark}"].value == close(before.item())
        for leaf in twin.leaves.values():
            leaf.grad = None
        if before.requires_grad:
            before.backward()
        for id in run.learned:
            grad = twin.leaves[id].grad
            assert run[f"{id}.grad{of_sample}{mark}"].value == close(0.0 if grad is None else grad.item()), id
        twin.update()
        for id in run.learned:
            assert run[f"{id}.new{mark}"].value == close(twin.leaves[id].item()), id
        assert run[f"loss.after{of_sample}{mark}"].value == close(twin.loss(samples).item())


def test_torch_has_a_twin_of_every_activation_and_loss():
    """A newcomer gets its twin here, or is told among those that have none."""
    assert set(ACTIVATION_TWINS) | WITHOUT_GRADIENT == set(ACTIVATIONS)
    assert set(LOSS_TWINS) == set(LOSSES)


@pytest.mark.parametrize("net", [-800, -36.5, -20, 0, 20, 36.5, 800])
@pytest.mark.parametrize("target", [0, 0.25, 1])
def test_torch_agrees_on_saturated_outputs(net, target):
    network = one_unit("sigmoid", net, target, "binary_cross_entropy")
    twin = Twin(network)
    twin.loss([1]).backward()
    run = trace(network)
    assert run["loss.before"].value == close(twin.loss([1]).item())
    assert run["w[x1,y1].grad"].value == close(twin.leaves["w[x1,y1]"].grad.item())
