"""The functions that formulas call: one record each with its value, its partial derivatives and its written forms.

Every value is stable at ±1000, and is written once for floats, fractions and decimals: `m` is the arithmetic.
`code` is the same value as Python source, for the functions that a training step can hold.
The partial derivatives here are an oracle of their own: BP's f′ (activations.py) is written from the unit's output,
these from the argument alone.
"""

from collections.abc import Callable

from nncli.maths.arithmetic import Arithmetic, Value
from nncli.maths.function import Function, Share, Text


def _sigmoid(m: Arithmetic, x: Value) -> Value:
    if x >= 0:
        return 1 / (1 + m.exp(-x))
    e = m.exp(x)
    return e / (1 + e)


def _sigmoid_slope(m: Arithmetic, x: Value) -> Value:
    e = m.exp(-abs(x))
    return e / ((1 + e) * (1 + e))


def _tanh_slope(m: Arithmetic, x: Value) -> Value:
    e = m.exp(-2 * abs(x))
    return 4 * e / ((1 + e) * (1 + e))


def _softplus(m: Arithmetic, x: Value) -> Value:
    return m.log1p(m.exp(-x)) + x if x > 0 else m.log1p(m.exp(x))


def _elu(m: Arithmetic, x: Value, alpha: Value) -> Value:
    return x if x >= 0 else alpha * m.expm1(x)


def _elu_partials(m: Arithmetic, x: Value, alpha: Value) -> tuple[Value, Value]:
    return (1, 0) if x >= 0 else (alpha * m.exp(x), m.expm1(x))


def _logsumexp(m: Arithmetic, *xs: Value) -> Value:
    top = max(xs)
    return top + m.log(sum(m.exp(x - top) for x in xs))


def _softmax(m: Arithmetic, own: Value, *xs: Value) -> Value:
    top = max(xs)
    return m.exp(own - top) / sum(m.exp(x - top) for x in xs)


def _softmax_partials(m: Arithmetic, own: Value, *xs: Value) -> tuple[Value, ...]:
    p = _softmax(m, own, *xs)
    return (p, *(-p * _softmax(m, x, *xs) for x in xs))


def _first_max(xs: tuple[Value, ...]) -> int:
    """The place of the greatest, counted from 1; a tie goes to the one that stands first."""
    return xs.index(max(xs)) + 1


def _plus(terms: tuple[Text, ...], write: Callable[[Text], str]) -> str:
    return " + ".join(write(term) for term in terms)


def _side(x: Value, *_rest: Value) -> int:
    """−1, 0 or 1: below the kink at 0, on it, above it."""
    return (x > 0) - (x < 0)


def _relu_slope_board(x: Text, at_zero: Text) -> str:
    match at_zero.free:
        case "0":
            return f"1 if {x.free} > 0, else 0"
        case "1":
            return f"1 if {x.free} ≥ 0, else 0"
    return f"1 if {x.free} > 0, {at_zero.free} if {x.free} = 0, else 0"


def _relu_slope_latex(x: Text, at_zero: Text) -> str:
    match at_zero.free:
        case "0":
            return f"[{x.free} > 0]"
        case "1":
            return rf"[{x.free} \ge 0]"
    return rf"[{x.free} > 0] + {at_zero.held} \cdot [{x.free} = 0]"


def _relu_slope_code(share: Share, x: str, at_zero: str) -> str:
    below = f"({at_zero} if {x} == 0.0 else 0.0)" if float(at_zero) else "0.0"
    return f"1.0 if {x} > 0.0 else {below}"


def _max_code(share: Share, *xs: str) -> str:
    top = xs[0]
    for x in xs[1:-1]:
        top = share(f"{x} if {x} > {top} else {top}")
    return f"{xs[-1]} if {xs[-1]} > {top} else {top}" if len(xs) > 1 else top


def _is_max_code(share: Share, k: str, *xs: str) -> str:
    at = int(float(k)) - 1
    beaten = [f"{xs[at]} > {x}" for x in xs[:at]] + [f"{xs[at]} >= {x}" for x in xs[at + 1 :]]
    return f"1.0 if {' and '.join(beaten)} else 0.0" if beaten else "1.0"


def _softmax_code(share: Share, own: str, *xs: str) -> str:
    top = share(_max_code(share, *xs))
    powers = {x: share(f"exp({x} - {top})") for x in xs}
    return f"{powers[own]} / {share(' + '.join(powers[x] for x in xs))}"


