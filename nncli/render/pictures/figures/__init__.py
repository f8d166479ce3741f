"""Pictures for slides and papers, by matplotlib: the extra `plot`. Nothing here opens a window or keeps a state."""

from nncli.render.pictures.figures.curves import comparison_figure, curve_figure
from nncli.render.pictures.figures.maps import GRID, map_figure
from nncli.render.pictures.figures.saving import DPI, ENDINGS, save

__all__ = ["DPI", "ENDINGS", "GRID", "comparison_figure", "curve_figure", "map_figure", "save"]
