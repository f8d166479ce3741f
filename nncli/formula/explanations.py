"""What stands beside a formula to explain it: `where δ_ij is the Kronecker delta`, `其中 m 为 x 的最大值`.

Definitions are handed on as declarations, and the rest is blanked, sign for sign, where it is understood. What is said
of δ, I, e_i and 1 has to be what these are; if it is anything else, it is left for the reader to refuse.
"""

import re
from collections.abc import Iterator

from nncli.formula import sayings

_MOST_PIECES, _LONGEST = 3, 120
_ASIDE = re.compile(
    r"[(（]((?:其中|这里|式中|where|here|with)?[^()（）\n]{2,60}(?:\([^()]*\)[^()（）\n]{0,40})?)[)）](?=\s*(?:$|[;；。.,，\n]))"
)
# m = max(x): exp(x_i − m)/…, where the colon ends what m is.
_ANNOUNCED = re.compile(r"((?<![A-Za-z])[A-Za-z]\s*=\s*\\?max[^:：;；=\n]{0,40})[:：](?!=)")
_FUNCTION_WORDS = re.compile(r"\\[A-Za-z]+|[A-Za-z]{3,}")


def explained(text: str, own: frozenset[str]) -> tuple[str, dict[str, str]]:
    """The text without its explanations, and what they declare. `own` are names with a meaning of their own."""
    found: dict[str, str] = {}
    text = _ANNOUNCED.sub(r"\1;", _ASIDE.sub(_understood_aside, text))
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


def _understood_aside(match: re.Match[str]) -> str:
    """`(δ 为 Kronecker 符号)` behind a formula says nothing that is not so."""
    inner = match[1].replace("$", " ").strip(" ,，.。;；")
    said = sayings.CONSTANT.match(inner)
    if said and _is_true_of_constant(said):
        return re.sub(r"[^\n]", " ", match[0])
    spoken = sayings.SPOKEN.match(inner)
    is_target = spoken is not None and sayings.TARGET.match(" ".join(spoken["body"].split()))
    return f";{match[0][1:-1]} " if is_target else match[0]  # what the sentence declares is found as that of any other


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
        elif sign in "([{（【" and not _is_of_pair(text, at):
            depth += 1
        elif sign in ")]}）】" and not _is_of_pair(text, at):
            depth -= 1
        introduced = (
            at > start and depth <= 0 and (word := sayings.INTRODUCED.match(text, at)) and not text[at - 1].isalpha()
        )
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


def _is_of_pair(text: str, at: int) -> bool:
    r"""Whether a bracket is counted already: that of \\left\\{ and \\right\\}, or the delimiters \\( and \\[."""
    if not at or text[at - 1] != "\\":
        return False
    return text[at] not in "{}" or text[max(0, at - 7) : at - 1].rstrip().endswith(("left", "right"))


def _understood(segment: str, others: str, own: frozenset[str], found: dict[str, str], *, alone: bool) -> str | None:
    """What is left of a piece that is an explanation, None where it is none; a declaration is noted in `found`."""
    bare = segment.replace("\\quad", " ").replace("\\qquad", " ").replace("$", " ").strip(" \t\n,，.。;；")
    bare = re.sub(r"\\text\s*\{\s*([^{}]*)\}", r"\1", bare).strip()
    bare = re.sub(r"(?<!\\)\\[ ,;:!]", "  ", bare).strip()
    bare = re.sub(r"(?<!\\)\\[()\[\]]", "  ", bare).strip(" \n")
    constant = sayings.CONSTANT.match(bare)
    if (constant and _is_true_of_constant(constant)) or sayings.TOTAL.match(bare):
        return ""
    spoken, defined = sayings.SPOKEN.match(bare), sayings.DEFINED.match(bare)
    if alone and spoken and "d" in own and sayings.TARGET.match(" ".join(spoken["body"].split())):
        return "" if _noted(spoken, "d", found) else None
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
    if sayings.MAXIMUM.match(body):
        return "max(x)"
    if sayings.SOFTMAX.match(body):
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
    rest = others if match["name"].startswith("\\") or "_" in name else _FUNCTION_WORDS.sub(" ", others)
    used = re.search(rf"(?<![\\]){re.escape(letter)}", rest)
    return bool(used) or (match["name"].startswith("\\") and match["name"] in others)


def _is_true_of_constant(match: re.Match[str]) -> bool:
    """Whether it is said of δ, I, e_i or 1 what they are."""
    name = re.sub(r"\\|math(?:bf|bb)|[{}]", "", match["name"])
    kind = {"delta": "δ", "𝟏": "1", "n": "C"}.get(name, name)
    body = " ".join(sayings.EMPTY_LATEX.sub(" ", match["body"]).split())
    if not body or len(body) > _LONGEST:
        return False
    if kind != "δ":
        said = re.sub(rf"^{sayings.IS}", "", body)
        return (said != body or kind == "1") and re.fullmatch(sayings.SAYINGS[kind], said, re.IGNORECASE) is not None
    signs = "".join(map(_sign, sayings.SIGNS.finditer(body)))
    if signs not in sayings.RIGHT_ORDERS or not (signs or sayings.SAYS.match(body)):
        return False
    words = sayings.SIGNS.sub(" ", body)
    words = sayings.BETWEEN_SIGNS.sub("", words) if signs else re.sub(rf"^{sayings.IS}", "", words.strip())
    return re.fullmatch(sayings.SAYINGS["δ"], words.strip(" ,，.。="), re.IGNORECASE) is not None


def _sign(match: re.Match[str]) -> str:
    digits = match["D"]
    return str(match.lastgroup) if digits is None else digits if digits in ("0", "1") else "?"
