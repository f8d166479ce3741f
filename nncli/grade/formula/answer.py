"""An answer as it was read: a formula, or one for each case, with what stands left of the equals sign."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from nncli.grade.formula.leaves import Same
from nncli.grade.formula.tree import Tree

Condition: TypeAlias = Same | Literal["else"]


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


@dataclass(frozen=True, slots=True)
class Answer:
    """One case or several. Answers that are read alike are equal."""

    cases: tuple[Case, ...]
