"""How a run ended: why, which weights are kept, what could be done better, and how good they are."""

import math
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from nncli.render.forms.console import BAD, GOOD, paragraph, rows_table
from nncli.render.forms.wrapping import Wrapped
from nncli.render.numbers import NumberFormat
from nncli.render.pages.rows import cell
from nncli.render.pages.training import PARTS, parts
from nncli.train.divergence import Divergence
from nncli.train.loop import Outcome
from nncli.train.readings.causes import causes
from nncli.train.setup import Setup
from nncli.train.stopping import Reason
from nncli.words import _, ngettext

NUMBERS = NumberFormat()


def outcome_page(outcome: Outcome, *, plain: bool) -> Group:
    """How the run ended, which weights are kept, and how good they are on each set."""
    setup = outcome.setup
    found: list[RenderableType] = [Text(), paragraph_in(_ended(outcome), BAD if outcome.divergence else GOOD)]
    found += [paragraph(line) for line in _remarks(outcome)]
    rows = []
    for name, part in parts(setup):
        loss, accuracy = setup.measure(outcome.parameters, part)
        right = "" if accuracy is None else f"{round(accuracy * len(part))}/{len(part)}"
        rows.append((_(PARTS[name]), NUMBERS.digits(loss), cell("accuracy", accuracy), right))
    has_classes = setup.train.labels is not None
    columns = [_("set"), _("loss"), *([_("accuracy"), _("right")] if has_classes else [])]
    table = rows_table(columns, [row[: len(columns)] for row in rows], plain=plain, right=(1, 2, 3))
    return Group(*found, Text(), table)


def paragraph_in(text: str, style: str) -> Text:
    """Running text in a colour."""
    return Wrapped(text, style=style)


def _ended(outcome: Outcome) -> str:
    state, training = outcome.state, outcome.setup.network.training
    epoch, early, stop = state.epoch, training.early_stopping, training.stop
    match outcome.reason:
        case Reason.EPOCHS:
            return ngettext("The one epoch is done.", "All {n} epochs are done.", epoch).format(n=epoch)
        case Reason.EARLY:
            assert early is not None
            sentence = (
                _("Stopped early after epoch {epoch}: the validation loss has not fallen for {n} epochs.")
                if early.monitor == "loss"
                else _("Stopped early after epoch {epoch}: the validation accuracy has not risen for {n} epochs.")
            )
            return sentence.format(epoch=epoch, n=early.patience)
        case Reason.LOSS:
            return _("Stopped after epoch {epoch}: the training loss is below {bound:g}.").format(
                epoch=epoch, bound=stop.loss
            )
        case Reason.GRADIENT:
            return _("Stopped after epoch {epoch}: the norm of the gradient is below {bound:g}.").format(
                epoch=epoch, bound=stop.gradient_norm
            )
        case Reason.SECONDS:
            return _("Stopped after epoch {epoch}: the time of {n:g} s is up.").format(epoch=epoch, n=stop.seconds)
        case Reason.INTERRUPTED:
            return _("Stopped by you after epoch {epoch}.").format(epoch=epoch)
        case Reason.DIVERGED:
            return _diverged(outcome)


def _diverged(outcome: Outcome) -> str:
    found = outcome.divergence
    assert found is not None
    if found.epoch == 0:
        return _("The loss is beyond the range of numbers with the initial weights, in layer {layer}.").format(
            layer=found.layer
        )
    if math.isfinite(found.size):
        said = _("Diverged in epoch {epoch}, in layer {layer}, whose largest weight had grown to {size}.")
    else:
        said = _(
            "Diverged in epoch {epoch}, in layer {layer}, whose largest weight was {before} before that epoch: "
            "a number left the range of floats in it."
        )
    return said.format(
        epoch=found.epoch, layer=found.layer, before=NUMBERS.digits(found.before), size=NUMBERS.digits(found.size)
    )


def _remedies(divergence: Divergence, setup: Setup) -> Iterator[str]:
    """What to do against a divergence."""
    network = setup.network
    if not divergence.epoch:  # before the first epoch no rate has done anything
        yield _("Try smaller initial weights.")
    elif divergence.decay is not None:
        yield _(
            "The penalty does it: η·λ = {product}, and every update multiplies a weight by 1 − η·λ = {factor}. "
            "Take a λ for which η·λ is far below 1."
        ).format(product=NUMBERS(divergence.decay), factor=NUMBERS(1 - divergence.decay))
    else:
        yield _("Try a smaller learning rate, such as {rate:g}.").format(rate=float(network.learning_rate or 0) / 10)
    if divergence.epoch and network.reduction == "sum" and network.mode != "standard":
        yield _("The gradients of a batch are added up here; 'conventions: {reduction: mean}' makes smaller steps.")
    if abs(setup.train.examples.x).max() > 10 and not setup.data.scaling:
        yield _("The inputs are large; 'standardise: true' under 'data' scales them to mean 0 and deviation 1.")


def _remarks(outcome: Outcome) -> Iterator[str]:
    setup, best, rows = outcome.setup, outcome.state.best, outcome.state.history.rows
    network = setup.network
    if outcome.divergence:
        yield from _remedies(outcome.divergence, setup)
    if outcome.divergence and outcome.kept == outcome.state.epoch:
        yield _("Kept: the weights of epoch {epoch}, the last that were sound.").format(epoch=outcome.kept)
    elif network.training.early_stopping and best:
        is_loss = network.training.early_stopping.monitor == "loss"
        which = (
            _("Kept: the weights of epoch {epoch}, with the lowest validation loss, {value}.")
            if is_loss
            else _("Kept: the weights of epoch {epoch}, with the highest validation accuracy, {value}.")
        )
        value = NUMBERS.digits(best.value) if is_loss else cell("accuracy", abs(best.value))
        yield which.format(epoch=best.epoch, value=value)
    else:
        yield _("Kept: the weights of epoch {epoch}, the last.").format(epoch=outcome.kept)
        if best and best.epoch < outcome.kept:
            yield _(
                "The validation loss was lowest in epoch {epoch}: {value}. "
                "'early_stopping: loss' would keep those weights."
            ).format(epoch=best.epoch, value=NUMBERS.digits(best.value))
    why = causes(outcome)
    yield from why
    if not why and not outcome.divergence and outcome.state.epoch and rows and rows[-1].loss >= rows[0].loss:
        yield _("The loss is no lower than at the start: try a smaller learning rate, or other initial values.")
    if network.mode == "accumulated" and network.reduction == "mean" and len(setup.train) > 1:
        n = len(setup.train)
        yield _("An epoch was one step, by the mean of {n} gradients: standard BP takes {n} such steps.").format(n=n)
