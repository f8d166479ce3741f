"""The kinds of number that a formula is evaluated in: decimals of 50 digits, binary64, binary32.

All three are NumPy arrays, so one evaluator serves equality (decimals) and stability (both binaries beside decimals).
NumPy is imported where it is used: reading a formula does without it.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, TypeAlias

Array: TypeAlias = Any  # numpy.ndarray, whose import at the top would cost every command 70 ms

# No traps: 0/0 is not a number, e^1000000 is, and what comes of them is for the caller to see.
_DIGITS = Context(prec=50, Emax=999_999, Emin=-999_999, traps=[])


def fifty_digits() -> AbstractContextManager[object]:
    """Decimals compute with 50 digits inside this."""
    return localcontext(_DIGITS)


@dataclass(frozen=True)
class Kind:
    """One kind of number: its NumPy type, its constants, its functions."""

    name: str
    dtype: Any
    number: Callable[[Fraction], Any]
    limit: Callable[[Any], Any]  # the number that a float or a text such as "-inf" is here
    functions: Mapping[str, Callable[[Array], Array]]


# The same few points are used for every answer, so their exponentials are too.
@lru_cache(maxsize=16_384)
def _exp(x: Decimal) -> Decimal:
    return x.exp()


@lru_cache(maxsize=16_384)
def _log(x: Decimal) -> Decimal:
    return x.ln()


@cache
def precise() -> Kind:
    """Decimals of 50 digits."""
    import numpy as np

    made: dict[str, Callable[[Decimal], Decimal]] = {"exp": _exp, "log": _log, "sqrt": Decimal.sqrt, "abs": abs}
    made |= {"log1p": lambda x: _log(1 + x), "expm1": lambda x: _exp(x) - 1}
    functions = {name: np.frompyfunc(function, 1, 1) for name, function in made.items()}
    return Kind("decimal", object, lambda q: Decimal(q.numerator) / Decimal(q.denominator), Decimal, functions)


@cache
def binary(bits: int) -> Kind:
    """IEEE 754: binary64 or binary32."""
    import numpy as np

    dtype = {64: np.float64, 32: np.float32}[bits]
    functions = {"exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs, "log1p": np.log1p, "expm1": np.expm1}
    return Kind(f"float{bits}", dtype, lambda q: dtype(q.numerator / q.denominator), dtype, functions)
