"""Reads calls: `exp(…)`, `log s_i`, `max(x_1, …, x_C)`; and tells where a factor begins without a sign."""

from abc import abstractmethod

from nncli.errors import InputError
from nncli.formula.atoms import Atoms
from nncli.formula.functions import FUNCTIONS, Function
from nncli.formula.indices import CLOSING
from nncli.formula.meaning import apply, component, times
from nncli.formula.series import vector
from nncli.formula.tokens import Token, UnknownNameError
from nncli.formula.tree import Negative, Tree
from nncli.words import _

# How NumPy is told along which axis, which a vector has but one of.
_SETTINGS = frozenset({"axis", "dim", "keepdims", "keepdim", "dtype"})
# Behind the name of a function that stands for its value.
_NO_ARGUMENT = frozenset({"method", ",", ")", "-", "+", "*", ";", ""})


class Calls(Atoms):
    """Reads calls."""

    several = False  # whether there are several cases

    def call(self, name: str, token: Token) -> Tree:
        """A function with its arguments; `log s_i` and `max_k x_k` do without brackets."""
        next_one = self.peek().kind
        if name in ("sum", "max", "min") and next_one in ("_", "^", "name", "number", "frac", "Σ"):
            return self.over(token._replace(text=name))
        if name not in FUNCTIONS:
            made = self.program(name, token)
            assert made is not None  # whatever is in the table of names is read there or here
            return made
        function = FUNCTIONS[name]
        variable, is_whole = self.names.variable, function.takes == "vector" and function.gives == "same"
        if next_one == "[" and is_whole and variable and (indices := self.bracketed_indices()):  # Softmax[i]
            return self.meant(token, component, function(variable), indices)
        if function.name == "softmax" and variable and next_one in _NO_ARGUMENT and len(self.tokens) > 1:
            return function(variable)  # diag(softmax), softmax.T
        if next_one in CLOSING:
            return self.meant(token, apply, function, self._arguments(token), frozenset(self.scope))
        if next_one == "_" and function.gives == "same" and function.takes == "vector":
            found = self.lowered()
            whole = self._of_vector(function, token)
            if isinstance(found, tuple) and found:
                return self.meant(token, component, whole, found)
        if name == "log" and next_one == "_":
            self.refuse(_("log is the natural logarithm here; no other is read"), token)
        if function.takes != "any" or next_one in ("_", "^"):
            self.refuse(_("'{name}' needs its argument in brackets behind it").format(name=token.text), token)
        return self._bare(function, token)

    def _of_vector(self, function: Function, token: Token) -> Tree:
        """softmax_i(x); of the question's variable where that is left out, as in softmax_i (1 − softmax_i)."""
        start, variable = self.at, self.names.variable
        if variable is None or self.peek().kind in CLOSING:
            try:
                whole = self.meant(token, apply, function, self._arguments(token), frozenset(self.scope))
                if variable is None or any(whole.shape):
                    return whole
            except InputError as fault:
                if variable is None or isinstance(fault, UnknownNameError):
                    raise
        self.at = start
        return function(variable)

    @abstractmethod
    def program(self, name: str, token: Token) -> Tree | None:
        """A function that only programs have."""

    def _bare(self, function: Function, token: Token) -> Tree:
        """A function without brackets takes what comes next. What follows that closely may belong to it or not."""
        self.deeper()
        minus = self.take("-")
        argument = self.power()
        if self.starts_factor():
            self.ambiguous = True
            while self.tight and self.starts_factor():
                argument = self.meant(token, times, argument, self.power(), growing=True)
        self.shallower()
        return function(Negative(argument) if minus else argument)

    def starts_factor(self) -> bool:
        """Whether a factor follows without a sign between."""
        token, relation = self.peek(), self.relation()
        if token.kind == "number" and not relation:
            if token.text == "1" and self.is_transposed(1):
                return True
            self.refuse(_("a sign is missing before '{number}'").format(number=token.text))
        if self.several and self._is_last_relation():
            return False
        if token.kind == "(" and self.peek(1).kind == "word":  # (if i = j), (otherwise)
            return False
        if token.kind == "∂" and self.on_the_way:
            return True
        return not relation and token.kind in ("name", "(", "[", "{", "frac", "sqrt", "Σ", "𝟏", "matrix")

    def _is_last_relation(self) -> bool:
        """Whether `(i ≠ j)` ends the line: where there are several cases, that says where this one holds."""
        start = self.at
        found = self.bracketed_relation() is not None and self.peek().kind in ("", ";", ",", "word", "end")
        self.at = start
        return found

    def is_transposed(self, ahead: int) -> bool:
        """Whether `^T` follows."""
        kinds = [self.peek(ahead + n) for n in range(3)]
        if kinds[0].kind == "^":
            kinds = kinds[2:] if kinds[1].kind == "{" else kinds[1:]
        return kinds[0].kind == "⊤" or (kinds[0].text == "T" and kinds[0].kind == "name")

    def _arguments(self, token: Token) -> list[Tree]:
        """What stands in the brackets; x_1, …, x_C is the vector x."""
        opened = self.take(*CLOSING)
        if not opened:
            self.refuse(_("'{name}' needs its argument in brackets behind it").format(name=token.text), token)
        found, dots = [self.sum()], False
        while self.take(","):
            if self.take("…"):
                dots = True
            elif self.peek().text in _SETTINGS and self.peek(1).kind == "=":
                self.at += 2
                self.take("-")
                self.next()
            else:
                found.append(self.sum())
        self.expect(CLOSING[opened.kind])
        return [self.meant(token, vector, found[:-1] or found, found[-1])] if dots else found
