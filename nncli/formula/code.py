"""Reads the spellings of programs: `np.where(i == j, a, b)`, `a if i == j else b`, `s.sum()`, `eye(C)[i]`.

The names of modules are gone by then (see `wrappers`). Nothing is run: each spelling is one way to write a tree.
"""

from functools import partial

from nncli.formula.broadcasting import multiplied, stands
from nncli.formula.calls import Calls
from nncli.formula.functions import FUNCTIONS, VECTOR_TO_NUMBER
from nncli.formula.indices import CLOSING
from nncli.formula.leaves import Basis, Same, Symbol
from nncli.formula.meaning import IDENTITY, ONES, apply, elementwise, outer, times, transposed
from nncli.formula.tokens import ELSE, IF, Token
from nncli.formula.tree import COLUMN, LAST, ROW, Product, Standing, Sum, Transpose, Tree
from nncli.words import _

_COLUMN_AS_IT_IS = frozenset(
    {"reshape", "view", "unsqueeze", "flatten", "float", "int", "long", "double", "astype", "item"}
)
# What only programs have, and what says that the vectors in one have two axes.
_OF_PROGRAMS = frozenset({"eye", "identity", "outer", "where", "diagflat", "diag_embed", "ones_like", "one_hot"})
_OF_MATRICES = frozenset({"T", "t", "transpose", "⊤", "'", "keepdims", "keepdim"})
_AXES = frozenset({"axis", "dim"})  # the first or the last is the only one; a second is of a batch


