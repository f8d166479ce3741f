"""Vectors that an answer says are rows: there sᵀ s is a matrix, and s sᵀ a number.

`diag(s) − sᵀ s (s 为行向量)` says diag(s) − s sᵀ. The two factors are exchanged only where every product of the vector
with itself is of this kind; else the saying stays, and the reader refuses it.
"""

import re

_NAME = r"(?:\\(?:mathbf|boldsymbol|bm|vec|hat)\s*\{?\s*\\?[A-Za-z]+\}?|\\?[A-Za-z]+)"
_SAYING = re.compile(
    rf"(?i)[ \t]*[,，;；。.(（]?[ \t]*(?:(?:where|here|with|because|since|as|if|其中|这里|式中|此处|设"
    rf"|记)[ \t]{{0,3}})?(?:we )?(?:define|defined|treat|take|write|把|将)?[ \t]{{0,3}}"
    rf"\$?\s{{0,3}}(?P<name>{_NAME})\s{{0,3}}\$?[ \t]{{0,3}}(?:is|are|as|being|为|是|看作|视为"
    rf"|当作)[ \t]{{0,3}}(?:an? )?(?:一个)?(?:row[ -]vectors?|行向量)[ \t]*[.。)）]*"
)
_TURNED = (
    r"\s*(?:\^\s*\{?\s*(?:\\top|\\intercal|\\mathrm\s*\{?T\}?|\\mathsf\s*\{?T\}?|\\text\s*\{T\}|T|⊤)\s*\}?|ᵀ|⊤|'|\.T\b)"
)
_TIMES = r"\s*(?:\*|·|⋅|@|\\cdot|\\times)?\s*"


def as_columns(text: str) -> str:
    """`text` with such a vector as a column, as long as before."""
    found = _SAYING.search(text) if "行向量" in text or "row" in text else None
    if found is None:
        return text
    name = re.escape(found["name"])
    whole = rf"(?<![A-Za-z\\]){name}(?![A-Za-z])"
    said = " " * (found.end() - found.start())
    rest = text[: found.start()] + said + text[found.end() :]
    pair = re.compile(rf"({whole})({_TURNED})({_TIMES})({whole})(?!{_TURNED})")
    changed = pair.sub(lambda match: f"{match[1]}{match[3]}{match[4]}{match[2]}", rest)
    others = re.findall(rf"{whole}{_TURNED}", pair.sub(" ", rest))
    return text if changed == rest or others else changed
