"""What belongs together on a line: quotes and brackets, how far they reach, and what is written in the quotes."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from nncli.sheets.parts import Stretch

MAX_DEPTH = 12
UNCLOSED, MISMATCHED, TOO_DEEP = 0, -1, -2

_CLOSES = {"“": '”“"', "”": '”"', "„": '”“"', "‘": "’‘'", "’": "’'", "＂": '＂"', "「": "」", "『": "』"}
_STRAIGHT = {'"': re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL), "'": re.compile(r"'[^']*(?:''[^']*)*'")}
_PAIRED = {"[": "]", "{": "}", "(": ")"}
_SIGN = re.compile(r"\\.|[\[\](){},;\"']", re.DOTALL)
_HALF = "[dD][89a-bA-B][0-9a-fA-F]{2}", "[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"\\(?:u({_HALF[0]})\\u({_HALF[1]})|u([0-9a-fA-F]{{4}})|(.))", re.DOTALL)
_DOUBLED = re.compile("''")
_MANY = 500  # escapes; no formula has so many, and where exactly its signs stand is of no use
_TOO_MANY = 4_000  # even for a text of Chinese that a program wrote as \\u4e2d
_CONTROLS = {"n": "\n", "r": "", "t": "\t", "b": " ", "f": " "}
# TeX's words that begin like JSON's \b, \f, \n, \r and \t. No list is complete; these are the ones in such formulas.
_TEX = re.compile(
    r"\\(?:b(?:eta|ar|oldsymbol|egin|igg?[lr]?|inom|f|ullet|mod)|f(?:rac|orall|lat)"
    r"|n(?:abla|eq?|u|eg|ot|ewline|otin|onumber)|r(?:ho|ight|angle|m|vert|floor|ceil|ightarrow|VERT)"
    r"|t(?:heta|au|imes|o|ext\w*|anh?|frac|ilde|op|ag))(?![A-Za-z])"
)


def quote_end(raw: str, at: int = 0) -> int:
    """Where the quote that begins at `at` is closed, counted behind it; 0 where it never is, or none begins there."""
    opening = raw[at : at + 1]
    if opening in _STRAIGHT:
        found = _STRAIGHT[opening].match(raw, at)
        return found.end() if found else 0
    return min((end + 1 for sign in _CLOSES.get(opening, "") if (end := raw.find(sign, at + 1)) > 0), default=0)


def begins_quote(text: Stretch) -> bool:
    """Whether the first character is a quote."""
    return text.raw[:1] in _STRAIGHT or text.raw[:1] in _CLOSES


def unquoted(text: Stretch, *, json: bool = False) -> Stretch | None:
    """What stands in the quotes, where they are around all of `text`; else None.

    A backslash is itself: in `"\\frac"` begins no form feed. Only where all of them are doubled, as programs write
    them, or in a JSON file where none begins a word of TeX, are they escapes.
    """
    if quote_end(text.raw) != len(text.raw) or not text.raw:
        return None
    inner = text.cut(1, len(text.raw) - 1)
    if text.raw[0] == "'":
        return _replaced(inner, _DOUBLED, lambda found: "'")
    if text.raw[0] != '"' or not 0 < inner.raw.count("\\") < _TOO_MANY:
        return inner
    return _replaced(inner, _ESCAPE, _unescaped if _is_escaped(inner.raw, json) else _unquoted)


def _is_escaped(raw: str, json: bool) -> bool:
    if re.search(r"\\\\[A-Za-z]", raw):  # whoever writes \\frac knows what a backslash does
        return True
    signs = {found[4] or "" for found in _ESCAPE.finditer(raw)} - {"", '"', "\\", "/"}
    return not signs or (json and signs <= set("bfnrt") and not _TEX.search(raw))


def _unquoted(found: re.Match[str]) -> str:
    return '"' if found[4] == '"' else found[0]


def _unescaped(found: re.Match[str]) -> str:
    high, low, code, sign = found.groups()
    if sign is not None:
        return sign if sign in '"\\/' else _CONTROLS.get(sign, found[0])
    number = 0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00 if high else int(code, 16)
    character = chr(number)
    return character if character == "\n" or unicodedata.category(character)[0] != "C" else "\ufffd"


def _replaced(text: Stretch, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Stretch:
    """`text` with what fits `pattern` put otherwise; the rest keeps its places."""
    changes = list(pattern.finditer(text.raw))
    if not changes:
        return text
    if len(changes) > _MANY:
        return Stretch.of(pattern.sub(new, text.raw), text.marks[:1])
    pieces: list[str] = []
    marks: list[tuple[int, int, int]] = []
    length = at = here = 0  # of the new text; in the old text; the old mark that holds there
    for found in (*changes, None):
        start, end = found.span() if found else (len(text.raw), len(text.raw))
        while here < len(text.marks) and text.marks[here][0] <= at:
            here += 1
        offset, line, column = text.marks[here - 1]
        marks.append((length, line, column + at - offset))
        while here < len(text.marks) and text.marks[here][0] < start:
            offset, line, column = text.marks[here]
            marks.append((length + offset - at, line, column))
            here += 1
        pieces += (text.raw[at:start], new(found) if found else "")
        length += len(pieces[-2]) + len(pieces[-1])
        at = end
    return Stretch.of("".join(pieces), tuple(marks))


def walk(text: Stretch) -> Iterator[tuple[int, str]]:
    """The brackets, commas and semicolons outside of quotes, from left to right."""
    folded, at = text.folded, 0
    while found := _SIGN.search(folded, at):
        start, at, sign = found.start(), found.end(), found[0]
        if sign not in {'"', "'"}:
            if len(sign) == 1:
                yield start, sign
            continue
        before = start - 1
        while before >= 0 and folded[before].isspace():
            before -= 1
        if before < 0 or folded[before] in "[{(,;:=":  # not the ′ of f'(x)
            at = quote_end(text.raw, start) or at


def bracket_end(text: Stretch) -> int:
    """Where the bracket that begins `text` is closed, counted behind it; or one of UNCLOSED, MISMATCHED, TOO_DEEP."""
    closing: list[str] = []
    for at, sign in walk(text):
        if sign in _PAIRED:
            closing.append(_PAIRED[sign])
            if len(closing) > MAX_DEPTH:
                return TOO_DEEP
        elif sign not in ",;":
            if not closing or closing.pop() != sign:
                return MISMATCHED
            if not closing:
                return at + 1
    return UNCLOSED


def split(text: Stretch, signs: str) -> list[tuple[int, int]]:
    """From where to where the parts reach that stand between `signs`, outside of brackets and quotes.

    `[1] [2]` are two parts as well; a sign behind the last part begins no other.
    """
    cuts, depth, start = [], 0, 0
    row = False  # whether the part begins with a square bracket
    for at, sign in walk(text):
        if sign in _PAIRED:
            if depth == 0 and row and sign == "[":
                cuts.append((start, at))
                start = at
            elif depth == 0:
                row = sign == "[" and not text.folded[start:at].strip()
            depth += 1
        elif sign not in ",;":
            depth -= 1
        elif depth == 0 and sign in signs:
            cuts.append((start, at))
            start, row = at + 1, False
    return [*cuts, (start, len(text.raw))] if text.raw[start:].strip() or not cuts else cuts
