"""What names mean: the symbols of a question, and what a student declares under `let:`.

A declaration names a formula (`p: softmax(x)`, `m: max(x)`), a vector by its components (`p_i: exp(x_i)/Σ_k exp(x_k)`),
or another name for a function (`σ: softmax`). Declarations may use each other in any order, but not themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from nncli.errors import Diagnostic, InputError, Place
from nncli.formula.answer import Definition
from nncli.formula.broadcasting import stands
from nncli.formula.functions import ALIASES
from nncli.formula.leaves import Symbol
from nncli.formula.left import LeftReader
from nncli.formula.scanner import tokenize
from nncli.formula.tokens import CONSTANTS, UnknownNameError
from nncli.formula.tree import COLUMN, SCALAR, Tree
from nncli.grade.formulas.questions import Question
from nncli.words import _

MAX_DECLARATIONS, MAX_NAME, MAX_DECLARATION = 20, 20, 500


class DeclarationError(InputError):
    """A fault below `let:`; `key` is the declaration as the sheet has it."""

    def __init__(self, key: str, diagnostics: Sequence[Diagnostic], unknown: str = "") -> None:
        super().__init__(diagnostics)
        self.key, self.unknown = key, unknown  # and the name in it that means nothing


class _UnreadError(Exception):
    """A declaration is needed that has not been read yet."""

    def __init__(self, name: str) -> None:
        self.name = name


class Names:
    """The names of a question with those of a sheet.

    Raises:
        InputError: a declaration that cannot be read, whether it is used or not.
    """

    def __init__(self, question: Question, let: Mapping[str, str] | None = None) -> None:
        self.question = question
        self.definitions: dict[str, Definition] = {}
        self._texts: dict[str, tuple[str, tuple[str, ...], str]] = {}  # name: its formula, its indices, its key
        self._functions: dict[str, str] = dict(ALIASES)
        self.given = {name: SCALAR if domain == "number" else COLUMN for name, domain in question.given}
        for name, text in question.abbreviations:
            self._texts[name] = (text, (), name)
        self.shared = frozenset(self._texts)
        self.indices: tuple[str, ...] = question.indices
        self.words = frozenset({*self._functions, *self.given, *self._texts, *CONSTANTS})
        if let:
            self._declare(let)
        self._read()

    def find(self, name: str) -> Symbol | None:
        """The symbol of that name."""
        if name in self.given:
            return Symbol(name, self.given[name])
        if name in self.definitions:
            return Symbol(name, self.definitions[name].shape)
        if name in self._texts:
            raise _UnreadError(name)
        return None

    def function(self, name: str) -> str | None:
        """The function of that name."""
        return self._functions.get(name)

    def stands(self, name: str) -> bool:
        """Whether a symbol was declared as a column that a program stood up."""
        definition = self.definitions.get(name)
        return definition is not None and stands(definition.tree, self._stands)

    def _stands(self, tree: Tree) -> bool:
        return isinstance(tree, Symbol) and self.stands(tree.name)

    @property
    def variable(self) -> Symbol | None:
        """The variable of the question, where it is a vector."""
        shape = self.given.get(self.question.variable, SCALAR)
        return Symbol(self.question.variable, shape) if shape == COLUMN else None

    def is_variable(self, name: str) -> bool:
        """Whether a symbol stands for the variable."""
        definition = self.definitions.get(name)
        return name == self.question.variable or (definition is not None and definition.tree == self.variable)

    def _declare(self, let: Mapping[str, str]) -> None:
        if len(let) > MAX_DECLARATIONS:
            message = _("there are more than {n} declarations under let:").format(n=MAX_DECLARATIONS)
            raise InputError(Diagnostic("formula-too-large", message))
        for key, text in let.items():
            name, indices = _key(key)
            if name in self.given or name in CONSTANTS or name in ALIASES:
                message = _("'{name}' has a meaning already: choose another name").format(name=name)
                raise _fault("name-taken", message, key)
            if len(text) > MAX_DECLARATION:
                message = _("a formula of {n} characters is too long; the limit is {limit}")
                raise _fault("formula-too-large", message.format(n=len(text), limit=MAX_DECLARATION), key)
            self.shared -= {name}
            if text.strip() in ALIASES and not indices:
                self._functions[name] = ALIASES[text.strip()]
                self._texts.pop(name, None)
            else:
                self._texts[name] = (text, indices, key)
        self.words = frozenset({*self._functions, *self.given, *self._texts, *CONSTANTS})

    def _read(self) -> None:
        """Reads every declaration, each after those that it uses; without recursion, however long the chain is."""
        for root in self._texts:
            stack = [root]
            while stack:
                name = stack[-1]
                text, indices, key = self._texts[name]
                try:
                    if name not in self.definitions:
                        self.definitions[name] = self._definition(text, indices)
                    stack.pop()
                except _UnreadError as unread:
                    if unread.name in stack:
                        message = _("'{name}' is declared by itself").format(name=unread.name)
                        raise _fault("circular", message, key) from None
                    stack.append(unread.name)
                except InputError as error:
                    unknown = error.name if isinstance(error, UnknownNameError) else ""
                    placed = [_placed(diagnostic, key) for diagnostic in error.diagnostics]
                    raise DeclarationError(key, placed, unknown) from None

    def _definition(self, text: str, indices: tuple[str, ...]) -> Definition:
        reader = LeftReader(text, self)
        reader.scope = list(indices)
        tree = reader.sum()
        if reader.peek().kind:
            reader.unexpected()
        if reader.ambiguous:
            reader.refuse(_("this can be read in two ways: write brackets"), reader.tokens[0], code="two-readings")
        free = tuple(sorted(tree.free() - set(indices)))
        if free and (indices or len(free) > 1):
            message = _("the index '{index}' is not declared: write it at the name, as in p_i").format(index=free[0])
            reader.refuse(message, reader.tokens[0], code="unbound-index")
        if indices and tree.shape != SCALAR:
            reader.refuse(_("the component of a vector is a number: an index is missing"), reader.tokens[0])
        if free and tree.shape != SCALAR:
            reader.refuse(_("an index is missing: this is a vector with an index"), reader.tokens[0])
        return Definition(tree, indices or free)


@lru_cache(maxsize=256)
def _key(key: str) -> tuple[str, tuple[str, ...]]:
    """The name and the indices of `p`, `p_i`, `\\hat{y}`, `A_{ij}`, `x_max`."""
    try:
        tokens = tokenize(key, frozenset()) if len(key) <= MAX_NAME else []
    except InputError:
        tokens = []
    names = [token for token in tokens if token.kind not in ("_", "{", "}", ",")]
    is_name = bool(names) and tokens[0].kind == "name" and all(token.kind == "name" for token in names)
    if not is_name or (len(tokens) > 1 and tokens[1].kind != "_"):
        message = _("'{key}' is no name: one letter or a word, perhaps with an index, as in p or p_i")
        raise _fault("bad-name", message.format(key=key[: MAX_NAME + 1]), key)
    letters = "".join(token.text for token in names[1:])
    if letters in ("max", "min") or len(letters) > 2 or (letters and not letters.islower()):
        return f"{names[0].text}_{letters}", ()
    return names[0].text, tuple(letters)


def _fault(code: str, message: str, key: str) -> DeclarationError:
    return DeclarationError(key, [Diagnostic(code, message, Place(_("let: {name}").format(name=key[:MAX_NAME])))])


def _placed(diagnostic: Diagnostic, key: str) -> Diagnostic:
    place = diagnostic.place or Place(_("formula"))
    return replace(diagnostic, place=replace(place, file=_("let: {name}").format(name=key)))


@lru_cache(maxsize=32)
def plain_names(question: Question) -> Names:
    """The names of a question where a sheet declares none."""
    return Names(question)
