"""A run: what is recorded, in which order, and what one update and many updates compute."""

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import EXACT_FITTING, EXACT_HIDDEN, FITTING, near_a_kink, network_of, networks, one_unit, traced

from nncli.errors import TraceError
from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE, RoundedArithmetic, Rounding
from nncli.maths.grammar import read_formula
from nncli.maths.notation import write
from nncli.models.feed_forward import PHASES, samples_used, trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace.quantities import Quantity, base
from nncli.trace.recorder import MAX_STEPS

every_pair = pytest.mark.parametrize(("loss", "output"), FITTING)
few = settings(max_examples=5)

# Random runs


@every_pair
@few
@given(data=st.data())
def test_every_formula_printed_and_read_back_gives_the_steps_value(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, order=None))
    run = traced(network, updates=data.draw(st.integers(1, 2)))
    for step in run.steps:
        if step.formula is not None:
            assert read_formula(write(step.formula, str)).evaluate(run.values, FLOAT) == step.value, step.id


@every_pair
@few
@given(data=st.data())
def test_the_network_knows_the_ids_of_its_trace(loss, output, data):
    network = data.draw(networks(loss=loss, output=output))
    run = trace(network)
    assert {base(step.id) for step in run.steps} == set(network.quantities())
    assert all(str(Quantity.parse(step.id)) == step.id for step in run.steps)


@every_pair
@few
@given(data=st.data())
def test_steps_come_after_their_inputs_and_once(loss, output, data):
    run = traced(data.draw(networks(loss=loss, output=output, order=None)), updates=2)
    seen = set()
    for step in run.steps:
        assert step.id not in seen
        assert seen.issuperset(step.inputs), step.id
        assert step.phase in PHASES
        assert (step.formula is None) == (step.phase == "given")
        assert step.inputs == tuple(dict.fromkeys(step.formula.references() if step.formula else ()))
        assert type(step.value) is float
        seen.add(step.id)


@given(network=networks(order=None))
def test_without_a_rate_there_is_no_update(network):
    run = trace(replace(network, learning_rate=None))
    assert {step.phase for step in run.steps} <= {"given", "forward", "loss", "backward"}
    assert {base(step.id) for step in run.steps} < set(network.quantities())
    learning = trace(replace(network, update_order="simultaneous"))
    assert all(run[f"{id}.grad"].value == learning[f"{id}.grad"].value for id in run.learned)


@given(network=networks(order=None))
def test_without_a_loss_a_network_is_only_run(network):
    run = trace(replace(network, loss=None))  # a rate has then nothing to lower, and is not written down
    assert {step.phase for step in run.steps} == {"given", "forward"}
    assert run.learned == ()
    assert {base(step.id) for step in run.steps} == set(replace(network, loss=None).quantities())
    several = len(network.samples) > 1
    assert all((f"{unit}.out@s{len(network.samples)}" if several else f"{unit}.out") in run for unit in network.outputs)


@pytest.mark.parametrize(("loss", "output"), EXACT_FITTING)
@few
@given(data=st.data())
def test_exact_and_float_agree(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, hidden=EXACT_HIDDEN, order=None))
    exact = trace(network, arithmetic=EXACT)
    assume(not near_a_kink(network, exact))
    in_floats = trace(network)
    assert [step.id for step in exact.steps] == [step.id for step in in_floats.steps]
    for step in exact.steps:
        assert isinstance(step.value, Fraction | int), step.id
        assert in_floats[step.id].value == pytest.approx(float(step.value), rel=1e-9, abs=1e-9), step.id


@every_pair
@few
@given(data=st.data())
def test_precise_and_float_agree(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, order=None))
    precise = trace(network, arithmetic=PRECISE)
    assume(not near_a_kink(network, precise))
    for step in trace(network).steps:
        assert step.value == pytest.approx(float(precise[step.id].value), rel=1e-9, abs=1e-9), step.id


