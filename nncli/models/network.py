"""A layered network with its samples: what the feed-forward system computes with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar, Literal, Self

from nncli.maths.losses import MEAN_SQUARED, SQUARED, SQUARED_SUM, Loss
from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Grid, Layer
from nncli.models.layers.maps import Maps
from nncli.models.model import Example, Model
from nncli.models.optimisers import SGD, Optimiser
from nncli.models.penalty import Penalty
from nncli.models.sketch import Sketch
from nncli.models.wiring import Wiring, wired
from nncli.words import _

Mode = Literal["standard", "accumulated", "mini-batch"]
UpdateOrder = Literal["simultaneous", "sequential"]
Reduction = Literal["sum", "mean"]


SQUARES = (SQUARED, SQUARED_SUM, MEAN_SQUARED)


@dataclass(frozen=True)
class Network(Model):
    """Layers one behind the other, and how they learn.

    `inputs` are the network's inputs by name; `inputs_in` is how they are arranged where they stand in maps, as a
    picture's pixels do. With `input_gradients`, ∂E/∂x is written down as well.
    """

    system: ClassVar[str] = "feed-forward"

    inputs: tuple[str, ...]
    layers: tuple[Layer, ...]
    loss: Loss | None
    learning_rate: Numeral | None
    mode: Mode
    samples: tuple[Example, ...]
    seed: int
    update_order: UpdateOrder
    reduction: Reduction
    inputs_in: Maps | None = None
    input_gradients: bool = False
    batch_size: int = 32  # of a mini-batch
    optimiser: Optimiser = SGD
    settings: Mapping[str, Numeral] = field(default_factory=dict)  # of the optimiser
    penalty: Penalty | None = None

    @property
    def examples(self) -> tuple[Example, ...]:
        """The samples."""
        return self.samples

    def with_examples(self, examples: tuple[Example, ...]) -> Self:
        """The same model with these samples."""
        return replace(self, samples=examples)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The units of the last layer."""
        return self.layers[-1].units

    @cached_property
    def wiring(self) -> Wiring:
        """The units with their wires."""
        return wired(self.layers)

    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """Every parameter once with its value, layer by layer."""
        for layer in self.layers:
            yield from layer.parameters_given()

    def settings_given(self) -> Iterator[tuple[str, Numeral]]:
        """The settings by name: λ of the penalty, and where there is an update, the optimiser's."""
        if self.loss and self.penalty is not None:
            yield from self.penalty.settings().items()
        if self.loss and self.learning_rate is not None:
            yield from self.settings.items()

    def learned(self) -> Iterator[str]:
        """The parameters that learn."""
        for layer in self.layers:
            yield from (id for id, _value in layer.parameters_given() if layer.learns(id))

    def quantities(self) -> Iterator[str]:
        """Every id that a trace of this network can hold, without sample and update."""
        for input in self.inputs:
            yield input
            if self.loss and self.input_gradients:
                yield f"{input}.grad"
        for layer in self.layers:
            for unit in layer.units:
                yield from self._unit_quantities(layer, unit)
            for parameter in layer.parameter_ids():
                yield parameter
                if self.loss and layer.learns(parameter):
                    yield from (f"{parameter}.{kind}" for kind in self._parameter_kinds(parameter))
        if self.loss:
            yield from ("eta", "loss.before", "loss.after")
            if self.penalty is not None:
                yield from (f"loss.{kind}{after}" for kind in ("data", "penalty") for after in ("", ".after"))
            yield from (f"setting[{name}]" for name, _value in self.settings_given())

    def _parameter_kinds(self, id: str) -> Iterator[str]:
        """What is written down of a parameter that learns."""
        if self.penalty is not None and self.penalty.concerns(id):
            yield "data"
        yield from ("grad", *self.optimiser.kinds, "step", "new")

    def _unit_quantities(self, layer: Layer, unit: str) -> Iterator[str]:
        last = layer is self.layers[-1]
        stems = layer.forward_ids(unit)
        if last and self.loss:
            yield f"target[{unit}]"
            stems += [f"{unit}.error"] + ([f"{unit}.loss"] if len(self.outputs) > 1 else [])
        for stem in stems:
            yield from (stem, stem + ".after") if self.loss else (stem,)
        if self.loss:
            yield from layer.backward_ids(unit, with_slope=not (last and self.loss.cancels))
            if not last:
                yield f"{unit}.back"

    def grids(self) -> Mapping[str, Grid]:
        """The matrices and vectors of all layers; the inputs, where they stand in maps."""
        grids = self._input_grids()
        for n, layer in enumerate(self.layers, start=1):
            grids |= layer.grids(n)
        return grids

    def _input_grids(self) -> dict[str, Grid]:
        return {sheet.name: sheet.grid for sheet in self.inputs_in.sheets()} if self.inputs_in else {}

    def sketch(self) -> Sketch:
        """The inputs and a stage for each layer."""
        return Sketch(
            self.inputs,
            tuple(layer.stage() for layer in self.layers),
            dict(self.parameters_given()) | self.numbers_of_the_sample(self.inputs),
            self.inputs_in.sheets() if self.inputs_in else (),
        )

    def otherwise(self) -> Iterator[Self]:
        """In the other update order."""
        sequential = self.update_order == "sequential"
        yield replace(self, update_order="simultaneous" if sequential else "sequential")

    def other_conventions(self) -> Iterator[tuple[str, Self]]:
        """With another squared loss; with the mean over samples in place of the sum, or the other way round."""
        if self.loss in SQUARES:
            for loss in SQUARES:
                if loss is not self.loss and (len(self.outputs) > 1 or loss is not MEAN_SQUARED):
                    said = _("The source's loss is E = {text}, as with 'loss: {name}'.")
                    yield said.format(text=loss.text, name=loss.name), replace(self, loss=loss)
        if self.loss and self.mode != "standard" and len(self.samples) > 1:
            if self.reduction == "mean":
                said = _("The source adds up over the samples, as with 'conventions.reduction: sum'.")
                yield said, replace(self, reduction="sum")
            else:
                said = _("The source takes the mean over the samples, as with 'conventions.reduction: mean'.")
                yield said, replace(self, reduction="mean")

    def says(self) -> list[str]:
        """`2 → 4 tanh → 1 sigmoid; loss E = ½ Σ (d − y)²`, what δ and back are, and the order of the update."""
        words = [self.shape()]
        if self.loss:
            words.append(_("δ = −∂E/∂net; back = Σ δ·w"))
            if self.update_order == "sequential":
                words.append(_("sequential update: hidden errors use the new weights"))
            if self.penalty is not None:
                words.append(self.penalty.text)
            if self.optimiser is not SGD and self.learning_rate is not None:
                words.append(f"{self.optimiser.name}: {self.optimiser.text}")
        return words

    def at_rate(self, rate: Numeral) -> Self:
        """With another learning rate."""
        return replace(self, learning_rate=rate)

    def facts(self) -> dict[str, str | None]:
        """The loss and the update order."""
        return {"loss": self.loss.name if self.loss else None, "update_order": self.update_order}

    def shape(self) -> str:
        """`2 → 4 tanh → 1 sigmoid; loss E = ½ Σ (d − y)²`."""
        inputs = self.inputs_in.shape if self.inputs_in else str(len(self.inputs))
        shape = " → ".join([inputs, *(layer.says() for layer in self.layers)])
        return shape + _("; ") + _("loss E = {loss}").format(loss=self.loss.text) if self.loss else shape

    def not_gradients(self) -> frozenset[str]:
        """Those of all layers but the last, where hidden errors use weights that are already updated."""
        layers = self.layers[:-1] if self.update_order == "sequential" else ()
        return frozenset(id for layer in layers for id, _value in layer.parameters_given())

    def through_steps(self) -> frozenset[str]:
        """The parameters whose way to the loss leads through units without a derivative."""
        stepped = [n for n, layer in enumerate(self.layers) if not layer.activation.differentiable]
        layers = self.layers[: stepped[-1] + 1] if stepped else ()
        return frozenset(id for layer in layers for id, _value in layer.parameters_given())
