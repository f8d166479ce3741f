"""PyTorch eager: the loop that its tutorials teach, on tensors that are in memory already. Raises ImportError."""

from itertools import pairwise
from typing import Any

from measure import Trainer
from problem import Array, Problem, vector


def per_sample(problem: Problem) -> Trainer:
    """An update for each sample."""
    import torch

    model, optimiser = _model(problem)
    rows = list(zip(*map(torch.from_numpy, problem.data()), strict=True))

    def run(epochs: int) -> None:
        for _epoch in range(epochs):
            for x, target in rows:
                optimiser.zero_grad()
                loss = 0.5 * ((target - model(x)) ** 2).sum()
                loss.backward()
                optimiser.step()

    return Trainer(run, problem.updates, lambda: _parameters(model))


def mini_batch(problem: Problem) -> Trainer:
    """Shuffled mini-batches by indexing, which is far faster than a DataLoader; targets are the classes' numbers."""
    import torch

    model, optimiser = _model(problem)
    x, one_hot = map(torch.from_numpy, problem.data())
    classes, loss_of = one_hot.argmax(dim=1), torch.nn.CrossEntropyLoss()
    random = torch.Generator().manual_seed(0)

    def run(epochs: int) -> None:
        for _epoch in range(epochs):
            order = torch.randperm(problem.rows, generator=random)
            for rows in order.split(problem.batch):
                optimiser.zero_grad()
                loss = loss_of(model(x[rows]), classes[rows])
                loss.backward()
                optimiser.step()

    return Trainer(run, problem.updates, lambda: _parameters(model))


def _parameters(model: Any) -> Array:
    """A Linear keeps its weights as (j, i)."""
    return vector([[part.detach().numpy().T for part in model.parameters()]])


def _model(problem: Problem) -> tuple[Any, Any]:
    """The network with its first weights (softmax is left to the loss), and plain SGD."""
    import torch

    units = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
    dtype = torch.float64 if problem.precision == "double" else torch.float32
    parts: list[Any] = []
    for (i, j), (weights, biases) in zip(pairwise(problem.sizes), problem.layers(), strict=True):
        linear = torch.nn.Linear(i, j, bias=problem.biases, dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights.T))
            if problem.biases:
                linear.bias.copy_(torch.from_numpy(biases))
        parts += [linear, units[problem.hidden]()]
    if problem.classifies:
        parts.pop()
    model = torch.nn.Sequential(*parts)
    return model, torch.optim.SGD(model.parameters(), lr=problem.rate)
