"""Every activation of the table, whoever added it: f, f′, the NumPy twin, the far ends."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pocket_calculator import DEFINITIONS

from nncli.maths.activations import ACTIVATIONS, Activation
from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE, Arithmetic, InexactError, as_decimal
from nncli.maths.expression import Constant, Expression, Reference

H = Decimal("1e-15")
GRID = ["-1000", "-30.5", "-2", "-0.35", "-1e-9", "1e-9", "0.35", "2", "30.5", "1000"]
NEAR_ZERO = ["0", "1e-300", "-1e-300"]  # at a kink, or nearer than a difference quotient can tell
GROUPS = [("-1000", "0.5", "1000"), ("2", "-0.35", "1.5"), ("1e-9", "0", "-1e-9"), ("-1000", "-999", "-998.5")]


def cases():
    """Every activation with its default parameters, and with others."""
    for activation in ACTIVATIONS.values():
        defaults = dict(activation.parameters)
        yield pytest.param(activation, defaults, id=activation.name)
        if defaults:
            others = {name: value + Fraction(1, 4) for name, value in defaults.items()}
            yield pytest.param(activation, others, id=f"{activation.name}-other")


every_activation = pytest.mark.parametrize(("activation", "parameters"), list(cases()))


def points(activation, near_zero=True):
    """The nets that one unit reads, by points: one net, or a few."""
    if activation.reads == "net":
        return [(x,) for x in (GRID + NEAR_ZERO if near_zero else GRID)]
    return GROUPS


class Unit:
    """The first unit of a layer (or the only one) in some arithmetic."""

    def __init__(self, activation: Activation, parameters: dict[str, Fraction], arithmetic: Arithmetic = FLOAT) -> None:
        self.activation, self.arithmetic = activation, arithmetic
        self.parameters = {name: Constant(value) for name, value in parameters.items()}

    def own(self, point):
        """The nets that are the unit's own."""
        return tuple(Reference(str(i)) for i in range(len(point) if self.activation.reads == "pieces" else 1))

    def formula(self, point) -> Expression:
        return self.activation.out(
            self.own(point), tuple(Reference(str(i)) for i in range(len(point))), self.parameters
        )

    def values(self, point):
        read = {Decimal: lambda x: x, str: lambda x: self.arithmetic.ratio(Fraction(x))}
        return {str(i): read.get(type(x), lambda x: x)(x) for i, x in enumerate(point)}

    def out(self, point):
        with self.arithmetic.context():
            return self.formula(point).evaluate(self.values(point), self.arithmetic)

    def slope(self, point, piece=0):
        with self.arithmetic.context():
            values = self.values(point)
            values["out"] = self.formula(point).evaluate(values, self.arithmetic)
            slope = self.activation.slope_of(self.own(point), piece, Reference("out"), self.parameters)
            assert slope is not None
            return slope.evaluate(values, self.arithmetic)

    def central_difference(self, point, piece=0):
        with self.arithmetic.context():
            point = tuple(Decimal(x) for x in point)
            up, down = ((*point[:piece], point[piece] + h, *point[piece + 1 :]) for h in (H, -H))
            return (self.out(up) - self.out(down)) / (2 * H)


def has_slope(activation):
    return activation.reads == "pieces" or activation.slope is not None


def has_kink(activation):
    return activation.function is not None and activation.function.branch is not None


with_slope = pytest.mark.parametrize(
    ("activation", "parameters"), [case for case in cases() if has_slope(case.values[0])]
)


def pieces(activation, point):
    return range(len(point)) if activation.reads == "pieces" else range(1)


def test_the_table_is_by_name():
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())


def test_parameters_have_the_defaults_of_the_textbooks():
    defaults = {name: dict(activation.parameters) for name, activation in ACTIVATIONS.items() if activation.parameters}
    assert defaults == {
        "relu": {"at_zero": Fraction(0)}, "leaky_relu": {"slope": Fraction(1, 10)}, "elu": {"alpha": Fraction(1)}
    }  # fmt: skip


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_numpy_twin_has_the_same_defaults(activation):
    nets = np.array([[-2.0, 0.0, 3.0], [1.0, -1.0, 0.5]])
    numbers = {name: float(value) for name, value in activation.parameters.items()}
    outs = activation.array(nets)
    assert outs.tolist() == activation.array(nets, **numbers).tolist()
    if activation.array_slope is not None:
        assert activation.array_slope(nets, outs).tolist() == activation.array_slope(nets, outs, **numbers).tolist()


