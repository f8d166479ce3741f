r"""What LaTeX puts between formulas: the end of one display and the condition of the next, the height of a row, ≠.

\[ A \] If $i \ne j$, \[ B \]     A; if i ≠ j: B
a \\[0.6em] b                     a \\ b
"""

import re

_RELATION = r"[a-z]'?\s*(?:={1,2}|≠|!=|\\neq?(?![a-z])|\\not\s*=)\s*[a-z]'?"
_OPENED = r"(?:\\\[|\$\$|\\begin\s*\{(?:equation|align|aligned|gather|displaymath|split)\*?\})"
_LEAD = r"(?:(?i:and|but|thus|so|otherwise|then|here|now)\b[ \t]*|而|又|同理|那么|且|并且)*,?"
# A display, a condition in words, another display: the condition is that of what follows.
_BETWEEN = re.compile(
    rf"(?P<end>\\\]|\$\$)(?P<said>\s{{0,6}}{_LEAD}\s{{0,6}}(?:(?i:if|when|for|case|where)\b|当|若|如果|对于?)\s*[$(（\\]*\s*{_RELATION}"
    rf"[^\n\[\\$=]{{0,12}}(?:\\\))?[$)）]?[ \t]*(?:时|的?时候|的情况下?)?[ \t]*(?:[,，:：]|,?[ \t]*(?:we (?:have"
    rf"|get|obtain)|our|有|则|得)[:：]?)?[ \t]*\n?\s*)(?={_OPENED})"
)
_HEIGHT = re.compile(r"(?<=\\\\)\s*\[\s*-?\d*\.?\d+\s*(?:em|ex|pt|mm|cm|px|\\baselineskip)\s*\]")
_SIZE = re.compile(r"\\(?:large|Large|LARGE|huge|small|normalsize|scriptstyle|tiny)1?(?![A-Za-z])")
# Two equations on one line, with a wide blank between them: \\qquad ∂s_i/∂x_j = …
_WIDE = re.compile(
    r"(?:\\q?quad|\\text\s*\{\s*(?:i\.e\.|or|and|that is|so|thus|hence)[,:]?\s*\})(?:\s|\\q?quad|\\[,;:! ]"
    r"|\\text\s*\{\s*(?:i\.e\.|or|and|that is|so|thus|hence)[,:]?\s*\})*"
    r"(?=\\[dt]?frac\s*\{\s*(?:\\partial|∂|d\b|\\mathrm\s*\{?d)|∂|\\partial\b|\\nabla|J\s*=|J_\{?\w+\}?\s*=)"
)
_ALIGNED = re.compile(r"&\s?=\s?&")
_NOT = re.compile(r"\\not\s*(?=[=])=|\\not=|\\not\s*\{\s*=\s*\}")
_LEADING = re.compile(
    rf"(?im)(?:^|(?<=[;；。.]))[ \t]{{0,8}}{_LEAD}[ \t]{{0,8}}(?=(?:if|when)\b[ \t]*\$?\s*{_RELATION})"
)
_OUR = re.compile(
    rf"(?i)(?<=[a-z$)])(,?[ \t]*(?:our|we have|we get|we obtain|this gives|one has|it is)[ \t]*[:：]?)(?=\s*{_OPENED})"
)


def joined(text: str) -> str:
    """`text` with what stands between displays put as what it means, as long as before."""
    if "\\" in text:
        text = _NOT.sub(lambda match: "≠".ljust(len(match[0])), text)
        text = _SIZE.sub(lambda match: ("1" if match[0].endswith("1") else "").rjust(len(match[0])), text)
        text = _ALIGNED.sub(lambda match: "=".center(len(match[0])), _HEIGHT.sub(_blank, text))
        text = _WIDE.sub(lambda match: ";" + _blank(match)[1:], text)
    if "$$" in text or "\\[" in text:
        text = _OUR.sub(lambda match: ":".ljust(len(match[1])), text)
        text = _BETWEEN.sub(_parted, text)
    return _LEADING.sub(_blank, text)


def _parted(match: re.Match[str]) -> str:
    return "; " + re.sub(rf"^\s*{_LEAD}", _blank, match["said"])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
