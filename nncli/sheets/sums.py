"""A result that is still to be worked out, exactly: `1-0.3`, `0.6*0.2 + 0.5`, `½×0.7²`, `max(0, -0.14)`."""

import re
from fractions import Fraction

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|(max|min|relu)(?=\s*\()|([-+*/(),^]))", re.IGNORECASE)
_SIGNS = str.maketrans({**dict(zip("×·⋅÷−–[]", "***/--()", strict=True)), "½": "(1/2)", "²": "^2", "³": "^3"})
MAX_LENGTH, MAX_POWER = 200, 4
_CALLS = ("max", "min", "relu")


def worked_out(text: str) -> Fraction | None:
    """The value of a sum of decimals; None where `text` is anything else, divides by 0 or has but one number."""
    if len(text) > MAX_LENGTH:
        return None
    plain = text.translate(_SIGNS).replace("\\times", "*").replace("\\cdot", "*").replace("**", "^")
    tokens: list[str] = []
    at = 0
    while at < len(plain.rstrip()):
        found = _TOKEN.match(plain, at)
        if found is None or (found[1] and len(found[1]) > 30):
            return None
        tokens.append(found[1] or (found[2] or found[3]).lower())
        at = found.end()
    numbers = sum(
        (token[0].isdigit() or token[0] == ".") and tokens[at - 1 : at] != ["^"] for at, token in enumerate(tokens)
    )
    if numbers < 2 and "relu" not in tokens:
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
    """A number, a bracket or a call, perhaps with a power; or any of these with a sign, which is taken last."""
    if at < len(tokens) and depth <= 20 and tokens[at] in "+-":
        value, behind = _factor(tokens, at + 1, depth + 1)
        return (-value if tokens[at] == "-" else value), behind
    value, at = _atom(tokens, at, depth)
    if at < len(tokens) and tokens[at] == "^":
        exponent = tokens[at + 1] if at + 1 < len(tokens) else ""
        if not exponent.isdecimal() or not 0 < int(exponent) <= MAX_POWER:
            raise ValueError
        value, at = value ** int(exponent), at + 2
    return value, at


def _atom(tokens: list[str], at: int, depth: int) -> tuple[Fraction, int]:
    """Raises ValueError where none begins here."""
    if at >= len(tokens) or depth > 20:
        raise ValueError
    token = tokens[at]
    if token in _CALLS:
        return _call(token, tokens, at + 1, depth + 1)
    if token == "(":
        value, at = _sum(tokens, at + 1, depth + 1)
        return value, _closed(tokens, at)
    return Fraction(token), at + 1


def _call(name: str, tokens: list[str], at: int, depth: int) -> tuple[Fraction, int]:
    """`max(0, -0.14)`, `relu(-0.14)`; the bracket is next."""
    value, at = _sum(tokens, at + 1, depth)
    values = [value]
    while at < len(tokens) and tokens[at] == ",":
        value, at = _sum(tokens, at + 1, depth)
        values.append(value)
    if name == "relu":
        if len(values) > 1:
            raise ValueError
        values.append(Fraction(0))
    return (min(values) if name == "min" else max(values)), _closed(tokens, at)


def _closed(tokens: list[str], at: int) -> int:
    if at >= len(tokens) or tokens[at] != ")":
        raise ValueError
    return at + 1
