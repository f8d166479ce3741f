"""A trained model: the parameters of a network, and what is needed to use it on other data."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from nncli.data.coding import Coding
from nncli.data.scaling import Scaling
from nncli.errors import Diagnostic, InputError
from nncli.spec.study import Study
from nncli.train.arrays.layout import Array, Layout
from nncli.train.arrays.passes import Passes
from nncli.train.keeping.records import AboutModel
from nncli.words import _

SCHEMA = 1


@dataclass(frozen=True)
class TrainedModel:
    """A network with parameters (size,) from `epoch`; how its inputs are scaled, and what its outputs mean."""

    network: Study
    parameters: Array
    epoch: int
    coding: Coding
    scaling: Scaling | None
    image: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()  # of the table's columns that it learned from, in the order of the inputs

    def outputs(self, x: Array) -> Array:
        """The outputs (n, outputs) for inputs (n, inputs) as they come: they are scaled here."""
        x = self.scaling.apply(x) if self.scaling else x
        with np.errstate(all="ignore"):
            return self.passes().outputs(np.ascontiguousarray(x, self.parameters.dtype))

    def passes(self) -> Passes:
        """The network at work with these parameters."""
        return Passes(self.network, Layout(self.network), self.parameters)

    def to_arrays(self) -> dict[str, Array]:
        """One array for the weights and one for the biases or thresholds of each layer; the rest as JSON."""
        arrays: dict[str, Array] = {}
        for block in Layout(self.network).blocks:
            layer = block.layer
            parts = {"weights": block.weights(self.parameters)}
            if layer.offset:
                parts["biases" if layer.offset == "bias" else "thresholds"] = block.offsets(self.parameters)
            # A unit without pieces has no axis for them.
            arrays |= {f"{layer.name}.{name}": a if len(a) > 1 else a[0] for name, a in parts.items()}
        about: dict[str, Any] = {
            "schema": SCHEMA,
            "epoch": self.epoch,
            "coding": asdict(self.coding),
            "scaling": {name: a.tolist() for name, a in vars(self.scaling).items()} if self.scaling else None,
            "image": self.image,
            "headings": self.headings,
        }
        return arrays | {"about": np.array(json.dumps(about, ensure_ascii=False))}

    @classmethod
    def from_arrays(cls, network: Study, arrays: dict[str, Array], file: str) -> "TrainedModel":
        """The model that `to_arrays` made, for the network it was made for.

        Raises:
            InputError: if the arrays are not those of this network.
        """
        message = _("{file} does not hold the parameters of the network in spec.yaml beside it").format(file=file)
        wrong = InputError(Diagnostic("wrong-model", message))
        layout = Layout(network)
        kind = next((array.dtype for name, array in arrays.items() if name.endswith(".weights")), None)
        if kind not in (np.float32, np.float64) or "about" not in arrays:
            raise wrong
        try:
            about = AboutModel.model_validate_json(str(arrays["about"]))
        except ValueError:
            raise wrong from None
        parameters = np.zeros(layout.size, kind)
        model = cls(network, parameters, about.epoch, *_meaning(about))
        there = {name: (array.shape, array.dtype) for name, array in arrays.items() if name != "about"}
        if there != {name: (a.shape, a.dtype) for name, a in model.to_arrays().items() if name != "about"}:
            raise wrong
        for block in layout.blocks:
            layer = block.layer
            block.weights(parameters)[...] = arrays[f"{layer.name}.weights"].reshape(block.weights_shape)
            if layer.offset:
                name = "biases" if layer.offset == "bias" else "thresholds"
                block.offsets(parameters)[...] = arrays[f"{layer.name}.{name}"].reshape(block.offsets_shape)
        if not model._is_whole():
            raise wrong
        return model

    def _is_whole(self) -> bool:
        """Whether what is kept beside the parameters is for as many inputs and outputs as the network has."""
        inputs, outputs, coding = len(self.network.inputs), len(self.network.outputs), self.coding
        fits = {
            "one-hot": len(coding.classes) == outputs,
            "one-output": (len(coding.classes), outputs) == (2, 1),
            "values": not coding.classes or outputs == 1,
        }
        scaled = self.scaling is None or len(self.scaling.mean) == len(self.scaling.deviation) == inputs
        pictured = self.image is None or self.image[0] * self.image[1] == inputs
        return fits[coding.kind] and scaled and pictured and len(self.headings) in (0, inputs)


def _meaning(about: AboutModel) -> tuple[Coding, Scaling | None, tuple[int, int] | None, tuple[str, ...]]:
    coding = Coding(about.coding.kind, about.coding.low, about.coding.high, tuple(about.coding.classes))
    scaling = None
    if about.scaling:
        scaling = Scaling(np.array(about.scaling.mean), np.array(about.scaling.deviation))
    image = (about.image[0], about.image[1]) if about.image else None
    return coding, scaling, image, tuple(about.headings)
