"""How good a model is on some rows: losses, decisions and strangers, on weights that can be followed by hand."""

import numpy as np
import pytest
from networks import network_of

from nncli.data.coding import Coding
from nncli.data.dataset import DataSet, Rows
from nncli.errors import InputError
from nncli.train.arrays.layout import Layout
from nncli.train.keeping.model import TrainedModel
from nncli.train.readings.evaluation import judge

# The outputs are the inputs.
MIRROR = {
    "inputs": 2, "layers": [{"units": 2, "activation": "identity", "weights": [[1, 0], [0, 1]]}],
    "loss": "squared", "learning_rate": 1, "samples": [{"x": [0, 0], "target": [0, 1]}],
}  # fmt: skip
# The output is the sum of the inputs.
ADDER = MIRROR | {
    "layers": [{"units": 1, "activation": "identity", "weights": [[1], [1]]}],
    "samples": [{"x": [0, 0], "target": [0]}],
}


def model_of(spec, coding):
    network = network_of(spec)
    return TrainedModel(network, Layout(network).initial(), 0, coding, None)


def data_of(rows, classes=()):
    return DataSet("bits", "", "", None, ("u", "v"), classes, rows)


X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.25, 0.75], [1.0, 0.0]])


def test_decisions_are_counted_by_the_models_own_classes():
    """The data number their classes the other way round: 0 is yes. Losses by row: 0, 0, 1, 0.5625, 0."""
    model = model_of(MIRROR, Coding("one-hot", classes=("no", "yes")))
    rows = Rows(X, labels=np.array([1, 0, 0, 1, 1]))
    judgement = judge(model, data_of(rows, ("yes", "no")), rows, "test")
    assert (judgement.name, judgement.n) == ("test", 5)
    assert judgement.loss == pytest.approx(1.5625 / 5, rel=1e-15)
    assert judgement.confusion.tolist() == [[2, 1], [1, 1]]  # [right][decided]
    assert (judgement.right, judgement.accuracy) == (3, 0.6)


def test_one_output_decides_from_the_middle_up():
    """Sums 0, 0.5, 1, −1 between −1 and 1: the middle is 0."""
    model = model_of(ADDER, Coding("one-output", -1.0, 1.0, ("down", "up")))
    rows = Rows(np.array([[0.0, 0.0], [0.25, 0.25], [0.5, 0.5], [-1.0, 0.0]]), labels=np.array([0, 1, 1, 0]))
    judgement = judge(model, data_of(rows, ("down", "up")), rows, "train")
    assert judgement.confusion.tolist() == [[1, 1], [0, 2]]
    assert judgement.loss == pytest.approx((0.5 + 0.125 + 0 + 0) / 4, rel=1e-15)


def test_a_class_that_no_row_has_is_counted_as_nought():
    model = model_of(MIRROR, Coding("one-hot", classes=("no", "yes")))
    rows = Rows(X[:1], labels=np.array([0]))
    assert judge(model, data_of(rows, ("no",)), rows, "test").confusion.tolist() == [[1, 0], [0, 0]]


def test_where_numbers_are_predicted_nothing_is_decided():
    """Sums 1, 1, 1, 1, 1 for 0, 1, 2, 3, 4: squares 1, 0, 1, 4, 9, halved."""
    model = model_of(ADDER, Coding("values"))
    rows = Rows(X, values=np.arange(5.0)[:, None])
    judgement = judge(model, data_of(rows), rows, "test")
    assert judgement.loss == pytest.approx(7.5 / 5, rel=1e-15)
    assert (judgement.confusion, judgement.right, judgement.accuracy) == (None, None, None)


def test_classes_that_are_numbers_are_predicted_as_numbers():
    """Labels 5, 1, 1 by name; the sums are 1: only the first is off, by 4."""
    model = model_of(ADDER, Coding("values", classes=("1", "5")))
    rows = Rows(X[:3], labels=np.array([0, 1, 1]))
    judgement = judge(model, data_of(rows, ("5", "1")), rows, "test")
    assert judgement.loss == pytest.approx(8 / 3, rel=1e-15)
    assert judgement.confusion is None


def fault(model, data, rows):
    with pytest.raises(InputError) as caught:
        judge(model, data, rows, "test")
    [found] = caught.value.diagnostics
    return found


def test_a_class_that_the_model_does_not_know_is_told():
    rows = Rows(X[:2], labels=np.array([0, 1]))
    found = fault(
        model_of(MIRROR, Coding("one-hot", classes=("no", "yes"))), data_of(rows, ("yes", "maybe", "never")), rows
    )
    assert (found.code, found.help) == ("unknown-class", "it knows no, yes")
    assert found.message == "the model does not know the class 'maybe' of 'bits'"


@pytest.mark.parametrize(
    ("spec", "coding", "rows"),
    [
        (ADDER, Coding("values"), Rows(X, values=np.zeros((5, 2)))),  # two numbers for one output
        (ADDER, Coding("values"), Rows(X, labels=np.zeros(5, int))),  # classes that are no numbers
        (MIRROR, Coding("one-hot", classes=("no", "yes")), Rows(X)),  # nothing at all
    ],
)
def test_data_without_what_is_predicted_are_told(spec, coding, rows):
    found = fault(model_of(spec, coding), data_of(rows, ("no", "yes")), rows)
    assert (found.code, found.message) == ("outputs-do-not-fit", "'bits' does not have what this model predicts")
