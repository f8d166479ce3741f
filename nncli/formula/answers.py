"""Reads a whole answer: one formula, or cases (`i = j: …; i ≠ j: …`).

A case is named before its formula or behind it, in English or Chinese, or in the `cases` of LaTeX.
"""

from dataclasses import replace

from nncli.errors import InputError
from nncli.formula.answer import Answer, Case, Condition, Left
from nncli.formula.cursor import Vocabulary
from nncli.formula.indices import CLOSING, LETTER
from nncli.formula.leaves import Same
from nncli.formula.left import LeftReader
from nncli.formula.tokens import AND, ELSE, IF, THEN
from nncli.words import _

MAX_CASES = 6


def read_answer(text: str, names: Vocabulary) -> tuple[Answer, ...]:
    """The answer that `text` spells; two, where it can be read in two ways.

    Raises:
        InputError: where it cannot be read; the place is a line and column of `text`.
    """
    reader = LineReader(text, names)
    found: list[Answer] = []
    fault: InputError | None = None
    for tight in (False, True):
        try:
            found.append((reader if not tight else LineReader(text, names, tight=True)).answer())
        except InputError as error:
            fault = fault or error
        if not reader.ambiguous:
            break
    if not found and fault:
        raise fault
    return tuple(dict.fromkeys(found))


def read_condition(text: str, names: Vocabulary) -> Condition:
    """The case that a key such as `i = j` names.

    Raises:
        InputError: where it names none.
    """
    reader = LineReader(text + ":", names)
    condition = reader.prefix()
    if condition is None or reader.peek().kind:
        reader.unexpected()
    return condition


class LineReader(LeftReader):
    """Reads lines."""

    def answer(self) -> Answer:
        """All cases."""
        cases: list[Case] = []
        if not self.tokens:
            self.refuse(_("there is no formula here"))
        self.several = any(token.kind in (";", "cases") or token.text == AND for token in self.tokens)
        while self.peek().kind:
            if self.take(";"):
                continue
            if len(cases) >= MAX_CASES:
                self.refuse(_("more than {n} cases").format(n=MAX_CASES))
            cases.extend(self.line())
            if self.peek().kind and not self.take(";", ",") and not self.word(AND):
                self.unexpected()
        if not cases:
            self.unexpected()
        return Answer(tuple(cases))

    def line(self) -> list[Case]:
        """One case, or those of an environment."""
        condition, left = self.prefix(), self.left()
        if self.take("cases"):
            return self.environment("end", left)
        closing = self.braced()
        if closing is not None:
            self.next()
            return self.environment(closing, left)
        condition = condition or (self.prefix() if left else None)
        formula, earlier = self.sum(), []
        while self.take("="):
            earlier.append(formula)
            formula = self.sum()
        self.for_all()
        condition = condition or self.suffix()
        cases = [Case(formula, condition, left, tuple(earlier))]
        if isinstance(condition, Same) and self.word(ELSE):
            self.take(":", ",")
            cases.append(Case(self.sum(), "else", left))
        return cases

    def for_all(self) -> None:
        """Takes `, i, j = 1, …, C`, which says nothing new."""
        start, seen = self.at, 0
        while self.take(",") and LETTER.fullmatch(self.peek().text) and self.peek().kind == "name":
            self.next()
            seen += 1
        kinds = [self.next().kind for _token in range(6)]
        if not seen or kinds != ["=", "number", ",", "…", ",", "name"]:
            self.at = start

    def braced(self) -> str | None:
        """How a brace around several cases ends: with its like, or with the text where it is a \\left\\{ alone."""
        opened = self.peek().kind
        if opened not in ("{", "[") or not (self.several or self.relation(1)):
            return None
        depth, lists = 0, False
        for at in range(self.at, len(self.tokens)):
            kind = self.tokens[at].kind
            depth += (kind in CLOSING) - (kind in CLOSING.values())
            if depth == 0:
                ends = self.peek(at + 1 - self.at).kind in ("", ";")
                return CLOSING[opened] if ends and lists else None
            lists |= depth == 1 and kind in (";", ":")
        return "" if lists and opened == "[" else None

    def environment(self, closing: str, left: Left | None) -> list[Case]:
        """The cases up to `closing`; what stands left of them belongs to each."""
        cases: list[Case] = []
        while not self.take(closing) and (closing or self.peek().kind):
            if not self.take(";", ","):
                cases.extend(replace(case, left=case.left or left) for case in self.line())
                if len(cases) > MAX_CASES:
                    self.refuse(_("more than {n} cases").format(n=MAX_CASES))
                if self.peek().kind not in (closing, ";", ","):
                    self.expect(closing)
                    break
        if not cases:
            self.unexpected()
        return cases

    def word(self, *words: str) -> bool:
        """Takes one of these words if it is next."""
        token = self.peek()
        if token.kind == "word" and token.text in words:
            self.at += 1
            return True
        return False

    def prefix(self) -> Condition | None:
        """`i = j:`, `if i = j then`, `当 i = j 时，`, `otherwise:`; nothing is taken if none is next."""
        start = self.at
        if self.peek().kind == "(" and self.peek(1).kind == "number" and self.peek(2).kind == ")" and self.relation(3):
            self.at += 3  # (1) i = j: …
        said = self.word(IF)
        relation = self._condition()
        if relation:
            sure = self.several and {relation.left, relation.right} == set(self.names.indices)
            while self.take(":", ",") or self.word(THEN):
                said = True
            if said or (sure and self.peek().kind not in ("*", "/", "^", "_")):
                return relation
        self.at = start
        if self.word(ELSE):
            while self.take(":", ",") or self.word(THEN):
                pass
            return "else"
        return None

    def suffix(self) -> Condition | None:
        """`, i = j`, `if i = j`, `(i = j)`, `otherwise`; nothing is taken if the next case begins here."""
        start = self.at
        while self.take(","):
            pass
        self.word(IF)
        relation = self._condition()
        if relation:
            self.word(THEN)
            if self.peek().kind != ":":
                return relation
        self.at = start
        while self.take(","):
            pass
        if self.word(ELSE) and self.peek().kind not in (":", ",", "name", "(", "number", "-"):
            return "else"
        self.at = start
        return None

    def _condition(self) -> Same | None:
        relation = self.bracketed_relation()
        if relation is None and (relation := self.relation()):
            self.at += 3
        return relation
