"""Where on a sheet the thresholds of an overflow problem stand, and under which names.

overflows: {float64: 709.78, float32: 88.72}
    上溢: 709.78（双精度），88.72（单精度）
    overflows.float64: 709.78
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from nncli.sheets.parts import fold
from nncli.sheets.sheet import Entry, Section

PRECISIONS: tuple[Literal["float64", "float32"], ...] = ("float64", "float32")
PARTS = ("overflows", "underflows", "stable", "discussion")
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("underflows", r"under[\s_-]*flow\w*(?:\s*(?:at|below|threshold|阈值))?|下溢\w*"),
        ("overflows", r"over[\s_-]*flow\w*(?:\s*(?:at|above|threshold|阈值))?|上?溢出?\w*"),
        ("float64", r"(?:float|fp|f|binary)[\s_-]*64|double(?:\s*precision)?|双精度(?:浮点数?)?|64[\s-]*(?:bit|位)"),
        (
            "float32",
            r"(?:float|fp|f|binary)[\s_-]*32|single(?:\s*precision)?|float|单精度(?:浮点数?)?|32[\s-]*(?:bit|位)",
        ),
        ("stable", r"stable(?:\s*(?:form|formula|version))?|稳定\w*|(?:安全|改进)的?\w*公式|formula"),
        ("discussion", r"discussions?|discuss|讨论|说明|分析|解释|explanation|comments?|notes?"),
    )
)
_PART = re.compile(r"[,;、\n]\s*|\s+(?:and|or)\s+|(?<=\d)\s*/\s*|和|以及")
_FIGURE = re.compile(r"\d")


def name_of(key: str) -> str:
    """The name that a key means: `上溢` is overflows, `double` float64; itself, where it is none of these."""
    plain = fold(key).strip(" :*`\"'")
    return next((name for name, pattern in _NAMES if pattern.fullmatch(plain)), plain)


def entry_of(section: Mapping[str, Entry] | None, name: str) -> Entry | None:
    """What stands under a name in any spelling, the blank ones last."""
    if section is None:
        return None
    found = [entry for key, entry in section.items() if key == name or name_of(key) == name]
    return next((entry for entry in found if not entry.blank), found[0] if found else None)


_DITTO = re.compile(
    r"同\s*(?:上|softmax|前)?(?:面|述|文)?|(?:与|和|跟)?.{0,12}(?:相同|一样|同上)|见上"
    r"|ditto|(?:the\s+)?same(?:\s+as\b.{0,20})?|as above|see above",
    re.IGNORECASE,
)


def is_ditto(text: str) -> bool:
    """Whether it says that this is as for the function before: 同上, `same as above`."""
    return len(text) < 40 and _DITTO.fullmatch(fold(text).strip(" .。;,()")) is not None


def threshold(section: Mapping[str, Entry] | None, key: str, precision: str) -> str | None:
    """The text that states where a function leaves the numbers of this precision; None where there is none."""
    if section is None:
        return None
    for entry in (entry_of(section, key), _dotted(section, key, precision)):
        if isinstance(entry, Section):
            stated = entry_of(entry, precision)
            if stated is not None and not stated.blank:
                return stated.whole.text
        elif entry is not None and not entry.blank:
            # What is written here without any figure is this precision's, too: it is not for us to say that it is none.
            return dict(_by_precision(entry.whole.text)).get(precision) or (
                None if _FIGURE.search(entry.whole.text) else entry.whole.text
            )
    other = entry_of(section, precision)  # float64: {overflows: …}
    stated = entry_of(other, key) if isinstance(other, Section) else None
    return None if stated is None or stated.blank else stated.whole.text


def _dotted(section: Mapping[str, Entry], key: str, precision: str) -> Entry | None:
    """`overflows.float64`, `float64 上溢`, in one key: the value is this precision's alone."""
    for name, entry in section.items():
        if _words(name) == {key, precision} and not isinstance(entry, Section):
            return Section({precision: entry}, entry.place, entry.key, entry)
    return None


def _words(key: str) -> set[str]:
    return {name_of(word) for word in re.split(r"[.,\s_()\[\]]+", fold(key)) if word}


def is_dotted(key: str) -> bool:
    """Whether a key says both which end and which precision."""
    words = _words(key)
    return len(words) == 2 and len(words & set(PRECISIONS)) == 1 and len(words & {"overflows", "underflows"}) == 1


def _by_precision(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text that states the thresholds of several precisions; one without a name is binary64's."""
    named: list[tuple[str, str]] = []
    rest: list[str] = []
    for part in (part for part in _PART.split(text) if _FIGURE.search(part)):
        words = [name for name, pattern in _NAMES if name in PRECISIONS and pattern.search(part)]
        if "float64" in words and "float32" in words and "64" in part:
            words = ["float64"]
        if words:
            named.append((words[0], _bare(part, words[0])))
        else:
            rest.append(part)
    if named:
        yield from named
        left = [precision for precision in PRECISIONS if precision not in dict(named)]
        yield from zip(left, rest, strict=False)
    elif len(rest) == 2 and _sizes_differ(rest):
        yield from zip(PRECISIONS, rest, strict=True)
    elif rest:
        yield "float64", text


def _bare(part: str, name: str) -> str:
    """The part without the name of its precision and the signs around it."""
    pattern = next(pattern for known, pattern in _NAMES if known == name)
    return pattern.sub(" ", part, count=1).strip(" :=()，,;") or part


def _sizes_differ(parts: list[str]) -> bool:
    """Whether the second number is far nearer to 0, as that of the shorter format is."""
    found = [re.search(r"\d+(?:\.\d+)?", part) for part in parts]
    first, second = (float(one[0]) if one else 0.0 for one in found)
    return first > 2 * second
