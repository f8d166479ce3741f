"""How a wrong number lies to the right one: what makes two faults the same."""

from dataclasses import dataclass

VAGUE = 0.02  # a relation that is known no better proves nothing


@dataclass(frozen=True, slots=True)
class Relation:
    """A factor and a difference, each ± its tolerance, of one kind of step."""

    kind: str
    factor: float | None
    factor_tolerance: float
    difference: float
    tolerance: float

    def is_same(self, other: "Relation") -> bool:
        """Whether two numbers lie so alike that it is one fault."""
        if self.kind != other.kind:
            return False
        if self._has_factor_of(other):
            return True
        vague = self.tolerance + other.tolerance
        return vague <= VAGUE * abs(self.difference) and abs(self.difference - other.difference) <= vague

    def _has_factor_of(self, other: "Relation") -> bool:
        if self.factor is None or other.factor is None:
            return False
        return abs(self.factor - other.factor) <= self.factor_tolerance + other.factor_tolerance
