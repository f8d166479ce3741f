"""Reads what a sheet says of one question: the answer in all ways that it can be read, and the declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nncli.errors import Diagnostic, InputError, Place
from nncli.formula.answer import Answer, Case
from nncli.formula.answers import read_answer, read_condition
from nncli.formula.dress import undressed
from nncli.formula.functions import ALIASES
from nncli.formula.tokens import CONSTANTS
from nncli.formula.writing import write_answer
from nncli.grade.formulas.assumptions import Assumed, assumptions
from nncli.grade.formulas.letters import letterings
from nncli.grade.formulas.names import DeclarationError, Names
from nncli.grade.formulas.peaks import with_peaks
from nncli.grade.formulas.questions import Question
from nncli.words import _

MAX_NUMBER = 1e15


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an answer, and the letters for its row and column."""

    answer: Answer
    letters: tuple[str, str]

    @property
    def echo(self) -> str:
        """The answer as it was read."""
        return write_answer(self.answer)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer with the names that it uses, and what was assumed of them."""

    names: Names
    readings: tuple[Reading, ...]
    assumed: Assumed = ()


def read_sheet(question: Question, answer: object, let: Mapping[object, object] | None) -> list[Sheet]:
    """The answer, a text or a mapping of cases to texts, and what is declared under `let:`; in all ways to read it.

    Raises:
        InputError: with the place in the answer, or the name of the declaration.
    """
    own = frozenset(name for name, _domain in question.given) | CONSTANTS | ALIASES.keys()
    bare, declared = _bare(answer, own)
    declarations = {} if let is None else _texts(let)
    declarations |= {name: text for name, text in declared.items() if name not in declarations}
    sheets: list[Sheet] = []
    for assumed, names, ways in assumptions(question, declarations, lambda names: _ways(bare, names)):
        sheets.append(Sheet(names, _readings(with_peaks(ways, question), question), assumed))
    return sheets


def _readings(ways: Sequence[Answer], question: Question) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    faults: list[InputError] = []
    for way in ways:
        try:
            readings += [Reading(way, letters) for letters in letterings(way, question)]
        except InputError as fault:
            faults.append(fault)
    if not readings:
        raise faults[0]
    return tuple(readings)


def _bare(answer: object, own: frozenset[str]) -> tuple[object, dict[str, str]]:
    """The answer without its dress, and what it declares beside the formula."""
    if isinstance(answer, str):
        found = undressed(answer, own)
        return found.text, found.declarations
    if isinstance(answer, list | tuple) and answer and all(isinstance(line, str) for line in answer):
        found = undressed("\n".join(answer), own)
        return found.text, found.declarations
    if isinstance(answer, Mapping):
        return {key: undressed(text, own).text if isinstance(text, str) else text for key, text in answer.items()}, {}
    return answer, {}


def located(fault: InputError, answer: object) -> InputError:
    """The fault, with the whole first line as its place where it lies in no part of the answer alone."""
    line = next((line for line in str(answer).splitlines() if line.strip()), "") if isinstance(answer, str) else ""
    number = str(answer).splitlines().index(line) + 1 if line else 1
    column = len(line) - len(line.lstrip()) + 1
    found = []
    for diagnostic in fault.diagnostics:
        place = diagnostic.place
        if isinstance(answer, str) and place is not None and place.line and place.file == _("formula"):
            place = replace(place, text=answer.split("\n")[place.line - 1])  # with the words that were passed over
        if line and place is not None and place.line is None and place.file == _("formula"):
            place = replace(place, line=number, column=column, length=len(line.strip()), text=line)
        found.append(replace(diagnostic, place=place))
    return InputError(found)


def _ways(answer: object, names: Names) -> tuple[Answer, ...]:
    if isinstance(answer, Mapping):
        return (_of_cases(answer, names),)
    return read_answer(_text(answer, _("the answer")), names)


def _of_cases(answer: Mapping[object, object], names: Names) -> Answer:
    cases: list[Case] = []
    for key, formula in answer.items():
        condition = read_condition(_text(key, _("a case")), names)
        way, *other_ways = read_answer(_text(formula, _("the answer")), names)
        case, *other_cases = way.cases
        if other_ways or other_cases:
            message = _("this can be read in two ways: write brackets")
            raise InputError(Diagnostic("two-readings", message, Place(_("formula"), text=str(formula))))
        cases.append(replace(case, condition=condition))
    if not cases:
        raise InputError(Diagnostic("unreadable-formula", _("there is no formula here"), Place(_("formula"))))
    return Answer(tuple(cases))


def _texts(let: Mapping[object, object]) -> dict[str, str]:
    if not isinstance(let, Mapping):
        message = _("'let' holds names with their formulas, as in let: {p: softmax(x)}")
        raise InputError(Diagnostic("bad-name", message, Place(_("let"))))
    found = {}
    for name, formula in let.items():
        key = _text(name, _("a name"), _("let"))
        try:
            found[key] = _text(formula, _("a declaration"), _("let: {name}").format(name=key[:20]))
        except InputError as fault:
            raise DeclarationError(key, fault.diagnostics) from None
    return found


def _text(answer: object, what: str, where: str = "") -> str:
    """A formula is a text; a number alone is one too, for YAML reads `1` as a number."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, int | float) and not isinstance(answer, bool) and abs(answer) < MAX_NUMBER:
        return str(answer)
    message = _("{what} is a text").format(what=what)
    raise InputError(Diagnostic("unreadable-formula", message, Place(where or _("formula"))))
