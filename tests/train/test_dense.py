"""The NumPy engine is the Trace's fast twin: the same numbers, layer by layer, for every activation and loss."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, near_a_kink, network_of, networks

from nncli.models.feed_forward import trace
from nncli.spec.bundled import names, open_spec
from nncli.spec.load import load
from nncli.train.dense import Dense, run_batch


def batch(network):
    """The whole batch through the engine."""
    x = np.array([[float(number) for number in example.x] for example in network.samples])
    targets = None
    if network.loss:
        targets = np.array([[float(number) for number in example.target] for example in network.samples])
    return run_batch(network, [Dense.of(layer) for layer in network.layers], x, targets)


def of_samples(run, network, id):
    """A quantity of every sample, or the one there is."""
    several = len(network.samples) > 1
    return [run[f"{id}@s{n + 1}" if several else id].value for n in range(len(network.samples))]


def assert_twins(network, run):
    """Nets, outs, deltas, gradients and losses of the engine against an accumulated trace."""
    done = batch(network)
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
        for id, k, i, j in layer.parameter_slots():
            if layer.learns(id):
                gradients = done.grad_offsets[at][k, j] if i is None else done.grad_weights[at][k, i, j]
                assert gradients * share == pytest.approx(run[f"{id}.grad"].value, **close), id
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
    done = batch(forward_only)
    assert done.deltas == done.grad_weights == done.grad_offsets == []
    assert not done.losses.any()


@pytest.mark.parametrize("name", names())
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
    done = batch(network)
    assert done.nets[0].tolist() == [[[0.3, -0.2]]]
    assert done.grad_offsets[0].shape == (1, 2)
    assert done.grad_offsets[0].any() == bool(offset)


def test_single_precision_stays_single():
    network = load(open_spec("mazur"))
    layers = [Dense.of(layer, np.float32) for layer in network.layers]
    x, targets = np.array([[0.05, 0.1]], np.float32), np.array([[0.01, 0.99]], np.float32)
    done = run_batch(network, layers, x, targets)
    arrays = [*done.nets, *done.outs, *done.deltas, *done.grad_weights, *done.grad_offsets]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert done.losses == pytest.approx([0.298371109], rel=1e-6)
