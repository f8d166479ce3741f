"""Reads indices: `_i`, `_{ij}`, `[i][j]`, `[i = j]`."""

import re

from nncli.formula.cursor import Cursor
from nncli.formula.leaves import Same
from nncli.formula.tokens import Token
from nncli.formula.tree import LAST, Index
from nncli.words import _

CLOSING = {"(": ")", "[": "]", "{": "}"}
MAX_INDEX = 99
LETTER = re.compile(r"[a-z]'*")
_LETTERS = re.compile(r"[A-Za-z]'*|[1-9]")


class Indices(Cursor):
    """Reads indices."""

    def relation(self, at: int = 0) -> Same | None:
        """`i = j` or `i ≠ j` if it begins `at` tokens from here; takes nothing."""
        left, sign, right = (self.peek(at + n) for n in range(3))
        if sign.kind not in ("=", "!="):
            return None
        ends = [index_in(token) for token in (left, right)]
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
            while (index := index_in(self.peek())) is not None:
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

    def delta(self, token: Token) -> Same:
        """δ_ij, δ_{ij}, δ(i, j), δ[i = j]; and δ_i^j, δ^i_j, δ^{ij}."""
        if self.peek().kind in ("_", "^") and (both := self._above_and_below()):
            return Same(both[0], both[1])
        found = self.lowered() if self.peek().kind == "_" else self.bracketed_relation() or self.bracketed_indices()
        if isinstance(found, Same):
            return found
        if isinstance(found, tuple) and len(found) == 1:
            found = two_digits(found)
        if isinstance(found, str) or len(found) != 2:
            self.refuse(_("δ takes two indices, as in δ_ij"), token)
        return Same(*found)

    def _above_and_below(self) -> tuple[Index, ...]:
        """The indices of δ_i^j, δ^i_j, δ^{ij}; nothing is taken where they stand otherwise."""
        start, found = self.at, list[Index]()
        for _side in range(2):
            if not self.take("_", "^"):
                break
            opened = self.take("{", "(")
            while (index := index_in(self.peek())) is not None or self.peek().text in ("ij", "kl", "jk", "ki", "kj"):
                token = self.next()
                found += [index] if index is not None else list(token.text)
                self.take(",")
            if opened and not self.take(CLOSING[opened.kind]):
                found = []
                break
        if len(found) != 2 or (
            self.tokens[start].kind == "_" and not any(t.kind == "^" for t in self.tokens[start : self.at])
        ):
            self.at = start
            return ()
        return tuple(found)


def index_in(token: Token) -> Index | None:
    """The index that a token spells: a small letter, a number from 1, or C."""
    if token.kind == "number" and token.text.isdigit() and 1 <= int(token.text) <= MAX_INDEX:
        return int(token.text)
    if token.kind == "name" and (token.text == LAST or LETTER.fullmatch(token.text)):
        return token.text
    return None


def two_digits(indices: tuple[Index, ...]) -> tuple[Index, ...]:
    """A_{12} is the component 1, 2; nothing where the index is no number of two digits."""
    number = indices[0]
    return divmod(number, 10) if isinstance(number, int) and number > 9 and number % 10 else ()
