"""The first pass over a document: are the keys known, and is every value of the kind that its key takes?"""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nncli.document.reader import Loc
from nncli.maths.numeral import Numeral
from nncli.spec.faults import Faults
from nncli.spec.wording import choices, keys_beside, tell
from nncli.suggest import nearest

M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], data: Any, faults: Faults) -> M | None:
    """The model of `data`; where keys are at fault, as it was meant, or what is left without them, if that can stand.

    None where it cannot; either way every fault is told.
    """
    for _attempt in range(2):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            found = [(detail, _within(data, detail)) for detail in error.errors(include_url=False)]
            found.sort(key=lambda each: each[0]["type"] == "missing")  # what is misspelt is not missing too
            for detail, loc in found:
                tell(model, data, detail, loc, faults)
                data = _mended(model, data, detail, loc, faults)
    return None


def _within(data: Any, detail: ErrorDetails) -> Loc:
    """pydantic's place, less the names of union members that it mixes in; a missing key at the end stays."""
    found: list[str | int] = []
    for part in detail["loc"]:
        if _holds(data, part):
            data = data[part]
            found.append(part)
    return (*found, detail["loc"][-1]) if detail["type"] == "missing" else tuple(found)


def _holds(data: Any, part: str | int) -> bool:
    return part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))


def _mended(model: type[BaseModel], data: Any, detail: ErrorDetails, loc: Loc, faults: Faults) -> Any:
    """`data` with what is misspelt at `loc` as it was meant; else without what stands there."""
    around, word = loc[:-1], str(loc[-1])
    match detail["type"]:
        case "extra_forbidden" if near := nearest(
            word, set(keys_beside(model, data, loc)) - set(_at(data, around) or ())
        ):
            faults.hush((*around, near))
            return _changed(data, around, lambda keys: {near: keys[word], **_less(keys, word)})
        case "literal_error" if near := nearest(str(detail["input"]), choices(detail)):
            return _changed(data, loc, lambda _word: near)
        case "value_error" if isinstance(loc[-1], int):  # any number, so that the shape of the whole can be checked
            return _changed(data, loc, lambda _number: Numeral("0"))
        case "string_type" if isinstance(detail["input"], Numeral):
            return _changed(data, loc, str)
        case "missing":
            return data
    if isinstance(loc[-1], int) and around:  # an item takes its list with it: the others would move up
        return _changed(data, around[:-1], lambda keys: _less(keys, around[-1]))
    return _changed(data, around, lambda keys: _less(keys, loc[-1]))


def _at(data: Any, loc: Loc) -> Any:
    return (_at(data[loc[0]], loc[1:]) if _holds(data, loc[0]) else None) if loc else data


def _less(keys: Any, key: str | int) -> Any:
    return {k: value for k, value in keys.items() if k != key} if isinstance(keys, dict) else []


def _changed(data: Any, loc: Loc, change: Callable[[Any], Any]) -> Any:
    """A copy of `data` with `change` made to what stands at `loc`, if it still stands there."""
    if not loc:
        return change(data)
    head, *rest = loc
    if not _holds(data, head):
        return data
    copy = data.copy()
    copy[head] = _changed(data[head], tuple(rest), change)
    return copy
