"""A perceptron in a spec, key by key, and the second pass over it: do its parts fit each other?"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from nncli.document.reader import Document
from nncli.models.model import Example
from nncli.models.perceptron import Perceptron
from nncli.spec.common import Head, Names, Published, RoundingOf, Sample, Units
from nncli.spec.faults import Faults
from nncli.spec.figures import with_figures
from nncli.spec.keys import validated
from nncli.spec.part import Part
from nncli.spec.systems.unit_names import RESERVED, input_names
from nncli.spec.values import Natural, Number, UnitName
from nncli.spec.vectors import ZERO, vector
from nncli.trace.quantities import Names as SourceNames
from nncli.words import N_, _, listing

MAX_EPOCHS = 20_000


class OffsetSpec(Part):
    """A threshold or a bias, and whether it learns."""

    value: Number = Field(description=N_("its first value"))
    learns: StrictBool = Field(True, description=N_("whether it changes"))


def _plain(value: object) -> object:
    return value if isinstance(value, dict) else {"value": value}


Offset = Annotated[OffsetSpec, BeforeValidator(_plain, json_schema_input_type=Number | OffsetSpec)]


class PerceptronSpec(Head):
    """A perceptron, its samples, and what its source prints."""

    model: Literal["perceptron"] = Field(description=N_("which system of the chapter this is"))
    inputs: Units = Field(description=N_("how many inputs, or a list of their names"))
    unit: UnitName = Field("y", description=N_("the name of the output"))
    weights: list[Number] | dict[str, Number] | None = Field(None, description=N_("the first weights; left out: 0"))
    threshold: Offset | None = Field(
        None, description=N_("subtracted from the net input; {value: 0.2, learns: false} where it is fixed")
    )
    bias: Offset | None = Field(None, description=N_("added to the net input"))
    learning_rate: Number = Field(description=N_("η, the learning rate"))
    order: Literal["cyclic", "first-wrong"] = Field(
        "cyclic", description=N_("one sample after the other, or again and again the first that is wrong")
    )
    dead_zone: Number | None = Field(
        None, description=N_("targets ±1: up to this distance from 0 a net says neither yes nor no")
    )
    epochs: Natural = Field(100, description=N_("the most epochs"))
    samples: list[Sample] = Field(min_length=1, description=N_("the examples in order"))
    names: Names = Field({})
    rounding: RoundingOf = Field({})
    published: Published = Field({})


def spec_class() -> type[PerceptronSpec]:
    """What a spec of this system may say."""
    return PerceptronSpec


def load(document: Document, faults: Faults) -> Perceptron | None:
    """The perceptron of a document; what is wrong is added to `faults`, and then it is not to be used."""
    spec = validated(PerceptronSpec, document.data, faults)
    return resolve(spec, faults) if spec else None


def resolve(spec: PerceptronSpec, faults: Faults) -> Perceptron:
    """The perceptron of a spec; what does not fit is added to `faults`, and then it is not to be used."""
    inputs = input_names(spec.inputs)
    _names_tell_apart(spec, inputs, faults)
    given = spec.threshold or spec.bias
    if spec.threshold and spec.bias:
        message = _("a perceptron has a threshold or a bias, not both")
        help = _("a threshold is subtracted, a bias is added: keep the one that your source uses")
        faults.add(("bias",), "both-offsets", message, help, key=True)
    if spec.learning_rate.fraction <= 0:
        faults.add(("learning_rate",), "out-of-range", _("a learning rate is more than 0"))
    if spec.epochs > MAX_EPOCHS:
        faults.add(("epochs",), "out-of-range", _("nncli takes up to {most} epochs").format(most=MAX_EPOCHS))
    weights = (ZERO,) * len(inputs)
    if spec.weights is not None:
        weights = vector(spec.weights, inputs, ("weights",), faults)
    samples = tuple(_example(sample, n, inputs, spec, faults) for n, sample in enumerate(spec.samples))
    is_bipolar = _is_bipolar(samples, spec, faults)
    perceptron = Perceptron(
        title=spec.title,
        source=spec.source,
        names=SourceNames({}),
        rounding={},
        default_rounding=None,
        published={},
        inputs=inputs,
        unit=spec.unit,
        weights=weights,
        offset="threshold" if spec.threshold else "bias" if spec.bias else None,
        offset_value=given.value if given else ZERO,
        offset_learns=given.learns if given else False,
        learning_rate=spec.learning_rate,
        samples=samples,
        order=spec.order,
        is_bipolar=is_bipolar,
        dead_zone=spec.dead_zone,
        epochs=spec.epochs,
    )
    return with_figures(perceptron, spec, faults)


def _names_tell_apart(spec: PerceptronSpec, inputs: tuple[str, ...], faults: Faults) -> None:
    seen = {spec.unit}
    for at, name in enumerate(inputs):
        if name in seen:
            message = _("'{name}' names two units").format(name=name)
            faults.add(("inputs", at), "same-name", message, _("give each unit a name of its own"))
        elif name in RESERVED:
            message = _("'{name}' has a meaning of its own in nncli").format(name=name)
            help = _("choose another name; {names} are taken").format(names=listing(RESERVED))
            faults.add(("inputs", at), "reserved-name", message, help)
        seen.add(name)


def _example(sample: Sample, n: int, inputs: tuple[str, ...], spec: PerceptronSpec, faults: Faults) -> Example:
    loc = ("samples", n)
    x = vector(sample.x, inputs, (*loc, "x"), faults)
    if sample.target is None:
        message = _("this sample has no 'target', and a perceptron learns from it")
        faults.add((*loc, "target"), "missing-key", message, _("write 1 for yes and 0 or −1 for no"), key=True)
        return Example(x, (ZERO,))
    return Example(x, vector(sample.target, (spec.unit,), (*loc, "target"), faults))


def _is_bipolar(samples: tuple[Example, ...], spec: PerceptronSpec, faults: Faults) -> bool:
    """Whether the targets are ±1; they may also be 0 and 1, but not both ways."""
    targets = [sample.target[0].fraction for sample in samples if sample.target]
    bipolar = -1 in targets or spec.dead_zone is not None
    for n, target in enumerate(targets):
        if target not in ((-1, 1) if bipolar else (0, 1)):
            message = _("the targets are 0 and 1, or −1 and 1, and this is {target:g}").format(target=float(target))
            help = _("with a dead zone they are −1 and 1") if spec.dead_zone is not None else None
            faults.add(("samples", n, "target"), "out-of-range", message, help)
            break
    if spec.dead_zone is not None and spec.dead_zone.fraction < 0:
        faults.add(("dead_zone",), "out-of-range", _("a dead zone is not negative"))
    return bipolar
