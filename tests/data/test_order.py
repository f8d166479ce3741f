"""Columns are known by their names: in whatever order a file has them, they come to the inputs of the spec."""

import numpy as np
import pytest
from choices import told

from nncli.data.dataset import DataSet, Rows
from nncli.data.fitting import fitted
from nncli.data.scaling import Scaling
from nncli.errors import InputError

X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def data(inputs):
    rows = Rows(X, labels=np.array([0, 1]))
    return DataSet("d", "", "", None, inputs, ("no", "yes"), rows, test=rows, scaling=Scaling.of(X * [1, 2, 5]))


def test_columns_come_in_the_order_of_the_inputs():
    ordered = fitted(data(("b", "c", "a")), ("a", "b", "c"))
    assert ordered.inputs == ("a", "b", "c")
    for rows in (ordered.train, ordered.test):
        assert rows.x.tolist() == [[3, 1, 2], [6, 4, 5]]
    assert ordered.scaling.mean.tolist() == Scaling.of(X * [1, 2, 5]).mean[[2, 0, 1]].tolist()
    assert ordered.validation is None


def test_other_names_leave_the_columns_as_they_stand_and_say_so():
    found = fitted(data(("a", "b", "c")), ("x", "y", "z"))
    assert found.train.x is X
    assert found.notes == (
        "'d' has none of the columns x, y, z: its columns a, b, c are read in their place, in this order",
    )


def test_a_spec_that_says_how_many_inputs_it_has_names_none():
    found = fitted(data(("a", "b", "c")), ("x1", "x2", "x3"))
    assert (found.train.x is X, found.notes) == (True, ())


def test_inputs_choose_columns():
    chosen = fitted(data(("b", "c", "a")), ("a", "b"))
    assert (chosen.inputs, chosen.train.x.tolist(), chosen.notes) == (("a", "b"), [[3, 1], [6, 4]], ())


def test_a_heading_with_a_unit_is_meant_by_its_name():
    found = fitted(data(("Petal length (cm)", "petal-width", "a")), ("petal_width", "petal_length"))
    assert found.inputs == ("petal-width", "Petal length (cm)")
    assert found.train.x.tolist() == [[2, 1], [5, 4]]


def test_a_name_as_near_to_two_columns_means_neither():
    with pytest.raises(InputError) as error:
        fitted(data(("a (m)", "a (s)", "b")), ("a", "b", "c"))
    assert error.value.diagnostics[0].message == (
        "'d' has no columns a, c, though it has other inputs of the network by name"
    )


def test_the_headings_that_a_model_remembers_stand_before_its_inputs():
    """Trained on b, a, c as x1, x2, x3: of a table a, b, c it reads b first."""
    found = fitted(data(("a", "b", "c")), ("x1", "x2", "x3"), ("b", "a", "c"))
    assert found.train.x.tolist() == [[2, 1, 3], [5, 4, 6]]
    assert found.notes == ()


def test_some_of_the_headings_that_a_model_remembers_are_too_few():
    with pytest.raises(InputError) as error:
        fitted(data(("a", "bb", "c")), ("x1", "x2", "x3"), ("bbb", "a", "c"))
    assert error.value.diagnostics[0].help == "did you mean 'bb'?"


def test_none_of_the_headings_that_a_model_remembers_is_told():
    found = fitted(data(("p", "q", "r")), ("x1", "x2", "x3"), ("b", "a", "c"))
    assert found.train.x is X
    assert found.notes == (
        "'d' has none of the columns b, a, c: its columns p, q, r are read in their place, in this order",
    )
    assert fitted(found, ("x1", "x2", "x3"), ("b", "a", "c")).notes == found.notes


def test_another_number_of_inputs():
    with pytest.raises(InputError) as error:
        fitted(data(("x1", "x2", "x3")), ("x1", "x2"))
    assert told(error.value) == (
        "inputs-do-not-fit: the data set 'd' has 3 inputs, and the network has 2 inputs\n"
        "    the data set's inputs are x1, x2, x3"
    )
