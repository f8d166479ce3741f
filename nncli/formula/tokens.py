"""The tokens of a formula, and how a fault in it is told."""

from typing import NamedTuple, NoReturn

from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

MAX_LENGTH = 2000

IF, THEN, ELSE, AND = "if", "then", "else", "and"
WORDS = {
    "if": IF, "when": IF, "for": IF, "where": IF, "当": IF, "若": IF, "如果": IF, "then": THEN, "时": THEN, "则": THEN,
    "else": ELSE, "otherwise": ELSE, "其他": ELSE, "其它": ELSE, "其余": ELSE, "否则": ELSE, "and": AND, "且": AND,
    "和": AND, "而": AND, "对于": IF, "的时候": THEN, "在": IF,
}  # fmt: skip
CONSTANTS = frozenset({"e", "C", "I", "δ"})


class Token(NamedTuple):
    """A number, a name, a word of a sentence ("if"), or a sign; then `kind` is the sign itself. Places count from 0."""

    kind: str
    text: str
    start: int
    end: int


class UnknownNameError(InputError):
    """A name that means nothing; `role` is "variable" where it stands as that of a derivative."""

    def __init__(self, fault: InputError, name: str, role: str = "") -> None:
        super().__init__(fault.diagnostics)
        self.name, self.role = name, role


def refuse(
    message: str, text: str, at: int, length: int = 1, code: str = "unreadable-formula", help: str = ""
) -> NoReturn:
    """Ends the reading, with a caret under the fault."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].split("\n", 1)[0]
    place = Place(_("formula"), text.count("\n", 0, at) + 1, at - start + 1, max(1, length), line[:MAX_LENGTH])
    raise InputError(Diagnostic(code, message, place, help or None))
