"""Standard BP in machine code: the straight-line code of `scalar`, through numba."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from nncli.errors import Diagnostic, InputError
from nncli.spec.study import Study
from nncli.train.arrays.layout import Array, Layout
from nncli.train.engine import Epochs, Examples
from nncli.train.written.statements import names_read
from nncli.train.written.straight_line import assignments, block, compiled_by_python, row_names
from nncli.words import _

Run = Callable[[Array, Array, Array, Array], None]
# Rates (e,), orders (e, n) or (1, n), rows (n, i + j), parameters (size,), which are changed in place.
SIGNATURE = "void(float64[::1], int64[:, ::1], float64[:, ::1], float64[::1])"


class CompiledEngine:
    """Trains by `run(rates, orders, rows, parameters)`, a function made for this network.

    Raises:
        InputError: if numba is not installed.
    """

    def __init__(self, network: Study, examples: Examples, vector: Array) -> None:
        self._run = _function(source(network))
        self._rows = np.ascontiguousarray(np.hstack(examples), float)
        self._parameters = np.array(vector, float)

    @property
    def parameters(self) -> Array:
        """The parameters as they are now, in the order of `Layout`: (size,)."""
        return self._parameters.copy()

    def run(self, epochs: Epochs) -> None:
        """Trains for these epochs."""
        orders = np.arange(len(self._rows))[None] if epochs.orders is None else np.array(epochs.orders)
        if len(epochs) and orders.size:
            # Machine code checks no index, and a wrong one would read foreign memory.
            assert 0 <= orders.min() <= orders.max() < len(self._rows)
            self._run(np.array(epochs.rates, float), orders.astype(np.int64), self._rows, self._parameters)

    def state(self) -> dict[str, Array]:
        """The parameters; plain SGD remembers nothing else."""
        return {"parameters": self.parameters}

    def restore(self, state: dict[str, Array]) -> None:
        """Goes on from a state."""
        self._parameters = np.array(state["parameters"], float)


def source(network: Study) -> str:
    """The source of `run`, as numba takes it.

    Parameters are read from their array at the start of an update and written at its end. As local variables that
    change from turn to turn they would be no faster, there being more of them than registers, and slow to compile.
    """
    row = [f"{name} = rows[n, {at}]" for at, name in enumerate(row_names(network))]
    old = [f"p{at} = parameters[{at}]" for at in range(Layout(network).size)]
    values = assignments(network)
    read = names_read(values.values())
    between = [f"{name} = {text}" for name, text in values.items() if name[0] != "n" or name in read]
    new = [
        f"parameters[{at}] = {name if name in read else values[name]}"
        for at, name in sorted((int(name[1:]), name) for name in values if name[0] == "n")
    ]
    return (
        "def run(rates, orders, rows, parameters):\n"
        "    for epoch in range(len(rates)):\n"
        "        rate = rates[epoch]\n"
        "        for n in orders[epoch % len(orders)]:\n"
        f"{block([*row, *old, *between, *new], 3)}"
    )


@lru_cache(maxsize=32)
def _function(source: str) -> Run:
    try:
        import numba
    except ModuleNotFoundError:
        message = _("the compiled engine needs numba, which is not installed")
        raise InputError(
            Diagnostic("missing-extra", message, help="python -m pip install 'backprop-chalkboard[fast]'")
        ) from None
    # No fastmath: the same bits on every run. The error model of NumPy divides by 0 as floats do, without a test.
    compile = numba.njit(SIGNATURE, error_model="numpy", boundscheck=False)
    run: Run = compile(compiled_by_python(source))
    return run
