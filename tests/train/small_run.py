"""Small runs in this process: a spec as a dict, trained and watched."""

import numpy as np
from networks import network_of

from nncli.data.loading import load_data
from nncli.train.engine import Examples
from nncli.train.loop import Loop
from nncli.train.setup import prepare

XOR = [{"x": [a, b], "target": [a ^ b]} for a in (0, 1) for b in (0, 1)]
HIDDEN = {"name": "hidden", "units": 3, "activation": "tanh", "biases": "random"}
OUTPUT = {"name": "output", "units": 1, "activation": "sigmoid", "biases": "random"}
SMALL = {"inputs": 2, "layers": [HIDDEN, OUTPUT], "loss": "squared", "learning_rate": 0.5, "samples": XOR}
CIRCLE = {"name": "circle", "rows": 60, "noise": 0.3, "validation": 0.3, "seed": 5}


def small(training=None, **more):
    """The network of a small spec for XOR; with `data` that in place of the samples."""
    spec = SMALL | more
    if "data" in more:
        spec.pop("samples", None)
    return network_of({**spec, "training": {"epochs": 20, **(training or {})}})


def setup_of(network):
    """The network with its data."""
    return prepare(network, load_data(network.data, network.seed) if network.data else None)


class Watch:
    """Sees every row; stops the run when `stop(epoch)` says so."""

    def __init__(self, stop=lambda epoch: False):
        self.rows, self.epoch, self._stop = [], 0, stop

    def row(self, row, best):
        self.rows.append(row)

    def tick(self, epoch, seconds):
        self.epoch = epoch

    def wants_stop(self):
        return self._stop(self.epoch)


def trained(network, state=None, watch=None, keep=lambda state: None, engine=None):
    """The outcome of a run."""
    return Loop(setup_of(network), state, engine).run(watch or Watch(), keep)


def examples_of(network, dtype=np.float64):
    """A spec's own samples, as engines take them."""
    x = np.array([[float(number) for number in example.x] for example in network.samples], dtype)
    return Examples(x, np.array([[float(number) for number in e.target] for e in network.samples], dtype))


def assert_same_state(a, b):
    """Two states are the same to the last bit, but for the time they took."""
    assert a.epoch == b.epoch
    assert a.engine.keys() == b.engine.keys()
    for name in a.engine:
        assert a.engine[name].dtype == b.engine[name].dtype
        assert a.engine[name].tobytes() == b.engine[name].tobytes(), name
    assert (a.best is None) == (b.best is None)
    if a.best:
        for name in ("epoch", "value", "reference", "since"):
            assert getattr(a.best, name) == getattr(b.best, name), name
        assert a.best.parameters.tobytes() == b.best.parameters.tobytes()
    columns = [{**state.history.to_columns(), "seconds": None} for state in (a, b)]
    assert columns[0] == columns[1]
    assert (a.snapshots.epochs, a.snapshots.digits) == (b.snapshots.epochs, b.snapshots.digits)
    assert [v.tobytes() for v in a.snapshots.vectors] == [v.tobytes() for v in b.snapshots.vectors]
