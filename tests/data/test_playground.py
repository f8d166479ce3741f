"""The playground's sets, by its formulas."""

from collections import Counter

import numpy as np
import pytest
from choices import choice, data

from nncli.data.loading import load_data
from nncli.spec.data import PLAYGROUND

CLASSES = ("circle", "xor-clouds", "gauss", "spiral")


def labels(text: str, seed: int = 0) -> np.ndarray:
    """−1 or +1 by row."""
    rows = data(text, seed).train
    assert rows.labels is not None
    return 2 * rows.labels - 1


@pytest.mark.parametrize("name", PLAYGROUND)
def test_how_many_rows(name: str) -> None:
    usual = data(name)
    assert len(usual.train) == (500 if name in CLASSES else 1200)
    assert usual.inputs == ("x", "y")
    assert usual.classes == (("-1", "+1") if name in CLASSES else ())
    assert len(data(f"{{name: {name}, rows: 7}}").train) == 7
    assert len(data(f"{{name: {name}, rows: 1}}").train) == 1


@pytest.mark.parametrize("name", PLAYGROUND)
def test_a_seed_means_the_same_rows_and_another_seed_others(name: str) -> None:
    text = f"{{name: {name}, noise: 0.2}}"
    once, again, other = (data(text, seed).train for seed in (3, 3, -3))
    np.testing.assert_array_equal(once.x, again.x)
    assert not np.array_equal(once.x, other.x)


def test_the_rows_of_a_seed_stay_what_they_are() -> None:
    """A new version must not give students other data for the same seed."""
    gauss = data("{name: gauss, rows: 3, seed: 1}", seed=8).train
    np.testing.assert_allclose(
        gauss.x,
        [[2.543242780851, 1.847548909523], [-1.6702305607, -2.83361845431], [2.017448571252, 2.175481531840]],
        rtol=1e-9,
    )


@pytest.mark.parametrize("name", ["circle", "gauss", "spiral"])
@pytest.mark.parametrize(("rows", "expected"), [(500, (250, 250)), (501, (250, 251))])
def test_halves(name: str, rows: int, expected: tuple[int, int]) -> None:
    assert data(f"{{name: {name}, rows: {rows}}}").counts() == expected


def test_rows_are_shuffled() -> None:
    assert Counter(labels("circle")[:250].tolist())[1] in range(90, 161)


def test_circle_without_noise() -> None:
    x, label = data("circle").train.x, labels("circle")
    r = np.hypot(*x.T)
    assert ((r <= 2.5) == (label == 1)).all()
    assert not ((r > 2.5) & (r < 3.5)).any()
    assert r.max() <= 5


def test_circle_with_noise_has_points_on_the_wrong_side() -> None:
    noisy = "{name: circle, noise: 0.5}"
    wrong = ((np.hypot(*data(noisy).train.x.T) <= 2.5) != (labels(noisy) == 1)).mean()
    assert 0.05 < wrong < 0.4


def test_xor_without_noise() -> None:
    x, label = data("xor-clouds").train.x, labels("xor-clouds")
    assert (np.sign(x[:, 0] * x[:, 1]) == label).all()
    assert np.abs(x).min() >= 0.3
    assert 5 < np.abs(x).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (0.5, 4.0)])
def test_gauss(noise: float, variance: float) -> None:
    text = f"{{name: gauss, rows: 20000, noise: {noise}}}"
    x, label = data(text).train.x, labels(text)
    for sign in (-1, 1):
        cloud = x[label == sign]
        np.testing.assert_allclose(cloud.mean(axis=0), 2 * sign, atol=5 * np.sqrt(variance / 10000))
        np.testing.assert_allclose(cloud.var(axis=0), variance, rtol=0.08)


def test_spiral_without_noise_is_its_formula() -> None:
    x, label = data("spiral").train.x, labels("spiral")
    i = np.arange(250)
    for sign, delta in ((1, 0), (-1, np.pi)):
        r, t = 5 * i / 250, 1.75 * i / 250 * 2 * np.pi + delta
        arm = x[label == sign]
        arm = arm[np.argsort(np.hypot(*arm.T), kind="stable")]
        np.testing.assert_allclose(arm, np.stack([r * np.sin(t), r * np.cos(t)], axis=1), atol=1e-12)


def test_spiral_with_noise_stays_within_it() -> None:
    calm, moved = (np.sort(np.hypot(*data(f"{{name: spiral, noise: {n}}}").train.x.T)) for n in (0, 0.3))
    assert 0 < np.abs(calm - moved).max() <= 0.3 * np.sqrt(2) + 0.02


def test_plane() -> None:
    rows = data("plane").train
    assert rows.labels is None and rows.values is not None
    np.testing.assert_allclose(rows.values[:, 0], rows.x.sum(axis=1) / 10, atol=1e-15)
    noisy = data("{name: plane, noise: 0.1}").train
    assert noisy.values is not None
    off = np.abs(noisy.values[:, 0] - noisy.x.sum(axis=1) / 10)
    assert 0.05 < off.max() <= 0.12


def test_multi_gauss() -> None:
    """The label of the largest in absolute value, as the playground writes it."""
    rows = data("multi-gauss").train
    assert rows.values is not None
    centres = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]
    for (x, y), value in zip(rows.x.tolist(), rows.values[:, 0].tolist(), strict=True):
        each = [sign * max(0.0, 1 - np.hypot(x - cx, y - cy) / 2) for cx, cy, sign in centres]
        assert value == pytest.approx(max(each, key=abs), abs=1e-12)


def test_features_come_in_the_playgrounds_order() -> None:
    some = load_data(choice("{name: circle, features: [sin y, x^2, x, xy, y, sin x, y^2]}"), 0)
    assert some.inputs == ("x", "y", "x2", "y2", "xy", "sinx", "siny")
    x, y = data("circle").train.x.T
    expected = np.stack([x, y, x**2, y**2, x * y, np.sin(x), np.sin(y)], axis=1)
    np.testing.assert_allclose(some.train.x, expected, rtol=1e-15)
    assert data("{name: circle, features: [xy]}").inputs == ("xy",)
