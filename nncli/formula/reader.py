"""Reads a formula: sums of products of powers, with the products that mathematicians write without a sign.

    sum      = ["-"] product {("+" | "-") product}
    product  = factor {["*" | "/" | "⊙" | "⊗"] factor}
    factor   = {"-"} power
    power    = atom {index | "^" whole number | "^T"}

A Σ takes the product behind it as far as its index stands in it; in a denominator the rest stays outside.
"""

from functools import partial

from nncli.formula.broadcasting import added, multiplied
from nncli.formula.code import Code
from nncli.formula.cursor import MAX_DIVISIONS
from nncli.formula.functions import EXP, TOTAL
from nncli.formula.indices import CLOSING
from nncli.formula.leaves import Number
from nncli.formula.meaning import apply, divide, elementwise, index_of, outer, times, with_ones
from nncli.formula.series import total
from nncli.formula.tokens import Token
from nncli.formula.tree import COLUMN, SCALAR, Elementwise, Negative, Over, Product, Quotient, Tree
from nncli.words import _

# Within each other, and while it is still open how far each reaches: Σ a · Σ b · Σ c · Σ d is a product.
MAX_SUMS, MAX_OPEN = 3, 6


class Reader(Code):
    """Reads sums and products."""

    denominator = False  # whether the next factor stands under a slash
    divisions = 0
    _bare_sums: bool | None = None
    sums = 0  # how many Σ stand around this place

    def sum(self) -> Tree:
        """Terms with + or − between them."""
        self.deeper()
        start, under = self.peek(), self.denominator
        self.denominator = False
        sign = self.take("-", "+")
        first = self.product()
        terms = [Negative(first) if sign and sign.kind == "-" else first]
        while sign := self.take("+", "-"):
            if sign.kind == "+" and (dots := self.take("…")):
                self.expect("+")
                terms = [self.meant(dots, total, terms, self.product())]
                continue
            term = self.product()
            terms.append(Negative(term) if sign.kind == "-" else term)
        self.denominator = under
        self.shallower()
        return self.meant(start, added, terms, self.is_standing, flat=self.is_flat())

    def product(self) -> Tree:
        """Factors, with or without a sign between them, from left to right."""
        result, growing = self.factor(), False
        while step := self.step(result, growing):
            self.nested(step[0], growing)
            result, _factor, growing = step
        return with_ones(result)

    def nested(self, result: Tree, growing: bool) -> None:
        """Counts what makes a tree deep without any bracket: a/b/c/d/…"""
        if not (growing and isinstance(result, Product)):
            self.divisions += isinstance(result, Quotient | Elementwise)
        if self.divisions > MAX_DIVISIONS:
            self.refuse(_("this formula is too long-winded to be read"), code="formula-too-large")

    def step(self, before: Tree, growing: bool) -> tuple[Tree, Tree, bool] | None:
        """One more factor: the product with it, the factor, and whether the product can grow on."""
        token = self.peek()
        if self.take("/"):
            below = self._under_slash(before)
            return self.meant(token, divide, before, below), below, False
        if self.take("⊙", "⊗"):
            factor = self.factor()
            build = elementwise if token.kind == "⊙" else outer
            return self.meant(token, build, before, factor), factor, False
        star = self.take("*")
        if not star and not self.starts_factor():
            return None
        factor = self.factor()
        if star and star.text == "*":
            build = partial(multiplied, standing=self.is_standing, flat=self.is_flat(), growing=growing)
            return self.meant(token, build, before, factor), factor, True
        return self.meant(token, times, before, factor, growing=growing), factor, True

    def _under_slash(self, above: Tree) -> Tree:
        """What stands under a slash.

        In `a/b c` c may stand there too or not; in `a/b (c)`, `a/(b)c`, `1/2 c` it does not.
        """
        under, self.denominator = self.denominator, True
        result = self.factor()
        self.denominator = under
        numbers = isinstance(above, Number) and isinstance(result, Number)
        before, token = self.tokens[self.at - 1], self.peek()
        apart = before.kind in CLOSING.values() or (token.kind in ("(", "[") and token.start > before.end)
        if not numbers and not apart and self.starts_factor():
            self.ambiguous = True
            growing = False
            while self.tight and self.starts_factor():
                token = self.peek()
                result = self.meant(token, times, result, self.factor(), growing=growing)
                growing = True
        return result

    def factor(self) -> Tree:
        """A power with its sign; −x² is −(x²)."""
        minus = False
        while sign := self.take("-", "+"):
            self.steps += 1
            minus ^= sign.kind == "-"
        result = self.power()
        return Negative(result) if minus else result

    def over(self, token: Token) -> Tree:
        """Σ_k …, max_k …, min_k …; `token` is the sign."""
        if token.kind == "Σ" and self._is_a_name():
            return TOTAL(EXP(self._summed_up()))
        kind = "sum" if token.kind == "Σ" else token.text
        self.sums += 1
        too_many = _("more than {n} sums within each other").format(n=MAX_SUMS)
        if self.sums > MAX_OPEN:
            self.refuse(too_many, token, code="formula-too-large")
        found = self.range()
        outside = found.index in self.scope
        if found.index:
            self.scope.append(found.index)
        if token.kind != "Σ":
            body = self._bracketed() if self.peek().kind in CLOSING else self.power()
            index = found.index
        else:
            body, index = self._summed(token, found.index, outside)
        if found.index:
            self.scope.pop()
        self.sums -= 1
        if _sums_in(body) >= MAX_SUMS:
            self.refuse(too_many, token, code="formula-too-large")
        if not index:
            if body.shape != SCALAR:
                return self.meant(token, apply, TOTAL, [body], frozenset(self.scope))
            index = self.meant(token, index_of, body, frozenset(self.scope), "Σ" if kind == "sum" else kind)
        return Over(kind, index, body, found.lower, found.upper, found.without)  # type: ignore[arg-type]

    def _is_a_name(self) -> bool:
        """Whether Σ is short for Σ_k exp(x_k): where in one place of the text nothing stands behind it to add."""
        if self.names.variable is None or self.peek().kind in ("_", "name", "frac", "(", "{", "[", "number"):
            return False
        if self._bare_sums is None:
            self._bare_sums = any(one.kind == "Σ" and self._adds_nothing(at + 1) for at, one in enumerate(self.tokens))
        return self._bare_sums

    def _summed_up(self) -> Tree:
        """The vector whose exponentials stand around such a Σ, by the name that they have there."""
        assert self.names.variable is not None
        for at, token in enumerate(self.tokens[:-2]):
            behind = self.tokens[at + 1 + (self.tokens[at + 2].kind == "{")]
            if token.text in ("e", "exp") and behind.kind in ("^", "(", "{"):
                name = self.tokens[self.tokens.index(behind, at) + 1] if behind is not self.tokens[-1] else behind
                symbol = self.names.find(name.text) if name.kind == "name" else None
                if symbol is not None and symbol.shape == COLUMN:
                    return symbol
        return self.names.variable

    def _adds_nothing(self, at: int) -> bool:
        kinds = [token.kind for token in self.tokens[at : at + 4]] + [""] * 4
        if kinds[0] == "^":  # Σ², which is no end of a sum
            behind = kinds[4 - 1] if kinds[1] == "{" else kinds[2]
            kinds = ["" if behind == "}" and kinds[1] == "{" else behind]
        return kinds[0] in ("", ")", "]", "}", "/", ";", ",")

    def _bracketed(self) -> Tree:
        opened = self.next()
        under, self.denominator = self.denominator, False
        body = self.sum()
        self.denominator = under
        self.expect(CLOSING[opened.kind])
        return body

    def _summed(self, token: Token, index: str, outside: bool) -> tuple[Tree, str]:
        """The product behind Σ as far as it belongs to the sum, and the index."""
        under, self.denominator = self.denominator, False
        result, growing = self.factor(), False
        if not index and result.shape == SCALAR:
            index = self.meant(token, index_of, result, frozenset(self.scope), "Σ")
            outside = index in self.scope
        stops = [(self.at, result)]
        while step := self.step(result, growing):
            self.nested(step[0], growing)
            result, factor, growing = step
            if index in factor.free():
                stops.append((self.at, result))
        self.denominator = under
        if index not in stops[0][1].free() and len(stops) > 1:
            stops.pop(0)
        chosen = stops[-1]
        if under and outside and len(stops) > 1:
            # `e^{x_i}/Σ_j e^{x_j} * …`: who writes a sign there ends the denominator; without one it can be either.
            signed = self.tokens[stops[0][0]].kind in ("*", "/", "⊙", "⊗")
            self.ambiguous |= not signed
            chosen = stops[-1] if self.tight and not signed else stops[0]
        self.at, body = chosen
        return body, index


def _sums_in(tree: Tree) -> int:
    """How many sums stand within each other."""
    return isinstance(tree, Over) + max((_sums_in(child) for child in tree.children()), default=0)
