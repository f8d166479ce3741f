"""Vectors and matrices written out: (−s_1, …, 1 − s_i, …, −s_C), and the square with its dots.

What stands at 1 tells what stands at every k; what stands in the middle may be another at its own index. A matrix may
have something else on its diagonal. Everything that is written has to fit, or nothing is read.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from nncli.formula.leaves import Basis, Number, Same
from nncli.formula.meaning import MeaningError
from nncli.formula.series import at_index
from nncli.formula.tree import LAST, SCALAR, Index, Listed, Product, Sum, Tree
from nncli.words import _

_NOUGHT, _ONE = Number(Fraction(0)), Number(Fraction(1))
# A part that is written, or None for dots.
Item: TypeAlias = Tree | None


def listed_vector(items: Sequence[Item], scope: Sequence[str], row: str = "") -> Tree:
    """The vector that the items spell, from 1 to C; `row` is where the 1 of (0, …, 1, …, 0) stands."""
    if (
        None not in items
        or items[0] is None
        or items[-1] is None
        or any(item and item.shape != SCALAR for item in items)
    ):
        raise _unfit()
    dots = [at for at, item in enumerate(items) if item is None]
    before, between, last = items[: dots[0]], items[dots[0] + 1 : dots[-1]], items[dots[-1] + 1 :]
    middle = [item for item in between if item is not None]
    if len(last) != 1 or len(middle) > 1 or before[0] is None or last[0] is None:
        raise _unfit()
    first = before[0]
    if row and _is_unit_vector(before, middle, last[0]):
        return Basis(row)
    new = _new_letters(items, scope)[0]
    body = at_index(first, 1, new)
    ends = [LAST, *sorted(last[0].free() - first.free() - set(scope))]
    fits = all(item is not None and _same(item, at_index(body, new, n)) for n, item in enumerate(before, 1))
    if not fits or not any(_same(last[0], at_index(body, new, end)) for end in ends):
        raise _unfit()
    for item in middle:
        if any(_same(item, at_index(body, new, letter)) for letter in item.free()):
            continue
        if len(item.free()) != 1:
            raise _unfit()
        (place,) = item.free()
        body = _beside(new, place, item, body)
    return Listed((new,), body)


def _is_unit_vector(before: Sequence[Item], middle: Sequence[Item], last: Item) -> bool:
    """Whether it is (0, …, 1, …, 0): the 1 stands where the answer's own row is, if nothing else is said."""
    return all(item == _NOUGHT for item in (*before, last)) and list(middle) == [_ONE]


def listed_matrix(rows: Sequence[Sequence[Item]], scope: Sequence[str]) -> Tree:
    """The matrix that the rows spell; a row of dots alone stands for the rows between."""
    rows = [row for row in rows if row]
    written = [row for row in rows if any(item is not None for item in row)]
    if len(written) == len(rows) or rows[-1] not in written or len(written) < 2:
        raise _unfit()
    k, l = _new_letters([item for row in rows for item in row], scope)[:2]  # noqa: E741  as on the board
    ends = [LAST, *sorted({letter for row in written for item in row if item for letter in item.free()} - set(scope))]
    for end in ends:
        cells = _cells(written, end)
        off = next((at for at in cells if at[0] == 1 and at[1] != 1), None)
        if off is None or (1, 1) not in cells:
            raise _unfit()
        beside = at_index(at_index(cells[off], off[1], l), 1, k)
        diagonal = at_index(cells[1, 1], 1, k)
        if all(
            _same(item, at_index(diagonal, k, row) if row == column else at_index(at_index(beside, k, row), l, column))
            for (row, column), item in cells.items()
        ):
            return Listed((k, l), _beside(k, l, diagonal, beside))
    raise _unfit()


def _cells(rows: Sequence[Sequence[Item]], end: str) -> dict[tuple[Index, Index], Tree]:
    """What is written, by row and column. The last row and the last column are those of the `end`."""
    cells: dict[tuple[Index, Index], Tree] = {}
    for number, row in enumerate(rows, 1):
        place: Index = end if number == len(rows) else number
        dots = row.index(None) if None in row else len(row)
        behind = [item for item in row[dots:] if item is not None]
        if dots == len(row) or len(behind) > 1:
            raise _unfit()
        for column, item in enumerate(row[:dots], 1):
            assert item is not None
            cells[place, column] = item
        for item in behind:
            cells[place, end] = item
    return cells


def _beside(k: str, place: str, here: Tree, elsewhere: Tree) -> Tree:
    """`here` where k is the place, `elsewhere` beside it."""
    return Sum((Product((Same(k, place), here)), Product((Same(k, place, equal=False), elsewhere))))


def _same(a: Tree, b: Tree) -> bool:
    """Whether two parts are written alike; the order of factors says nothing."""
    if a == b:
        return True
    if isinstance(a, Product) and isinstance(b, Product):
        return a.shape == SCALAR and sorted(map(repr, a.factors)) == sorted(map(repr, b.factors))
    if type(a) is not type(b) or not a.children() or len(a.children()) != len(b.children()):
        return False
    alike = a.__class__ is b.__class__ and getattr(a, "indices", None) == getattr(b, "indices", None)
    return (
        alike
        and getattr(a, "exponent", 0) == getattr(b, "exponent", 0)
        and getattr(a, "function", "") == getattr(b, "function", "")
        and all(_same(one, other) for one, other in zip(a.children(), b.children(), strict=True))
    )


def _new_letters(items: Sequence[Item], scope: Sequence[str]) -> list[str]:
    used = set(scope).union(*(item.free() for item in items if item is not None))
    return [letter for letter in "klmnpqr" if letter not in used]


def _unfit() -> MeaningError:
    return MeaningError(_("of vectors and matrices written out only those are read that go on evenly from 1 to C"))
