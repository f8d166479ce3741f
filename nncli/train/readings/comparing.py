"""Several runs of one spec side by side: every combination of what is varied, each from several seeds."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from multiprocessing import active_children, get_context
from statistics import median

from nncli.data.loading import data_for
from nncli.document.reader import Document
from nncli.errors import Diagnostic, NncliError
from nncli.spec.load import load
from nncli.train.history import Row
from nncli.train.loop import Loop
from nncli.train.setup import prepare
from nncli.train.stopping import Best, Reason

# Each process computes with one thread: many small matrix products side by side, and the same bits with any --jobs.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
Variation = tuple[str, tuple[str, ...]]  # a key of the spec and its values, as YAML
Choice = tuple[tuple[str, str], ...]  # a value for each key that is varied


@dataclass(frozen=True)
class RunResult:
    """How one run ended. All figures are of the kept weights; loss and accuracy on the training set."""

    choice: Choice
    seed: int
    reason: Reason
    epochs: int
    kept: int
    loss: float
    accuracy: float | None
    validation_loss: float | None
    test_loss: float | None
    test_accuracy: float | None
    seconds: float
    curve: tuple[list[int], list[float]]  # epochs and training losses
    samples: int = 0
    mode: str = ""
    reduction: str = ""


@dataclass(frozen=True)
class Failure:
    """A run that could not be made."""

    choice: Choice
    seed: int
    diagnostics: tuple[Diagnostic, ...]


class _Unwatched:
    def row(self, row: Row, best: Best | None) -> None: ...

    def tick(self, epoch: int, seconds: float) -> None: ...

    def wants_stop(self) -> bool:
        return False


def choices(variations: Sequence[Variation]) -> list[Choice]:
    """Every combination, the last key varying fastest."""
    return [
        tuple(zip((key for key, _values in variations), values, strict=True))
        for values in product(*(values for _key, values in variations))
    ]


def run_one(document: Document, choice: Choice, seed: int) -> RunResult | Failure:
    """One run, in whatever process this is."""
    from pathlib import Path

    try:
        network = load(document)
        file = Path(document.file)
        base = file.parent if file.is_file() else None
        setup = prepare(network, data_for(network, base))
        outcome = Loop(setup).run(_Unwatched())
        loss, accuracy = setup.measure(outcome.parameters, setup.train)
        validation = setup.measure(outcome.parameters, setup.validation)[0] if setup.validation else None
        test_loss, test_accuracy = setup.measure(outcome.parameters, setup.test) if setup.test else (None, None)
    except NncliError as error:
        return Failure(choice, seed, error.diagnostics)
    rows, state = outcome.state.history.rows, outcome.state
    return RunResult(
        choice, seed, outcome.reason, state.epoch, outcome.kept, loss, accuracy, validation,
        test_loss, test_accuracy, state.seconds,
        ([row.epoch for row in rows], [row.loss for row in rows]),
        len(setup.train), network.mode, network.reduction,
    )  # fmt: skip


def run_all(
    runs: Sequence[tuple[Document, Choice, int]], jobs: int, done: Callable[[int], None]
) -> Iterator[RunResult | Failure]:
    """All runs in `jobs` processes, each as it ends; `done` is told how many have."""
    with _one_thread_each(), ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        # Ctrl-C goes to every process of a terminal; these leave it to this one, which then ends them.
        with _deaf_to_interrupts():
            futures = [pool.submit(run_one, *run) for run in runs]
        try:
            for count, future in enumerate(as_completed(futures), start=1):
                done(count)
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.terminate()
            raise


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process that begins in here is born deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@dataclass(frozen=True)
class Group:
    """The runs of one choice, by seed."""

    choice: Choice
    runs: tuple[RunResult, ...]

    def middle(self, name: str) -> float | None:
        """The median of a figure over the seeds."""
        values = self.values(name)
        return median(values) if values else None

    def values(self, name: str) -> list[float]:
        """A figure of every run that has it."""
        return [value for run in self.runs if (value := getattr(run, name)) is not None]

    @property
    def typical(self) -> RunResult:
        """The run whose training loss is the median, or the one above it."""
        ranked = sorted(self.runs, key=lambda run: run.loss)
        return ranked[len(ranked) // 2]


def grouped(results: Sequence[RunResult], order: Sequence[Choice]) -> list[Group]:
    """The results by choice, in the order in which the choices were given."""
    by_choice: dict[Choice, list[RunResult]] = {choice: [] for choice in order}
    for result in results:
        by_choice[result.choice].append(result)
    return [Group(c, tuple(sorted(runs, key=lambda run: run.seed))) for c, runs in by_choice.items() if runs]
