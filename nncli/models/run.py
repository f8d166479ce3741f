"""One run of a layered network under way: its recorder, and references to what is on the board so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nncli.maths.expression import Expression, Reference
from nncli.models.layers.layer import Layer, Unit
from nncli.models.network import Network
from nncli.models.rules import Link, Place, Rules
from nncli.models.wiring import Wiring, wired
from nncli.trace.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Pass:
    """What a forward pass of one sample leaves behind: outs and errors by unit, nets by unit and piece."""

    outs: Mapping[str, Reference]
    nets: Mapping[tuple[str, int], Reference]
    errors: Mapping[str, Reference]


@dataclass(slots=True)
class Run:
    """The state of a run. `parameters` are the newest ones; inputs and targets are by sample and name."""

    network: Network
    rules: Rules
    recorder: Recorder
    plan: list[list[int]]  # the samples of each update
    inputs: dict[tuple[int, str], Reference] = field(default_factory=dict)
    targets: dict[tuple[int, str], Reference] = field(default_factory=dict)
    parameters: dict[str, Reference] = field(default_factory=dict)
    eta: Reference | None = None
    update: int = 1
    settings: dict[str, Reference] = field(default_factory=dict)  # of the optimiser and the penalty, by name
    kept: dict[tuple[str, str], Reference] = field(default_factory=dict)  # by parameter and kind: an optimiser's memory
    samples: list[int] = field(init=False)  # those that the run uses, each once
    wiring: Wiring = field(init=False)

    def __post_init__(self) -> None:
        self.samples = sorted({sample for update in self.plan for sample in update})

    def mark(self, sample: int | None = None) -> str:
        """The suffix of an id: which sample, which update; nothing where there is only one."""
        of_sample = f"@s{sample}" if sample is not None and self.several else ""
        return of_sample + (f"#{self.update}" if len(self.plan) > 1 else "")

    @property
    def several(self) -> bool:
        """Whether the run takes more than one sample, so that what is of one is told from what is of all."""
        return len(self.samples) > 1

    def setting(self, name: str) -> Reference:
        """A setting as given: λ, μ, β₁."""
        return self.settings[name]

    def is_penalised(self, id: str) -> bool:
        """Whether something is added to the loss for the size of a parameter."""
        return self.network.penalty is not None and self.network.penalty.concerns(id)

    @property
    def sequential(self) -> bool:
        """Whether a layer is updated before its deltas go further back."""
        return (self.rules.update_order or self.network.update_order) == "sequential"

    @property
    def takes_mean(self) -> bool:
        """Whether samples' losses and gradients are averaged, not added."""
        return (self.rules.reduction or self.network.reduction) == "mean"

    def place(self, layer: Layer, unit: Unit, nets: Mapping[tuple[str, int], Reference], out: Reference) -> Place:
        """The unit as rules see it."""
        own = tuple(nets[unit.name, k] for k in layer.pieces) if unit.pool is None else ()
        is_output = layer is self.wiring.groups[-1].layer
        return Place(unit.name, is_output, layer.activation, layer.parameters, own, out)

    def links(self, unit: Unit, piece: int, outs: Mapping[str, Reference]) -> list[Link]:
        """What comes in by the wires of a piece of a unit."""
        parameters = self.parameters
        return [
            Link(
                outs[wire.source],
                parameters[wire.parameter or ""],
                parameters[wire.mirror] if wire.mirror else None,
                parameters[wire.turned] if wire.turned else None,
            )
            for wire in unit.pieces[piece]
        ]

    def window(self, unit: Unit, outs: Mapping[str, Reference]) -> list[Expression]:
        """What a pooling unit reads."""
        return [outs[wire.source] for wire in unit.pieces[0]]

    def given(self) -> None:
        """Writes down the leaves: samples, parameters, learning rate. Then the layers are wired, as the rules say."""
        network, given = self.network, self.recorder.given
        for s in self.samples:
            example, mark = network.samples[s - 1], f"@s{s}" if self.several else ""
            for name, number in zip(network.inputs, example.x, strict=True):
                self.inputs[s, name] = given(name + mark, number)
            if network.loss and example.target:
                for name, number in zip(network.outputs, example.target, strict=True):
                    self.targets[s, name] = given(f"target[{name}]{mark}", number)
        for id, number in network.parameters_given():
            self.parameters[id] = given(id, number)
        if network.loss and network.learning_rate is not None:
            self.eta = given("eta", network.learning_rate)
        for name, number in network.settings_given():
            self.settings[name] = given(f"setting[{name}]", number)
        layers = tuple(map(self.rules.layer, network.layers))
        as_they_are = all(a is b for a, b in zip(layers, network.layers, strict=True))
        self.wiring = network.wiring if as_they_are else wired(layers)
