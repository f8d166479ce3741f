"""The rows of the data on a figure's map: a marker and a colour for each class, and the legend of both."""

from typing import TYPE_CHECKING, Any

from nncli.render.pictures.figures.style import COLOURS, INK
from nncli.render.pictures.map_key import shown
from nncli.render.pictures.scenes import MapScene
from nncli.words import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = "os^DvP*X<>"


def draw_points(axes: "Axes", scene: MapScene) -> None:
    """The rows of the data, each class with a marker of its own; those that are held back hollow."""
    for points in reversed(shown(scene.points)):
        hollow = points.part != "train"
        if not scene.classes or points.labels is None:
            fill: dict[str, Any] = {"c": INK, "alpha": 0.6, "edgecolors": "white"}
            if scene.scale.name:  # one output: the points are of the colour that the map should have there
                fill = {"c": points.targets[:, 0], "cmap": "cividis", "edgecolors": INK if hollow else "white"}
                fill |= {"vmin": scene.scale.low, "vmax": scene.scale.high}
            axes.scatter(points.at[:, 0], points.at[:, 1], _size(points.at), linewidths=0.6, zorder=3, **fill)
            continue
        for n in range(len(scene.classes)):
            own = points.at[points.labels == n]
            axes.scatter(own[:, 0], own[:, 1], _size(points.at), zorder=3, **marker(n, hollow=hollow))


def _size(at: Any) -> float:
    return 46 if len(at) <= 50 else 26 if len(at) <= 200 else 14


def class_legend(figure: "Figure", scene: MapScene) -> None:
    """Which marker is which class, at the right."""
    from matplotlib.lines import Line2D

    drawn = shown(scene.points)
    entries = [(marker(n, hollow=False), name) for n, name in enumerate(scene.classes[:20])]
    if len(drawn) > 1 and scene.classes:
        which = _("test") if drawn[1].part == "test" else _("validation")
        entries.append((marker(0, hollow=True), _("hollow: {which}").format(which=which)))
    if not entries:
        return
    handles = [
        Line2D([], [], linestyle="", marker=how["marker"], markersize=7, markerfacecolor=how["facecolors"],
               markeredgecolor=how["edgecolors"], markeredgewidth=how["linewidths"])
        for how, _name in entries
    ]  # fmt: skip
    names = [name for _how, name in entries]
    figure.legend(handles, names, loc="outside right center", frameon=False, fontsize=10, handletextpad=0.2)


def marker(n: int, *, hollow: bool) -> dict[str, Any]:
    """How the points of class n look."""
    colour = class_colour(n)
    face, edge = ("white", colour) if hollow else (colour, "white")
    return {
        "marker": MARKERS[n % len(MARKERS)],
        "facecolors": face,
        "edgecolors": edge,
        "linewidths": 1.3 if hollow else 0.8,
    }


def class_colour(n: int) -> str:
    """The n-th class: the darker ones of the palette first."""
    return COLOURS[n % len(COLOURS)]
