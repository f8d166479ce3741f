"""The numbers that a person states as a threshold: as digits, as a logarithm still to be worked out, or several.

709.78   x > 709.78   1024·ln2   1024 ln 2 ≈ 709.78   ln(1.8e308) = 709.78   7.0978×10²
709.78 (e^709.78 ≈ 1.8e308)   −708.40（正规数）或 −745.13（次正规数）
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException

from nncli.formula.alphabet import plain
from nncli.maths.numeral import Numeral
from nncli.sheets.around import one_way_to_read

MAX_LENGTH = 200
_CONTEXT = Context(prec=40, Emax=9_999, Emin=-9_999)
_NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?"
_ALONE = re.compile(rf"(?<![\w.])[-+]?\s*{_NUMBER}(?![\w.])", re.ASCII)
_PRECISION = re.compile(r"(?i)(?:float|fp|binary|double|single|f)[ _-]?\d*|\b\d{2}[ -]?bit|[单双]精度(?:浮点数?)?")
_ASIDE = re.compile(
    r"(?<=[\d}])\s*\((?:\s*(?:即|也就是|i\.e\.|about|约)?\s*\\?(?:ln|log)\b[^()]*(?:\([^()]*\))?[^()]*|[^()]*[=≈<>~][^()]*|[^()\d]*|[^()]*\([^()]*\)[^()]*[=≈][^()]*)\)"
)
_REASON = re.compile(
    r"(?<=\d)\s*[,;]?\s*(?:\b(?:since|because|as)\b|因为|由于|原因|理由).*$", re.IGNORECASE | re.DOTALL
)
_TO_NOUGHT = re.compile(
    r"(?<=\d)\s*(?:时|后)?\s*[,;]?\s*(?:就|会|则|结果)?(?:下溢)?(?:变为|变成|成为|为|得到?|归|到|\bto\b|becomes?|gives?|is)\s*(?:0|零|zero)(?![.\d])\s*$",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(r"(?<=\d)\s*(?:左右|上下|附近|or so)(?![\d.])")
_NEGATIVE = re.compile(r"负的?\s*(?=[\d.])|\b(?:minus|negative)\s+(?=[\d.])", re.IGNORECASE)
# `当 x > 709.78 时 exp(x) 超过 1.8e308，变为 inf`: what then comes about is no threshold.
_THEN = re.compile(
    r"(?<=\d)\s*(?:(?:时|以?后|之后)\s*,?\s*(?=[^\d\s,;])|,\s*(?=(?:exp|e\s*\^|it|we|结果|就|则)))(?!.*\bfloat|.*精度).*$",
    re.IGNORECASE | re.DOTALL,
)
_BOUNDED = re.compile(r"[<>≤≥⩾⩽]\s*=?\s*[-+]?\d")
_BETWEEN = re.compile(r"between|介于|之间|\d\s*(?:~|到|至|\.\.+|to)\s*[-+]?\d", re.IGNORECASE)
_SEVERAL = re.compile(r"[;、]|,\s+|,(?=\s*[-+])|(?<=\.\d\d),|\s+(?:and|or|/)\s+|(?<=\d)\s*/\s*(?=-)|和|或者?|以及|及")
_EQUAL = re.compile(r"=|≈|≃|≅|~=|\\approx|->|→|即|约为?")
_BOUND = re.compile(r"^.*(?:<=|>=|[<>≥≤⩾⩽]|\\[lg]eq?q?(?![a-z]))", re.DOTALL)
_WORDS = re.compile(r"(?i)about|approx\w*|roughly|when|for|above|below|than|[xX]_?i?(?=\s)|[\u3400-\u9fff]+")
_OPERATORS = re.compile(r"(?<![a-zA-Z])(?:ln|log|lg)(?![a-zA-Z])|[\^*/]|(?<=\d)\s*\(", re.ASCII)
_TEN = re.compile(r"\s*([-+]?\d+(?:\.\d*)?)\s*\*\s*10\s*(?:\^|\*\*)\s*[({]?\s*([-+]?\d{1,4})\s*[)}]?\s*")
_TOKEN = re.compile(rf"\s*(?:({_NUMBER})|(\*\*|[-+*/^(){{}}])|\\?(ln|log|lg|e)(?:_?\{{?e\}}?)?(?![A-Za-z]))")


# The largest and the least numbers by the names that programs give them.
_CONSTANT = re.compile(
    r"(?:DBL|FLT)_(?:MAX|MIN|TRUE_MIN)\b|sys\.float_info\.(?:max|min)\b"
    r"|(?:(?:np|numpy|torch)\.)?finfo\(\s*['\"]?(?:np\.|numpy\.|torch\.)?(?P<type>float32|float64|float|double|single)['\"]?\s*\)"
    r"\.(?P<end>max|tiny|min|smallest_normal|smallest_subnormal)\b"
)
_MODULE = re.compile(r"\b(?:np|numpy|math|torch)\.(?=log|exp)")
_NAMED = {
    ("64", "max"): "1.7976931348623157e308", ("64", "min"): "2.2250738585072014e-308", ("64", "true"): "4.94e-324",
    ("32", "max"): "3.4028234663852886e38", ("32", "min"): "1.1754943508222875e-38", ("32", "true"): "1.4013e-45",
}  # fmt: skip


def _digits_of(match: re.Match[str]) -> str:
    """The number that a constant such as `sys.float_info.max` is; finfo(…).min is the negative of the largest."""
    text, end = match[0], match["end"] or ""
    bits = "32" if text.startswith("FLT") or (match["type"] or "") in ("float32", "single") else "64"
    if end == "min":
        return "-" + _NAMED[bits, "max"]
    is_least = end == "smallest_subnormal" or text.endswith("TRUE_MIN")
    return _NAMED[bits, "true" if is_least else "max" if text.lower().endswith("max") else "min"]


@dataclass(frozen=True, slots=True)
class Value:
    """A stated number: by its digits, or worked out; `of` is the number whose logarithm it is, as written."""

    numeral: Numeral | None
    worked_out: Decimal | None = None
    of: Numeral | None = None


def read_values(stated: object) -> list[Value] | None:
    """The numbers that are stated; None where they cannot be read. Never raises."""
    if isinstance(stated, bool) or not isinstance(stated, str | int | float) or len(str(stated)) > MAX_LENGTH:
        return None
    text = _MODULE.sub("", _PRECISION.sub(" ", _CONSTANT.sub(_digits_of, plain(str(stated))[0])))
    text = text.replace("\\times", "*").replace("\\cdot", "*")
    text = _NEGATIVE.sub("-", _ROUGHLY.sub("", _TO_NOUGHT.sub("", _REASON.sub("", text))))
    text = _THEN.sub("", text, count=1) if _BOUNDED.search(text) else text
    if one := one_way_to_read(text.strip()):
        text = one
    if _BETWEEN.search(text):
        return None
    clauses = [clause for clause in _SEVERAL.split(_ASIDE.sub(" ", text)) if re.search(r"\d", clause)]
    values = [_of_clause(clause) for clause in clauses]
    return [value for value in values if value] if values and all(values) else None


def _of_clause(clause: str) -> Value | None:
    """The last side of the signs of equality that can be read."""
    for side in reversed(_EQUAL.split(clause)):
        bare = _BOUND.sub("", side).lstrip(" \t:,。").rstrip(" \t:.,。")  # .5 is a half
        if bare.count("(") != bare.count(")"):
            bare = bare.strip("()")
        match _ALONE.findall(bare):
            case [number] if not _OPERATORS.search(_WORDS.sub(" ", bare.replace(number, "", 1))):
                return Value(Numeral(re.sub(r"\s", "", number)))
        if (value := _worked_out(_WORDS.sub(" ", bare))) is not None:
            return value
    return None


def _worked_out(text: str) -> Value | None:
    """`1024*ln2`, `ln(1.8e308)`, `7.0978*10^{2}`."""
    if power := _TEN.fullmatch(text):
        return Value(Numeral(f"{power[1]}e{int(power[2])}"))
    tokens: list[str] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        tokens.append((found[1] or found[2] or found[3]).replace("**", "^").replace("{", "(").replace("}", ")"))
        at = found.end()
    try:
        value, rest = _sum(tokens, 0, 0)
    except (ValueError, DecimalException, IndexError):
        return None
    if rest != len(tokens) or not value.is_finite():
        return None
    whole = re.fullmatch(rf"\s*\\?(?:ln|log)\s*\(?\s*({_NUMBER})\s*\)?\s*", text)
    return Value(None, value, Numeral(whole[1]) if whole else None)


def _sum(tokens: list[str], at: int, depth: int) -> tuple[Decimal, int]:
    value, at = _product(tokens, at, depth)
    while at < len(tokens) and tokens[at] in "+-":
        other, behind = _product(tokens, at + 1, depth)
        value, at = (_CONTEXT.add if tokens[at] == "+" else _CONTEXT.subtract)(value, other), behind
    return value, at


def _product(tokens: list[str], at: int, depth: int) -> tuple[Decimal, int]:
    value, at = _power(tokens, at, depth)
    while at < len(tokens) and tokens[at] not in "+-)":
        divides = tokens[at] == "/"
        if _is_number(tokens[at]) and _is_number(tokens[at - 1]):
            raise ValueError  # 709.78.1
        other, behind = _power(tokens, at + (tokens[at] in "*/"), depth)
        value, at = (_CONTEXT.divide if divides else _CONTEXT.multiply)(value, other), behind
    return value, at


def _power(tokens: list[str], at: int, depth: int) -> tuple[Decimal, int]:
    if tokens[at] in "+-":
        value, behind = _power(tokens, at + 1, depth + 1)
        return (-value if tokens[at] == "-" else value), behind
    value, at = _factor(tokens, at, depth)
    if at < len(tokens) and tokens[at] == "^":
        exponent, at = _power(tokens, at + 1, depth + 1)
        value = _CONTEXT.power(value, exponent)
    return value, at


def _factor(tokens: list[str], at: int, depth: int) -> tuple[Decimal, int]:
    """A number, e, a bracket, or a logarithm. Raises ValueError, DecimalException or IndexError where none begins."""
    if depth > 20:
        raise ValueError
    token = tokens[at]
    if token == "(":
        value, at = _sum(tokens, at + 1, depth + 1)
        return value, at + 1  # behind the end, where the bracket is not closed
    if token in ("ln", "log", "lg"):
        value, at = _power(tokens, at + 1, depth + 1)
        return (_CONTEXT.log10(value) if token == "lg" else _CONTEXT.ln(value)), at
    if token == "e":
        return _CONTEXT.exp(Decimal(1)), at + 1
    return _CONTEXT.create_decimal(token), at + 1


def _is_number(token: str) -> bool:
    return token.startswith((".", *"0123456789"))
