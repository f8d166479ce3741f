"""Every loss of the table with every output that fits it: value, gradient, the far ends."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import FITTING, hundredths

from nncli.maths.activations import ACTIVATIONS
from nncli.maths.arithmetic import FLOAT, PRECISE
from nncli.maths.expression import Constant, Expression, Reference, total
from nncli.maths.losses import LOSSES

H = Decimal("1e-15")
UNITS = 3
PIECES = 2  # of each maxout unit

every_pair = pytest.mark.parametrize(("loss", "output"), FITTING)
on_nets = pytest.mark.parametrize(
    "loss", [loss for loss in LOSSES.values() if loss.on_nets], ids=lambda loss: loss.name
)


class OutputLayer:
    """Three units of one activation, their outputs written out as formulas of the nets: n0, n1, …"""

    def __init__(self, output: str) -> None:
        self.activation = ACTIVATIONS[output]
        self.parameters = {name: Constant(value) for name, value in self.activation.parameters.items()}
        self.pieces = PIECES if self.activation.reads == "pieces" else 1
        self.nets = [Reference(f"n{i}") for i in range(UNITS * self.pieces)]

    def own(self, unit):
        return tuple(self.nets[unit * self.pieces : (unit + 1) * self.pieces])

    def out(self, unit) -> Expression:
        layer = tuple(self.nets) if self.activation.reads == "layer" else ()
        return self.activation.out(self.own(unit), layer, self.parameters)


def targets(loss):
    if loss.one_hot:
        return st.sampled_from([(1, 0, 0), (0, 1, 0), (0, 0, 1), (0.25, 0.5, 0.25)])
    low = 0 if loss.zero_to_one else -150
    return st.tuples(*[hundredths(low, 100)] * UNITS)


def distinct_nets(layer):
    """Not 0, and no two alike: away from kinks."""
    n = len(layer.nets)
    return st.lists(st.integers(-800, 800).filter(bool), min_size=n, max_size=n, unique=True).map(
        lambda nets: [Decimal(net) / 100 for net in nets]
    )


def numbers(layer, nets, target):
    return {f"n{i}": net for i, net in enumerate(nets)} | {f"d{j}": Decimal(repr(d)) for j, d in enumerate(target)}


def energy(loss, layer) -> Expression:
    summed = total(loss.term(Reference(f"d{j}"), layer.out(j)) for j in range(UNITS))
    return summed / UNITS if loss.mean else summed


@every_pair
@given(data=st.data())
def test_delta_is_minus_the_derivative_by_the_net(loss, output, data):
    loss, layer = LOSSES[loss], OutputLayer(output)
    nets, target = data.draw(distinct_nets(layer)), data.draw(targets(loss))
    values, formula = numbers(layer, nets, target), energy(loss, layer)
    with PRECISE.context():
        for j in range(UNITS):
            y = layer.out(j).evaluate(values, PRECISE)
            for piece in range(layer.pieces):
                net = f"n{j * layer.pieces + piece}"
                up, down = (formula.evaluate(values | {net: values[net] + h}, PRECISE) for h in (H, -H))
                rule = loss.error or (lambda d, y: d - y)
                error = rule(Reference(f"d{j}"), Reference("y")).evaluate(values | {"y": y}, PRECISE)
                factor = loss.factor_of(UNITS)
                delta = error * factor.numerator / factor.denominator
                if not loss.cancels:
                    slope = layer.activation.slope_of(layer.own(j), piece, Reference("y"), layer.parameters)
                    delta *= slope.evaluate(values | {"y": y}, PRECISE)
                assert abs(-(up - down) / (2 * H) - delta) < Decimal("1e-20")


@every_pair
@given(data=st.data())
def test_array_equals_the_terms(loss, output, data):
    loss, layer = LOSSES[loss], OutputLayer(output)
    rows = data.draw(st.lists(st.tuples(distinct_nets(layer), targets(loss)), min_size=1, max_size=3))
    scalar, d, y, nets = [], [], [], []
    for of_row, target in rows:
        values = {name: float(value) for name, value in numbers(layer, of_row, target).items()}
        scalar.append(energy(loss, layer).evaluate(values, FLOAT))
        d.append(target)
        y.append([layer.out(j).evaluate(values, FLOAT) for j in range(UNITS)])
        nets.append([values[f"n{j * layer.pieces}"] for j in range(UNITS)])
    losses = loss.array(np.array(d, float), np.array(y), np.array(nets))
    assert losses.shape == (len(rows),)
    assert losses == pytest.approx(scalar, rel=1e-11, abs=1e-15)


@on_nets
@given(data=st.data())
def test_on_nets_equals_the_term(loss, data):
    layer = OutputLayer(loss.activations[0])
    values = numbers(layer, data.draw(distinct_nets(layer)), data.draw(targets(loss)))
    rewritten = total(loss.on_nets(Reference(f"d{j}"), layer.nets[j], tuple(layer.nets)) for j in range(UNITS))
    with PRECISE.context():
        difference = rewritten.evaluate(values, PRECISE) - energy(loss, layer).evaluate(values, PRECISE)
    assert abs(difference) < Decimal("1e-40")


@on_nets
@pytest.mark.parametrize("nets", [(1000, -1000, 0), (-1000, -1000, -1000), (1000, 1000, 1000), (-1000, 1000, 1000)])
@pytest.mark.parametrize("target", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_far_ends_are_finite_and_right(loss, nets, target):
    """−ln softmax is the distance to the greatest net, −ln sigmoid the distance on the wrong side of 0."""
    if loss.name == "cross_entropy":
        ties = nets.count(max(nets))
        expected = max(nets) - nets[target.index(1)] + float(np.log(ties))
    else:
        by_unit = zip(nets, target, strict=True)
        expected = sum(np.log(2) if net == 0 else max(0, net if d == 0 else -net) for net, d in by_unit)
    references = [Reference(f"n{j}") for j in range(UNITS)]
    values = {f"n{j}": float(net) for j, net in enumerate(nets)} | {f"d{j}": float(d) for j, d in enumerate(target)}
    formula = total(loss.on_nets(Reference(f"d{j}"), references[j], tuple(references)) for j in range(UNITS))
    assert formula.evaluate(values, FLOAT) == pytest.approx(float(expected), rel=1e-12)
    x, d = np.array([nets], float), np.array([target], float)
    y = ACTIVATIONS[loss.activations[0]].array(x)
    assert loss.array(d, y, x) == pytest.approx([float(expected)], rel=1e-12)


def test_a_class_that_is_not_the_target_costs_nothing():
    values = {"d": 0.0, "y": 0.0}
    assert LOSSES["cross_entropy"].term(Reference("d"), Reference("y")).evaluate(values, FLOAT) == 0


def test_a_logarithmic_loss_says_how_it_stays_finite():
    for loss in LOSSES.values():
        assert loss.exact or loss.on_nets is not None, loss.name


def test_the_table_is_by_name_and_its_outputs_exist():
    for name, loss in LOSSES.items():
        assert name == loss.name
        assert set(loss.activations or ()) <= set(ACTIVATIONS)


@pytest.mark.parametrize(
    ("loss", "nets", "target", "expected"),
    [
        ("squared", (0.5, 1, 2), (1, 1, 0), 2.125),
        ("squared_sum", (0.5, 1, 2), (1, 1, 0), 4.25),
        ("mean_squared", (0.5, 1, 2), (1, 1, 0), 4.25 / 3),
        ("cross_entropy", (0, 0, 0), (0, 1, 0), 1.0986122886681098),
        ("binary_cross_entropy", (0, 0, 0), (0, 1, 0), 2.0794415416798357),
    ],
)
def test_loss_of_a_row_worked_by_hand(loss, nets, target, expected):
    loss = LOSSES[loss]
    x = np.array([nets], float)
    y = ACTIVATIONS[loss.activations[0]].array(x) if loss.activations else x
    assert loss.array(np.array([target], float), y, x) == pytest.approx([expected], rel=1e-15)
