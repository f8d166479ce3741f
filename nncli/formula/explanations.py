"""What stands beside a formula to explain it: `where δ_ij is the Kronecker delta`, `其中 m 为 x 的最大值`, `c = max_j x_j`.

Definitions are handed on as declarations, and the rest is blanked, sign for sign, where it is understood. What is said
of δ, I, e_i and 1 has to be what these are; if it is anything else, it is left for the reader to refuse.
"""

import re
from collections.abc import Iterator

_WORD = r"(?i:其中|这里|式中|此处|令|设|记|取|定义|\bwhere\b(?!\s*\()|\bhere\b|\blet\b|\bwith\b|\bdefine\b|\bdenote\b|\bset\b|\band\b(?=\s*\S+\s*(?:=|is\b)))[ \t,:，：]*(?:\\[,;:! ]|\\q?quad|\\text\{\s*\})*"
_INTRODUCED = re.compile(_WORD)
_NAME = r"(?P<name>\\(?:hat|bar|tilde|mathbf|boldsymbol|bm)\s*\{?\\?[A-Za-z]+\}?|\\[a-z]+(?!\w|\{)|[A-Za-z\u03b1-\u03c9ŷŝ](?:_max|_\{max\}|_hat)?)(?P<index>_\{?[a-z]\}?|\([a-z]\)|\(x\))?"
_DEFINED = re.compile(rf"^(?P<intro>{_WORD})?\s*{_NAME}\s*(?::=|≔|=|＝)\s*(?P<body>[^=≠:：]+?)\s*(?P<rest>=[^≠:：]+)?$")
_SPOKEN = re.compile(
    rf"^(?P<intro>{_WORD})?\s*(?:the\s+)?{_NAME}\s*(?:表示|代表|定义为|为|是|\bis\b|\bare\b|\bdenotes?\b|\bstands for\b)\s*(?P<body>.+?)\s*$"
)
_CONSTANT = re.compile(
    r"(?i)^(?P<intro>" + _WORD + r")?\s*(?P<name>\\?delta|δ|e|I|C|n|\\?mathbf\{[1eI]\}|\\?mathbb\{[1I]\}|1|𝟏)"
    r"\s*(?:_\{?\w{1,2}\}?|\(i,\s*j\)|_\{i,\s*j\}|_i,?j|ᵢⱼ|ᵢ|\[[^\]]*\])?\s*(?P<body>.*?)\s*$"
)
_SAYINGS = {
    "δ": r"(?:the )?(?:克罗内克|kronecker|克氏|狄拉克|指示|indicator)?[ ]?(?:的)?(?:delta| |δ|函数|记号|符号|symbol|function)*",
    "e": r"(?:the |第)?\s*(?:i|i-th|ith)?\s*(?:个)?\s*(?:标准|单位|standard|unit|one-?hot|独热|canonical)*\s*(?:基|basis|unit|单位)?\s*(?:向量|vector|编码)?",
    "I": r"(?:the |an? )?(?:C ?[×x] ?C )?(?:单位矩阵|单位阵|identity(?: matrix)?|indicator(?: function)?|指示函数)",
    "1": r"(?:the |an? )?(?:全\s*1\s*(?:的)?(?:列)?向量|元素全为1的列?向量|all-?ones vector|vector of (?:all )?ones|ones vector|indicator(?: function)?|指示函数)",
    "C": r"(?:the )?(?:类别数|维数|类的个数|类别个数|number of (?:classes|components)|dimension)",
}
_IS = r"(?:表示|代表|就是|为|是|\bis\b|\bdenotes\b|=)?\s*(?:the |an? )?\s*"
_MAXIMUM = re.compile(
    r"(?i)^(?:the )?(?:输入|向量|input|vector)?\s*x?\s*(?:_\w)?\s*(?:的|中的?|各分量的?|所有分量的?)*\s*(?:最大值|最大分量|最大元素|最大的分量|最大者)$|"
    r"^(?:the )?(?:maximum|max|largest|greatest)\s*(?:value|entry|component|element|input)?\s*(?:of|in|over|among)?\s*(?:all |the )*(?:x(?:_\w)?|inputs?|components|entries)?(?: of x)?$|^最大的\s*x(?:_\w)?$"
)
_SOFTMAX = re.compile(
    r"(?i)^(?:the )?(?:softmax)\s*(?:函数|function)?\s*(?:的|of x)?\s*(?:输出|输出向量|函数值|概率|值|结果|output|outputs|vector|probabilities|function)?(?:\s*(?:的)?第\s*[a-z]\s*个?(?:分量|元素|输出))?$"
)
_SIGNS = re.compile(
    r"(?P<E>[a-z]\s*(?:==?)\s*[a-z])|(?P<N>[a-z]\s*(?:≠|!=|\\neq?)\s*[a-z])|(?P<O>otherwise|else|否则|其他|其它|其余)|(?P<D>\d+(?:\.\d+)?)"
)
_RIGHT_ORDERS = {"", "1E", "E1", "1E0N", "1E0O", "E1N0", "E1O0", "0N1E", "N0E1", "1E0", "E10", "N01", "0N1O"}
_MOST_PIECES, _LONGEST = 3, 120
_FUNCTION_WORDS = re.compile(r"\\[A-Za-z]+|[A-Za-z]{3,}")


