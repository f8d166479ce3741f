"""Reads indices: `_i`, `_{ij}`, `[i][j]`, `[i = j]`, and what stands below and above a Σ."""

import re
from dataclasses import dataclass

from nncli.grade.formula.cursor import Cursor
from nncli.grade.formula.leaves import Same
from nncli.grade.formula.tokens import Token
from nncli.grade.formula.tree import FIRST_BOUND, LAST, LAST_BOUND, Bound, Index
from nncli.words import _

CLOSING = {"(": ")", "[": "]", "{": "}"}
MAX_INDEX = 99
_LETTER = re.compile(r"[a-z]'*")
_LETTERS = re.compile(r"[A-Za-z]'*|[1-9]")


@dataclass(slots=True)
class Range:
    """What a sum runs over; without an index it is to be found in the body."""

    index: str = ""
    lower: Bound = FIRST_BOUND
    upper: Bound = LAST_BOUND
    without: tuple[Index, ...] = ()


class Indices(Cursor):
    """Reads indices."""

    def relation(self, at: int = 0) -> Same | None:
        """`i = j` or `i ≠ j` if it begins `at` tokens from here; takes nothing."""
        left, sign, right = (self.peek(at + n) for n in range(3))
        if sign.kind not in ("=", "!="):
            return None
        ends = [_index(token) for token in (left, right)]
        if ends[0] is None or ends[1] is None or not isinstance(ends[0], str):
            return None
        return Same(ends[0], ends[1], sign.kind == "=")

    def bracketed_relation(self) -> Same | None:
        """Takes `[i = j]`, in any brackets or two pairs of them, if it is next; else nothing."""
        for pairs in (1, 2):
            opened = [self.peek(n).kind for n in range(pairs)]
            relation = self.relation(pairs) if all(kind in CLOSING for kind in opened) else None
            closed = [self.peek(pairs + 3 + n).kind for n in range(pairs)]
            if relation and closed == [CLOSING[kind] for kind in reversed(opened)]:
                self.at += 2 * pairs + 3
                return relation
        return None

    def bracketed_indices(self) -> tuple[Index, ...]:
        """Takes `[i]`, `[i, j]`, `[i][j]`, in square or round brackets, if that is next; else nothing."""
        found: list[Index] = []
        start = self.at
        while closing := CLOSING.get(self.peek().kind):
            before = self.at
            self.at += 1
            while (index := _index(self.peek())) is not None:
                self.at += 1
                found.append(index)
                if not self.take(","):
                    break
            if self.at == before + 1 or not self.take(closing):
                self.at = before
                break
        if not 1 <= len(found) <= 2 or self.at == start:
            self.at = start
            return ()
        return tuple(found)

    def lowered(self) -> "tuple[Index, ...] | Same | str":
        """What follows `_`: indices, a relation, or the words max and min."""
        self.expect("_")
        token = self.peek()
        if relation := self.bracketed_relation():
            return relation
        closing = CLOSING.get(token.kind)
        if not closing:
            return self._split(self.next())
        self.next()
        found: list[Index] = []
        while not self.take(closing):
            part = self._split(self.next())
            if isinstance(part, str):
                self.expect(closing)
                return part
            found.extend(part)
            self.take(",")
        return tuple(found)

    def _split(self, token: Token) -> tuple[Index, ...] | str:
        """`ij` is two indices."""
        if token.text in ("max", "min"):
            return token.text
        if token.kind == "number" and token.text.isdigit() and 1 <= int(token.text) <= MAX_INDEX:
            return (int(token.text),)
        if token.kind == "number":
            self.refuse(_("components count from 1"), token)
        letters = _LETTERS.findall(token.text)
        if token.kind != "name" or "".join(letters) != token.text or len(letters) > 2:
            self.refuse(_("an index is expected here: a letter or a whole number"), token)
        return tuple(int(letter) if letter.isdigit() else letter for letter in letters)

    def range(self) -> Range:
        """What stands below and above: `_k`, `_{k=1}^{C}`, `_{k≠i}`, `_k=1^C`."""
        found = Range()
        for _side in range(2):
            if self.take("_"):
                opened = self.take("{", "(", "[")
                self._below(found, bool(opened))
                if opened:
                    self.expect(CLOSING[opened.kind])
            if self.take("^"):
                opened = self.take("{", "(", "[")
                found.upper = self._bound()
                if opened:
                    self.expect(CLOSING[opened.kind])
        return found

    def _below(self, found: Range, inside: bool) -> None:
        token = self.next()
        if token.kind != "name" or not _LETTER.fullmatch(token.text):
            self.refuse(_("the index of the sum is expected here, as in Σ_k"), token)
        found.index = token.text
        if self.take("="):
            found.lower = self._bound(ends=False)
        while inside and (sign := self.take(",", ":", "!=")):
            if sign.kind != "!=":
                again = self.next()
                if again.text != found.index:
                    self.refuse(_("the index of the sum is expected here, as in Σ_k"), again)
                self.expect("!=")
            other = _index(self.peek())
            if other is None:
                self.refuse(_("an index is expected here: a letter or a whole number"))
            self.next()
            found.without = (*found.without, other)

    def _bound(self, *, ends: bool = True) -> Bound:
        """A whole number, or C with something added; where a sum ends at n, N or K, that is C."""
        token = self.next()
        if token.kind == "number" and token.text.isdigit() and int(token.text) <= MAX_INDEX:
            return int(token.text), False
        letter = token.kind == "name" and re.fullmatch(r"[A-Za-z]", token.text) and token.text not in self.scope
        if not letter or not (ends or token.text == LAST):
            self.refuse(_("a sum runs from and to a whole number or C"), token)
        sign = self.take("+", "-")
        if not sign:
            return 0, True
        step = self.next()
        if step.kind != "number" or not step.text.isdigit() or int(step.text) > MAX_INDEX:
            self.refuse(_("a sum runs from and to a whole number or C"), step)
        return (int(step.text) if sign.kind == "+" else -int(step.text)), True


def _index(token: Token) -> Index | None:
    """The index that a token spells: a small letter, a number from 1, or C."""
    if token.kind == "number" and token.text.isdigit() and 1 <= int(token.text) <= MAX_INDEX:
        return int(token.text)
    if token.kind == "name" and (token.text == LAST or _LETTER.fullmatch(token.text)):
        return token.text
    return None
