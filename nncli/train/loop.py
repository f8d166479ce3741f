"""The training loop: epochs, evaluations, and the reasons to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nncli.train.arrays.layout import Array
from nncli.train.arrays.penalty import VectorPenalty
from nncli.train.choice import check_goes_on, choose_engine, make_engine, restore
from nncli.train.divergence import Divergence, has_diverged, is_sound, trace_back
from nncli.train.engine import Engine, Epochs
from nncli.train.history import COLUMNS, Row
from nncli.train.schedules import SCHEDULES
from nncli.train.setup import Setup
from nncli.train.shuffle import Shuffle
from nncli.train.state import State
from nncli.train.stopping import Best, Reason, next_evaluation, reason_to_stop, updated

GLANCE = 0.1  # seconds between two looks at the clock and at the user


class Watch(Protocol):
    """Who looks on while a run goes."""

    def row(self, row: Row, best: Best | None) -> None:
        """An evaluation has been made."""

    def tick(self, epoch: int, seconds: float) -> None:
        """So far it has come."""

    def wants_stop(self) -> bool:
        """Whether the run is to end here."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `parameters` are those to keep, from epoch `kept`."""

    setup: Setup
    engine: str
    state: State
    reason: Reason
    parameters: Array
    kept: int
    divergence: Divergence | None = None


