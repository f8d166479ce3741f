"""When training ends, and which weights are kept."""

from dataclasses import dataclass, replace
from enum import Enum

from nncli.spec.training import Training
from nncli.train.arrays.layout import Array
from nncli.train.history import Row


class Reason(Enum):
    """Why a run ended."""

    EPOCHS = "epochs"  # all epochs are done
    EARLY = "early-stopping"  # the validation set has not got better for `patience` epochs
    LOSS = "loss"  # the training loss is below the bound
    GRADIENT = "gradient-norm"  # the gradient is below the bound
    SECONDS = "seconds"  # the time is up
    INTERRUPTED = "interrupted"  # the user has stopped it
    DIVERGED = "diverged"  # a number has left the range of floats


@dataclass(frozen=True)
class Best:
    """The best epoch so far on the validation set, with its parameters.

    `reference` is the value that the last real change for the better reached, in epoch `since`: a change of less than
    min_delta does not reset the patience, though its weights are kept.
    """

    epoch: int
    value: float  # lower is better; an accuracy is negated
    parameters: Array
    reference: float
    since: int


def monitored(row: Row, training: Training) -> float | None:
    """What the validation set says, as a number that should fall; None where there is no validation set."""
    if training.early_stopping and training.early_stopping.monitor == "accuracy":
        return None if row.validation_accuracy is None else -row.validation_accuracy
    return row.validation_loss


def updated(best: Best | None, row: Row, parameters: Array, training: Training) -> Best | None:
    """The best after one more evaluation."""
    value = monitored(row, training)
    if value is None:
        return best
    if best is None:
        return Best(row.epoch, value, parameters.copy(), value, row.epoch)
    min_delta = training.early_stopping.min_delta if training.early_stopping else 0.0
    if value < best.reference - min_delta:
        best = replace(best, reference=value, since=row.epoch)
    return replace(best, epoch=row.epoch, value=value, parameters=parameters.copy()) if value < best.value else best


def reason_to_stop(row: Row, best: Best | None, training: Training) -> Reason | None:
    """Why training ends after this evaluation, or None if it goes on."""
    stop, early = training.stop, training.early_stopping
    if stop.loss is not None and row.loss < stop.loss:
        return Reason.LOSS
    if stop.gradient_norm is not None and row.gradient_norm is not None and row.gradient_norm < stop.gradient_norm:
        return Reason.GRADIENT
    if early and best and row.epoch - best.since >= early.patience:
        return Reason.EARLY
    if stop.seconds is not None and row.seconds >= stop.seconds:
        return Reason.SECONDS
    return Reason.EPOCHS if row.epoch >= training.epochs else None


def next_evaluation(epoch: int, training: Training) -> int:
    """The next epoch that is evaluated: as the spec says, else each up to 1000, then every 10th, every 100th …

    Early stopping looks at each.
    """
    every = training.evaluate_every or (1 if training.early_stopping else 10 ** max(0, len(str(epoch)) - 3))
    return min((epoch // every + 1) * every, max(training.epochs, epoch + 1))
