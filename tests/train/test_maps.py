"""What a network makes of a plane: grids, held inputs, features, and the moments of a run."""

import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.data.loading import load_data, named
from nncli.document.reader import read_text
from nncli.errors import InputError
from nncli.spec.load import load
from nncli.train.history import Row
from nncli.train.keeping.model import TrainedModel
from nncli.train.readings.maps import answers, plane_of, points_of
from nncli.train.readings.moments import Moment, kept, moments, nearest, telling
from nncli.train.setup import prepare
from nncli.train.state import State
from nncli.train.stopping import Best

LINE = """
    title: Line
    inputs: [u, v]
    layers: [{{units: [o], activation: {activation}, weights: [[{a}], [{b}]], biases: [{c}]}}]
    samples: [{{x: [-1, -1], target: [0]}}, {{x: [1, 1], target: [1]}}]
    loss: squared
    learning_rate: 1
"""
SET = """
    title: Set
    data: {data}
    inputs: {inputs}
    layers: [{{units: 3, activation: tanh}}, {{units: 1, activation: tanh}}]
    loss: squared
    learning_rate: 1
"""


def setup_of(text, **fields):
    network = load(read_text(textwrap.dedent(text).format(**fields), "spec.yaml"))
    return prepare(network, load_data(network.data, network.seed) if network.data else None)


def model_of(setup):
    return TrainedModel(setup.network, setup.initial(), 0, setup.coding, setup.data.scaling)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-1, 1))
def test_the_boundary_of_one_unit_lies_where_its_net_is_zero(a, b, c):
    a, b, c = (round(number, 3) for number in (a, b, c))
    setup = setup_of(LINE, activation="sigmoid", a=a, b=b, c=c)
    plane = plane_of(setup)
    at = plane.grid(40, 30)
    outs = answers(model_of(setup), plane.rows(at))[:, 0]
    nets = a * at[:, 0] + b * at[:, 1] + c
    clear = abs(nets) > 1e-9
    assert ((outs > 0.5) == (nets > 0))[clear].all()


def test_the_grid_goes_along_x_first_and_from_the_least_y_up():
    plane = plane_of(setup_of(LINE, activation="identity", a=1, b=10, c=0))
    assert (plane.x.name, plane.x.low, plane.x.high) == ("u", -1.2, 1.2)
    at = plane.grid(3, 2)
    assert at[:, 0].tolist() == pytest.approx([-0.8, 0, 0.8] * 2)
    assert at[:, 1].tolist() == pytest.approx([-0.6] * 3 + [0.6] * 3)


def test_inputs_that_are_not_chosen_are_held_at_their_means():
    setup = setup_of(SET, data="watermelon-3a", inputs="[density, sugar]")
    plane = plane_of(setup, ["sugar"])
    rows = plane.rows(plane.line(5))
    assert rows[:, 0].tolist() == pytest.approx([setup.data.train.x[:, 0].mean()] * 5)
    assert rows[[0, -1], 1].tolist() == pytest.approx([plane.x.low, plane.x.high])
    swapped = plane_of(setup, ["sugar", "density"])
    assert swapped.rows(np.array([[0.3, 0.7]])).tolist() == [[0.7, 0.3]]
    assert points_of(setup, swapped)[0].at.tolist() == setup.data.train.x[:, ::-1].tolist()


def test_scaled_inputs_are_shown_as_they_were():
    plain = setup_of(SET, data="watermelon-3a", inputs="[density, sugar]")
    scaled = setup_of(SET, data="{name: watermelon-3a, standardise: true}", inputs="[density, sugar]")
    np.testing.assert_allclose(
        points_of(scaled, plane_of(scaled))[0].at, points_of(plain, plane_of(plain))[0].at, rtol=1e-12
    )
    plane = plane_of(scaled)
    at = points_of(scaled, plane)[0].at
    expected = scaled.passes(scaled.initial()).outputs(scaled.train.examples.x)
    np.testing.assert_allclose(answers(model_of(scaled), plane.rows(at)), expected, rtol=1e-9)


