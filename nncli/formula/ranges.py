"""Reads what a sum runs over: what stands below and above a Σ."""

import re
from dataclasses import dataclass

from nncli.formula.indices import CLOSING, LETTER, MAX_INDEX, Indices, index_in
from nncli.formula.tree import FIRST_BOUND, LAST, LAST_BOUND, Bound, Index
from nncli.words import _


@dataclass(slots=True)
class Range:
    """What a sum runs over; without an index it is to be found in the body."""

    index: str = ""
    lower: Bound = FIRST_BOUND
    upper: Bound = LAST_BOUND
    without: tuple[Index, ...] = ()


class Ranges(Indices):
    """Reads ranges."""

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
        """`k`, `k=1`, `k≠i`, `k=1,k≠i`, `k=1,…,C`, `1≤k≤C`."""
        if self.peek(1).kind == "≤":
            found.lower = self._bound(ends=False)
            self.expect("≤")
        found.index = self._letter()
        if self.take("="):
            found.lower = self._bound(ends=False)
        elif self.take("≤"):
            found.upper = self._bound()
        while inside and (sign := self.take(",", ":", "!=")):
            if self.take("…"):
                self.take(",")
                found.upper = self._bound()
                continue
            if sign.kind != "!=":
                if self.peek().text != found.index:
                    self.refuse(_("the index of the sum is expected here, as in Σ_k"))
                self.next()
                self.expect("!=")
            other = index_in(self.peek())
            if other is None:
                self.refuse(_("an index is expected here: a letter or a whole number"))
            self.next()
            found.without = (*found.without, other)

    def _letter(self) -> str:
        token = self.next()
        if token.kind != "name" or not LETTER.fullmatch(token.text):
            self.refuse(_("the index of the sum is expected here, as in Σ_k"), token)
        return token.text

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
