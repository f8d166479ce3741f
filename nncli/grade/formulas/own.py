"""A question of a teacher's own: the gradient of any formula that can be read; the key comes from the rules.

function: 1/2*sum((a - t)^2)    variable: x    given: {t: real}    let: {a: sigmoid(x)}
"""

from collections.abc import Mapping

from nncli.errors import Diagnostic, InputError
from nncli.formula.axes import OutOfRangeError
from nncli.formula.derivative import FRESH, derivative
from nncli.formula.evaluator import TooLargeError
from nncli.formula.kinds import fifty_digits
from nncli.formula.left import LeftReader
from nncli.formula.meaning import MeaningError
from nncli.formula.series import at_index
from nncli.formula.tree import COLUMN, SCALAR, Tree
from nncli.formula.writing import write
from nncli.grade.formulas.comparing import EQUAL, codes
from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.names import Names, plain_names
from nncli.grade.formulas.questions import Domain, Layout, Question
from nncli.grade.formulas.tables import known_table
from nncli.words import _


class QuestionError(InputError):
    """A fault of the question; `key` is the key of the assignment that holds it."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__([Diagnostic("bad-question", message)])
        self.key = key


def own_question(
    id: str, function: str, variable: str, *, given: Mapping[str, Domain] | None = None,
    let: Mapping[str, str] | None = None, answer: str = "", layout: Layout = "either",
) -> Question:  # fmt: skip
    """The question after the gradient of `function` with respect to `variable`.

    `given` are the symbols with what their numbers may be, `let` abbreviations that students may use; the variable is a
    vector of any numbers where `given` says nothing else.

    Raises:
        QuestionError: what cannot be read or differentiated, and an `answer` that is not the derivative.
    """
    domains = {variable: "real", **(given or {})}
    bare = Question(
        id, "0", function, row="", column="", variable=variable, given=tuple(domains.items()),
        abbreviations=tuple((let or {}).items()), layout=layout, own=True,
    )  # fmt: skip
    try:
        names = Names(bare)
    except InputError as error:
        raise QuestionError("let" if let else "variable", error.diagnostics[0].message) from None
    row, column = _indices(_read(function, names, "function"), domains[variable])
    shown = function if row or not any(_read(function, names, "function").shape) else f"({function})_i"
    made = Question(
        id, "", shown, row=row or ("i" if shown != function else ""), column=column, variable=variable,
        given=bare.given, abbreviations=bare.abbreviations, layout=layout, own=True,
    )  # fmt: skip
    _check(made)
    if answer:
        with fifty_digits():
            verdict = judge_formula(made, answer)
        if verdict.kind != "correct":
            raise QuestionError("answer", _("this is not the derivative of the function"))
    return made


def worked(question: Question) -> str:
    """The derivative as the rules give it."""
    names = plain_names(question)
    derived = derivative(_read(question.function, names, "function"), question.variable, names.definitions)
    left = f"∂{question.function}/∂{question.variable}" + (f"_{question.column}" if question.column else "")
    if derived is None:
        return f"{left} = 0"
    return f"{left} = {write(at_index(derived, FRESH, question.column) if question.column else derived)}"


def _read(text: str, names: Names, key: str) -> Tree:
    try:
        reader = LeftReader(text, names)
        reader.scope = []
        tree = reader.sum()
        if reader.peek().kind:
            reader.unexpected()
    except InputError as error:
        raise QuestionError(key, error.diagnostics[0].message) from None
    return tree


def _indices(tree: Tree, domain: str) -> tuple[str, str]:
    """The letter of the function's component and that of the variable's."""
    free = sorted(tree.free())
    if len(free) > 1 or tree.shape not in (SCALAR, COLUMN) or (free and tree.shape == COLUMN):
        raise QuestionError("function", _("the function is a number, a vector, or one component such as softmax(x)_i"))
    row = free[0] if free else ""
    return row, "" if domain == "number" else "j" if row != "j" else "i"


def _check(question: Question) -> None:
    """Whether the key has a value at all points, and is not 0 everywhere."""
    with fifty_digits():
        try:
            tables = [known_table(question, "", size).values for size in question.sizes]
            tables += [known_table(question, question.function, size).values for size in question.sizes]
        except (MeaningError, OutOfRangeError, TooLargeError) as error:
            message = str(error) or _("this costs too much to compute, or needs longer vectors")
            raise QuestionError("function", message) from None
        if any(not value.is_finite() for table in tables for value in table.ravel()):
            message = _(
                "the function or its derivative has no value at some numbers: say under 'given' what they may be"
            )
            raise QuestionError("function", message)
        if all((codes(table, table - table) == EQUAL).all() for table in tables[: len(question.sizes)]):
            raise QuestionError(
                "variable", _("the function does not depend on '{name}'").format(name=question.variable)
            )
