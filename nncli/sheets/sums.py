"""A result that is still to be worked out, exactly, by + − × ÷ alone: `1-0.3`, `0.6*0.2 + 0.5`, `2×(0.1+0.3)`."""

import re
from fractions import Fraction

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|([-+*/()]))")
_SIGNS = str.maketrans("×·⋅÷−–[]", "***/--()")
MAX_LENGTH = 200


def worked_out(text: str) -> Fraction | None:
    """The value of a sum of decimals; None where `text` is anything else, divides by 0 or has but one number."""
    if len(text) > MAX_LENGTH:
        return None
    plain = text.translate(_SIGNS).replace("\\times", "*").replace("\\cdot", "*")
    tokens: list[str] = []
    at = 0
    while at < len(plain.rstrip()):
        found = _TOKEN.match(plain, at)
        if found is None or (found[1] and len(found[1]) > 30):
            return None
        tokens.append(found[1] or found[2])
        at = found.end()
    if sum(token[0].isdigit() or token[0] == "." for token in tokens) < 2:
        return None
    try:
        value, rest = _sum(tokens, 0, 0)
    except (ValueError, ZeroDivisionError):
        return None
    return value if rest == len(tokens) else None


def _sum(tokens: list[str], at: int, depth: int) -> tuple[Fraction, int]:
    value, at = _product(tokens, at, depth)
    while at < len(tokens) and tokens[at] in "+-":
        other, behind = _product(tokens, at + 1, depth)
        value, at = (value + other if tokens[at] == "+" else value - other), behind
    return value, at


def _product(tokens: list[str], at: int, depth: int) -> tuple[Fraction, int]:
    value, at = _factor(tokens, at, depth)
    while at < len(tokens) and tokens[at] in "*/":
        other, behind = _factor(tokens, at + 1, depth)
        value, at = (value * other if tokens[at] == "*" else value / other), behind
    return value, at


def _factor(tokens: list[str], at: int, depth: int) -> tuple[Fraction, int]:
    """A number, a bracket, or either with a sign. Raises ValueError where none begins here."""
    if at >= len(tokens) or depth > 20:
        raise ValueError
    token = tokens[at]
    if token in "+-":
        value, at = _factor(tokens, at + 1, depth + 1)
        return (-value if token == "-" else value), at
    if token == "(":
        value, at = _sum(tokens, at + 1, depth + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise ValueError
        return value, at + 1
    return Fraction(token), at + 1
