"""Reads a whole answer: one formula, cases (`i = j: …; i ≠ j: …`), or a derivation of several lines.

Lines that say what the line before says, with another formula, are links of one chain. An equation beside the answer,
such as `log s_i = x_i − log Σ_k exp(x_k)`, is kept as an aside: it has to be true.
"""

from dataclasses import replace

from nncli.errors import InputError
from nncli.formula.answer import Answer, Case, Condition, Left
from nncli.formula.conditions import Conditions
from nncli.formula.cursor import Vocabulary
from nncli.formula.indices import CLOSING, LETTER
from nncli.formula.leaves import Same
from nncli.formula.statements import answers_of
from nncli.formula.tokens import AND, ELSE, IF, THEN, Token
from nncli.formula.tree import Derivative, Tree, contains
from nncli.words import _

MAX_CASES, MAX_LINES = 6, 40


def read_answer(text: str, names: Vocabulary) -> tuple[Answer, ...]:
    """The answer that `text` spells; several, where it can be read in more than one way.

    Raises:
        InputError: where it cannot be read; the place is a line and column of `text`.
    """
    reader = LineReader(text, names)
    found: list[Answer] = []
    fault: InputError | None = None
    for tight in (False, True):
        try:
            found += (reader if not tight else LineReader(text, names, tight=True)).answers()
        except InputError as error:
            fault = fault or error
        if not reader.ambiguous:
            break
    if not found and fault:
        raise fault
    return tuple(dict.fromkeys(found))


