"""A number as a student wrote it, exactly: what it is, and how far its last digit reaches. And a yes or a no.

0.69  -4.06e-2  4.06×10^-2  13/50  \\frac{13}{50}  1½  69%  0.333…  0.6*0.2 = 0.12  h1.net ≈ 0.36  5 epochs
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from nncli.document.lines import shorten
from nncli.maths.numeral import MAX_DIGITS
from nncli.sheets.parts import fold, is_nothing
from nncli.words import _

_MOST_DIGITS = 307
_LEAST, _MOST = Fraction(1, 10**_MOST_DIGITS), Fraction(10 ** (_MOST_DIGITS + 1))

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RELATION = re.compile(r"=|≈|≃|≅|≐|\\approx|\\simeq")
_ABOUT = re.compile(r"(?:约等于|大约是?|约为?|about|approx(?:imately|\.)?|circa|ca\.|~)\s*", re.IGNORECASE)
_UNIT = (
    r"个|次|轮|步|层|条|组|维|倍|epochs?|iterations?|steps?|times|rounds?|updates?|units?|neurons?|parameters?|params"
    r"|weights?|bits?|bytes?|samples?"
)
_BEHIND = re.compile(rf"\s*(?:左右|\([^()\d]*\)|(?P<unit>{_UNIT}))\s*$", re.IGNORECASE)
_DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+(?:\.\d*)?|\.\d+)"
_TEN = r"\s*(?:\*|×|·|⋅|[xX]|\\times|\\cdot)\s*10\s*(?:\^|\*\*)\s*[({]?\s*(?P<ten>[-+]?\d{1,4})\s*[)}]?"
_DECIMAL = re.compile(
    rf"(?P<sign>[-+]?)\s*{_DIGITS}(?P<cut>\.{{2,}}|[…⋯]+|\\l?dots)?"
    rf"(?:\s*[eE]\s*(?P<e>[-+]?\d{{1,4}})|{_TEN}|\s*(?P<percent>\\?%))?",
    re.ASCII,
)
_POWER = re.compile(r"(?P<sign>[-+]?)\s*10\s*(?:\^|\*\*)\s*[({]?\s*(?P<ten>[-+]?\d{1,4})\s*[)}]?", re.ASCII)
_RATIO = re.compile(
    r"(?P<sign>[-+]?)\s*(?:(?P<a>\d+)\s*/\s*(?P<b>\d+)|\\[dt]?frac\s*\{\s*(?P<c>\d+)\s*\}\s*\{\s*(?P<d>\d+)\s*\})",
    re.ASCII,
)
_MIXED = re.compile(r"(?P<sign>[-+]?)\s*(?P<whole>\d*)\s*(?P<part>[¼½¾⅐-⅞])", re.ASCII)
_SEVERAL = re.compile(
    r"[\[(]?\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?(?:[\s,;]+[-+]?[\d.]+(?:[eE][-+]?\d+)?)+\s*[\])]?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Written:
    """A number with its digits. A ratio such as 13/50 is exact; any other stands for value ± half_unit."""

    text: str
    value: Fraction
    half_unit: Fraction  # half a unit of the last digit; 0 for a ratio
    decimals: int  # 0.30 has 2, 69% has 2, 1.2e3 has −2; 0 for a ratio
    significant: int  # digits from the first that is not 0
    is_whole: bool = False  # written as a whole number: a count, or a result that was rounded to one
    is_cut: bool = False  # written with … behind: the digits were cut off, and not rounded
    unit: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is a ratio."""
        return not self.half_unit

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest value it may stand for."""
        if self.is_cut:
            end = self.value + (2 * self.half_unit if self.value >= 0 else -2 * self.half_unit)
            return min(self.value, end), max(self.value, end)
        return self.value - self.half_unit, self.value + self.half_unit


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a text is not a number; a sentence for the report."""

    reason: str


