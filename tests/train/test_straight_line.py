"""Straight-line code is the Trace's fast twin for standard BP: the same parameters after any number of updates."""

import ast
import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, HIDDEN, near_a_kink, network_of, networks, traced
from twins import CLOSE, engine_of, examples_of, extreme, small, traced_epochs, traced_parameters

from nncli.errors import InputError
from nncli.train.arrays.layout import Layout
from nncli.train.engine import Epochs
from nncli.train.written.scalar import ScalarEngine, source
from nncli.train.written.straight_line import MOST_IN_PYTHON, MOST_TO_COMPILE, compiling_pays, suits


@pytest.mark.parametrize(("loss", "output"), FITTING)
@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
@settings(max_examples=15)
@given(data=st.data())
def test_the_scalar_engine_is_the_traces_twin(loss, output, order, data):
    network = data.draw(networks(loss=loss, output=output, order=order, mode="standard"))
    epochs = data.draw(st.integers(1, 2))
    updates = epochs * len(network.samples)
    run = traced(network, updates=updates)
    assume(not near_a_kink(network, run))
    engine = engine_of(network, ScalarEngine)
    engine.run(Epochs([float(network.learning_rate)] * epochs, None))
    assert engine.parameters == pytest.approx(traced_parameters(network, run, updates), **CLOSE)


@given(data=st.data(), network=networks(mode="standard", order=None))
def test_each_epoch_has_its_rate_and_its_order(data, network):
    rates = data.draw(st.lists(st.sampled_from([0.0625, 0.25, 0.5]), min_size=1, max_size=3))
    orders = [data.draw(st.permutations(range(len(network.samples)))) for _ in rates]
    expected, runs = traced_epochs(network, rates, orders)
    assume(not any(near_a_kink(this, run) for this, run in runs))
    engine = engine_of(network, ScalarEngine)
    engine.run(Epochs(rates, [np.array(order) for order in orders]))
    assert engine.parameters == pytest.approx(expected, **CLOSE)


def test_the_code_is_what_one_would_write_by_hand():
    assert source(small()).splitlines() == [
        "def run(passes, parameters):",
        "    [p0, p1, p2, p3, p4, p5, p6, p7, p8] = parameters",
        "    for rate, rows in passes:",
        "        for x0, x1, d0 in rows:",
        "            t3 = tanh(((p0 * x0) + (p2 * x1) + p4))",
        "            t7 = tanh(((p1 * x0) + (p3 * x1) + p5))",
        "            t11 = tanh(((p6 * t3) + (p7 * t7) + p8))",
        "            t15 = (d0 - t11) * (1.0 - (t11 * t11))",
        "            t24 = rate * t15",
        "            t27 = rate * ((t15 * p6) * (1.0 - (t3 * t3)))",
        "            t30 = rate * ((t15 * p7) * (1.0 - (t7 * t7)))",
        "            p5 = p5 + t30",
        "            p3 = p3 + (t30 * x1)",
        "            p1 = p1 + (t30 * x0)",
        "            p4 = p4 + t27",
        "            p2 = p2 + (t27 * x1)",
        "            p0 = p0 + (t27 * x0)",
        "            p8 = p8 + t24",
        "            p7 = p7 + (t24 * t7)",
        "            p6 = p6 + (t24 * t3)",
        "    return [p0, p1, p2, p3, p4, p5, p6, p7, p8]",
    ]


def test_no_gradient_leaves_nothing_to_do():
    lines = source(small(activation="step")).splitlines()
    assert lines[3:5] == ["        for x0, x1, d0 in rows:", "            pass"]


@given(network=networks(order=None, mode="standard"))
def test_no_text_of_a_users_is_in_the_code(network):
    names = {node.id for node in ast.walk(ast.parse(source(network))) if isinstance(node, ast.Name)}
    ours = {"rate", "rows", "passes", "parameters", "exp", "expm1", "log1p", "tanh"}
    assert all(re.fullmatch(r"[pntxd]\d+", name) for name in names - ours)


