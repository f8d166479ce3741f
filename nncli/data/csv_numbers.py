"""What a cell of a table says: a number, or that there is nothing."""

import math

# What stands for "nothing" in tables: in pandas, R, UCI's collection, spreadsheets.
MISSING = frozenset({"", "?", "na", "n/a", "nan", "null", "#n/a", "<na>"})


def read_number(cell: str, *, decimal_comma: bool) -> float | None:
    """The finite number that a cell spells, or None; with `decimal_comma` also 0,5."""
    try:
        number = float(cell)
    except ValueError:
        if not decimal_comma or "," not in cell or "." in cell:
            return None
        return read_number(cell.replace(",", ".", 1), decimal_comma=False)
    return number if math.isfinite(number) and "_" not in cell else None  # 1_000 is a number to Python alone


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value: empty, ?, NA, …"""
    return cell.strip().casefold() in MISSING