@every_pair
@few
@given(data=st.data())
def test_new_is_old_less_rate_times_gradient(loss, output, data):
    network = data.draw(networks(loss=loss, output=output, order=None))
    run = trace(network)
    eta = float(network.learning_rate)
    for id in run.learned:
        assert run[f"{id}.new"].value == run[id].value + run[f"{id}.step"].value
        assert run[f"{id}.step"].value == -(eta * run[f"{id}.grad"].value)
    fixed = {id for layer in network.layers for id, *_ in layer.parameter_slots()} - set(run.learned)
    assert not any(f"{id}.{kind}" in run for id in fixed for kind in ("grad", "step", "new"))


# Numbers worked out by hand


def line(mode, reduction, **more):
    """y = 1/2·x + 1 on the samples (1, 1) and (2, 0)."""
    layer = {"units": 1, "activation": "identity", "weights": [[0.5]], "biases": [1]}
    return network_of(
        {
            "inputs": 1,
            "layers": [layer],
            "loss": "squared",
            "learning_rate": 0.1,
            "mode": mode,
            "samples": [{"x": [1], "target": [1]}, {"x": [2], "target": [0]}],
            "conventions": {"reduction": reduction},
        }
        | more
    )


@pytest.mark.parametrize(
    ("reduction", "loss", "grads", "new", "after"),
    [
        # y = 1.5, 2; errors −0.5, −2; E = 0.125, 2; gradients 0.5 and 4 for w, 0.5 and 2 for b
        ("sum", "2.125", ("4.5", "2.5"), ("0.05", "0.75"), "0.38125"),
        ("mean", "1.0625", ("2.25", "1.25"), ("0.275", "0.875"), "0.51328125"),
    ],
)
def test_two_samples_accumulated_by_hand(reduction, loss, grads, new, after):
    run = trace(line("accumulated", reduction), arithmetic=EXACT)
    w, b = "w[x1,y1]", "b[y1]"
    assert [run[f"y1.out@s{s}"].value for s in (1, 2)] == [Fraction("1.5"), 2]
    assert [run[f"loss.before@s{s}"].value for s in (1, 2)] == [Fraction("0.125"), 2]
    assert [run[f"{w}.grad@s{s}"].value for s in (1, 2)] == [Fraction("0.5"), 4]
    assert [run[f"{b}.grad@s{s}"].value for s in (1, 2)] == [Fraction("0.5"), 2]
    assert run["loss.before"].value == Fraction(loss)
    assert [run[f"{id}.grad"].value for id in (w, b)] == [Fraction(g) for g in grads]
    assert [run[f"{id}.new"].value for id in (w, b)] == [Fraction(n) for n in new]
    y = [Fraction(new[0]) * x + Fraction(new[1]) for x in (1, 2)]
    squares = ((1 - y[0]) ** 2 + y[1] ** 2) / 2
    assert run["loss.after"].value == (squares / 2 if reduction == "mean" else squares) == Fraction(after)


def test_standard_mode_takes_the_samples_in_turn():
    run = trace(line("standard", "mean"), arithmetic=EXACT, updates=3)
    assert [run[f"w[x1,y1].new{mark}"].value for mark in ("#1", "#2", "#3")] == [
        Fraction("0.45"),  # sample 1: 0.5 − 0.1·0.5
        Fraction("0.08"),  # sample 2: y = 0.9 + 0.95 = 1.85, 0.45 − 0.1·1.85·2
        Fraction("0.0955"),  # sample 1: y = 0.08 + 0.765 = 0.845, 0.08 + 0.1·0.155
    ]
    assert "y1.out@s1#1" in run
    assert "y1.out@s2#2" in run
    assert "y1.out@s2#1" not in run


def test_one_sample_leaves_no_marks():
    run = trace(line("standard", "mean"), sample=2)
    assert not any("@" in step.id or "#" in step.id for step in run.steps)
    assert run["y1.out"].value == 2
    assert [step.id for step in trace(line("accumulated", "mean"), sample=2).steps] == [s.id for s in run.steps]


def test_samples_used():
    network = line("standard", "mean")
    assert samples_used(network, "standard", None, 3) == [[1], [2], [1]]
    assert samples_used(network, "accumulated", None, 2) == [[1, 2], [1, 2]]
    assert samples_used(network, "accumulated", 2, 2) == [[2], [2]]
    assert samples_used(replace(network, loss=None), "standard", None, 1) == [[1, 2]]


