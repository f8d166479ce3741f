"""What a spec may say about training, key by key: the part of `Spec` that `nncli train` reads."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from nncli.spec.part import Part, named
from nncli.spec.values import BelowOne, Natural, NotNegative, Positive, Share
from nncli.words import N_

OptimiserName = Literal["sgd", "momentum", "nesterov", "adam"]
ScheduleName = Literal["constant", "step", "inverse"]


class OptimiserChoice(Part):
    """How a gradient becomes a change of the parameters; what is left out has the usual value."""

    name: OptimiserName = Field(description=N_("which optimiser"))
    momentum: BelowOne | None = Field(None, description=N_("momentum, nesterov: μ (default 0.9)"))
    beta1: BelowOne | None = Field(None, description=N_("adam: β₁ (default 0.9)"))
    beta2: BelowOne | None = Field(None, description=N_("adam: β₂ (default 0.999)"))
    epsilon: Positive | None = Field(None, description=N_("adam: ε (default 1e-8)"))


class ScheduleChoice(Part):
    """How the learning rate changes from epoch to epoch."""

    name: ScheduleName = Field(description=N_("which schedule"))
    every: Natural | None = Field(None, description=N_("step: after so many epochs (default 10)"))
    factor: Positive | None = Field(None, description=N_("step: the rate is multiplied by this (default 0.5)"))
    decay: NotNegative | None = Field(None, description=N_("inverse: η/(1 + decay·epoch) (default 0.01)"))


class Regularisation(Part):
    """What is added to the loss for the size of the parameters."""

    book: Share | None = Field(
        None, description=N_("λ of the book: E = λ·(1/m) Σ E_k + (1 − λ) Σ w², over weights and thresholds")
    )
    l2: NotNegative | None = Field(None, description=N_("λ: E + λ/2 Σ w², over weights alone"))
    l1: NotNegative | None = Field(None, description=N_("λ: E + λ Σ |w|, over weights alone"))


class EarlyStopping(Part):
    """Training ends when the validation set has not got better for a while; the best weights are kept."""

    monitor: Literal["loss", "accuracy"] = Field("loss", description=N_("what is watched"))
    patience: Natural = Field(10, description=N_("so many epochs without a better one"))
    min_delta: NotNegative = Field(0.0, description=N_("a smaller change is no change for the better"))


class Stop(Part):
    """What else ends the training, besides the number of epochs."""

    loss: NotNegative | None = Field(None, description=N_("the training loss falls below this"))
    gradient_norm: Positive | None = Field(None, description=N_("the norm of the whole gradient falls below this"))
    seconds: Positive | None = Field(None, description=N_("wall time; checked between epochs"))


def _plain_stopping(value: object) -> object:
    return {"monitor": value} if isinstance(value, str) else value


class Training(Part):
    """Everything about training that is not the network itself."""

    epochs: Natural = Field(1000, description=N_("passes over the training set at most"))
    batch_size: Natural = Field(32, description=N_("mini-batch: samples for one update"))
    shuffle: StrictBool | None = Field(
        None, description=N_("a new order of the samples in each epoch; left out: only for mini-batch")
    )
    optimiser: Annotated[
        OptimiserChoice, BeforeValidator(named, json_schema_input_type=OptimiserName | OptimiserChoice)
    ] = Field(default_factory=lambda: OptimiserChoice(name="sgd"), description=N_("how a gradient becomes a change"))
    schedule: Annotated[
        ScheduleChoice, BeforeValidator(named, json_schema_input_type=ScheduleName | ScheduleChoice)
    ] = Field(
        default_factory=lambda: ScheduleChoice(name="constant"), description=N_("how η changes from epoch to epoch")
    )
    regularisation: Regularisation | None = Field(None, description=N_("what is added to the loss"))
    early_stopping: (
        Annotated[
            EarlyStopping,
            BeforeValidator(_plain_stopping, json_schema_input_type=Literal["loss", "accuracy"] | EarlyStopping),
        ]
        | None
    ) = Field(None, description=N_("watches the validation set of 'data'"))
    stop: Stop = Field(default_factory=Stop, description=N_("what else ends the training"))
    precision: Literal["double", "single"] = Field("double", description=N_("double: 64 bits a number; single: 32"))
    evaluate_every: Natural | None = Field(
        None, description=N_("epochs from one row of the history to the next; left out: more at first, fewer later")
    )
    engine: Literal["auto", "arrays", "scalar", "compiled"] = Field(
        "auto", description=N_("arrays: NumPy; scalar: straight-line Python; compiled: the same through numba")
    )