def read_written(text: str) -> Written | Unread:
    """The number that `text` holds; never raises."""
    if len(text) > MAX_DIGITS:
        return Unread(_("this has {n} characters, which is too long for a number").format(n=len(text)))
    if is_nothing(text):
        return Unread(_("nothing is written here"))
    plain, unit = _result(_bared(text)), ""
    while behind := _BEHIND.search(plain):
        plain, unit = plain[: behind.start()].strip(), behind["unit"] or unit
    found = _ratio(text, plain, unit) or _decimal(text, plain, unit)
    return found or Unread(_why(plain).format(text=shorten(text)))


def _bared(text: str) -> str:
    """The text without what stands around a number, and with 10⁻² as 10^-2."""
    text = re.sub(r"10([⁰¹²³⁴-⁹⁻⁺]+)", lambda found: "10^" + found[1].translate(_RAISED), fold(text))
    text = text.replace("$", "").strip(" \t\n`'\"*,;。")
    if text.count("(") == 1 and text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return text[:-1] if text.endswith(".") and "." in text[:-1] and not text.endswith("..") else text


def _result(text: str) -> str:
    """What stands behind the last sign of equality, if that is the result of what stands before it."""
    *before, last = [part.strip() for part in _RELATION.split(text) if part.strip()] or [""]
    # `x = 0.3, y = 0.4` is no number; nor is `x >= 0.3`.
    if any(re.search(r"[,;]", part) for part in before[1:]) or any(re.search(r"[<>!≠≤≥]", part) for part in before):
        return text
    return _ABOUT.sub("", last, count=1) if _ABOUT.match(last) else last


def _decimal(text: str, plain: str, unit: str) -> Written | None:
    found = _DECIMAL.fullmatch(plain) or _POWER.fullmatch(plain)
    if found is None:
        return None
    part = found.groupdict()
    digits = (part.get("digits") or "1").replace(",", "")
    percent = part.get("percent") is not None
    exponent = int(part.get("e") or part["ten"] or 0) - (2 if percent else 0)
    decimals = len(digits.partition(".")[2]) - exponent
    size = Fraction(digits) * Fraction(10) ** exponent
    if not _is_in_range(size) or not -_MOST_DIGITS <= exponent <= _MOST_DIGITS:  # 0e999 is 0, but how exactly?
        return None
    return Written(
        text,
        -size if part["sign"] == "-" else size,
        Fraction(10) ** -decimals / 2,
        decimals,
        len(digits.replace(".", "").lstrip("0")),
        is_whole="." not in digits and not exponent and "digits" in part,
        is_cut=part.get("cut") is not None,
        unit=unit,
    )


def _ratio(text: str, plain: str, unit: str) -> Written | None:
    if mixed := _MIXED.fullmatch(plain):  # ½ is 1⁄2, and 1½ is 3/2
        size = int(mixed["whole"] or 0) + Fraction(unicodedata.normalize("NFKC", mixed["part"]).replace("⁄", "/"))
        plain = f"{mixed['sign']}{size.numerator}/{size.denominator}"
    found = _RATIO.fullmatch(plain)
    if found is None:
        return None
    a, b = int(found["a"] or found["c"]), int(found["b"] or found["d"])
    if not b or not _is_in_range(value := Fraction(a, b)):
        return None
    digits = len(str(a).lstrip("0"))
    return Written(text, -value if found["sign"] == "-" else value, Fraction(0), 0, digits, unit=unit)


def _is_in_range(size: Fraction) -> bool:
    """Whether binary64 holds a number of this size."""
    return not size or _LEAST <= size < _MOST