EXP = Function(
    "exp",
    lambda m, x: m.exp(x),
    lambda m, x: (m.exp(x),),
    board=lambda x: f"e^{x.held}",
    latex=lambda x: f"e^{{{x.free}}}",
    holds="product",
)
LOG = Function(
    "log",
    lambda m, x: m.log(x),
    lambda m, x: (1 / x,),
    board=lambda x: f"ln({x.free})",
    latex=lambda x: rf"\ln\left({x.free}\right)",
    holds="call",
)
# d·log(y) with 0·log 0 = 0, its limit: a class that is not the target costs nothing however unlikely it is.
TIMES_LOG = Function(
    "times_log",
    lambda m, d, y: d * m.log(y) if d else 0 * d,
    lambda m, d, y: (m.log(y), d / y) if y else (0 * d, 0 * d),
    plain=lambda d, y: f"{d.held}*log({y.free})",
    board=lambda d, y: f"{d.held}·ln({y.free})",
    latex=lambda d, y: rf"{d.held} \ln\left({y.free}\right)",
    holds="product",
)
SQRT = Function(
    "sqrt",
    lambda m, x: m.sqrt(x),
    lambda m, x: (1 / (2 * m.sqrt(x)),),
    board=lambda x: f"√{x.held}",
    latex=lambda x: rf"\sqrt{{{x.free}}}",
    holds="call",
)
# |x|; its slope at 0, where there is none, is taken as 0.
ABSOLUTE = Function(
    "abs",
    lambda m, x: abs(x),
    lambda m, x: ((x > 0) - (x < 0),),
    branch=lambda x: (x > 0) - (x < 0),
    board=lambda x: f"|{x.free}|",
    latex=lambda x: rf"\left|{x.free}\right|",
    holds="call",
)
SIGMOID = Function(
    "sigmoid",
    _sigmoid,
    lambda m, x: (_sigmoid_slope(m, x),),
    board=lambda x: f"1/(1 + e^−{x.held})",
    latex=lambda x: rf"\frac{{1}}{{1 + e^{{-{x.held}}}}}",
    # One branch for all but the last e^700: 1/(1 + e^−x) keeps its digits while e^−x is a float.
    code=lambda share, x: f"1.0 / (1.0 + exp(-{x})) if {x} > -700.0 else exp({x})",
    holds="product",
)
TANH = Function(
    "tanh",
    lambda m, x: m.tanh(x),
    lambda m, x: (_tanh_slope(m, x),),
    latex=lambda x: rf"\tanh\left({x.free}\right)",
    code=lambda share, x: f"tanh({x})",
    holds="call",
)
STEP = Function(
    "step",
    lambda m, x: m.one if x >= 0 else m.zero,
    lambda m, x: (0,),
    branch=_side,
    code=lambda share, x: f"1.0 if {x} >= 0.0 else 0.0",
)
# The sign of a net with a dead zone around 0, in which it says neither yes nor no.
SIGN = Function(
    "sign",
    lambda m, x, zone: m.one if x > zone else -m.one if x < -zone else m.zero,
    lambda m, x, zone: (0, 0),
    branch=lambda x, zone: (_side(x - zone), _side(x + zone)),
    board=lambda x, zone: (
        f"1 if {x.free} > {zone.free}, −1 if {x.free} < −{zone.held}, else 0" if zone.free != "0"
        else f"1 if {x.free} > 0, −1 if {x.free} < 0, else 0"
    ),
    latex=lambda x, zone: rf"\operatorname{{sgn}}_{{{zone.free}}}\left({x.free}\right)",
)  # fmt: skip
# The target where the output misses it, else 0: the signal of a perceptron that learns from its mistakes alone.
IF_MISSED = Function(
    "if_missed",
    lambda m, d, y: d if y != d else 0 * d,
    lambda m, d, y: (1 if y != d else 0, 0),
    branch=lambda d, y: _side(d - y),
    board=lambda d, y: f"{d.free} if {y.free} ≠ {d.free}, else 0",
    latex=lambda d, y: rf"{d.held} \cdot [{y.free} \ne {d.free}]",
)
RELU = Function(
    "relu",
    lambda m, x: x if x > 0 else m.zero,
    lambda m, x: (1 if x > 0 else 0,),
    branch=_side,
    board=lambda x: f"max(0, {x.free})",
    latex=lambda x: rf"\max\left(0, {x.free}\right)",
    code=lambda share, x: f"{x} if {x} > 0.0 else 0.0",
    holds="call",
)
# ReLU′; its second argument is the value at 0, where the derivative does not exist and a convention decides.
RELU_SLOPE = Function(
    "relu_slope",
    lambda m, x, at_zero: m.one if x > 0 else at_zero if x == 0 else m.zero,
    lambda m, x, at_zero: (0, 1 if x == 0 else 0),
    branch=_side,
    board=_relu_slope_board,
    latex=_relu_slope_latex,
    code=_relu_slope_code,
)
LEAKY_RELU = Function(
    "leaky_relu",
    lambda m, x, a: x if x >= 0 else a * x,
    lambda m, x, a: (1, 0) if x > 0 else (a, x),
    branch=_side,
    board=lambda x, a: f"max({a.held}·{x.held}, {x.free})",
    latex=lambda x, a: rf"\max\left({a.free} \cdot {x.held}, {x.free}\right)",
    code=lambda share, x, a: f"{x} if {x} >= 0.0 else {a} * {x}",
    holds="call",
)
LEAKY_RELU_SLOPE = Function(
    "leaky_relu_slope",
    lambda m, x, a: m.one if x > 0 else a,
    lambda m, x, a: (0, 0 if x > 0 else 1),
    branch=_side,
    board=lambda x, a: f"1 if {x.free} > 0, else {a.free}",
    latex=lambda x, a: rf"1 \text{{ if }} {x.free} > 0, \text{{ else }} {a.free}",
    code=lambda share, x, a: f"1.0 if {x} > 0.0 else {a}",
)
ELU = Function(
    "elu",
    _elu,
    _elu_partials,
    branch=_side,
    board=lambda x, a: f"ELU({x.free})",
    code=lambda share, x, a: f"{x} if {x} >= 0.0 else {a} * expm1({x})",
    holds="call",
)
# ELU′ from the unit's net and output: 1 from 0 on, and out + α below, where out = α(e^x − 1).
ELU_SLOPE = Function(
    "elu_slope",
    lambda m, x, out, a: m.one if x >= 0 else out + a,
    lambda m, x, out, a: (0, 0, 0) if x >= 0 else (0, 1, 1),
    branch=_side,
    board=lambda x, out, a: f"1 if {x.free} ≥ 0, else {out.free} + {a.held}",
    latex=lambda x, out, a: rf"1 \text{{ if }} {x.free} \ge 0, \text{{ else }} {out.free} + {a.held}",
    code=lambda share, x, out, a: f"1.0 if {x} >= 0.0 else {out} + {a}",
)
SOFTPLUS = Function(
    "softplus",
    _softplus,
    lambda m, x: (_sigmoid(m, x),),
    board=lambda x: f"ln(1 + e^{x.held})",
    latex=lambda x: rf"\ln\left(1 + e^{{{x.free}}}\right)",
    code=lambda share, x: f"log1p(exp(-{x})) + {x} if {x} > 0.0 else log1p(exp({x}))",
    holds="call",
)
MAX = Function(
    "max",
    lambda m, *xs: max(xs),
    lambda m, *xs: tuple(int(i == _first_max(xs)) for i in range(1, len(xs) + 1)),
    branch=lambda *xs: tuple(x == max(xs) for x in xs),
    latex=lambda *xs: rf"\max\left({', '.join(x.free for x in xs)}\right)",
    code=_max_code,
    holds="call",
)
# 1 where the k-th of the arguments behind k is the greatest, else 0.
IS_MAX = Function(
    "is_max",
    lambda m, k, *xs: m.one if _first_max(xs) == k else m.zero,
    lambda m, k, *xs: (0,) * (1 + len(xs)),
    branch=lambda k, *xs: tuple(x == max(xs) for x in xs),
    board=lambda k, *xs: f"1 if {xs[int(k.free) - 1].free} is the largest, else 0",
    latex=lambda k, *xs: rf"[{xs[int(k.free) - 1].free} \text{{ is the largest}}]",
    code=_is_max_code,
)
SOFTMAX = Function(
    "softmax",
    _softmax,
    _softmax_partials,
    board=lambda own, *xs: f"e^{own.held}/({_plus(xs, lambda x: f'e^{x.held}')})",
    latex=lambda own, *xs: rf"\frac{{e^{{{own.free}}}}}{{{_plus(xs, lambda x: f'e^{{{x.free}}}')}}}",
    code=_softmax_code,
    holds="product",
)
LOG_SUM_EXP = Function(
    "logsumexp",
    _logsumexp,
    lambda m, *xs: tuple(_softmax(m, x, *xs) for x in xs),
    board=lambda *xs: f"ln({_plus(xs, lambda x: f'e^{x.held}')})",
    latex=lambda *xs: rf"\ln\left({_plus(xs, lambda x: f'e^{{{x.free}}}')}\right)",
    holds="call",
)

FUNCTIONS = {
    function.name: function
    for function in (
        EXP, LOG, TIMES_LOG, SQRT, ABSOLUTE, SIGMOID, TANH, STEP, SIGN, IF_MISSED, RELU, RELU_SLOPE,
        LEAKY_RELU, LEAKY_RELU_SLOPE, ELU, ELU_SLOPE, SOFTPLUS, MAX, IS_MAX, SOFTMAX, LOG_SUM_EXP,
    )
}  # fmt: skip
