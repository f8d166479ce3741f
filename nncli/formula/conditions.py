"""Reads where a formula holds: `i = j:` before it, `(i ≠ j)` or `otherwise` behind it, in English or Chinese."""

from nncli.formula.answer import Condition
from nncli.formula.leaves import Same
from nncli.formula.left import LeftReader
from nncli.formula.tokens import ELSE, IF, THEN


class Conditions(LeftReader):
    """Reads conditions."""

    def word(self, *words: str) -> bool:
        """Takes one of these words if it is next; one that is said twice is one."""
        start = self.at
        while self.peek().kind == "word" and self.peek().text in words:
            self.at += 1
        return self.at > start

    def prefix(self) -> Condition | None:
        """`i = j:`, `if i = j then`, `当 i = j 时，`, `otherwise:`; nothing is taken if none is next."""
        start = self.at
        if self.peek().kind == "(" and self.peek(1).kind == "number" and self.peek(2).kind == ")" and self.relation(3):
            self.at += 3  # (1) i = j: …
        said = self.word(IF)
        relation = self.condition()
        if relation:
            sure = self.several and {relation.left, relation.right} == set(self.names.indices)
            while self.take(":", ",") or self.word(THEN):
                said = True
            if said or (sure and self.peek().kind not in ("*", "/", "^", "_", "=")):
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
        relation = self.condition()
        if relation:
            self.word(THEN)
            if self.peek().kind != ":":
                return relation
        self.at = start
        opened = None
        while self.take(","):
            pass
        if self.peek().kind == "(" and self.peek(1).kind == "word" and self.peek(1).text == ELSE:
            opened = self.next()
        if self.word(ELSE) and (opened or self.peek().kind not in (":", ",", "name", "(", "number", "-")):
            if opened:
                self.expect(")")
            return "else"
        self.at = start
        return None

    def condition(self) -> Same | None:
        """`i = j`, with or without brackets; `(if i = j)`."""
        start = self.at
        opened = self.take("(") if self.peek(1).kind == "word" and self.peek(1).text == IF else None
        if opened:
            self.word(IF)
        relation = self.bracketed_relation()
        if relation is None and (relation := self.relation()):
            self.at += 3
        if opened:
            self.word(THEN)
            if relation is None or not self.take(")"):
                self.at = start
                return None
        return relation
