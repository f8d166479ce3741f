"""What no program can do without: the five matrix products of a mini-batch, and nothing else.

    x·W1    h·W2    hᵀ·g2    g2·W2ᵀ    xᵀ·g1

They go into arrays that are there already, on the rows as they stand. Once with NumPy's BLAS and once with PyTorch's:
where the two floors differ, it is the libraries that differ on this processor, and not what is built on them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from measure import Trainer
from problem import Problem


def of_numpy(problem: Problem) -> Trainer:
    """By `np.matmul`."""
    return _floor(problem, np.matmul, lambda array: array)


def of_torch(problem: Problem) -> Trainer:
    """By `torch.mm`. Raises ImportError."""
    import torch

    return _floor(problem, torch.mm, torch.from_numpy)


def _floor(problem: Problem, product: Callable[..., Any], own: Callable[..., Any]) -> Trainer:
    """The loop; `own` makes a library's array of one of NumPy's."""
    x, targets = problem.data()
    (w1, _b1), (w2, _b2) = problem.layers()
    like: dict[str, Any] = {"dtype": problem.dtype}
    h, g1 = (own(np.zeros((problem.batch, problem.sizes[1]), **like)) for _ in range(2))
    out = own(np.zeros((problem.batch, problem.sizes[2]), **like))
    x, g2 = own(x), own(targets[: problem.batch].copy())
    w1, w2, to_w1, to_w2 = own(w1), own(w2), own(np.empty_like(w1)), own(np.empty_like(w2))

    def run(epochs: int) -> None:
        for _epoch in range(epochs):
            for start in range(0, problem.rows, problem.batch):
                rows = x[start : start + problem.batch]
                n = len(rows)  # the last batch may be smaller
                product(rows, w1, out=h[:n])
                product(h[:n], w2, out=out[:n])
                product(h[:n].T, g2[:n], out=to_w2)
                product(g2[:n], w2.T, out=g1[:n])
                product(rows.T, g1[:n], out=to_w1)

    return Trainer(run, problem.updates)
