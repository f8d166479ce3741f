"""What a line says: `key: value`, and all the ways in which students write that.

YAML's own `key: value` always counts. A full-width colon counts too, and `key:value`, `key = value` and `key value`
count where the key looks like a quantity's name; a formula such as `i = j: 1 - p_i` has colons and signs of its own.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from nncli.document.lines import Source
from nncli.errors import Place
from nncli.sheets.parts import Stretch, fold_name, is_nothing
from nncli.sheets.quotes import quote_end, unquoted

MAX_KEY = 120

_WIDE_COLON = re.compile("[：﹕︰∶]")
_LETTERS = "A-Za-z_\u0370-\u03ff∂∇ŷ\u0302"
NAME = rf"[{_LETTERS}](?:[{_LETTERS}0-9.+'@#⁺₊₀-₉-]|\[[^\[\]]{{0,60}}\])*"
_NAME = re.compile(NAME)
# Numbers with what stands between them, such as `0.6*0.2 = 0.12`; no comma, for that may part two answers.
_FIGURES = re.compile(r"(?:[\d½¼¾\s.()+\-*/^%×·≈=~…{}⁰¹²³⁴-⁹⁻]|(?<=\d)[eE](?=[-+\d]))*")
_LATEX_TIMES = re.compile(r"\\(?:cdot|times|div)(?![a-z])|\\(?:left|right)(?=[()\[\]])|\\[,;! ]")
_LATEX_RATIO = re.compile(r"\\[dt]?frac\s*\{\s*[\d.]+\s*\}\s*\{\s*[\d.]+\s*\}|\\[dt]?frac\s*\d\s*\d")
_RELATED = re.compile(r"[:=≈为是]|等于|\b(?:is|equals)\b", re.IGNORECASE)
_VECTOR = re.compile(r"[\[(](?:[\d\s.,;+\-*/^%\[\]()]|(?<=\d)[eE](?=[-+\d]))*[\])]")
_DIGIT = re.compile(r"\d")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}(?:\s+#.*)?")
_COMMENT = re.compile(r"(?:^|\s)#")
# `i = j: …`, `i=j时 s_i(1-s_i)`: where a formula holds, and no key.
_INDICES = re.compile(r"[i-n]\s*==?\s*[i-n](?![A-Za-z0-9_.(\[])")
_COLON = re.compile(r":(?=\s|$)")
_TIGHT = re.compile(rf"({NAME})\s?:(?![:/=])")
_EQUALS = re.compile(rf"({NAME})\s*(?::?=|≈)(?!=)")
_APART = re.compile(rf"({NAME})(?:\s+(?:-+>|[→⇒])?\s*|\s*,\s*(?=[-+.\d]+$))(?=[-+.\d(≈~])")
_APART_IN_WORDS = re.compile(r"([\u3400-\u9fff][^\d=:≈，。,;()]{0,30}?)\s+(?=[-+.\d(≈~])")
# `h1净输入 = 0.36`, `net of h1 is 0.36`: a name in words, and nothing but a number behind it.
_IN_WORDS = re.compile(
    r"(?!.{0,40}(?:当|若|如果|其中|令|设|取|不|\bnot\b|\bif\b|\bwhen\b|\blet\b|\bwhere\b))"
    r"(?=[^=≈]*(?:[\u3400-\u9fff]|[A-Za-z]{2} ))([^\W\d_][^=≈:，。,;]{0,48}?)\s*"
    r"(?:[=≈]|为|是|等于|\bis\b|\bequals\b)\s*(?=[-+.(½\d≈~])",
    re.IGNORECASE,
)
# ∂E/∂w[h1,y] = -0.252
_PARTIAL = re.compile(
    r"((?:∂|d|\\partial\s*)[A-Za-z]+\s*/\s*(?:∂|d|\\partial\s*)[^=≈:;，。]{1,40}?"
    r"|\\[dt]?frac\s*\{\s*(?:∂|d|\\partial)[^{}=]{1,20}\}\s*\{\s*(?:∂|d|\\partial)(?:[^{}=]|\{[^{}=]*\}){1,40}\})\s*[=≈]\s*"
)
_PAIR = re.compile(rf"(?:^|(?<![\s,;])[\s,;]+)({NAME})\s*(?::(?![:/])|=(?!=))=?")
_QUOTED = re.compile(r"""(["'])((?:(?!\1).){1,200})\1\s*[:=]""")
_CASE = re.compile(r"[^:]*(?:[=≠<>≤≥∈]|\\n?eq?\b|\botherwise\b|\belse\b|否则|其他|其余)[^:]*:", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*:]{1,120}):\s?\*\*:?")  # **h1.net:** 0.36
_BULLET = re.compile(r"(?:[-*+•·▪●○◦–—－➢➤]\s+|[（(]?\d{1,2}[）)]\s*|\d{1,2}(?:[.．]\s+|[、,]\s*))+")
_MARKS_OF_A_TITLE = re.compile(r"^[\s#*\[`]+|[\s*\]:`#]+$")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A key with what stands behind it."""

    key: Stretch
    value: Stretch  # perhaps with a comment behind it
    yaml: bool  # its sign is one that needs no guessing: `: ` or `：`
    name: str = field(init=False)  # the key as meant
    is_name: bool = field(init=False)  # whether it looks like a quantity's name or a single word
    is_sure: bool = field(init=False)  # whether it can hardly be no key: a name with a number, a bracket, or nothing

    def __post_init__(self) -> None:
        name = fold_name(self.key.raw)
        known = _NAME.fullmatch(name) is not None
        sure = known and (self.opens_block or self.value.folded[0] in "[{" or has_figures(self.value))
        for attribute, value in (("name", name), ("is_name", known), ("is_sure", sure)):
            object.__setattr__(self, attribute, value)

    @property
    def opens_block(self) -> bool:
        """Whether the value is the sign of a block of text, or is to follow on the next lines."""
        value = self.value.folded
        return not value or value[0] == "#" or (value[0] in "|>" and is_block(value))

    def place(self, source: Source) -> Place:
        """Where the key stands."""
        return self.key.at(source)


def without_comment(text: Stretch) -> Stretch:
    """`text` up to a `#` that stands first or behind a blank."""
    found = _COMMENT.search(text.folded)
    return (text.cut(0, found.start()) if found else text).strip()


def is_block(text: str) -> bool:
    """Whether this is the sign of a block of text, `|` or `>`."""
    return _BLOCK.fullmatch(text) is not None


def has_figures(text: Stretch) -> bool:
    """Whether the text is made of numbers, or is the sign that there is no answer."""
    value = without_comment(text).folded.strip("\"' ,;")
    if not _DIGIT.search(value):
        return is_nothing(value)
    if "\\" in value:
        value = _LATEX_RATIO.sub("(1/2)", _LATEX_TIMES.sub("*", value))
    return _FIGURES.fullmatch(value) is not None or _VECTOR.fullmatch(value) is not None


def is_case(text: Stretch, found: Keyed | None) -> bool:
    """Whether this is one case of a formula, `i != j: -p_j`, rather than what was `found`, a key and its answer."""
    if found is not None and (found.is_sure or (found.is_name and found.name not in {"else", "otherwise"})):
        return False
    return _CASE.match(text.folded[: 2 * MAX_KEY]) is not None


def keyed(text: Stretch) -> Keyed | None:
    """The key and the value on a line, or None where it has no key. Blanks around `text` are gone."""
    folded = text.folded
    if not _RELATED.search(folded):
        return None
    if folded[:1] in {'"', "'"} and quote_end(text.raw) == len(folded):
        return None
    if folded[:1] in {'"', "'"} and (quoted := _QUOTED.match(folded)):
        key = unquoted(text.cut(0, quoted.end(2) + 1)) or text.cut(quoted.start(2), quoted.end(2))
        return Keyed(key, text.cut(quoted.end()).strip(), quoted[0][-1] == ":")
    if folded[:1] == "{" or (folded[:1] == "[" and not re.match(r"\[[^\[\]:]*\]\s*:", folded)):
        return None
    if bold := _BOLD.match(folded):
        return Keyed(text.cut(2, bold.end(1)), text.cut(bold.end()).strip(), yaml=True)
    head = folded[: MAX_KEY + 1]
    comment = _COMMENT.search(head)
    colon = _COLON.search(folded, 0, MAX_KEY + 2)
    at = colon.start() if colon else -1
    if text.raw is not folded and (wide := _WIDE_COLON.search(text.raw, 0, len(head))):
        at = min(at, wide.start()) if colon else wide.start()
    if at > 0 and not (comment and comment.start() < at):
        equals = _EQUALS.match(folded, 0, at)
        if not (equals and has_figures(text.cut(equals.end()))):
            return _checked(Keyed(text.cut(0, at), text.cut(at + 1).strip(), yaml=True))
    for pattern in (_TIGHT, _EQUALS) if not _INDICES.match(folded) else ():
        if (found := pattern.match(folded)) and found.end(1) <= MAX_KEY and found.end() < len(folded):
            return Keyed(text.cut(0, found.end(1)), text.cut(found.end()).strip(), yaml=False)
    if (found := _PARTIAL.match(folded) or _IN_WORDS.match(folded)) and has_figures(value := text.cut(found.end())):
        return Keyed(text.cut(0, found.end(1)), value, yaml=False)
    return None


def _checked(found: Keyed) -> Keyed | None:
    return found if found.name else None


def apart(text: Stretch) -> Keyed | None:
    """A name and a number with nothing but blanks between them, or None."""
    found = _APART.match(text.folded) or _APART_IN_WORDS.match(text.folded)
    if found is None or not has_figures(value := text.cut(found.end())):
        return None
    return Keyed(text.cut(0, found.end(1)), value, yaml=False)


def pairs(text: Stretch, least: int = 2) -> list[Keyed]:
    """The answers on a line that holds several, each a name and a number; none where it holds anything else."""
    folded = text.folded
    if folded.count(":") + folded.count("=") < least or '"' in folded or "'" in folded:
        return []
    found = list(_PAIR.finditer(folded))
    if len(found) < least or found[0].start() != 0:
        return []
    ends = [match.start() for match in found[1:]] + [len(folded)]
    several = [
        Keyed(text.cut(match.start(1), match.end(1)), text.cut(match.end(), end).strip(" \t,;"), yaml=False)
        for match, end in zip(found, ends, strict=True)
    ]
    return several if all(has_figures(one.value) and one.value.raw for one in several) else []


def inner_keys(value: Stretch) -> list[Keyed]:
    """The keys in a value: `float64: 709.78, float32: 88.72`, `p = 0.3, q = 0.7`, or one that is sure to be one."""
    if several := pairs(value, 1 if ":" in value.folded else 2):
        return several
    found = keyed(value)
    return [found] if found and found.yaml and found.is_sure else []


def is_name(text: str) -> bool:
    """Whether there is nothing here but a single word or a quantity's name."""
    return _NAME.fullmatch(text) is not None


def behind_bullet(text: str) -> int:
    """How far the bullets and numbers at the beginning of `text` reach."""
    found = _BULLET.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=4096)
def title(text: str) -> str:
    """A heading without what Markdown puts around it, so that `ReLU_update` and `relu-update` are the same."""
    text = _MARKS_OF_A_TITLE.sub("", fold_name(text)).casefold()
    return re.sub(r"[\s_-]+", "-", text[behind_bullet(text) :])
