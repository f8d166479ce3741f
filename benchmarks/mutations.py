"""What a mutation does to one place of a program: small faults as a tired person makes them.

Each operator takes a node of Python's syntax tree and returns what may stand in its place; several operators may know
the same node. A number moves by one, or if it is no whole number by a factor of 1000: what it means is then another.
Sentences for users, types, decorators and assertions are left alone: no number and no verdict hangs on them.
"""

import ast
from collections.abc import Callable, Iterator

Mutate = Callable[[ast.AST], list[ast.AST]]

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list"}
METHODS = {"startswith": "endswith", "endswith": "startswith", "lstrip": "rstrip", "rstrip": "lstrip", "find": "rfind"}
ASSURING = {"strict", "encoding"}  # arguments that assure what holds anyway, as an assertion does
PLAIN = {"lower", "upper", "casefold", "strip", "copy"}  # methods that may be forgotten


def _comparison(node: ast.AST) -> list[ast.AST]:
    if not isinstance(node, ast.Compare):
        return []
    changed = []
    for n, old in enumerate(node.ops):
        for new in COMPARISONS[type(old)]:
            changed.append(ast.Compare(node.left, [*node.ops[:n], new(), *node.ops[n + 1 :]], node.comparators))
    return list(changed)


def _arithmetic(node: ast.AST) -> list[ast.AST]:
    texts = (ast.JoinedStr, ast.Constant)
    match node:
        case ast.BinOp(left, op, right) if type(op) in ARITHMETIC:
            if any(isinstance(side, texts) and not _number(side) for side in (left, right)):
                return []  # text is joined, not added
            return [ast.BinOp(left, ARITHMETIC[type(op)](), right)]
        case ast.AugAssign(target, op, value) if type(op) in ARITHMETIC and not isinstance(value, ast.JoinedStr):
            return [ast.AugAssign(target, ARITHMETIC[type(op)](), value)]
        case ast.UnaryOp(ast.USub(), operand):
            return [operand]
    return []


def _number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _constant(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Constant(bool() as value):
            return [ast.Constant(not value)]
        case ast.Constant(int() as value):
            return [ast.Constant(value + 1), ast.Constant(value - 1)]
        case ast.Constant(float() as value):
            return [ast.Constant(value * 1000), ast.Constant(value / 1000)] if value else [ast.Constant(1.0)]
    return []


def _logic(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            fewer = [[*values[:n], *values[n + 1 :]] for n in range(len(values))]
            return [ast.BoolOp(other, values), *(v[0] if len(v) == 1 else ast.BoolOp(op, v) for v in fewer)]
        case ast.UnaryOp(ast.Not(), operand):
            return [operand]
        case ast.IfExp(test, body, other_body):
            return [ast.IfExp(test, other_body, body)]
    return []


def _condition(node: ast.AST) -> list[ast.AST]:
    """A bare condition, turned round. Comparisons, and, or, not have faults of their own."""
    told = getattr(node, "is_condition", False) and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)
    return [ast.UnaryOp(ast.Not(), node)] if told and isinstance(node, ast.expr) else []


def _ends(node: ast.AST) -> list[ast.AST]:
    """First for last, more for less, and a step on the way forgotten."""
    match node:
        case ast.Subscript(value, ast.Constant(0), ctx):
            return [ast.Subscript(value, ast.Constant(-1), ctx)]
        case ast.Subscript(value, ast.UnaryOp(ast.USub(), ast.Constant(1)), ctx):
            return [ast.Subscript(value, ast.Constant(0), ctx)]
        case ast.Subscript(value, ast.Slice(lower, upper), ctx) if lower or upper:
            return [ast.Subscript(value, ast.Slice(), ctx)]
        case ast.Call(ast.Name(name), [_, *_] as values, keywords) if name in FUNCTIONS:
            kept = [] if FUNCTIONS[name] == "list" else keywords
            return [ast.Call(ast.Name(FUNCTIONS[name]), values, kept)]
        case ast.Call(ast.Attribute(value, name), values, keywords) if name in METHODS:
            return [ast.Call(ast.Attribute(value, METHODS[name]), values, keywords)]
        case ast.Call(ast.Attribute(value, name), []) if name in PLAIN:
            return [value]
    return []


def _argument(node: ast.AST) -> list[ast.AST]:
    """A keyword argument that is forgotten; a default that nobody may rely on."""
    if isinstance(node, ast.Call):
        named = [n for n, keyword in enumerate(node.keywords) if keyword.arg and keyword.arg not in ASSURING]
        return [ast.Call(node.func, node.args, [*node.keywords[:n], *node.keywords[n + 1 :]]) for n in named]
    return [ast.Constant(...)] if getattr(node, "is_default", False) else []


def _statement(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            return [ast.Return(ast.Constant(None))]
        case ast.Expr(ast.Constant()):
            return []  # a docstring
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Break() | ast.Continue():
            return [ast.Pass()]
        case ast.Assign([ast.Attribute() | ast.Subscript()]):
            return [ast.Pass()]
    return []


OPERATORS: tuple[Mutate, ...] = (
    _comparison, _arithmetic, _constant, _logic, _condition, _ends, _argument, _statement,
)  # fmt: skip


def mutable(tree: ast.AST) -> Iterator[tuple[ast.AST, str, bool]]:
    """Every node whose change is a change of behaviour, with the function or class around it.

    The last tells whether it runs only when that is called, not already when the module is imported.
    """
    yield from _below(tree, "", called=False)


def _below(node: ast.AST, within: str, called: bool) -> Iterator[tuple[ast.AST, str, bool]]:
    if isinstance(node, ast.JoinedStr | ast.pattern | ast.Assert | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.keyword) and node.arg in ASSURING:
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    _mark(node)
    yield node, within, called
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        within = f"{within}.{node.name}" if within else node.name
    for name, field in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        runs = called or (name == "body" and isinstance(node, ast.FunctionDef | ast.Lambda))
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from _below(child, within, runs)


def _mark(node: ast.AST) -> None:
    """Tells a node's children what they are: an expression does not know that it is a condition or a default."""
    conditions: list[ast.expr] = []
    match node:
        case ast.If(test) | ast.While(test):
            conditions = [test]
        case ast.comprehension(ifs=tests):
            conditions = tests
        case ast.match_case(guard=ast.expr() as guard):
            conditions = [guard]
        case ast.arguments(defaults=defaults, kw_defaults=kw_defaults):
            for default in (*defaults, *kw_defaults):
                if default is not None:
                    default.is_default = True  # type: ignore[attr-defined]
    for condition in conditions:
        condition.is_condition = True  # type: ignore[attr-defined]