@pytest.mark.parametrize("standardise", ["false", "true"])
def test_features_are_computed_from_the_plane(standardise):
    data = f"{{name: spiral, rows: 40, test: 0.25, noise: 0.2, features: [x^2, y, sin x], standardise: {standardise}}}"
    setup = setup_of(SET, data=data, inputs="[p, q, r]")
    plane = plane_of(setup)
    assert (plane.x.name, plane.y.name, plane.features) == ("x", "y", ("y", "x^2", "sin x"))
    for points, part in zip(points_of(setup, plane), (setup.train, setup.test), strict=True):
        outs = answers(model_of(setup), plane.rows(points.at))
        np.testing.assert_allclose(outs, setup.passes(setup.initial()).outputs(part.examples.x), rtol=1e-9)
    with pytest.raises(InputError, match="computed from x and y"):
        plane_of(setup, ["p", "q"])


def test_each_layer_answers_for_itself():
    setup = setup_of(SET, data="watermelon-3a", inputs="[density, sugar]")
    plane = plane_of(setup)
    rows = plane.rows(plane.grid(4, 4))
    done = setup.passes(setup.initial()).forward(rows)
    assert [answers(model_of(setup), rows, layer).tolist() for layer in (0, 1)] == [p.outs.tolist() for p in done]


@pytest.mark.parametrize(
    ("chosen", "complaint"),
    [
        ([], "the network has 16 inputs: choose two of them with --inputs"),
        (["density", "sugr"], "there is no input 'sugr'"),
        (["density", "density"], "--inputs takes one input or two different ones"),
        (["density", "sugar", "touch_soft"], "--inputs takes one input or two different ones"),
    ],
)
def test_inputs_that_make_no_plane(chosen, complaint):
    names = named("watermelon-3").inputs
    setup = setup_of(SET, data="watermelon-3", inputs=f"[{', '.join(names)}]")
    with pytest.raises(InputError) as caught:
        plane_of(setup, chosen)
    [fault] = caught.value.diagnostics
    assert fault.message == complaint.replace("16", str(len(names)))
    assert (fault.help == f"for example --inputs {names[-2]},{names[-1]}") == (chosen == [])


ONE = """
    title: One input
    inputs: [u]
    layers: [{{units: [o], activation: identity, weights: [[2]]}}]
    samples: [{samples}]
    loss: squared
    learning_rate: 1
"""


@pytest.mark.parametrize(
    ("inputs", "low", "high"),
    [([0, 10], -1, 11), ([-2, 3], -2.5, 3.5), ([4, 4], 2, 6), ([-4], -6, -2), ([0], -1, 1)],
)
def test_a_line_reaches_a_tenth_beyond_its_ends(inputs, low, high):
    """Where there is one value alone, half of it; around 0 one on either side."""
    setup = setup_of(ONE, samples=", ".join(f"{{x: [{x}], target: [0]}}" for x in inputs))
    plane = plane_of(setup)
    assert (plane.x.name, plane.x.low, plane.x.high, plane.y) == ("u", low, high, None)
    assert plane.line(3)[:, 0].tolist() == [low, (low + high) / 2, high]
    assert plane.line(3).shape == (3, 1)
    assert answers(model_of(setup), plane.rows(plane.line(2)))[:, 0].tolist() == [2 * low, 2 * high]
    [points] = points_of(setup, plane)
    assert (points.part, points.at[:, 0].tolist()) == ("train", inputs)


def test_the_points_of_every_set_are_there_with_what_belongs_to_them():
    data = "{name: circle, rows: 40, validation: 0.25, test: 0.25}"
    setup = setup_of(SET, data=data, inputs="[x, y]")
    plane = plane_of(setup)
    assert plane.features == ()  # x and y as they are
    found = points_of(setup, plane)
    assert [points.part for points in found] == ["train", "validation", "test"]
    for points, part in zip(found, (setup.train, setup.validation, setup.test), strict=True):
        assert points.at.tolist() == part.examples.x.tolist()
        assert points.labels.tolist() == part.labels.tolist()
        assert points.targets.tolist() == part.examples.targets.tolist()
    everything = np.concatenate([points.at for points in found])
    for n, span in enumerate((plane.x, plane.y)):
        low, high = everything[:, n].min(), everything[:, n].max()
        assert (span.low, span.high) == pytest.approx((low - (high - low) / 10, high + (high - low) / 10))