class Loop:
    """One run under way."""

    def __init__(self, setup: Setup, state: State | None = None, engine: str | None = None) -> None:
        """A new run, or one that goes on from `state`, which `engine` had trained so far.

        Raises:
            InputError: if no engine can train as the spec says, or not from this state.
        """
        self.setup = setup
        chosen = choose_engine(setup)
        self.engine_name = engine or chosen
        if engine:
            check_goes_on(setup.network, engine)
        self._engine: Engine = make_engine(self.engine_name, setup)
        if state:
            restore(self._engine, state.engine)
        self.state = state or State(self._engine.state())
        self.state.ended = None
        network = setup.network
        self._training = network.training
        self._penalty = VectorPenalty(network.penalty, setup.layout, setup.dtype)
        self._shuffle = Shuffle(network, len(setup.train))
        self._schedule = SCHEDULES[network.training.schedule.name]
        self._schedule_settings = self._schedule.settings(network.training.schedule)
        assert network.learning_rate is not None  # Setup sees to it
        self._eta = float(network.learning_rate)
        self._glance = 1  # epochs that take about GLANCE

    def columns(self) -> list[str]:
        """The columns that the history of this run has."""
        classes, validation = self.setup.train.labels is not None, self.setup.validation is not None
        there = {
            "objective": not self._penalty.is_none,
            "accuracy": classes,
            "validation_loss": validation,
            "validation_accuracy": validation and classes,
            "gradient_norm": self._training.stop.gradient_norm is not None,
        }
        return [name for name in COLUMNS if there.get(name, True)]

    def run(self, watch: Watch, keep: Callable[[State], None] = lambda state: None) -> Outcome:
        """Trains until there is a reason to stop. `keep` gets the state after each glance, whole and consistent."""
        state, reason = self.state, None
        self._since = time.perf_counter() - state.seconds
        if not state.history.rows:
            row = self._measure()
            if has_diverged(row, state.parameters, self.setup):
                return self._diverged(state.engine, 0)
            self._write_down(row)
            watch.row(row, state.best)
            reason = reason_to_stop(row, state.best, self._training)
        elif state.epoch >= self._training.epochs:
            reason = Reason.EPOCHS
        elif state.history.rows[-1].epoch == state.epoch:  # a run that has ended does not end one epoch later
            reason = reason_to_stop(state.history.rows[-1], state.best, self._training)
        while reason is None:
            sound, since = state.engine, state.epoch
            reason = self._to_next_evaluation(watch, keep)
            if reason is not None:
                break
            row = self._measure()
            if has_diverged(row, state.parameters, self.setup):
                return self._diverged(sound, since)
            self._write_down(row)
            watch.row(row, state.best)
            reason = reason_to_stop(row, state.best, self._training)
            if reason is None and self._is_late():
                reason = Reason.SECONDS
            if reason is None and watch.wants_stop():
                reason = Reason.INTERRUPTED
            if reason is None:
                keep(state)
        outcome = self.end(reason)
        keep(outcome.state)
        return outcome

    def _to_next_evaluation(self, watch: Watch, keep: Callable[[State], None]) -> Reason | None:
        """Trains up to the next epoch that is evaluated, unless there is a reason to stop on the way."""
        state, target = self.state, next_evaluation(self.state.epoch, self._training)
        while state.epoch < target:
            count = min(self._glance, target - state.epoch)
            start = time.perf_counter()
            self._engine.run(self._epochs(state.epoch, count))
            taken = time.perf_counter() - start
            self._glance = max(1, min(10 * self._glance, int(count * GLANCE / max(taken, 1e-9))))
            reached = self._engine.state()
            # In one go, so that an interrupt finds either all of it or nothing.
            state.engine, state.epoch, state.seconds = reached, state.epoch + count, state.seconds + taken
            watch.tick(state.epoch, state.seconds)
            if state.epoch == target:  # evaluated first, whatever else: a resumed run would not come back to it
                return None
            if not is_sound(self.setup, state.parameters):  # nothing to keep, and no use in going on: it has diverged
                return None
            if watch.wants_stop():
                return Reason.INTERRUPTED
            if self._is_late():
                return Reason.SECONDS
            keep(state)
        return None

    def _is_late(self) -> bool:
        """Whether the time is up: by the clock on the wall, which the evaluations move too."""
        limit = self._training.stop.seconds
        return limit is not None and time.perf_counter() - self._since >= limit

    def _epochs(self, first: int, count: int) -> Epochs:
        return Epochs([self._rate(epoch) for epoch in range(first, first + count)], self._shuffle.orders(first, count))

    def _rate(self, epoch: int) -> float:
        return self._schedule.rate(self._eta, epoch, self._schedule_settings)

    def _measure(self) -> Row:
        """A row for the history, with the weights as they are."""
        setup, state = self.setup, self.state
        loss, accuracy = setup.measure(state.parameters, setup.train)
        validation, validation_accuracy = (
            setup.measure(state.parameters, setup.validation) if setup.validation else (None, None)
        )
        objective = None
        if not self._penalty.is_none:
            objective = self._penalty.data_share * loss + self._penalty.value(state.parameters)
        norm = self._gradient_norm() if self._training.stop.gradient_norm is not None else None
        rate = self._rate(max(0, state.epoch - 1))
        return Row(
            state.epoch, rate, loss, objective, accuracy, validation, validation_accuracy, norm, state.seconds
        )  # fmt: skip

    def _write_down(self, row: Row) -> None:
        """Takes a row into the history, and the weights with it."""
        state = self.state
        state.history.rows.append(row)
        state.best = updated(state.best, row, state.parameters, self._training)
        state.snapshots.add(state.epoch, state.parameters)

    def _gradient_norm(self) -> float:
        """‖∂E/∂θ‖ of the objective over the whole training set."""
        parameters, examples = self.state.parameters, self.setup.train.examples
        passes = self.setup.passes(parameters)
        with np.errstate(all="ignore"):
            passes.backward(passes.forward(examples.x), examples.targets, self._penalty.data_share / len(examples.x))
            self._penalty.add_gradient(parameters, passes.gradient, 1.0, np.empty_like(parameters))
            return float(np.linalg.norm(passes.gradient.astype(np.float64)))

    def _diverged(self, sound: dict[str, Array], since: int) -> Outcome:
        """Back to the last sound epoch: its weights are kept."""
        until = self.state.epoch
        divergence, engine = trace_back(self.setup, self._engine, sound, [
            self._epochs(epoch, 1) for epoch in range(since, until)
        ], since)  # fmt: skip
        self.state.engine, self.state.epoch = engine, max(0, divergence.epoch - 1)
        return self.end(Reason.DIVERGED, divergence)

    def end(self, reason: Reason, divergence: Divergence | None = None) -> Outcome:
        """The outcome of a run that ends here."""
        state = self.state
        state.ended = reason
        keeps_best = self._training.early_stopping is not None and state.best is not None
        parameters, kept = (state.best.parameters, state.best.epoch) if keeps_best and state.best else (
            state.parameters, state.epoch
        )  # fmt: skip
        return Outcome(self.setup, self.engine_name, state, reason, parameters, kept, divergence)
