"""What a sheet is read into: answers and sections; and the signs that are read as others, character for character.

A Chinese keyboard, Word and the web put full-width signs, curly quotes and long dashes where plain ones are meant.
`fold` puts one character for one, so a place in the folded text is the same place in the file.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias, Union

from nncli.document.lines import Source
from nncli.errors import Place

_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "‐‑‒–—―−"
# Full-width and small forms, the slanted letters of Word's equations, ℎ and its kin, µ.
_NARROWED = (*range(0xFF01, 0xFF5F), *range(0xFE50, 0xFE6C), *range(0x1D400, 0x1D800), *range(0x2100, 0x2140), 0xB5)
_AS_MEANT = {
    **{code: plain for code in _NARROWED if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1},
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict(zip(map(ord, "“”„‟‘’‚‛【】〔〕、∶︰⁄∕∗ˆ∼∣∆"), "\"\"\"\"''''[][],:://*^~|Δ", strict=True)),
}
_IN_NAMES = dict(zip(map(ord, "₀₁₂₃₄₅₆₇₈₉₊⁺"), "0123456789++", strict=True))
_POINT = re.compile(r"(?<=\d)。(?=\d)")
_WRAPPERS = (("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"), ("**", "**"), ("```", "```"), ("`", "`"))
_BEGIN_WRAPPER = frozenset("$\\*`")

_NOTHING = frozenset(
    {"", "-", "--", "---", "?", "??", "???", "~", "/", "_", "__", "___", "____", "…", "……", ".", "...", "......"}
    | {"null", "todo", "tbd", "n/a", "na", "idk", "blank", "not done", "no idea", "i don't know", "don't know"}
    | {"不会", "不会做", "不知道", "不懂", "不清楚", "未做", "没做", "没写", "未答", "未作答", "待做", "待补"}
    | {"略", "空白"}
)


def fold(text: str) -> str:
    """`text` with each sign as it was meant, and as long as it was."""
    if text.isascii():
        return text
    return _POINT.sub(".", text.translate(_AS_MEANT))


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """A key as it was meant: no Markdown around it, no blanks in its brackets; w₃⁺ is w3+."""
    text = fold(text).translate(_IN_NAMES).strip(' \t*`$"')
    text = text.strip("'") if text[:1] == "'" else text  # the prime of w' is no quote
    text = re.sub(r"\[[^\]]*\]", lambda found: re.sub(r"\s+", "", found[0]), text)
    return " ".join(text.split()).rstrip(" :") or text


def is_nothing(text: str) -> bool:
    """Whether a student wrote this to say that there is no answer: `?`, `-`, 不会."""
    return len(text) < 16 and " ".join(fold(text).casefold().split()).rstrip("!。") in _NOTHING


class Stretch(NamedTuple):
    """A text of one or several lines, and where in the file its parts stand. Lines and columns count from 0."""

    raw: str
    folded: str  # the same object where nothing is to fold
    marks: tuple[tuple[int, int, int], ...]  # offset in `raw`, line, column; the first offset is 0

    @classmethod
    def of(cls, raw: str, marks: tuple[tuple[int, int, int], ...]) -> "Stretch":
        """The stretch of this text."""
        return cls(raw, fold(raw), marks)

    def cut(self, start: int, end: int | None = None) -> "Stretch":
        """The part from `start` to `end`."""
        raw = self.raw[start:end]
        folded = raw if self.raw is self.folded else self.folded[start:end]
        if len(self.marks) == 1:
            _offset, line, column = self.marks[0]
            return Stretch(raw, folded, ((0, line, column + start),))
        first = max(bisect_right(self.marks, start, key=lambda mark: mark[0]) - 1, 0)
        last = bisect_right(self.marks, start + len(raw), key=lambda mark: mark[0])
        offset, line, column = self.marks[first]
        later = tuple((o - start, ln, col) for o, ln, col in self.marks[first + 1 : last])
        return Stretch(raw, folded, ((0, line, column + start - offset), *later))

    def strip(self, signs: str | None = None) -> "Stretch":
        """Without blanks, or without `signs`, at both ends."""
        kept = self.folded.strip(signs)
        if len(kept) == len(self.raw):
            return self
        start = len(self.raw) - len(self.folded.lstrip(signs)) if kept else 0
        return self.cut(start, start + len(kept))

    def meant(self) -> "Stretch":
        """Without `$…$`, `**…**` and the like around all of it, and without a comma or full stop behind it."""
        this, before = self, None
        while this is not before:
            before = this
            this = this.strip()
            if this.folded.endswith((";", ",", "。")):
                this = this.cut(0, len(this.raw) - 1)
            for left, right in _WRAPPERS if this.folded[:1] in _BEGIN_WRAPPER else ():
                inner = this.folded[len(left) : -len(right)]
                if inner and this.folded == left + inner + right and right not in inner:
                    this = this.cut(len(left), len(this.raw) - len(right))
                    break
        return this

    def at(self, source: Source, offset: int = 0, length: int | None = None) -> Place:
        """Where a character stands, and `length` more on its line: by default all of that line that belongs here."""
        index = max(bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1, 0)
        start, line, column = self.marks[index]
        if length is None:
            stop = self.marks[index + 1][0] if index + 1 < len(self.marks) else len(self.raw)
            length = len(self.raw[offset:stop].rstrip())
        column += offset - start
        return source.at(line, column, max(1, min(length, len(source.line(line)) - column)))


def joined(parts: list[Stretch], between: list[str]) -> Stretch:
    """The parts one after another, with `between[n]` before part n + 1."""
    if len(parts) == 1:
        return parts[0]
    raw, marks = parts[0].raw, list(parts[0].marks)
    pieces, length = [raw], len(raw)
    for glue, part in zip(between, parts[1:], strict=True):
        pieces += (glue, part.raw)
        length += len(glue)
        marks += ((length + offset, line, column) for offset, line, column in part.marks)
        length += len(part.raw)
    return Stretch.of("".join(pieces), tuple(marks))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Free text is `raw`, without quotes and indentation; formulas and numbers are `text`."""

    raw: str
    text: str  # as meant: signs folded; no `$…$` around it; escapes as they stand
    place: Place
    key: Place | None = None
    items: tuple["Answer", ...] | None = None  # of a vector; the rows of a matrix have items again
    stretch: Stretch = field(default=Stretch("", "", ((0, 0, 0),)), repr=False, compare=False)  # of `text`
    source: Source = field(default=Source("", ()), repr=False, compare=False)

    @classmethod
    def of(
        cls, source: Source, stretch: Stretch, key: Place | None = None, items: tuple["Answer", ...] | None = None
    ) -> "Answer":
        """The answer that `stretch` holds."""
        meant = stretch.meant()
        return cls(stretch.raw, meant.folded, stretch.at(source), key, items, meant, source)

    @property
    def blank(self) -> bool:
        """Whether nothing is answered here: empty, `?`, `-`, 不会."""
        return is_nothing(self.raw) or is_nothing(self.text)

    @property
    def whole(self) -> "Answer":
        """Itself; of a section, all its lines as one answer."""
        return self

    def lines(self) -> str:
        """The text with the line breaks of the sheet, where YAML makes one line of several; as long as it was."""
        text = self.text
        for offset, _line, _column in self.stretch.marks[1:]:
            if 0 < offset <= len(text) and text[offset - 1] == " ":
                text = text[: offset - 1] + "\n" + text[offset:]
        return text

    def at(self, offset: int, length: int = 1) -> Place:
        """Where in the file the character `offset` of `text` stands: for a caret under it."""
        return self.stretch.at(self.source, offset, length)


Entry: TypeAlias = Union["Answer", "Section"]


@dataclass(frozen=True, slots=True, eq=False)
class Section(Mapping[str, Entry]):
    """Answers by their keys, in the order of the sheet. A key may hold a section again."""

    entries: Mapping[str, Entry]
    place: Place
    key: Place | None
    whole: Answer  # all that stands below the key, as one text: cases such as `i = j: 1 - p_i` look like keys

    def __getitem__(self, key: str) -> Entry:
        return self.entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def blank(self) -> bool:
        """Whether nothing is answered in it."""
        return all(entry.blank for entry in self.entries.values())

    def answers(self) -> Iterator[tuple[tuple[str, ...], Answer]]:
        """Each answer with the keys that lead to it."""
        for key, entry in self.entries.items():
            if isinstance(entry, Answer):
                yield (key,), entry
            else:
                yield from (((key, *path), answer) for path, answer in entry.answers())
