"""Which problem a heading means: its id, its number, its title in any language, a beginning of these, a near name.

    relu-update   第4题   Problem 4: One BP update   (4)   ReLU 网络的一次 BP 更新   relu   BP更新   relu-update（BP）

An id, a title and a number that says that it is one are sure. The others are guesses: they are taken only where they
can mean one problem alone, and told.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from nncli.sheets.keys import title
from nncli.sheets.parts import fold

_CHINESE = {sign: n for n, sign in enumerate("一二三四五六七八九十", start=1)}
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_NUMBER = r"(?P<n>\d{1,2}|[一二三四五六七八九十])"
# `第2题`, `Problem 2`, `题目二`: they say what they are. `2.`, `(2)`, `二、`, `②` may be items of a list as well.
_SURE = re.compile(
    rf"\s*(?:第\s*{_NUMBER}\s*(?:大题|小题|题|问)|(?:problem|question|exercise|task|q|题目|问题|习题|题)"
    r"\s*[.#]?\s*(?P<m>\d{1,2}|[一二三四五六七八九十])(?![\w.]*\d))\s*[:.,、)]?\s*",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s*[(\[]?\s*(?:{_NUMBER}|(?P<c>[①-⑳]))\s*(?:[.,、:)\]]+\s*|$)")
_HOMEWORK = re.compile(r"(?:hw|homework|作业)\s*[\d.]*\s*[,:-]?\s*(?=(?:q|problem|question|第|题)\s*\d)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
_MARKS = re.compile(r"^[\s#*>]+|[\s*:#]+$")
_WORD = re.compile(r"[a-z]+|\d+|[\u3400-\u9fff]")
_STOP = frozenset("the of a an to for in my with and s problem question answer part homework".split())  # noqa: SIM905
_STOP |= frozenset("的题第问一次个求")
_NEAR, _CLEARLY = 0.8, 0.06
_LONGEST = 80


class Headings:
    """The problems of an assignment by what a heading may call them; `problems` is by id, with their titles."""

    def __init__(self, problems: Collection[str], parts: Collection[str] = ()) -> None:
        self.ids = list(problems)
        names = problems if isinstance(problems, Mapping) else {}
        self.names = {id: (id, *names.get(id, ())) for id in self.ids}
        self.parts = {title(part) for part in parts}
        self.exact: dict[str, str] = {}
        for id in self.ids:
            self.exact.setdefault(title(id), id)
        for id, called in self.names.items():
            for name in called:
                self.exact.setdefault(title(name), id)

    def sure(self, text: str) -> str | None:
        """The problem whose id, title or number `text` is."""
        if not text or len(text) > _LONGEST:
            return None
        if found := self.exact.get(title(text)):
            return found
        number = _SURE.match(fold(text))
        if number is None or title(text) in self.parts:
            return None
        rest = text[number.end() :].strip(" \t:：*#")
        named = self.exact.get(title(_ASIDE.sub("", fold(rest)))) if rest else None
        return named or (self._numbered(number["n"] or number["m"]) if not _MARKS.sub("", rest) else None)

    def guessed(self, text: str, missing: Collection[str]) -> str | None:
        """The one problem among `missing` that `text` can mean: by a part of its name, a near one, a bare number."""
        if len(text) > _LONGEST or title(text) in self.parts:
            return None
        plain = _HOMEWORK.sub("", _MARKS.sub("", fold(text)))
        if number := _SURE.match(plain):
            found = self._among(plain[number.end() :], missing)
            return found or self._in(self._numbered(number["n"] or number["m"]), missing)
        if number := _BARE.match(plain):
            rest = plain[number.end() :]
            if not rest:
                return self._in(self._numbered(number["n"] or str(_CIRCLED.get(number["c"], 0))), missing)
            return self._among(rest, missing)
        return self._among(plain, missing)

    def _among(self, text: str, missing: Collection[str]) -> str | None:
        plain = _MARKS.sub("", _ASIDE.sub("", text))
        if title(plain) in self.exact:
            return self._in(self.exact[title(plain)], missing)
        if title(plain) in self.parts:
            return None
        for way in (_begins, _covers):
            meant = {id for id in self.ids if any(way(plain, name) for name in self.names[id])}
            if len(meant) > 1 and way is _covers:
                meant = {id for id in meant if any(_words(plain) == _words(name) for name in self.names[id])}
            if len(meant) == 1:
                return self._in(meant.pop(), missing)
            if meant:
                return None
        likeness = {id: max(_likeness(plain, name) for name in self.names[id]) for id in self.ids}
        best = max(likeness.values(), default=0.0)
        near = [id for id, alike in likeness.items() if alike > best - _CLEARLY]
        return self._in(near[0], missing) if best >= _NEAR and len(near) == 1 else None

    def _numbered(self, number: str) -> str | None:
        n = _CHINESE.get(number) or int(number)
        return self.ids[n - 1] if 1 <= n <= len(self.ids) else None

    @staticmethod
    def _in(id: str | None, missing: Collection[str]) -> str | None:
        return id if id in missing else None


def is_one_off(a: str, b: str) -> bool:
    """Whether one letter more, less, another, or two letters in the wrong order make `a` of `b`."""
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[same:], b[same:]
    return a != b and (a[1:] in (b, b[1:]) or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:]))


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text).casefold())


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text).casefold())) - _STOP


def _begins(text: str, name: str) -> bool:
    """Whether a name begins with `text`, or `text` with the name."""
    short, whole = _squeezed(text), _squeezed(name)
    enough = len(short) >= 4 or len(re.findall(r"[\u3400-\u9fff]", short)) >= 2
    return enough and (whole.startswith(short) or (len(whole) >= 4 and short.startswith(whole)))


def _covers(text: str, name: str) -> bool:
    """Whether every word of `text` stands in the name, a shortened one as well."""
    words, others = _words(text), _words(name)
    return any(len(word) >= 2 or not word.isascii() for word in words) and all(
        any(other == word or (len(word) >= 3 and other.startswith(word)) for other in others) for word in words
    )


def _likeness(text: str, name: str) -> float:
    """From 0 to 1; figures have to be the same."""
    short, whole = _squeezed(text), _squeezed(name)
    if min(len(short), len(whole)) < 5 or _digits(short) != _digits(whole):
        return 0.0
    return SequenceMatcher(None, short, whole).ratio()


def _digits(text: str) -> Iterable[str]:
    return re.findall(r"\d", text)
