"""Reads vectors and matrices written out, with their dots: (−s_1, …, 1 − s_i, …, −s_C), and the matrices of LaTeX."""

from nncli.formula.indices import CLOSING
from nncli.formula.listing import listed_matrix, listed_vector
from nncli.formula.meaning import transposed
from nncli.formula.parts import Parts
from nncli.formula.tokens import Token
from nncli.formula.tree import Listed, Tree
from nncli.words import _


class WrittenOut(Parts):
    """Reads what is written out."""

    def goes_on(self, closing: str) -> bool:
        """Whether dots stand before the bracket closes."""
        for token in self.tokens[self.at :]:
            if token.kind in ("…", closing):
                return token.kind == "…"
        return False

    def listed(self, first: Tree, opened: Token) -> Tree:
        """(−s_1, …, 1 − s_i, …, −s_C)."""
        items: list[Tree | None] = [first]
        while self.take(",", ";"):
            items.append(None if self.take("…") else self.sum())
        self.expect(CLOSING[opened.kind])
        return self.meant(opened, listed_vector, items, self.scope, self._own_row())

    def matrix(self, opened: Token) -> Tree:
        """The rows of an environment, parted by ; and their parts by commas."""
        rows: list[list[Tree | None]] = [[]]
        while not self.take("end matrix"):
            if self.take(";"):
                rows.append([])
            elif self.take("…"):
                rows[-1].append(None)
            elif not self.take(","):
                rows[-1].append(self.sum())
                if self.peek().kind not in (",", ";", "end matrix", "…"):
                    self.expect("end matrix")
        rows = [row for row in rows if row]
        if all(len(row) == 1 for row in rows):
            return self.meant(opened, listed_vector, [row[0] for row in rows], self.scope, self._own_row())
        if len(rows) == 1:
            return self.meant(
                opened, transposed, self.meant(opened, listed_vector, rows[0], self.scope, self._own_row())
            )
        return self.meant(opened, listed_matrix, rows, self.scope)

    def _own_row(self) -> str:
        """The index of the function, where the answer has one: that of ∇s_i."""
        return self.names.indices[0] if len(self.names.indices) == 2 else ""  # a row and a column

    def put_together(self, token: Token) -> Tree:
        """vector_k(…) and matrix_kl(…), as they are written back."""
        found = self.lowered()
        if not isinstance(found, tuple) or not all(isinstance(index, str) for index in found):
            self.refuse(_("an index is expected here: a letter or a whole number"), token)
        letters = tuple(str(index) for index in found)
        if self.peek().kind not in CLOSING:
            self.refuse(_("'{name}' needs its argument in brackets behind it").format(name=token.text), token)
        self.scope.extend(letters)
        body = self.group()
        del self.scope[len(self.scope) - len(letters) :]
        return Listed(letters, body)
