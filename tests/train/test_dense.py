"""The NumPy engine is the Trace's fast twin: the same numbers, layer by layer, for every activation and loss."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, near_a_kink, network_of, networks, worked_examples

from nncli.models.feed_forward import trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.train.arrays.layout import Layout
from nncli.train.arrays.passes import Passes


class Batch:
    """The whole batch through the engine; pieces on the first axis throughout."""

    def __init__(self, network, dtype=np.float64):
        x = np.array([[float(number) for number in example.x] for example in network.samples], dtype)
        layout = Layout(network)
        passes = Passes(network, layout, layout.initial().astype(dtype))
        done = passes.forward(x)
        self.nets = [each.nets.reshape(-1, *each.outs.shape) for each in done]
        self.outs = [each.outs for each in done]
        if network.loss:
            targets = np.array([[float(number) for number in e.target] for e in network.samples], dtype)
            at_nets = passes.backward(done, targets, 1.0)
            self.deltas = [-g.reshape(nets.shape) for g, nets in zip(at_nets, self.nets, strict=True)]
            self.losses = passes.losses(done, targets)
        self.gradient = passes.gradient
        self.gradients = dict(zip(layout.ids(), passes.gradient, strict=True))


def of_samples(run, network, id):
    """A quantity of every sample, or the one there is."""
    several = len(network.samples) > 1
    return [run[f"{id}@s{n + 1}" if several else id].value for n in range(len(network.samples))]


def assert_twins(network, run):
    """Nets, outs, deltas, gradients and losses of the engine against an accumulated trace."""
    done = Batch(network)
    close = {"rel": 1e-9, "abs": 1e-12}
    for at, layer in enumerate(network.layers):
        for j, unit in enumerate(layer.units):
            assert done.outs[at][:, j] == pytest.approx(of_samples(run, network, f"{unit}.out"), **close)
            for k in layer.pieces:
                nets = of_samples(run, network, layer.piece_id(f"{unit}.net", k))
                assert done.nets[at][k, :, j] == pytest.approx(nets, **close)
                if network.loss:
                    deltas = of_samples(run, network, layer.piece_id(f"{unit}.delta", k))
                    assert done.deltas[at][k, :, j] == pytest.approx(deltas, **close)
        if not network.loss:
            continue
        share = 1 / len(network.samples) if network.reduction == "mean" else 1
        for id, *_slot in layer.parameter_slots():
            if layer.learns(id):
                assert done.gradients[id] * share == pytest.approx(run[f"{id}.grad"].value, **close), id
            else:
                assert done.gradients[id] == 0
    if network.loss:
        assert done.losses == pytest.approx(of_samples(run, network, "loss.before"), **close)


@pytest.mark.parametrize(("loss", "output"), FITTING)
@settings(max_examples=10)
@given(data=st.data())
def test_the_engine_is_the_traces_twin(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, mode="accumulated"))
    run = trace(network)
    assume(not near_a_kink(network, run))
    assert_twins(network, run)


@given(network=networks())
def test_without_a_loss_the_engine_only_goes_forward(network):
    forward_only = replace(network, loss=None, learning_rate=None)
    run = trace(forward_only)
    assume(not near_a_kink(network, run))
    assert_twins(forward_only, run)
    assert not Batch(forward_only).gradient.any()


@pytest.mark.parametrize("name", worked_examples())
def test_bundled_specs_run_alike(name):
    network = replace(load(open_spec(name)), update_order="simultaneous")
    assert_twins(network, trace(network, mode="accumulated"))


@pytest.mark.parametrize("offset", [{}, {"biases": [0, 0]}, {"thresholds": [0, 0]}], ids=["none", "bias", "threshold"])
def test_a_layer_without_offsets_is_one_with_noughts(offset):
    layers = [{"units": 2, "activation": "tanh", "weights": [[0.3, -0.2]], **offset}]
    network = network_of(
        {
            "inputs": 1,
            "layers": layers,
            "loss": "squared",
            "learning_rate": 1,
            "samples": [{"x": [1], "target": [1, 0]}],
        }
    )
    done = Batch(network)
    assert done.nets[0].tolist() == [[[0.3, -0.2]]]
    assert len(done.gradient) == (4 if offset else 2)
    assert done.gradient.all()


def test_single_precision_stays_single():
    done = Batch(load(open_spec("mazur")), np.float32)
    arrays = [*done.nets, *done.outs, *done.deltas, done.gradient]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert done.losses == pytest.approx([0.298371109], rel=1e-6)
