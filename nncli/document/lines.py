"""A text by its lines, the places in it, and the signs that a Chinese keyboard puts into it unasked."""

import re
from dataclasses import dataclass

from nncli.errors import Place
from nncli.words import _

# YAML 1.1, which PyYAML reads, breaks lines at these too; the line numbers must be the parser's.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_FULL_WIDTH = dict(zip("：，［］【】｛｝“”－＃", ':,[][]{}""-#', strict=True))
_ASIDE = re.compile(r""""[^"]*"|'[^']*'|(?:^|\s)#.*""")
_PROPERTIES = re.compile(r"[&!]\S*(?:\s+[&!]\S*)*\s*")


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` without their ends, counted as the parser counts them."""
    lines = _BREAK.split(text)
    return tuple(lines if lines[-1] else lines[:-1])


def shorten(text: str, limit: int = 40) -> str:
    """`text` on one line and no longer than `limit`, to be quoted in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def full_width_help(*lines: str) -> str | None:
    """What to do about the first full-width sign in `lines`, the colon before all others; None where there is none."""
    bare = " ".join(_ASIDE.sub(" ", line) for line in lines)
    if "：" in bare:
        return _("'：' is the full-width colon; write ':' and a space after it")
    if "\u3000" in bare:
        return _("there is a full-width space on this line; write plain spaces")
    for sign in bare:
        if sign in _FULL_WIDTH:
            return _("'{sign}' is a full-width sign; write '{plain}'").format(sign=sign, plain=_FULL_WIDTH[sign])
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A named text by lines. Lines and columns count from 0 here, as the parser's do; a `Place` counts from 1."""

    file: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """The line, or nothing where the file has ended."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def at(self, line: int, column: int, length: int = 1) -> Place:
        """A place; one past the end of the file is put behind its last character."""
        if line >= len(self.lines):
            line, column = max(len(self.lines) - 1, 0), len(self.lines[-1]) if self.lines else 0
        return Place(self.file, line + 1, column + 1, max(length, 1), self.line(line))

    def behind_properties(self, line: int, column: int) -> int:
        """The column where the value itself begins, behind `&anchor` and `!tag`; theirs, if it is on another line."""
        properties = _PROPERTIES.match(self.line(line), column)
        rest = self.line(line)[properties.end() :] if properties else ""
        return properties.end() if properties and rest and not rest.startswith("#") else column

    def margin(self, line: int) -> int:
        """The column of the first character of a line that is no blank; to YAML a wide space is none."""
        text = self.line(line)
        return len(text) - len(text.lstrip(" \t"))

    def whole(self, line: int) -> Place:
        """The place of all that is written on a line."""
        return self.at(line, self.margin(line), len(self.line(line).strip(" \t")))
