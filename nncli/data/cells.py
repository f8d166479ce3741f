"""A cell of a CSV file as a number."""

import math


def read_number(cell: str, *, decimal_comma: bool) -> float | None:
    """The finite number that a cell spells, or None; with `decimal_comma` also 0,5."""
    try:
        number = float(cell)
    except ValueError:
        if not decimal_comma or "," not in cell or "." in cell:
            return None
        return read_number(cell.replace(",", ".", 1), decimal_comma=False)
    return number if math.isfinite(number) and "_" not in cell else None  # 1_000 is a number to Python alone
