"""Which error codes the program can print, read from its source.

A code enters at a `Diagnostic`, or at a function that has a parameter called `code` and hands it on to one. It is
written there, or is one of the constants that a variable of the function or the module may hold.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nncli

ROOT = Path(nncli.__file__).parent
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
Scope = ast.Module | ast.FunctionDef


class Found(NamedTuple):
    """The codes, and the expressions that could not be read."""

    codes: set[str]
    unread: list[str]


def codes_in_source(root: Path = ROOT) -> Found:
    """All codes of the modules below `root`."""
    modules = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(root.rglob("*.py"))}
    doors: dict[str, set[int]] = defaultdict(set)
    found = Found(set(), [])
    for module in modules.values():
        for name, at, default in _doors(module):
            doors[name].add(at)
            found.codes.update(default)
    for file, module in modules.items():
        for call, around in _calls(module, ()):
            name = _name(call.func)
            read = [list(_words(given, (*reversed(around), module))) for given in _given(call, doors.get(name, set()))]
            found.codes.update(word for words in read for word in words if word is not None)
            if name == "Diagnostic" and any(word is None for words in read for word in words):
                found.unread.append(f"{file.name}:{call.lineno}: {ast.unparse(call)[:100]}")
    return found


def _doors(module: ast.Module) -> Iterator[tuple[str, int, list[str]]]:
    """What has a parameter called `code`: its name (a class for its `__init__`), the place, what it is if left out."""
    yield "Diagnostic", 0, []
    owners = {
        id(inner): node.name for node in ast.walk(module) if isinstance(node, ast.ClassDef) for inner in node.body
    }
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "code" in names:
                at, unbound = names.index("code"), names[0] in ("self", "cls")
                behind = len(names) - at
                defaults = node.args.defaults[-behind : len(node.args.defaults) - behind + 1 or None]
                left_out = [value.value for value in defaults if isinstance(value, ast.Constant)]
                kept = (
                    [value for value in left_out if isinstance(value, str)] if len(node.args.defaults) >= behind else []
                )
                yield owners[id(node)] if node.name == "__init__" else node.name, at - unbound, kept


def _calls(node: ast.AST, around: tuple[Scope, ...]) -> Iterator[tuple[ast.Call, tuple[Scope, ...]]]:
    """Each call with the functions around it."""
    if isinstance(node, ast.Call):
        yield node, around
    inner = (*around, node) if isinstance(node, ast.FunctionDef) else around
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, inner)


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _given(call: ast.Call, places: set[int]) -> list[ast.expr]:
    """What enters there; functions of one name may take a code at several places."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"] if places else []
    return named or [call.args[at] for at in places if at < len(call.args)]


def _words(entering: ast.expr, scopes: tuple[Scope, ...]) -> Iterator[str | None]:
    """The words that an expression may be; None for what is none of the ways that codes are written."""
    match entering:
        case ast.Constant(value=str() as word):
            yield word if CODE.fullmatch(word) else None
        case ast.IfExp(body=one, orelse=other):
            yield from (*_words(one, scopes), *_words(other, scopes))
        case ast.Name(id="code") | ast.Attribute(attr="code"):
            pass  # handed on: it is read where it enters
        case ast.Name(id=name):
            values = next((held for scope in scopes if (held := list(_held(name, scope)))), [])
            for value in values:
                yield from _words(value, scopes)
            if not values:
                yield None
        case _:
            yield None


def _held(name: str, scope: Scope) -> Iterator[ast.expr]:
    """What is assigned to a variable."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=True)
                    yield from (value for each, value in pairs if isinstance(each, ast.Name) and each.id == name)
