"""`max(x) + log(1 + Σ_{j≠k} exp(x_j − max(x)))`: an index that nobody declares and that only a sum leaves out is where
the greatest component stands."""

from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from nncli.formula.answer import Answer, Case
from nncli.formula.functions import MAX
from nncli.formula.leaves import Number, Peak, Symbol
from nncli.formula.tree import COLUMN, Component, Negative, Over, Product, Sum, Tree
from nncli.grade.formulas.questions import Question

_ONE = Number(Fraction(1))


def with_peaks(ways: Sequence[Answer], question: Question) -> tuple[Answer, ...]:
    """The answers with such an index put as what it means; others as they are."""
    return tuple(_with_peak(way, question) for way in ways)


def _with_peak(answer: Answer, question: Question) -> Answer:
    left_out = set[str]()
    for case in answer.cases:
        for tree in (case.formula, *case.earlier):
            left_out |= _left_out(tree)
    free = frozenset[str]().union(*(case.formula.free() for case in answer.cases)) - {question.row, question.column}
    if len(free & left_out) != 1 or free != free & left_out:
        return answer
    (index,) = free
    vector = Symbol(question.variable, COLUMN)
    if any(_is_component(tree, index, vector) for case in answer.cases for tree in (case.formula, *case.earlier)):
        return answer
    return replace(answer, cases=tuple(_exchanged_case(case, index, vector) for case in answer.cases))


def _is_component(tree: Tree, index: str, vector: Tree) -> bool:
    """Whether the index stands at another vector too: then it is a letter for the answer's own index."""
    own = isinstance(tree, Component) and index in tree.indices and tree.base != vector
    return own or any(_is_component(child, index, vector) for child in tree.children())


def _left_out(tree: Tree) -> set[str]:
    own = {index for index in tree.without if isinstance(index, str)} if isinstance(tree, Over) else set()
    return own.union(*(_left_out(child) for child in tree.children())) if tree.children() else own


def _exchanged_case(case: Case, index: str, vector: Tree) -> Case:
    earlier = tuple(_exchanged(part, index, vector) for part in case.earlier)
    return replace(case, formula=_exchanged(case.formula, index, vector), earlier=earlier)


def _exchanged(tree: Tree, index: str, vector: Tree) -> Tree:
    if isinstance(tree, Over) and index in tree.without and tree.kind == "sum":
        body = _exchanged(tree.body, index, vector)
        beside = Sum((_ONE, Negative(Component(Peak("max", vector), (tree.index,)))))
        others = tuple(other for other in tree.without if other != index)
        return replace(tree, body=Product((beside, body)), without=others)
    if isinstance(tree, Component) and tree.base == vector and tree.indices == (index,):
        return MAX(vector)

    def changed(value: Any) -> Any:
        if isinstance(value, Tree):
            return _exchanged(value, index, vector)
        if isinstance(value, tuple) and value and isinstance(value[0], Tree):
            return tuple(_exchanged(part, index, vector) for part in value)
        return value

    return replace(tree, **{field.name: changed(getattr(tree, field.name)) for field in fields(tree)})  # type: ignore[type-var,arg-type]