def test_mini_batches_are_taken_in_the_order_in_which_samples_stand():
    samples = [{"x": [n], "target": [0]} for n in range(5)]
    network = line("mini-batch", "mean", samples=samples)
    assert network.batch_size == 32
    assert samples_used(network, "mini-batch", None, 2) == [[1, 2, 3, 4, 5]] * 2
    assert samples_used(replace(network, batch_size=2), "mini-batch", None, 4) == [[1, 2], [3, 4], [5], [1, 2]]


def test_the_mode_may_be_told_otherwise_and_one_update_is_made_if_nothing_is_said():
    run, other = trace(line("standard", "mean")), trace(line("accumulated", "mean"), mode="standard")
    assert [step.id for step in run.steps] == [step.id for step in other.steps]
    assert not any("#" in step.id or "@" in step.id for step in run.steps)
    everything = trace(line("standard", "mean"), mode="accumulated")
    assert {"loss.before", "loss.before@s2", "loss.after", "w[x1,y1].grad@s2"} <= set(everything.by_id)


def test_two_updates_are_counted():
    ids = set(trace(line("standard", "mean"), sample=1, updates=2).by_id)
    assert {"y1.net#1", "y1.net#2", "w[x1,y1].new#2"} <= ids
    assert "y1.net" not in ids


def test_before_and_after_and_their_phases():
    phases = {step.id: step.phase for step in trace(line("accumulated", "mean")).steps}
    assert {phases[id] for id in ("y1.net@s1", "y1.out@s2")} == {"forward"}
    assert {phases[id] for id in ("y1.error@s1", "loss.before@s1", "loss.before")} == {"loss"}
    after = {id for id, phase in phases.items() if phase == "after"}
    kinds = ("y1.net.after", "y1.out.after", "y1.error.after", "loss.after")
    assert after == {f"{id}@s{n}" for id in kinds for n in (1, 2)} | {"loss.after"}
    assert phases["w[x1,y1].grad@s1"] == phases["w[x1,y1].grad"] == "backward"
    assert phases["w[x1,y1].step"] == phases["w[x1,y1].new"] == "update"


def test_the_loss_goes_to_the_nets_only_where_an_output_is_saturated():
    """σ(net) within 1e-6 of 0 or 1: beyond |net| = 13.8155."""
    for net, on_nets in ((13.8, False), (13.83, True), (-13.8, False), (-13.83, True), (0, False)):
        step = trace(one_unit("sigmoid", net, loss="binary_cross_entropy"))["loss.before"]
        assert ("y1.net" in step.inputs) is on_nets


def test_a_factor_of_two_comes_with_the_loss_without_its_half():
    half, whole = (trace(one_unit("identity", 3, loss=loss), arithmetic=EXACT) for loss in ("squared", "squared_sum"))
    assert [half["loss.before"].value, whole["loss.before"].value] == [Fraction(9, 2), 9]
    assert [half["w[x1,y1].grad"].value, whole["w[x1,y1].grad"].value] == [3, 6]


def test_a_threshold_is_a_weight_on_minus_one():
    def unit(**offset):
        layer = {"units": 1, "activation": "sigmoid", "weights": [[0.3]], **offset}
        sample = {"x": [0.7], "target": [1]}
        return trace(
            network_of({"inputs": 1, "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": [sample]}),
            arithmetic=PRECISE,
        )

    bias, threshold = unit(biases=[-0.2]), unit(thresholds=[0.2])
    assert bias["y1.out"].value == threshold["y1.out"].value
    assert bias["b[y1].grad"].value + threshold["theta[y1].grad"].value == 0
    assert bias["b[y1].new"].value + threshold["theta[y1].new"].value == 0


def test_a_shared_bias_collects_its_whole_layer():
    layer = {"units": 2, "activation": "identity", "weights": [[1, 2]], "biases": 0.5, "biases_are": "shared"}
    sample = {"x": [1], "target": [0, 0]}
    network = network_of({"inputs": 1, "layers": [layer], "loss": "squared", "learning_rate": 0.1, "samples": [sample]})
    run = trace(network, arithmetic=EXACT)
    assert run["b[y].grad"].value == 1.5 + 2.5
    assert all("b[y].new" in run[f"{unit}.net.after"].inputs for unit in ("y1", "y2"))
    assert "b[y2]" not in run


