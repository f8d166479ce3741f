"""Reads what `notation` writes, by Python's own grammar: an evaluator that knows nothing of ours.

It takes the signs of the board and of LaTeX for what a reader takes them for, and computes in decimals of 50 digits.
"""

import ast
import operator
import re
from collections.abc import Mapping
from decimal import Decimal, getcontext

_BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_COMPARE = {ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq}


def _sigmoid(x: Decimal) -> Decimal:
    return 1 / (1 + (-x).exp())


def _softplus(x: Decimal) -> Decimal:
    return (1 + x.exp()).ln()


def _softmax(own: Decimal, *xs: Decimal) -> Decimal:
    return own.exp() / sum(x.exp() for x in xs)


# Every function as the lecture defines it, without a thought for overflow: decimals reach to 10^999999.
DEFINITIONS = {
    "exp": lambda x: x.exp(),
    "log": lambda x: x.ln(),
    "ln": lambda x: x.ln(),
    "times_log": lambda d, y: d * y.ln(),
    "sqrt": lambda x: x ** Decimal("0.5"),
    "abs": lambda x: max(x, -x),
    "sigmoid": _sigmoid,
    "tanh": lambda x: (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()),
    "step": lambda x: Decimal(x >= 0),
    "sign": lambda x, zone: Decimal((x > zone) - (x < -zone)),
    "if_missed": lambda d, y: d * (d != y),
    "relu": lambda x: max(Decimal(0), x),
    "relu_slope": lambda x, at_zero: Decimal(x > 0) + at_zero * Decimal(x == 0),
    "leaky_relu": lambda x, slope: max(slope * x, x),
    "leaky_relu_slope": lambda x, slope: Decimal(1) if x > 0 else slope,
    "elu": lambda x, alpha: x if x >= 0 else alpha * (x.exp() - 1),
    "elu_slope": lambda x, out, alpha: Decimal(1) if x >= 0 else out + alpha,
    "softplus": _softplus,
    "max": lambda *xs: max(xs),
    "is_max": lambda k, *xs: Decimal(xs.index(max(xs)) + 1 == k),
    "softmax": _softmax,
    "logsumexp": lambda *xs: sum(x.exp() for x in xs).ln(),
}


def calculated(text: str, names: Mapping[str, Decimal]) -> Decimal:
    """The value of a formula in Python's notation, with ^ for powers."""

    def value(node: ast.expr) -> Decimal:
        match node:
            case ast.Constant():
                return Decimal(ast.get_source_segment(source, node) or "")
            case ast.Name("E"):
                return Decimal(1).exp()
            case ast.Name(id):
                return names[id]
            case ast.UnaryOp(ast.USub(), operand):
                return -value(operand)
            case ast.BinOp(base, ast.Pow(), ast.Constant(int(n))):
                return value(base) ** n
            case ast.BinOp(base, ast.Pow(), exponent):
                return getcontext().power(value(base), value(exponent))
            case ast.BinOp(left, sign, right):
                return _BINARY[type(sign)](value(left), value(right))
            case ast.Compare(left, [sign], [right]):
                return Decimal(_COMPARE[type(sign)](value(left), value(right)))
            case ast.IfExp(test, yes, no):
                return value(yes) if value(test) else value(no)
            case ast.Call(ast.Name(function), arguments):
                return DEFINITIONS[function](*map(value, arguments))
        raise AssertionError(f"{ast.dump(node)} in {source}")

    source = text.replace("^", "**")
    return value(ast.parse(source, mode="eval").body)


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def from_board(text: str) -> str:
    """The board's signs in Python's notation."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "**" + m[0].translate(_SUPERSCRIPTS), text)
    text = re.sub(", ([^ ,()]+ if)", r" else \1", text).replace(", else", " else").replace(" = ", " == ")
    text = text.replace("e^", "E**").replace("ELU(", "elu(")
    return text.replace("−", "-").replace("·", "*").replace("½", "(1/2)").replace("≥", ">=")


_GROUPS = [
    (r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))"),
    (r"e\^\{([^{}]*)\}", r"E**(\1)"),
    (r"(?<!e)\^\{([^{}]*)\}", r"**\1"),
    (r"\\mathrm\{([^{}]*)\}", r"\1"),
]


def from_latex(text: str) -> str:
    """LaTeX in Python's notation."""
    text = re.sub(r"\\text\{([^{}]*)\}", r"\1", text)
    text = text.replace(r"\left(", "(").replace(r"\right)", ")").replace(r"\cdot", "*").replace(r"\_", "_")
    text = re.sub(r"(?<=[\w)}])(?<! if)(?<! else) +\\ln", r" * \\ln", text)  # signs side by side are a product
    for function in ("ln", "max", "tanh"):
        text = text.replace(rf"\{function}", function)
    text = text.replace("[", "(").replace("]", ")").replace(r"\ge", ">=").replace(" = ", " == ")
    before = ""
    while before != text:  # from the innermost braces outwards
        before = text
        for pattern, python in _GROUPS:
            text = re.sub(pattern, python, text)
    return text.replace(", else", " else").replace(",  else", " else")
