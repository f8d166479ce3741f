"""Activation functions: what a unit does with its net input, and what BP needs to know of it.

One record each. To add one, write its function in `functions`, then its record here; the tests over this table check
its derivative, its arithmetic, its NumPy twin and its stability from that moment on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from nncli.maths import functions as fn
from nncli.maths.expression import Call, Constant, Expression
from nncli.maths.function import Function

if TYPE_CHECKING:  # NumPy takes 0.1 s to import, and a trace does not use it
    from typing import Any

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]  # of float32 or float64

ONE = Constant(Fraction(1))
ZERO = Constant(Fraction(0))
Parameters: TypeAlias = Mapping[str, Expression]


@dataclass(frozen=True, slots=True)
class Activation:
    """out = f(net), and f′.

    `slope(net, out, parameters)` is f′(net) as it is written on the board: from the unit's output where that is
    shorter (sigmoid: out·(1 − out)). `array` and `array_slope` are the same two for NumPy arrays of nets, of any
    shape; numbers for the parameters follow as keywords.

    Most functions read one `net`. Maxout reads the `pieces` of its unit (arrays: on the first axis), softmax the nets
    of the whole `layer` (arrays: on the last axis). Softmax has no `slope` of its own: it comes with the cross
    entropy, where the slopes cancel.
    """

    name: str
    text: str  # f(x), for a person
    slope_text: str  # f′(x), y being f(x)
    function: Function | None  # None: out is net itself
    slope: Callable[[Expression, Expression, Parameters], Expression] | None
    array: "Callable[..., Array]"
    array_slope: "Callable[..., Array] | None"
    exact: bool  # rational in, rational out
    parameters: Mapping[str, Fraction] = field(default_factory=dict)  # each with its default
    differentiable: bool = True  # False: f′ is 0 wherever it exists, and BP cannot learn through it
    reads: Literal["net", "pieces", "layer"] = "net"

    def out(self, own: tuple[Expression, ...], layer: tuple[Expression, ...], parameters: Parameters) -> Expression:
        """f of the unit's `own` nets (one, or its pieces) and of the nets of its whole `layer`."""
        if self.function is None:
            return own[0]
        match self.reads:
            case "net":
                # ReLU's value at 0 belongs to its slope alone.
                extra = tuple(parameters[name] for name in self.parameters if name != "at_zero")
                return Call(self.function, (*own, *extra))
            case "pieces":
                return Call(self.function, own)
            case "layer":
                return Call(self.function, (*own, *layer))

    def slope_of(
        self, own: tuple[Expression, ...], piece: int, out: Expression, parameters: Parameters
    ) -> Expression | None:
        """∂out/∂net of one piece (0 where there is only one); None where the loss takes the slope into itself."""
        if self.reads == "pieces":
            return Call(fn.IS_MAX, (Constant(Fraction(piece + 1)), *own))
        return self.slope(own[0], out, parameters) if self.slope else None


def _sigmoid(x: "Array") -> "Array":
    import numpy as np

    with np.errstate(over="ignore"):  # e^800 is infinite, and 1/∞ is the right 0
        e: Array = np.exp(-x)
    e += 1
    return 1 / e


def _relu_slope(x: "Array", y: "Array", at_zero: float = 0.0) -> "Array":
    slope: Array = (x > 0).astype(x.dtype)
    if at_zero:
        slope[x == 0] = at_zero
    return slope


def _relu(x: "Array", at_zero: float = 0.0) -> "Array":
    import numpy as np

    return np.maximum(x, 0)


def _elu(x: "Array", alpha: float = 1.0) -> "Array":
    import numpy as np

    return np.where(x >= 0, x, alpha * np.expm1(np.minimum(x, 0)))


def _tanh(x: "Array") -> "Array":
    import numpy as np

    return np.tanh(x)


def _softplus(x: "Array") -> "Array":
    import numpy as np

    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _is_max(x: "Array", y: "Array") -> "Array":
    import numpy as np

    pieces = np.arange(len(x)).reshape(-1, *[1] * (x.ndim - 1))
    slope: Array = (pieces == x.argmax(axis=0)).astype(x.dtype)
    return slope


