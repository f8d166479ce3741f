"""Which index of an answer is the function's and which the variable's.

Where the left side says ∂s_k/∂x_l, k and l are. Else they are called as in the question; and where an answer uses other
letters, every way to take them is a reading of its own.
"""

from itertools import permutations

from nncli.errors import Diagnostic, InputError, Place
from nncli.formula.answer import Answer, Case
from nncli.formula.leaves import Same
from nncli.grade.formulas.questions import Question
from nncli.words import _


def on_diagonal(case: Case, question: Question) -> bool:
    """Whether the left side says ∂s_i/∂x_i, which is the case i = j."""
    left = case.left
    return bool(left and left.row and left.row == left.column and question.row and question.column)


def letters_of(case: Case, letters: tuple[str, str], question: Question) -> tuple[str, str]:
    """The letters for row and column in a case: ∂s_i/∂x_i brings its own."""
    if case.left is None or not on_diagonal(case, question):
        return letters
    return case.left.row, letters[1] if letters[1] != case.left.row else letters[0]


def letterings(answer: Answer, question: Question) -> list[tuple[str, str]]:
    """All ways to call the row and the column.

    Raises:
        InputError: an index is neither of the question nor under a sum, or a case compares something else.
    """
    row, column, fixed = _named(answer, question)
    used = frozenset[str]().union(*(_free(case, (row, column), question) for case in answer.cases))
    unknown = sorted(used - {row, column})
    open_names = [name for name in (row, column) if name and name not in used and name not in fixed]
    found: list[tuple[str, str]] = []
    for chosen in permutations(open_names, len(unknown)):
        renamed = dict(zip(chosen, unknown, strict=True))
        letters = renamed.get(row, row), renamed.get(column, column)
        bound = all(_all_free(case) <= {*letters_of(case, letters, question)} for case in answer.cases)
        if bound and letters not in found:
            found.append(letters)
    if not found:
        indices = sorted(unknown or frozenset[str]().union(*(_all_free(case) for case in answer.cases)))
        message = _("the index '{index}' is neither the question's nor under a sum").format(index=indices[-1])
        raise InputError(Diagnostic("unbound-index", message, Place(_("formula"))))
    for case in answer.cases:
        if isinstance(case.condition, Same) and {case.condition.left, case.condition.right} != set(found[0]):
            raise InputError(
                Diagnostic("bad-case", _("a case compares the two indices of the question"), Place(_("formula")))
            )
    return found


def _named(answer: Answer, question: Question) -> tuple[str, str, set[str]]:
    """The letters for row and column, and those that a left side fixes."""
    row, column, fixed = question.row, question.column, set[str]()
    for case in answer.cases:
        left = case.left
        if left is None or on_diagonal(case, question):
            continue
        if left.row and question.row:
            row = left.row
            fixed.add(row)
            if row == column:
                column = question.row
        if left.column and question.column:
            column = left.column
            fixed.add(column)
            if row == column:
                row = question.column
        break
    return row, column, fixed


def _all_free(case: Case) -> frozenset[str]:
    """The free indices of a case's formulas."""
    return case.formula.free().union(*(part.free() for part in case.earlier))


def _free(case: Case, letters: tuple[str, str], question: Question) -> frozenset[str]:
    """The free indices of a case; ∂s_i/∂x_i brings its own letter."""
    free = _all_free(case)
    if isinstance(case.condition, Same):
        free |= case.condition.free()
    if case.left is not None and on_diagonal(case, question) and case.left.row not in letters:
        free -= {case.left.row}
    return free
