"""The second pass over a spec: do its parts fit each other? If they do, the network; if not, every reason."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from nncli.document.reader import Loc
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.arithmetic import Rounding
from nncli.maths.losses import LOSSES, Loss
from nncli.models.network import Example, Layer, Row
from nncli.spec.faults import Faults
from nncli.spec.initialiser import Source
from nncli.spec.model import Initialiser, Sample, Spec
from nncli.spec.shapes import layer_of, vector
from nncli.spec.study import Study
from nncli.suggest import did_you_mean, either
from nncli.trace.published import PublishedFigure
from nncli.trace.quantities import Names, Quantity, base
from nncli.words import _, ngettext

RESERVED = ("loss", "eta", "target", "w", "b", "theta")
MAX_PARAMETERS = 1_000_000
MAX_PLACES = 40
MAX_UPDATES = 20_000  # more steps than that no trace has


def resolve(spec: Spec, faults: Faults) -> Study | None:
    """The network of a spec; what does not fit is added to `faults`, and then the network is not to be used."""
    inputs = _input_names(spec)
    units: list[tuple[str, ...]] = []
    for at, layer in enumerate(spec.layers):
        last = at == len(spec.layers) - 1
        stem = "y" if last else f"h{at + 1}_"
        named = layer.units if isinstance(layer.units, list) else [f"{stem}{n + 1}" for n in range(layer.units)]
        units.append(tuple(named))
    _unique_names(spec, inputs, units, faults)
    _initialiser_fits(spec, faults)
    if not _within_reach(spec, [inputs, *units], faults):
        return None
    draw = Source(Initialiser() if faults.told(("initialiser",)) else spec.initialiser, spec.seed)
    layers = tuple(
        layer_of(spec, at, units[at - 1] if at else inputs, units[at], draw, faults) for at in range(len(spec.layers))
    )
    _shared_biases_tell_apart(layers, faults)
    _layers_tell_apart(layers, faults)
    loss = LOSSES[spec.loss] if spec.loss else None
    _loss_fits(spec, loss, faults)
    network = Study(
        title=spec.title,
        source=spec.source,
        inputs=inputs,
        layers=layers,
        loss=loss,
        learning_rate=spec.learning_rate,
        mode=spec.mode,
        samples=tuple(
            _example(sample, ("samples", n), inputs, units[-1], loss, faults)
            for n, sample in enumerate(spec.samples or ())
        ),
        seed=spec.seed,
        update_order=spec.conventions.update_order,
        reduction=spec.conventions.reduction,
        names=Names(spec.names),
        rounding={},
        default_rounding=None,
        published={},
    )
    known = set(network.quantities()) if spec.names or spec.rounding or spec.published else set()
    told = {id for id in spec.names if id not in known}  # what bears the name of one is not told again
    _names_fit(spec, known, faults)
    words = known | {name for id, name in spec.names.items() if id in known}
    used = (base(network.names.resolve(key)) for key in (*spec.rounding, *spec.published))
    known |= {id for id in used if id.startswith(tuple(told))}
    rounding = _rounding(network, spec, words, known, faults)
    network = _with_training(network, spec, faults)
    return replace(
        network,
        default_rounding=rounding.pop("default", None),
        rounding=rounding,
        published=_published(network, spec, words, known, faults),
    )


def _with_training(network: Study, spec: Spec, faults: Faults) -> Study:
    """The network with its data and its training, if the spec speaks of them: see `trained`."""
    if type(spec) is Spec:
        return network
    from nncli.spec.trained import TrainedSpec
    from nncli.spec.training_fits import training_fits

    assert isinstance(spec, TrainedSpec)
    training_fits(spec.data, spec.training, faults)
    return replace(network, data=spec.data, said_of_training=spec.training, batch_size=spec.training.batch_size)


def one_source(keys: Collection[str], faults: Faults) -> None:
    """Tells where a spec has neither `samples` nor `data`, or both."""
    given = [key for key in ("samples", "data") if key in keys or faults.told((key,))]
    if not given:
        faults.add(
            ("samples",), "missing-key", _("'samples' is missing"),
            _("write the examples out, or name a data set, as in 'data: xor'"), key=True,
        )  # fmt: skip
    elif len(given) > 1:
        message = _("the examples stand in 'samples' or come from 'data', not both")
        faults.add(("data",), "both-sources", message, _("leave one of the two out"), key=True)


def _input_names(spec: Spec) -> tuple[str, ...]:
    if isinstance(spec.inputs, list):
        return tuple(spec.inputs)
    return tuple(f"x{n + 1}" for n in range(spec.inputs))


def _unique_names(spec: Spec, inputs: tuple[str, ...], units: list[tuple[str, ...]], faults: Faults) -> None:
    seen: set[str] = set()
    rows = [(("inputs",), inputs), *((("layers", n, "units"), names) for n, names in enumerate(units))]
    for loc, names in rows:
        for at, name in enumerate(names):
            place: Loc = (*loc, at)
            if name in seen:
                message = _("'{name}' names two units").format(name=name)
                faults.add(place, "same-name", message, _("give each unit a name of its own"))
            elif name in RESERVED:
                message = _("'{name}' has a meaning of its own in nncli").format(name=name)
                faults.add(place, "reserved-name", message, _("choose another name"))
            seen.add(name)


def _shared_biases_tell_apart(layers: tuple[Layer, ...], faults: Faults) -> None:
    """A shared bias bears its layer's name; the others bear their units'."""
    seen: set[str] = set()
    for at, layer in enumerate(layers):
        owners = (layer.name,) if layer.offsets_are == "shared" else layer.units
        for name in owners if layer.offset else ():
            if name in seen and not faults.told(("layers", at, "units")):
                message = _("two biases would be called '{name}': a shared one is named after its layer")
                faults.add(("layers", at, "name"), "same-name", message.format(name=name), _("rename the layer"))
            seen.add(name)


def _layers_tell_apart(layers: tuple[Layer, ...], faults: Faults) -> None:
    """A trained model keeps its parameters by the names of its layers."""
    seen: set[str] = set()
    for at, layer in enumerate(layers):
        loc: Loc = ("layers", at, "name")
        if layer.name in seen and not faults.told(loc):
            message = _("'{name}' names two layers").format(name=layer.name)
            faults.add(loc, "same-name", message, _("give each layer a name of its own"))
        seen.add(layer.name)


def _initialiser_fits(spec: Spec, faults: Faults) -> None:
    how = spec.initialiser
    if how.decimals is not None:
        _in_range(how.decimals, 0, _("decimals"), ("initialiser", "decimals"), faults)
    if how.deviation.fraction < 0:
        faults.add(("initialiser", "deviation"), "out-of-range", _("a deviation is not negative"))


def _within_reach(spec: Spec, rows: list[tuple[str, ...]], faults: Faults) -> bool:
    pieces = [layer.activation.pieces or 1 for layer in spec.layers]
    weights = sum(k * len(a) * len(b) for k, a, b in zip(pieces, rows, rows[1:], strict=False))
    if weights > MAX_PARAMETERS:
        message = _("this network has {n} weights, and nncli takes up to {most}").format(n=weights, most=MAX_PARAMETERS)
        faults.add(("layers",), "too-large", message, key=True)
    return weights <= MAX_PARAMETERS


def _loss_fits(spec: Spec, loss: Loss | None, faults: Faults) -> None:
    for at, layer in enumerate(spec.layers[:-1]):
        if layer.activation.name == "softmax":
            faults.add(
                ("layers", at, "activation"), "loss-does-not-fit", _("softmax belongs to the last layer"),
                _("a hidden layer takes sigmoid, tanh, relu or another elementwise function"),
            )  # fmt: skip
    output = spec.layers[-1].activation.name
    if loss is None:
        if spec.learning_rate is not None and not faults.told(("loss",)):
            faults.add(
                ("learning_rate",), "missing-key", _("there is a learning rate but no 'loss' to lower"),
                _("add a line such as 'loss: squared', or leave the rate out for a network that is only run"), key=True,
            )  # fmt: skip
        return
    allowed = loss.activations or tuple(name for name in ACTIVATIONS if name != "softmax")
    if output not in allowed:
        fitting = [name for name, other in LOSSES.items() if other.activations is None or output in other.activations]
        if output == "softmax":
            fitting = ["cross_entropy"]
        faults.add(
            ("loss",), "loss-does-not-fit",
            _("{loss} does not fit the output's activation '{name}'").format(loss=loss.name, name=output),
            _("{loss} takes {allowed}; '{name}' takes {fitting}").format(
                loss=loss.name, allowed=either(allowed), name=output, fitting=either(fitting)
            ),
        )  # fmt: skip
    if spec.learning_rate is not None and spec.learning_rate.fraction < 0:
        faults.add(("learning_rate",), "out-of-range", _("a learning rate is not negative"))


def _example(
    sample: Sample, loc: Loc, inputs: tuple[str, ...], outputs: tuple[str, ...], loss: Loss | None, faults: Faults
) -> Example:
    x = vector(sample.x, inputs, (*loc, "x"), faults)
    if sample.target is None:
        if loss:
            faults.add(
                (*loc, "target"), "missing-key", _("this sample has no 'target', and a loss needs one"),
                _("give the target, or leave 'loss' out for a network that is only run"), key=True,
            )  # fmt: skip
        return Example(x, None)
    target = vector(sample.target, outputs, (*loc, "target"), faults)
    _target_in_range(target, (*loc, "target"), loss, faults)
    return Example(x, target)


def _target_in_range(target: Row, loc: Loc, loss: Loss | None, faults: Faults) -> None:
    if faults.told(("loss",)):
        return
    if loss and loss.zero_to_one and any(not 0 <= d.fraction <= 1 for d in target):
        faults.add(loc, "out-of-range", _("{loss} takes targets from 0 to 1").format(loss=loss.name))
    # Exactly 1, or d − y is not −∂E/∂net: thirds are written 1/3, not 0.333.
    elif loss and loss.one_hot and (summed := sum((d.fraction for d in target), Fraction(0))) != 1:
        message = _("the targets of {loss} must sum to 1, and these sum to {sum:g}")
        faults.add(
            loc, "out-of-range", message.format(loss=loss.name, sum=float(summed)),
            _("write 1 for the right class and 0 for each other; two classes need two outputs"),
        )  # fmt: skip


def _names_fit(spec: Spec, known: set[str], faults: Faults) -> None:
    taken: dict[str, str] = {}
    for id, name in spec.names.items():
        if id not in known:
            _unknown(("names", id), id, known, faults)
        if name in taken:
            message = _("'{name}' is already the name of {other}").format(name=name, other=taken[name])
            faults.add(("names", id), "same-name", message)
        elif name in known and name != id:
            message = _("'{name}' is already the id of another quantity").format(name=name)
            faults.add(("names", id), "same-name", message)
        taken.setdefault(name, id)


def _unknown(loc: Loc, text: str, known: set[str], faults: Faults) -> None:
    message = _("this network has no quantity '{id}'").format(id=text)
    help = did_you_mean(text, known) or _("ids are written like P.out, O.delta, w[A,P].new or loss.before")
    faults.add(loc, "unknown-quantity", message, help, key=True)


def _rounding(network: Study, spec: Spec, words: set[str], known: set[str], faults: Faults) -> dict[str, Rounding]:
    """`rounding:` under ids instead of the source's names."""
    rounding: dict[str, Rounding] = {}
    for key, places in spec.rounding.items():
        id, loc = network.names.resolve(key), ("rounding", key)
        if key != "default" and id not in known:
            _unknown(loc, key, words, faults)
        if id in rounding:
            faults.add(loc, "duplicate-key", _("{id} stands here twice").format(id=id), key=True)
        if (places.decimals is None) == (places.significant is None):
            faults.add(loc, "wrong-kind", _("give either decimals or significant digits"))
        elif places.decimals is not None:
            rounding[id] = Rounding(places.decimals)
            _in_range(places.decimals, 0, _("decimals"), loc, faults)
        elif places.significant is not None:
            rounding[id] = Rounding(places.significant, "significant")
            _in_range(places.significant, 1, _("significant digits"), loc, faults)
    return rounding