def test_a_saturated_output_keeps_its_loss():
    """ln(1 − y) has lost its digits long before y is 1."""
    for net in (15, 20, 30, 36.5, 50, 700):
        run = trace(one_unit("sigmoid", net, loss="binary_cross_entropy"))
        assert run["loss.before"].value == pytest.approx(net, rel=1e-12, abs=1e-6)
        assert run["loss.before"].value == pytest.approx(net + math.log1p(math.exp(-net)), rel=1e-12)


# Many updates, against a loop that knows nothing of nncli


def plain_loop(weights, biases, samples, eta, updates, accumulated):
    """Two layers, tanh and sigmoid, ½ Σ (d − y)², mean: textbook matrices."""
    (w1, w2), (b1, b2) = weights, biases
    history = []
    for update in range(updates):
        batch = samples if accumulated else [samples[update % len(samples)]]
        g = [np.zeros_like(a) for a in (w1, w2, b1, b2)]
        loss = 0.0
        for x, d in batch:
            h = np.tanh(x @ w1 + b1)
            y = 1 / (1 + np.exp(-(h @ w2 + b2)))
            loss += ((y - d) ** 2).sum() / 2
            dy = (y - d) * y * (1 - y)
            dh = (dy @ w2.T) * (1 - h**2)
            g = [a + part for a, part in zip(g, (np.outer(x, dh), np.outer(h, dy), dh, dy), strict=True)]
        w1, w2, b1, b2 = (a - eta * part / len(batch) for a, part in zip((w1, w2, b1, b2), g, strict=True))
        history.append((loss / len(batch), w1, w2, b1, b2))
    return history


@pytest.mark.parametrize("mode", ["standard", "accumulated"])
def test_each_update_starts_from_the_one_before(mode):
    w = [np.array([[0.1, -0.4, 0.3], [0.8, 0.6, -0.7]]), np.array([[0.3, 0.2], [0.9, -0.5], [-0.4, 0.6]])]
    b = [np.array([0.1, -0.2, 0.3]), np.array([-0.1, 0.05])]
    samples = [([0.35, 0.9], [0.5, 0.1]), ([-1.0, 0.2], [0.9, 0.3]), ([0.4, -0.6], [0.2, 0.8])]
    spec = {
        "inputs": 2,
        "layers": [
            {"units": n, "activation": f, "weights": w[at].tolist(), "biases": b[at].tolist()}
            for at, (n, f) in enumerate([(3, "tanh"), (2, "sigmoid")])
        ],
        "loss": "squared",
        "learning_rate": 0.7,
        "mode": mode,
        "samples": [{"x": x, "target": d} for x, d in samples],
    }
    updates = 5
    run = trace(network_of(spec), updates=updates)
    arrays = [(np.array(x), np.array(d)) for x, d in samples]
    expected = plain_loop(w, b, arrays, 0.7, updates, mode == "accumulated")
    for update, (loss, w1, w2, b1, b2) in enumerate(expected, start=1):
        of_sample = f"@s{(update - 1) % 3 + 1}" if mode == "standard" else ""
        assert run[f"loss.before{of_sample}#{update}"].value == pytest.approx(loss, rel=1e-12)
        for at, (matrix, offsets, sources, units) in enumerate(
            [(w1, b1, ("x1", "x2"), ("h1_1", "h1_2", "h1_3")), (w2, b2, ("h1_1", "h1_2", "h1_3"), ("y1", "y2"))]
        ):
            new = [[run[f"w[{s},{u}].new#{update}"].value for u in units] for s in sources]
            assert np.array(new) == pytest.approx(matrix, rel=1e-11), at
            assert [run[f"b[{u}].new#{update}"].value for u in units] == pytest.approx(offsets, rel=1e-11)


# Rounding on the way


