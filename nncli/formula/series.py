"""Lists that go on: exp(x_1) + … + exp(x_C) is Σ_k exp(x_k), and x_1, …, x_C is the vector x."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from nncli.formula.leaves import Basis, Same
from nncli.formula.meaning import MeaningError
from nncli.formula.tree import LAST, Component, Index, Over, Tree
from nncli.words import _


def series(parts: Sequence[Tree], last: Tree) -> tuple[str, Tree]:
    """The index and the body: the first part is the body at 1, the others at 2, 3, …, and the last at C (or n)."""
    first = parts[0]
    ends = [LAST, *sorted(last.free() - first.free())]
    counted = all(part == at_index(first, 1, n) for n, part in enumerate(parts, 1))
    if not counted or first == last or all(last != at_index(first, 1, end) for end in ends):
        raise MeaningError(_("of lists only those from 1 to C are read here, such as x_1, …, x_C"))
    index = next(letter for letter in "klmn" if letter not in first.free() | last.free())
    return index, at_index(first, 1, index)


def total(parts: Sequence[Tree], last: Tree) -> Tree:
    """a_1 + a_2 + … + a_C."""
    index, body = series(parts, last)
    return Over("sum", index, body)


def vector(parts: Sequence[Tree], last: Tree) -> Tree:
    """x_1, x_2, …, x_C."""
    index, body = series(parts, last)
    if isinstance(body, Component) and body.indices == (index,) and index not in body.base.free():
        return body.base
    raise MeaningError(_("of lists only those from 1 to C are read here, such as x_1, …, x_C"))


def at_index(tree: Tree, old: Index, new: Index) -> Tree:
    """The tree with one index in place of another."""

    def exchanged(value: Any) -> Any:
        if isinstance(value, Tree):
            return at_index(value, old, new)
        if isinstance(value, tuple) and value and isinstance(value[0], Tree):
            return tuple(exchanged(part) for part in value)
        return value

    if isinstance(tree, Basis):
        return replace(tree, index=new if tree.index == old else tree.index)
    if isinstance(tree, Same):
        ends = [new if index == old else index for index in (tree.left, tree.right)]
        return replace(tree, left=ends[0], right=ends[1])
    if isinstance(tree, Component):
        indices = tuple(new if index == old else index for index in tree.indices)
        return replace(tree, base=at_index(tree.base, old, new), indices=indices)
    return replace(tree, **{field.name: exchanged(getattr(tree, field.name)) for field in fields(tree)})  # type: ignore[type-var,arg-type]
