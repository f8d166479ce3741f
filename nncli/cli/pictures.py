"""From a run's folder to a picture of it, and from the picture to the terminal or into a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nncli.errors import Diagnostic, InputError
from nncli.words import _

if TYPE_CHECKING:
    from nncli.document.reader import Document
    from nncli.render.pictures.curves import CurveScene
    from nncli.render.pictures.scenes import MapScene
    from nncli.spec.study import Study
    from nncli.train.readings.moments import Moment
    from nncli.train.state import State

Size = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wish:
    """What is to be drawn of a run."""

    kind: str
    rounds: tuple[int, ...] = ()
    inputs: tuple[str, ...] = ()
    layer: str | None = None
    accuracy: bool = False
    log: bool = False
    title: str | None = None


def picture(run: Path, wish: Wish, size: Size, *, as_figure: bool) -> "CurveScene | MapScene":
    """The picture of a run; the spec, the last checkpoint and, for maps, the data are read for it.

    Raises:
        NncliError: if one of these cannot be read, or the run has nothing of the kind.
    """
    from nncli.cli.opening import read_document
    from nncli.render.pictures.run_curves import loss_scene, weight_scene
    from nncli.spec.load import load
    from nncli.train.keeping.run_folder import RunFolder
    from nncli.train.readings.moments import kept, moments

    folder = RunFolder.open(run)
    document = read_document(str(run / "spec.yaml"), None)
    network, state = load(document), folder.state()
    title = _(network.title) if wish.title is None else wish.title
    match wish.kind:
        case "loss":
            if wish.accuracy and "accuracy" not in state.history.columns():
                message = _("this run has no accuracy: numbers are predicted, and no classes are told apart")
                raise InputError(Diagnostic("bad-option", message))
            last = kept(state, network).epoch
            return loss_scene(title, state.history, last, accuracy=wish.accuracy, log=wish.log)
        case "weights":
            return weight_scene(title, network, moments(state, network))
    return _map(document, network, state, wish, title, size, as_figure=as_figure)


def _map(
    document: "Document", network: "Study", state: "State", wish: Wish, title: str, size: Size, *, as_figure: bool
) -> "CurveScene | MapScene":
    from nncli.cli.opening import data_of
    from nncli.render.pictures.run_curves import line_scene
    from nncli.render.pictures.scenes import boundary_scene, unit_scene
    from nncli.train.readings.maps import plane_of
    from nncli.train.readings.moments import kept
    from nncli.train.setup import prepare

    layer = _layer(network, wish.layer) if wish.kind == "units" else len(network.layers) - 1
    setup = prepare(network, data_of(network, document))
    plane = plane_of(setup, wish.inputs)
    chosen = _moments(wish, network, state) if wish.kind != "units" else [kept(state, network)]
    if plane.y is None:
        return line_scene(title, setup, plane, chosen, layer)
    if wish.kind == "units":
        grid = _grid(size, len(network.layers[layer].units), as_figure=as_figure)
        return unit_scene(setup, plane, chosen[0], layer, grid, title)
    several = setup.coding.kind == "values" and len(network.outputs) > 1
    grid = _grid(size, len(network.outputs) if several else len(chosen), as_figure=as_figure)
    return boundary_scene(setup, plane, chosen, grid, title)


def _moments(wish: Wish, network: "Study", state: "State") -> "Sequence[Moment]":
    from nncli.train.readings.moments import kept, moments, nearest, telling

    if wish.rounds:
        return nearest(moments(state, network), wish.rounds)
    return telling(moments(state, network), state) if wish.kind == "rounds" else [kept(state, network)]


def _layer(network: "Study", name: str | None) -> int:
    """The layer of this name; without one the first, which is hidden if any is."""
    from nncli.suggest import did_you_mean, listed

    names = [layer.name for layer in network.layers]
    if name is None:
        return 0
    if name not in names:
        message = _("there is no layer '{name}'").format(name=name)
        help = did_you_mean(name, names) or _("there are {names}").format(names=listed(names))
        raise InputError(Diagnostic("no-such-layer", message, help=help))
    return names.index(name)


def _grid(size: Size, panels: int, *, as_figure: bool) -> tuple[int, int]:
    """How finely a map is computed: columns and rows."""
    from nncli.render.pictures.scenes import MOST_PANELS

    if as_figure:
        from nncli.render.pictures.figures import GRID

        return GRID
    from nncli.render.pictures.maps import map_size

    columns, rows, _beside = map_size(_columns(size), min(panels, MOST_PANELS), _whole(size[1]))
    return columns, rows if _plain() else 2 * rows


def draw(scene: "CurveScene | MapScene", output: Path | None, size: Size, dpi: int) -> None:
    """Prints a picture, or writes it to a new file and says so."""
    from nncli.cli.world import show
    from nncli.render.pictures.curves import CurveScene, curve_page
    from nncli.render.pictures.maps import map_page

    if output is None:
        columns, rows = _columns(size), _whole(size[1])
        if isinstance(scene, CurveScene):
            show(curve_page(scene, columns, rows, plain=_plain()))
        else:
            show(map_page(scene, columns, rows, plain=_plain()))
        return
    from nncli.render.pictures.figures import curve_figure, map_figure, save

    figure = curve_figure(scene, size) if isinstance(scene, CurveScene) else map_figure(scene, size)
    say_written(output, whole=save(figure, output, dpi))


def say_written(file: Path, *, whole: bool) -> None:
    """Says that a figure is written, and where its letters are not `whole`, what would make them so."""
    from nncli.cli.world import emit

    emit(_("wrote {file}").format(file=file))
    if not whole:
        emit(_("No font here has all its signs: install a Chinese one such as Noto Sans CJK, or write an SVG."))


def _columns(size: Size) -> int:
    from nncli.cli.world import width

    return min(_whole(size[0]) or width(), width())


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _plain() -> bool:
    """A map needs more colours than the sixteen of an old terminal; without them it is shaded with signs."""
    from nncli.cli.world import has_many_colours, is_plain

    return is_plain() or not has_many_colours()
