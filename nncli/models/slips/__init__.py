"""What students slip on, one file for each system: every slip is a function from rules to rules, so slips compose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nncli.models.model import Model


@dataclass(frozen=True, slots=True, eq=False)
class Slip:
    """A way to go wrong. Several records may share an id: the same slip in another shape.

    `student` says what to look at and never gives the answer away; `teacher` says what was done. `alter` takes the
    rules of the slip's own system; `concerns(model)` is false of a model where the slip could change nothing.
    """

    id: str
    student: str
    teacher: str
    alter: Callable[[Any], Any]
    concerns: Callable[[Model], bool] = lambda model: True

    def __call__(self, rules: Any) -> Any:
        """The rules of someone who makes this slip."""
        return self.alter(rules)