def test_an_input_that_is_not_there_is_told_with_the_nearest():
    setup = setup_of(SET, data="watermelon-3a", inputs="[density, sugar]")
    with pytest.raises(InputError) as caught:
        plane_of(setup, ["densit"])
    assert caught.value.diagnostics[0].help == "did you mean 'density'?"
    with pytest.raises(InputError) as caught:
        plane_of(setup, ["zzzzzzzz"])
    assert caught.value.diagnostics[0].help == "there are density, sugar"


def run_state(losses, epoch=None):
    state = State({"parameters": np.array([float(len(losses) - 1)])}, len(losses) - 1 if epoch is None else epoch)
    for n, loss in enumerate(losses):
        state.history.rows.append(Row(n, 1.0, loss))
        state.snapshots.add(n, np.array([float(n)]))
    return state


@pytest.fixture(scope="module")
def network():
    return setup_of(LINE, activation="sigmoid", a=1, b=1, c=0).network


def test_the_last_moment_is_known_even_where_it_is_no_round_epoch(network):
    state = run_state([1.0, 0.5, 0.25])
    state.epoch, state.engine["parameters"] = 1234, np.array([7.0])
    assert [(m.epoch, m.parameters.tolist()) for m in moments(state, network)][-1] == (1234, [7.0])


def test_moments_beyond_the_last_sound_epoch_are_left_out(network):
    state = run_state([1.0, 0.5, 9.0], epoch=1)
    state.snapshots.vectors[0] = np.array([np.inf])
    assert [m.epoch for m in moments(state, network)] == [1]


def test_the_best_moment_is_kept_only_where_the_run_stops_early(network):
    state = run_state([1.0, 0.5, 0.7])
    state.best = Best(1, 0.5, np.array([1.0]), 0.5, 1)
    assert kept(state, network).epoch == 2


def test_a_run_that_stops_early_leaves_its_best_weights():
    early = "training: {{epochs: 9, early_stopping: {{patience: 2}}}}"
    data = "{name: circle, rows: 40, validation: 0.25}"
    network = setup_of(SET + "    " + early, data=data, inputs="[x, y]").network
    state = run_state([1.0, 0.5, 0.7])
    assert kept(state, network).epoch == 2  # no best one is known yet
    state.best = Best(1, 0.5, np.array([8.0]), 0.5, 1)
    assert (kept(state, network).epoch, kept(state, network).parameters.tolist()) == (1, [8.0])
    assert [(m.epoch, m.parameters.tolist()) for m in moments(state, network)] == [(0, [0.0]), (1, [8.0]), (2, [2.0])]


def test_nearest_moments_each_once():
    known = [Moment(epoch, np.zeros(1)) for epoch in (0, 10, 20, 100)]
    assert [m.epoch for m in nearest(known, [14])] == [10]
    assert [m.epoch for m in nearest(known, [15])] == [10]
    assert [m.epoch for m in nearest(known, [99, 101])] == [100]


def test_four_moments_tell_a_steady_descent(network):
    state = run_state([1 - n / 100 for n in range(100)])
    assert [m.epoch for m in telling(moments(state, network), state)] == [0, 33, 66, 99]


def test_where_the_loss_falls_at_once_epochs_grow_by_factors(network):
    state = run_state([1.0] + [0.0] * 1000)
    assert [m.epoch for m in telling(moments(state, network), state)] == [0, 1, 10, 1000]


def test_one_epoch_is_its_own_story(network):
    state = run_state([1.0])
    assert [m.epoch for m in telling(moments(state, network), state)] == [0]
