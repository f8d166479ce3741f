"""Reads what stands left of the equals sign: ∂s_i/∂x_j, ∇s_i, J_ij, f(x), or the function itself."""

import re
from dataclasses import replace

from nncli.errors import InputError
from nncli.formula.answer import Left
from nncli.formula.cursor import Vocabulary
from nncli.formula.indices import CLOSING
from nncli.formula.reader import Reader
from nncli.formula.tokens import CONSTANTS, Token
from nncli.formula.tree import Component, Tree
from nncli.words import _


class LeftReader(Reader):
    """Reads left sides."""

    def left(self) -> Left | None:
        """What stands left of the first equals sign, and the sign."""
        stop = self._equals()
        if stop is None:
            return None
        self.tokens[self.at : stop] = _with_signs_of_derivatives(self.tokens[self.at : stop], self.names)
        stop = self._equals() or stop
        left = self._derivative() if self._starts_derivative() else self._name_alone(stop)
        if left is None:  # a formula: what it is said to equal is held against it
            return None
        if self.at != stop:
            self.unexpected()
        self.next()
        return self._on_the_way(left)

    def _on_the_way(self, left: Left) -> Left:
        """Skips steps of the chain rule, `= 1/s_i · ∂s_i/∂x_j =`: derivatives are not computed here."""
        while stop := self._equals():
            if not any(token.kind in ("∂", "∇") for token in self.tokens[self.at : stop]):
                break
            start, depth, scope = self.at, self.depth, list(self.scope)
            try:
                if self._starts_derivative() and not left.derivative and (again := self.left()):
                    return again
            except InputError:  # more than a derivative
                self.depth, self.scope, self.sums, self.denominator = depth, scope, 0, False
            self.at = start
            self.at = (self._equals() or stop) + 1
        return left

    def _starts_derivative(self) -> bool:
        return self.peek().kind in ("∂", "∇") or (self.peek().kind == "frac" and self.peek(2).kind == "∂")

    def _equals(self) -> int | None:
        """Where the equals sign is that has the name of the answer on its left."""
        depth = 0
        for at in range(self.at, len(self.tokens)):
            kind = self.tokens[at].kind
            depth += (kind in CLOSING) - (kind in CLOSING.values())
            if kind in (";", ":", "cases", "end", "word"):
                return None
            if kind == "=" and depth == 0 and at > self.at and not self._is_condition(at):
                return at
        return None

    def _is_condition(self, at: int) -> bool:
        """Whether the equals sign at `at` is one of `…, i = j` or of `Σ_k=1`."""
        before = [self.tokens[at - n].kind if at - n >= self.at else "" for n in (2, 3)]
        if before[0] == "_":
            return before[1] == "Σ" or (before[1] == "name" and self.tokens[at - 3].text in ("sum", "max", "min"))
        return before[0] in (",", ")") and self.relation(at - 1 - self.at) is not None

    def _name_alone(self, stop: int) -> Left | None:
        """J, J_ij, f(x), y_i: a name that has no meaning of its own."""
        token, start = self.peek(), self.at
        is_function = self.names.function(token.text) is not None and self.peek(1).kind in ("_", "=")
        if token.kind != "name" or (token.text in self.names.words and not is_function):
            return None
        self.next()
        self._skip_argument(stop)
        found = self.lowered() if self.peek().kind == "_" else self.bracketed_indices()
        self._skip_argument(stop)
        if self.at != stop or not isinstance(found, tuple) or len(found) > 2:
            self.at = start
            return None
        row, column = (*(index if isinstance(index, str) else "" for index in found), "", "")[:2]
        return Left(None, token.text, row, column)

    def _skip_argument(self, stop: int) -> None:
        """The (x) of f(x); but J(i, j) has indices."""
        start, pair = self.at, self.bracketed_indices()
        if len(pair) == 2:
            self.at = start
        elif self.peek().kind == "(" or pair:
            self.at = start
            while self.at < stop and not self.take(")"):
                self.next()

    def _derivative(self) -> Left:
        """∂s_i/∂x_j, \\frac{∂s_i}{∂x_j}, ∂/∂x_j s_i, ∂_j s_i, ∇s_i."""
        if self.take("∇"):
            variable = self._variable() if self.take("_") else ""
            return replace(self._differentiated(), derivative=True, variable="" if not variable else variable[0])
        above = None
        fraction = self.take("frac")
        if fraction:
            self.expect("{")
        self.expect("∂")
        if self.peek().kind not in ("/", "}"):
            above = self._differentiated()
        if fraction:
            self.expect("}")
            self.expect("{")
        else:
            self.expect("/")
        self.expect("∂")
        variable = self._variable()
        if fraction:
            self.expect("}")
        above = above or self._differentiated()
        return replace(above, column=variable[1], derivative=True, variable=variable[0])

    def _variable(self) -> tuple[str, str]:
        """x_j: its name and its index."""
        token = self.next()
        symbol = self.names.find(token.text) if token.kind == "name" else None
        if symbol is None:
            self.refuse(_("the variable of the derivative is expected here"), token)
        found = self.lowered() if self.peek().kind == "_" else self.bracketed_indices()
        if not isinstance(found, tuple) or len(found) > 1:
            self.refuse(_("the variable of the derivative has one index"), token)
        if self.is_transposed(0):  # ∂s/∂xᵀ is a way to write the Jacobian
            self.take("^")
            opened = self.take("{")
            self.next()
            if opened:
                self.expect("}")
        return symbol.name, found[0] if found and isinstance(found[0], str) else ""

    def _differentiated(self) -> Left:
        """s_i, log s_i, softmax(x)_i; or a name that only the left side knows."""
        token = self.peek()
        if token.kind == "name" and token.text not in self.names.words:
            self.next()
            found = self.lowered() if self.peek().kind == "_" else ()
            row = found[0] if isinstance(found, tuple) and found and isinstance(found[0], str) else ""
            return Left(None, token.text, row)
        return _of_function(self.power())


def _of_function(tree: Tree) -> Left:
    free = tree.free()
    row = next(iter(free)) if len(free) == 1 else ""
    column = ""
    if isinstance(tree, Component) and len(tree.indices) == 2:
        row, column = (index if isinstance(index, str) else "" for index in tree.indices)
    return Left(tree, row=row, column=column)


def _with_signs_of_derivatives(tokens: list[Token], names: Vocabulary) -> list[Token]:
    """On the left side `ds_i/dx_j` is ∂s_i/∂x_j."""
    found: list[Token] = []
    for token in tokens:
        name = token.text
        if token.kind != "name" or name in names.words or not name.startswith("d"):
            found.append(token)
        elif name == "d":
            found.append(token._replace(kind="∂"))
        elif name[1:] in names.words - CONSTANTS or re.fullmatch(r"[a-zA-Z]", name[1:]):
            found += [
                token._replace(kind="∂", end=token.start + 1),
                token._replace(text=name[1:], start=token.start + 1),
            ]
        else:
            found.append(token)
    return found
