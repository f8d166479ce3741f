"""The engine of arrays is the Trace's fast twin in every mode: the same parameters after any number of updates."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, near_a_kink, networks, traced
from small_run import XOR, examples_of, setup_of, small
from twins import traced_parameters

from nncli.maths.numeral import Numeral
from nncli.models.optimisers import OPTIMISERS
from nncli.models.penalty import Penalty
from nncli.train.arrays.engine import ArrayEngine
from nncli.train.arrays.layout import Layout
from nncli.train.engine import Epochs, Examples
from nncli.train.shuffle import Shuffle

L1, L2, BOOK = Numeral("0.2"), Numeral("0.1"), Numeral("0.7")
PENALTIES = (None, Penalty(l2=L2), Penalty(l1=L1, l2=L2), Penalty(book=BOOK))
CLOSE = {"rel": 1e-8, "abs": 1e-10}


def engine_of(network, dtype=np.float64):
    return ArrayEngine(network, examples_of(network, dtype), Layout(network).initial().astype(dtype))


def with_training(network, **training):
    said = network.training.model_copy(update=training)
    return replace(network, said_of_training=said, batch_size=said.batch_size)


@pytest.mark.parametrize("mode", ["standard", "accumulated", "mini-batch"])
@pytest.mark.parametrize(("loss", "output"), FITTING)
@settings(max_examples=8)
@given(data=st.data())
def test_the_engine_is_the_traces_twin(mode, loss, output, data):
    network = data.draw(networks(loss=loss, output=output, mode="standard"))
    n, size, epochs = len(network.samples), data.draw(st.integers(1, 4)), data.draw(st.integers(1, 2))
    optimiser = data.draw(st.sampled_from(list(OPTIMISERS.values())))
    settings = {name: Numeral(str(data.draw(st.sampled_from((0.5, 0.9))))) for name in optimiser.defaults}
    penalty = data.draw(st.sampled_from(PENALTIES))
    network = replace(network, mode=mode, optimiser=optimiser, settings=settings, penalty=penalty)
    network = with_training(network, batch_size=size)
    updates = epochs * {"standard": n, "accumulated": 1, "mini-batch": -(-n // size)}[mode]
    run = traced(network, updates=updates)
    assume(not near_a_kink(network, run))
    assume(max(map(abs, traced_parameters(network, run, updates))) < 1e3)  # a run that runs away multiplies roundings
    engine = engine_of(network)
    engine.run(Epochs([float(network.learning_rate)] * epochs, None))
    assert engine.parameters == pytest.approx(traced_parameters(network, run, updates), **CLOSE)


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("mode", ["standard", "accumulated", "mini-batch"])
def test_samples_in_another_order_are_other_samples(mode, reduction):
    """An order of the rows does what the rows in that order do; the last batch of 3 is one of 1."""
    order, conventions = [2, 0, 3, 1], {"reduction": reduction}
    changed = small({"batch_size": 3}, mode=mode, conventions=conventions)
    rows = small({"batch_size": 3}, mode=mode, conventions=conventions, samples=[XOR[n] for n in order])
    shuffled, sorted_ = engine_of(changed), engine_of(rows)
    shuffled.run(Epochs([0.5, 0.25], [np.array(order)] * 2))
    sorted_.run(Epochs([0.5, 0.25], None))
    assert shuffled.parameters == pytest.approx(sorted_.parameters, rel=1e-14)


@pytest.mark.parametrize("mode", ["standard", "accumulated", "mini-batch"])
def test_the_engine_leaves_its_examples_and_initial_values_alone(mode):
    network = small({"batch_size": 3}, mode=mode)
    examples, vector = examples_of(network), Layout(network).initial()
    before = [array.copy() for array in (*examples, vector)]
    ArrayEngine(network, examples, vector).run(Epochs([0.5], [np.array([3, 1, 0, 2])]))
    assert [array.tobytes() for array in (*examples, vector)] == [array.tobytes() for array in before]


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("mode", ["standard", "accumulated", "mini-batch"])
def test_single_precision_stays_single(name, mode):
    training = {"optimiser": name, "batch_size": 3, "regularisation": {"l2": 0.01, "l1": 0.001}}
    network = small(training, mode=mode)
    engine = engine_of(network, np.float32)
    engine.run(Epochs([0.1] * 3, [np.arange(4)[::-1]] * 3))
    assert engine.parameters.dtype == np.float32
    assert {a.dtype for key, a in engine.state().items() if key != "count"} == {np.dtype(np.float32)}
    exact = engine_of(network)
    exact.run(Epochs([0.1] * 3, [np.arange(4)[::-1]] * 3))
    assert engine.parameters == pytest.approx(exact.parameters, rel=1e-3, abs=1e-3)
    assert np.isfinite(engine.parameters).all()


@pytest.mark.parametrize("precision", ["double", "single"])
@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("mode", ["standard", "accumulated", "mini-batch"])
def test_a_restored_engine_goes_on_bit_for_bit(name, mode, precision):
    network = small({"optimiser": name, "batch_size": 3, "precision": precision}, mode=mode)
    setup = setup_of(network)
    rates, orders = [0.1 / (1 + n) for n in range(7)], [np.random.default_rng(n).permutation(4) for n in range(7)]

    def engine():
        return ArrayEngine(network, setup.train.examples, setup.initial())

    at_once, before, after = engine(), engine(), engine()
    at_once.run(Epochs(rates, orders))
    before.run(Epochs(rates[:3], orders[:3]))
    state = before.state()
    before.run(Epochs([5.0], orders[:1]))  # what happens later does not reach into a state
    after.run(Epochs([9.0, 9.0], orders[:2]))  # and what was there before is gone
    after.restore(state)
    after.run(Epochs(rates[3:], orders[3:]))
    for key, array in at_once.state().items():
        assert array.tobytes() == after.state()[key].tobytes(), key


# The order of the samples


def orders_of(training=None, n=50, count=200, **more):
    return Shuffle(small(training, **{"mode": "mini-batch", **more}), n).orders(0, count)


def test_orders_are_permutations_new_in_each_epoch():
    orders = orders_of()
    assert all(sorted(order.tolist()) == list(range(50)) for order in orders)
    assert len({order.tobytes() for order in orders}) == len(orders)


def test_orders_follow_from_the_seed():
    def first(**more):
        return [order.tolist() for order in orders_of(count=3, **more)]

    assert first(seed=4) == first(seed=4)
    assert first(seed=4) != first(seed=5)


@pytest.mark.parametrize("start", [0, 1, 63, 64, 65, 128, 150])
def test_an_order_follows_from_the_number_of_its_epoch(start):
    """A run that is resumed has the orders it would have had."""
    everything, shuffle = orders_of(), Shuffle(small(mode="mini-batch"), 50)
    for first, count in ((start, 1), (start + 1, 40), (start, 3)):
        found = shuffle.orders(first, count)
        assert [o.tolist() for o in found] == [o.tolist() for o in everything[first : first + count]]


def test_every_row_comes_first_about_as_often():
    firsts = np.bincount([order[0] for order in orders_of(n=4, count=4000)], minlength=4)
    assert firsts.min() > 900


@pytest.mark.parametrize(
    ("mode", "chosen", "shuffles"),
    [
        ("standard", {}, False), ("standard", {"shuffle": True}, True),
        ("mini-batch", {}, True), ("mini-batch", {"shuffle": False}, False),
        ("accumulated", {}, False), ("accumulated", {"shuffle": True}, False),
    ],
)  # fmt: skip
def test_when_samples_are_shuffled(mode, chosen, shuffles):
    assert (orders_of(chosen, mode=mode) is not None) == shuffles


def test_one_row_has_one_order():
    network = small(samples=XOR[:1], mode="mini-batch")
    engine = ArrayEngine(network, Examples(*(a[:1] for a in examples_of(network))), Layout(network).initial())
    engine.run(Epochs([0.5], Shuffle(network, 1).orders(0, 1)))
    assert np.isfinite(engine.parameters).all()
