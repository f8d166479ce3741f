"""What is put around formulas and says nothing: boxes, tags, bold, numbers of lines, the module names of NumPy.

Each is blanked, sign for sign, so a place in what is left is the same place in what was written.
"""

import re

_BOX = re.compile(r"\\(?:boxed|fbox|framebox|bbox)\s*\{|\\color\s*\{\w*\}\s*\{|\\(?:underline|underbrace)\s*\{")
_TAG = re.compile(r"\\(?:tag|label|ref|eqref)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|hfill|newline)(?![A-Za-z])")
_BOLD = re.compile(r"(?m)(?:^|(?<=[\s:：]))(\*\*|__|\*)(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?=[\s.]*(?:$|[,;，；。]))")
_QUOTE = re.compile(r"(?m)^[ \t]*(?:>|#{1,6} )[ \t]*|```\w*|`")
_NUMBERED = re.compile(
    r"(?m)(?:^|(?<=[;；。\n]))[ \t]*(?:[(（] ?(?:\d|[a-d]|[ivx]{1,3}|[一二三四]) ?[)）]|[①-⑨]|\d ?[、)）]"
    r"|\d\.(?=\s)|[一二三四]、)[ \t]*:?"
)
_CONDITION = r"(?:当|若|如果|对|if\b|when\b|for\b|case\b|in the case|\$?\s*\(?[a-z]\s*(?:=|≠|!=|\\ne|==))"
_BULLET = re.compile(rf"(?im)^[ \t]*[-*•·+–—][ \t]+(?={_CONDITION})|^[ \t]*[•·][ \t]*")
_LISTED = re.compile(r"(?m)^[ \t]*[-*•·][ \t]+")
_ITEM = re.compile(r"[-*•·][ \t]+(?:\$|\*\*|[\u4e00-\u9fff]|[A-Za-z][a-z]{3,})")
_MODULE = re.compile(r"(?<![\w.])(?:np|numpy|torch|tf|jnp|jax|math|sp|scipy|F|nn|special|linalg|functional)\.(?=[a-z])")
_MODULES = re.compile(r"(?<=\s)(?:special|linalg|functional|math|nn)\.(?=[a-z])")
_TURNED = re.compile(r"(?<=[\w)\]])\.(?:T\b|t\(\)|transpose\(\))")
_DOTTED = re.compile(r"\.(?=[*/^])(?!\*\*)")


def unwrapped(text: str) -> str:
    """The text without its wrappers, as long as before."""
    text = _opened(text)
    text = _TAG.sub(_blank, text)
    text = _QUOTE.sub(_blank, text)
    text = _LISTED.sub(_blank, text) if _is_list(text) else _BULLET.sub(_blank, text)
    text = _numbers(text)
    text = _BOLD.sub(lambda m: " " * len(m[1]) + m[2] + " " * len(m[1]), text)
    if "." in text:
        text = _MODULES.sub(_blank, _MODULE.sub(_blank, text))
        text = _TURNED.sub(lambda m: "⊤" + " " * (len(m[0]) - 1), text)
        text = re.sub(r"\.\*(?!\*)", " *", text)
        text = _DOTTED.sub(" ", text)
    return text


def _is_list(text: str) -> bool:
    """Whether every line is an item, of formulas in dollars or of words: there no dash is a minus."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(_ITEM.match(line) for line in lines)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _opened(text: str) -> str:
    """`\\boxed{…}` without the box."""
    while match := _BOX.search(text):
        depth, at = 1, match.end()
        while at < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0) if text[at - 1] != "\\" else 0
            at += 1
        inner = text[match.end() : at - 1] if not depth else text[match.end() :]
        closed = " " if not depth else ""
        text = text[: match.start()] + " " * len(match[0]) + inner + closed + text[at:]
    return text


def _numbers(text: str) -> str:
    """(1) … (2) …, where there are two of them, or a condition follows; `1. ` may be a factor elsewhere."""
    found = list(_NUMBERED.finditer(text))
    sure = len(found) > 1
    for match in found:
        follows = re.match(rf"(?i)\s*{_CONDITION}", text[match.end() :])
        if sure or follows or re.search(r"[①-⑨]", match[0]):
            text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text
