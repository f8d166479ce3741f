"""scikit-learn's MLP with plain SGD. Its first weights are its own; it always has biases. Raises ImportError."""

import warnings
from typing import Any

from measure import Trainer
from problem import Problem

NAMES = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}


def per_sample(problem: Problem) -> Trainer:
    """`partial_fit`, a row at a time. Its output units are linear, whatever the hidden ones are."""
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(**_settings(problem))
    x, targets = problem.data()
    rows = [(x[n : n + 1], targets[n]) for n in range(problem.rows)]

    def run(epochs: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says on each call that it has not converged
            for _epoch in range(epochs):
                for row in rows:
                    model.partial_fit(*row)

    return Trainer(run, problem.updates)


def mini_batch(problem: Problem) -> Trainer:
    """`partial_fit` on all rows, which is one epoch of shuffled mini-batches; the loss is computed on the way."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(batch_size=problem.batch, **_settings(problem))
    x, one_hot = problem.data()
    labels, classes = one_hot.argmax(axis=1), list(range(problem.sizes[-1]))

    def run(epochs: int) -> None:
        for _epoch in range(epochs):
            model.partial_fit(x, labels, classes=classes)

    return Trainer(run, problem.updates)


def _settings(problem: Problem) -> dict[str, Any]:
    return {
        "hidden_layer_sizes": problem.sizes[1:-1],
        "activation": NAMES[problem.hidden],
        "solver": "sgd",
        "alpha": 0,
        "momentum": 0,
        "learning_rate_init": problem.rate,
        "random_state": 0,
    }
