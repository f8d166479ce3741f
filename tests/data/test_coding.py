"""Classes become targets, outputs become decisions."""

import numpy as np
import pytest
from choices import data, told

from nncli.data.coding import Coding, coding_for, coding_of_samples
from nncli.data.dataset import DataSet, Rows
from nncli.errors import InputError


def small(classes: tuple[str, ...], labels: list[int]) -> DataSet:
    return DataSet("t.csv", "", "", None, ("a",), classes, Rows(np.zeros((len(labels), 1)), np.array(labels)))


def test_one_hot() -> None:
    coding = coding_for(small(("a", "b", "c"), [2, 0, 1]), 3, "sigmoid", "squared")
    assert coding == Coding("one-hot", 0, 1, ("a", "b", "c"))
    assert coding.encode(small(("a", "b", "c"), [2, 0, 1]).train).tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert coding.decide(np.array([[0.1, 0.9, 0.8], [0.5, 0.2, 0.1]])).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("activation", "targets", "expected"),
    [("sigmoid", None, [0, 1]), ("tanh", None, [-1, 1]), ("step", None, [0, 1]), ("tanh", (-0.5, 0.75), [-0.5, 0.75])],
)
def test_one_output_for_two_classes(
    activation: str, targets: tuple[float, float] | None, expected: list[float]
) -> None:
    coding = coding_for(data("xor"), 1, activation, "squared", targets)
    low, high = expected
    assert coding.kind == "one-output"
    assert coding.encode(data("xor").train).tolist() == [[low], [high], [high], [low]]
    middle = (low + high) / 2
    outs = np.array([[low], [middle - 1e-9], [middle], [high + 1]])
    assert coding.decide(outs).tolist() == [0, 0, 1, 1]


def test_two_outputs_for_two_classes_with_tanh() -> None:
    coding = coding_for(data("xor"), 2, "tanh")
    assert coding.encode(data("xor").train)[0].tolist() == [1, -1]


def test_targets_are_in_the_precision_of_the_inputs() -> None:
    rows = data("xor").train.astype(np.float32)
    for outputs in (1, 2):
        assert coding_for(data("xor"), outputs, "sigmoid").encode(rows).dtype == np.float32


def test_numbers_to_be_predicted() -> None:
    plane = data("plane")
    coding = coding_for(plane, 1, "tanh", "squared")
    assert coding.kind == "values"
    assert not coding.decides
    np.testing.assert_array_equal(coding.encode(plane.train), plane.train.values)


def test_classes_that_are_numbers_are_predicted_by_one_output() -> None:
    prices = small(("1", "2.5", "10"), [2, 0, 1])
    coding = coding_for(prices, 1, "identity", "squared")
    assert coding.kind == "values"
    assert coding.encode(prices.train).tolist() == [[10], [1], [2.5]]
    assert coding_for(prices, 3, "sigmoid").kind == "one-hot"


FAULTS = {
    "an output too few": (
        ("digits", 3, "softmax", "cross_entropy", None),
        "outputs-do-not-fit: the data set 'digits' has 10 classes, and the network has 3 outputs\n"
        "    give the last layer a unit for each class",
    ),
    "two classes and three outputs": (
        ("xor", 3, "sigmoid", "squared", None),
        "outputs-do-not-fit: the data set 'xor' has 2 classes, and the network has 3 outputs\n"
        "    two classes take one output or two",
    ),
    "softmax over one output, which is always 1": (
        ("xor", 1, "softmax", "cross_entropy", None),
        "outputs-do-not-fit: the data set 'xor' has 2 classes, and the network has 1 output\n"
        "    two classes take one output or two",
    ),
    "a number and two outputs": (
        ("plane", 2, "tanh", "squared", None),
        "outputs-do-not-fit: the data set 'plane' has 1 number to be predicted, and the network has 2 outputs\n"
        "    give the last layer a unit for each number",
    ),
    "targets that are no probabilities": (
        ("digits", 10, "softmax", "cross_entropy", (0.1, 0.9)),
        "targets-do-not-fit: cross entropy behind softmax learns probabilities: the targets are 0 and 1\n"
        "    leave 'targets' out",
    ),
    "targets beyond 0 and 1": (
        ("xor", 1, "sigmoid", "binary_cross_entropy", (-1, 1)),
        "targets-do-not-fit: binary_cross_entropy takes targets from 0 to 1",
    ),
    "targets for a number": (
        ("plane", 1, "tanh", "squared", (-1, 1)),
        "targets-do-not-fit: 'plane' has numbers to be predicted: 'targets' is for classes\n    leave 'targets' out",
    ),
    "cross entropy of a number": (
        ("plane", 1, "softmax", "cross_entropy", None),
        "loss-does-not-fit: cross entropy learns classes, and 'plane' has numbers to be predicted\n"
        "    take 'loss: squared'",
    ),
    "binary cross entropy of a number below 0": (
        ("plane", 1, "sigmoid", "binary_cross_entropy", None),
        "loss-does-not-fit: binary_cross_entropy takes targets from 0 to 1, and 'plane' has others\n"
        "    take 'loss: squared'",
    ),
}


@pytest.mark.parametrize(("asked", "message"), FAULTS.values(), ids=FAULTS)
def test_what_does_not_fit(asked: tuple[str, int, str, str, tuple[float, float] | None], message: str) -> None:
    name, outputs, activation, loss, targets = asked
    with pytest.raises(InputError) as error:
        coding_for(data(name), outputs, activation, loss, targets)
    assert told(error.value) == message


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([[0], [1], [1]], Coding("one-output", 0, 1, ("0", "1"))),
        ([[1]], Coding("one-output", 0, 1, ("0", "1"))),
        ([[-1], [1]], Coding("one-output", -1, 1, ("-1", "1"))),
        ([[0.5]], Coding("values")),
        ([[-1], [0], [1]], Coding("values")),
        ([[0.1], [0.9]], Coding("values")),
        ([[0, 1], [1, 0]], Coding("one-hot", 0, 1, ("O", "P"))),
        ([[-1, 1], [1, -1]], Coding("one-hot", -1, 1, ("O", "P"))),
        ([[1, 1], [1, 0]], Coding("values")),
        ([[0, 0], [1, 0]], Coding("values")),
        ([[0.01, 0.99]], Coding("values")),
    ],
)
def test_samples_written_out(targets: list[list[float]], expected: Coding) -> None:
    assert coding_of_samples(np.array(targets, float), ("O", "P")) == expected
