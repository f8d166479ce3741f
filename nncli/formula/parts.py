"""What the readers of parts ask of each other: each is read in a file of its own, and put together in `answers`."""

from abc import abstractmethod

from nncli.formula.ranges import Ranges
from nncli.formula.tokens import Token
from nncli.formula.tree import Tree


class Parts(Ranges):
    """What stands in brackets, behind a function's name, behind a Σ, and so on."""

    on_the_way = False  # whether derivatives may stand here: on the way to an answer, not in it

    @abstractmethod
    def sum(self) -> Tree:
        """Terms with + or − between them."""

    @abstractmethod
    def call(self, name: str, token: Token) -> Tree:
        """A function with its arguments."""

    @abstractmethod
    def skip_size(self) -> None:
        """Takes `((C, 1))`."""

    @abstractmethod
    def derived(self) -> Tree:
        """∂s_i/∂x_j on the way to an answer."""

    def starts_derivative(self) -> bool:
        """Whether ∂…/∂… or ∇… is next."""
        token, after = self.peek(), self.peek(2)
        if token.kind == "frac":
            return after.kind == "∂" or (after.kind == "{" and self.peek(3).kind == "∂")
        return token.kind in ("∂", "∇")

    @abstractmethod
    def over(self, token: Token) -> Tree:
        """Σ, max or min over an index."""

    @abstractmethod
    def method(self, base: Tree, token: Token) -> Tree:
        """What a program does behind a part: `.sum()`."""

    @abstractmethod
    def sliced(self, base: Tree) -> Tree | None:
        """`s[:, None]`."""

    @abstractmethod
    def choice(self, first: Tree, token: Token) -> Tree:
        """`a if i = j else b`, behind a."""

    @abstractmethod
    def is_choice(self) -> bool:
        """Whether `if` follows."""

    @abstractmethod
    def group(self) -> Tree:
        """What stands in brackets."""
