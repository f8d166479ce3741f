"""Every function that formulas call: value, partial derivatives, kinks, and what holds at ±1000."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pocket_calculator import DEFINITIONS

from nncli.maths.arithmetic import FLOAT, PRECISE
from nncli.maths.functions import FUNCTIONS

H = Decimal("1e-15")


def decimals(low=-5, high=5):
    return st.integers(low * 1000, high * 1000).map(lambda n: Decimal(n) / 1000)


a, positive, several = decimals(), decimals(1, 9), st.lists(decimals(), min_size=1, max_size=4)
ARGUMENTS = {
    "log": st.tuples(positive),
    "sqrt": st.tuples(positive),
    "times_log": st.tuples(a, positive),
    "sign": st.tuples(a, decimals(0, 1)),
    "if_missed": st.one_of(st.tuples(a, a), a.map(lambda d: (d, d))),
    "relu_slope": st.tuples(a, decimals(0, 1)),
    "leaky_relu": st.tuples(a, decimals(0, 1)),
    "leaky_relu_slope": st.tuples(a, decimals(0, 1)),
    "elu": st.tuples(a, positive),
    "elu_slope": st.tuples(a, a, positive),
    "max": several,
    "is_max": several.flatmap(lambda xs: st.tuples(st.integers(1, len(xs)).map(Decimal), *map(st.just, xs))),
    "softmax": several.flatmap(lambda xs: st.tuples(st.sampled_from(xs), *map(st.just, xs))),
    "logsumexp": several,
}
# Arguments at a kink: moving the first (of those that matter) by a hair changes the side.
KINKS = {
    "abs": (["0"], 0),
    "step": (["0"], 0),
    "sign": (["0.5", "0.5"], 0),
    "if_missed": (["1", "1"], 0),
    "relu": (["0"], 0),
    "relu_slope": (["0", "0.5"], 0),
    "leaky_relu": (["0", "0.1"], 0),
    "leaky_relu_slope": (["0", "0.1"], 0),
    "elu": (["0", "1.5"], 0),
    "elu_slope": (["0", "0", "1.5"], 0),
    "max": (["1", "3", "3"], 1),
    "is_max": (["2", "3", "3"], 1),
}
# e^1000 is beyond binary64 in any formula.
STABLE = [name for name in FUNCTIONS if name != "exp"]
FAR = {
    "log": [("1000",), ("1e-300",)],
    "sqrt": [("1000",), ("1e-300",)],
    "times_log": [("0", "0"), ("0", "1000"), ("-1000", "1e-300")],
    "sign": [("-1000", "0.2"), ("0", "0"), ("1000", "0.2"), ("0.2", "0.2")],
    "if_missed": [("1", "1"), ("-1", "0"), ("1000", "-1000")],
    "relu_slope": [("-1000", "1"), ("0", "1"), ("1000", "1")],
    "leaky_relu": [("-1000", "0.1"), ("0", "0.1"), ("1000", "0.1")],
    "leaky_relu_slope": [("-1000", "0.1"), ("0", "0.1"), ("1000", "0.1")],
    "elu": [("-1000", "2"), ("0", "2"), ("1000", "2")],
    "elu_slope": [("-1000", "-2", "2"), ("0", "0", "2"), ("1000", "1000", "2")],
    "max": [("-1000", "1000"), ("1000", "1000")],
    "is_max": [("1", "-1000", "1000"), ("2", "1000", "1000")],
    "softmax": [("-1000", "-1000", "1000"), ("1000", "1000", "1000"), ("-1000", "-1000", "-1001")],
    "logsumexp": [("-1000", "1000"), ("1000", "1000"), ("-1000", "-1001")],
}
ONE_ARGUMENT = [("-1000",), ("0",), ("1e-300",), ("1000",)]

every_function = pytest.mark.parametrize("name", FUNCTIONS)


def moved(arguments, at, by):
    return [x + by if i == at else x for i, x in enumerate(arguments)]


def sides(function, arguments):
    return function.branch(*arguments) if function.branch else None


@every_function
@given(data=st.data())
def test_partials_are_central_differences(name, data):
    function = FUNCTIONS[name]
    arguments = data.draw(ARGUMENTS.get(name, st.tuples(a)))
    with PRECISE.context():
        partials = function.partials(PRECISE, *arguments)
        assert len(partials) == len(arguments)
        for at, partial in enumerate(partials):
            up, down = moved(arguments, at, H), moved(arguments, at, -H)
            assume(sides(function, up) == sides(function, down))
            difference = (function.value(PRECISE, *up) - function.value(PRECISE, *down)) / (2 * H)
            assert abs(difference - partial) < Decimal("1e-20")


@every_function
@given(data=st.data())
def test_value_is_the_definitions(name, data):
    arguments = data.draw(ARGUMENTS.get(name, st.tuples(a)))
    with PRECISE.context():
        expected = DEFINITIONS[name](*arguments)
        assert abs(FUNCTIONS[name].value(PRECISE, *arguments) - expected) < Decimal("1e-40")
    in_floats = FUNCTIONS[name].value(FLOAT, *map(float, arguments))
    assert in_floats == pytest.approx(float(expected), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.branch])
def test_a_kink_is_told_from_both_its_sides(name):
    function = FUNCTIONS[name]
    texts, at = KINKS[name]
    arguments = [Decimal(text) for text in texts]
    with PRECISE.context():
        below, on, above = (sides(function, moved(arguments, at, by)) for by in (-H, 0, H))
    assert len({below, on, above}) == 3


@pytest.mark.parametrize("name", STABLE)
def test_far_ends_are_finite_and_right(name):
    function = FUNCTIONS[name]
    for texts in FAR.get(name, ONE_ARGUMENT):
        with PRECISE.context():
            arguments = [Decimal(text) for text in texts]
            expected = float(function.value(PRECISE, *arguments))
            slopes = [float(slope) for slope in function.partials(PRECISE, *arguments)]
        arguments = [float(text) for text in texts]
        assert function.value(FLOAT, *arguments) == pytest.approx(expected, rel=1e-12, abs=1e-45), texts
        assert list(function.partials(FLOAT, *arguments)) == pytest.approx(slopes, rel=1e-12, abs=1e-45), texts


def test_times_log_of_nothing_is_nothing():
    times_log = FUNCTIONS["times_log"]
    assert times_log.value(FLOAT, 0.0, 0.0) == 0
    assert times_log.partials(FLOAT, 0.0, 0.0) == (0, 0)


def test_times_log_has_a_slope_where_it_is_nothing():
    log, over = FUNCTIONS["times_log"].partials(FLOAT, 0.0, 0.5)
    assert log == pytest.approx(-0.6931471805599453)
    assert over == 0


@pytest.mark.parametrize(
    ("name", "counts"),
    [("sigmoid", {1}), ("times_log", {2}), ("elu_slope", {3}), ("max", {1, 2, 3, 4}), ("softmax", {1, 2, 3, 4})],
)
def test_a_function_knows_how_many_arguments_it_takes(name, counts):
    assert {n for n in range(1, 5) if FUNCTIONS[name].takes(n)} == counts


def test_the_table_is_by_name():
    assert all(name == function.name for name, function in FUNCTIONS.items())