def test_rounding_reaches_every_sample_and_update_but_not_the_second_pass():
    arithmetic = RoundedArithmetic({"y1.out": Rounding(1), "w[x1,y1].new": Rounding(2)})
    run = trace(line("accumulated", "mean"), arithmetic=arithmetic, updates=2)
    written = {step.id: step.value for step in run.steps if base(step.id) in arithmetic.rounding}
    assert {"y1.out@s1#1", "y1.out@s2#1", "y1.out@s1#2", "y1.out@s2#2"} < set(written)
    assert {"w[x1,y1].new#1", "w[x1,y1].new#2"} < set(written)
    for id, value in written.items():
        assert -value.as_tuple().exponent <= (2 if "new" in id else 1)
    assert run["y1.out.after@s1#1"].value == run["y1.net.after@s1#1"].value  # carried in full
    assert run["y1.net@s1#2"].value == run["w[x1,y1].new#1"].value + run["b[y1].new#1"].value


def test_a_rounded_number_is_what_the_next_step_uses():
    run = trace(one_unit("sigmoid", 0.755), arithmetic=RoundedArithmetic({"y1.out": Rounding(2)}))
    assert run["y1.out"].value == Decimal("0.68")
    assert run["y1.error"].value == Decimal("-0.68")


def test_nothing_is_written_as_minus_nought():
    run = trace(one_unit("identity", -0.001), arithmetic=RoundedArithmetic({}, Rounding(2)))
    assert all(not step.value.is_signed() or step.value for step in run.steps if step.formula)
    assert all(math.copysign(1, step.value) > 0 for step in trace(one_unit("relu", -1)).steps if step.value == 0)


# Where the arithmetic breaks down


def deep(weights, activation="identity", **more):
    layers = [{"units": 1, "activation": activation, "weights": [[w]]} for w in weights]
    sample = {"x": [1], "target": [0]}
    return network_of(
        {"inputs": 1, "layers": layers, "loss": "squared", "learning_rate": 1, "samples": [sample]} | more
    )


@pytest.mark.parametrize(
    ("weights", "id"),
    [
        ([1e200, 1e200], "y1.net"),
        ([1e200], "loss.before"),
        ([1e200, 1e-60], "w[h1_1,y1].grad"),
        ([1e110, 2], "y1.net.after"),
    ],
)
def test_overflow_names_its_step(weights, id):
    with pytest.raises(TraceError) as caught:
        trace(deep(weights))
    [fault] = caught.value.diagnostics
    assert fault.code == "overflow"
    assert f"step {id}:" in fault.message
    assert fault.help


def test_decimals_go_on_where_binary64_ends():
    assert trace(deep([1e200, 1e200]), arithmetic=PRECISE)["y1.net"].value == Decimal("1e400")


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus", "elu"])
def test_exact_arithmetic_names_the_step_that_has_no_fraction(name):
    with pytest.raises(TraceError) as caught:
        trace(deep([-1, 1], name), arithmetic=EXACT)
    [fault] = caught.value.diagnostics
    assert fault.code == "no-exact-value"
    assert "step h1_1.out" in fault.message


@pytest.mark.parametrize("weights", [[3, 3], [0.3, 0.3]], ids=["whole", "fractions"])
def test_exact_numbers_that_outgrow_all_use_are_told(weights):
    network = deep(weights, learning_rate=7, samples=[{"x": [3], "target": [0]}])
    with pytest.raises(TraceError) as caught:
        trace(network, arithmetic=EXACT, updates=40)
    [fault] = caught.value.diagnostics
    assert fault.code == "overflow"
    assert "digits" in fault.message


def test_too_many_steps_are_told_before_they_are_made():
    spec = {"inputs": 150, "layers": [{"units": 150, "activation": "relu"}], "samples": [{"x": [0] * 150}]}
    with pytest.raises(TraceError) as caught:
        trace(network_of(spec))
    [fault] = caught.value.diagnostics
    assert fault.code == "too-large"
    assert str(MAX_STEPS) in fault.message
    assert "--summary" in fault.help


def test_many_updates_are_told_as_fast_as_few():
    with pytest.raises(TraceError, match="more than"):
        trace(load(open_spec("lecture")), updates=200_000)
