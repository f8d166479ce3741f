"""A fully connected layer in a spec: weights and biases as they may be written; random where left out."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from nncli.document.reader import Loc
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.numeral import Numeral
from nncli.models.layers.dense import Dense
from nncli.spec.activation import ActivationChoice, ActivationName, constants_of, pieces_of
from nncli.spec.common import Offsets, Units, Weights
from nncli.spec.faults import Faults
from nncli.spec.initialiser import Source
from nncli.spec.layers.context import Context
from nncli.spec.part import Part, named
from nncli.spec.values import UnitName
from nncli.spec.vectors import ZERO, same_names, vector
from nncli.suggest import listed
from nncli.words import N_, _, ngettext

Drawn = list[list[list[Numeral]]]  # [piece][from or 0][to]


class DenseSpec(Part):
    """One layer of units, each of which reads all the units before."""

    kind: Literal["dense"] = Field("dense", description=N_("all units read all the units before"))
    name: UnitName | None = Field(None, description=N_("what the layer is called; left out: by its place"))
    units: Units = Field(description=N_("how many units, or a list of their names"))
    activation: Annotated[
        ActivationChoice, BeforeValidator(named, json_schema_input_type=ActivationName | ActivationChoice)
    ] = Field(description=N_("f, by its name; with settings as a mapping"))
    weights: Weights | None = Field(
        None,
        description=N_(
            "[from][to], or by name {A: {P: 0.1}}; for maxout a list of such matrices, one per piece; left out: random"
        ),
    )
    biases: Offsets | None = Field(None, description=N_("added to the net input; left out: none"))
    thresholds: Offsets | None = Field(None, description=N_("subtracted from the net input; left out: none"))
    biases_are: Literal["learned", "fixed", "shared"] | None = Field(
        None, description=N_("whether the biases or thresholds learn, or are one number shared by the layer")
    )


def parameters_of(layer: DenseSpec, context: Context) -> int:
    """How many weights there are."""
    return (layer.activation.pieces or 1) * len(context.sources) * len(context.units)


def layer_of(layer: DenseSpec, context: Context) -> Dense:
    """The layer that a spec describes."""
    loc, sources, units, faults = context.loc, context.sources, context.units, context.faults
    activation = ACTIVATIONS[layer.activation.name]
    pieces = pieces_of(layer.activation, (*loc, "activation"), faults)
    offset, key = ("threshold", "thresholds") if layer.thresholds is not None else ("bias", "biases")
    given_offsets = layer.thresholds if layer.thresholds is not None else layer.biases
    if layer.thresholds is not None and layer.biases is not None:
        faults.add(
            (*loc, "thresholds"), "both-offsets", _("a layer has biases or thresholds, not both"),
            _("a threshold is subtracted, a bias is added: keep the one that your source uses"), key=True,
        )  # fmt: skip
    if given_offsets is None and layer.biases_are is not None and not faults.told((*loc, key)):
        message = _("this layer has no biases or thresholds")
        faults.add((*loc, "biases_are"), "missing-key", message, _("give them, or leave 'biases_are' out"), key=True)
    are = layer.biases_are or context.conventions.biases
    weights, offsets = _drawn(
        _weights(layer, (*loc, "weights"), pieces, sources, units, faults),
        _offsets(given_offsets, (*loc, key), pieces, units, shared=are == "shared", faults=faults),
        context.draw,
        (pieces, len(sources), len(units)),
        shared=are == "shared",
    )
    return Dense(
        name=context.name,
        sources=sources,
        units=units,
        activation=activation,
        parameters=constants_of(
            activation, layer.activation, context.conventions.relu_slope_at_0, (*loc, "activation"), faults
        ),
        weights=tuple(tuple(tuple(row) for row in piece) for piece in weights),
        offset=None if given_offsets is None else "bias" if offset == "bias" else "threshold",
        offsets=tuple(tuple(row) for row in offsets),
        offsets_are=are,
    )


def _weights(
    layer: DenseSpec, loc: Loc, pieces: int, sources: tuple[str, ...], units: tuple[str, ...], faults: Faults
) -> Drawn | None:
    """[piece][from][to], or None where they are to be drawn."""
    given = layer.weights
    if given is None or isinstance(given, str):
        return None
    if isinstance(given, Mapping):
        same_names(given, sources, _("there are no weights from {names}"), loc, faults)
        rows = {key: list(vector(row, units, (*loc, key), faults)) for key, row in given.items()}
        return _for_pieces([[rows.get(name, [ZERO] * len(units)) for name in sources]], pieces, loc, faults)
    deep = bool(given and given[0] and isinstance(given[0][0], list))
    matrices = [list(m) for m in given] if deep else [given]
    for k, matrix in enumerate(matrices):
        at: Loc = (*loc, k) if deep else loc
        _shape(matrix, sources, units, at, faults)  # type: ignore[arg-type]  # the union's tag has told them apart
    return _for_pieces(matrices, pieces, loc, faults)  # type: ignore[arg-type]  # likewise


def _shape(matrix: list[list[Numeral]], sources: Sequence[str], units: Sequence[str], loc: Loc, faults: Faults) -> None:
    """A row for each source, a column for each unit; a transposed matrix is named as such."""
    widths = {len(row) for row in matrix}
    wanted = (len(sources), len(units))
    if len(matrix) == wanted[0] and widths == {wanted[1]}:
        return
    unequal = _("{n} rows of unequal length").format(n=len(matrix)) if matrix else _("an empty list")
    shape = f"{len(matrix)}×{widths.pop()}" if len(widths) == 1 else unequal
    message = _("the weights are {shape}, and {f}×{t} are needed").format(shape=shape, f=wanted[0], t=wanted[1])
    turned = shape == f"{wanted[1]}×{wanted[0]}"
    faults.add(
        loc, "shape", message,
        _("weights are written [from][to]: a row for each of {sources}; yours look transposed").format(
            sources=listed(sources)) if turned else
        _("weights are written [from][to]: a row for each of {sources}, in it a number for each of {units}").format(
            sources=listed(sources), units=listed(units)),
    )  # fmt: skip


def _for_pieces(matrices: Drawn, pieces: int, loc: Loc, faults: Faults) -> Drawn:
    if len(matrices) != pieces:
        given = ngettext("{n} matrix", "{n} matrices", len(matrices)).format(n=len(matrices))
        wanted = ngettext("{n} is needed", "{n} are needed", pieces).format(n=pieces)
        message = _("{given} where {wanted}").format(given=given, wanted=wanted)
        faults.add(loc, "shape", message, _("maxout takes a list of matrices, one for each piece; all others take one"))
    return matrices


def _offsets(
    given: object, loc: Loc, pieces: int, units: tuple[str, ...], *, shared: bool, faults: Faults
) -> Drawn | None:
    """[piece][0][to], None where they are to be drawn, [] where there are none."""
    if given is None:
        return []
    if isinstance(given, str):
        return None
    rows: Sequence[object] = given if isinstance(given, list) and given and isinstance(given[0], list) else [given]
    if len(rows) != pieces:
        given_rows = ngettext("{n} row of numbers", "{n} rows of numbers", len(rows)).format(n=len(rows))
        wanted = ngettext("{n} is needed", "{n} are needed", pieces).format(n=pieces)
        message = _("{given} where {wanted}").format(given=given_rows, wanted=wanted)
        faults.add(loc, "shape", message, _("maxout takes a list of rows, one for each piece; all others take one row"))
        return []
    result: Drawn = []
    for row in rows:
        of_each = [row] * len(units) if isinstance(row, Numeral) else row  # one number stands for all units
        numbers = list(vector(of_each, units, loc, faults))
        if shared and len({number.fraction for number in numbers}) > 1:
            faults.add(loc, "shape", _("a shared bias is one number for the whole layer"))
        result.append([numbers])
    return result


def _drawn(
    weights: Drawn | None, offsets: Drawn | None, draw: Source, shape: tuple[int, int, int], *, shared: bool
) -> tuple[Drawn, list[list[Numeral]]]:
    """Both with what was left out drawn at random, unit by unit, a unit's weights before its bias."""
    pieces, n_sources, n_units = shape
    w: Drawn = weights or [[[ZERO] * n_units for _i in range(n_sources)] for _k in range(pieces)]
    b = [piece[0] for piece in offsets] if offsets is not None else [[ZERO] * n_units for _k in range(pieces)]
    weight, offset = draw.weights(n_sources, n_units), draw.offsets()
    for j in range(n_units):
        for k in range(pieces):
            if weights is None:
                for i in range(n_sources):
                    w[k][i][j] = weight()
            if offsets is None:
                b[k][j] = b[k][0] if shared and j else offset()
    return w, b
