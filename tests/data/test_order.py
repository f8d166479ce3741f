"""Columns are known by their names: in whatever order a file has them, they come to the inputs of the spec."""

import numpy as np
import pytest

from nncli.data.dataset import DataSet, Rows
from nncli.data.scaling import Scaling

X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def data(inputs):
    rows = Rows(X, labels=np.array([0, 1]))
    return DataSet("d", "", "", None, inputs, ("no", "yes"), rows, test=rows, scaling=Scaling.of(X * [1, 2, 5]))


def test_columns_come_in_the_order_of_the_inputs():
    ordered = data(("b", "c", "a")).in_order(("a", "b", "c"))
    assert ordered.inputs == ("a", "b", "c")
    for rows in (ordered.train, ordered.test):
        assert rows.x.tolist() == [[3, 1, 2], [6, 4, 5]]
    assert ordered.scaling.mean.tolist() == Scaling.of(X * [1, 2, 5]).mean[[2, 0, 1]].tolist()
    assert ordered.validation is None


@pytest.mark.parametrize("names", [("a", "b", "c"), ("x", "y", "z"), ("a", "b", "z")])
def test_other_names_leave_the_columns_as_they_stand(names):
    assert data(("a", "b", "c")).in_order(names).train.x is X
