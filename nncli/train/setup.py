"""All that a run is made of, brought together: the network, its data as arrays, and what an output means."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nncli.data.coding import Coding, coding_for, coding_of_samples
from nncli.data.dataset import DataSet, Rows
from nncli.data.fitting import fitted
from nncli.errors import Diagnostic, InputError
from nncli.spec.study import Study
from nncli.train.arrays.layout import Array, Layout
from nncli.train.arrays.passes import Passes, evaluate
from nncli.train.engine import Examples
from nncli.words import _


@dataclass(frozen=True)
class Part:
    """The training, the validation or the test set. `labels` (n,) are the right classes, None where there are none."""

    examples: Examples
    labels: Array | None

    def __len__(self) -> int:
        return len(self.examples.x)


@dataclass(frozen=True)
class Setup:
    """A network with its data."""

    network: Study
    data: DataSet
    coding: Coding
    layout: Layout
    dtype: np.dtype[np.floating]
    train: Part
    validation: Part | None
    test: Part | None

    def initial(self) -> Array:
        """The initial parameters (size,)."""
        with np.errstate(over="ignore"):  # `prepare` has looked at them
            return self.layout.initial().astype(self.dtype)

    def passes(self, parameters: Array) -> Passes:
        """The network at work with these parameters."""
        return Passes(self.network, self.layout, parameters)

    @cached_property
    def _measuring(self) -> Passes:
        """For `measure` alone: making one takes longer than a small network takes to evaluate."""
        return self.passes(self.initial())

    def measure(self, parameters: Array, part: Part) -> tuple[float, float | None]:
        """The mean loss of a part and, where there are classes, the share of rows that are decided right."""
        self._measuring.parameters[...] = parameters
        done = evaluate(self._measuring, part.examples)
        if part.labels is None:
            return done.loss, None
        return done.loss, float((self.coding.decide(done.outputs) == part.labels).mean())


def prepare(network: Study, data: DataSet | None = None) -> Setup:
    """A network and a data set made ready for training; without one, the samples that the spec writes out.

    Raises:
        InputError: if the data do not fit the network, or there is nothing to lower.
    """
    if network.loss is None or network.learning_rate is None:
        message = _("this network has no 'loss' and 'learning_rate', so there is nothing to train it by")
        help = _("add lines such as 'loss: squared' and 'learning_rate: 0.1'")
        raise InputError(Diagnostic("no-loss", message, help=help))
    dtype: np.dtype[np.floating] = np.dtype(np.float32 if network.training.precision == "single" else np.float64)
    if data is None:
        data, coding = _written_out(network)
    else:
        data = fitted(data, network.inputs)
        activation, targets = network.layers[-1].activation.name, network.data.targets if network.data else None
        coding = coding_for(data, len(network.outputs), activation, network.loss.name, targets)
    early = network.training.early_stopping
    if early and early.monitor == "accuracy" and not coding.decides:
        message = _("early stopping by accuracy needs classes, and '{name}' has numbers to be predicted")
        help = _("take 'early_stopping: loss'")
        raise InputError(Diagnostic("no-classes", message.format(name=data.name), help=help))

    def part(rows: Rows | None) -> Part | None:
        if rows is None or not len(rows):
            return None
        targets = coding.encode(rows) if rows.values is None else rows.values
        labels = coding.decide(targets) if coding.decides else None
        with np.errstate(over="ignore"):
            examples = Examples(*(np.ascontiguousarray(a, dtype) for a in (rows.x, targets)))
        if not all(np.isfinite(a).all() for a in examples):
            raise _too_large(_("the data have numbers that are too large for single precision"))
        return Part(examples, labels)

    train = part(data.train)
    assert train is not None  # a data set without rows is none
    setup = Setup(network, data, coding, Layout(network), dtype, train, part(data.validation), part(data.test))
    if not np.isfinite(setup.initial()).all():
        raise _too_large(_("the initial weights are too large for single precision"))
    return setup


def _too_large(message: str) -> InputError:
    return InputError(Diagnostic("out-of-range", message, help=_("take 'precision: double'")))


def _written_out(network: Study) -> tuple[DataSet, Coding]:
    """The samples of the spec itself as a data set; classes where their targets look like classes."""
    x = np.array([[float(number) for number in example.x] for example in network.samples])
    targets = np.array([[float(number) for number in example.target or ()] for example in network.samples])
    coding = coding_of_samples(targets, network.outputs)
    rows, source = Rows(x, values=targets), network.source or ""
    return DataSet(_("the spec's samples"), "", source, None, network.inputs, coding.classes, rows), coding