class LineReader(Conditions):
    """Reads lines."""

    def answers(self) -> list[Answer]:
        """The answer, in all ways that its lines may go together."""
        statements: list[list[Case]] = []
        if not self.tokens:
            self.refuse(_("there is no formula here"))
        self.several = self._has_several()
        self.take("=")  # the left side is the question's
        own_line = True
        while self.peek().kind:
            if skipped := self.take(";", ","):
                own_line |= skipped.text == "\n"
                continue
            if self.word(THEN) or (statements and self.word(AND)):
                continue
            if sum(map(len, statements)) >= (MAX_LINES if own_line else MAX_CASES):
                self.refuse(_("more than {n} cases").format(n=MAX_CASES))
            statements.append([replace(case, own_line=own_line) for case in self.line()])
            ended = self.take(";", ",")
            own_line = ended is not None and ended.text == "\n"
            if self.peek().kind and not ended and not self.word(AND):
                self.unexpected()
        found = answers_of([case for statement in statements for case in statement])
        if any(contains(case.formula, Derivative) for answer in found for case in answer.cases):
            self.refuse(_("a derivative stands only left of an equals sign, with a formula on its right"), self._sign())
        if not all(answer.cases for answer in found):
            self.unexpected()
        return found

    def _sign(self) -> Token:
        """The last ∂."""
        return next(token for token in reversed(self.tokens) if token.kind in ("∂", "∇"))

    def _has_several(self) -> bool:
        """Whether there are several cases: what tells them apart, or two conditions in brackets with a comma."""
        if any(token.kind in (";", "cases") or token.text == AND for token in self.tokens):
            return True
        start, found = self.at, 0
        while self.at < len(self.tokens):
            before = self.at
            if self.peek().kind in CLOSING and self.bracketed_relation() is not None:
                found += self.peek().kind in ("", ",", "word")
            self.at = before + 1
        self.at = start
        return found > 1

    def line(self) -> list[Case]:
        """One case, or those of an environment."""
        condition = self.prefix()
        if condition is not None:
            self.take("=")  # the left side is the question's
        left = self.left()
        self.for_all()
        if self.take("cases"):
            return self._going_on(self.environment("end", left), left)
        closing = self.braced()
        if closing is not None:
            self.next()
            return self.environment(closing, left)
        condition = condition or (self.prefix() if left else None)
        places, formulas = [self._line_of(self.at)], [self._link()]
        while self.take("="):
            if self.take("cases"):
                return self._with_chain(self.environment("end", left), formulas, places)
            places.append(self._line_of(self.at))
            formulas.append(self._link())
        self.for_all()
        condition = condition or self.suffix()
        *earlier, formula = formulas
        kept = [(part, place) for part, place in zip(earlier, places, strict=False) if part is not None]
        if formula is not None:
            kept.append((formula, places[-1]))
        if not kept:  # nothing on this line can be checked
            return []
        *before, (formula, _place) = kept
        lines = tuple(place for _part, place in kept)
        cases = [Case(formula, condition, left, tuple(part for part, _place in before), lines)]
        if isinstance(condition, Same) and self.word(ELSE):
            self.take(":", ",")
            cases.append(Case(self.sum(), "else", left, (), (self._line_of(self.at - 1),)))
        return self._going_on(cases, left) if isinstance(condition, Same) else cases

    def _going_on(self, cases: list[Case], left: Left | None) -> list[Case]:
        """What an equals sign behind cases says: a further case, the same case again, or all of them in one formula."""
        while self.take("="):
            place = self._line_of(self.at)
            if self.take("cases"):
                again = {case.condition: case for case in self.environment("end", left)}
                if len(again) != len(cases) or any(case.condition not in again for case in cases):
                    self.unexpected()
                cases = [self._next_link(case, again[case.condition]) for case in cases]
                continue
            case = Case(self.sum(), self.suffix(), left, (), (place,))
            last = cases[-1]
            if len(cases) == 1 and case.condition in (None, last.condition):
                cases = [self._next_link(last, case)]
            else:
                cases = [*cases, case]
        return cases

    def _next_link(self, before: Case, case: Case) -> Case:
        """A case that goes on with another formula for the same."""
        return replace(
            before, formula=case.formula, earlier=(*before.earlier, before.formula), lines=before.lines + case.lines
        )

    def _with_chain(self, cases: list[Case], formulas: list[Tree | None], places: list[int]) -> list[Case]:
        """Cases with what stands before them on the way."""
        kept = [(part, place) for part, place in zip(formulas, places, strict=False) if part is not None]
        before, lines = tuple(part for part, _place in kept), tuple(place for _part, place in kept)
        return [replace(case, earlier=before + case.earlier, lines=lines + case.lines) for case in cases]

    def _link(self) -> Tree | None:
        """One formula of a chain. One that is not the last may hold derivatives; nothing where they cannot be read."""
        stop = self._next_equals()
        if stop is None or not any(token.kind in ("∂", "∇") for token in self.tokens[self.at : stop]):
            return self.sum()
        depth, scope, start = self.depth, list(self.scope), self.at
        self.on_the_way = True
        try:
            found = self.sum()
            if self.at == stop:
                return found
        except InputError:  # more than a derivative: what cannot be checked is passed over
            self.depth, self.scope, self.sums, self.denominator = depth, scope, 0, False
        finally:
            self.on_the_way = False
        self.at = stop if start < stop else start
        return None

    def _next_equals(self) -> int | None:
        """Where the chain goes on."""
        depth = 0
        for at in range(self.at, len(self.tokens)):
            kind = self.tokens[at].kind
            depth += (kind in CLOSING) - (kind in CLOSING.values())
            if kind == ";" and self.tokens[at].text == "\n" and at + 1 < len(self.tokens):
                return at
            if kind in (";", "cases", "end", "word") or depth < 0 or (kind == "," and depth == 0):
                return None
            if kind == "=" and depth == 0:
                return at
        return None

    def _line_of(self, at: int) -> int:
        return self.text.count("\n", 0, self.tokens[min(at, len(self.tokens) - 1)].start) + 1

    def for_all(self) -> None:
        """Takes `, i, j = 1, …, C` and `for all i, j`, which say nothing new."""
        start, seen = self.at, 0
        self.take(",")
        quantified = self.word(IF)
        while (
            LETTER.fullmatch(self.peek().text)
            and self.peek().kind == "name"
            and (seen or quantified or self.at > start)
        ):
            self.next()
            seen += 1
            if not self.take(","):
                break
        ends = [self.peek(n).kind for n in range(6)]
        if seen and ends == ["=", "number", ",", "…", ",", "name"]:
            self.at += 6
        elif not (seen and quantified and ends[0] in ("", ";")):
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
            if not self.take(";", ",") and not self.word(AND):
                cases.extend(replace(case, left=case.left or left) for case in self.line())
                if len(cases) > MAX_CASES:
                    self.refuse(_("more than {n} cases").format(n=MAX_CASES))
                if self.peek().kind not in (closing, ";", ",") and self.peek().text != AND:
                    self.expect(closing)
                    break
        if not cases:
            self.unexpected()
        return cases


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
