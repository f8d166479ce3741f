"""The array engine takes the samples in the order it is given, however many are gathered at once."""

import numpy as np
import pytest
from networks import network_of

from nncli.train.arrays import engine as arrays
from nncli.train.arrays.engine import ArrayEngine
from nncli.train.engine import Epochs, Examples

RATES = [0.5, 0.25, 0.125]
N = 23


def engine(mode, offset, order=None, optimiser="sgd"):
    """A 3-2-1 network on N samples, which stand in `order` where there is one."""
    random = np.random.default_rng(5)
    x, targets = random.random((N, 3)), random.random((N, 1))
    network = network_of(
        {
            "inputs": 3,
            "layers": [
                {"units": 2, "activation": "tanh", "weights": random.normal(size=(3, 2)).tolist(), offset: [0.1, -0.2]},
                {"units": 1, "activation": "sigmoid", "weights": [[0.5], [-0.5]], offset: [0.3]},
            ],
            "loss": "squared",
            "learning_rate": 1,
            "mode": mode,
            "samples": [{"x": [0, 0, 0], "target": [0]}],
            "training": {"batch_size": 4, "optimiser": optimiser},
        }
    )
    rows = slice(None) if order is None else order
    return ArrayEngine(network, Examples(x[rows], targets[rows]), random.normal(size=11))


@pytest.mark.parametrize("gathered", [1, 300, arrays.GATHERED], ids=["one batch", "a few", "all"])
@pytest.mark.parametrize("offset", ["biases", "thresholds"])
@pytest.mark.parametrize("mode", ["standard", "mini-batch"])
def test_shuffled_samples_are_those_samples_in_that_order(mode, offset, gathered, monkeypatch):
    monkeypatch.setattr(arrays, "GATHERED", gathered)
    order = np.random.default_rng(1).permutation(N)
    shuffled, sorted_before = engine(mode, offset), engine(mode, offset, order)
    shuffled.run(Epochs(RATES, [order] * len(RATES)))
    sorted_before.run(Epochs(RATES, None))
    assert shuffled.parameters.tolist() == sorted_before.parameters.tolist()
    assert not np.array_equal(shuffled.parameters, engine(mode, offset).parameters)


@pytest.mark.parametrize("optimiser", ["sgd", "momentum", "nesterov", "adam"])
def test_a_restored_engine_goes_on_bit_for_bit(optimiser):
    through, before, after = (engine("mini-batch", "biases", optimiser=optimiser) for _ in range(3))
    through.run(Epochs(RATES, None))
    before.run(Epochs(RATES[:1], None))
    after.restore(before.state())
    after.run(Epochs(RATES[1:], None))
    assert after.parameters.tolist() == through.parameters.tolist()
    assert after.state()["count"] == 3 * -(-N // 4)
