"""Figures of maps: decision boundaries, at one or at several rounds, and what the units answer over the plane."""

from typing import TYPE_CHECKING, Any

import numpy as np

from nncli.render.pictures.figures.points import class_colour, class_legend, draw_points
from nncli.render.pictures.figures.style import INK, new_figure, styled, titled
from nncli.render.pictures.scenes import MapScene, Panel
from nncli.words import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GRID = (240, 240)  # columns and rows that a map is computed at
# The first and the second class of two halves, in the palette's blue and orange; white where the network is undecided.
LOW, HIGH = ("#7fb3d9", "#cfe2f1"), ("#fce0c2", "#efa565")


def map_figure(scene: MapScene, size: tuple[float | None, float | None] = (None, None)) -> "Figure":
    """The panels of a scene, as many side by side as read well; `size` in inches."""
    n = len(scene.panels)
    beside = n if n <= 4 else 4 if n > 6 else 3
    lines = -(-n // beside)
    width, height = (7.0, 5.0) if n == 1 else (2.6 * beside + 2.0, 2.7 * lines + 1.0)
    with styled():
        figure = new_figure(size[0] or width, size[1] or height)
        titled(figure, scene.title, scene.caption)
        found = figure.subplots(lines, beside, squeeze=False, sharex=True, sharey=True)
        for axes in found.flat[n:]:
            axes.remove()
        for at, (axes, panel) in enumerate(zip(found.flat, scene.panels, strict=False)):
            image = _draw(axes, scene, panel)
            axes.set_title(panel.title, fontsize=11)
            if at + beside >= n:
                axes.tick_params(labelbottom=True)
                axes.set_xlabel(scene.plane.x.name)
            if at % beside == 0 and scene.plane.y:
                axes.set_ylabel(scene.plane.y.name)
        if image is not None:
            bar = figure.colorbar(image, ax=found.ravel().tolist()[:n], fraction=0.05, pad=0.02, aspect=28)
            bar.outline.set_visible(False)
            bar.set_label(_("output {name}").format(name=scene.scale.name) if scene.scale.name else _("output"))
        class_legend(figure, scene)
    return figure


def _draw(axes: "Axes", scene: MapScene, panel: Panel) -> Any:
    """One map with its points; gives what a colour bar is made for, or None where classes are coloured."""
    x, y, scale = scene.plane.x, scene.plane.y, scene.scale
    assert y is not None
    how: dict[str, Any] = {
        "extent": (x.low, x.high, y.low, y.high), "origin": "lower", "aspect": "auto", "interpolation": "bilinear",
    }  # fmt: skip
    image = None
    if scale.kind == "classes":
        _regions(axes, scene, panel)
    else:
        cmap = halves() if scale.kind == "halves" else "cividis"
        image = axes.imshow(panel.z, cmap=cmap, vmin=scale.low, vmax=scale.high, **how)
    _borders(axes, scene, panel)
    draw_points(axes, scene)
    axes.set_xlim(x.low, x.high)
    axes.set_ylim(y.low, y.high)
    ratio = (y.high - y.low) / (x.high - x.low)
    axes.set_box_aspect(ratio if 0.5 <= ratio <= 2 else 1)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return image


def _regions(axes: "Axes", scene: MapScene, panel: Panel) -> None:
    """The region of each class, up to where another one's output is as large."""
    assert panel.margins is not None
    assert scene.plane.y is not None
    rows, columns = panel.z.shape
    at = scene.plane.x.middles(columns), scene.plane.y.middles(rows)
    axes.set_facecolor("#f4f4f4")
    for n in range(len(scene.scale.classes)):
        margin = panel.margins[:, :, n]
        if np.nanmax(margin) > 0:
            axes.contourf(*at, margin, levels=[0, np.inf], colors=[tint(class_colour(n))])
            if np.nanmin(margin) < 0:
                axes.contour(*at, margin, levels=[0], colors=INK, linewidths=0.9)


def _borders(axes: "Axes", scene: MapScene, panel: Panel) -> None:
    """The line where the decision turns; on a map of values some lines of equal height."""
    scale, (rows, columns) = scene.scale, panel.z.shape
    assert scene.plane.y is not None
    at = scene.plane.x.middles(columns), scene.plane.y.middles(rows)
    if scale.kind == "classes":
        return
    z = np.where(np.isfinite(panel.z), panel.z, scale.low)
    levels = [(scale.low + scale.high) / 2] if scale.kind == "halves" else np.linspace(scale.low, scale.high, 9)[1:-1]
    levels = [level for level in levels if z.min() < level < z.max()]
    if levels:
        colour, width = (INK, 1.6) if scale.kind == "halves" else ("white", 0.6)
        axes.contour(*at, z, levels=levels, colors=colour, linewidths=width, linestyles="solid")


def tint(colour: str) -> tuple[float, float, float]:
    """A pale background in the colour of a class."""
    from matplotlib.colors import to_rgb

    red, green, blue = (0.38 * part + 0.62 for part in to_rgb(colour))
    return red, green, blue


def halves() -> Any:
    """Blue to white to orange."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("halves", [*LOW, "#ffffff", *HIGH])