def test_units_with_the_names_of_functions_do_no_harm():
    layers = [{"units": ["rate", "p0"], "activation": "tanh", "weights": [[0.5, 0.25], [0.125, 1]]},
              {"units": ["exp"], "activation": "sigmoid", "weights": [[1], [-1]]}]  # fmt: skip
    samples = [{"x": [1, 0.5], "target": 1}]
    named = network_of(
        {"inputs": ["rows", "tanh"], "layers": layers, "loss": "squared", "learning_rate": 1, "samples": samples}
    )
    plain = network_of(
        {"inputs": 2, "layers": [layer | {"units": len(layer["units"])} for layer in layers], "loss": "squared",
         "learning_rate": 1, "samples": samples}
    )  # fmt: skip
    assert source(named) == source(plain)


@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize("rate", [1e-6, 1.0, 1e300])
def test_what_leaves_the_floats_does_not_come_back_and_raises_nothing(activation, rate):
    engine = engine_of(extreme(activation), ScalarEngine)
    engine.run(Epochs([rate] * 5, None))
    lost = ~np.isfinite(engine.parameters)
    engine.run(Epochs([1e-6], None))
    assert not np.isfinite(engine.parameters[lost]).any()
    assert lost.any() or rate < 1e300 or activation == "step"


def test_it_goes_on_from_a_state_bit_for_bit():
    network = small((2, 3, 1), "sigmoid")
    whole, first, second = (engine_of(network, ScalarEngine) for _ in range(3))
    whole.run(Epochs([0.5, 0.25, 0.125], None))
    first.run(Epochs([0.5, 0.25], None))
    state = first.state()
    first.run(Epochs([0.125], None))
    second.restore(state)
    second.run(Epochs([0.125], None))
    assert whole.parameters.tobytes() == first.parameters.tobytes() == second.parameters.tobytes()
    assert second.parameters.tobytes() != state["parameters"].tobytes()


def test_the_vector_it_is_given_stays_as_it_is():
    network = small()
    vector = Layout(network).initial()
    engine = engine_of(network, ScalarEngine, vector)
    engine.run(Epochs([0.5], None))
    assert (vector == Layout(network).initial()).all()
    assert (engine.parameters != vector).all()


@pytest.mark.parametrize("sizes", [(784, 3, 2), (1,) * 100, (1, 400, 1)], ids=["wide", "deep", "broad"])
def test_long_sums_and_long_chains_compile(sizes):
    network = small(sizes)
    engine = engine_of(network, ScalarEngine)
    engine.run(Epochs([0.5], None))
    assert engine.parameters == pytest.approx(traced_parameters(network, traced(network, updates=2), 2), **CLOSE)


def test_a_sum_longer_than_pythons_compiler_takes_in_one_piece():
    network = small((3600, 1))
    engine = engine_of(network, ScalarEngine)
    engine.run(Epochs([0.5], [np.array([0])]))
    assert engine.parameters == pytest.approx(traced_parameters(network, traced(network, updates=1), 1), **CLOSE)


def test_a_network_too_large_to_write_out_says_so():
    network = small((100, 60))
    with pytest.raises(InputError) as caught:
        ScalarEngine(network, examples_of(network), Layout(network).initial())
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.message) == ("too-large", "6060 parameters are too many to write out one by one")
    assert fault.help == "'engine: arrays' takes them layer by layer"


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({}, True),
        ({"mode": "accumulated"}, False),
        ({"mode": "mini-batch"}, False),
        ({"training": {"optimiser": "momentum"}}, False),
        ({"training": {"regularisation": {"l2": 0.1}}}, False),
        ({"training": {"precision": "single"}}, False),
        ({"training": {"schedule": "step", "shuffle": True}}, True),
        ({"conventions": {"update_order": "sequential"}}, True),
    ],
)
def test_which_networks_it_suits(more, fits):
    assert suits(small(**more)) is fits
    assert compiling_pays(small(**more), 10**9) is fits


def test_when_compiling_pays():
    network = small((2, 8, 8, 1))
    assert not compiling_pays(network, 100_000)
    assert compiling_pays(network, 1_000_000)
    fits, large, larger = (small((1, n)) for n in (MOST_IN_PYTHON // 2, MOST_TO_COMPILE // 2, MOST_TO_COMPILE // 2 + 1))
    assert [suits(n) for n in (fits, large, larger)] == [True, False, False]
    assert [compiling_pays(n, 10**9) for n in (fits, large, larger)] == [True, True, False]
