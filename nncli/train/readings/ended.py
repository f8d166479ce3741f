"""A run that has ended, with its network at work on the whole training set: what its readings ask of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nncli.train.arrays.dense import Dense, Pass
from nncli.train.arrays.layout import Array
from nncli.train.arrays.passes import Passes
from nncli.train.loop import Outcome
from nncli.train.setup import Setup
from nncli.train.stopping import Reason

AT_REST = 0.9  # of the loss of the best constant answer: above it next to nothing has been learned
ALL_RIGHT = 0.98  # of the training rows decided right: nothing is wanting


@dataclass(frozen=True, eq=False)
class Ended:
    """A run that has ended, with its network at work on the whole training set."""

    outcome: Outcome

    @property
    def setup(self) -> Setup:
        """What was trained, on what."""
        return self.outcome.setup

    @property
    def x(self) -> Array:
        """The inputs of the training set (n, i), scaled as the network reads them."""
        return self.setup.train.examples.x

    @property
    def targets(self) -> Array:
        """The targets of the training set (n, outputs)."""
        return self.setup.train.examples.targets

    @cached_property
    def passes(self) -> Passes:
        """The network with the weights that are kept."""
        return self.setup.passes(self.outcome.parameters.copy())

    @cached_property
    def layers(self) -> list[tuple[Dense, Pass]]:
        """Each layer with what it makes of every row."""
        with np.errstate(all="ignore"):
            return list(zip(self.passes.layers, self.passes.forward(self.x), strict=True))

    @cached_property
    def gradient(self) -> Array:
        """∂E/∂θ of the data's loss over the training set (size,)."""
        with np.errstate(all="ignore"):
            self.passes.backward([done for _layer, done in self.layers], self.targets, 1 / len(self.x))
        return self.passes.gradient

    @cached_property
    def loss_at_rest(self) -> float:
        """The loss of the best answer that is the same for every row."""
        loss = self.setup.network.loss
        assert loss is not None
        mean = self.targets.mean(axis=0, dtype=np.float64)
        same = np.broadcast_to(mean, self.targets.shape)
        with np.errstate(all="ignore"):
            nets = np.log(same) if loss.name == "cross_entropy" else np.log(same) - np.log1p(-same)
            return float(np.nanmean(loss.array(self.targets, same, np.nan_to_num(nets, neginf=-700, posinf=700))))

    @cached_property
    def loss(self) -> float:
        """The loss of the kept weights on the training set."""
        return self.setup.measure(self.outcome.parameters, self.setup.train)[0]

    def has_come_to_its_goal(self) -> bool:
        """The goal of the spec, or nearly every row right; of numbers, most of what a constant answer leaves."""
        if self.outcome.reason in (Reason.LOSS, Reason.GRADIENT):
            return True
        _loss, accuracy = self.setup.measure(self.outcome.parameters, self.setup.train)
        return accuracy is not None and accuracy >= ALL_RIGHT

    @property
    def rests(self) -> bool:
        """Whether next to nothing has been learned: the loss is about that of one answer for all rows."""
        return self.loss >= AT_REST * self.loss_at_rest > 0
