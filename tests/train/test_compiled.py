"""The compiled engine computes what the scalar one does, from the same code."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, HIDDEN, near_a_kink, networks
from twins import CLOSE, engine_of, extreme, small, traced_epochs

from nncli.errors import InputError
from nncli.train.engine import Epochs
from nncli.train.written.compiled import CompiledEngine


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(InputError) as caught:
        engine_of(small((3, 2, 1), "softplus"), CompiledEngine)  # a network that no other test has compiled
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.message) == ("missing-extra", "the compiled engine needs numba, which is not installed")
    assert fault.help == "python -m pip install 'backprop-chalkboard[fast]'"


def test_numba_is_loaded_only_when_it_is_needed():
    code = "import sys, nncli.train.written.compiled; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def numba():
    return pytest.importorskip("numba", reason="numba, the extra 'fast', is not installed")


@pytest.mark.parametrize(("loss", "output"), FITTING)
@settings(max_examples=2)
@given(data=st.data())
@pytest.mark.usefixtures("numba")
def test_the_compiled_engine_is_the_traces_twin(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, order=None, mode="standard"))
    rates = data.draw(st.lists(st.sampled_from([0.0625, 0.25, 0.5]), min_size=1, max_size=2))
    orders = [data.draw(st.permutations(range(len(network.samples)))) for _ in rates]
    expected, runs = traced_epochs(network, rates, orders)
    assume(not any(near_a_kink(this, run) for this, run in runs))
    engine = engine_of(network, CompiledEngine)
    engine.run(Epochs(rates, [np.array(order) for order in orders]))
    assert engine.parameters == pytest.approx(expected, **CLOSE)


@pytest.mark.usefixtures("numba")
@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_rows_as_they_stand_and_in_another_order(order):
    network = small(conventions={"update_order": order})
    expected, _runs = traced_epochs(network, [0.5, 0.25], [[0, 1], [0, 1]])
    expected_turned, _runs = traced_epochs(network, [0.5, 0.25], [[0, 1], [1, 0]])
    as_they_stand, written_out, turned = (engine_of(network, CompiledEngine) for _ in range(3))
    as_they_stand.run(Epochs([0.5, 0.25], None))
    written_out.run(Epochs([0.5, 0.25], [np.array([0, 1])] * 2))
    turned.run(Epochs([0.5, 0.25], [np.array([0, 1]), np.array([1, 0])]))
    assert as_they_stand.parameters == pytest.approx(expected, **CLOSE)
    assert as_they_stand.parameters.tobytes() == written_out.parameters.tobytes()
    assert turned.parameters == pytest.approx(expected_turned, **CLOSE)
    assert turned.parameters != pytest.approx(expected, **CLOSE)


@pytest.mark.usefixtures("numba")
@pytest.mark.parametrize("activation", HIDDEN)
def test_what_leaves_the_floats_raises_nothing(activation):
    engine = engine_of(extreme(activation), CompiledEngine)
    start = engine.state()
    for rate in (1e-6, 1.0, 1e300):
        engine.restore(start)
        engine.run(Epochs([rate] * 5, None))
    assert not np.isfinite(engine.parameters).all() or activation == "step"


@pytest.mark.usefixtures("numba")
def test_it_goes_on_from_a_state_bit_for_bit():
    network = small()
    whole, first, second = (engine_of(network, CompiledEngine) for _ in range(3))
    whole.run(Epochs([0.5, 0.25, 0.125], None))
    first.run(Epochs([0.5, 0.25], None))
    state = first.state()
    first.run(Epochs([0.125], None))
    second.restore(state)
    second.run(Epochs([0.125], None))
    assert whole.parameters.tobytes() == first.parameters.tobytes() == second.parameters.tobytes()
    assert second.parameters.tobytes() != state["parameters"].tobytes()


@pytest.mark.usefixtures("numba")
def test_a_row_that_is_not_there_is_not_read():
    engine = engine_of(small(), CompiledEngine)
    with pytest.raises(AssertionError):
        engine.run(Epochs([0.5], [np.array([0, 2])]))
