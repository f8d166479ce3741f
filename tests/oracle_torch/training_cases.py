"""Small networks to be trained in nncli and in torch, and what it means that both did the same."""

import random

import numpy as np
import pytest
import torch
from networks import network_of
from torch_twins import TrainedTwin

from nncli.maths.losses import LOSSES
from nncli.spec.study import Study
from nncli.train.arrays.layout import Layout
from nncli.train.engine import Epochs
from nncli.train.setup import prepare

ROWS, UPDATES = 5, 100
RATES = {"sgd": 0.03, "momentum": 0.005, "nesterov": 0.005, "adam": 0.005}
# mode, reduction, samples for one update
HOW = {
    "standard": ("standard", "mean", 1),
    "sum": ("accumulated", "sum", ROWS),
    "mean": ("accumulated", "mean", ROWS),
    "mini-batch": ("mini-batch", "mean", 2),
    "mini-batch-sum": ("mini-batch", "sum", 2),
}
OFFSETS = [*((kind, are) for kind in ("biases", "thresholds") for are in ("learned", "fixed", "shared")), (None, None)]
PARAMETERS = {"elu": {"alpha": 0.5}, "leaky_relu": {"slope": 0.25}}  # none of them the default
# How near the parameters have to be, and how far from a kink every unit has to stay for that.
CLOSE = {torch.float64: (1e-10, 1e-8), torch.float32: (1e-4, 1e-5)}


def case(loss, output, hidden="tanh", *, how="mini-batch", offsets=OFFSETS[0], optimiser="sgd", seed=0, **training):
    """3 inputs, 4 hidden units, 2 outputs; all numbers follow from `seed`. `optimiser` by name or with settings."""
    draw = random.Random(seed)
    mode, reduction, batch = HOW[how]
    kind, are = offsets
    of_layer = {kind: "random", "biases_are": are} if kind else {}
    names = ({"name": name, **PARAMETERS.get(name, {})} for name in (hidden, output))
    layers = [{"units": units, "activation": name, **of_layer} for units, name in zip((4, 2), names, strict=True)]
    targets = [[round(draw.uniform(0.1, 0.9), 2) for _output in range(2)] for _row in range(ROWS)]
    if LOSSES[loss].one_hot:
        targets = [draw.choice([[1, 0], [0, 1], [0.25, 0.75]]) for _row in range(ROWS)]
    samples = [{"x": [round(draw.uniform(-1.5, 1.5), 3) for _input in range(3)], "target": d} for d in targets]
    settings = {"name": optimiser} if isinstance(optimiser, str) else optimiser
    return network_of(
        {
            "inputs": 3, "layers": layers, "loss": loss, "learning_rate": RATES[settings["name"]], "mode": mode,
            "samples": samples, "seed": seed, "initialiser": {"kind": "uniform", "low": -1, "high": 1},
            "conventions": {"reduction": reduction},
            "training": {"batch_size": batch, "optimiser": settings, **training},
        }
    )  # fmt: skip


def batch_of(network: Study) -> int:
    """How many samples make an update."""
    return {"standard": 1, "accumulated": ROWS, "mini-batch": network.training.batch_size}[network.mode]


def epochs_of(network: Study) -> int:
    """As many as make a hundred updates, the last epoch whole."""
    updates_an_epoch = -(-ROWS // batch_of(network))
    return -(-UPDATES // updates_an_epoch)


def assert_trained_alike(network: Study, engine) -> None:
    """Every parameter after a hundred updates, with the rows in an order of their own in each epoch."""
    random = np.random.default_rng(network.seed)
    orders = [random.permutation(ROWS) for _epoch in range(epochs_of(network))]
    setup = prepare(network)
    trained = engine(network, setup.train.examples, setup.initial())
    trained.run(Epochs([float(network.learning_rate)] * len(orders), orders))
    assert_same_as_torch(network, trained.parameters, orders)


def assert_same_as_torch(network: Study, parameters, orders) -> None:
    """These parameters are those of torch's twin after an epoch for each of the orders."""
    twin = TrainedTwin(network, torch.float32 if network.training.precision == "single" else torch.float64)
    before = twin.values()
    twin.train(*prepare(network).train.examples, orders, batch_of(network))
    after = twin.values()
    within, margin = CLOSE[twin.dtype]
    assert twin.margin > margin, "so near a kink rounding may choose the side: choose another seed"
    assert max(abs(after[id] - before[id]) for id in after) > 0.02, "next to nothing was learned: choose another rate"
    assert torch.from_numpy(parameters).dtype == twin.dtype
    ours = dict(zip(Layout(network).ids(), parameters.tolist(), strict=True))
    assert ours == pytest.approx(after, rel=within, abs=within)
