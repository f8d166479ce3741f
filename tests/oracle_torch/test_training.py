"""The same initial weights and the same data give the same weights after a hundred updates, in nncli and in torch."""

import pytest

torch = pytest.importorskip("torch", reason="torch is an oracle on its own: install the extra 'torch' to ask it")

from importlib.util import find_spec  # noqa: E402  # behind the importorskip
from itertools import cycle  # noqa: E402

from networks import FITTING, HIDDEN  # noqa: E402
from torch_twins import ACTIVATION_TWINS, OPTIMISER_TWINS, SCHEDULE_TWINS, TrainedTwin  # noqa: E402
from training_cases import HOW, OFFSETS, assert_same_as_torch, assert_trained_alike, case, epochs_of  # noqa: E402

from nncli.maths.losses import LOSSES  # noqa: E402
from nncli.models.optimisers import OPTIMISERS  # noqa: E402
from nncli.spec.training import Regularisation  # noqa: E402
from nncli.train.arrays.engine import ArrayEngine  # noqa: E402
from nncli.train.loop import Loop  # noqa: E402
from nncli.train.schedules import SCHEDULES  # noqa: E402
from nncli.train.setup import prepare  # noqa: E402
from nncli.train.shuffle import Shuffle  # noqa: E402
from nncli.train.written.compiled import CompiledEngine  # noqa: E402
from nncli.train.written.scalar import ScalarEngine  # noqa: E402

# What comes from above is no loss to be lowered for a hundred updates: it has no bottom.
PAIRS = [pair for pair in FITTING if pair[1] in ACTIVATION_TWINS and not LOSSES[pair[0]].error]
HIDDEN_TWINS = [name for name in HIDDEN if name in ACTIVATION_TWINS]
OTHER_SETTINGS = [
    {"name": "momentum", "momentum": 0.5},
    {"name": "nesterov", "momentum": 0.7},
    {"name": "adam", "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3},
]
PENALTIES = [{"l2": 0.1}, {"l1": 0.02}, {"l2": 0.1, "l1": 0.02}, {"book": 0.9}, {"book": 0.5}]
OTHER_SCHEDULES = [{"name": "step", "every": 7, "factor": 0.8}, {"name": "inverse", "decay": 0.05}]


def beside(first, *others):
    """The first axis whole; the others go round beside it, each at its own pace."""
    return list(zip(first, *(cycle(axis) for axis in others), strict=False))


def conditioned(pair, offsets):
    """Adding one number to all nets of a softmax changes nothing, so the gradient of its shared bias is rounding alone,
    which Adam would divide by itself."""
    return (offsets[0], "learned") if pair[1] == "softmax" and offsets[1] == "shared" else offsets


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize(("pair", "hidden", "how", "offsets"), beside(PAIRS, HIDDEN_TWINS[::-1], HOW, OFFSETS))
def test_every_loss_and_output_by_every_optimiser(pair, hidden, how, offsets, optimiser):
    seed = 2 if pair == ("mean_squared", "leaky_relu") else 1  # that pair comes too near to its kink
    network = case(*pair, hidden, how=how, offsets=conditioned(pair, offsets), optimiser=optimiser, seed=seed)
    assert_trained_alike(network, ArrayEngine)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize(
    ("hidden", "pair", "offsets", "optimiser"), beside(HIDDEN_TWINS, PAIRS[::-1], OFFSETS, OPTIMISERS)
)
def test_every_hidden_activation_in_every_mode(hidden, pair, offsets, optimiser, how):
    network = case(*pair, hidden, how=how, offsets=conditioned(pair, offsets), optimiser=optimiser, seed=2)
    assert_trained_alike(network, ArrayEngine)


@pytest.mark.parametrize(("pair", "hidden", "how", "optimiser"), beside(PAIRS, HIDDEN_TWINS, HOW, OPTIMISERS))
def test_single_precision(pair, hidden, how, optimiser):
    assert_trained_alike(case(*pair, hidden, how=how, optimiser=optimiser, seed=3, precision="single"), ArrayEngine)


@pytest.mark.parametrize("settings", OTHER_SETTINGS, ids=lambda s: s["name"])
def test_settings_of_optimisers(settings):
    assert_trained_alike(case("squared", "sigmoid", optimiser=settings, seed=4), ArrayEngine)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize(("penalty", "how", "offsets"), beside(PENALTIES, HOW, OFFSETS))
def test_every_penalty_by_every_optimiser(penalty, how, offsets, optimiser):
    network = case("squared", "tanh", how=how, offsets=offsets, optimiser=optimiser, seed=5, regularisation=penalty)
    assert_trained_alike(network, ArrayEngine)


@pytest.mark.parametrize("optimiser", ["momentum", "adam"])
@pytest.mark.parametrize("schedule", [*({"name": name} for name in SCHEDULES), *OTHER_SCHEDULES], ids=str)
def test_every_schedule_in_a_whole_run(schedule, optimiser):
    """By the training loop, with its own shuffling: each epoch has its own rate."""
    network = case("cross_entropy", "softmax", optimiser=optimiser, seed=6, schedule=schedule, epochs=40)
    outcome = Loop(prepare(network), engine="arrays").run(NoWatch())
    assert_same_as_torch(network, outcome.parameters, Shuffle(network, len(outcome.setup.train)).orders(0, 40))


class NoWatch:
    """Looks on at nothing."""

    def row(self, row, best): ...

    def tick(self, epoch, seconds): ...

    def wants_stop(self):
        return False


@pytest.mark.parametrize(("pair", "hidden", "offsets"), beside(PAIRS, HIDDEN_TWINS, OFFSETS))
def test_the_scalar_engine(pair, hidden, offsets):
    seed = 8 if pair == ("mean_squared", "relu") else 7  # that pair is dead from the start
    assert_trained_alike(case(*pair, hidden, how="standard", offsets=offsets, seed=seed), ScalarEngine)


@pytest.mark.skipif(not find_spec("numba"), reason="the compiled engine needs numba: install the extra 'fast'")
@pytest.mark.parametrize(
    ("pair", "hidden", "offsets"),
    [
        (("squared", "tanh"), "leaky_relu", OFFSETS[3]),
        (("cross_entropy", "softmax"), "maxout", OFFSETS[2]),
        (("binary_cross_entropy", "sigmoid"), "elu", OFFSETS[1]),
    ],
)  # fmt: skip
def test_the_compiled_engine(pair, hidden, offsets):
    assert_trained_alike(case(*pair, hidden, how="standard", offsets=offsets, seed=8), CompiledEngine)


def test_torch_has_a_twin_of_everything_that_trains():
    """A newcomer gets its twin, and a test goes over it."""
    assert set(OPTIMISER_TWINS) == set(OPTIMISERS)
    assert set(SCHEDULE_TWINS) == set(SCHEDULES)
    assert {key for penalty in PENALTIES for key in penalty} == set(Regularisation.model_fields)


def test_the_twin_knows_how_near_a_kink_it_came():
    network = case("squared", "tanh", "relu", seed=1)
    twin = TrainedTwin(network)
    x, d = prepare(network).train.examples
    twin.train(x, d, [range(5)] * epochs_of(network), 5)
    assert 0 < twin.margin < 1