def _softmax(x: "Array") -> "Array":
    import numpy as np

    e: Array = x - x.max(axis=-1, keepdims=True)
    np.exp(e, out=e)
    e /= e.sum(axis=-1, keepdims=True)
    return e


SIGMOID = Activation(
    "sigmoid", "1/(1 + e^−x)", "y·(1 − y)", fn.SIGMOID,
    slope=lambda net, out, p: out * (1 - out),
    array=_sigmoid, array_slope=lambda x, y: y * (1 - y), exact=False,
)  # fmt: skip
TANH = Activation(
    "tanh", "tanh x", "1 − y²", fn.TANH,
    slope=lambda net, out, p: 1 - out**2,
    array=_tanh, array_slope=lambda x, y: 1 - y * y, exact=False,
)  # fmt: skip
STEP = Activation(
    "step", "1 if x ≥ 0, else 0", "0 (but at 0, where there is none)", fn.STEP,
    slope=lambda net, out, p: ZERO,
    array=lambda x: (x >= 0).astype(x.dtype), array_slope=lambda x, y: 0 * y, exact=True, differentiable=False,
)  # fmt: skip
IDENTITY = Activation(
    "identity", "x", "1", None,
    slope=lambda net, out, p: ONE,
    array=lambda x: x, array_slope=lambda x, y: x**0, exact=True,
)  # fmt: skip
RELU = Activation(
    "relu", "max(0, x)", "1 if x > 0, else 0", fn.RELU,
    slope=lambda net, out, p: Call(fn.RELU_SLOPE, (net, p["at_zero"])),
    array=_relu, array_slope=_relu_slope, exact=True,
    parameters={"at_zero": Fraction(0)},
)  # fmt: skip
LEAKY_RELU = Activation(
    "leaky_relu", "max(slope·x, x)", "1 if x > 0, else slope", fn.LEAKY_RELU,
    slope=lambda net, out, p: Call(fn.LEAKY_RELU_SLOPE, (net, p["slope"])),
    array=lambda x, slope=0.1: x * ((x > 0) + slope * (x <= 0)).astype(x.dtype),
    array_slope=lambda x, y, slope=0.1: ((x > 0) + slope * (x <= 0)).astype(x.dtype), exact=True,
    parameters={"slope": Fraction(1, 10)},
)  # fmt: skip
ELU = Activation(
    "elu", "x if x ≥ 0, else α(e^x − 1)", "1 if x ≥ 0, else y + α", fn.ELU,
    slope=lambda net, out, p: Call(fn.ELU_SLOPE, (net, out, p["alpha"])),
    array=_elu, array_slope=lambda x, y, alpha=1.0: (x >= 0) + (x < 0) * (y + alpha), exact=False,
    parameters={"alpha": Fraction(1)},
)  # fmt: skip
SOFTPLUS = Activation(
    "softplus", "ln(1 + e^x)", "1/(1 + e^−x)", fn.SOFTPLUS,
    slope=lambda net, out, p: Call(fn.SIGMOID, (net,)),
    array=_softplus, array_slope=lambda x, y: _sigmoid(x), exact=False,
)  # fmt: skip

MAXOUT = Activation(
    "maxout", "max(w1ᵀx + b1, w2ᵀx + b2, …)", "1 for the largest piece, else 0", fn.MAX, slope=None,
    array=lambda x: x.max(axis=0), array_slope=_is_max, exact=True, reads="pieces",
)  # fmt: skip
SOFTMAX = Activation(
    "softmax", "e^x_i / Σ_j e^x_j", "(cancels with the cross entropy)", fn.SOFTMAX, slope=None,
    array=_softmax, array_slope=None, exact=False, reads="layer",
)  # fmt: skip

ACTIVATIONS = {a.name: a for a in (SIGMOID, TANH, STEP, IDENTITY, RELU, LEAKY_RELU, ELU, SOFTPLUS, MAXOUT, SOFTMAX)}
