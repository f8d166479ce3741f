"""A layered network in a spec, and the second pass over it: do its parts fit each other? If not, every reason."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from nncli.document.reader import Document, Loc
from nncli.maths.losses import LOSSES, Loss
from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Layer
from nncli.models.layers.maps import Maps
from nncli.models.layers.pools import POOLS
from nncli.models.model import Example
from nncli.models.optimisers import OPTIMISERS
from nncli.models.penalty import Penalty
from nncli.spec.common import Initialiser, Sample
from nncli.spec.faults import Faults
from nncli.spec.figures import in_range, with_figures
from nncli.spec.initialiser import Source
from nncli.spec.keys import validated
from nncli.spec.layers.context import Context
from nncli.spec.part import Part
from nncli.spec.study import Study
from nncli.spec.systems.feed_forward_keys import Spec
from nncli.spec.systems.loss_fits import loss_fits, target_in_range
from nncli.spec.systems.unit_names import (
    input_names,
    layers_tell_apart,
    map_names,
    shared_biases_tell_apart,
    unique_names,
)
from nncli.spec.vectors import arranged
from nncli.trace.quantities import Names
from nncli.words import _

if TYPE_CHECKING:  # see `trained`
    from nncli.spec.training import Regularisation

MAX_PARAMETERS = 1_000_000
# Where each kind of layer is read: what a spec does not use is not imported.
KINDS = {
    "dense": "nncli.spec.layers.dense",
    "convolution": "nncli.spec.layers.convolution",
    **{f"{pool}-pooling": "nncli.spec.layers.pooling" for pool in POOLS},
}
Arrangement = tuple[tuple[str, ...], Maps | None]  # names, and the maps in which they stand


def load(document: Document, faults: Faults) -> Study | None:
    """The network of a document; what is wrong is added to `faults`, and then the network is not to be used."""
    data = document.data
    assert isinstance(data, dict)
    spec = validated(spec_class(data), data, faults)
    one_source(data, faults)
    return resolve(spec, faults) if spec else None


def spec_class(data: Mapping[str, object] | None = None) -> type[Spec]:
    """What a spec may say; of `data`, the smaller class where it knows all that is said: see `trained`."""
    layers = (data or {}).get("layers")
    kinds = isinstance(layers, list) and any(isinstance(layer, dict) and "kind" in layer for layer in layers)
    if data and not kinds and all(key in Spec.model_fields for key in data):
        return Spec
    from nncli.spec.systems.trained import TrainedSpec

    return TrainedSpec


def resolve(spec: Spec, faults: Faults) -> Study | None:
    """The network of a spec; what does not fit is added to `faults`, and then the network is not to be used."""
    maps, inputs = _inputs(spec)
    units = [_units(layer, at, last=at == len(spec.layers) - 1) for at, layer in enumerate(spec.layers)]
    unique_names(spec, (maps.name,) if maps else inputs, units, faults)
    map_names(spec, faults)
    _initialiser_fits(spec, faults)
    layers = _layers(spec, inputs, maps, units, faults)
    if layers is None:
        return None
    shared_biases_tell_apart(layers, faults)
    layers_tell_apart(layers, faults)
    loss = LOSSES[spec.loss] if spec.loss else None
    loss_fits(spec, loss, faults)
    out, makes = layers[-1].units, getattr(layers[-1], "makes", None)
    network = Study(
        title=spec.title,
        source=spec.source,
        inputs=inputs,
        layers=layers,
        loss=loss,
        learning_rate=spec.learning_rate,
        mode=spec.mode,
        samples=tuple(
            _example(sample, ("samples", n), (inputs, maps), (out, makes), loss, faults)
            for n, sample in enumerate(spec.samples or ())
        ),
        seed=spec.seed,
        update_order=spec.conventions.update_order,
        reduction=spec.conventions.reduction,
        inputs_in=maps,
        input_gradients=spec.conventions.input_gradients,
        names=Names({}),
        rounding={},
        default_rounding=None,
        published={},
    )
    return with_figures(_with_training(network, spec, faults), spec, faults)


def _layers(
    spec: Spec, inputs: tuple[str, ...], maps: Maps | None, units: list[tuple[str, ...]], faults: Faults
) -> tuple[Layer, ...] | None:
    """The layers, each reading the one before; None, and a fault, where one does not fit or there are too many."""
    draw = Source(Initialiser() if faults.told(("initialiser",)) else spec.initialiser, spec.seed)
    layers: list[Layer] = []
    sources, reads, parameters = inputs, maps, 0
    kinds = [str(layer.kind) for layer in spec.layers]
    for at, (layer, names) in enumerate(zip(spec.layers, units, strict=True)):
        name = layer.name or ("y" if at == len(spec.layers) - 1 else f"h{at + 1}")
        kernel = "K" if kinds.count("convolution") == 1 else f"K{name}"
        context = Context(name, ("layers", at), sources, names, reads, kernel, spec.conventions, draw, faults)
        module = import_module(KINDS[layer.kind])
        parameters += module.parameters_of(layer, context)
        if parameters > MAX_PARAMETERS:
            message = _("this network has {n} weights or more, and nncli takes up to {most}")
            message = message.format(n=parameters, most=MAX_PARAMETERS)
            faults.add(("layers",), "too-large", message, key=True)
            return None
        made: Layer | None = module.layer_of(layer, context)
        if made is None:
            return None
        layers.append(made)
        sources, reads = made.units, getattr(made, "makes", None)
    return tuple(layers)


def _inputs(spec: Spec) -> tuple[Maps | None, tuple[str, ...]]:
    """The inputs by name, and their arrangement where they stand in maps."""
    if not isinstance(spec.inputs, dict):
        return None, input_names(spec.inputs)
    name, shape = next(iter(spec.inputs.items()))
    count, rows, columns = (*(1,) * (3 - len(shape)), *shape)
    maps = Maps(name, count, rows, columns, is_series=len(shape) == 1)
    return maps, maps.units()


def _units(layer: Part, at: int, *, last: bool) -> tuple[str, ...]:
    """The names of a layer's units, as given or counted; those of maps follow from the maps before them."""
    units = getattr(layer, "units", None)
    if isinstance(units, int):
        stem = "y" if last else f"h{at + 1}_"
        return tuple(f"{stem}{n + 1}" for n in range(units))
    return tuple(units or ())


