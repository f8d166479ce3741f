"""A convolution layer in a spec: kernels written out, or how many of which size to draw."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, StrictBool, Tag

from nncli.maths.activations import ACTIVATIONS
from nncli.maths.numeral import Numeral
from nncli.models.layers.convolution import Convolution
from nncli.models.layers.layer import Row
from nncli.models.layers.maps import Maps
from nncli.spec.activation import ActivationChoice, ActivationName, constants_of
from nncli.spec.common import Matrix
from nncli.spec.layers.context import Context
from nncli.spec.layers.windows import Gap, Size, made, maps_read, window_over
from nncli.spec.part import Part, named
from nncli.spec.values import Natural, Number, UnitName
from nncli.spec.vectors import ZERO
from nncli.words import N_, _, ngettext


def _kind_of_kernels(value: object) -> str:
    depth = 0
    while isinstance(value, list):
        depth, value = depth + 1, value[0] if value else None
    return ("count", "row", "matrix", "matrices")[depth] if depth < 4 else "maps"


Kernels = Annotated[
    Annotated[Natural, Tag("count")]
    | Annotated[list[Number], Tag("row")]
    | Annotated[Matrix, Tag("matrix")]
    | Annotated[list[Matrix], Tag("matrices")]
    | Annotated[list[list[Matrix]], Tag("maps")],
    Discriminator(_kind_of_kernels),
]


def _kind_of_biases(value: object) -> str:
    return "random" if isinstance(value, str) else "list" if isinstance(value, list) else "one"


Biases = Annotated[
    Annotated[Literal["random"], Tag("random")] | Annotated[list[Number], Tag("list")] | Annotated[Number, Tag("one")],
    Discriminator(_kind_of_biases),
]
Drawn = list[list[list[list[Numeral]]]]  # [kernel][map][row][column]


class ConvolutionSpec(Part):
    """One layer of maps; every unit reads a window, all units of a map by the same kernel."""

    kind: Literal["convolution"] = Field(description=N_("every unit reads a window, by a kernel that all share"))
    name: UnitName | None = Field(None, description=N_("what the layer is called; left out: by its place"))
    kernels: Kernels = Field(
        description=N_(
            "one kernel, row by row; a list of kernels; with several maps to read a list of matrices for each kernel; "
            "or how many kernels to draw"
        )
    )
    size: Size | None = Field(None, description=N_("of kernels that are drawn: a number, or [rows, columns]"))
    stride: Size = Field(1, description=N_("how far the window moves: a number, or [down, across]"))
    padding: Gap = Field(0, description=N_("so many zeros around the maps"))
    dilation: Size = Field(1, description=N_("the distance of neighbours within the window"))
    flip: StrictBool = Field(
        False, description=N_("turn the kernel by 180°: a convolution as in mathematics, no cross-correlation")
    )
    activation: Annotated[
        ActivationChoice, BeforeValidator(named, json_schema_input_type=ActivationName | ActivationChoice)
    ] = Field(default_factory=lambda: ActivationChoice(name="identity"), description=N_("left out: identity"))
    biases: Biases | None = Field(None, description=N_("a number for each kernel; left out: none"))
    biases_are: Literal["learned", "fixed"] | None = Field(None, description=N_("whether the biases learn"))


def parameters_of(layer: ConvolutionSpec, context: Context) -> int:
    """How many weights there are, if they are to be drawn; those written out are few enough."""
    maps = context.reads.maps if context.reads else 1
    size = layer.size if isinstance(layer.size, Sequence) else [layer.size or 1] * 2
    return layer.kernels * maps * size[0] * size[1] if isinstance(layer.kernels, int) else 0


def layer_of(layer: ConvolutionSpec, context: Context) -> Convolution | None:
    """The layer that a spec describes; None where it does not fit what it reads."""
    maps = maps_read(context, layer.kind)
    if maps is None:
        return None
    faults, loc = context.faults, context.loc
    given = _given(layer, maps, context)
    size: object = layer.size
    if given is not None:
        size = [len(given[0][0]), len(given[0][0][0])]
    elif size is None:
        message = _("kernels that are drawn need a 'size'")
        faults.add((*loc, "kernels"), "missing-key", message, _("add it, as in 'size: 5', or write the kernels out"))
        return None
    window = window_over(maps, size, layer.stride, layer.padding, layer.dilation)
    count = len(given) if given is not None else layer.kernels
    assert isinstance(count, int)
    makes = made(context.name, maps, count, window, loc, faults, cut=False)
    if layer.activation.name in ("softmax", "maxout"):
        message = _("'{name}' does not go with a convolution").format(name=layer.activation.name)
        faults.add((*loc, "activation"), "does-not-fit", message, _("relu, tanh, sigmoid and identity do"))
        return None
    if makes is None:
        return None
    activation = ACTIVATIONS[layer.activation.name]
    at_zero = context.conventions.relu_slope_at_0
    cells = maps.maps * window.size[0] * window.size[1]
    draw = context.draw.weights(cells, count * window.size[0] * window.size[1])
    kernels = given or [
        [[[draw() for _n in range(window.size[1])] for _m in range(window.size[0])] for _c in range(maps.maps)]
        for _k in range(count)
    ]
    return Convolution(
        name=context.name,
        sources=context.sources,
        units=makes.units(),
        activation=activation,
        parameters=constants_of(activation, layer.activation, at_zero, (*loc, "activation"), faults),
        offset=None if layer.biases is None else "bias",
        offsets_are=layer.biases_are or ("fixed" if context.conventions.biases == "fixed" else "learned"),
        reads=maps,
        makes=makes,
        window=window,
        kernel=context.kernel,
        kernels=tuple(tuple(tuple(map(tuple, rows)) for rows in of_maps) for of_maps in kernels),
        offsets=_biases(layer, count, context),
        flip=layer.flip,
    )


def _given(layer: ConvolutionSpec, maps: Maps, context: Context) -> Drawn | None:
    """[kernel][map][row][column]; None where they are to be drawn, or at fault."""
    kernels, loc, faults = layer.kernels, (*context.loc, "kernels"), context.faults
    if isinstance(kernels, int):
        return None
    deep = _deep(kernels, maps)
    if deep is None:
        several = ngettext("{n} map", "{n} maps", maps.maps).format(n=maps.maps)
        faults.add(
            loc, "shape", _("kernels are needed that read {maps}").format(maps=several),
            _("write [[…], […]] for one kernel over one map, a list of such for several kernels, and over several maps "
              "a list of matrices, one for each map, for each kernel"),
        )  # fmt: skip
        return _some(maps)
    sizes = {(len(rows), len(row)) for of_maps in deep for rows in of_maps for row in rows}
    if len(sizes) != 1 or 0 in next(iter(sizes)) or any(not rows for of_maps in deep for rows in of_maps):
        faults.add(loc, "shape", _("all kernels are of one size, and their rows of equal length"))
        return _some(maps)
    if any(len(of_maps) != maps.maps for of_maps in deep):
        message = _("each kernel needs a matrix for each of the {n} maps that it reads").format(n=maps.maps)
        faults.add(loc, "shape", message)
        return _some(maps)
    return deep


def _deep(kernels: Sequence[object], maps: Maps) -> Drawn | None:
    """What is written, under [kernel][map][row][column]; None where it cannot be meant so.

    A list of matrices is several kernels over one map, or one kernel over several.
    """
    depth, inner = 0, kernels
    while isinstance(inner, list):
        depth, inner = depth + 1, inner[0] if inner else None  # type: ignore[assignment]  # a leaf ends the loop
    if maps.is_series:
        kernels, depth = _in_rows(kernels, depth), depth + 1
    match depth:
        case 2 if maps.maps == 1:
            return [[kernels]]  # type: ignore[list-item]  # the depth has told what it is; likewise below
        case 3 if maps.maps == 1:
            return [[matrix] for matrix in kernels]  # type: ignore[list-item]
        case 3:
            return [kernels]  # type: ignore[list-item]
        case 4:
            return list(kernels)  # type: ignore[arg-type]
    return None


def _in_rows(kernels: object, depth: int) -> list[object]:
    """A kernel over a series is a row: [row] is its matrix."""
    assert isinstance(kernels, list)
    return [kernels] if depth == 1 else [_in_rows(inner, depth - 1) for inner in kernels]


def _some(maps: Maps) -> Drawn:
    """Kernels that stand in for faulty ones, so that the checking can go on."""
    return [[[[ZERO]] for _c in range(maps.maps)]]


def _biases(layer: ConvolutionSpec, count: int, context: Context) -> Row:
    """A number for each kernel; none where there are no biases."""
    if layer.biases is None:
        return ()
    if isinstance(layer.biases, str):
        draw = context.draw.offsets()
        return tuple(draw() for _k in range(count))
    biases = [layer.biases] * count if isinstance(layer.biases, Numeral) else layer.biases
    if len(biases) != count:
        given = ngettext("{n} number", "{n} numbers", len(biases)).format(n=len(biases))
        message = _("{given} where {n} are needed, one for each kernel").format(given=given, n=count)
        context.faults.add((*context.loc, "biases"), "shape", message)
        return (ZERO,) * count
    return tuple(biases)
