"""Goes along the tokens of one formula, and says where it could not go on."""

from collections.abc import Callable
from typing import NoReturn, ParamSpec, Protocol, TypeVar

from nncli.errors import InputError
from nncli.formula.leaves import Symbol
from nncli.formula.meaning import MeaningError
from nncli.formula.scanner import tokenize
from nncli.formula.tokens import Token, UnknownNameError, refuse
from nncli.words import _

MAX_DEPTH, MAX_STEPS, MAX_DIVISIONS = 25, 4000, 40
P = ParamSpec("P")
T = TypeVar("T")


class Vocabulary(Protocol):
    """What names mean: to the question, and on the student's sheet."""

    @property
    def words(self) -> frozenset[str]:
        """All names that have a meaning."""

    @property
    def indices(self) -> tuple[str, ...]:
        """The free indices of the question, such as i and j."""

    def find(self, name: str) -> Symbol | None:
        """The symbol of that name, if there is one."""

    @property
    def variable(self) -> Symbol | None:
        """The variable of the question, where it is a vector."""

    def is_variable(self, name: str) -> bool:
        """Whether a symbol stands for the variable of the question."""

    def function(self, name: str) -> str | None:
        """The function of that name, if there is one."""

    def stands(self, name: str) -> bool:
        """Whether a symbol was declared as a column that a program stood up."""


class Cursor:
    """`at` is the next token.

    `tight` tells how to read what can be read in two ways: whether a factor that stands close behind a slash or behind
    a function without brackets belongs to it. `ambiguous` tells whether that was needed.
    """

    def __init__(self, text: str, names: Vocabulary, *, tight: bool = False) -> None:
        self.text, self.names, self.tight = text, names, tight
        self.tokens = tokenize(text, names.words)
        self.end = Token("", "", len(text), len(text))
        self.at = self.depth = self.steps = 0
        self.ambiguous = False
        self.scope: list[str] = list(names.indices)

    def peek(self, ahead: int = 0) -> Token:
        """The next token, or one after it; a token of kind "" at the end."""
        try:
            return self.tokens[self.at + ahead]
        except IndexError:
            return self.end

    def next(self) -> Token:
        """Takes the next token."""
        token = self.peek()
        self.at += 1
        return token

    def take(self, *kinds: str) -> Token | None:
        """Takes the next token if it is of one of these kinds."""
        if self.peek().kind in kinds:
            return self.next()
        return None

    def expect(self, kind: str) -> None:
        """Takes a token of this kind, which has to be next."""
        if not self.take(kind):
            token = self.peek()
            if not token.kind:
                self.refuse(_("the formula ends too early: '{sign}' is missing").format(sign=kind), token)
            self.refuse(_("'{sign}' is expected here").format(sign=kind), token)

    def deeper(self) -> None:
        """Counts what stands within each other."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = _("more than {n} brackets or functions within each other").format(n=MAX_DEPTH)
            self.refuse(message, code="formula-too-large")

    def count(self) -> None:
        """Counts what is read; a Σ looks ahead, so some is read more than once."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            self.refuse(_("this formula is too long-winded to be read"), code="formula-too-large")

    def shallower(self) -> None:
        """Ends what `deeper` began."""
        self.depth -= 1

    def meant(self, at: Token, build: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`build(…)`; where that has no meaning, the caret stands under `at`."""
        try:
            return build(*args, **kwargs)
        except MeaningError as error:
            return self.refuse(str(error), at, code="no-meaning")

    def refuse(
        self, message: str, token: Token | None = None, *, code: str = "unreadable-formula", help: str = ""
    ) -> NoReturn:
        """Ends the reading at `token`, by default the next one."""
        token = token or self.peek()
        refuse(message, self.text, token.start, token.end - token.start, code, help)

    def unknown(self, message: str, token: Token, help: str = "", role: str = "") -> NoReturn:
        """Ends the reading at a name that means nothing."""
        try:
            self.refuse(message, token, code="unknown-symbol", help=help)
        except InputError as fault:
            raise UnknownNameError(fault, token.text, role) from None

    def unexpected(self) -> NoReturn:
        """Ends the reading: the next token has no business here."""
        token = self.peek()
        if not token.kind:
            self.refuse(_("the formula ends too early"))
        if token.kind in ("∂", "∇"):
            self.refuse(_("a derivative stands only left of an equals sign, with a formula on its right"))
        self.refuse(_("'{sign}' is not expected here").format(sign=self.text[token.start : token.end]))
