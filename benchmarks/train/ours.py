"""nncli's three engines. An engine that is not there, or lacks its extra, raises ImportError or InputError."""

import json

import numpy as np
from measure import Trainer
from problem import Problem, vector

from nncli.document.reader import read_text
from nncli.spec.load import load
from nncli.spec.study import Study
from nncli.train.engine import Engine, Epochs, Examples


def arrays(problem: Problem) -> Trainer:
    """Whole layers and batches by NumPy."""
    from nncli.train.arrays.engine import ArrayEngine

    return _trainer(problem, ArrayEngine(network(problem), Examples(*problem.data()), vector(problem.layers())))


def scalar(problem: Problem) -> Trainer:
    """Straight-line Python."""
    from nncli.train.written.scalar import ScalarEngine

    return _trainer(problem, ScalarEngine(network(problem), Examples(*problem.data()), vector(problem.layers())))


def compiled(problem: Problem) -> Trainer:
    """The same through numba."""
    from nncli.train.written.compiled import CompiledEngine

    return _trainer(problem, CompiledEngine(network(problem), Examples(*problem.data()), vector(problem.layers())))


def network(problem: Problem) -> Study:
    """The spec of the problem; the one sample in it only stands in for the data."""
    activations = [problem.hidden] * (len(problem.sizes) - 2) + [problem.output]
    layers = [
        {"units": units, "activation": activation, **({"biases": [0] * units} if problem.biases else {})}
        for units, activation in zip(problem.sizes[1:], activations, strict=True)
    ]
    target = [1] + [0] * (problem.sizes[-1] - 1)
    spec = {
        "title": problem.name,
        "inputs": problem.sizes[0],
        "layers": layers,
        "loss": "cross_entropy" if problem.classifies else "squared",
        "learning_rate": problem.rate,
        "mode": "standard" if problem.batch == 1 else "mini-batch",
        "samples": [{"x": [0.5] * problem.sizes[0], "target": target}],
        "training": {"batch_size": problem.batch, "precision": problem.precision},
    }
    return load(read_text(json.dumps(spec), problem.name))


def _trainer(problem: Problem, engine: Engine) -> Trainer:
    random = np.random.default_rng(0)

    def run(epochs: int) -> None:
        orders = [random.permutation(problem.rows) for _ in range(epochs)] if problem.batch > 1 else None
        engine.run(Epochs([problem.rate] * epochs, orders))

    return Trainer(run, problem.updates, lambda: engine.parameters)
