"""Is a formula stable? Its result is right, in binary64 and binary32, for every stress input.

What overflows or underflows on the way without harm is no fault. Where the result is wrong, `blame` finds the innermost
part at fault. A formula is judged as it is written: shorthand such as softmax(x) stands for the naive exp(x)/Σ exp(x).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from nncli.errors import InputError
from nncli.formula.axes import NDIM, OutOfRangeError
from nncli.formula.evaluator import Evaluator, Part, TooLargeError
from nncli.formula.kinds import Kind, binary, fifty_digits, precise
from nncli.formula.left import LeftReader
from nncli.formula.tree import Tree
from nncli.grade.formulas.blame import Accuracy, OtherFunctionError, blame
from nncli.grade.formulas.judge import judge_reading, judged_all, unreadable
from nncli.grade.formulas.library import with_library
from nncli.grade.formulas.names import Names, plain_names
from nncli.grade.formulas.questions import Question
from nncli.grade.formulas.readings import Reading, read_sheet
from nncli.grade.formulas.tables import case_table
from nncli.grade.formulas.verdict import Trouble, Verdict

Precision: TypeAlias = Literal["float64", "float32"]
# Exact in all precisions. The first is what log(softmax(x − max)) fails on; −inf is an entry that does not count.
STRESS = (
    ("0", "1000", "0"), ("1000", "1000", "1000"), ("-1000", "-1000", "-1000"), ("1000", "-1000", "0"),
    ("-3000", "1000", "2000"), ("0", "20", "40"), ("100", "90", "-100"), ("0.5", "0.5", "0.5", "0.5"), ("1", "2", "3"),
    ("-inf", "0", "1"), ("5",), ("1000",), ("-1000",),
)  # fmt: skip


def judge_stable(question: Question, answer: object, let: Mapping[object, object] | None = None) -> Verdict:
    """The verdict on a formula that is to be stable: correct; a slip with its `trouble`; wrong, if another one.

    Nothing that a student writes makes it raise.
    """
    with fifty_digits():
        try:
            return judged_all(read_sheet(question, answer, let), _judge_reading)
        except (InputError, RecursionError) as error:
            return unreadable(answer, error)


def _judge_reading(reading: Reading, names: Names) -> Verdict:
    verdict = judge_reading(reading, names)
    if verdict.kind in ("slip", "wrong"):
        return Verdict("wrong", echo=verdict.echo, reason="other-function")
    if verdict.kind != "correct":
        return verdict
    try:
        trouble = find_trouble(reading, names)
    except OtherFunctionError:  # as asked for small numbers, and another one for large ones
        return Verdict("wrong", echo=verdict.echo, reason="other-function")
    except (TooLargeError, OutOfRangeError):
        return Verdict("undecided", echo=verdict.echo, reason="too-large")
    if trouble is None:
        return verdict
    called = with_library(reading, names.question)
    if called is not None and find_trouble(called, names) is None:
        return Verdict("undecided", echo=verdict.echo, reason="library")
    return replace(verdict, kind="slip", slips=(trouble.kind,), trouble=trouble)


def find_trouble(reading: Reading, names: Names) -> Trouble | None:
    """The first trouble, in binary64 before binary32; None where the formula is stable.

    Raises:
        OtherFunctionError: it is not the function that is asked, for some input.
    """
    import numpy as np

    precisions: tuple[Precision, Precision] = ("float64", "float32")
    with np.errstate(all="ignore"):
        found = (_trouble(reading, names, entries, precision) for precision in precisions for entries in STRESS)
        return next((trouble for trouble in found if trouble), None)


def _trouble(reading: Reading, names: Names, entries: tuple[str, ...], precision: Precision) -> Trouble | None:
    """The trouble on one input, if there is any."""
    question, (case,) = names.question, reading.answer.cases  # several cases would have two indices
    kind = binary(64 if precision == "float64" else 32)
    meant = _key(question, entries)
    got, part = _computed(case.formula, reading.letters, names, entries, kind)
    accuracy = Accuracy.of(kind, entries)
    fine = accuracy.relative if question.scale == "relative" else accuracy.absolute
    if all(fine(float(a), b) for a, b in zip(got, meant, strict=True)):
        return None
    _true, beside = _computed(case.formula, reading.letters, names, entries, precise())
    return blame(part, beside, entries, precision, accuracy)


@lru_cache(maxsize=128)
def _key(question: Question, entries: tuple[str, ...]) -> list[Any]:
    """The true values of the function."""
    plain = plain_names(question)
    tree = LeftReader(question.function, plain).sum()
    return _computed(tree, (question.row, question.column), plain, entries, precise())[0]


def _computed(
    formula: Tree, letters: tuple[str, str], names: Names, entries: tuple[str, ...], kind: Kind
) -> tuple[list[Any], Part]:
    """The result for each component, and the whole with its parts."""
    import numpy as np

    numbers = np.array([kind.limit(entry) for entry in entries], dtype=kind.dtype)
    x = numbers.reshape((1,) * (NDIM - 2) + (len(entries), 1))
    evaluator = Evaluator(kind, len(entries), {names.question.variable: x}, names.definitions, record=True)
    table, _diagonal = case_table(formula, letters, evaluator, names.question)
    (whole,) = evaluator.parts
    return list(table[0].ravel()), whole
