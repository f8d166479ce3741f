"""Splits are disjoint, complete, fair to each class and the seed's alone; scaling is NumPy's by hand."""

import numpy as np
import pytest
from choices import data, told
from hypothesis import given
from hypothesis import strategies as st

from nncli.data.dataset import Rows
from nncli.data.scaling import Scaling
from nncli.data.splits import split
from nncli.errors import InputError


def numbered(labels: list[int] | None, n: int = 0) -> Rows:
    """Rows that bear their own position."""
    n = len(labels) if labels is not None else n
    return Rows(np.arange(n, dtype=float)[:, None], None if labels is None else np.array(labels))


@given(
    st.lists(st.integers(0, 3), min_size=10, max_size=80),
    st.sampled_from([0.0, 0.1, 0.25, 0.4]),
    st.sampled_from([0.0, 0.1, 0.3, 0.5]),
    st.integers(-5, 5),
)
def test_parts_are_disjoint_and_complete(labels: list[int], validation: float, test: float, seed: int) -> None:
    rows = numbered(labels)
    parts = [part for part in split(rows, validation, test, seed) if part is not None]
    assert sorted(np.concatenate([part.x[:, 0] for part in parts]).tolist()) == list(range(len(labels)))
    assert len(parts) == 1 + bool(validation) + bool(test)
    for part in parts:
        assert part.labels is not None
        assert part.labels.tolist() == [labels[int(n)] for n in part.x[:, 0]]


@given(st.lists(st.integers(0, 3), min_size=20, max_size=80), st.sampled_from([0.1, 0.25, 0.5]), st.integers(0, 9))
def test_every_class_keeps_its_share(labels: list[int], share: float, seed: int) -> None:
    _train, _none, test = split(numbered(labels), 0, share, seed)
    assert test is not None
    assert test.labels is not None
    assert len(test) == round(share * len(labels))
    taken = len(test) / len(labels)  # the share as whole rows have it
    for label in set(labels):
        assert abs((test.labels == label).sum() - taken * labels.count(label)) < 1


def test_a_split_follows_from_the_seed() -> None:
    rows = numbered([0, 1] * 50)
    once, again, other = (split(rows, 0.2, 0.2, seed) for seed in (1, 1, 2))
    for a, b, c in zip(once, again, other, strict=True):
        assert a is not None and b is not None and c is not None
        assert a.x.tolist() == b.x.tolist() != c.x.tolist()


def test_parts_are_shuffled_and_rows_without_a_split_are_not() -> None:
    whole, none, no_test = split(numbered(None, 50), 0, 0, 1)
    assert whole.x[:, 0].tolist() == list(range(50))
    assert (none, no_test) == (None, None)
    train, _none, _test = split(numbered(None, 50), 0, 0.2, 1)
    assert train.x[:, 0].tolist() != sorted(train.x[:, 0].tolist())


def test_numbers_to_be_predicted_are_split_too() -> None:
    plane = data("{name: plane, validation: 0.25, test: 0.25}")
    assert plane.validation is not None and plane.test is not None
    assert [len(part) for part in (plane.train, plane.validation, plane.test)] == [600, 300, 300]
    np.testing.assert_allclose(plane.test.values[:, 0], plane.test.x.sum(axis=1) / 10)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            "{name: xor, validation: 0.1}",
            "too-few-rows: 'validation: 0.1' of 4 rows is not one row\n    take a larger share, or more rows",
        ),
        (
            "{name: not, test: 0.9}",
            "too-few-rows: of 2 rows, none is left to train on\n    take smaller shares, or more rows",
        ),
    ],
)
def test_shares_that_leave_nothing(choice: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        data(choice)
    assert told(error.value) == message


def test_the_seed_of_the_data_stands_before_the_specs() -> None:
    own, whole, other = (
        data(text, seed) for text, seed in
        [("{name: digits, rows: 20, seed: 5}", 1), ("{name: digits, rows: 20}", 5), ("{name: digits, rows: 20}", 1)]
    )  # fmt: skip
    assert own.train.x.tolist() == whole.train.x.tolist() != other.train.x.tolist()


def test_the_split_does_not_move_the_rows_that_are_made() -> None:
    whole, parted = data("spiral"), data("{name: spiral, test: 0.2}")
    assert parted.test is not None
    together = np.concatenate([parted.train.x, parted.test.x])
    assert sorted(map(tuple, together)) == sorted(map(tuple, whole.train.x))


def test_rows_are_taken_at_random_and_each_once() -> None:
    digits, some = data("digits"), data("{name: digits, rows: 100}")
    assert len({row.tobytes() for row in some.train.x}) == 100
    assert some.train.x.tolist() != digits.train.x[:100].tolist()
    assert {row.tobytes() for row in some.train.x} <= {row.tobytes() for row in digits.train.x}


def test_scaling_by_hand() -> None:
    x = np.array([[1.0, 5.0, 0.1], [3.0, 5.0, 0.1], [8.0, 5.0, 0.1]])
    scaling = Scaling.of(x)
    np.testing.assert_allclose(scaling.mean, [4, 5, 0.1])
    np.testing.assert_allclose(scaling.deviation, [np.sqrt(26 / 3), 1, 1])
    np.testing.assert_allclose(
        scaling.apply(x)[:, 0], [-3 / np.sqrt(26 / 3), -1 / np.sqrt(26 / 3), 4 / np.sqrt(26 / 3)]
    )
    assert scaling.apply(x)[:, 1:].tolist() == [[0, 0]] * 3


def test_scaling_of_very_large_and_very_small_numbers() -> None:
    x = np.array([[1e300, 1e-300], [-1e300, 3e-300]])
    np.testing.assert_allclose(Scaling.of(x).apply(x), [[1, -1], [-1, 1]])


def test_a_constant_that_does_not_add_up_exactly_becomes_0() -> None:
    x = np.full((1001, 1), 0.1)
    assert not Scaling.of(x).apply(x).any()


def test_standardise_scales_all_parts_by_the_training_rows() -> None:
    raw = data("{name: watermelon-3, validation: 0.2, test: 0.2, seed: 2}")
    scaled = data("{name: watermelon-3, validation: 0.2, test: 0.2, seed: 2, standardise: true}")
    mean, deviation = raw.train.x.mean(axis=0), raw.train.x.std(axis=0)
    deviation[deviation == 0] = 1
    for part in ("train", "validation", "test"):
        theirs, ours = getattr(raw, part), getattr(scaled, part)
        np.testing.assert_allclose(ours.x, (theirs.x - mean) / deviation, atol=1e-12)
    assert raw.scaling is None
    assert scaled.scaling is not None
    np.testing.assert_allclose(scaled.scaling.mean, mean)
