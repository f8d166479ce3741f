"""What pydantic finds at fault, in our words."""

from collections.abc import Iterator, Sequence
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from nncli.document.lines import shorten
from nncli.document.reader import Loc
from nncli.maths.numeral import Numeral
from nncli.spec.activation import ActivationName
from nncli.spec.faults import Faults
from nncli.suggest import did_you_mean, known_here, other_name
from nncli.words import N_, _


def tell(model: type[BaseModel], data: object, detail: ErrorDetails, loc: Loc, faults: Faults) -> None:
    """Adds one of pydantic's findings on `data` to `faults`, in our words."""
    context = detail.get("ctx", {})
    given = detail["input"]
    match detail["type"]:
        case "missing":
            faults.add(loc, "missing-key", _("'{key}' is missing").format(key=loc[-1]), key=True)
        case "extra_forbidden":
            word = str(loc[-1])
            keys = keys_beside(model, data, loc)
            help = _stands_elsewhere(model, word, loc[:-1]) or did_you_mean(word, keys) or known_here(keys)
            faults.add(loc, "unknown-key", _("'{key}' is not a key here").format(key=word), help, key=True)
        case "literal_error":
            words = choices(detail)
            code, message = (
                ("unknown-word", _("'{word}' is not known here").format(word=shorten(given)))
                if isinstance(given, str)
                else ("wrong-kind", _not(given, _("a word is needed here")))
            )
            faults.add(loc, code, message, did_you_mean(str(given), words) or known_here(words))
        case "string_pattern_mismatch":
            rule = (
                _("a source's name has no spaces and none of @ # + . [ ] , :") if loc[0] == "names"
                else _("an id has small letters, digits, - and _, and begins with a letter") if loc[-1] == "id"
                else _("a name here is one word of letters, digits and _, and does not begin with a digit")
            )  # fmt: skip
            faults.add(loc, "bad-name", _("'{name}' cannot be a name").format(name=shorten(given)), rule)
        case "value_error":
            quoted = isinstance(given, str) and Numeral.read(given)
            message = _not(given, str(context["error"]))
            faults.add(loc, "wrong-kind", message, _("leave the quotes out") if quoted else None)
        case "list_type" if isinstance(loc[-1], int):  # told once for all items
            message = _("a list of rows is needed here, and {given} is no row").format(given=_kind(given))
            faults.add(loc[:-1], "wrong-kind", message, _("write it like [[0.1, 0.4], [0.8, 0.6]]"))
        case "model_type" if loc[-1] == "activation":
            message = _not(given, _("the name of a function is needed here"))
            faults.add(loc, "wrong-kind", message, known_here(get_args(ActivationName)))
        case "string_type" if isinstance(given, Numeral | bool) and loc[-1] != "name" and isinstance(loc[-1], str):
            faults.add(loc, "wrong-kind", _not(given, _("text is needed here")), _("put it in quotes"))
        case "too_short":
            faults.add(loc, "too-few", _("at least one is needed here"))
        case "string_too_long":
            faults.add(loc, "too-long", _("at most {n} characters").format(n=context["max_length"]))
        case kind:
            faults.add(loc, "wrong-kind", _not(given, _(_WANTED.get(kind, _SOMETHING_ELSE))))


def _stands_elsewhere(model: type[BaseModel], word: str, around: Loc) -> str | None:
    """Where a key belongs that stands in the wrong place: `training.optimiser`, `conventions`, the top."""
    word = other_name(word) or word
    if around and around[0] in MAPPINGS and word in model.model_fields:
        return _("'{word}' is a key of the spec itself, not of '{key}'").format(word=word, key=around[0])
    found = next(_paths(model, word), None)
    if found is None or found[:-1] == around:
        return None
    path = ".".join(map(str, found))
    return _("write it as '{path}'").format(path=path) if around[:1] != found[:1] or len(found) > 2 else None


def _paths(model: type[BaseModel], word: str, depth: int = 2) -> Iterator[Loc]:
    """The ways to a key below the mappings of a model."""
    for key, field in model.model_fields.items():
        for part in _parts_within(field.annotation) if key in MAPPINGS else ():
            if word in part.model_fields:
                yield key, word
            if depth > 1:
                yield from ((key, *inner) for inner in _paths(part, word, depth - 1))


MAPPINGS = ("training", "conventions", "data", "regularisation", "stop", "initialiser")
_SOMETHING_ELSE = N_("something else is needed here")
_WANTED = {
    "list_type": N_("a list is needed here"),
    "dict_type": N_("a mapping is needed here"),
    "model_type": N_("a mapping is needed here"),
    "model_attributes_type": N_("a mapping is needed here"),
    "string_type": N_("text is needed here"),
}


def _not(given: object, wanted: str) -> str:
    if given is None:
        return _("{wanted}, and there is nothing").format(wanted=wanted)
    return _("{wanted}, not {given}").format(wanted=wanted, given=_kind(given))


def _kind(value: object) -> str:
    match value:
        case None:
            return _("nothing")
        case bool():
            return str(value).lower()
        case Numeral():
            return _("the number {n}").format(n=value)
        case str():
            return _("the text '{text}'").format(text=shorten(value))
        case list():
            return _("a list")
        case dict():
            return _("a mapping")
    return type(value).__name__


def choices(detail: ErrorDetails) -> list[str]:
    """The words that pydantic would take."""
    return [word.strip("'") for word in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]


def keys_beside(model: type[BaseModel], data: object, loc: Loc) -> list[str]:
    """The keys that `model` knows where the last part of `loc` stands in `data`."""
    here, inner = model, list[type[BaseModel]]()
    for part in loc[:-1]:
        if isinstance(data, dict | list):
            data = data[part] if isinstance(data, list) or part in data else None  # type: ignore[index]  # as loc goes
        if isinstance(part, str) and part in here.model_fields:
            inner = list(_parts_within(here.model_fields[part].annotation))
            here = inner[0] if inner else here
        if isinstance(part, int):
            here = _of_kind(data, inner) or here
    return list(here.model_fields)


def _of_kind(data: object, classes: Sequence[type[BaseModel]]) -> type[BaseModel] | None:
    """Of several classes that may stand here, the one whose `kind` the data names; the first where none does."""
    kind = data.get("kind") if isinstance(data, dict) else None
    of_kind = (c for c in classes if "kind" in c.model_fields and kind in get_args(c.model_fields["kind"].annotation))
    return next(of_kind, None) or (classes[0] if classes else None)


def _parts_within(annotation: object) -> Iterator[type[BaseModel]]:
    """The model classes inside an annotation such as list[LayerSpec]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_within(inner)
