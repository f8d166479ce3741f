"""What a picture of a map shows, before anything is drawn: the same for the terminal and for a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nncli.data.coding import Coding
from nncli.models.layers.layer import Layer
from nncli.train.arrays.layout import Array
from nncli.train.keeping.model import TrainedModel
from nncli.train.readings.maps import Plane, Points, answers, points_of
from nncli.train.readings.moments import Moment
from nncli.train.setup import Setup
from nncli.words import _, clauses, listing

MOST_POINTS = 1000  # of each set; more hide the map
MOST_PANELS = 16


@dataclass(frozen=True)
class Scale:
    """How the numbers of a map are to be read.

    `halves`: from `low` to `high`, and the middle between them is a border: the decision boundary, or where a unit
    turns. `values`: numbers from `low` to `high`. `classes`: positions in `classes`, the decided class.
    """

    kind: Literal["halves", "values", "classes"]
    low: float
    high: float
    classes: tuple[str, ...] = ()
    name: str = ""

    def share(self, z: Array) -> Array:
        """Where values stand between low (0) and high (1)."""
        return np.clip((z - self.low) / (self.high - self.low), 0, 1)


@dataclass(frozen=True, eq=False)
class Panel:
    """One map: z (rows, columns), the row of the least y first."""

    title: str
    z: Array
    margins: Array | None = None  # (rows, columns, classes) how far each class's output is above the others'


@dataclass(frozen=True, eq=False)
class MapScene:
    """Maps of one plane with one scale, and the rows of the data that lie on it."""

    title: str
    plane: Plane
    panels: tuple[Panel, ...]
    scale: Scale
    points: tuple[Points, ...]
    classes: tuple[str, ...]
    caption: str


def boundary_scene(
    setup: Setup, plane: Plane, moments: Sequence[Moment], grid: tuple[int, int], title: str
) -> MapScene:
    """The decision boundary, or the output, after some epochs; grid is (columns, rows).

    Where several numbers are predicted, every output of the last moment has a map of its own.
    """
    network, coding = setup.network, setup.coding
    at = plane.rows(plane.grid(*grid))
    outs = [answers(model_at(setup, moment), at) for moment in moments]
    if coding.kind == "one-hot":
        scale = Scale("classes", 0, max(1, len(coding.classes) - 1), coding.classes)
        panels = [_class_panel(moment, coding, o, grid) for moment, o in zip(moments, outs, strict=True)]
    elif len(network.outputs) == 1:
        maps = [o[:, 0].reshape(grid[::-1]) for o in outs]
        scale = output_scale(coding, maps, network.outputs[0])
        panels = [Panel(_at_epoch(m), z) for m, z in zip(moments, maps, strict=True)]
    else:
        panels = _unit_panels(network.outputs, outs[-1], grid)
        scale = _values([panel.z for panel in panels], "")
    points = tuple(_some(points) for points in points_of(setup, plane))
    return MapScene(
        title, plane, tuple(panels), scale, points, coding.classes if coding.decides else (), held(setup, plane)
    )


def unit_scene(setup: Setup, plane: Plane, moment: Moment, layer: int, grid: tuple[int, int], title: str) -> MapScene:
    """What each unit of a layer answers over the plane."""
    which = setup.network.layers[layer]
    outs = answers(model_at(setup, moment), plane.rows(plane.grid(*grid)), layer)
    panels = _unit_panels(which.units, outs, grid)
    caption = [held(setup, plane)]
    if len(which.units) > len(panels):
        caption.insert(0, _("the first {n} of {all} units").format(n=len(panels), all=len(which.units)))
    points = tuple(_some(points) for points in points_of(setup, plane))
    classes = setup.coding.classes if setup.coding.decides else ()
    scale = _unit_scale(which, [panel.z for panel in panels])
    return MapScene(title, plane, tuple(panels), scale, points, classes, clauses(filter(None, caption)))


def held(setup: Setup, plane: Plane) -> str:
    """Which inputs are held, and at what; nothing where there are no others."""
    if plane.features:
        return ""
    others = [(name, plane.held[n]) for n, name in enumerate(setup.network.inputs) if n not in plane.at]
    if not others:
        return ""
    if len(others) > 6:
        return _("the other {n} inputs are held at their training means").format(n=len(others))
    values = listing(f"{name} {value:.3g}" for name, value in others)
    return _("held at their training means: {values}").format(values=values)


def output_scale(coding: Coding, maps: Sequence[Array], name: str) -> Scale:
    """The scale of one output: about the border of two classes, or over its values."""
    if coding.kind == "one-output":
        return Scale("halves", coding.low, coding.high, coding.classes, name)
    return _values(maps, name)


def _unit_scale(layer: Layer, maps: Sequence[Array]) -> Scale:
    match layer.activation.name:
        case "sigmoid" | "step":
            return Scale("halves", 0.0, 1.0)
        case "tanh":
            return Scale("halves", -1.0, 1.0)
    return _values(maps, "")


def _values(maps: Sequence[Array], name: str) -> Scale:
    shown = np.concatenate([z[np.isfinite(z)].ravel() for z in maps])
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 1.0)
    return Scale("values", low, high if high > low else low + 1, name=name)


def _unit_panels(units: Sequence[str], outs: Array, grid: tuple[int, int]) -> list[Panel]:
    return [Panel(unit, outs[:, n].reshape(grid[::-1])) for n, unit in enumerate(units[:MOST_PANELS])]


def _class_panel(moment: Moment, coding: Coding, outs: Array, grid: tuple[int, int]) -> Panel:
    others = np.stack([np.delete(outs, n, axis=1).max(axis=1) for n in range(outs.shape[1])], axis=1)
    shape = grid[::-1]
    return Panel(_at_epoch(moment), coding.decide(outs).reshape(shape), (outs - others).reshape(*shape, -1))


def _at_epoch(moment: Moment) -> str:
    return _("epoch {n}").format(n=moment.epoch)


def model_at(setup: Setup, moment: Moment) -> TrainedModel:
    """The run's network as it was then."""
    return TrainedModel(setup.network, moment.parameters, moment.epoch, setup.coding, setup.data.scaling)


def _some(points: Points) -> Points:
    """No more points than can be seen; they stand in no order that means anything, but for classes in turn."""
    step = -(-len(points.at) // MOST_POINTS)
    labels = None if points.labels is None else points.labels[::step]
    return Points(points.part, points.at[::step], labels, points.targets[::step])
