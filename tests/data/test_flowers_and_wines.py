"""Fisher's irises and the wines, held to sums and rows that are known of them elsewhere."""

import numpy as np
import pytest
from choices import data


def test_irises():
    iris = data("iris")
    assert iris.inputs == ("sepal_length", "sepal_width", "petal_length", "petal_width")
    assert iris.classes == ("setosa", "versicolor", "virginica")
    assert iris.counts() == (50, 50, 50)
    x = iris.train.x
    assert x.mean(axis=0) == pytest.approx([5.843333, 3.057333, 3.758, 1.199333], abs=1e-6)
    # The two rows that UCI's copy has wrong, as Fisher has them.
    assert x[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert x[37].tolist() == [4.9, 3.6, 1.4, 0.1]
    assert (iris.licence, iris.notes) == ("CC BY 4.0", ())


def test_wines():
    wine = data("wine")
    assert wine.counts() == (59, 71, 48)
    assert wine.classes == ("1", "2", "3")
    assert len(wine.inputs) == 13
    assert wine.train.x[0].tolist() == [14.23, 1.71, 2.43, 15.6, 127, 2.8, 3.06, 0.28, 2.29, 5.64, 1.04, 3.92, 1065]
    assert wine.train.x[:, 12].mean() == pytest.approx(746.893258, abs=1e-6)
    assert np.isfinite(wine.train.x).all()
