"""The digits that come with the program, against what UCI and scikit-learn say of them."""

import numpy as np
from choices import data


def test_the_known_counts() -> None:
    digits = data("digits")
    assert digits.train.x.shape == (1797, 64)
    assert digits.counts() == (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)
    assert digits.classes == tuple("0123456789")
    assert digits.image == (8, 8)
    assert digits.licence == "CC BY 4.0"


def test_points_go_from_0_to_1_in_sixteenths() -> None:
    x = data("digits").train.x
    assert (x.min(), x.max()) == (0, 1)
    np.testing.assert_array_equal(x * 16, np.round(x * 16))


def test_the_first_picture_is_the_well_known_0() -> None:
    digits = data("digits")
    assert digits.train.labels is not None
    assert digits.train.labels[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    picture = (digits.train.x[0] * 16).reshape(8, 8)
    assert picture[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert picture[7].tolist() == [0, 0, 6, 13, 10, 0, 0, 0]
