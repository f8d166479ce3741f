"""What a letter stands for that nobody declared: p for softmax(x), z for x. Every assumption is told.

A letter is taken for what it is used as, and only where that cannot make a wrong answer right: under exp, or below a
derivative, it is the variable; else it is the function that the question abbreviates. A letter that by custom may be
either is read both ways, and what is not judged alike goes to a human. Two letters for one thing are no answer here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from nncli.formula.answer import Answer
from nncli.formula.leaves import Symbol
from nncli.formula.tokens import UnknownNameError
from nncli.formula.tree import Call, Component, Over, Quotient, Tree, contains
from nncli.grade.formulas.names import DeclarationError, Names, plain_names
from nncli.grade.formulas.questions import Question

# Names with what they were taken for.
Assumed: TypeAlias = tuple[tuple[str, str], ...]
MAX_LETTERS = 3
_LETTER = re.compile(r"(?:[^\W\d_][\u0300-\u036f]?'*|out|net|logits?|probs?|pred|output|outputs|scores?|[a-z]_hat)")
# What the output of a softmax is called, and what its input; the latter may be either.
_OUTPUTS = frozenset("sSpPqQyYaAfFgGoOσπφψρ") | {"out", "output", "outputs", "prob", "probs", "pred"}
_INPUTS = frozenset("zuvhθηXZ") | {"net", "logit", "logits", "score", "scores"}
_TARGETS = frozenset({"t", "d", "T", "D", "y", "Y", "l", "r"})
# Words of programs for the same.
_OUTPUT_WORD = re.compile(
    r"(?:soft_?max|probs?|preds?|predictions?|outputs?|activations?|y_?pred|y_?hat|sm|mu|single_output)(?:_[a-z]+)*|μ"
)
_INPUT_WORD = re.compile(r"(?:vec|vector|logits?|scores?|inputs?|arr|array|data|values?)(?:_[a-z]+)*")
_NO_VECTORS = frozenset({"i", "j", "k", "l", "m", "n", "N", "K", "M", "c", "E", "L", "J", "d"})


def assumptions(
    question: Question, declared: dict[str, str], read: Callable[[Names], Sequence[Answer]]
) -> Iterator[tuple[Assumed, Names, Sequence[Answer]]]:
    """All ways to take what is not declared, with the answer so read; one, which may assume nothing, where it is plain.

    Raises:
        InputError: what cannot be read whatever is assumed.
    """
    unknown: dict[str, str] = {}
    while True:
        try:
            x = question.variable
            stand_ins = {name: x if role == "variable" else f"{x} + {x}" for name, role in unknown.items()}
            names = names_of(question, declared | stand_ins)
            ways = read(names)
            break
        except (UnknownNameError, DeclarationError) as fault:
            is_declared = isinstance(fault, DeclarationError)
            letter = _letter(fault.unknown if is_declared else fault.name, question)  # type: ignore[union-attr]
            if not letter or letter in unknown or len(unknown) == MAX_LETTERS:
                raise
            unknown[letter] = "" if is_declared else fault.role  # type: ignore[union-attr]
            first = fault
    if not unknown:
        yield (), names, ways
        return
    own = [name for name in names.definitions if name not in names.shared and name not in unknown]
    used = _Usage(ways, unknown, [names.definitions[name].tree for name in own])
    roles = {name: _roles(name, used, question, unknown) for name in unknown}
    found = [
        tuple(zip(roles, meant, strict=True))
        for meant in product(*roles.values())
        if _is_consistent(dict(zip(roles, meant, strict=True)), used, question, names)
    ]
    if not found:
        raise first
    for assumed in found:
        names = names_of(question, declared | dict(assumed))
        yield assumed, names, read(names)


@lru_cache(maxsize=256)
def _names(question: Question, declared: tuple[tuple[str, str], ...]) -> Names:
    return Names(question, dict(declared))


def names_of(question: Question, declared: dict[str, str]) -> Names:
    """The names of a question with these declarations."""
    return _names(question, tuple(declared.items())) if declared else plain_names(question)


def _letter(name: str, question: Question) -> str:
    """The letter that is not known; pp is p twice. Nothing where it can be no vector of the question."""
    if len(set(name)) == 1 and len(name) == 2:
        name = name[:1]
    is_vector = _LETTER.fullmatch(name) or _OUTPUT_WORD.fullmatch(name) or _INPUT_WORD.fullmatch(name)
    fits = is_vector and (name not in _NO_VECTORS or (name == "d" and question.id.startswith("cross")))
    return name if fits and question.names_vectors else ""


class _Usage:
    """Where the letters stand: under exp, or elsewhere; and which of the question's own names stand beside them."""

    def __init__(self, ways: Sequence[Answer], unknown: dict[str, str], declared: Sequence[Tree]) -> None:
        self.under, self.beside = set[str](), set[str]()
        self.logged = set[str]()  # under a logarithm
        self.is_written_out = False  # exp(x)/Σ exp(x): who writes it so does not abbreviate it
        self.unknown = unknown
        for tree in declared:
            if not isinstance(tree, Symbol):
                self._walk(tree, under=False)
        for way in ways:
            for case in (*way.cases, *way.asides):
                for tree in (case.formula, *case.earlier):
                    self._walk(tree, under=False)
                if case.left is not None and case.left.function is not None:
                    self._walk(case.left.function, under=False)

    def _walk(self, tree: Tree, *, under: bool) -> None:
        if isinstance(tree, Symbol):
            if tree.name not in self.unknown:
                self.beside.add(tree.name)
            elif under:
                self.under.add(tree.name)
        if isinstance(tree, Call) and tree.function == "softmax":
            self.beside.add("softmax(x)")
        if isinstance(tree, Quotient) and contains(tree.numerator, Call) and contains(tree.denominator, Over):
            self.is_written_out = True
        inner = under or (
            isinstance(tree, Call)
            and tree.function in ("exp", "expm1", "softmax", "log_softmax", "logsumexp", "max", "min")
        )
        if isinstance(tree, Call) and tree.function == "log" and (name := _vector_of(*tree.arguments)):
            self.logged.add(name)
        for child in tree.children():
            self._walk(child, under=inner)


