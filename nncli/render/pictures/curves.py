"""What is drawn as curves: losses over the epochs, parameters as they move, and outputs over one input."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group as Page
from rich.text import Text

from nncli.render.forms.console import heading, paragraph
from nncli.render.pages.comparison import label
from nncli.render.pictures.axis import WIDE
from nncli.render.pictures.chart import Curve, Mark, line_chart
from nncli.train.readings.comparing import Group
from nncli.words import _

MOST_NAMES = 8  # of more curves, all thin, a legend says nothing


@dataclass(frozen=True)
class CurvePanel:
    """Curves over one pair of axes."""

    y_title: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class CurveScene:
    """Panels of curves over the same x axis, one below the other."""

    title: str
    x_title: str
    panels: tuple[CurvePanel, ...]
    log: bool = False
    mark: Mark | None = None
    caption: str = ""


def curve_page(scene: CurveScene, width: int, height: int | None = None, *, plain: bool) -> Page:
    """The scene in the terminal."""
    charts = []
    for panel in scene.panels:
        named = len(panel.curves) <= MOST_NAMES
        chart = line_chart(
            panel.curves, width, height, plain=plain, log=scene.log, named=named and panel.curves[0].name != "",
            x_title=scene.x_title, y_title=panel.y_title, mark=scene.mark,
        )  # fmt: skip
        charts += [chart, Text()]
    caption = [paragraph(scene.caption)] if scene.caption else []
    return Page(heading(scene.title), *(charts if caption else charts[:-1]), *caption)


def comparison_scene(title: str, groups: Sequence[Group]) -> CurveScene:
    """The training loss of each choice's middle run over its epochs, logarithmic where the losses ask for it."""
    curves = tuple(Curve(label(group.choice), *group.typical.curve) for group in groups)
    log = asks_for_log(curves)
    return CurveScene(title, _("epoch"), (CurvePanel(log_title(_("training loss"), log=log), curves),), log=log)


def comparison_chart(groups: Sequence[Group], width: int, *, plain: bool) -> Page:
    """The scene of a comparison below its table, which has the title already."""
    scene = comparison_scene("", groups)
    panel = scene.panels[0]
    chart = line_chart(
        panel.curves, width, plain=plain, log=scene.log, x_title=scene.x_title, y_title=panel.y_title
    )  # fmt: skip
    return Page(Text(), chart)


def log_title(title: str, *, log: bool) -> str:
    """The title of an axis, which says so where it is logarithmic."""
    return _("{title} (logarithmic)").format(title=title) if log else title


def asks_for_log(curves: Sequence[Curve]) -> bool:
    """Whether all values are above 0, and the greatest is so much larger that the small ones would all look alike."""
    values = [y for curve in curves for y in curve.ys if y is not None]
    return bool(values) and min(values) > 0 and max(values) >= WIDE * min(values)
