"""An answer as it was read: a formula, or one for each case, with what stands left of the equals sign; and what a name
in it stands for."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from nncli.formula.leaves import Same
from nncli.formula.tree import COLUMN, MATRIX, SCALAR, Shape, Tree

Condition: TypeAlias = Same | Literal["else"]
_SHAPES = {0: SCALAR, 1: COLUMN, 2: MATRIX}


@dataclass(frozen=True, slots=True)
class Left:
    """What a formula is said to be: ∂s_i/∂x_j, J_ij, f(x).

    `function` is what is differentiated; None where that, or all of it, is but a `name`.
    `variable` is what it is differentiated by; "" behind a ∇.
    """

    function: Tree | None
    name: str = ""
    row: str = ""
    column: str = ""
    derivative: bool = False
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A formula, where it holds, and what is said to equal it on the way."""

    formula: Tree
    condition: Condition | None = None
    left: Left | None = None
    earlier: tuple[Tree, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)  # of each formula on the way, and of the last
    own_line: bool = field(default=False, compare=False)  # whether it begins a line of the text


@dataclass(frozen=True, slots=True)
class Answer:
    """One case or several. Answers that are read alike are equal. `asides` are equations that have to be true."""

    cases: tuple[Case, ...]
    asides: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """What a name stands for; with indices it is the vector or matrix with these components."""

    tree: Tree
    indices: tuple[str, ...] = ()

    @property
    def shape(self) -> Shape:
        """That of the formula, or of its components put together."""
        return _SHAPES[len(self.indices)] if self.indices else self.tree.shape