@with_slope
def test_slope_is_the_derivative(activation, parameters):
    unit = Unit(activation, parameters, PRECISE)
    for point in points(activation, near_zero=not has_kink(activation)):
        for piece in pieces(activation, point):
            difference = unit.central_difference(point, piece)
            assert abs(unit.slope(point, piece) - difference) < Decimal("1e-25"), (point, piece)


@with_slope
def test_slope_is_the_functions_own_partial(activation, parameters):
    unit = Unit(activation, parameters, PRECISE)
    for point in points(activation, near_zero=False):
        with PRECISE.context():
            into = {}
            unit.formula(point).pull(1, unit.values(point), PRECISE, into)
        for piece in pieces(activation, point):
            assert abs(unit.slope(point, piece) - into[str(piece)]) < Decimal("1e-40"), (point, piece)


@every_activation
def test_far_ends_are_finite_and_correct_to_twelve_digits(activation, parameters):
    unit, precise = Unit(activation, parameters), Unit(activation, parameters, PRECISE)
    for point in points(activation):
        assert unit.out(point) == pytest.approx(float(precise.out(point)), rel=1e-12, abs=1e-45), point
        if has_slope(activation):
            for piece in pieces(activation, point):
                expected = float(precise.slope(point, piece))
                assert unit.slope(point, piece) == pytest.approx(expected, rel=1e-12, abs=1e-12), point


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name in DEFINITIONS])
def test_value_is_the_definitions(name):
    activation = ACTIVATIONS[name]
    unit = Unit(activation, activation.parameters)
    extra = [as_decimal(v) for parameter, v in activation.parameters.items() if parameter != "at_zero"]
    for point in points(activation):
        with PRECISE.context():
            numbers = [Decimal(x) for x in point]
            expected = DEFINITIONS[name](*(numbers[:1] if activation.reads == "layer" else []), *numbers, *extra)
        assert unit.out(point) == pytest.approx(float(expected), rel=1e-12, abs=1e-300), point


@every_activation
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_numpy_twin_equals_the_scalar_function(activation, parameters, dtype):
    unit = Unit(activation, parameters)
    numbers = {name: float(value) for name, value in parameters.items()}
    nets = np.array([[dtype(x) for x in point] for point in points(activation)], dtype)
    given = nets.T if activation.reads == "pieces" else nets[:, 0] if activation.reads == "net" else nets
    outs = activation.array(given, **numbers)
    assert outs.dtype == dtype
    close = {"rel": 1e-14, "abs": 1e-300} if dtype is np.float64 else {"rel": 1e-6, "abs": 1e-38}
    first = outs[..., 0] if activation.reads == "layer" else outs
    points_as_read = [tuple(float(x) for x in point) for point in nets]
    assert list(map(float, first)) == pytest.approx([unit.out(point) for point in points_as_read], **close)
    if activation.array_slope is None:
        assert not has_slope(activation)
        return
    slopes = activation.array_slope(given, outs, **numbers)
    assert slopes.dtype == dtype
    by_piece = slopes if activation.reads == "pieces" else slopes[None]
    close["abs"] = 1e-15 if dtype is np.float64 else 1e-6  # 1 − y loses digits in any arithmetic
    for piece in pieces(activation, nets[0]):
        expected = [unit.slope(point, piece) for point in points_as_read]
        assert list(map(float, by_piece[piece])) == pytest.approx(expected, **close)


