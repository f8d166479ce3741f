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
        }
        return arrays | {"about": np.array(json.dumps(about, ensure_ascii=False))}

    @classmethod
    def from_arrays(cls, network: Study, arrays: dict[str, Array], file: str) -> "TrainedModel":
        """The model that `to_arrays` made, for the network it was made for.

        Raises:
            InputError: if the arrays are not those of this network.
        """
        layout = Layout(network)
        try:
            about = json.loads(str(arrays["about"]))
            kind = arrays[f"{network.layers[0].name}.weights"].dtype
            if kind not in (np.float32, np.float64):
                raise ValueError(kind)
            parameters = np.empty(layout.size, kind)
            for block in layout.blocks:
                layer = block.layer
                block.weights(parameters)[...] = arrays[f"{layer.name}.weights"].reshape(block.weights_shape)
                if layer.offset:
                    name = "biases" if layer.offset == "bias" else "thresholds"
                    block.offsets(parameters)[...] = arrays[f"{layer.name}.{name}"].reshape(block.offsets_shape)
            coding = Coding(**{**about["coding"], "classes": tuple(about["coding"]["classes"])})
            scaling = Scaling(**{n: np.array(a) for n, a in about["scaling"].items()}) if about["scaling"] else None
            image = tuple(about["image"]) if about["image"] else None
            return cls(network, parameters, int(about["epoch"]), coding, scaling, image)
        except (KeyError, ValueError, TypeError, AttributeError):
            message = _("{file} does not hold the parameters of the network in spec.yaml beside it").format(file=file)
            raise InputError(Diagnostic("wrong-model", message)) from None
