"""How all figures look: one palette, few lines, letters that a lecture hall can read.

Matplotlib keeps its settings in one table for the whole process. Everything here is drawn and saved within `styled`,
which puts the table back, and which knows nothing of the user's own matplotlibrc: a figure is the same everywhere.
"""

import functools
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito (2008): apart for every kind of colour vision. Beside each a dash of its own, for a grey print.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#B8860B", "#000000")
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (3, 1, 1, 1, 1, 1)))
INK, PALE = "#222222", "#8a8a8a"
# The first of these that are there are used, sign by sign: the first has all but Chinese.
FONTS = (
    "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei",
    "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Droid Sans Fallback",
    "Arial Unicode MS",
)  # fmt: skip
SETTINGS: dict[str, Any] = {
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": PALE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.8,
    "svg.fonttype": "none",  # text stays text: it can be searched, and read out
    "svg.hashsalt": "nncli",  # or every file would have other ids
    "pdf.fonttype": 42,
}


@functools.cache
def _fonts() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return tuple(name for name in FONTS if name in there)


@contextmanager
def styled() -> Iterator[None]:
    """Matplotlib's settings as ours, for as long as it lasts."""
    import matplotlib.style

    with matplotlib.style.context(["default", SETTINGS | {"font.family": list(_fonts())}]):
        yield


def new_figure(width: float, height: float) -> "Figure":
    """An empty figure, in inches, which belongs to no window."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def titled(figure: "Figure", title: str, caption: str = "") -> None:
    """A title over everything, from the left; below it in small letters what else is to be known."""
    if title:
        folded = "\n".join(textwrap.wrap(title, round(8.5 * figure.get_figwidth())))
        figure.suptitle(folded, x=0.01, ha="left", fontsize=13, fontweight="bold")
    if caption:
        figure.supxlabel(caption, x=0.01, ha="left", fontsize=9, color="#555555")


def light_grid(axes: "Axes") -> None:
    """Level lines behind the curves, to read heights by."""
    axes.grid(axis="y")
    axes.set_axisbelow(True)


def look(n: int) -> dict[str, Any]:
    """Colour and dash of the n-th curve."""
    return {"color": COLOURS[n % len(COLOURS)], "linestyle": DASHES[n % len(DASHES)]}
