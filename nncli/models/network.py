"""A feed-forward network whose parts are known to fit: what the models compute with.

Every number is still a `Numeral`; the arithmetic decides what it is worth.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nncli.maths.activations import Activation, Parameters
from nncli.maths.arithmetic import Rounding
from nncli.maths.losses import Loss
from nncli.maths.numeral import Numeral
from nncli.trace.published import PublishedFigure
from nncli.trace.quantities import PARAMETER_KINDS, Names

Row = tuple[Numeral, ...]
Mode = Literal["standard", "accumulated", "mini-batch"]
UpdateOrder = Literal["simultaneous", "sequential"]
Reduction = Literal["sum", "mean"]


@dataclass(frozen=True)
class Layer:
    """Units that all read the same `sources`.

    `weights[k][i][j]` leads from source i to unit j, for piece k (only maxout has more than one piece);
    `offsets[k][j]` is the bias added to the net, or the threshold subtracted from it. A shared one stands in every j.
    """

    name: str
    sources: tuple[str, ...]
    units: tuple[str, ...]
    activation: Activation
    parameters: Parameters
    weights: tuple[tuple[Row, ...], ...]
    offset: Literal["bias", "threshold"] | None
    offsets: tuple[Row, ...]
    offsets_are: Literal["learned", "fixed", "shared"]

    @property
    def pieces(self) -> range:
        """The pieces of each unit: 0 alone, but for maxout."""
        return range(len(self.weights))

    def piece_id(self, stem: str, piece: int) -> str:
        """`P.net`, or `P.net[2]` where units have pieces."""
        return stem if len(self.weights) == 1 else f"{stem}[{piece + 1}]"

    def weight_id(self, source: str, unit: str, piece: int) -> str:
        """`w[A,P]`, from A to P, or `w[A,P,2]`."""
        return f"w[{source},{unit}]" if len(self.weights) == 1 else f"w[{source},{unit},{piece + 1}]"

    def offset_id(self, unit: str, piece: int) -> str:
        """`b[P]` or `theta[P]`; a shared one bears the layer's name."""
        owner = self.name if self.offsets_are == "shared" else unit
        letter = "b" if self.offset == "bias" else "theta"
        return f"{letter}[{owner}]" if len(self.weights) == 1 else f"{letter}[{owner},{piece + 1}]"

    def parameter_slots(self) -> Iterator[tuple[str, int, int | None, int]]:
        """Every parameter once: id, piece, source (None: an offset), unit. A unit's weights stand before its bias."""
        for j, unit in enumerate(self.units):
            for k in self.pieces:
                for i, source in enumerate(self.sources):
                    yield self.weight_id(source, unit, k), k, i, j
                if self.offset and (j == 0 or self.offsets_are != "shared"):
                    yield self.offset_id(unit, k), k, None, j

    def parameters_given(self) -> Iterator[tuple[str, Numeral]]:
        """Every parameter once with its value."""
        for id, k, i, j in self.parameter_slots():
            yield id, self.offsets[k][j] if i is None else self.weights[k][i][j]

    def learns(self, parameter: str) -> bool:
        """Weights always, biases and thresholds unless they are fixed."""
        return parameter.startswith("w[") or self.offsets_are != "fixed"


@dataclass(frozen=True)
class Example:
    """One sample."""

    x: Row
    target: Row | None


@dataclass(frozen=True)
class Network:
    """A network with its samples, and what its source prints of it."""

    title: str
    source: str | None
    inputs: tuple[str, ...]
    layers: tuple[Layer, ...]
    loss: Loss | None
    learning_rate: Numeral | None
    mode: Mode
    samples: tuple[Example, ...]
    seed: int
    update_order: UpdateOrder
    reduction: Reduction
    names: Names
    rounding: Mapping[str, Rounding]
    default_rounding: Rounding | None
    published: Mapping[str, PublishedFigure]
    batch_size: int = 32  # of a mini-batch

    @property
    def outputs(self) -> tuple[str, ...]:
        """The units of the last layer."""
        return self.layers[-1].units

    def quantities(self) -> Iterator[str]:
        """Every id that a trace of this network can hold, without sample and update."""
        yield from self.inputs
        for layer in self.layers:
            last = layer is self.layers[-1]
            for unit in layer.units:
                yield from self._unit_quantities(layer, unit, last=last)
            for parameter, *_slot in layer.parameter_slots():
                yield parameter
                if self.loss and layer.learns(parameter):
                    yield from (f"{parameter}.{kind}" for kind in PARAMETER_KINDS)
        if self.loss:
            yield from ("eta", "loss.before", "loss.after")

    def _unit_quantities(self, layer: Layer, unit: str, *, last: bool) -> Iterator[str]:
        stems = [layer.piece_id(f"{unit}.net", k) for k in layer.pieces] + [f"{unit}.out"]
        if last and self.loss:
            yield f"target[{unit}]"
            stems += [f"{unit}.error"] + ([f"{unit}.loss"] if len(self.outputs) > 1 else [])
        for stem in stems:
            yield from (stem, stem + ".after") if self.loss else (stem,)
        if self.loss:
            slopes = [] if last and self.loss.cancels else ["slope"]
            yield from (layer.piece_id(f"{unit}.{kind}", k) for kind in [*slopes, "delta"] for k in layer.pieces)
            if not last:
                yield f"{unit}.back"

    def hidden_parameters(self) -> frozenset[str]:
        """The parameters of all layers but the last."""
        return frozenset(id for layer in self.layers[:-1] for id, *_slot in layer.parameter_slots())

    def behind_step_units(self) -> frozenset[str]:
        """The parameters whose way to the loss leads through units without a derivative."""
        stepped = [n for n, layer in enumerate(self.layers) if not layer.activation.differentiable]
        layers = self.layers[: stepped[-1] + 1] if stepped else ()
        return frozenset(id for layer in layers for id, *_slot in layer.parameter_slots())
