"""Reads what stands left of the equals sign: ∂s_i/∂x_j, ∇s_i, J_ij, f(x), or the function itself."""

from dataclasses import replace

from nncli.errors import InputError
from nncli.formula.answer import Left
from nncli.formula.indices import CLOSING
from nncli.formula.reader import Reader
from nncli.formula.signs import with_signs_of_derivatives
from nncli.formula.tokens import Token
from nncli.formula.tree import LAST, Component, Derivative, Tree
from nncli.words import _


class LeftReader(Reader):
    """Reads left sides."""

    def left(self) -> Left | None:
        """What stands left of the first equals sign, and the sign."""
        stop = self.equals()
        if stop is None:
            return None
        self.tokens[self.at : stop] = with_signs_of_derivatives(self.tokens[self.at : stop], self.names)
        stop = self.equals() or stop
        starts = self.starts_derivative() or self._is_operator()
        left = self._derivative() if starts else self._name_alone(stop)
        if left is None:  # a formula: what it is said to equal is held against it
            return None
        if self.at != stop:
            self.unexpected()
        self.next()
        return left if left.derivative else self._said_again() or left

    def _said_again(self) -> Left | None:
        """The ∂s/∂x of `J = ∂s/∂x = …`, which says more than J does."""
        if not self.starts_derivative():
            return None
        start, depth, scope = self.at, self.depth, list(self.scope)
        try:
            return self.left()
        except InputError:  # more than a derivative
            self.at, self.depth, self.scope, self.sums, self.denominator = start, depth, scope, 0, False
            return None

    def _is_operator(self) -> bool:
        """D_j s_i."""
        token = self.peek()
        return token.text == "D" and not self.names.find("D") and self.peek(1).kind == "_"

    def equals(self) -> int | None:
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
        """J, J_ij, f(x), y_i, s': a name that has no meaning of its own."""
        token, start = self.peek(), self.at
        is_function = self.names.function(token.text) is not None and self.peek(1).kind in ("_", "=")
        is_prime = self.peek(1).kind == "⊤" and self.peek(1).text == "'"
        if token.kind != "name" or (token.text in self.names.words and not is_function and not is_prime):
            return None
        self.next()
        if is_prime:
            self.next()
        self._skip_argument(stop)
        if self.peek().kind == "_" and self.peek(1).kind == "{" and self.names.function(self.peek(2).text):
            self.at += 4  # J_{softmax}
        found = self.lowered() if self.peek().kind == "_" else self.bracketed_indices()
        self._skip_argument(stop)
        if token.text in ("J", "D") and self.peek().kind == "name" and self.at + 1 == stop:  # J_x s
            self.next()
            found = ()
        if self.at != stop or not isinstance(found, tuple) or len(found) > 2:
            self.at = start
            return None
        row, column = (*(index if isinstance(index, str) else "" for index in found), "", "")[:2]
        return Left(None, token.text + "'" * is_prime, row, column)

    def _skip_argument(self, stop: int) -> None:
        """The (x) of f(x); but J(i, j) has indices."""
        start, pair = self.at, self.bracketed_indices()
        if len(pair) == 2:
            self.at = start
        elif self.peek().kind == "(" or pair:
            self.at = start
            while self.at < stop and not self.take(")"):
                self.next()

    def derived(self) -> Tree:
        """A derivative on the way to the answer, which is computed as the rules give it."""
        token = self.peek()
        left = self._derivative()
        if left.function is None or not left.variable or not left.column:
            self.refuse(_("what is differentiated here is not known"), token)
        variable = left.variable
        if self.names.variable is not None and self.names.is_variable(variable):
            variable = self.names.variable.name  # o is x, and p depends on x
        return Derivative(left.function, variable, left.column)

    def _derivative(self) -> Left:
        """∂s_i/∂x_j, \\frac{∂s_i}{∂x_j}, ∂/∂x_j s_i, ∂_j s_i, D_j s_i, ∇s_i."""
        if self.take("∇"):
            variable = self._variable() if self.take("_") else ("", "")
            return replace(self._differentiated(), derivative=True, variable=variable[0])
        above = None
        fraction = self.take("frac")
        if fraction:
            self.expect("{")
        if not self.take("∂"):
            if not self._is_operator():
                self.expect("∂")
            self.next()
        if self.peek().kind == "_" and not fraction:
            self.next()
            variable = self._lowered_variable()
            return replace(self._differentiated(), column=variable[1], derivative=True, variable=variable[0])
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
        above = above or (Left(None) if self.peek().kind == "=" else self._differentiated())  # ∂/∂x_j = …
        return replace(above, column=variable[1], derivative=True, variable=variable[0])

    def _lowered_variable(self) -> tuple[str, str]:
        """∂_j and ∂_{x_j}."""
        opened = self.take("{")
        token = self.peek()
        symbol = self.names.find(token.text) if token.kind == "name" else None
        if symbol is not None:
            variable = self._variable()
        elif token.kind == "name" and len(token.text) == 1 and self.peek(1).kind == "_":
            self.unknown(_("the variable of the derivative is expected here"), token, role="variable")
        elif token.kind == "name" and len(token.text) == 1:
            self.next()
            variable = (self.names.variable.name if self.names.variable else ""), token.text
        else:
            self.refuse(_("the variable of the derivative is expected here"), token)
        if opened:
            self.expect("}")
        return variable

    def _variable(self) -> tuple[str, str]:
        """x_j, {x}_j, {x_j}: its name and its index."""
        opened = self.take("{", "(")
        token = self.next()
        symbol = self.names.find(token.text) if token.kind == "name" else None
        if symbol is None:
            message = _("the variable of the derivative is expected here")
            if token.kind == "name":
                self.unknown(message, token, role="variable")
            self.refuse(message, token)
        found = self.lowered() if self.peek().kind == "_" else self.bracketed_indices()
        if opened:
            self.expect(CLOSING[opened.kind])
            found = found or (self.lowered() if self.peek().kind == "_" else ())
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
        """s_i, {s_i}, log s_i, softmax(x)_i; or a name that only the left side knows."""
        opened = self.take("{") if self._is_name(self.peek(1)) else None
        token = self.peek()
        if self._is_name(token):
            self.next()
            found = self.lowered() if self.peek().kind == "_" else self.bracketed_indices()
            self._skip_known_argument()
            if self.peek().kind == "_":  # σ(x)_i: what stands in the brackets is no index
                found = self.lowered()
            if opened:
                self.expect("}")
            row = found[0] if isinstance(found, tuple) and found and isinstance(found[0], str) else ""
            return Left(None, token.text, row)
        if opened:
            self.at -= 1
        if self.peek().text == LAST and self.peek(1).kind in ("}", "/"):  # C may be the cost
            return Left(None, self.next().text)
        return _of_function(self.power())

    def _is_name(self, token: Token) -> bool:
        return token.kind == "name" and token.text not in self.names.words

    def _skip_known_argument(self) -> None:
        """The (x) of y_i(x), the (y, ŷ) of l(y, ŷ)."""
        at = 1
        while self.peek().kind == "(" and self.peek(at).kind == "name" and at < 6:
            if self.peek(at + 1).kind == ")":
                self.at += at + 2
                return
            if self.peek(at + 1).kind != ",":
                return
            at += 2


def _of_function(tree: Tree) -> Left:
    free = tree.free()
    row = next(iter(free)) if len(free) == 1 else ""
    column = ""
    if isinstance(tree, Component) and len(tree.indices) == 2:
        row, column = (index if isinstance(index, str) else "" for index in tree.indices)
    return Left(tree, row=row, column=column)
