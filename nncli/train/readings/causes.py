"""Why a run has not learned: each cause with the number that shows it, found in the kept weights and the data.

A run that has come to its goal is asked nothing. A cause is told only where its number shows it; of those that hold the
first ones, which explain the others.
"""

from collections.abc import Callable, Iterator

import numpy as np

from nncli.train.loop import Outcome
from nncli.train.readings.ended import ALL_RIGHT, Ended
from nncli.words import _, sentences

MOST_TOLD = 3
UNEVEN, LARGE = 1e4, 20.0  # how far apart inputs may lie in size; and how far from 0 without harm
SATURATED = 5.0  # |net| where f′ is below 3 % of its height
MOST_SATURATED = 0.9  # of a layer: more than that learns next to nothing
HELD = 0.05  # the largest weight of a network that decay holds near 0
STILL = 1e-3  # of itself: a loss that falls less over the last fifth of the epochs rests
RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, np.inf), "softplus": (0.0, np.inf)}


def causes(outcome: Outcome) -> list[str]:
    """Sentences on why the run has not learned; none for one that has, or that was stopped before it could."""
    ended = Ended(outcome)
    if outcome.divergence is not None or outcome.state.epoch == 0 or ended.has_come_to_its_goal():
        return []
    for cause in ALONE:
        if found := [*cause(ended)]:
            return found[:1]
    return [said for cause in CAUSES for said in cause(ended)][:MOST_TOLD] or [*_at_rest(ended)]


def _no_input(run: Ended) -> Iterator[str]:
    """Every input is 0: no weight has anything to multiply."""
    if not run.x.any():
        yield _("Every input is 0 in all {n} rows: no weight has anything to multiply.").format(n=len(run.x))


def _steps(run: Ended) -> Iterator[str]:
    """Step units, through which no gradient comes: ∂E/∂w is exactly 0 below them."""
    at = [n for n, (layer, _done) in enumerate(run.layers) if not layer.layer.activation.differentiable]
    if not at or not (run.rests or not run.gradient.any()):
        return
    layers = [layer for layer, _done in run.layers[: at[-1] + 1]]
    n = sum(layer.weights.size + layer.offsets.size for layer in layers)
    said = _(
        "All {n} gradients up to layer {layer} are exactly 0, for the derivative of its step units is 0: nothing can "
        "change there. Take sigmoid units, which are like a step."
    )
    yield said.format(n=n, layer=run.layers[at[-1]][0].layer.name)


def _dead(run: Ended) -> Iterator[str]:
    """A layer whose units are all on the flat side of ReLU for every row."""
    for layer, done in run.layers:
        if layer.layer.activation.name == "relu" and not done.outs.any() and run.rests:
            said = _(
                "Layer {layer} is dead: all {n} ReLU units give 0 for all {rows} rows, and f′ is 0 there. A smaller "
                "learning rate, 'activation: leaky_relu' or another seed keeps them alive."
            )
            yield said.format(layer=layer.layer.name, n=done.outs.shape[1], rows=len(run.x))


def _alike(run: Ended) -> Iterator[str]:
    """Units of a hidden layer that have the same weights in and out learn the same for ever."""
    for (layer, _done), (above, _above_done) in zip(run.layers, run.layers[1:], strict=False):
        units = layer.weights.shape[-1]
        if units < 2 or layer.weights.ndim != 2:
            continue
        into, out = layer.weights, above.weights
        same = (into == into[:, :1]).all() and (out == out[:1]).all()
        if same and (not layer.offsets.size or (layer.offsets == layer.offsets.flat[0]).all()):
            yield _(
                "The {n} units of layer {layer} have the same weights, and learn the same: they have begun alike. Draw "
                "the initial weights, as with 'initialiser: uniform'."
            ).format(n=units, layer=layer.layer.name)


def _saturated(run: Ended) -> Iterator[str]:
    """A layer that is nearly all in the flat ends of its function from the start."""
    start = run.setup.passes(run.setup.initial())
    with np.errstate(all="ignore"):
        for layer, done in zip(start.layers, start.forward(run.x), strict=True):
            share = float((np.abs(done.nets) > SATURATED).mean())
            if layer.layer.activation.name in ("sigmoid", "tanh") and share > MOST_SATURATED:
                said = _(
                    "With the initial weights {share:.0%} of layer {layer} is saturated (|net| above {bound:g}), where "
                    "f′ is almost 0: smaller initial weights, such as 'initialiser: glorot', or inputs nearer to 0."
                )
                yield said.format(share=share, layer=layer.layer.name, bound=SATURATED)
                return


def _uneven(run: Ended) -> Iterator[str]:
    """Inputs of very different size, or large ones: one rate does not fit all weights."""
    sizes = np.abs(run.x).max(axis=0)
    there = sizes[sizes > 0]
    if not len(there) or run.setup.data.scaling is not None:
        return
    least, most = float(there.min()), float(there.max())
    names = run.setup.network.inputs
    said = ""
    if most / least >= UNEVEN:
        at = [names[int(np.flatnonzero(sizes == value)[0])] for value in (most, least)]
        said = _("The inputs differ in size: {big} goes up to {most:.3g}, {small} up to {least:.3g}.").format(
            big=at[0], most=most, small=at[1], least=least
        )
    elif most > LARGE:
        said = _("The inputs are large: they go up to {most:.3g}.").format(most=most)
    if said:
        yield sentences((said, _("Scale them to about −1 to 1; 'standardise: true' under 'data' does it.")))


