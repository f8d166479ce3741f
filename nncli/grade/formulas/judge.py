"""Judges a formula: is it equal to the key at every point, and if not, which slip gives what it gives?

Two formulas count as equal where they agree to 35 digits at all points, and as different where they differ before the
twentieth anywhere; what lies between, or has no value somewhere, goes to a human.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from nncli.errors import Diagnostic, InputError, Place
from nncli.formula.answer import Left
from nncli.formula.axes import OutOfRangeError
from nncli.formula.evaluator import TooLargeError
from nncli.formula.kinds import fifty_digits
from nncli.formula.leaves import Same, Symbol
from nncli.formula.meaning import MeaningError
from nncli.formula.tree import MATRIX, contains
from nncli.grade.formulas.chains import chain_of
from nncli.grade.formulas.comparing import DIFFERENT, DOUBTFUL, EQUAL, UNDEFINED, Finding, codes, slips_that_give, where
from nncli.grade.formulas.names import DeclarationError, Names
from nncli.grade.formulas.questions import Question
from nncli.grade.formulas.readings import Reading, Sheet, located, read_sheet
from nncli.grade.formulas.tables import case_table, evaluator_at, known_table, tabulate
from nncli.grade.formulas.verdict import Reason, Verdict
from nncli.words import _


def judge_formula(question: Question, answer: object, let: Mapping[object, object] | None = None) -> Verdict:
    """The verdict on an answer: a text, or a mapping of cases to texts. Nothing that is written makes it raise."""
    with fifty_digits():
        try:
            return judged_all(read_sheet(question, answer, let), judge_reading)
        except (InputError, RecursionError) as error:
            return unreadable(answer, error)


def judged_all(sheets: Sequence[Sheet], judge: Callable[[Reading, Names], Verdict]) -> Verdict:
    """The verdict on all ways to read a sheet together; a way that has no meaning is none.

    Raises:
        InputError: no way has a meaning.
    """
    verdicts: list[Verdict] = []
    faults: list[InputError] = []
    for sheet in sheets:
        try:
            verdicts += [replace(judge(reading, sheet.names), assumed=sheet.assumed) for reading in sheet.readings]
        except InputError as fault:
            faults.append(fault)
    if not verdicts:
        raise faults[0]
    return combined(verdicts)


def unreadable(answer: object, error: InputError | RecursionError) -> Verdict:
    """What could not be read; the limits of the reader keep far from Python's own, but a caller may be deep already."""
    if isinstance(error, RecursionError):
        message = _("this formula is too long-winded to be read")
        error = InputError(Diagnostic("formula-too-large", message, Place(_("formula"))))
    key = error.key if isinstance(error, DeclarationError) else ""
    return Verdict("unreadable", diagnostics=located(error, answer).diagnostics, declaration=key)


def combined(verdicts: list[Verdict]) -> Verdict:
    """The verdict where an answer can be read in several ways: undecided, unless all ways are judged alike."""
    first = verdicts[0]
    if all((verdict.kind, verdict.slips) == (first.kind, first.slips) for verdict in verdicts):
        return first
    echoes = tuple(dict.fromkeys(verdict.echo for verdict in verdicts))
    letters = len({verdict.assumed for verdict in verdicts}) > 1
    reason: Reason = "two-readings" if len(echoes) > 1 else "letters" if letters else "indices"
    assumed = () if letters else first.assumed
    return Verdict("undecided", echo=first.echo, readings=echoes, reason=reason, assumed=assumed)


def judge_reading(reading: Reading, names: Names) -> Verdict:
    """The verdict on an answer read in one way; call it inside `fifty_digits`.

    Raises:
        InputError: the formula is readable, but not as an answer to this question.
    """
    verdict = _verdict(reading, names)
    try:
        verdict = replace(verdict, chain=chain_of(reading, names))
    except (MeaningError, OutOfRangeError, TooLargeError):
        if verdict.kind == "correct":
            verdict = Verdict("undecided", reason="chain")
    if verdict.kind == "correct":
        if not all(_left_fits(case.left, names) for case in reading.answer.cases if case.left):
            verdict = Verdict("undecided", reason="left-side", chain=verdict.chain)
        elif verdict.chain is not None and verdict.chain.fault is not None:
            verdict = Verdict("undecided", reason="chain", chain=verdict.chain)
    empty = not any(contains(case.formula, Symbol, Same) for case in reading.answer.cases)
    cases = sum(case.condition is not None for case in reading.answer.cases)
    return replace(verdict, echo=reading.echo, empty=empty, cases=max(cases, 1))


def _verdict(reading: Reading, names: Names) -> Verdict:
    question = names.question
    findings: list[Finding] = []
    for size in question.sizes:
        try:
            table = tabulate(reading.answer, reading.letters, names, size)
        except OutOfRangeError:
            continue
        except TooLargeError:
            return Verdict("undecided", reason="too-large")
        except MeaningError as error:
            raise InputError(Diagnostic("no-meaning", str(error), Place(_("formula")))) from None
        findings.append(Finding.of(size, table, known_table(question, question.answer, size)))
    if not findings:
        return Verdict("undecided", reason="out-of-range")
    if any(finding.has(DIFFERENT) for finding in findings):
        return _wrong(findings, reading, question)
    if not any(finding.has(EQUAL, DOUBTFUL) for finding in findings):
        return Verdict("wrong", reason="never-defined", where=where(findings))
    if any(finding.has(UNDEFINED, DOUBTFUL) for finding in findings):
        undefined = any(finding.has(UNDEFINED) for finding in findings)
        return Verdict("undecided", reason="undefined" if undefined else "precision", where=where(findings))
    if all(finding.table.covered.all() for finding in findings):
        if question.layout == "denominator" and _is_matrix(reading) and not _is_symmetric(findings):
            return Verdict("slip", ("transposed",), where=where(findings))
        return Verdict("correct")
    shortest, *_longer = findings  # they cover the same cases
    diagonal = shortest.table.covered[0, 0]
    return Verdict("slip", ("only-diagonal" if diagonal else "case-missing",), where=where(findings))


def _wrong(findings: list[Finding], reading: Reading, question: Question) -> Verdict:
    slips = slips_that_give(findings, question)
    if _is_matrix(reading) and "transposed" in slips:
        if question.layout != "numerator":
            return Verdict("correct", layout=question.layout == "either")
        slips = tuple(slip for slip in slips if slip != "swapped")  # a matrix has no factor with a wrong index
    return Verdict("slip" if slips else "wrong", slips, where=where(findings))


def _is_matrix(reading: Reading) -> bool:
    return all(case.formula.shape == MATRIX for case in reading.answer.cases)


def _is_symmetric(findings: list[Finding]) -> bool:
    return all(finding.gives(finding.key.values.swapaxes(1, 2)) for finding in findings)


def _left_fits(left: Left, names: Names) -> bool:
    """Whether the left side names what the question asks for, as far as we know its names."""
    question = names.question
    if left.variable not in ("", question.variable):
        definition = names.definitions.get(left.variable)
        if definition is None or not isinstance(definition.tree, Symbol) or definition.tree.name != question.variable:
            return False
    if left.function is None:
        return True
    if left.row and not question.row:
        return False
    alone, size = replace(question, column=""), question.sizes[-1]
    try:
        value, _diagonal = case_table(left.function, (left.row, ""), evaluator_at(names, size), alone)
    except (MeaningError, OutOfRangeError, TooLargeError, KeyError):  # no component of anything
        return False
    return not (codes(value, known_table(alone, question.function, size).values) != EQUAL).any()
