"""A state through the arrays of a checkpoint and back, bit for bit; and a run that goes on from it."""

import json

import numpy as np
import pytest
from small_run import CIRCLE, XOR, Watch, assert_same_state, small, trained

from nncli.models.optimisers import OPTIMISERS
from nncli.train.keeping.files import npz, read_npz
from nncli.train.state import State
from nncli.train.stopping import Reason


def through_a_file(state, tmp_path):
    file = tmp_path / "checkpoint.npz"
    file.write_bytes(npz(state.to_arrays()))
    return State.from_arrays(read_npz(file))


NETWORKS = {
    "scalar": ({"engine": "scalar"}, {}),
    "arrays": ({"engine": "arrays"}, {}),
    "single": ({"precision": "single", "optimiser": "adam"}, {"mode": "mini-batch"}),
    **{name: ({"optimiser": name, "batch_size": 3}, {"mode": "mini-batch"}) for name in OPTIMISERS},
    "schedules": ({"schedule": {"name": "inverse", "decay": 0.3}}, {}),
    "early": (
        {"early_stopping": {"patience": 8}, "optimiser": "adam", "batch_size": 7},
        {"data": CIRCLE, "mode": "mini-batch"},
    ),
    "penalty": ({"regularisation": {"book": 0.9}, "stop": {"gradient_norm": 1e-9}}, {"mode": "accumulated"}),
    "no classes": ({}, {"samples": [{"x": [0, 1], "target": [0.3]}, {"x": [1, 1], "target": [0.6]}]}),
    "sparse rows": ({"evaluate_every": 7}, {}),
    "shuffled scalar": ({"shuffle": True, "engine": "scalar"}, {"seed": 9}),
}  # fmt: skip


@pytest.mark.parametrize(("training", "more"), NETWORKS.values(), ids=NETWORKS)
def test_a_state_comes_back_as_it_was(training, more, tmp_path):
    state = trained(small(training, **more)).state
    again = through_a_file(state, tmp_path)
    assert_same_state(again, state)
    assert (again.ended, again.seconds) == (state.ended, state.seconds)
    assert again.history == state.history


@pytest.mark.parametrize("at", [1, 6, 7, 13])
@pytest.mark.parametrize(("training", "more"), NETWORKS.values(), ids=NETWORKS)
def test_a_run_that_goes_on_is_the_run_that_never_stopped(training, more, at, tmp_path):
    network = small(training, **more)
    whole = trained(network)
    begun = trained(network, watch=Watch(lambda epoch: epoch >= at))
    state = through_a_file(begun.state, tmp_path)
    resumed = trained(network, state, engine=begun.engine)
    assert_same_state(resumed.state, whole.state)
    assert (resumed.reason, resumed.kept) == (whole.reason, whole.kept)
    assert resumed.parameters.tobytes() == whole.parameters.tobytes()


@pytest.mark.parametrize(("training", "more"), NETWORKS.values(), ids=NETWORKS)
def test_a_run_that_has_ended_ends_again_at_once(training, more, tmp_path):
    """It may have been killed between its last checkpoint and its model."""
    network = small(training, **more)
    whole = trained(network)
    again = trained(network, through_a_file(whole.state, tmp_path), engine=whole.engine)
    assert_same_state(again.state, whole.state)
    assert (again.reason, again.kept) == (whole.reason, whole.kept)


def test_a_run_that_has_ended_goes_on_with_more_epochs():
    first = trained(small({"epochs": 20, "optimiser": "adam"}, mode="mini-batch"))
    more = small({"epochs": 35, "optimiser": "adam"}, mode="mini-batch")
    assert_same_state(trained(more, first.state, engine=first.engine).state, trained(more).state)


def test_checkpoints_are_consistent_at_every_glance():
    network = small({"epochs": 300, "evaluate_every": 50, "engine": "arrays"}, samples=XOR[:2])
    whole, kept = trained(network), []
    trained(network, keep=lambda state: kept.append(npz_arrays(state)))
    assert len(kept) > 6
    for arrays in (kept[0], kept[len(kept) // 2], kept[-2]):
        state = State.from_arrays(arrays)
        assert_same_state(trained(network, state, engine="arrays").state, whole.state)


def npz_arrays(state):
    return {name: array.copy() for name, array in state.to_arrays().items()}


def test_there_are_no_python_objects_in_it():
    arrays = trained(small({"early_stopping": "loss"}, data=CIRCLE)).state.to_arrays()
    assert all(array.dtype != object for array in arrays.values())
    json.loads(str(arrays["scalars"]), parse_constant=pytest.fail)


@pytest.mark.parametrize("missing", ["scalars", "best.parameters", "snapshots.epochs", "snapshots.vectors"])
def test_arrays_that_are_missing(missing):
    arrays = trained(small({"early_stopping": "loss"}, data=CIRCLE)).state.to_arrays()
    del arrays[missing]
    with pytest.raises(KeyError):
        State.from_arrays(arrays)


def test_why_it_ended_is_kept(tmp_path):
    state = trained(small({"stop": {"loss": 9}})).state
    assert through_a_file(state, tmp_path).ended is Reason.LOSS
    assert state.snapshots.epochs == [0]
    assert np.array_equal(state.snapshots.vectors[0], state.parameters)
