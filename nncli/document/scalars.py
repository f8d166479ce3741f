"""What an unquoted word of YAML means, by the core rules of YAML 1.2: `on` is a word, 017 is 17, 1e-3 a number."""

import math
import re

from nncli.maths.numeral import MAX_DIGITS, Numeral
from nncli.words import _

Scalar = None | bool | str | Numeral

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)")
_INFINITY = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
_NAN = re.compile(r"\.(?:nan|NaN|NAN)")
_BEGINS_A_NUMBER = frozenset("-+.0123456789")


class ScalarError(Exception):
    """A word that spells a number which nothing can be computed with."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        self.code, self.message, self.help = code, message, help
        super().__init__(message)


def plain(text: str) -> Scalar:
    """The value of the unquoted word `text`; a number keeps its digits as written.

    Raises ScalarError for an infinity, for `.nan`, and for a number out of range or too long.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _BEGINS_A_NUMBER:
        return text
    if _NUMBER.fullmatch(text):
        return _decimal(text)
    if other := _OTHER_BASE.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise _too_long()
        return _decimal(str(int(other[1], 8) if other[1] else int(other[2], 16)))
    if _INFINITY.fullmatch(text):
        raise ScalarError("not-finite", _("infinity is not a number a network can compute with"))
    if _NAN.fullmatch(text):
        raise ScalarError("not-finite", _("{word} ('not a number') cannot be computed with").format(word=text))
    return text


def _decimal(text: str) -> Numeral:
    if len(text) > MAX_DIGITS:
        raise _too_long()
    value = float(text)
    mantissa = text.lower().partition("e")[0]
    # A non-zero number that the machine would hold as 0 is no better than one that it would hold as infinity.
    if math.isinf(value) or (value == 0 and mantissa.strip("-+.0")):
        raise ScalarError(
            "number-range",
            _("{number} is out of range").format(number=text if len(text) <= 40 else text[:39] + "…"),
            _("a number here lies between 1e-307 and 1e308 in size, or is 0"),
        )
    numeral = Numeral.read(text)
    if numeral is None:
        raise _too_long()
    return numeral


def _too_long() -> ScalarError:
    return ScalarError(
        "number-too-long",
        _("this number is too long"),
        _("a number has at most {digits} digits, and its exponent at most 4").format(digits=MAX_DIGITS),
    )