def _vector_of(tree: Tree) -> str:
    base = tree.base if isinstance(tree, Component) else tree
    return base.name if isinstance(base, Symbol) else ""


def _roles(name: str, used: _Usage, question: Question, unknown: dict[str, str]) -> tuple[str, ...]:
    """What a letter may stand for, as formulas of the question."""
    variable, function = question.variable, question.abbreviated
    if name in used.under or unknown[name] == "variable" or not function:
        return (variable,)
    bare = name.rstrip("'")
    target = next((given for given, domain in question.given if domain == "simplex"), "")
    if target:
        hats = any(
            other != name and other not in used.under and other not in _TARGETS and unknown[other] != "variable"
            for other in unknown
        )
        if bare in ("t", "T", "d", "D", "r", "l"):
            return (target,)
        if bare in ("y", "Y") and used.is_written_out:
            return (target,)
        if bare in ("y", "Y"):
            others = [other for other in unknown if other != name and other in _TARGETS]
            return (target,) if hats else (function,) if others else (function, target)
        if bare in ("p", "q", "P", "Q") and {"p", "q"} <= {other.lower() for other in unknown}:
            return (function, target)
        return _by_custom(name, function, variable)
    if question.row and name not in used.logged and bare in ("f", "g", "l", "L", "F") and "log" in question.function:
        return (function, question.function.removesuffix("_i"))
    return _by_custom(name, function, variable)


def _by_custom(name: str, function: str, variable: str) -> tuple[str, ...]:
    """What a letter of this name is taken for; for nothing, where custom does not say."""
    bare = name.rstrip("'")
    if bare in _OUTPUTS or _OUTPUT_WORD.fullmatch(bare) or _is_accented(bare):
        return (function,)
    return (function, variable) if bare in _INPUTS or _INPUT_WORD.fullmatch(bare) else ()


def _is_accented(name: str) -> bool:
    """ŷ, s̄ and y_hat."""
    return len(unicodedata.normalize("NFD", name)) > len(name) or name.endswith("_hat") or len(name) == 2


def _is_consistent(meant: dict[str, str], used: _Usage, question: Question, sheet: Names) -> bool:
    """One name for one thing: neither two letters for it, nor a letter beside a name that is known."""
    known = plain_names(question).definitions
    declared = {name: definition for name, definition in sheet.definitions.items() if name not in meant}
    for text in set(meant.values()):
        names = {name.lower() for name, other in meant.items() if other == text}
        own = {text} | {short for short, formula in question.abbreviations if formula == text}
        trees = [known[short].tree for short in own if short in known]
        own |= {name for name, definition in declared.items() if definition.tree in trees}
        if len(names) > 1 or any(other in own and other.lower() not in names for other in used.beside):
            return False
    return True
