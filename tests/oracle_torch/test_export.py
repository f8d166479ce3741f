"""`nncli export --to torch`: torch computes and learns what nncli would."""

import pytest

torch = pytest.importorskip("torch", reason="torch is an oracle on its own: install the extra 'torch' to ask it")

import tempfile  # noqa: E402
from copy import deepcopy  # noqa: E402
from dataclasses import replace  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402
from exported import imported, in_precision, model_of, status_of_script, write  # noqa: E402
from hypothesis import assume, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from networks import FITTING, hundredths, networks  # noqa: E402

from nncli.data.scaling import Scaling  # noqa: E402
from nncli.train.arrays.engine import ArrayEngine  # noqa: E402
from nncli.train.arrays.layout import Layout  # noqa: E402
from nncli.train.arrays.passes import evaluate  # noqa: E402
from nncli.train.engine import Epochs, Examples  # noqa: E402
from nncli.train.setup import prepare  # noqa: E402

WITHIN = {"double": 1e-10, "single": 1e-4}


@st.composite
def models(draw, loss, output, precision):
    """A random network with a scaling or without; each of its steps and kinks reads nets well away from the edge."""
    network = in_precision(draw(networks(loss=loss, output=output, mode="accumulated")), precision)
    scaling, width = None, len(network.inputs)
    if draw(st.booleans()):
        means = draw(st.lists(hundredths(-9999, 9999), min_size=width, max_size=width))
        deviations = draw(st.lists(hundredths(1, 9999), min_size=width, max_size=width))
        scaling = Scaling(np.array(means), np.array(deviations))
    model = model_of(network, scaling)
    for layer, done in zip(network.layers, model.passes().forward(prepare(network).train.examples.x), strict=True):
        if layer.activation.function and layer.activation.function.branch:
            edges = np.diff(np.sort(done.nets, axis=0), axis=0) if layer.activation.reads == "pieces" else done.nets
            assume(np.abs(edges).min() > 1e-4)
    return model


@pytest.mark.parametrize("precision", WITHIN)
@pytest.mark.parametrize(("loss", "output"), FITTING)
@settings(max_examples=5)
@given(data=st.data())
def test_the_module_computes_and_learns_what_nncli_does(loss, output, precision, data):
    model, within = data.draw(models(loss, output, precision)), WITHIN[precision]
    setup = prepare(model.network)
    scaled, targets = setup.train.examples
    x = scaled * model.scaling.deviation + model.scaling.mean if model.scaling else scaled
    with tempfile.TemporaryDirectory() as folder:
        file = write(model, Path(folder))
        module, status = imported(file), status_of_script(file)
        net = module.load()
    assert status == 0
    inputs, wanted = torch.from_numpy(np.ascontiguousarray(x)), torch.from_numpy(targets)
    assert net(inputs).detach().numpy() == pytest.approx(model.outputs(x), rel=within, abs=within)
    loss_before = net.loss(inputs, wanted)
    whole = evaluate(model.passes(), setup.train.examples)
    assert loss_before.item() == pytest.approx(whole.loss, rel=within, abs=within)
    assert_learns(net, model, inputs, wanted, Examples(scaled, targets), within)


def assert_learns(net, model, x, targets, examples, within):
    """A step by torch lowers the loss, if it is small enough, and is nncli's own; what is fixed stays."""
    loss = net.loss(x, targets)
    if not loss.requires_grad:  # the output is a step
        return
    loss.backward()
    after = {rate: stepped(net, rate) for rate in (1e-2, 1e-4, 1e-6, 1e-8)}
    slope = sum((p.grad**2).sum().item() for p in net.parameters() if p.grad is not None)
    if slope > within**0.5:
        assert min(other.loss(x, targets).item() for other in after.values()) < loss.item()
    engine = ArrayEngine(replace(model.network, reduction="mean"), examples, model.parameters)
    engine.run(Epochs([1e-2], None))
    theirs = torch.cat([tensor.flatten() for tensor in in_order(after[1e-2])])
    assert theirs.numpy() == pytest.approx(engine.parameters, rel=within, abs=within)
    assert all(torch.equal(ours, fixed) for ours, fixed in zip(after[1e-2].buffers(), net.buffers(), strict=True))
    assert sum(p.numel() for p in net.parameters()) == Layout(model.network).learns.sum()


def stepped(net, rate):
    """The module after one step against its gradient."""
    other = deepcopy(net)
    for mine, theirs in zip(other.parameters(), net.parameters(), strict=True):
        mine.grad = theirs.grad
    torch.optim.SGD(other.parameters(), rate).step()
    return other


def in_order(net):
    """The tensors in nncli's order, detached: layer by layer, weights first."""
    tensors = net.state_dict()
    layers = [name.removesuffix("_weights") for name in tensors if name.endswith("_weights")]
    for layer in layers:
        for part in ("weights", "biases", "thresholds"):
            if f"{layer}_{part}" in tensors:
                yield tensors[f"{layer}_{part}"]
