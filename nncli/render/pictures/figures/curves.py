"""Figures of curves: the losses of one run or of several, and parameters as they move."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nncli.render.pictures.axis import Axis, apart
from nncli.render.pictures.chart import Curve, Mark
from nncli.render.pictures.curves import MOST_NAMES, CurveScene, comparison_scene
from nncli.render.pictures.figures.style import INK, PALE, light_grid, look, new_figure, styled, titled
from nncli.train.readings.comparing import Group

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 7.5, 4.2  # inches


def comparison_figure(title: str, groups: Sequence[Group]) -> "Figure":
    """The training loss of each choice's middle run over its epochs, logarithmic where the losses ask for it."""
    return curve_figure(comparison_scene(title, groups))


def curve_figure(scene: CurveScene, size: tuple[float | None, float | None] = (None, None)) -> "Figure":
    """The panels of a scene one below the other; `size` in inches."""
    n = len(scene.panels)
    with styled():
        figure = new_figure(size[0] or WIDTH, size[1] or (HEIGHT if n == 1 else 1 + 2.6 * n))
        titled(figure, scene.title, scene.caption)
        rows = max(4, round(4.8 * (figure.get_figheight() / n - 0.7)))
        for at, panel in enumerate(scene.panels):
            axes = figure.add_subplot(n, 1, at + 1)
            draw_curves(axes, panel.curves, log=scene.log, rows=rows, mark=scene.mark)
            axes.set_ylabel(panel.y_title)
        axes.set_xlabel(scene.x_title)
    return figure


def draw_curves(axes: "Axes", curves: Sequence[Curve], *, log: bool, rows: int, mark: Mark | None = None) -> None:
    """The curves with their names, from zero where that does not flatten them; `rows` names fit beside them."""
    from matplotlib.ticker import NullLocator

    light_grid(axes)
    many = len(curves) > MOST_NAMES
    for n, curve in enumerate(curves):
        how = {"color": look(0)["color"], "linewidth": 0.7, "alpha": 0.45} if many else look(n)
        ys = np.array([np.nan if y is None else y for y in curve.ys], np.float64)
        if curve.joined:
            axes.plot(curve.xs, ys, **how, marker="o" if len(curve.xs) == 1 else None)
        else:
            axes.plot(curve.xs, ys, "o", color=INK, markersize=5, markeredgecolor="white", alpha=0.8, zorder=3)
    if log:
        axes.set_yscale("log")
        ticks = Axis(*axes.get_ylim(), log=True).ticks(6)
        axes.set_yticks(*zip(*ticks, strict=True))
        axes.yaxis.set_minor_locator(NullLocator())
    elif 0 < axes.dataLim.y0 < 0.6 * axes.dataLim.y1:
        axes.set_ylim(bottom=0)
    axes.margins(x=0.01)
    if mark:
        axes.axvline(mark.x, color=PALE, linewidth=1, linestyle=(0, (1, 2)), zorder=1)
        right = mark.x > np.mean(axes.get_xlim())
        axes.annotate(
            mark.text, (mark.x, 1), xycoords=axes.get_xaxis_transform(), xytext=(-5 if right else 5, -2),
            textcoords="offset points", ha="right" if right else "left", va="top", fontsize=9, color=INK,
        )  # fmt: skip
    if not many:
        _name_ends(axes, curves, rows, log=log)


def _name_ends(axes: "Axes", curves: Sequence[Curve], rows: int, *, log: bool) -> None:
    """Each curve's name beside its last point, moved up or down as far as the names need to stay apart."""
    low, high = axes.get_ylim()
    wanted, named = [], []
    for n, curve in enumerate(curves):
        last = next((y for y in reversed(curve.ys) if y is not None and np.isfinite(y) and (y > 0 or not log)), None)
        if last is None or not curve.name or not curve.joined:
            continue
        share = np.log(last / low) / np.log(high / low) if log else (last - low) / (high - low)
        wanted.append(rows - 1 - round(float(share) * (rows - 1)))
        named.append((n, curve.name, float(share)))
    for (n, name, share), want, row in zip(named, wanted, apart(wanted, rows), strict=True):
        y = share if want == row else 1 - row / (rows - 1)
        axes.annotate(
            name, (1, y), xycoords="axes fraction", xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=9.5, color=look(n)["color"], annotation_clip=False,
        )  # fmt: skip
