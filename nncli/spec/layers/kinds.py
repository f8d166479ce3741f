"""A layer of any kind, told apart by its key `kind`; left out, it is fully connected."""

from typing import Annotated

from pydantic import Discriminator, Tag

from nncli.spec.layers.convolution import ConvolutionSpec
from nncli.spec.layers.dense import DenseSpec
from nncli.spec.layers.pooling import PoolingSpec


def _kind(value: object) -> str:
    if not isinstance(value, dict):
        return "dense"
    kind = value.get("kind", "dense")
    return "pooling" if str(kind).endswith("-pooling") else kind if kind == "convolution" else "dense"


LayerSpec = Annotated[
    Annotated[DenseSpec, Tag("dense")]
    | Annotated[ConvolutionSpec, Tag("convolution")]
    | Annotated[PoolingSpec, Tag("pooling")],
    Discriminator(_kind),
]