def explained(text: str, own: frozenset[str]) -> tuple[str, dict[str, str]]:
    """The text without its explanations, and what they declare. `own` are names with a meaning of their own."""
    found: dict[str, str] = {}
    segments, at = list(_segments(text)), 0
    while at < len(segments):
        taken = 0
        most = min(_MOST_PIECES, len(segments) - at) if text[slice(*segments[at])].strip() else 0
        for more in range(most, 0, -1):  # 1 if i = j, 0 otherwise: two pieces
            start, end = segments[at][0], segments[at + more - 1][1]
            others = text[:start] + "\n" + text[end:]
            kept = _understood(text[start:end], others, own, found, alone=more == 1)
            if kept is not None:
                end -= len(kept)
                text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
                taken = more
                break
        at += taken or 1
    return text, found


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Between line breaks, semicolons, sentence ends and commas that stand in no bracket and no environment."""
    depth = start = 0
    at = 0
    while at < len(text):
        sign = text[at]
        if text.startswith("\\begin", at) or (text.startswith("\\left", at) and not text.startswith("\\leftarrow", at)):
            depth += 1
        elif text.startswith("\\end", at) or (
            text.startswith("\\right", at) and not text.startswith("\\rightarrow", at)
        ):
            depth -= 1
        elif sign in "([{（【" and not (at and text[at - 1] == "\\"):
            depth += 1
        elif sign in ")]}）】" and not (at and text[at - 1] == "\\"):
            depth -= 1
        introduced = at > start and depth <= 0 and (word := _INTRODUCED.match(text, at)) and not text[at - 1].isalpha()
        if introduced and word and word.end() > at and text[at] not in " \t":
            yield start, at
            start = at
            at = word.end()
            continue
        if (sign in "\n;；。" or sign in ",，") and depth <= 0:
            yield start, at
            start = at + 1
        at += 1
    yield start, len(text)


def _understood(segment: str, others: str, own: frozenset[str], found: dict[str, str], *, alone: bool) -> str | None:
    """What is left of a piece that is an explanation, None where it is none; a declaration is noted in `found`."""
    bare = segment.replace("\\quad", " ").replace("\\qquad", " ").replace("$", " ").strip(" \t\n,，.。;；")
    bare = re.sub(r"\\text\s*\{\s*([^{}]*)\}", r"\1", bare).strip()
    constant = _CONSTANT.match(bare)
    if constant and _is_true_of_constant(constant):
        return ""
    spoken, defined = _SPOKEN.match(bare), _DEFINED.match(bare)
    if alone and spoken and (meant := _meant(spoken["body"])):
        return "" if _noted(spoken, meant, found) else None
    if alone and defined and _is_definition(defined, others, own):
        if not _noted(defined, defined["body"], found):
            return None
        # y_i = log s_i = x_i − …: what y is, and an equation, which stays.
        return segment[segment.index("=") + 1 :] if defined["rest"] else ""
    return None


def _noted(match: re.Match[str], body: str, found: dict[str, str]) -> bool:
    """Notes a declaration; a name that is declared twice means nothing."""
    name, index = match["name"], match["index"] or ""
    key = name + (index if index.startswith("_") else "")
    if found.get(key, body) != body:
        return False
    found[key] = body
    return True


def _meant(body: str) -> str:
    """The formula that words stand for, or ""."""
    body = " ".join(body.strip(" .。").split())
    if len(body) > _LONGEST:
        return ""
    if _MAXIMUM.match(body):
        return "max(x)"
    if _SOFTMAX.match(body):
        return "softmax(x)"
    if re.fullmatch(r"(?:\\?(?:soft)?max|\\operatorname\{softmax\}|\\mathrm\{softmax\})\s*\(\s*x\s*\)(?:_\w)?", body):
        return re.sub(r"_\w$", "", body)
    return ""


def _is_definition(match: re.Match[str], others: str, own: frozenset[str]) -> bool:
    """`p = softmax(x)`, where p stands elsewhere too. `i = j` is none, nor is a derivative."""
    name, body = match["name"].lstrip("\\"), match["body"]
    if re.fullmatch(r"[i-l]", match["name"]) and not match["index"]:  # these count components
        return False
    if name in own or "∂" in body or "\\partial" in body or not others.strip():
        return False
    letter = re.sub(r"^(?:hat|bar|tilde|mathbf|boldsymbol|bm)\s*\{?\\?|\}$", "", name)
    rest = others if match["name"].startswith("\\") else _FUNCTION_WORDS.sub(" ", others)
    used = re.search(rf"(?<![\\]){re.escape(letter)}", rest)
    return bool(used)


def _is_true_of_constant(match: re.Match[str]) -> bool:
    """Whether it is said of δ, I, e_i or 1 what they are."""
    name = re.sub(r"\\|math(?:bf|bb)|[{}]", "", match["name"])
    kind = {"delta": "δ", "𝟏": "1", "n": "C"}.get(name, name)
    body = re.sub(
        r"\\(?:q?quad|text|mathrm|begin|end|left|right)\s*|\{d?cases\}|\\\\|\\\{|\\\}|[&$]", " ", match["body"]
    )
    signs = "".join(
        "1" if m["D"] == "1" else "0" if m["D"] == "0" else "?" if m["D"] else str(m.lastgroup)
        for m in _SIGNS.finditer(body)
    )
    body = " ".join(body.split())
    if kind in ("e", "I", "1", "C") and len(body) <= _LONGEST:
        said = re.sub(rf"^{_IS}", "", body)
        return said != body and re.fullmatch(_SAYINGS[kind], said, re.IGNORECASE) is not None
    if not body or len(body) > _LONGEST or signs not in _RIGHT_ORDERS:
        return False
    if not signs and not re.match(r"(?i)\s*(?:表示|代表|就是|为|是|is\b|denotes)", body):
        return False
    words = _SIGNS.sub(" ", body)
    words = (
        re.sub(
            r"(?i)\b(?:if|when|for|and|is|where|the|it|equals?|as|定义为)\b|当|时|若|如果|且|和|则|值|取|等于|为|是|δ\w*|\\?delta(?:_\{?\w+\}?)?|[=,，;；{}()（）\s.。:：即_ᵢⱼij]",
            "" if not signs.strip() else " ",
            words,
        )
        if signs
        else re.sub(rf"^{_IS}", "", words.strip())
    )
    words = words.strip(" ,，.。=")
    pattern = _SAYINGS["δ" if signs else kind]
    return not words or re.fullmatch(pattern, words, re.IGNORECASE) is not None
