"""Writes a formula back as it was read, in the signs of the board. Reading that text gives the same tree again."""

from decimal import Context, Decimal
from fractions import Fraction

from nncli.formula.answer import Answer, Case, Left
from nncli.formula.functions import FUNCTIONS
from nncli.formula.leaves import Basis, Count, Number, Peak, Same, Symbol, Unit
from nncli.formula.tree import (
    FIRST_BOUND,
    LAST_BOUND,
    Bound,
    Call,
    Component,
    Derivative,
    Elementwise,
    Index,
    Listed,
    Negative,
    Over,
    Power,
    Product,
    Quotient,
    Standing,
    Sum,
    Transpose,
    Tree,
)

# How tightly a piece of text holds together; a place that needs a tighter one puts brackets around it.
_SUM, _OVER, _PRODUCT, _POWER, _ATOM = range(5)
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_EXACT = Context(prec=100)


def write_answer(answer: Answer) -> str:
    """All cases of an answer, on one line."""
    return "; ".join(_case(case) for case in answer.cases)


def write(tree: Tree) -> str:
    """A formula."""
    return _written(tree)[0]


def _case(case: Case) -> str:
    condition = ""
    if case.condition is not None:
        condition = "otherwise: " if isinstance(case.condition, str) else f"{_relation(case.condition)}: "
    left = [] if case.left is None else [_left(case.left)]
    return condition + " = ".join([*left, *map(write, case.earlier), write(case.formula)])


def _left(left: Left) -> str:
    if left.function is not None:
        name = _held(left.function, _ATOM)
    elif left.derivative or not left.column:
        name = left.name + (f"_{left.row}" if left.row else "")
    else:
        name = f"{left.name}_{{{left.row},{left.column}}}"
    if not left.derivative:
        return name
    if not left.variable:
        return f"∇{name}"
    return f"∂{name}/∂{left.variable}" + (f"_{left.column}" if left.column else "")


def _relation(same: Same) -> str:
    return f"{same.left} {'=' if same.equal else '≠'} {same.right}"


def _held(tree: Tree, level: int) -> str:
    """The text, in brackets where it holds less tightly than `level`."""
    text, own = _written(tree)
    return text if own >= level else f"({text})"


def _written(tree: Tree) -> tuple[str, int]:
    match tree:
        case Sum(terms):
            return _sum(terms), _SUM
        case Negative(operand):
            return f"−{_held(operand, _OVER)}", _SUM
        case Over():
            return _over(tree)
        case Product() | Elementwise() | Quotient():
            return _product(tree), _PRODUCT
        case Power(base, exponent):
            return _held(base, _ATOM) + str(exponent).translate(_RAISED), _POWER
        case Standing(base):
            return _written(base)
        case Transpose(base):
            return f"{_held(base, _ATOM)}ᵀ", _POWER
        case Derivative(body, variable, index):
            below = variable + (f"_{index}" if index else "")
            return f"∂{_held(body, _ATOM)}/∂{below}", _OVER
        case Listed(indices, body):
            return f"{'vector' if len(indices) == 1 else 'matrix'}_{''.join(indices)}({write(body)})", _ATOM
        case Call(function, arguments):
            return f"{FUNCTIONS[function].written}({', '.join(map(write, arguments))})", _ATOM
    return _atom(tree), _ATOM


def _atom(tree: Tree) -> str:
    match tree:
        case Number(value):
            return _number(value)
        case Count():
            return "C"
        case Symbol(name):
            return name
        case Unit(kind):
            return "I" if kind == "identity" else "𝟏"
        case Peak(kind, vector):
            return f"[{kind}({write(vector)})]"
        case Basis(index):
            return "e" + _indices((index,))
        case Same():
            return "δ" + _indices((tree.left, tree.right)) if tree.equal else f"[{_relation(tree)}]"
        case Component(base, indices):
            return _held(base, _ATOM) + _indices(indices)
    raise TypeError(f"no way to write {type(tree).__name__}")


def _sum(terms: tuple[Tree, ...]) -> str:
    text = write(terms[0]) if isinstance(terms[0], Negative) else _held(terms[0], _OVER)
    for term in terms[1:]:
        if isinstance(term, Negative):
            text += f" − {_held(term.operand, _OVER)}"
        else:
            text += f" + {_held(term, _OVER)}"
    return text


def _product(tree: Product | Elementwise | Quotient) -> str:
    """From left to right, so only the first factor may be a quotient without brackets."""
    match tree:
        case Product(factors):
            first = _held(factors[0], _ATOM if isinstance(factors[0], Product) else _PRODUCT)
            return "·".join([first, *(_held(factor, _POWER) for factor in factors[1:])])
        case Elementwise(left, right):
            return f"{_held(left, _PRODUCT)} ⊙ {_held(right, _POWER)}"
        case Quotient(above, below):
            return f"{_held(above, _PRODUCT)}/{_held(below, _POWER)}"


def _over(tree: Over) -> tuple[str, int]:
    upper = "" if tree.upper == LAST_BOUND else f"^{{{_bound(tree.upper)}}}"
    parts = [tree.index if tree.lower == FIRST_BOUND else f"{tree.index}={_bound(tree.lower)}"]
    if tree.without:
        others = [f"{tree.index}≠{index}" for index in tree.without]
        parts = others if tree.lower == FIRST_BOUND else [*parts, *others]
    below = ",".join(parts)
    below = f"_{below}" if len(below) == 1 else f"_{{{below}}}"
    if tree.kind == "sum":
        return f"Σ{below}{upper} {_held(tree.body, _POWER)}", _OVER
    return f"{tree.kind}{below}{upper}({write(tree.body)})", _ATOM


def _bound(bound: Bound) -> str:
    step, from_end = bound
    if not from_end:
        return str(step)
    return "C" if not step else f"C{'+' if step > 0 else '-'}{abs(step)}"


def _indices(indices: tuple[Index, ...]) -> str:
    texts = [str(index) for index in indices]
    joined = "".join(texts)
    simple = len(joined) == len(texts) and ((joined.isalpha() and joined.islower()) or len(texts) == 1)
    return f"_{joined}" if simple else f"_{{{','.join(texts)}}}"


def _number(value: Fraction) -> str:
    digits = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return format(digits, "f")
