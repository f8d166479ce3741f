"""The learning rate of each epoch, by formula and in a run."""

import math

import numpy as np
import pytest
from small_run import examples_of, setup_of, small, trained

from nncli.spec.training import ScheduleChoice
from nncli.train.arrays.engine import ArrayEngine
from nncli.train.engine import Epochs
from nncli.train.schedules import SCHEDULES

CASES = [
    ("constant", {}, [0.4] * 6),
    ("step", {"every": 2}, [0.4, 0.4, 0.2, 0.2, 0.1, 0.1]),
    ("step", {"every": 3, "factor": 0.1}, [0.4, 0.4, 0.4, 0.04, 0.04, 0.04]),
    ("step", {"every": 1, "factor": 2.0}, [0.4, 0.8, 1.6, 3.2, 6.4, 12.8]),
    ("step", {}, [0.4] * 6),
    ("inverse", {"decay": 1.0}, [0.4, 0.2, 0.4 / 3, 0.1, 0.08, 0.4 / 6]),
    ("inverse", {}, [0.4 / (1 + 0.01 * epoch) for epoch in range(6)]),
    ("inverse", {"decay": 0.0}, [0.4] * 6),
]
IDS = [f"{name} {given}" for name, given, _rates in CASES]


def test_every_schedule_is_held_to_its_formula():
    assert {name for name, *_rest in CASES} == set(SCHEDULES)


@pytest.mark.parametrize(("name", "given", "rates"), CASES, ids=IDS)
def test_the_rate_of_each_epoch(name, given, rates):
    schedule = SCHEDULES[name]
    settings = schedule.settings(ScheduleChoice(name=name, **given))
    assert [schedule.rate(0.4, epoch, settings) for epoch in range(6)] == pytest.approx(rates, rel=1e-14)


def test_the_usual_step_is_a_half_after_ten_epochs():
    settings = SCHEDULES["step"].settings(ScheduleChoice(name="step"))
    assert [SCHEDULES["step"].rate(1.0, epoch, settings) for epoch in (9, 10, 19, 20)] == [1, 0.5, 0.5, 0.25]


@pytest.mark.parametrize(("name", "given", "rates"), CASES, ids=IDS)
@pytest.mark.parametrize("engine", ["arrays", "scalar"])
def test_a_run_takes_these_rates(name, given, rates, engine):
    training = {"epochs": 6, "schedule": {"name": name, **given}, "engine": engine}
    network = small(training, learning_rate=0.4)
    outcome = trained(network)
    # Row 0 bears the rate of the first epoch, each other one that of the epoch that has ended.
    assert [row.rate for row in outcome.state.history.rows] == pytest.approx([rates[0], *rates], rel=1e-14)
    by_hand = ArrayEngine(network, examples_of(network), setup_of(network).initial())
    for rate in rates:
        by_hand.run(Epochs([rate], None))
    assert outcome.parameters == pytest.approx(by_hand.parameters, rel=1e-9)


def test_a_rate_that_grows_beyond_all_numbers_ends_the_run():
    """2^1100 is no float."""
    network = small({"epochs": 1200, "schedule": {"name": "step", "every": 1, "factor": 2}}, learning_rate=1e-3)
    outcome = trained(network)
    assert outcome.divergence is not None or math.isfinite(outcome.state.history.rows[-1].loss)
    assert np.isfinite(outcome.parameters).all()
