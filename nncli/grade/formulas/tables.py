"""An answer's values at all points: for each sample a table over i and j, and which of its cells the answer covers.

The points are the same for every answer: fixed numbers drawn once at random, for vectors of several lengths. Given
probabilities are drawn as the softmax of such numbers, so they sum to 1 and an identity that holds only there counts.
"""

import random
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nncli.formula.answer import Answer, Case
from nncli.formula.answers import read_answer
from nncli.formula.axes import COLUMNS, NDIM, ROWS
from nncli.formula.evaluator import Evaluator
from nncli.formula.kinds import Array, precise
from nncli.formula.leaves import Same
from nncli.formula.left import LeftReader
from nncli.formula.meaning import MeaningError
from nncli.formula.tree import MATRIX, SCALAR, Derivative, Tree
from nncli.grade.formulas.letters import letters_of, on_diagonal
from nncli.grade.formulas.names import Names, plain_names
from nncli.grade.formulas.questions import Domain, Question
from nncli.words import _

SAMPLES = 4


@dataclass(frozen=True)
class Table:
    """`values` (samples, rows, columns), `covered` (rows, columns), and the part of it that each case covers."""

    values: Array
    covered: Array
    masks: tuple[Array, ...]


@dataclass(frozen=True)
class Points:
    """The numbers put in for the symbols of a question, for vectors of one length."""

    size: int
    values: dict[str, Array]


@lru_cache(maxsize=128)
def points(question: Question, size: int) -> Points:
    """The points; the question's own abbreviations are computed with them."""
    import numpy as np

    draw = random.Random(f"{question.id} {size}")
    values: dict[str, Array] = {}
    for name, domain in question.given:
        count = 1 if domain == "number" else size
        drawn = [_drawn(draw, domain, count) for _sample in range(SAMPLES)]
        values[name] = np.array(drawn, dtype=object).reshape((SAMPLES, *(1,) * (NDIM - 3), count, 1))
    names = plain_names(question)
    evaluator = Evaluator(precise(), size, values, names.definitions)
    for name in names.definitions:
        symbol = names.find(name)
        assert symbol is not None  # it has just been read
        evaluator.evaluate(symbol, ())
    return Points(size, evaluator.values)


def _drawn(draw: random.Random, domain: Domain, count: int) -> list[Decimal]:
    numbers = [Decimal(draw.randrange(-3 * 10**15, 3 * 10**15)).scaleb(-15) for _place in range(count)]
    if domain in ("positive", "number"):
        return [abs(number) + Decimal("0.1") for number in numbers]
    if domain == "simplex":
        powers = [number.exp() for number in numbers]
        return [power / sum(powers) for power in powers]
    return numbers


@lru_cache(maxsize=1024)
def known_table(question: Question, text: str, size: int) -> Table:
    """The values of the key, or of an answer that a slip gives; of "" those of the derivative by the rules."""
    names = plain_names(question)
    if not text:
        reader = LeftReader(question.function, names)
        key = Derivative(reader.sum(), question.variable, question.column)
        return tabulate(Answer((Case(key),)), (question.row, question.column), names, size)
    (answer,) = read_answer(text, names)
    return tabulate(answer, (question.row, question.column), names, size)


def tabulate(answer: Answer, letters: tuple[str, str], names: Names, size: int) -> Table:
    """The values of an answer whose indices are called `letters`.

    Raises:
        MeaningError: the cases overlap, or an index is missing.
        OutOfRangeError: it speaks of components that a vector of this length does not have.
        TooLargeError: it costs too much.
    """
    import numpy as np

    question, evaluator = names.question, evaluator_at(names, size)
    rows, columns = (size if index else 1 for index in (question.row, question.column))
    values = np.full((SAMPLES, rows, columns), Decimal("NaN"))
    covered = np.zeros((rows, columns), dtype=bool)
    masks: dict[int, Array] = {}
    for case in sorted(answer.cases, key=lambda case: _is_rest(case, question)):
        value, reach = case_table(case.formula, letters_of(case, letters, question), evaluator, question)
        mask = _mask(case, covered, reach, question)
        if (mask & covered).any() or not mask.any():
            raise MeaningError(_("two formulas for the same case; what is only an abbreviation belongs under let:"))
        values = np.where(mask, value, values)
        covered = covered | mask
        masks[id(case)] = mask
    return Table(values, covered, tuple(masks[id(case)] for case in answer.cases))


def evaluator_at(names: Names, size: int) -> Evaluator:
    """Evaluates at the points; what the question's own names stand for is known there already."""
    own = points(names.question, size).values
    kept = {name: value for name, value in own.items() if name in names.given or name in names.shared}
    return Evaluator(precise(), size, kept, names.definitions)


def case_table(formula: Tree, letters: tuple[str, str], evaluator: Evaluator, question: Question) -> tuple[Array, bool]:
    """The values of one formula, and whether they are for i = j only: a vector where a matrix is asked."""
    value = evaluator.evaluate(formula, letters)
    shape, free = formula.shape, formula.free()
    diagonal = False
    if shape == MATRIX:
        if not (question.row and question.column) or free:
            raise MeaningError(_("a matrix with an index: an index is too many or too few"))
        value = value.swapaxes(1, ROWS).swapaxes(2, COLUMNS)
    elif shape != SCALAR:
        asked = ((1, question.row, letters[0]), (2, question.column, letters[1]))
        missing = [axis for axis, index, letter in asked if index and letter not in free]
        if not missing:
            raise MeaningError(_("an index is missing: the answer is a vector where a number is expected"))
        wanted, *others = missing
        diagonal = bool(others)
        value = value.swapaxes(wanted, ROWS if shape[0] else COLUMNS)
    rows, columns = (evaluator.size if index else 1 for index in (question.row, question.column))
    flat = value.reshape(value.shape[:3])
    return evaluator.np.broadcast_to(flat, (SAMPLES, rows, columns)), diagonal


def _is_rest(case: Case, question: Question) -> bool:
    """Whether a case does not say where it holds: then it comes behind those that do."""
    return not (isinstance(case.condition, Same) or on_diagonal(case, question))


def _mask(case: Case, covered: Array, diagonal: bool, question: Question) -> Array:
    """The cells that a case is for."""
    import numpy as np

    rows, columns = covered.shape
    eye = np.eye(rows, columns, dtype=bool)
    both = bool(question.row and question.column)
    if isinstance(case.condition, Same) and both:
        return eye if case.condition.equal else ~eye
    if case.condition is not None and not both:
        raise MeaningError(_("there are no cases here: the answer has one index or none"))
    return eye if diagonal or on_diagonal(case, question) else ~covered
