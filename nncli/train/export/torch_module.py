"""A trained model as the source of a PyTorch module, which somebody is to read and to go on with."""

import numpy as np

from nncli.train.arrays.layout import Layout
from nncli.train.export import torch_source as source
from nncli.train.keeping.model import TrainedModel

MODULE = '''"""{title}

Written by nncli {version}: the weights of epoch {epoch}, which are in {npz}, beside this file.

    model = load()
    model(x)                  # x (n, {inputs}) of DTYPE → outputs (n, {outputs})
    model.nets(x)             # the last layer before its activation
    model.loss(x, targets)    # the mean over the rows
{scaled}
Run by itself, this file checks that torch computes what nncli did.
"""

from pathlib import Path

import numpy as np
import torch
{imports}

ARRAYS = Path(__file__).with_name({npz_literal})
DTYPE = torch.{dtype}
{names}


class TrainedModel(nn.Module):
    """{shape}"""

    def __init__(self) -> None:
        super().__init__()
{members}

    def nets(self, x: torch.Tensor) -> torch.Tensor:
        """The nets of the last layer: {nets_shape}."""
{nets}

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The outputs: (n, {outputs})."""
{forward}

    def loss(self, x: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """The mean of {loss_text} over the rows."""
        return {loss}


def load() -> TrainedModel:
    """The model with its trained parameters."""
    model = TrainedModel()
    with np.load(ARRAYS, allow_pickle=False) as arrays:
        model.load_state_dict({{name: torch.from_numpy(arrays[name]) for name in model.state_dict()}})
    return model


if __name__ == "__main__":
    with np.load(ARRAYS, allow_pickle=False) as arrays, torch.no_grad():
        theirs = torch.from_numpy(arrays["example_y"])
        ours = load()(torch.from_numpy(arrays["example_x"]))
    difference = (ours - theirs).abs().max().item()
    print(f"largest difference from nncli: {{difference:.1e}}")
    agrees = difference <= {tolerance} * max(1.0, theirs.abs().max().item())
    raise SystemExit(0 if agrees else 1)
'''


def module_of(model: TrainedModel, version: str, npz: str, shape: str) -> str:
    """The Python module; `npz` is the name of the file beside it, `shape` a line on the network."""
    network, last = model.network, model.network.layers[-1]
    assert network.loss is not None  # it was trained
    outputs, dtype = len(network.outputs), model.parameters.dtype
    members, nets = _members(model), _nets(model)
    forward = [*source.remarks(last), f"return {source.call(last, source.member_names(network)[-1], 'self.nets(x)')}"]
    loss = source.LOSSES[network.loss.name]
    uses_functional = any("F." in line for line in (*nets, *forward, loss))
    return MODULE.format(
        title=source.in_docstring(network.title),
        version=version,
        epoch=model.epoch,
        npz=source.in_docstring(npz),
        npz_literal=source.quoted(npz),
        inputs=len(network.inputs),
        scaled="\nInputs are taken as they come: the model itself scales them.\n" if model.scaling else "",
        imports="from torch import nn" + "\nfrom torch.nn import functional as F" * uses_functional,
        dtype=dtype,
        names=source.constants(network, model.coding),
        shape=source.in_docstring(shape),
        members=_indented(members),
        nets_shape=f"({len(last.pieces)} pieces, n, {outputs})" if source.has_pieces(last) else f"(n, {outputs})",
        nets=_indented(nets),
        outputs=outputs,
        forward=_indented(forward),
        loss_text=network.loss.text,
        loss=loss,
        tolerance="1e-10" if dtype == np.float64 else "1e-4",
    )


def _members(model: TrainedModel) -> list[str]:
    """The parameters, in nncli's own layout [from][to]; fixed offsets are buffers."""
    pieced = any(source.has_pieces(layer) for layer in model.network.layers)
    found = ["# Weights are written [from][to]" + (", those of maxout [piece][from][to]." if pieced else ".")]
    for name, block in zip(source.member_names(model.network), Layout(model.network).blocks, strict=True):
        pieces = source.has_pieces(block.layer)
        weights, offsets = (s if pieces else s[1:] for s in (block.weights_shape, block.offsets_shape))
        found.append(f"self.{name}_weights = nn.Parameter({_zeros(weights)})")
        if block.layer.offset:
            member, how = f"{name}_{source.offsets_name(block.layer)}", block.layer.offsets_are
            zeros = _zeros(offsets)
            line = (
                f'self.register_buffer("{member}", {zeros})'
                if how == "fixed"
                else f"self.{member} = nn.Parameter({zeros})"
            )
            found.append(line + {"fixed": "  # does not learn", "shared": "  # one for all units"}.get(how, ""))
    if model.scaling:
        zeros = _zeros((len(model.network.inputs),), "torch.float64")
        found += [f'self.register_buffer("{name}", {zeros})' for name in ("mean", "deviation")]
    return found


def _nets(model: TrainedModel) -> list[str]:
    network = model.network
    first = source.member_names(network)[0]
    found = [f"x = ((x - self.mean) / self.deviation).to(self.{first}_weights.dtype)"] if model.scaling else []
    for name, layer in zip(source.member_names(network), network.layers, strict=True):
        if layer is network.layers[-1]:
            return [*found, f"return {source.net(layer, name)}"]
        found += [*source.remarks(layer), f"x = {source.call(layer, name, source.net(layer, name))}"]
    return found


def _zeros(shape: tuple[int, ...], dtype: str = "DTYPE") -> str:
    return f"torch.zeros({', '.join(map(str, shape))}, dtype={dtype})"


def _indented(lines: list[str]) -> str:
    return "\n".join("        " + line for line in lines)
