"""Who runs against whom, on which problem, and what we have promised."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import by_numpy
import by_numpy_tuned
import by_sklearn
import by_torch
import floors
import ours
from measure import Trainer
from problem import Problem

from nncli.errors import InputError

SCALAR, COMPILED, ARRAYS = "nncli scalar", "nncli compiled", "nncli arrays"
TORCH, SKLEARN = "PyTorch eager", "scikit-learn"
NUMPY_FLOOR, TORCH_FLOOR = "five products, NumPy's BLAS", "five products, PyTorch's BLAS"


class Comparison(NamedTuple):
    """The time of `a` in times of `b`, and what we have promised of it, if anything."""

    a: str
    b: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def target(self) -> str:
        """`≥ 20`, or nothing."""
        return f"≥ {self.at_least:g}" if self.at_least else f"≤ {self.at_most:g}" if self.at_most else ""

    def verdict(self, ratio: float) -> str:
        """Whether the measured ratio is on the right side."""
        if not self.target:
            return ""
        is_met = ratio >= self.at_least if self.at_least else ratio <= (self.at_most or 0)
        return "met" if is_met else "**missed**"


class Contest(NamedTuple):
    """A problem, those who train it, and our engines, to which all are compared."""

    problem: Problem
    text: str
    candidates: Mapping[str, Callable[[Problem], Trainer]]
    ours: tuple[str, ...]
    comparisons: tuple[Comparison, ...]


def trainers_of(contest: Contest, problem: Problem) -> tuple[dict[str, Trainer], list[str]]:
    """Those who can run, and a sentence for each who cannot."""
    trainers: dict[str, Trainer] = {}
    absent: list[str] = []
    for name, make in contest.candidates.items():
        try:
            trainers[name] = make(problem)
        except (ImportError, InputError) as reason:
            absent.append(f"Left out: {name} ({reason}).")
    return trainers, absent


PER_SAMPLE: dict[str, Callable[[Problem], Trainer]] = {
    TORCH: by_torch.per_sample,
    SKLEARN: by_sklearn.per_sample,
    "naive NumPy": by_numpy.naive,
    "tuned NumPy": by_numpy_tuned.tuned,
    ARRAYS: ours.arrays,
    SCALAR: ours.scalar,
    COMPILED: ours.compiled,
}
MINI_BATCH: dict[str, Callable[[Problem], Trainer]] = {
    TORCH: by_torch.mini_batch,
    SKLEARN: by_sklearn.mini_batch,
    "plain NumPy": by_numpy.plain,
    ARRAYS: ours.arrays,
    NUMPY_FLOOR: floors.of_numpy,
    TORCH_FLOOR: floors.of_torch,
}

CONTESTS = {
    "a": Contest(
        Problem((2, 2, 1), "sigmoid", "sigmoid", biases=False, rows=100),
        "2-2-1, sigmoid, no biases, ½ Σ (d − y)², an update for each of 100 samples, double precision",
        PER_SAMPLE,
        (SCALAR, COMPILED),
        (Comparison(TORCH, SCALAR, at_least=20), Comparison(TORCH, COMPILED, at_least=1000)),
    ),
    "b": Contest(
        Problem((2, 8, 8, 1), "tanh", "tanh", biases=True, rows=100),
        "2-8-8-1, tanh, biases, ½ Σ (d − y)², an update for each of 100 samples, double precision",
        PER_SAMPLE,
        (SCALAR, COMPILED),
        (Comparison(TORCH, SCALAR, at_least=10), Comparison(TORCH, COMPILED, at_least=300)),
    ),
    "c": Contest(
        Problem((784, 128, 10), "relu", "softmax", biases=True, rows=60_000, batch=64, precision="single"),
        "784-128-10, ReLU, softmax, biases, cross entropy, 60,000 samples shuffled in batches of 64, single precision",
        MINI_BATCH,
        (ARRAYS,),
        (
            Comparison(ARRAYS, NUMPY_FLOOR, at_most=1.4),
            Comparison(TORCH, ARRAYS, at_least=2),
            Comparison(SKLEARN, ARRAYS, at_least=1),
            Comparison(TORCH, TORCH_FLOOR),  # what the framework adds to its own library
            Comparison(TORCH_FLOOR, NUMPY_FLOOR),  # what the library costs on this processor
        ),
    ),
}
