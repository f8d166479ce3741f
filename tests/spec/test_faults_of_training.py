"""Faults in what a spec says of data and training, each with the diagnostic that the user sees."""

import pytest
from small_spec import every, small, told

SAMPLES = "samples:\n  - x: [0.35, 0.9]\n    target: [0.5]\n"


def training(text: str) -> str:
    return small(more=f"training: {text}\n")


def data(text: str) -> str:
    return small((SAMPLES, f"data: {text}\n"))


TRAINING = {
    "epochs": (training("{epochs: 0}"), "training.epochs: a whole number from 1 up is needed here, not the number 0"),
    "a key": (training("{epoch: 5}"), "training: 'epoch' is not a key here\n…did you mean 'epochs'?"),
    "an optimiser": (
        training("{optimiser: adamm}"), "training.optimiser: 'adamm' is not known here\n…did you mean 'adam'?"
    ),
    "momentum of 1": (
        training("{optimiser: {name: momentum, momentum: 1}}"),
        "training.optimiser.momentum: a number from 0 to below 1 is needed here, not the number 1",
    ),
    "a setting of another": (
        training("{optimiser: {name: sgd, momentum: 0.9}}"), "training.optimiser: sgd has no 'momentum'"
    ),
    "a schedule's setting": (
        training("{schedule: {name: inverse, every: 3}}"), "training.schedule: inverse has no 'every'"
    ),
    "two forms": (
        training("{regularisation: {book: 0.9, l2: 0.1}}"),
        "training.regularisation: the book's form stands by itself: it weighs the error against Σ w²",
    ),
    "no form": (training("{regularisation: {}}"), "training.regularisation: give 'book', 'l2' or 'l1'"),
    "a share": (
        training("{regularisation: {book: 1.5}}"),
        "training.regularisation.book: a number from 0 to 1 is needed here, not the number 1.5",
    ),
    "early stopping without validation": (
        training("{early_stopping: loss}"),
        "training: early stopping watches a validation set, and there is none\n"
        "…keep some rows for it, as in 'data: {name: digits, validation: 0.2}'",
    ),
    "what it watches": (
        training("{early_stopping: los}"), "training.early_stopping: 'los' is not known here\n…did you mean 'loss'?"
    ),
    "a shuffle": (training("{shuffle: often}"), "training.shuffle:"),
    "no training at all": (small(more="trainig: {epochs: 5}\n"), "'trainig' is not a key here\n…did you mean"),
}  # fmt: skip
DATA = {
    "both": (small(more="data: xor\n"), "the examples stand in 'samples' or come from 'data', not both"),
    "neither": (small((SAMPLES, "")), "'samples' is missing\n…write the examples out, or name a data set"),
    "samples left empty": (small((SAMPLES, "samples:\n")), "'samples' is missing\n…write the examples out, or name a"),
    "name and file": (data("{name: xor, file: x.csv}"), "give one of 'name' and 'file', and not both"),
    "noise": (data("{name: circle, noise: 0.7}"), "data.noise: noise goes from 0 to 0.5"),
    "noise of a gate": (data("{name: xor, noise: 0.1}"), "data: only the playground sets have 'noise'"),
    "a label": (data("{name: xor, label: y}"), "data: only a CSV file has a 'label' column to choose"),
    "shares": (
        data("{name: digits, validation: 0.5, test: 0.5}"),
        "data.validation: validation and test together leave no rows to train on",
    ),
    "a share of 2": (
        data("{name: digits, test: 2}"), "data.test: a number from 0 to 1 is needed here, not the number 2"
    ),
    "targets": (
        data("{name: xor, targets: [1, 0]}"), "data.targets: the target for no comes first, and is the smaller one"
    ),
    "a feature": (data("{name: circle, features: [z]}"), "data.features[0]: 'z' is not known here"),
}  # fmt: skip


@pytest.mark.parametrize(**every(training=TRAINING, data=DATA))
def test_fault(text, expected):
    """The message, and behind the dots what is said under it; where it points is the business of other tests."""
    found = told(text)
    for part in expected.split("\n…"):
        assert part in " ".join(found.split()) or part in found
    assert found.count("error[") == 1


@pytest.mark.parametrize(
    "text",
    [
        training("{optimiser: adam, schedule: step, stop: {loss: 0.1, seconds: 3}, shuffle: true, precision: single}"),
        data("{name: digits, validation: 0.2, standardise: true}"),
        data("circle"),
        data("my/iris.csv"),
    ],
)
def test_what_is_no_fault(text):
    assert told(text) == ""
