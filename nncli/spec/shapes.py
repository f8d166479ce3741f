"""Weights, biases and vectors as they may be written in a spec, brought into one shape; random where left out."""

from collections.abc import Collection, Mapping, Sequence

from nncli.document.reader import Loc
from nncli.maths.activations import ACTIVATIONS, Activation, Parameters
from nncli.maths.expression import Constant
from nncli.maths.numeral import Numeral
from nncli.models.network import Layer, Row
from nncli.spec.faults import Faults
from nncli.spec.initialiser import Source
from nncli.spec.model import ActivationChoice, LayerSpec, Spec
from nncli.suggest import did_you_mean, known_here, listed
from nncli.words import _, ngettext

Drawn = list[list[list[Numeral]]]  # [piece][from or 0][to]
ZERO = Numeral("0")


def layer_of(
    spec: Spec, at: int, sources: tuple[str, ...], units: tuple[str, ...], draw: Source, faults: Faults
) -> Layer:
    """The `at`-th layer of a spec, reading `sources`."""
    layer, loc = spec.layers[at], ("layers", at)
    activation = ACTIVATIONS[layer.activation.name]
    pieces = _pieces(layer.activation, (*loc, "activation"), faults)
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
    are = layer.biases_are or spec.conventions.biases
    weights, offsets = _drawn(
        _weights(layer, (*loc, "weights"), pieces, sources, units, faults),
        _offsets(given_offsets, (*loc, key), pieces, units, shared=are == "shared", faults=faults),
        draw,
        (pieces, len(sources), len(units)),
        shared=are == "shared",
    )
    last = at == len(spec.layers) - 1
    return Layer(
        name=layer.name or ("y" if last else f"h{at + 1}"),
        sources=sources,
        units=units,
        activation=activation,
        parameters=_parameters(activation, layer.activation, spec, (*loc, "activation"), faults),
        weights=tuple(tuple(tuple(row) for row in piece) for piece in weights),
        offset=None if given_offsets is None else "bias" if offset == "bias" else "threshold",
        offsets=tuple(tuple(row) for row in offsets),
        offsets_are=are,
    )


def vector(value: object, names: tuple[str, ...], loc: Loc, faults: Faults) -> Row:
    """A list, a mapping by name, or one number, as a row with a number for each of `names`."""
    if isinstance(value, Numeral):
        value = [value]
    if isinstance(value, Mapping):
        return tuple(_by_name(value, names, loc, faults))
    assert isinstance(value, Sequence)
    if len(value) != len(names):
        given = ngettext("{n} number", "{n} numbers", len(value)).format(n=len(value))
        wanted = ngettext("{n} is needed ({names})", "{n} are needed ({names})", len(names))
        message = _("{given} where {wanted}").format(
            given=given, wanted=wanted.format(n=len(names), names=listed(names))
        )
        faults.add(loc, "shape", message)
        return tuple(ZERO for _name in names)
    return tuple(value)


def _by_name(value: Mapping[str, Numeral], names: tuple[str, ...], loc: Loc, faults: Faults) -> list[Numeral]:
    _same_names(value, names, _("there is no number for {names}"), loc, faults)
    return [value.get(name, ZERO) for name in names]


def _same_names(given: Collection[str], wanted: tuple[str, ...], missing: str, loc: Loc, faults: Faults) -> None:
    """Is there exactly one of each name? An unknown one is likely to stand for a missing one: only it is told then."""
    for key in given:
        if key not in wanted:
            message = _("'{key}' is not a unit here").format(key=key)
            help = did_you_mean(key, wanted) or known_here(wanted)
            faults.add((*loc, key), "unknown-unit", message, help, key=True)
    if absent := [name for name in wanted if name not in given]:
        faults.add(loc, "shape", missing.format(names=listed(absent)))


def _pieces(choice: ActivationChoice, loc: Loc, faults: Faults) -> int:
    if choice.name == "maxout":
        pieces = 2 if choice.pieces is None else choice.pieces
        if not 2 <= pieces <= 100:
            faults.add((*loc, "pieces"), "out-of-range", _("maxout takes the largest of 2 to 100 pieces"))
            return 2
        return pieces
    return 1


def _parameters(activation: Activation, choice: ActivationChoice, spec: Spec, loc: Loc, faults: Faults) -> Parameters:
    """The activation's parameters as constants: the spec's, else the record's defaults."""
    given = {"slope": choice.slope, "alpha": choice.alpha, "at_zero": spec.conventions.relu_slope_at_0}
    for name in ("slope", "alpha", "pieces"):
        has_it = name in activation.parameters or (name == "pieces" and activation.reads == "pieces")
        if getattr(choice, name) is not None and not has_it:
            message = _("{activation} has no '{name}'").format(activation=choice.name, name=name)
            faults.add((*loc, name), "unknown-key", message, key=True)
    slope = given["slope"]
    if slope is not None and not 0 <= slope.fraction <= 1:
        faults.add((*loc, "slope"), "out-of-range", _("a leaky ReLU's slope lies between 0 and 1"))
    return {
        name: Constant(number.fraction if (number := given.get(name)) is not None else default)
        for name, default in activation.parameters.items()
    }


def _weights(
    layer: LayerSpec, loc: Loc, pieces: int, sources: tuple[str, ...], units: tuple[str, ...], faults: Faults
) -> Drawn | None:
    """[piece][from][to], or None where they are to be drawn."""
    given = layer.weights
    if given is None or isinstance(given, str):
        return None
    if isinstance(given, Mapping):
        _same_names(given, sources, _("there are no weights from {names}"), loc, faults)
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