@every_activation
def test_numpy_twin_takes_any_shape(activation, parameters):
    numbers = {name: float(value) for name, value in parameters.items()}
    nets = np.linspace(-2, 3, 24).reshape(2, 3, 4)
    outs = activation.array(nets, **numbers)
    assert outs.shape == ((3, 4) if activation.reads == "pieces" else nets.shape)
    if activation.array_slope is not None:
        assert activation.array_slope(nets, outs, **numbers).shape == nets.shape


@every_activation
def test_numpy_twin_leaves_its_input_alone(activation, parameters):
    nets = np.array([[-2.0, 0.0, 3.0], [1.0, -1.0, 0.5]])
    nets.flags.writeable = False
    outs = activation.array(nets)
    outs.flags.writeable = False
    if activation.array_slope is not None:
        activation.array_slope(nets, outs)


@every_activation
def test_exact_is_true_where_fractions_suffice(activation, parameters):
    unit = Unit(activation, parameters, EXACT)
    for point in points(activation, near_zero=False):
        if activation.exact:
            assert isinstance(unit.out(point), Fraction)
            assert isinstance(unit.slope(point), Fraction)
        elif activation.name != "elu" or point[0].startswith("-"):  # ELU is rational above 0
            with pytest.raises(InexactError):
                unit.out(point)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "step", "identity", "relu", "leaky_relu", "elu", "softplus"])
@given(a=st.floats(-1000, 1000), b=st.floats(-1000, 1000))
def test_larger_net_gives_no_smaller_output(name, a, b):
    unit = Unit(ACTIVATIONS[name], ACTIVATIONS[name].parameters)
    low, high = sorted((a, b))
    assert unit.out((low,)) <= unit.out((high,)) + 1e-15
    assert unit.slope((a,)) >= 0


@given(x=st.floats(-1000, 1000))
def test_symmetries(x):
    def f(name, x):
        return Unit(ACTIVATIONS[name], ACTIVATIONS[name].parameters).out((x,))

    assert f("sigmoid", x) + f("sigmoid", -x) == pytest.approx(1, rel=1e-15)
    assert f("tanh", -x) == -f("tanh", x)
    assert f("softplus", x) - f("softplus", -x) == pytest.approx(x, rel=1e-12, abs=1e-12)
    assert f("softplus", x) >= f("relu", x)
    assert f("relu", x) - f("relu", -x) == x
    assert f("tanh", x / 2) == pytest.approx(2 * f("sigmoid", x) - 1, rel=1e-12, abs=1e-15)


@given(nets=st.lists(st.floats(-1000, 1000), min_size=1, max_size=5))
def test_softmax_sums_to_one_and_ignores_a_common_shift(nets):
    outs = ACTIVATIONS["softmax"].array(np.array(nets))
    assert outs.sum() == pytest.approx(1, rel=1e-14)
    assert (outs >= 0).all()
    assert ACTIVATIONS["softmax"].array(np.array(nets) + 8) == pytest.approx(outs, rel=1e-10, abs=1e-300)


def test_relu_slope_at_zero_is_the_convention():
    relu = ACTIVATIONS["relu"]
    assert [Unit(relu, {"at_zero": Fraction(c)}).slope(("0",)) for c in ("0", "1/2", "1")] == [0, 0.5, 1]
    assert [relu.array_slope(np.zeros(1), np.zeros(1), at_zero=c)[0] for c in (0.0, 0.5, 1.0)] == [0, 0.5, 1]


def test_step_and_elu_at_zero_belong_to_the_right_side():
    assert Unit(ACTIVATIONS["step"], {}).out(("0",)) == 1
    assert Unit(ACTIVATIONS["elu"], {"alpha": Fraction(2)}).slope(("0",)) == 1
    assert Unit(ACTIVATIONS["leaky_relu"], {"slope": Fraction(1, 5)}).slope(("0",)) == 0.2


def test_a_tie_of_pieces_goes_to_the_first():
    maxout = ACTIVATIONS["maxout"]
    assert [Unit(maxout, {}).slope(("1", "2", "2"), k) for k in range(3)] == [0, 1, 0]
    nets = np.array([[1.0], [2.0], [2.0]])
    assert maxout.array_slope(nets, maxout.array(nets))[:, 0].tolist() == [0, 1, 0]
