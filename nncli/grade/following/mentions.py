"""Which steps a text that could not be read may hold: those that it speaks of, or whose true value stands in it.

A text that names a unit speaks of that unit's steps, one that names a kind (net, δ, 损失) of that kind's; where it
names neither, any step may be meant.
"""

import re
from collections.abc import Collection, Mapping

from nncli.grade.following import key_words as words
from nncli.sheets.parts import fold
from nncli.trace.quantities import Quantity, is_offset_id

_WEIGHT = re.compile(r"(?<![A-Za-z])[wW](?![a-z])|权|weight|参数|parameter", re.IGNORECASE)
_OFFSET = re.compile(r"(?<![A-Za-z])b(?![a-z])|偏置|偏差|阈值|bias|threshold|θ|参数|parameter", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.\[({,])[-+]?(?:\d+\.\d*|\.\d+|\d+)")


def spoken_of(text: str, missing: Mapping[str, float]) -> list[str]:
    """The ids among `missing`, each with its true value, that `text` may hold."""
    plain = fold(text)
    kinds = {kind for kind, pattern in words.KINDS if pattern.search(plain)}
    units = {q.subject for id in missing if (q := Quantity.parse(id)) and not q.is_parameter and q.subject != "loss"}
    named = {unit for unit in units if _stands(unit, plain)}
    is_of_weights, is_of_offsets = _WEIGHT.search(plain) is not None, _OFFSET.search(plain) is not None
    is_of_all = not (kinds or named or is_of_weights or is_of_offsets)
    found = []
    for id, value in missing.items():
        q = Quantity.of(id)
        if q.subject == "loss":
            of = "loss" in kinds or "error" in kinds
        elif q.is_parameter:
            of = is_of_offsets if is_offset_id(q.subject) else is_of_weights
            of = (of or (bool(kinds & {"grad", "step"}) and not named)) and (q.kind == "new" or _fits(q.kind, kinds))
        else:
            subject = q.subject in named or not named
            of = subject and (q.kind in kinds or (not kinds and bool(named)))
        if of or is_of_all or _holds(plain, value):
            found.append(id)
    return found or list(missing)


def _fits(kind: str | None, kinds: Collection[str]) -> bool:
    return kind in kinds or not kinds


def _stands(unit: str, text: str) -> bool:
    """Whether a unit is named: `h_{1}`, `neth1`; one letter only by itself."""
    bare = re.sub(r"[_{}$\\]", "", text)
    if any(sign.isdigit() for sign in unit):
        return re.search(rf"{re.escape(unit)}(?!\d)", bare, re.IGNORECASE) is not None
    return re.search(rf"(?<![A-Za-z]){re.escape(unit)}(?![A-Za-z])", text.replace("_", " ")) is not None


def _holds(text: str, value: float) -> bool:
    """Whether the value stands there, rounded to the digits that are written."""
    for found in _NUMBER.finditer(text):
        decimals = len(found[0].partition(".")[2])
        if abs(float(found[0]) - value) <= 0.51 * 10.0**-decimals and (decimals or value == float(found[0])):
            return True
    return False
