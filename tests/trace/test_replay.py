"""Recomputing a trace with some numbers replaced."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, hundredths, near_a_kink, networks, traced, with_leaf

from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace.replay import replay


def leaves(run):
    return {step.id: step.value for step in run.steps if step.formula is None}


@given(network=networks(order=None))
def test_nothing_changed_changes_nothing(network):
    run = traced(network, updates=2)
    assert replay(run, {}) == run.values
    assert replay(run, leaves(run)) == run.values  # every formula computed once more


@pytest.mark.parametrize(("loss", "output"), FITTING)
@settings(max_examples=8)
@given(data=st.data())
def test_a_changed_leaf_gives_what_a_fresh_run_gives(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, order=None))
    run = trace(network)
    id = data.draw(st.sampled_from(sorted(leaves(run))))
    target = id.startswith("target[")
    number = Numeral(repr(data.draw(hundredths(1, 99) if target else hundredths())))
    fresh = trace(with_leaf(network, id, number))
    assert fresh.values[id] == float(number)
    # At a saturated output the logarithm of a loss is written on the nets: another formula of the same number.
    assume(all(step.formula == run[step.id].formula for step in fresh.steps))
    assert replay(run, {id: float(number)}) == fresh.values


def test_a_changed_step_is_not_computed_and_what_follows_is():
    run = trace(load(open_spec("lecture")))
    values = replay(run, {"P.out": 0.5})
    assert values["P.net"] == run["P.net"].value
    assert values["P.out"] == 0.5
    assert values["O.net"] == pytest.approx(0.3 * 0.5 + 0.9 * run["Q.out"].value, rel=1e-15)
    assert values["Q.out"] == run["Q.out"].value
    assert values["P.out.after"] != run["P.out.after"].value


def test_the_way_ends_behind_the_step_that_was_asked_for():
    run = trace(load(open_spec("lecture")))
    values = replay(run, {"A": 0.4}, until="loss.before")
    ids = [step.id for step in run.steps]
    assert set(values) == set(ids[: ids.index("loss.before") + 1])
    full = replay(run, {"A": 0.4})
    assert all(full[id] == value for id, value in values.items())


@pytest.mark.parametrize("output", ["sigmoid", "step", "identity", "relu", "maxout"])
@settings(max_examples=10)
@given(data=st.data())
def test_another_arithmetic_computes_all_anew(output, data):
    """Also what depends on no leaf: the slope 1 of a linear unit has to be a decimal among decimals."""
    network = data.draw(networks(loss="squared", output=output, hidden=["identity", "relu", "maxout", "sigmoid"]))
    precise = trace(network, arithmetic=PRECISE)
    assume(not near_a_kink(network, precise))
    assert replay(trace(network), leaves(precise), PRECISE) == precise.values


def test_floats_become_fractions():
    network = load(open_spec("homework-relu"))
    exact = trace(network, arithmetic=EXACT)
    assert replay(trace(network), leaves(exact), EXACT) == exact.values
    assert replay(exact, leaves(trace(network)), FLOAT)["loss.after"] == trace(network)["loss.after"].value


def test_a_formula_without_a_value_says_so():
    run = trace(load(open_spec("lecture")))
    with pytest.raises(OverflowError):
        replay(run, {"O.out": 1e200})
