"""What a key means that is no name of a quantity: as on the board, in LaTeX, in words, or with a slip of the pen.

    net_{h2}   \\hat{y}   \\delta_{h1}   w_{h1,y}^{new}   新权值w[h1,y]   h1净输入   更新前损失   y.out(after)   ΔW1

The words that say what is meant (of a unit, a parameter, the loss) and when (before or after the update) are taken
away; what is left has to be the name of something in this network. Whoever calls takes a guess only where there is one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from nncli.grade.following import key_words as words
from nncli.grade.following.finder import Finder
from nncli.grade.following.programs import Programs
from nncli.sheets.parts import fold
from nncli.trace.quantities import PARAMETER_KINDS, Quantity, is_offset_id, is_parameter_id

_ASIDE = re.compile(r"(?P<key>[^()（）\[\]]+)[(（](?P<within>[^()（）]+)[)）]\s*")
_CLOSE, _CLOSER = 0.7, 0.04


def meant_by(key: str, finder: Finder) -> tuple[str, ...]:
    """All that `key` can mean, as keys that `finder` knows; it is not known itself."""
    meant = tuple(dict.fromkeys(_read(key, finder))) if len(key) <= 120 else ()
    if not meant and len(key) <= 120 and (aside := _ASIDE.fullmatch(key)):  # 误差(d-y): both say the same
        within = set(_read(aside["within"], finder))
        meant = tuple(id for id in dict.fromkeys(_read(aside["key"], finder)) if id in within)
    return meant or _near(key, finder)


def whole_of(key: str, count: int, finder: Finder) -> str | None:
    """The layer, or the map, that a list of `count` numbers under `net`, `δ` is of, where only one has so many."""
    text, is_after = _without(words.AFTER, words.reworded(fold(key)))
    _rest, kinds, _text = _subject(key, text, [], finder)
    if len(kinds) != 1 or _rest:
        return None
    later = ".after" if is_after else ""
    names = [
        f"layer.{kinds[0]}{name[6:]}{later}" if name.startswith("layer ") else f"{name}.{kinds[0]}{later}"
        for name, rows in finder.programs.model.grids().items()
        if not is_parameter_id(rows[0][0]) and sum(map(len, rows)) == count
    ]
    fitting = {grid.rows: name for name in names if (grid := finder.grid(name))}  # a layer may have two names
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def says_kind(text: str) -> bool:
    """Whether a word in `text` says which kind of quantity is meant."""
    return any(pattern.search(fold(text)) for _kind, pattern in words.KINDS)


def says_when(text: str) -> bool:
    """Whether a word in `text` tells the new from the old, or the second pass from the first."""
    return bool(words.AFTER.search(words.UPDATE.sub(" ", text)) or words.BEFORE.search(text))


def also_of_a_unit(key: str, ids: Iterable[str], finder: Finder) -> str | None:
    """Of the bias of a layer with one unit, b2, the bias of the hidden unit with that number: it may be h2's."""
    q = Quantity.parse(next(iter(ids)))
    number = re.search(r"\d+", key)
    if q is None or not is_offset_id(q.subject) or number is None:
        return None
    hidden = finder.programs.model.grids().get("layer 1", ((),))[0]
    units = [unit for unit in hidden if re.fullmatch(rf"[a-z]+{number[0]}", unit)]
    other = f"b[{units[0]}].{q.kind}" if units and len(hidden) > 1 else ""
    return other if other in finder.programs.order and other != str(q) else None


def without_before(key: str) -> str:
    """A key without the words that say that it is the old value; itself where it has none."""
    bare, said = _without(words.BEFORE, key)
    return bare.removesuffix("值").strip(" ._()（）") if said else key


