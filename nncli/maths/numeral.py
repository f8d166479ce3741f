"""A number as somebody wrote it: its digits are kept, so 0.1 is read as 1/10 and 0.30 is known to have two decimals."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_DECIMAL = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?", re.ASCII)
_RATIO = re.compile(r"([-+]?\d+)\s*/\s*(\d+)", re.ASCII)
MAX_DIGITS = 400


@dataclass(frozen=True, slots=True)
class Numeral:
    """A finite decimal (`-4.06e-2`) or a ratio of whole numbers (`13/50`), by its text."""

    text: str

    @classmethod
    def read(cls, text: str) -> "Numeral | None":
        """The numeral that `text` spells, or None where it spells none (`.inf` and `nan` are no numerals).

        Nor is a number that binary64 would hold as infinity, or as 0 where it is not 0.
        """
        text = text.strip()
        if len(text) > MAX_DIGITS:
            return None
        ratio = _RATIO.fullmatch(text)
        if ratio and int(ratio[2]):
            return cls(f"{ratio[1]}/{ratio[2]}")._in_range()
        return cls(text)._in_range() if _DECIMAL.fullmatch(text) else None

    def _in_range(self) -> "Numeral | None":
        try:
            value = float(self)
        except OverflowError:
            return None
        return self if math.isfinite(value) and (value or not self.fraction) else None

    @property
    def fraction(self) -> Fraction:
        """The exact value."""
        return Fraction(self.text)

    def __float__(self) -> float:
        if "/" in self.text:
            return float(self.fraction)
        return float(self.text)

    @property
    def decimals(self) -> int:
        """Places after the decimal point as written: 0.30 has 2, -2.650e-3 has 6, 1.2e3 has −2 (a unit is 100)."""
        exponent = Decimal(self.text).as_tuple().exponent
        assert isinstance(exponent, int)  # a numeral is finite
        return -exponent

    def __str__(self) -> str:
        return self.text
