"""A number as a student wrote it, exactly: what it is, and how far its last digit reaches.

0.69  -4.06e-2  4.06×10^-2  13/50  \\frac{13}{50}  1½  69%  0.333…  0.6*0.2 = 0.12  h1.net ≈ 0.36  5 epochs
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

from nncli.document.lines import shorten
from nncli.maths.numeral import MAX_DIGITS
from nncli.sheets.around import bare_number, one_way_to_read
from nncli.sheets.parts import fold, is_nothing
from nncli.sheets.sums import worked_out
from nncli.words import _

_MOST_DIGITS = 307
_FEW = 13  # decimals of a sum that ends; what does not end is exact
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
    told: str = ""  # how it was read, where that takes a word

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
    bared = _bared(text)
    plain, unit = _result(bare_number(bared)), ""
    while behind := _BEHIND.search(plain):
        plain, unit = plain[: behind.start()].strip(), behind["unit"] or unit
    found = _ratio(text, plain, unit) or _decimal(text, plain, unit) or _otherwise(text, plain, unit)
    return found or Unread(_why(plain).format(text=shorten(text)))


def _otherwise(text: str, plain: str, unit: str) -> Written | None:
    """A number with a decimal comma or groups of digits, or a sum that is still to be worked out."""
    if (meant := one_way_to_read(plain)) and (found := _decimal(text, meant, unit)):
        return replace(found, told=_("'{text}' is read as {number}").format(text=shorten(text), number=meant))
    value = worked_out(plain)
    if value is None or not _is_in_range(abs(value)):
        return None
    for decimals in range(_FEW):
        if (value * 10**decimals).denominator == 1:
            digits = str(abs(value.numerator * 10**decimals // value.denominator)).lstrip("0")
            return Written(text, value, Fraction(1, 2 * 10**decimals), decimals, len(digits), unit=unit)
    return Written(text, value, Fraction(0), 0, 0, unit=unit)


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
