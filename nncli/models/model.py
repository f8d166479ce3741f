"""What all systems of the chapter have in common: a title, names, and what their source prints of them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from nncli.maths.arithmetic import Rounding
from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Grid, Row
from nncli.models.sketch import Sketch
from nncli.trace.published import PublishedFigure
from nncli.trace.quantities import Names


@dataclass(frozen=True)
class Example:
    """One sample: a number for each input and, for learning, one for each output."""

    x: Row
    target: Row | None


@dataclass(frozen=True)
class Model(ABC):
    """A system whose parts are known to fit.

    Every number is still a `Numeral`; the arithmetic decides what it is worth. `system` is the system's name in the
    registry (`systems`), which says how it runs.
    """

    system: ClassVar[str]

    title: str
    source: str | None
    names: Names
    rounding: Mapping[str, Rounding]
    default_rounding: Rounding | None
    published: Mapping[str, PublishedFigure]

    @property
    @abstractmethod
    def examples(self) -> tuple[Example, ...]:
        """The samples that are written out; none where there are none."""

    @abstractmethod
    def quantities(self) -> Iterator[str]:
        """Every id that a trace of this model can hold, without sample, time and update."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """The units whose outputs are the model's own; none where that means nothing."""
        return ()

    def otherwise(self) -> Iterator[Self]:
        """The same model by other conventions, under which a source may have computed its figures."""
        return iter(())

    def other_conventions(self) -> "Iterator[tuple[str, Self]]":
        """The same model by conventions that hold throughout, each with a sentence; a source may have followed one."""
        return iter(())

    def says(self) -> list[str]:
        """The model in a few words, and the conventions by which it is computed."""
        return []

    def with_examples(self, examples: tuple[Example, ...]) -> Self:
        """The same model with these samples in place of its own, where the system has samples."""
        return self

    def at_rate(self, rate: Numeral) -> Self | None:
        """The same model at another learning rate; None where it has none."""
        return None

    def facts(self) -> dict[str, str | None]:
        """What a program wants to know besides the steps."""
        return {}

    def through_steps(self) -> frozenset[str]:
        """The parameters whose way to the loss leads through units without a derivative."""
        return frozenset()

    def not_gradients(self) -> frozenset[str]:
        """The parameters whose steps are no gradients, by a convention."""
        return frozenset()

    def grids(self) -> Mapping[str, Grid]:
        """Matrices and vectors that a person writes as a whole, row by row as ids: `W1`, `K`, `C`."""
        return {}

    def sketch(self) -> Sketch | None:
        """What there is to draw; None where a system has no picture."""
        return None

    def numbers_of_the_sample(self, inputs: Sequence[str]) -> dict[str, Numeral]:
        """The inputs and targets by id, where there is one sample alone."""
        if len(self.examples) != 1:
            return {}
        (example,) = self.examples
        targets = zip(self.outputs, example.target or (), strict=False)
        return dict(zip(inputs, example.x, strict=True)) | {f"target[{unit}]": number for unit, number in targets}
