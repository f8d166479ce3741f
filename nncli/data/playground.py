"""The data sets of the TensorFlow playground, by its formulas: four of two classes, two of numbers to be predicted.

Source: playground.tensorflow.org (Smilkov and Carter, 2016). Points lie in a plane, within 5 or 6 of its middle; what
the network is given of a point can be more than x and y.
"""

from collections.abc import Callable, Sequence

import numpy as np

from nncli.data.dataset import Array, DataSet, Rows
from nncli.data.streams import Stream
from nncli.words import N_, _

# (points, noise, random numbers) → x, y, and the label −1 or +1 or the number: each (n,)
Maker = Callable[[int, float, Stream], tuple[Array, Array, Array]]
FEATURES: dict[str, tuple[str, Callable[[Array, Array], Array]]] = {  # as a spec says it: the input's name, its value
    "x": ("x", lambda x, y: x),
    "y": ("y", lambda x, y: y),
    "x^2": ("x2", lambda x, y: x**2),
    "y^2": ("y2", lambda x, y: y**2),
    "xy": ("xy", lambda x, y: x * y),
    "sin x": ("sinx", lambda x, y: np.sin(x)),
    "sin y": ("siny", lambda x, y: np.sin(y)),
}
CENTRES = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))
MAX_NOISE = 0.5


def _circle(n: int, noise: float, random: Stream) -> tuple[Array, Array, Array]:
    """r ~ U(0, 2.5) for one half, U(3.5, 5) for the other; +1 if the point, moved by noise, lies within 2.5."""
    inner = n - n // 2
    r = np.concatenate([random.uniform(0, 2.5, inner), random.uniform(3.5, 5, n - inner)])
    angle = random.uniform(0, 2 * np.pi, n)
    x, y = r * np.sin(angle), r * np.cos(angle)
    moved = np.hypot(x + random.uniform(-5, 5, n) * noise, y + random.uniform(-5, 5, n) * noise)
    return x, y, np.where(moved < 2.5, 1, -1)


def _xor(n: int, noise: float, random: Stream) -> tuple[Array, Array, Array]:
    """x, y ~ U(−5, 5), pushed 0.3 away from 0; the sign of their product, each moved by U(−5, 5)·noise."""
    x, y = random.uniform(-5, 5, n), random.uniform(-5, 5, n)
    x, y = x + np.where(x > 0, 0.3, -0.3), y + np.where(y > 0, 0.3, -0.3)
    product = (x + random.uniform(-5, 5, n) * noise) * (y + random.uniform(-5, 5, n) * noise)
    return x, y, np.where(product >= 0, 1, -1)


def _gauss(n: int, noise: float, random: Stream) -> tuple[Array, Array, Array]:
    """N((2, 2), v) is +1 and N((−2, −2), v) is −1, with the variance v = 0.5 + 7·noise."""
    label = np.where(np.arange(n) < n - n // 2, 1, -1)
    variance = 0.5 + 7 * noise
    return 2 * label + random.normal(0, variance, n), 2 * label + random.normal(0, variance, n), label


def _spiral(n: int, noise: float, random: Stream) -> tuple[Array, Array, Array]:
    """Two arms: r = 5 i/m, t = 1.75 · 2π i/m + Δ, Δ = 0 for +1 and π for −1; (r sin t, r cos t), U(−1, 1)·noise."""
    arms = []
    for m, delta in ((n - n // 2, 0), (n // 2, np.pi)):
        i = np.arange(m) / max(m, 1)
        r, t = 5 * i, 1.75 * 2 * np.pi * i + delta
        arms.append((r * np.sin(t), r * np.cos(t), np.full(m, -1 if delta else 1)))
    x, y, label = (np.concatenate(parts) for parts in zip(*arms, strict=True))
    return x + random.uniform(-1, 1, n) * noise, y + random.uniform(-1, 1, n) * noise, label


def _plane(n: int, noise: float, random: Stream) -> tuple[Array, Array, Array]:
    """(x + y)/10 for x, y ~ U(−6, 6), each moved by U(−6, 6)·noise."""
    x, y = random.uniform(-6, 6, n), random.uniform(-6, 6, n)
    return x, y, (x + y + (random.uniform(-6, 6, n) + random.uniform(-6, 6, n)) * noise) / 10


def _multi_gauss(n: int, noise: float, random: Stream) -> tuple[Array, Array, Array]:
    """sign · max(0, 1 − distance/2) of the nearest of six centres; the position is moved as for the plane."""
    x, y = random.uniform(-6, 6, n), random.uniform(-6, 6, n)
    moved_x, moved_y = x + random.uniform(-6, 6, n) * noise, y + random.uniform(-6, 6, n) * noise
    value = np.zeros(n)
    for centre_x, centre_y, sign in CENTRES:  # they are so far apart that a point is near one at most
        value += sign * np.maximum(0, 1 - np.hypot(moved_x - centre_x, moved_y - centre_y) / 2)
    return x, y, value


SETS: dict[str, tuple[Maker, bool, int, str]] = {  # name: maker, whether it has classes, usual rows, what it is
    "circle": (_circle, True, 500, N_("playground: a disc within a ring")),
    "xor-clouds": (_xor, True, 500, N_("playground: four clouds, opposite ones alike")),
    "gauss": (_gauss, True, 500, N_("playground: two clouds")),
    "spiral": (_spiral, True, 500, N_("playground: two spiral arms")),
    "plane": (_plane, False, 1200, N_("playground: a number that grows along the diagonal")),
    "multi-gauss": (_multi_gauss, False, 1200, N_("playground: a number with three hills and three hollows")),
}


def playground(
    name: str, seed: int, rows: int | None = None, noise: float = 0.0, features: Sequence[str] = ("x", "y")
) -> DataSet:
    """A playground set of `rows` points in random order (500, or 1200 where numbers are to be predicted).

    The features come in the order of FEATURES, whatever order they are asked in.
    """
    make, has_classes, usual, about = SETS[name]
    n = usual if rows is None else rows
    random = Stream(seed, name)
    x, y, label = make(n, noise, random)
    chosen = [FEATURES[feature] for feature in FEATURES if feature in features]
    inputs = np.stack([value(x, y) for _name, value in chosen], axis=1)
    all_rows = Rows(inputs, (label > 0).astype(int)) if has_classes else Rows(inputs, values=label[:, None])
    return DataSet(
        name=name,
        about=_(about),
        source=_("made by the formulas of the TensorFlow playground (Smilkov and Carter, 2016)"),
        licence=None,
        inputs=tuple(name for name, _value in chosen),
        classes=("-1", "+1") if has_classes else (),
        train=all_rows.take(random.order(n)),
    )
