"""What a PyTorch module made of a trained model reads: its parameters, and examples to check itself by."""

import numpy as np

from nncli.train.arrays.layout import Array, Block, Layout
from nncli.train.export.torch_source import has_pieces, member_names, offsets_name
from nncli.train.keeping.model import TrainedModel
from nncli.train.setup import Setup

EXAMPLES = 8  # rows that the module can check itself by


def arrays_of(model: TrainedModel, examples: Array) -> dict[str, Array]:
    """What the module reads: the parameters by the module's names, and examples (n, inputs) with their outputs."""
    dtype = model.parameters.dtype
    arrays: dict[str, Array] = {}
    for name, block in zip(member_names(model.network), Layout(model.network).blocks, strict=True):
        arrays[f"{name}_weights"] = _squeezed(block, block.weights(model.parameters))
        if block.layer.offset:
            arrays[f"{name}_{offsets_name(block.layer)}"] = _squeezed(block, block.offsets(model.parameters))
    if model.scaling:  # in double precision, in which nncli scales: the mean may be far larger than the deviation
        scaling = {"mean": np.asarray(model.scaling.mean), "deviation": np.asarray(model.scaling.deviation)}
        return {**arrays, **scaling, "example_x": examples, "example_y": model.outputs(examples)}
    return {**arrays, "example_x": examples.astype(dtype), "example_y": model.outputs(examples)}


def examples_of(setup: Setup, model: TrainedModel) -> Array:
    """A few rows of the run's data as they came, before any scaling: (n, inputs)."""
    x = setup.train.examples.x[:EXAMPLES].astype(np.float64)
    return x * model.scaling.deviation + model.scaling.mean if model.scaling else x


def _squeezed(block: Block, part: Array) -> Array:
    return part if has_pieces(block.layer) else part[0]
