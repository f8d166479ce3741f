"""Keeping rows back: some to stop training in time (validation), some to judge the result (test).

The split follows from the seed alone. Every class keeps its share in each part, to within a row.
"""

import numpy as np

from nncli.data.dataset import Array, Rows
from nncli.data.streams import Stream
from nncli.errors import Diagnostic, InputError
from nncli.words import _, ngettext


def some(rows: Rows, n: int, seed: int) -> Rows:
    """The first n rows of a random order."""
    return rows.take(Stream(seed, "rows").order(len(rows))[:n])


def split(rows: Rows, validation: float, test: float, seed: int) -> tuple[Rows, Rows | None, Rows | None]:
    """Rows to train on, for validation and for the test, each in random order; None for a share of 0.

    Where both shares are 0 the rows stay as they stand.

    Raises:
        InputError: if a share is less than half a row, or nothing would be left to train on.
    """
    if not validation and not test:
        return rows, None, None
    random = Stream(seed, "split")
    order = random.order(len(rows))
    if rows.labels is not None:  # class by class, the classes in random order: in each, every so many-th row is kept
        place = random.order(int(rows.labels.max()) + 1)
        order = order[np.argsort(place[rows.labels[order]], kind="stable")]
    part = np.full(len(rows), "train", dtype="U10")
    free = order
    for name, share in (("test", test), ("validation", validation)):
        if share:
            n = round(share * len(rows))
            _check(name, n, share, len(rows), len(free))
            free = _keep(part, name, free, n)
    shuffled = random.order(len(rows))
    train, kept, held_out = (
        rows.take(shuffled[part[shuffled] == name]) for name in ("train", "validation", "test")
    )  # fmt: skip
    return train, kept if validation else None, held_out if test else None


def _keep(part: Array, name: str, free: Array, n: int) -> Array:
    """Marks n of the `free` positions, evenly spaced in their order, and returns the others."""
    steps = (np.arange(len(free)) * n + n // 2) // len(free)  # grows by 1 at each row that is kept
    kept = np.diff(steps, append=(len(free) * n + n // 2) // len(free)) > 0
    part[free[kept]] = name
    return free[~kept]


def _check(name: str, n: int, share: float, rows: int, free: int) -> None:
    if n == 0:
        message = ngettext(
            "'{part}: {share}' of {rows} row is not one row", "'{part}: {share}' of {rows} rows is not one row", rows
        ).format(part=name, share=share, rows=rows)
        raise InputError(Diagnostic("too-few-rows", message, help=_("take a larger share, or more rows")))
    if n >= free:
        message = ngettext(
            "of {rows} row, none is left to train on", "of {rows} rows, none is left to train on", rows
        ).format(rows=rows)
        raise InputError(Diagnostic("too-few-rows", message, help=_("take smaller shares, or more rows")))
