"""The key of a question, and the same program run by people who slip: formulas by id, each made once."""

from collections.abc import Mapping
from functools import cached_property
from itertools import combinations
from typing import Any

from nncli.errors import NncliError
from nncli.grade.following.bands import World
from nncli.maths.expression import Expression
from nncli.models.model import Model
from nncli.models.network import Mode
from nncli.models.slips import Slip
from nncli.models.systems import rules_of, system_of, trace
from nncli.trace.trace import Trace


class Programs:
    """All runs of one model that a grader compares with."""

    def __init__(
        self, model: Model, *, mode: Mode | None = None, sample: int | None = None, updates: int | None = None
    ) -> None:
        self.model = model
        said = {"mode": mode, "sample": sample, "updates": updates}
        self.how: dict[str, Any] = {name: value for name, value in said.items() if value}
        self.key = trace(model, **self.how)
        self.arithmetic = self.key.arithmetic
        self._altered: dict[tuple[Slip, ...], Mapping[str, Expression]] = {}
        self.order = {step.id: n for n, step in enumerate(self.key.steps)}
        self.leaves: dict[str, float] = {step.id: step.value for step in self.key.steps if step.formula is None}

    @cached_property
    def formulas(self) -> Mapping[str, Expression]:
        """The right formulas."""
        return _formulas(self.key)

    @cached_property
    def single(self) -> list[tuple[Slip, Mapping[str, Expression]]]:
        """Each slip that changes some formula of this model, with the formulas that it makes."""
        made = ((slip, self.altered((slip,))) for slip in system_of(self.model).slips if slip.concerns(self.model))
        return [(slip, formulas) for slip, formulas in made if formulas != self.formulas]

    @cached_property
    def pairs(self) -> list[tuple[tuple[Slip, Slip], Mapping[str, Expression]]]:
        """Each pair of different slips, with the formulas that both make."""
        slips = [slip for slip, _formulas in self.single]
        pairs = [(a, b) for a, b in combinations(slips, 2) if a.id != b.id]
        return [((a, b), self.altered((a, b))) for a, b in pairs]

    def world(self, put_in: Mapping[str, float], slips: tuple[Slip, ...] = ()) -> World:
        """Own numbers put in, the rest computed by the formulas of someone who makes `slips`."""
        return World(self.leaves, put_in, self.altered(slips), self.arithmetic)

    def altered(self, slips: tuple[Slip, ...]) -> Mapping[str, Expression]:
        """The formulas of someone who makes all of `slips`; the right ones where such a run overflows."""
        if not slips:
            return self.formulas
        if slips not in self._altered:
            try:
                run = trace(self.model, rules=rules_of(self.model, slips), like=self.key, **self.how)
                self._altered[slips] = {**self.formulas, **_formulas(run)}
            except NncliError:
                self._altered[slips] = self.formulas
        return self._altered[slips]


def _formulas(run: Trace) -> dict[str, Expression]:
    return {step.id: step.formula for step in run.steps if step.formula is not None}
