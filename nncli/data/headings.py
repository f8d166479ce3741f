"""Columns by their headings: which column does a name mean?

`petal_length` means the column `petal length (cm)` where no other comes so near; `colour=red` is what becomes of the
cells `red` in a column of words, `colour`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_UNIT = re.compile(r"[(\[（].*?[)\]）]\s*$")
_BETWEEN = re.compile(r"[\W_]+")
ONE_HOT = "="


def are_ours(names: Sequence[str]) -> bool:
    """Whether names are x1, x2, …: those of a spec that says how many inputs there are, and no more."""
    return all(name == f"x{n + 1}" for n, name in enumerate(names))


def place_of(name: str, columns: Sequence[str]) -> int | None:
    """The position of the column that a name means, None where there is none, or several are as near."""
    exact, plain = _known(tuple(columns))
    near = plain.get(plain_name(name), ())
    return exact.get(name, near[0] if len(near) == 1 else None)


def places_of(names: Sequence[str], columns: Sequence[str]) -> list[int] | None:
    """The positions of columns, None unless every name means one of its own."""
    if not names:
        return None
    found = [place_of(name, columns) for name in names]
    places = [place for place in found if place is not None]
    return places if len(places) == len(names) == len(set(places)) else None


def heading_of(name: str, headings: Sequence[str]) -> tuple[int, str | None] | None:
    """The column of a table that an input comes from, and which of its words, where it holds words; None for none."""
    place = place_of(name, headings)
    if place is not None:
        return place, None
    for at in (n for n, sign in enumerate(name) if sign == ONE_HOT):
        if (of_words := _known(tuple(headings))[0].get(name[:at])) is not None:
            return of_words, name[at + 1 :]
    return None


@lru_cache(maxsize=8)
def _known(columns: tuple[str, ...]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The positions of columns by their names, and by their names without units and signs."""
    plain: dict[str, list[int]] = {}
    for n, column in enumerate(columns):
        if found := plain_name(column):
            plain.setdefault(found, []).append(n)
    return {column: n for n, column in reversed(list(enumerate(columns))) if column}, plain


def plain_name(name: str) -> str:
    """A heading without its unit and its signs, in small letters: what is near to it is called so too."""
    return _BETWEEN.sub("_", _UNIT.sub("", name).casefold()).strip("_")
