"""The curves of one run: its losses or accuracies, its parameters, and its outputs where it has one input."""

from collections.abc import Sequence

import numpy as np

from nncli.render.pictures.chart import Curve, Mark
from nncli.render.pictures.curves import MOST_NAMES, CurvePanel, CurveScene, log_title
from nncli.render.pictures.scenes import MOST_PANELS, held, model_at
from nncli.spec.study import Study
from nncli.train.arrays.layout import Layout
from nncli.train.history import History
from nncli.train.readings.maps import Plane, answers, points_of
from nncli.train.readings.moments import Moment
from nncli.train.setup import Setup
from nncli.words import N_, _

LINES = 200  # of one panel; of more parameters so many are drawn
LOSSES = {"loss": N_("training"), "objective": N_("training, with penalty"), "validation_loss": N_("validation")}
ACCURACIES = {"accuracy": N_("training"), "validation_accuracy": N_("validation")}
FINE = 400  # points of a smooth line


def loss_scene(title: str, history: History, kept: int, *, accuracy: bool, log: bool) -> CurveScene:
    """The columns of the history that are losses, or accuracies, with the epoch whose weights are kept."""
    names = ACCURACIES if accuracy else LOSSES
    epochs = [row.epoch for row in history.rows]
    there = [name for name in names if name in history.columns()]
    curves = tuple(Curve(_(names[name]), epochs, [getattr(row, name) for row in history.rows]) for name in there)
    what = log_title(_("accuracy") if accuracy else _("loss"), log=log)
    mark = Mark(kept, _("kept: epoch {epoch}").format(epoch=kept))
    return CurveScene(title, _("epoch"), (CurvePanel(what, curves),), log=log, mark=mark)


def weight_scene(title: str, network: Study, moments: Sequence[Moment]) -> CurveScene:
    """Every parameter over the epochs: few of them together, of more a panel for each layer."""
    layout = Layout(network)
    epochs = [moment.epoch for moment in moments]
    ids = [network.names.name(id) for id in layout.ids()]
    one = layout.size <= MOST_NAMES
    parts = [("", 0, layout.size)] if one else [(block.layer.name, block.start, block.end) for block in layout.blocks]
    panels, left_out = [], False
    for name, start, end in parts:
        chosen = range(start, end, -(-(end - start) // LINES))
        left_out |= len(chosen) < end - start
        curves = tuple(Curve(ids[n], epochs, [float(m.parameters[n]) for m in moments]) for n in chosen)
        panels.append(CurvePanel(_("layer {name}").format(name=name) if name else _("parameters"), curves))
    caption = _("of a layer with more than {n} parameters some are drawn, evenly chosen").format(n=LINES)
    return CurveScene(title, _("epoch"), tuple(panels), caption=caption if left_out else "")


def line_scene(title: str, setup: Setup, plane: Plane, moments: Sequence[Moment], layer: int = -1) -> CurveScene:
    """What the units of a layer answer over the one input that runs; beside outputs, the targets of the training rows.

    At several moments it is the first output alone, a curve for each epoch.
    """
    at = plane.line(FINE)
    xs = at[:, 0].tolist()
    units = setup.network.layers[layer].units[:MOST_PANELS]
    outs = [answers(model_at(setup, moment), plane.rows(at), layer) for moment in moments]
    if len(moments) > 1:
        names = [_("epoch {n}").format(n=moment.epoch) for moment in moments]
        curves = [Curve(name, xs, out[:, 0].tolist()) for name, out in zip(names, outs, strict=True)]
    else:
        curves = [Curve(unit, xs, outs[0][:, n].tolist()) for n, unit in enumerate(units)]
    last = layer in (-1, len(setup.network.layers) - 1)
    if last:
        train = points_of(setup, plane)[0]
        columns = 1 if len(moments) > 1 else len(units)
        there = np.repeat(train.at[:, 0], columns).tolist()
        curves.append(Curve(_("training rows"), there, train.targets[:, :columns].ravel().tolist(), joined=False))
    what = _("output") if last else _("layer {name}").format(name=setup.network.layers[layer].name)
    return CurveScene(title, plane.x.name, (CurvePanel(what, tuple(curves)),), caption=held(setup, plane))
