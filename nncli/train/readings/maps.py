"""What a network makes of a plane: two inputs run over a grid, and every unit answers at each of its points.

The sets of the playground are given x and y and perhaps x², xy, … of a point: there the plane is that of x and y, and
the inputs are computed from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nncli.data.loading import load_data
from nncli.data.playground import FEATURES, SETS
from nncli.errors import Diagnostic, InputError
from nncli.suggest import did_you_mean, listed
from nncli.train.arrays.layout import Array
from nncli.train.arrays.passes import chunks
from nncli.train.engine import Examples
from nncli.train.keeping.model import TrainedModel
from nncli.train.setup import Part, Setup
from nncli.words import _

MARGIN = 0.1  # of the way from the least to the greatest value, beyond both


@dataclass(frozen=True)
class Span:
    """From where to where an input runs."""

    name: str
    low: float
    high: float

    def middles(self, n: int) -> Array:
        """The middles of n equal parts: (n,)."""
        return self.low + (self.high - self.low) * (np.arange(n) + 0.5) / n


@dataclass(frozen=True, eq=False)
class Plane:
    """Where a network is looked at: two inputs run, or with `y` None one, and all others are held at their means."""

    x: Span
    y: Span | None
    held: Array  # (inputs,) the means of the training rows
    at: tuple[int, ...]  # the places of x and y among the inputs
    features: tuple[str, ...] = ()  # of a playground set: what is computed of x and y

    def rows(self, points: Array) -> Array:
        """The inputs (n, inputs) at points (n, 2) of the plane, or (n, 1) of the line."""
        if self.features:
            return np.stack([FEATURES[name][1](points[:, 0], points[:, 1]) for name in self.features], axis=1)
        rows = np.tile(self.held, (len(points), 1))
        rows[:, self.at] = points
        return rows

    def grid(self, columns: int, rows: int) -> Array:
        """The middles of columns × rows equal fields: (rows·columns, 2), row by row from the least y up."""
        assert self.y is not None
        xs, ys = np.meshgrid(self.x.middles(columns), self.y.middles(rows))
        return np.stack([xs.ravel(), ys.ravel()], axis=1)

    def line(self, n: int) -> Array:
        """Points from end to end of the line: (n, 1)."""
        return np.linspace(self.x.low, self.x.high, n)[:, None]


@dataclass(frozen=True, eq=False)
class Points:
    """The rows of one set on the plane (n, 2) or the line (n, 1), with classes (n,) or numbers (n, outputs)."""

    part: str
    at: Array
    labels: Array | None
    targets: Array


def plane_of(setup: Setup, chosen: Sequence[str] = ()) -> Plane:
    """The plane of a network's two inputs, or of the two `chosen` by name.

    Raises:
        InputError: if they are not inputs of the network, or there are more than two and none are chosen.
    """
    names, features = setup.network.inputs, _features(setup)
    if features:
        if set(chosen) - {"x", "y"}:
            message = _("the inputs of '{name}' are computed from x and y: there is no other plane")
            raise InputError(
                Diagnostic("bad-option", message.format(name=setup.data.name), help=_("leave --inputs out"))
            )
        names = ("x", "y")
    at = _places(names, () if features else chosen)
    everything = np.concatenate([points.at for points in _points(setup, at)])
    spans = [Span(name, *_range(everything[:, n])) for n, name in enumerate(names[place] for place in at)]
    held = _raw(setup, setup.train).mean(axis=0)
    return Plane(spans[0], spans[1] if len(spans) > 1 else None, held, at, features)


def points_of(setup: Setup, plane: Plane) -> list[Points]:
    """The rows of the training set, of the validation set and of the test set, those that there are."""
    return list(_points(setup, plane.at))


def answers(model: TrainedModel, rows: Array, layer: int = -1) -> Array:
    """What the units of a layer answer to inputs (n, inputs) as they come: (n, units)."""
    x = np.ascontiguousarray(model.scaling.apply(rows) if model.scaling else rows, model.parameters.dtype)
    passes = model.passes()
    with np.errstate(all="ignore"):
        return np.concatenate([passes.forward(x[part])[layer].outs for part in chunks(len(x))])


def _places(names: Sequence[str], chosen: Sequence[str]) -> tuple[int, ...]:
    if not chosen and len(names) <= 2:
        return tuple(range(len(names)))
    if not chosen:
        message = _("the network has {n} inputs: choose two of them with --inputs").format(n=len(names))
        help = _("for example --inputs {names}").format(names=",".join(names[-2:]))
        raise InputError(Diagnostic("bad-option", message, help=help))
    for name in chosen:
        if name not in names:
            message = _("there is no input '{name}'").format(name=name)
            help = did_you_mean(name, names) or _("there are {names}").format(names=listed(names))
            raise InputError(Diagnostic("no-such-input", message, help=help))
    if len(chosen) > 2 or len(set(chosen)) < len(chosen):
        raise InputError(Diagnostic("bad-option", _("--inputs takes one input or two different ones")))
    return tuple(names.index(name) for name in chosen)


def _features(setup: Setup) -> tuple[str, ...]:
    """What a playground set computes of x and y, in the order of its inputs; () where it is given x and y alone."""
    choice = setup.network.data
    asked = choice.features if choice and choice.name in SETS else None
    found = tuple(feature for feature in FEATURES if feature in (asked or ()))
    return () if found == ("x", "y") else found


def _points(setup: Setup, at: tuple[int, ...]) -> list[Points]:
    """Where the rows of each set lie, unscaled. What was computed of x and y is made once more, as x and y."""
    plain = setup.network.data
    others = None
    if _features(setup) and plain:
        others = load_data(plain.model_copy(update={"features": None, "standardise": False}), setup.network.seed)
    found = []
    for name in ("train", "validation", "test"):
        part: Part | None = getattr(setup, name)
        if part is None:
            continue
        rows = getattr(others, name).x if others else _raw(setup, part)
        found.append(Points(name, np.asarray(rows[:, at], np.float64), part.labels, part.examples.targets))
    return found


def _raw(setup: Setup, part: Part) -> Array:
    """The inputs of a set (n, inputs) as they were before they were scaled."""
    examples: Examples = part.examples
    x: Array = examples.x.astype(np.float64)
    scaling = setup.data.scaling
    return x * scaling.deviation + scaling.mean if scaling else x


def _range(values: Array) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = (high - low) * MARGIN or abs(low) / 2 or 1.0
    return low - margin, high + margin