class Code(Calls):
    """Reads programs' spellings."""

    _flat: bool | None = None

    def program(self, name: str, token: Token) -> Tree | None:
        """A function of NumPy that is none of ours; nothing where `name` is another."""
        match name:
            case "outer":
                arguments = self._arguments(token)
                if len(arguments) != 2:
                    self.refuse(_("an outer product is of two vectors"), token)
                flat = [a.operand if isinstance(a, Transpose) else a for a in arguments]
                return self.meant(token, outer, *flat)
            case "dot" | "multiply":
                arguments = self._arguments(token)
                if len(arguments) != 2:
                    self.refuse(_("a product is of two factors"), token)
                if name == "dot":
                    return self.meant(token, self.inner, *arguments)
                build = partial(multiplied, standing=self.is_standing, flat=self.is_flat(), growing=False)
                left, right = arguments
                fits = left.shape == right.shape and self.is_standing(left) == self.is_standing(right)
                return self.meant(token, elementwise if fits else build, left, right)
            case "where":
                return self._where(token)
            case "truth" | "delta":
                found = self.bracketed_relation() or (self.bracketed_indices() if name == "delta" else None)
                if isinstance(found, tuple) and len(found) == 2:
                    return Same(*found)
                if not isinstance(found, Same):
                    self.refuse(_("a comparison of two indices is expected here, as in (i = j)"), token)
                return found
            case "basis":
                return self._basis(token)
            case "tile":
                self.expect("(")
                base = self.sum()
                self.expect(",")
                made = self.meant(token, self._stacked, base, token)
                self.expect(")")
                return made
            case "eye" | "ones":
                self.skip_size()
                return IDENTITY if name == "eye" else ONES
        return None

    def inner(self, left: Tree, right: Tree) -> Tree:
        """a·b of two vectors as NumPy has it: a number."""
        return times(transposed(left), right) if left.shape == right.shape == COLUMN else times(left, right)

    def method(self, base: Tree, token: Token) -> Tree:
        """`.T`, `.sum()`, `.dot(b)`, `.reshape(-1, 1)` behind a part."""
        name, opened = token.text, self.peek().kind == "("
        if name in ("T", "t", "transpose"):
            if opened:
                self.skip_size()
            return self.meant(token, transposed, base)
        if name in ("dot", "outer"):
            (other,) = self._arguments(token)[:1]
            return self.meant(token, self.inner if name == "dot" else outer, base, other)
        if name in _COLUMN_AS_IT_IS:
            turned = self._size() in {"reshape": ("1",), "view": ("1",), "unsqueeze": ("0", "-2")}.get(name, ())
            start = self.at
            if opened:
                self.skip_size()
            if turned and base.shape == COLUMN:
                return self.meant(token, transposed, base)
            has_two = any(token.kind == "," for token in self.tokens[start : self.at])  # reshape(-1) is flat again
            is_stood_up = name == "unsqueeze" or (name in ("reshape", "view") and has_two)
            return Standing(base) if base.shape == COLUMN and opened and is_stood_up else base
        if name in ("repeat", "expand"):
            return self.meant(token, self._stacked, base, token)
        if opened:
            self.skip_size()
        if name in VECTOR_TO_NUMBER and not any(base.shape):
            self.refuse(_("'{name}' needs a vector").format(name=name), token)
        return self.meant(token, apply, FUNCTIONS[name], [base], frozenset(self.scope))

    def sliced(self, base: Tree) -> Tree | None:
        """`s[:, None]` is the column s, `s[None, :]` its row; nothing where no such bracket is next."""
        kinds = [self.peek(n).kind for n in range(5)]
        if base.shape != COLUMN or kinds[0] != "[" or kinds[2] != "," or kinds[4] != "]":
            return None
        if ":" not in (kinds[1], kinds[3]) or "name" not in (kinds[1], kinds[3]):
            return None
        self.at += 5
        return Standing(base) if kinds[1] == ":" else Transpose(base)

    def _size(self, ahead: int = 1) -> str:
        """The first number of a size, in one pair of brackets or two: 1 of `(1, -1)` and of `((1, -1))`."""
        at = ahead + (self.peek(ahead).kind in ("(", "["))
        sign = self.peek(at).kind == "-"
        return "-" * sign + self.peek(at + sign).text

    def _stacked(self, base: Tree, token: Token) -> Tree:
        """A vector n times: each row of `tile(s, (n, 1))` and `s.repeat(n, 1)`, each column of a standing one."""
        start, first = self.at, self._size(int(self.peek().kind == "("))
        self.skip_size()
        numbers = [one.text for one in self.tokens[start : self.at] if one.kind in ("number", "name")]
        signs = [one.kind for one in self.tokens[start : self.at]]
        is_row = base.shape == ROW or (base.shape == COLUMN and not self.is_standing(base))
        ends_with_one = len(numbers) == 2 and (numbers[1] == "1" or (token.text == "expand" and "-" in signs))
        if is_row and (base.shape in (ROW, COLUMN)) and len(numbers) == 2 and first != "1":
            whole = token.text in ("expand", "broadcast_to") and "1" not in numbers
            if ends_with_one or whole:
                return Product((ONES, base if base.shape == ROW else Transpose(base)))
        if base.shape == COLUMN and self.is_standing(base) and len(numbers) == 2 and numbers[0] in ("1", numbers[1]):
            return Product((base, Transpose(ONES)))
        return self.refuse(_("how the vector is repeated is not clear here"), token)

    def skip_size(self) -> None:
        """`(C)`, `((C, 1))`, `(len(x))`, `(-1, 1)` behind eye, ones and the like, which only tell the size."""
        if self.peek().kind not in ("(", "["):
            return
        start, depth = self.at, 0
        while self.peek().kind in ("(", ")", "[", "]", "name", "number", ",", "-", "=", "method"):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(self.next().kind, 0)
            if not depth:
                return
        self.at = start

    def choice(self, first: Tree, token: Token) -> Tree:
        """`a if i == j else b`, behind a."""
        found = self.bracketed_relation() or self.relation()
        if found is None:
            self.refuse(_("a comparison of two indices is expected here, as in (i = j)"), token)
        if self.relation() == found:
            self.at += 3
        if not (self.peek().kind == "word" and self.peek().text == ELSE):
            self.refuse(_("'{sign}' is expected here").format(sign="else"))
        self.next()
        return self.meant(token, _chosen, found, first, self.sum())

    def is_standing(self, tree: Tree) -> bool:
        """Whether a part is a column that was stood up."""
        return stands(tree, lambda part: isinstance(part, Symbol) and self.names.stands(part.name))

    def is_flat(self) -> bool:
        """Whether this is a program in which no vector is transposed: its vectors are arrays of one axis."""
        if self._flat is None:
            texts = [token.text for token in self.tokens]
            second = any(
                one in _AXES and texts[at + 1 : at + 3] not in (["=", "0"], ["=", "-"]) for at, one in enumerate(texts)
            )
            self._flat = bool({*texts} & _OF_PROGRAMS) and not {*texts} & _OF_MATRICES and not second
        return self._flat

    def is_choice(self) -> bool:
        """Whether `if` follows."""
        return self.peek().kind == "word" and self.peek().text == IF

    def _where(self, token: Token) -> Tree:
        opened = self.take(*CLOSING)
        found = (self.bracketed_relation() or self.relation()) if opened else None
        if opened is None or found is None:
            self.refuse(_("a comparison of two indices is expected here, as in (i = j)"), token)
        if self.relation() == found:
            self.at += 3
        self.expect(",")
        yes = self.sum()
        self.expect(",")
        no = self.sum()
        self.expect(CLOSING[opened.kind])
        return self.meant(token, _chosen, found, yes, no)

    def _basis(self, token: Token) -> Tree:
        """onehot(i), onehot_i, one_hot(i, C)."""
        if self.peek().kind == "_":
            found = self.lowered()
        else:
            start = self.at
            found = self.bracketed_indices()
            if len(found) == 2 and found[1] not in (LAST, *"nNKkm"):
                self.at = start
        if not isinstance(found, tuple) or not found:
            self.refuse(_("e_i is a vector with one index"), token)
        return Basis(found[0])


def _chosen(same: Same, yes: Tree, no: Tree) -> Tree:
    """yes where the indices are as `same` says, else no."""
    other = Same(same.left, same.right, not same.equal)
    return Sum((Product((same, yes)), Product((other, no))))