def _in_range(places: int, least: int, what: str, loc: Loc, faults: Faults) -> None:
    if not least <= places <= MAX_PLACES:
        message = _("{what} go from {least} to {most}").format(what=what, least=least, most=MAX_PLACES)
        faults.add(loc, "out-of-range", message)


def _published(
    network: Study, spec: Spec, words: set[str], known: set[str], faults: Faults
) -> dict[str, PublishedFigure]:
    """`published:` under ids instead of the source's names."""
    published: dict[str, PublishedFigure] = {}
    for key, figure in spec.published.items():
        id, loc = network.names.resolve(key), ("published", key)
        q = Quantity.parse(id)
        if q is None or base(id) not in known:
            _unknown(loc, key, words, faults)
        elif q.sample is not None and spec.samples and q.sample > len(spec.samples):
            n = len(spec.samples)
            message = ngettext("there is only one sample", "there are only {n} samples", n).format(n=n)
            faults.add(loc, "unknown-quantity", message, key=True)
        elif q.update is not None and q.update > MAX_UPDATES:
            message = _("nncli takes up to {most} updates").format(most=MAX_UPDATES)
            faults.add(loc, "out-of-range", message, key=True)
        elif "/" in figure.printed.text:
            faults.add(loc, "wrong-kind", _("give the printed digits, not a ratio"))
        elif figure.printed.decimals > MAX_PLACES:
            message = _("a printed figure has up to {most} decimals").format(most=MAX_PLACES)
            faults.add(loc, "out-of-range", message)
        elif id in published:
            faults.add(loc, "duplicate-key", _("{id} stands here twice").format(id=id), key=True)
        else:
            published[id] = PublishedFigure(figure.printed, figure.slip)
    return published
