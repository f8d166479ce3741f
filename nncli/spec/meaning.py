"""The second pass over a spec: do its parts fit each other? If they do, the network; if not, every reason."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from nncli.document.reader import Loc
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.arithmetic import Rounding
from nncli.maths.losses import LOSSES, Loss
from nncli.spec.faults import Faults, did_you_mean
from nncli.spec.initialiser import Source
from nncli.spec.model import Sample, Spec
from nncli.spec.network import Example, Network, PublishedFigure, Row
from nncli.spec.quantities import Names, Quantity, base
from nncli.spec.shapes import layer_of, vector
from nncli.words import _

RESERVED = ("loss", "eta", "target", "w", "b", "theta")


def resolve(spec: Spec, faults: Faults) -> Network:
    """The network of a spec; what does not fit is added to `faults`, and then the network is not to be used."""
    inputs = _input_names(spec)
    units: list[tuple[str, ...]] = []
    for at, layer in enumerate(spec.layers):
        last = at == len(spec.layers) - 1
        stem = "y" if last else f"h{at + 1}_"
        named = layer.units if isinstance(layer.units, list) else [f"{stem}{n + 1}" for n in range(layer.units)]
        units.append(tuple(named))
    _unique_names(spec, inputs, units, faults)
    draw = Source(spec.initialiser)
    layers = tuple(
        layer_of(spec, at, units[at - 1] if at else inputs, units[at], draw, faults) for at in range(len(spec.layers))
    )
    loss = LOSSES[spec.loss] if spec.loss else None
    _loss_fits(spec, loss, faults)
    network = Network(
        title=spec.title,
        source=spec.source,
        inputs=inputs,
        layers=layers,
        loss=loss,
        learning_rate=spec.learning_rate,
        mode=spec.mode,
        samples=tuple(
            _example(sample, ("samples", n), inputs, units[-1], loss, faults) for n, sample in enumerate(spec.samples)
        ),
        update_order=spec.conventions.update_order,
        reduction=spec.conventions.reduction,
        names=Names(spec.names),
        rounding={},
        default_rounding=None,
        published={},
    )
    known = set(network.quantities())
    _names_fit(spec, known, faults)
    return _with_figures(network, spec, known, faults)


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
                faults.add(place, "same-name", _("'{name}' names two units").format(name=name))
            elif name in RESERVED:
                faults.add(place, "reserved-name", _("'{name}' has a meaning of its own").format(name=name))
            seen.add(name)


def _loss_fits(spec: Spec, loss: Loss | None, faults: Faults) -> None:
    for at, layer in enumerate(spec.layers[:-1]):
        if layer.activation.name == "softmax":
            faults.add(
                ("layers", at, "activation"), "loss-does-not-fit", _("softmax belongs to the last layer"),
                _("a hidden layer takes sigmoid, tanh, relu or another elementwise function"),
            )  # fmt: skip
    output = spec.layers[-1].activation.name
    if loss is None:
        if spec.learning_rate is not None:
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
                loss=loss.name, allowed=_either(allowed), name=output, fitting=_either(fitting)
            ),
        )  # fmt: skip
    if spec.learning_rate is not None and spec.learning_rate.fraction < 0:
        faults.add(("learning_rate",), "out-of-range", _("a learning rate is not negative"))


def _either(words: Sequence[str]) -> str:
    return _(" or ").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _example(
    sample: Sample, loc: Loc, inputs: tuple[str, ...], outputs: tuple[str, ...], loss: Loss | None, faults: Faults
) -> Example:
    x = vector(sample.x, inputs, (*loc, "x"), _("inputs"), faults)
    if sample.target is None:
        if loss:
            faults.add(
                loc, "missing-key", _("this sample has no 'target', and a loss needs one"),
                _("give the target, or leave 'loss' out for a network that is only run"),
            )  # fmt: skip
        return Example(x, None)
    target = vector(sample.target, outputs, (*loc, "target"), _("outputs"), faults)
    _target_in_range(target, (*loc, "target"), loss, faults)
    return Example(x, target)


def _target_in_range(target: Row, loc: Loc, loss: Loss | None, faults: Faults) -> None:
    if loss and loss.zero_to_one and any(not 0 <= d.fraction <= 1 for d in target):
        faults.add(loc, "out-of-range", _("{loss} takes targets from 0 to 1").format(loss=loss.name))
    # Decimals such as 0.33 + 0.33 + 0.34 sum exactly; 0.333 thrice does not, and is meant as thirds.
    elif loss and loss.one_hot and abs(sum((d.fraction for d in target), Fraction(0)) - 1) > Fraction(1, 100):
        faults.add(
            loc, "out-of-range", _("the targets of {loss} sum to 1").format(loss=loss.name),
            _("one 1 and the rest 0 for a class; softmax turns two classes into two outputs"),
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
    faults.add(loc, "unknown-quantity", message, did_you_mean(text, known), key=True)


def _with_figures(network: Network, spec: Spec, known: set[str], faults: Faults) -> Network:
    """The network with its rounding and its published figures, under ids instead of the source's names."""
    words = known | set(spec.names.values())
    rounding: dict[str, Rounding] = {}
    for key, places in spec.rounding.items():
        id = network.names.resolve(key)
        if key != "default" and id not in known:
            _unknown(("rounding", key), key, words, faults)
        if (places.decimals is None) == (places.significant is None):
            faults.add(("rounding", key), "wrong-kind", _("give either decimals or significant digits"))
            continue
        if places.decimals is not None:
            rounding[id] = Rounding(places.decimals)
        elif places.significant is not None:
            rounding[id] = Rounding(places.significant, "significant")
        if not 0 <= rounding[id].places <= 40 or rounding[id] == Rounding(0, "significant"):
            faults.add(("rounding", key), "out-of-range", _("between 0 and 40 digits can be written down"))
    published: dict[str, PublishedFigure] = {}
    for key, figure in spec.published.items():
        id = network.names.resolve(key)
        q = Quantity.parse(id)
        if q is None or base(id) not in known:
            _unknown(("published", key), key, words, faults)
        elif q.sample is not None and q.sample > len(spec.samples):
            message = _("there are only {n} samples").format(n=len(spec.samples))
            faults.add(("published", key), "unknown-quantity", message, key=True)
        elif "/" in figure.printed.text:
            faults.add(("published", key), "wrong-kind", _("give the printed digits, not a ratio"))
        elif id in published:
            faults.add(("published", key), "duplicate-key", _("{id} stands here twice").format(id=id), key=True)
        else:
            published[id] = PublishedFigure(figure.printed, figure.slip)
    default = rounding.pop("default", None)
    return replace(network, rounding=rounding, default_rounding=default, published=published)