def _read(key: str, finder: Finder) -> Iterator[str]:
    """The ids and matrices that fit the words of a key."""
    plain = words.DRESS.sub(" ", fold(key).translate(words.RAISED).replace("$", "").replace("ŷ", "\\hat{y}"))
    text = words.reworded(words.LAYER.sub(r"\1", plain))
    kinds: list[str] = []
    if gradient := words.GRADIENT.match(text):
        text, kinds = gradient["of"], ["grad"]
    text, is_before = _without(words.BEFORE, text)
    text, is_after = _without(words.AFTER, text)
    if is_after and is_before:
        return
    if not kinds and (named := list(_named(_squeezed(text), finder, after=is_after, before=is_before))):
        yield from named
        return
    rest, kinds, text = _subject(key, text, kinds, finder)
    if len(kinds) == 1 or not kinds:
        kind = kinds[0] if kinds else ""
        is_error = not kind and text.strip() == "e"
        yield from _fitting(rest, kind, finder, after=is_after, before=is_before, is_error=is_error)
        if rest and not is_before:
            yield from _whole(rest, kind, finder, after=is_after)


def _subject(key: str, text: str, kinds: list[str], finder: Finder) -> tuple[str, list[str], str]:
    """Of what a key is, which kinds its words name, and the text without them."""
    if words.DIFFERENCE.fullmatch(text.replace("误差", " ").replace("error", " ")):
        text, kinds = "", ["error"]
    elif called := words.CALLED.fullmatch(text):
        text, kinds = called["of"], ["out"]
    text, of_output = _without(words.OUTPUT_LAYER, text)
    if hat := words.HAT.search(text):
        text, kinds = words.HAT.sub(hat["of"] or hat["short"] or hat["long"] or "", text, count=1), ["out"]
    for kind, pattern in words.KINDS:
        if kinds and kinds[0] in ("loss", "grad", "step") and kind in ("error", "out", "net"):
            continue
        text, said = _without(pattern, text)
        if said and kind not in kinds:
            kinds.append(kind)
    text, _filled = _without(words.FILLING, words.HIDDEN_LAYER.sub(" ", text))
    rest = _squeezed(text)
    if is_offset := words.OFFSET.search(key) is not None:
        rest, kinds = f"b{rest.removeprefix('b')}", [kind for kind in kinds if kind in PARAMETER_KINDS]
    if words.HIDDEN_LAYER.search(key) and not rest:
        rest = words.HIDDEN
    outputs = finder.programs.model.outputs
    if len(kinds) > 1 and kinds[-1] == "out" and not rest:  # the error of the output
        kinds, of_output = kinds[:1], True
    if len(outputs) == 1 and ((of_output and not rest) or (rest in ("o", "out") and not is_offset)):
        rest = _squeezed(outputs[0])
    rest = _numbered(rest, kinds, finder) or rest
    return rest, kinds, text


def _numbered(rest: str, kinds: list[str], finder: Finder) -> str:
    """The hidden unit that `z_1`, `δ_2` number, where there is one hidden layer and its units are h1, h2, …"""
    grids = finder.programs.model.grids()
    units = grids.get("layer 1", ((),))[0] if len(grids_of_layers(grids)) == 2 else ()
    fits = rest.isdecimal() and kinds and all(unit.endswith(str(n)) for n, unit in enumerate(units, start=1))
    return next((_squeezed(unit) for unit in units if fits and unit.endswith(rest)), "")


def _named(rest: str, finder: Finder, *, after: bool, before: bool) -> Iterator[str]:
    """What the source itself calls so: the o1 of `o_1 (after)`, the w1 of `w1 新`."""
    for id, q, _subjects, named in _index(finder.programs):
        if rest and rest == named and _is_kind(q, "", after=after, before=before, named=True):
            yield id


def _whole(rest: str, kind: str, finder: Finder, *, after: bool) -> Iterator[str]:
    """A matrix or a layer as a whole: the K of `dK`, the h of `δ_h` where the layer's units are h1 and h2."""
    grids = finder.programs.model.grids()
    later = ".after" if after else ""
    if any(rest == named for *_parts, named in _index(finder.programs)):
        return
    for name, rows in grids.items():
        first, layer = rows[0][0], name.removeprefix("layer ")
        if is_parameter_id(first):
            key = "" if after else f"{name}.{kind or 'new'}"
        elif layer != name:  # a dense layer
            together = {re.sub(r"\d+$", "", unit).casefold() for unit in rows[0]}
            hidden = rest == words.HIDDEN and len(grids_of_layers(grids)) == 2 and layer == "1"
            key = f"layer.{kind or 'out'}{layer}{later}" if hidden or (len(rows[0]) > 1 and together == {rest}) else ""
        else:
            key = f"{name}.{kind or 'out'}{later}" if first.startswith(f"{name}[") else ""
        if key and (layer != name or _squeezed(name) == rest) and finder.grid(key):
            yield key