def _initialiser_fits(spec: Spec, faults: Faults) -> None:
    how = spec.initialiser
    if how.decimals is not None:
        in_range(how.decimals, 0, _("decimals"), ("initialiser", "decimals"), faults)
    if how.deviation.fraction < 0:
        faults.add(("initialiser", "deviation"), "out-of-range", _("a deviation is not negative"))


def _with_training(network: Study, spec: Spec, faults: Faults) -> Study:
    """The network with its data and its training, if the spec speaks of them: see `trained`."""
    if type(spec) is Spec:
        return network
    from nncli.spec.systems.trained import TrainedSpec
    from nncli.spec.systems.training_fits import training_fits

    assert isinstance(spec, TrainedSpec)
    training_fits(spec.data, spec.training, faults)
    training = spec.training
    optimiser = OPTIMISERS[training.optimiser.name]
    given = {name: getattr(training.optimiser, name) for name in optimiser.defaults}
    chosen = {name: optimiser.defaults[name] if value is None else value for name, value in given.items()}
    return replace(
        network,
        data=spec.data,
        said_of_training=training,
        batch_size=training.batch_size,
        optimiser=optimiser,
        settings={name: Numeral(repr(value)) for name, value in chosen.items()},
        penalty=_penalty(training.regularisation),
    )


def _penalty(how: "Regularisation | None") -> Penalty | None:
    """The penalty that a spec asks for."""
    if how is None or how == type(how)():  # the second is told as a fault
        return None
    book, l2, l1 = (None if value is None else Numeral(repr(value)) for value in (how.book, how.l2, how.l1))
    return Penalty(book, l2, l1)


def one_source(keys: Mapping[str, object], faults: Faults) -> None:
    """Tells where a spec has neither `samples` nor `data`, or both."""
    given = [key for key in ("samples", "data") if keys.get(key) is not None or faults.told((key,))]
    if not given:
        faults.add(
            ("samples",), "missing-key", _("'samples' is missing"),
            _("write the examples out, or name a data set, as in 'data: xor'"), key=True,
        )  # fmt: skip
    elif len(given) > 1:
        message = _("the examples stand in 'samples' or come from 'data', not both")
        faults.add(("data",), "both-sources", message, _("leave one of the two out"), key=True)


def _example(
    sample: Sample, loc: Loc, inputs: Arrangement, outputs: Arrangement, loss: Loss | None, faults: Faults
) -> Example:
    x = arranged(sample.x, *inputs, (*loc, "x"), faults)
    if sample.target is None:
        if loss:
            faults.add(
                (*loc, "target"), "missing-key", _("this sample has no 'target', and a loss needs one"),
                _("give the target, or leave 'loss' out for a network that is only run"), key=True,
            )  # fmt: skip
        return Example(x, None)
    target = arranged(sample.target, *outputs, (*loc, "target"), faults)
    target_in_range(target, (*loc, "target"), loss, faults)
    return Example(x, target)
