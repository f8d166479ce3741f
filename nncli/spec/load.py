"""From a document to a network: the keys and kinds first, then the meaning, and all faults of both in one go."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nncli.document.reader import Document, Loc
from nncli.errors import SpecError
from nncli.maths.numeral import Numeral
from nncli.spec.faults import Faults, did_you_mean, nearest
from nncli.spec.meaning import resolve
from nncli.spec.model import Spec
from nncli.spec.network import Network
from nncli.words import _


def load(document: Document) -> Network:
    """The network that a document describes.

    Raises:
        SpecError: with every fault of the document. Where the keys are at fault, the parts that are sound are still
            checked for their meaning, so that a second run seldom brings new faults to light.
    """
    faults = Faults(document)
    if not isinstance(document.data, dict):
        faults.add((), "not-a-mapping", _("a spec is a mapping of keys such as 'title', 'inputs' and 'layers'"))
        raise SpecError(faults.found)
    spec = _validated(document.data, faults)
    network = resolve(spec, faults) if spec else None
    if faults.found or network is None:
        raise SpecError(
            sorted(faults.found, key=lambda d: (d.place.line or 0, d.place.column or 0) if d.place else (0, 0))
        )
    return network


def _validated(data: dict[str, Any], faults: Faults) -> Spec | None:
    """The spec; where keys are at fault, what is left of it without them, if that can stand."""
    misspelt: set[Loc] = set()
    for _attempt in range(2):
        try:
            return Spec.model_validate(data)
        except ValidationError as error:
            found = [(detail, _within(data, detail["loc"])) for detail in error.errors(include_url=False)]
            misspelt |= {
                (*loc[:-1], near)
                for detail, loc in found
                if detail["type"] == "extra_forbidden" and (near := nearest(str(loc[-1]), _keys_beside(loc)))
            }
            for detail, loc in found:
                if not (detail["type"] == "missing" and loc in misspelt):  # what is misspelt is not missing too
                    _tell(detail, loc, faults)
                data = _without(data, loc)
    return None


def _within(data: Any, loc: Sequence[str | int]) -> Loc:
    """pydantic's place, less the names of union members that it mixes in; a missing key at the end stays."""
    found: list[str | int] = []
    for at, part in enumerate(loc):
        in_mapping = isinstance(data, dict) and part in data
        in_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if in_mapping or in_list:
            data = data[part]
            found.append(part)
        elif at == len(loc) - 1 and isinstance(data, dict):
            found.append(part)
    return tuple(found)


def _without(data: Any, loc: Loc) -> Any:
    """A copy of `data` without what stands at `loc`; an item of a list takes the whole list with it."""
    if not loc or not isinstance(data, dict):
        return data
    head, *rest = loc
    if head not in data:
        return data
    inner = data[head]
    if rest and isinstance(inner, dict):
        return {**data, head: _without(inner, tuple(rest))}
    if rest and isinstance(inner, list) and isinstance(rest[0], int) and len(rest) > 1:
        item = _without(inner[rest[0]], tuple(rest[1:]))
        return {**data, head: [*inner[: rest[0]], item, *inner[rest[0] + 1 :]]}
    return {key: value for key, value in data.items() if key != head}


def _tell(detail: ErrorDetails, loc: Loc, faults: Faults) -> None:
    """One of pydantic's findings in our words."""
    context = detail.get("ctx", {})
    given = detail["input"]
    match detail["type"]:
        case "missing":
            faults.add(loc, "missing-key", _("'{key}' is missing").format(key=loc[-1]), key=True)
        case "extra_forbidden":
            word = str(loc[-1])
            help = did_you_mean(word, _keys_beside(loc)) or _known(_keys_beside(loc))
            faults.add(loc, "unknown-key", _("'{key}' is not a key here").format(key=word), help, key=True)
        case "literal_error":
            choices = [c.strip("'") for c in context["expected"].replace(" or ", ", ").split(", ")]
            word = str(given)
            faults.add(
                loc, "unknown-word", _("'{word}' is not known here").format(word=word),
                did_you_mean(word, choices) or _known(choices),
            )  # fmt: skip
        case "string_pattern_mismatch":
            faults.add(
                loc, "bad-name", _("'{name}' cannot be a name").format(name=given),
                _("units: letters a-z, digits and _; a source's names: no spaces and none of @ # + . [ ] , :"),
            )  # fmt: skip
        case "value_error":
            faults.add(loc, "wrong-kind", _("{what}, not {given}").format(what=context["error"], given=_kind(given)))
        case "too_short":
            faults.add(loc, "too-few", _("at least one is needed here"))
        case "string_too_long":
            faults.add(loc, "too-long", _("at most {n} characters").format(n=context["max_length"]))
        case kind:
            wanted = _WANTED.get(kind, _("something else is needed here"))
            faults.add(loc, "wrong-kind", _("{what}, not {given}").format(what=wanted, given=_kind(given)))


_WANTED = {
    "list_type": _("a list is needed here"),
    "dict_type": _("a mapping is needed here"),
    "model_type": _("a mapping is needed here"),
    "model_attributes_type": _("a mapping is needed here"),
    "string_type": _("text is needed here"),
}


def _kind(value: object) -> str:
    match value:
        case None:
            return _("nothing")
        case bool():
            return _("true or false")
        case Numeral():
            return _("the number {n}").format(n=value)
        case str():
            return _("the text '{text}'").format(text=value if len(value) <= 40 else value[:40] + "…")
        case list():
            return _("a list")
        case dict():
            return _("a mapping")
    return type(value).__name__


def _known(words: Sequence[str]) -> str:
    return _("known here: {words}").format(words=", ".join(words))


def _keys_beside(loc: Loc) -> list[str]:
    """The keys that the schema knows where the last part of `loc` stands."""
    here: type[BaseModel] = Spec
    for part in loc[:-1]:
        if isinstance(part, str) and part in here.model_fields:
            inner = _part_within(here.model_fields[part].annotation)
            here = inner or here
    return list(here.model_fields)


def _part_within(annotation: object) -> type[BaseModel] | None:
    """The model class inside an annotation such as list[LayerSpec]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for a in get_args(annotation) if (found := _part_within(a))), None)