def _why(plain: str) -> str:
    """The sentence that says why this is not one number; `{text}` stands for it."""
    lower = plain.casefold().strip("+-. ")
    if lower in {"nan", "inf", "infinity", "infty", "\\infty", "∞", "无穷", "无穷大"}:
        return _("'{text}' is not a number that can be computed with")
    if _DECIMAL.fullmatch(plain) or _POWER.fullmatch(plain) or re.fullmatch(r"[-+\d.]+[eE][-+]?\d+", plain):
        return _("'{text}' is out of range")
    if ratio := _RATIO.fullmatch(plain):
        return _("'{text}' is out of range") if int(ratio["b"] or ratio["d"]) else _("'{text}' divides by 0")
    if re.fullmatch(r"[-+]?\d+,\d+", plain):
        return _("in '{text}' the comma may part thousands, decimals or two numbers; write a point, or no comma")
    if _SEVERAL.fullmatch(plain):
        return _("'{text}' is several numbers, and one is expected here")
    if re.fullmatch(r"[\d.eE\s()+\-*/^×·x⋅]+", plain) and re.search(r"[\d)]\s*[-+*/^×·x⋅(]", plain):
        return _("'{text}' is still to be worked out; give its result")
    return _("'{text}' is not one number")


_YES = r"yes|yeah|yep|y|true|t|correct|right|是的?|对的?|正确|会|有|√|✓|✔"
_NO = r"no|nope|n|false|f|incorrect|not really|否|不是|不对|不会|没有?|未|错|不|×|✗|✘"
_ANSWER = re.compile(rf"(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?:$|(?<=[a-z])\b(?! longer)\W*|(?<=[是的对否])\s*)")
_DID = re.compile(r"(?:it|the loss)?\s*(?:did|does|has|is|was)(?P<no>n't|\s+not)?(?: so)?")
_DOWN = re.compile(
    r"fell|fall|decreas|drop|lower|reduc|declin|smaller|\bless\b|shr[aiu]nk|(?:went|goes|gone|go) down"
    r"|下降|降低|降了|降到|减小|减少|减到|变小|变低|更小|更低|小于|下跌"
)
_UP = re.compile(
    r"rose|rise|increas|grew|grow|higher|larger|bigger|greater|(?:went|goes|gone|go) up"
    r"|上升|升高|升了|增大|增加|增长|变大|变高|更大|更高|大于"
)
_SAME = re.compile(r"unchanged|the same|constant|equal|不变|没变|未变|没有变化|无变化|相等")
_NOT = re.compile(r"\bnot\b|n't\b|\bnever\b|\bno longer\b|没|未|不|并非|无")
# A bracket right behind a letter is that of a call, and belongs to what is called.
_CLAUSE = re.compile(r"[,;:!?)。\n*`$\"]|(?<![a-z_0-9])\(|\.(?!\d)|\bbut\b|但|(?:/|\bor\b)(?=\s*no\b)")
_PLAIN = re.compile(r"yes|no|是的?|不是|否|没有")
_REASON = re.compile(r"\bbecause\b|\bsince\b|\bas the\b|因为|由于|因此|所以")


def read_yes_no(text: str) -> bool | None:
    """Whether the loss fell, by what a student says: yes or no, or that it fell or rose; None where that is unclear."""
    plain = _REASON.split(fold(text[:1000]).casefold().replace("’", "'"), maxsplit=1)[0]
    votes = set[bool]()
    for clause in _CLAUSE.split(plain):
        votes.update(_votes(clause.strip(" '"), answered=bool(votes)))
    return votes.pop() if len(votes) == 1 else None


def _votes(clause: str, *, answered: bool) -> Iterator[bool]:
    """What one clause says: by its first word, and of the loss. Behind what `answered`, "no doubt" is no "no"."""
    if (answer := _ANSWER.match(clause)) and (not answered or _PLAIN.fullmatch(clause)):
        yield answer["yes"] is not None
        clause = clause[answer.end() :]
    if did := _DID.fullmatch(clause):
        yield did["no"] is None
    down, up = _DOWN.search(clause), _UP.search(clause)
    if down and not up:
        yield _NOT.search(clause[: down.start()]) is None
    elif (up and not down and not _NOT.search(clause[: up.start()])) or (_SAME.search(clause) and not down):
        yield False