def grids_of_layers(grids: Mapping[str, object]) -> list[str]:
    """The names of the dense layers, by number."""
    return [name for name in grids if name.startswith("layer ")]


def _fitting(
    rest: str, kind: str, finder: Finder, *, after: bool, before: bool, is_error: bool = False
) -> Iterator[str]:
    outputs = finder.programs.model.outputs
    if kind == "loss" or (not kind and rest in words.LOSSES):
        if is_error and len(outputs) == 1:  # e is an error to one and the loss to another
            yield f"{outputs[0]}.error{'.after' if after else ''}"
        if rest in ("", *words.LOSSES):
            yield "loss.after" if after else "loss.before"
        return
    for id, q, subjects, named in _index(finder.programs):
        is_named = rest and rest == named
        mine = rest in subjects or (is_named and not kind)
        if kind == "error" and rest in ("", "e"):
            mine = len(outputs) == 1 and q.subject == outputs[0]
        if not rest and kind == "out":
            mine = len(outputs) == 1 and q.subject == outputs[0]
        if mine and _is_kind(q, kind, after=after, before=before, named=bool(is_named)):
            yield id
    if (
        re.fullmatch(r"(?:w|b|theta|θ)\d", rest)
        and not any(rest == named for *_parts, named in _index(finder.programs))
        and kind in ("", *PARAMETER_KINDS)
    ):
        grid = f"{rest[0].upper() if rest[0] in 'wb' else 'theta'}{rest[-1]}.{kind or 'new'}"
        grid = grid.replace("B", "b")
        if (kind or after) and finder.grid(grid):
            yield grid


@lru_cache(maxsize=8)
def _index(programs: Programs) -> list[tuple[str, Quantity, frozenset[str], str]]:
    """Each id with its parts, the names of what it is of, and its own name."""
    names = programs.model.names
    found = []
    for id in programs.order:
        q = Quantity.of(id)
        if q.subject != "loss":
            subjects = frozenset({_squeezed(q.subject), _squeezed(names.name(q.subject))})
            found.append((id, q, subjects, _squeezed(names.name(id).removesuffix(".after").removesuffix(".new"))))
    return found


def _is_kind(q: Quantity, kind: str, *, after: bool, before: bool, named: bool) -> bool:
    """Whether a quantity is of the kind and of the time that were said."""
    if q.is_parameter:
        return not before and (q.kind == kind if kind else (after and q.kind == "new"))
    if q.after != after:
        return False
    if kind:
        return q.kind == kind
    return named or q.kind == "out"  # a unit alone is its output


def _near(key: str, finder: Finder) -> tuple[str, ...]:
    """What is a slip of the pen away: `h1.nett`. What it is of has to be named right: `h3.net` is none of h1 and h2."""
    names = finder.programs.model.names
    subject, _dot, kind = key.partition(".")
    if not 2 <= len(_squeezed(kind)) <= 30 or len(key) > 60:
        return ()
    scored: list[tuple[float, str]] = []
    for id in finder.programs.formulas:
        for name in {names.name(id), id}:
            other, _dot, meant = name.partition(".")
            if _squeezed(other) == _squeezed(subject) and ("after" in meant) == ("after" in kind):
                ratio = SequenceMatcher(None, _squeezed(kind), _squeezed(meant)).ratio()
                if ratio >= _CLOSE:
                    scored.append((ratio, id))
    best = max((ratio for ratio, _id in scored), default=0.0)
    return tuple(dict.fromkeys(id for ratio, id in scored if ratio >= best - _CLOSER))


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    rest = pattern.sub(" ", text)
    return rest, rest != text


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
