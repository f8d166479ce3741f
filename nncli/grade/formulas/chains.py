"""Derivations: are the formulas that stand for one thing equal, from line to line? The first link that is not is told.

What stands before the first link that does not hold, and is equal to the key, are right lines. A derivative on the way
is computed as the rules give it, so `1/s_i ∂s_i/∂x_j = δ_ij − s_j` is judged too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nncli.formula.answer import Case
from nncli.formula.axes import OutOfRangeError
from nncli.formula.evaluator import TooLargeError
from nncli.formula.kinds import Array
from nncli.formula.meaning import MeaningError
from nncli.formula.tree import Derivative, Tree, contains
from nncli.formula.writing import write
from nncli.grade.formulas.comparing import EQUAL, Finding, codes, slips_that_give
from nncli.grade.formulas.letters import letters_of
from nncli.grade.formulas.names import Names
from nncli.grade.formulas.readings import Reading
from nncli.grade.formulas.tables import Table, case_table, evaluator_at, known_table, tabulate
from nncli.grade.formulas.verdict import Chain, Link


@dataclass(frozen=True)
class _Point:
    """One formula of a derivation: its values, and whether they are the key's."""

    tree: Tree
    line: int
    values: Array
    right: bool


def chain_of(reading: Reading, names: Names) -> Chain | None:
    """What is to be said of the links of an answer; None where it has none.

    Raises:
        MeaningError, OutOfRangeError, TooLargeError: a formula on the way has no value.
    """
    answer, question = reading.answer, names.question
    if not answer.asides and not any(case.earlier for case in answer.cases):
        return None
    size = question.sizes[-1]
    for aside in answer.asides:
        if (fault := _fault_of_aside(aside, reading, names, size)) is not None:
            return Chain(0, 1, fault)
    right = total = 0
    fault = None
    table = tabulate(answer, reading.letters, names, size)
    for case, mask in zip(answer.cases, table.masks, strict=True):
        points = list(_points(case, mask, reading, names, size))
        counted = [point for point in points if not contains(point.tree, Derivative)]
        total += len(counted)
        at = next((n for n in range(len(points) - 1) if not _equal(points[n], points[n + 1], mask)), None)
        before = points if at is None else points[: at + 1]
        right += sum(point.right for point in before if not contains(point.tree, Derivative))
        if at is not None and fault is None:
            slips = _slips(case, points[at + 1], mask, reading, names) if points[at].right else ()
            fault = Link(
                points[at].line, points[at + 1].line, write(points[at].tree), write(points[at + 1].tree), at + 1, slips
            )
    return Chain(right, total, fault)


def _points(case: Case, mask: Array, reading: Reading, names: Names, size: int) -> Iterator[_Point]:
    question = names.question
    letters, evaluator = letters_of(case, reading.letters, question), evaluator_at(names, size)
    key = known_table(question, question.answer, size).values
    for tree, line in zip((*case.earlier, case.formula), case.lines, strict=True):
        values, _diagonal = case_table(tree, letters, evaluator, question)
        yield _Point(tree, line, values, not (codes(values, key)[:, mask] != EQUAL).any())


def _equal(a: _Point, b: _Point, mask: Array) -> bool:
    return not (codes(a.values, b.values)[:, mask] != EQUAL).any()


def _slips(case: Case, point: _Point, mask: Array, reading: Reading, names: Names) -> tuple[str, ...]:
    """The slips that give the formula behind the link, where a right one stands before it."""
    question, findings = names.question, []
    for size in question.sizes:
        table = tabulate(reading.answer, reading.letters, names, size)
        own = table.masks[reading.answer.cases.index(case)]
        letters = letters_of(case, reading.letters, question)
        try:
            values, _diagonal = case_table(point.tree, letters, evaluator_at(names, size), question)
        except (MeaningError, OutOfRangeError, TooLargeError):
            return ()
        findings.append(Finding.of(size, Table(values, own, (own,)), known_table(question, question.answer, size)))
    return slips_that_give(findings, question)


def _fault_of_aside(case: Case, reading: Reading, names: Names, size: int) -> Link | None:
    """The first pair of an equation beside the answer that is not equal."""
    question, evaluator = names.question, evaluator_at(names, size)
    trees, before = (*case.earlier, case.formula), None
    for n, tree in enumerate(trees):
        try:
            values, _diagonal = case_table(tree, reading.letters, evaluator, question)
        except KeyError:  # an index of its own: what it says is not checked
            return None
        if before is not None and (codes(before, values) != EQUAL).any():
            return Link(case.lines[n - 1], case.lines[n], write(trees[n - 1]), write(tree), n)
        before = values
    return None
