"""Reads the smallest parts: numbers, names, brackets, fractions, and what stands at a name's shoulders."""

import re
from fractions import Fraction
from typing import NoReturn

from nncli.formula.functions import EXP, FUNCTIONS
from nncli.formula.indices import CLOSING, index_in, two_digits
from nncli.formula.leaves import Basis, Count, Number, Same, Symbol
from nncli.formula.meaning import IDENTITY, ONES, apply, component, divide, power, transposed
from nncli.formula.tokens import Token
from nncli.formula.tree import LAST, MATRIX, Component, Index, Negative, Tree
from nncli.formula.written_out import WrittenOut
from nncli.words import _

MAX_SHOWN = 20
# What a function's argument is called, where it is called nothing else.
_INPUTS = frozenset({"z", "u", "v", "h", "o", "a", "θ", "η"})
_MAX_SHOULDERS = 4  # an index, a power, a transpose, an index


class Atoms(WrittenOut):
    """Reads what is no sum, no product (those are `reader`'s) and no call."""

    def power(self) -> Tree:
        """An atom with its index, its power, its transpose."""
        self.count()
        start = self.peek()
        result = self.atom()
        for _shoulder in range(_MAX_SHOULDERS):
            token = self.peek()
            if self.take("⊤"):
                result = self.meant(token, transposed, result)
            elif token.kind == "_":
                result = self._indexed(result, token)
            elif token.kind == "[" and token.start == self.last_end() and start.kind == "name" and any(result.shape):
                found, cut = self.bracketed_indices(), self.sliced(result)
                if cut is not None:
                    result = cut
                elif not found:
                    break
                elif result == IDENTITY and len(found) == 1 and found[0] != LAST:
                    result = Basis(found[0])  # the i-th row of eye(C)
                else:
                    result = self.meant(token, component, result, found)
            elif token.kind == "(" and start.kind == "name" and (argument := self._argument(result, token)):
                result = argument
            elif token.kind == "method":
                result = self.method(result, self.next())
            elif self.take("^"):
                result = self._raised(result, token)
            else:
                break
        return result

    def _argument(self, base: Tree, token: Token) -> Tree | None:
        """`s(x)` is s, and `s(x_i)` its component: the brackets behind a vector hold what it is a function of."""
        vector = base.base if isinstance(base, Component) else base
        if not isinstance(vector, Symbol) or not any(vector.shape) or token.start != self.last_end():
            return None
        name, after = self.peek(1), self.peek(2)
        symbol = self.names.find(name.text) if name.kind == "name" else None
        if symbol is None and name.text in _INPUTS and after.kind == ")" and base is vector:  # σ(z)
            self.unknown(_("we do not know what '{name}' is").format(name=name.text), name, role="variable")
        if symbol is None or not self.names.is_variable(symbol.name) or self.names.is_variable(vector.name):
            return None
        if after.kind == ")":
            self.at += 3
            return base
        start = self.at
        self.at += 2
        found = self.lowered() if after.kind == "_" and base is vector else ()
        if isinstance(found, tuple) and len(found) == 1 and self.take(")"):
            return self.meant(token, component, base, found)
        self.at = start
        return None

    def last_end(self) -> int:
        """Where the token before this one ends."""
        return self.tokens[self.at - 1].end if self.at else 0

    def _indexed(self, base: Tree, token: Token) -> Tree:
        found = self.lowered()
        if base.shape == MATRIX and isinstance(found, tuple) and len(found) == 1:
            found = two_digits(found) or (*found, *self._second_index())
        if isinstance(found, Same):
            if base in (Number(Fraction(1)), ONES, IDENTITY):
                return found
            self.refuse(_("an index is expected here: a letter or a whole number"), token)
        if isinstance(found, str):
            named = self.names.find(f"{base.name}_{found}") if isinstance(base, Symbol) else None
            return named or self.meant(token, apply, FUNCTIONS[found], [base], frozenset(self.scope))
        if not found:
            self.refuse(_("an index is expected here: a letter or a whole number"), token)
        return self.meant(token, component, base, found)

    def _second_index(self) -> tuple[Index, ...]:
        """The j of A_ij, written without braces."""
        token = self.peek()
        index = index_in(token)
        if index is None or token.kind != "name" or token.start != self.last_end():
            return ()
        self.next()
        return (index,)

    def _raised(self, base: Tree, at: Token) -> Tree:
        """What follows ^ : a transpose, or a small whole power."""
        opened = self.take("{", "(")
        closing = CLOSING[opened.kind] if opened else ""
        sign = self.peek()
        if sign.kind == "⊤" or (sign.kind == "name" and sign.text == "T" and not self.names.find("T")):
            self.next()
            result = self.meant(at, transposed, base)
        else:
            minus = self.take("-")
            number = self.peek()
            if number.kind != "number" or not number.text.isdigit():
                self.refuse(_("a power is a small whole number here; e is raised to any formula"), number)
            self.next()
            exponent = int(number.text)
            result = self.meant(number, power, base, -exponent if minus else exponent)
        if closing:
            self.expect(closing)
        if self.peek().kind == "^":
            self.refuse(_("a power of a power needs brackets"))
        return result

    def atom(self) -> Tree:
        """The smallest part."""
        token = self.peek()
        if token.kind in CLOSING:
            return self.bracketed_relation() or self.group()
        if self.on_the_way and self.starts_derivative():
            return self.derived()
        if token.kind not in ("number", "name", "frac", "sqrt", "Σ", "𝟏", "matrix"):
            self.unexpected()
        self.next()
        match token.kind:
            case "number":
                return Number(Fraction(token.text))
            case "frac":
                above = self._part()
                return self.meant(token, divide, above, self._part())
            case "sqrt":
                return self.call("sqrt", token)
            case "Σ":
                return self.over(token)
            case "matrix":
                return self.matrix(token)
            case "𝟏":
                return self.bracketed_relation() or self._sized(ONES)
        return self._name(token)

    def group(self) -> Tree:
        """What stands in brackets: a sum, a choice, or a vector written out."""
        opened = self.next()
        result = self.sum()
        if self.is_choice():
            result = self.choice(result, self.next())
        elif self.peek().kind == "," and self.goes_on(CLOSING[opened.kind]):
            return self.listed(result, opened)
        self.expect(CLOSING[opened.kind])
        return result

    def _part(self) -> Tree:
        """What a \\frac takes: a group, or one letter or digit."""
        token = self.peek()
        if token.kind == "{":
            return self.group()
        if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
            self.tokens[self.at] = token._replace(text=token.text[1:], start=token.start + 1)
            return Number(Fraction(token.text[0]))
        self.deeper()
        result = self.power()
        self.shallower()
        return result

    def _name(self, token: Token) -> Tree:
        """A symbol of the question or the sheet, a function, or one of our constants."""
        symbol = self.names.find(token.text)
        if symbol:
            return symbol
        function = self.names.function(token.text)
        if function:
            return self.call(function, token)
        match token.text:
            case "e":
                return self._euler()
            case "vector" | "matrix" if self.peek().kind == "_":
                return self.put_together(token)
            case "C":
                return Count()
            case "I":
                return self.bracketed_relation() or self._sized(IDENTITY)
            case "δ":
                return self.delta(token)
        return self._unknown(token)

    def _sized(self, unit: Tree) -> Tree:
        """`ones(C)` is 𝟏, whatever letter the size has; `ones((C, 1))` too."""
        if (
            unit == ONES
            and self.peek().kind == "("
            and self.peek(1).kind == "("
            and self.peek().start == self.last_end()
        ):
            self.skip_size()
            return unit
        opened, size, closed = (self.peek(n) for n in range(3))
        close = (opened.kind, closed.kind) == ("(", ")") and opened.start == self.last_end()
        if close and size.kind == "name" and (size.text == LAST or not self.names.find(size.text)):
            self.at += 3
        return unit

    def _euler(self) -> Tree:
        """e^…, the basis vector e_i, or e itself."""
        if self.peek().kind == "_":
            at = self.peek()
            found = self.lowered()
            if not isinstance(found, tuple) or len(found) != 1:
                self.refuse(_("e_i is a vector with one index"), at)
            return Basis(found[0])
        if not self.take("^"):
            return EXP(Number(Fraction(1)))
        self.deeper()
        minus = None if self.peek().kind in CLOSING else self.take("-")
        if self.peek().kind in CLOSING:
            exponent = self.group()
        else:
            exponent = self.atom()
            if self.peek().kind == "_":
                exponent = self._indexed(exponent, self.peek())
        if self.peek().kind == "^":
            self.refuse(_("a power of a power needs brackets"))
        self.shallower()
        return EXP(Negative(exponent) if minus else exponent)

    def _unknown(self, token: Token) -> NoReturn:
        if token.text in self.scope:
            self.refuse(_("'{name}' is an index and no number").format(name=token.text), token)
        base, index, name = token.text[:1], token.text[1:], token.text[:MAX_SHOWN]
        help = _("declare it under let:, as in let: {{{name}: …}}").format(name=name)
        if re.fullmatch(r"[a-z]", index) and (symbol := self.names.find(base)) and any(symbol.shape):
            help = _("did you mean '{name}'?").format(name=f"{base}_{index}")
        elif self.names.find(token.text.lower()):
            help = _("did you mean '{name}'?").format(name=token.text.lower())
        message = _("we do not know what '{name}' is").format(name=name)
        self.unknown(message, token, help)