def _targets_out_of_reach(run: Ended) -> Iterator[str]:
    """Targets that the output's function cannot give."""
    activation = run.layers[-1][0].layer.activation.name
    low, high = RANGES.get(activation, (-np.inf, np.inf))
    least, most = float(run.targets.min()), float(run.targets.max())
    if least < low or most > high:
        said = _(
            "The targets go from {least:g} to {most:g}, and a {activation} output only from {low:g} to {high:g}: scale "
            "the targets, or take an identity output."
        )
        yield said.format(least=least, most=most, activation=activation, low=low, high=high)


def _decay(run: Ended) -> Iterator[str]:
    """Decay holds all weights near 0 against the gradient of the data."""
    penalty = run.setup.network.penalty
    weights = np.abs(run.outcome.parameters[run.setup.layout.is_weight & run.setup.layout.learns])
    if penalty is None or not run.rests or not len(weights) or weights.max() > HELD:
        return
    started = float(np.abs(run.setup.initial()[run.setup.layout.is_weight]).max())
    if started > HELD:
        for value in penalty.settings().values():
            said = _("The penalty holds the weights near 0: the largest is {size:.3g}. Try λ = {value:g}.")
            yield said.format(size=float(weights.max()), value=float(value) / 100)
            return


def _linear(run: Ended) -> Iterator[str]:
    """No hidden unit bends anything: the border is a straight line, and no straight line parts the classes."""
    hidden = [layer.layer for layer, _done in run.layers[:-1]]
    bends = [layer.name for layer in hidden if layer.activation.name != "identity"]
    if bends or not run.setup.coding.decides or _is_separable(run):
        return
    if hidden:
        yield _(
            "Nothing in this network bends: the hidden units are identity units, and together they only draw a "
            "straight line. No straight line parts these classes: take tanh or ReLU units."
        )
    else:
        yield _("This network has no hidden layer, and no straight line parts these classes: add one.")


def _is_separable(run: Ended) -> bool:
    """Whether a straight line puts (nearly) all rows on their sides, by least squares with a few passes on mistakes."""
    labels = run.setup.train.labels
    assert labels is not None
    x = np.hstack([run.x.astype(float), np.ones((len(run.x), 1))])
    scale = np.abs(x).max(axis=0)
    x /= np.where(scale > 0, scale, 1)
    signs = np.where(labels[:, None] == np.unique(labels), 1.0, -1.0)
    w = np.linalg.lstsq(x, signs, rcond=None)[0]
    for _pass in range(200):
        wrong = np.argmax(x @ w, axis=1) != np.argmax(signs, axis=1)
        if wrong.mean() <= 1 - ALL_RIGHT:
            return True
        w += x[wrong].T @ (signs[wrong] - np.clip(x[wrong] @ w, -1, 1)) / len(x)
    return False


def _no_offsets(run: Ended) -> Iterator[str]:
    """A border that has to go through 0, where the data do not lie around 0."""
    layers = [layer.layer for layer, _done in run.layers]
    if any(layer.offset for layer in layers):
        return
    middle = np.abs(run.x.mean(axis=0, dtype=np.float64))
    spread = run.x.std(axis=0, dtype=np.float64)
    if (middle > spread).any():
        at = int(np.argmax(middle - spread))
        said = _(
            "No layer has biases, so a unit's border goes through 0, and the data do not lie around 0 ({input} is "
            "{mean:.3g} ± {spread:.3g}): add 'biases: random' to the layers."
        )
        yield said.format(
            input=run.setup.network.inputs[at], mean=float(run.x.mean(axis=0)[at]), spread=float(spread[at])
        )


def _at_rest(run: Ended) -> Iterator[str]:
    """The loss is that of one answer for all rows, and still falls, or does not."""
    rows = run.outcome.state.history.rows
    if not run.rests or len(rows) < 2:
        return
    k = run.targets.shape[1]
    even = run.setup.network.loss is not None and run.setup.network.loss.name == "cross_entropy"
    known = f"{run.loss_at_rest:.4g}" + (f" ≈ ln {k}" if even and abs(run.loss_at_rest - np.log(k)) < 0.02 else "")
    said = _("The loss, {loss:.4g}, is about that of one and the same answer for every row: {rest}.")
    since = [row for row in rows if row.epoch >= 0.8 * run.outcome.state.epoch] or rows[-2:]
    fallen = (since[0].loss - since[-1].loss) / max(abs(since[0].loss), 1e-300)
    if fallen > STILL:
        then = _("It still falls: a plateau, which more epochs may leave behind.")
    else:
        then = _("It rests there: try a larger learning rate, other initial values or standard BP.")
    yield sentences((said.format(loss=run.loss, rest=known), then))


Cause = Callable[[Ended], Iterator[str]]
ALONE: tuple[Cause, ...] = (_no_input, _steps, _alike)  # the first of them explains all else
CAUSES: tuple[Cause, ...] = (
    _dead, _targets_out_of_reach, _uneven, _saturated, _decay, _linear, _no_offsets,
)  # fmt: skip
