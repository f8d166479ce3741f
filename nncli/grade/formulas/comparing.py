"""Compares the values of an answer with those of the key, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from nncli.formula.kinds import Array
from nncli.grade.formulas.questions import Question
from nncli.grade.formulas.tables import Table, known_table
from nncli.grade.formulas.verdict import Pairs, Where
from nncli.grade.slips.formulas import SLIPS

EQUAL, DIFFERENT, DOUBTFUL, UNDEFINED = range(4)
_CLOSE, _FAR = Decimal("1e-35"), Decimal("1e-20")


def _code(value: Decimal, key: Decimal) -> int:
    if value == key:
        return EQUAL
    if not value.is_finite():
        return UNDEFINED
    gap, size = abs(value - key), max(Decimal(1), abs(key))
    return EQUAL if gap <= _CLOSE * size else DIFFERENT if gap > _FAR * size else DOUBTFUL


@cache
def _coder() -> Any:
    import numpy as np

    return np.frompyfunc(_code, 2, 1)


def codes(values: Array, key: Array) -> Array:
    """For each cell, in each sample, whether it is equal, different, neither clearly, or has no value."""
    return _coder()(values, key).astype(int)


@dataclass(frozen=True)
class Finding:
    """An answer beside the key for vectors of one length; `found` holds the codes of the covered cells, else −1."""

    size: int
    table: Table
    key: Table
    found: Array

    @classmethod
    def of(cls, size: int, table: Table, key: Table) -> "Finding":
        """The finding."""
        import numpy as np

        return cls(size, table, key, np.where(table.covered, codes(table.values, key.values), -1))

    def has(self, *kinds: int) -> bool:
        """Whether a covered cell is of one of these kinds."""
        return any(bool((self.found == kind).any()) for kind in kinds)

    def gives(self, other: Array) -> bool:
        """Whether the answer equals `other` wherever it says something."""
        covered = self.table.covered
        first = codes(self.table.values[:1], other[:1])  # most others differ at the first sample
        if (first[:, covered] != EQUAL).any():
            return False
        return not (codes(self.table.values, other)[:, covered] != EQUAL).any()


def where(findings: list[Finding]) -> Where | None:
    """For which pairs the answer is right everywhere, and for which it is wrong somewhere."""
    import numpy as np

    right: list[Pairs] = []
    wrong: list[Pairs] = []
    for pairs in ("equal", "unequal"):
        cells = []
        for finding in findings:
            rows, columns = finding.table.covered.shape
            if rows != columns or rows == 1:
                return None
            eye = np.eye(rows, dtype=bool)
            cells.append(finding.found[:, eye if pairs == "equal" else ~eye].ravel())
        found = np.concatenate(cells)
        if (found == DIFFERENT).any():
            wrong.append(pairs)
        elif (found == EQUAL).all():
            right.append(pairs)
    return Where(tuple(right), tuple(wrong))


def slips_that_give(findings: list[Finding], question: Question) -> tuple[str, ...]:
    """All slips that give what the answer gives, at every point, in the order of their table."""
    return tuple(dict.fromkeys(id for id, others in _alternatives(findings, question) if _all(findings, others)))


def _all(findings: list[Finding], others: list[Array]) -> bool:
    return all(finding.gives(other) for finding, other in zip(findings, others, strict=True))


def _alternatives(findings: list[Finding], question: Question) -> Iterator[tuple[str, list[Array]]]:
    for slip in SLIPS:
        for alter in slip.alter:
            yield slip.id, [alter(finding.key.values) for finding in findings]
        for id, text in question.wrong:
            if id == slip.id:
                yield slip.id, [known_table(question, text, finding.size).values for finding in findings]
