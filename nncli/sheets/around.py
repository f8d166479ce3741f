"""What people write around a number: words before it, a reason behind it, a decimal comma, digits in groups."""

import re

_IS = (
    r"为|是|等于|得到?|仍为?|还是|依然是?|依旧是?|保持|不变|没变|结果|答案|同上|算出|算得|求得|即|故|所以|取"
    r"|is|was|are|equals?|still|stays?|remains?|unchanged|gives?|results?|answer|ans|got|get|same|maybe|perhaps|probably|可能|大概|应该"
)
_BEFORE = re.compile(
    rf"(?:[\u3400-\u9fffA-Za-z_ ]{{0,30}}?)(?:{_IS})[\s,:]*(?:{_IS})?[\s,:]*(?=[-+.]?\s*\.?\d)", re.IGNORECASE
)
_BECAUSE = re.compile(
    r"\s*[,;(]?\s*(?:因为|由于|∵|because|since|b/c|as\s+(?:the|net|it|h\d)).*$", re.IGNORECASE | re.DOTALL
)
_REMARK = re.compile(r"(?<=[\d%])\s*[,;]\s*[^\d]+$")
# `(= -0.7*0.36)`, `(was 0.5)`, `, net<0`: how it was found, or what it was before.
_ASIDE = re.compile(
    r"(?<=[\d%])\s*(?:[(\[]\s*(?:[=≈<>≤≥]|was|from|old|before|原|旧|之前|由|从|since|because|as|四舍|保留|取|rounded|约|about)[^()\[\]]*"
    r"(?:\([^()]*\)[^()]*)*[)\]]|[,;]\s*(?:[A-Za-z_]\w*|\d+(?:\.\d+)?)\s*[<>≤≥]\s*[-\d.]+)\s*$",
    re.IGNORECASE,
)
_WORDS_BEHIND = re.compile(r"(?<=[\d%])\s*\([^()\d]*\)\s*$")  # 0.3 (same as net)
_TICK = re.compile(r"(?<=[\d%)])\s*(?:[✓✔√!?]+|approx\.?|or so)\s*$", re.IGNORECASE)
_ARROW = re.compile(r"^\s*(?:[-=]>|[→⇒:])\s*")
_MINUS = re.compile(r"^\s*(?:负的?|minus\b|negative\b)\s*(?=[\d.])", re.IGNORECASE)
_NOUGHT = re.compile(r"零|zero|nil", re.IGNORECASE)
_COMMA = re.compile(r"([-+]?\s*)(\d+),(\d+)")
_GROUPS = re.compile(
    r"[-+]?(?:\d{1,3}(?P<a>[ _'])\d{3}(?:(?P=a)\d{3})*(?:\.\d+)?|\d+\.\d{3}(?:(?P<b>[ _'])\d{3})*[ _']\d{1,3})"
)
UNCHANGED = re.compile(
    r"(?:保持|仍|还是)?(?:不变|没变|未变|没有变化?|不更新|不动)|unchanged|(?:stays?\s+|remains?\s+)?the same|no change",
    re.IGNORECASE,
)


_NOT = re.compile(r"不是|不等于|不为|并非|\bnot\b|n't\b", re.IGNORECASE)


def bare_number(text: str) -> str:
    """`text` without words before a number and without a reason or a remark behind it."""
    if _NOT.search(text):
        return text
    text = _WORDS_BEHIND.sub("", text)
    plain = _BECAUSE.sub("", text).strip() if _BECAUSE.search(text) else text
    plain = _ARROW.sub("", _TICK.sub("", _REMARK.sub("", _ASIDE.sub("", plain))))
    found = _BEFORE.match(plain)
    plain = plain[found.end() :].strip() if found else plain
    return "0" if _NOUGHT.fullmatch(plain) else _MINUS.sub("-", plain)


def one_way_to_read(text: str) -> str | None:
    """A number with a decimal comma or with groups of digits as it is meant, where there is one way to read it."""
    if found := _COMMA.fullmatch(text):
        sign, whole, rest = found.groups()
        may_part_thousands = len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
        return None if may_part_thousands else f"{sign}{whole}.{rest}"
    if _GROUPS.fullmatch(text):
        return re.sub(r"[ _']", "", text)
    return None
