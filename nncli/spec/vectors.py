"""Vectors and maps as they may be written in a spec, brought into one shape: a row with a number for each name."""

from collections.abc import Collection, Mapping, Sequence

from nncli.document.reader import Loc
from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Row
from nncli.models.layers.maps import Maps
from nncli.spec.faults import Faults
from nncli.suggest import did_you_mean, known_here, listed
from nncli.words import _, ngettext

ZERO = Numeral("0")


def arranged(value: object, names: tuple[str, ...], maps: Maps | None, loc: Loc, faults: Faults) -> Row:
    """A vector, or maps row by row where the names stand in maps; a flat list is taken as well."""
    if maps is not None and isinstance(value, list) and value and isinstance(value[0], list):
        shape = [maps.maps] * (maps.maps > 1) + [maps.rows] * (not maps.is_series) + [maps.columns]
        flat = _flat(value, shape)
        if flat is None:
            message = _("{shape} numbers are needed here").format(shape=maps.shape)
            help = _("write them row by row: [[…], […]]; several maps as a list of such")
            faults.add(loc, "shape", message, help)
            return tuple(ZERO for _name in names)
        return tuple(flat)
    if isinstance(value, list) and value and isinstance(value[0], list):
        message = _("one list of numbers is needed here, and this is a list of lists")
        help = _("rows of numbers go with inputs in maps, as in 'inputs: {X: [3, 3]}'")
        faults.add(loc, "shape", message, help)
        return tuple(ZERO for _name in names)
    return vector(value, names, loc, faults)


def _flat(value: object, shape: Sequence[int]) -> list[Numeral] | None:
    """The numbers of nested lists of this shape, row by row; None where they are of another."""
    if not shape:
        return [value] if isinstance(value, Numeral) else None
    if not isinstance(value, list) or len(value) != shape[0]:
        return None
    parts = [_flat(inner, shape[1:]) for inner in value]
    return None if any(part is None for part in parts) else [number for part in parts if part for number in part]


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
    same_names(value, names, _("there is no number for {names}"), loc, faults)
    return [value.get(name, ZERO) for name in names]


def same_names(given: Collection[str], wanted: tuple[str, ...], missing: str, loc: Loc, faults: Faults) -> None:
    """Is there exactly one of each name? An unknown one is likely to stand for a missing one: only it is told then."""
    for key in given:
        if key not in wanted:
            message = _("'{key}' is not a unit here").format(key=key)
            help = did_you_mean(key, wanted) or known_here(wanted)
            faults.add((*loc, key), "unknown-unit", message, help, key=True)
    if absent := [name for name in wanted if name not in given]:
        faults.add(loc, "shape", missing.format(names=listed(absent)))
