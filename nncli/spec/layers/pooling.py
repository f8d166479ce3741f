"""A pooling layer in a spec."""

from typing import Literal

from pydantic import Field

from nncli.maths.activations import IDENTITY
from nncli.models.layers.pooling import Pooling
from nncli.models.layers.pools import POOLS
from nncli.spec.layers.context import Context
from nncli.spec.layers.windows import Gap, Size, made, maps_read, window_over
from nncli.spec.part import Part
from nncli.spec.values import UnitName
from nncli.words import N_


class PoolingSpec(Part):
    """Every unit takes the largest, or the mean, of a window of one map."""

    kind: Literal["max-pooling", "average-pooling"] = Field(description=N_("the largest of a window, or its mean"))
    name: UnitName | None = Field(None, description=N_("what the layer is called; left out: by its place"))
    size: Size = Field(description=N_("of the window: a number, or [rows, columns]"))
    stride: Size | None = Field(None, description=N_("how far the window moves; left out: by its own size"))
    padding: Gap = Field(0, description=N_("so many cells around the maps: a maximum leaves them out, a mean has 0"))


def parameters_of(layer: PoolingSpec, context: Context) -> int:
    """None."""
    return 0


def layer_of(layer: PoolingSpec, context: Context) -> Pooling | None:
    """The layer that a spec describes; None where it does not fit what it reads."""
    maps = maps_read(context, layer.kind)
    if maps is None:
        return None
    stride = layer.size if layer.stride is None else layer.stride
    window = window_over(maps, layer.size, stride, layer.padding, 1)
    makes = made(context.name, maps, maps.maps, window, context.loc, context.faults, cut=True)
    if makes is None:
        return None
    return Pooling(
        name=context.name,
        sources=context.sources,
        units=makes.units(),
        activation=IDENTITY,
        parameters={},
        offset=None,
        offsets_are="learned",
        reads=maps,
        makes=makes,
        window=window,
        pool=POOLS[layer.kind.removesuffix("-pooling")],
    )
