"""nncli from Python: `load`, `trace`, `verify`, `train` and `grade`, each as its command does it.

>>> import nncli
>>> run = nncli.trace("lecture")
>>> round(run["O.out"], 4)
0.6903

What they give shows itself: as text where it is printed, as tables in a notebook.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from nncli.errors import Diagnostic, InputError
from nncli.words import _, ngettext

if TYPE_CHECKING:
    from rich.console import RenderableType

    from nncli.document.reader import Document
    from nncli.grade.report import SheetReport
    from nncli.grade.source import Judgement
    from nncli.models.model import Model
    from nncli.trace.trace import Step, Trace
    from nncli.train.loop import Outcome

Spec: TypeAlias = "str | Path | Mapping[str, Any] | Model"
COLUMNS = 100
MAX_SAMPLES = 1000  # rows of a data set that a trace takes as its samples


class Shown:
    """Shows itself as the page that its command prints."""

    def page(self) -> "RenderableType":
        """The page."""
        raise NotImplementedError

    def __str__(self) -> str:
        from rich.console import Console

        from nncli.render.forms.console import HELD_SPACE

        buffer = io.StringIO()
        Console(file=buffer, width=COLUMNS, color_system=None, highlight=False, markup=False, emoji=False).print(
            self.page()
        )
        return "\n".join(line.rstrip() for line in buffer.getvalue().replace(HELD_SPACE, " ").split("\n")).rstrip()

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        from nncli.render.forms.html import fragment

        return {"text/plain": str(self), "text/html": fragment(self.page())}


@dataclass(frozen=True, eq=False, repr=False)
class Traced(Shown):
    """A trace with its model: `traced["O.delta"]` is a number, by id or by the source's own name."""

    model: "Model"
    trace: "Trace"

    @property
    def steps(self) -> "tuple[Step, ...]":
        """Every step in the order of computing: id, phase, formula, value."""
        return self.trace.steps

    def __getitem__(self, name: str) -> Any:
        """The value of a quantity.

        Raises:
            InputError: if there is none of this name.
        """
        return self.trace.find(name).value

    def why(self, name: str) -> "Why":
        """The chain of steps behind one number.

        Raises:
            InputError: if there is none of this name.
        """
        return Why(self.trace, self.trace.find(name).id)

    def page(self) -> "RenderableType":
        """What `nncli trace` shows."""
        from nncli.render.numbers import NumberFormat
        from nncli.render.pages.board import Page, trace_page
        from nncli.render.pictures.network.drawing import picture_lines

        picture = picture_lines(self.model, COLUMNS)
        return trace_page(self.trace, self.model, Page(NumberFormat(), COLUMNS, picture=picture))


@dataclass(frozen=True, eq=False, repr=False)
class Why(Shown):
    """What `nncli trace --why` shows of one number."""

    trace: "Trace"
    id: str

    def page(self) -> "RenderableType":
        """The chain from what is given to the number itself."""
        from nncli.render.numbers import NumberFormat
        from nncli.render.pages.board import Page, why_page

        return why_page(self.trace, self.id, Page(NumberFormat(), COLUMNS))


@dataclass(frozen=True, eq=False, repr=False)
class Verified(Shown):
    """The verdicts on what a source prints: `judgement.comparisons`, `judgement.first_fault`."""

    model: "Model"
    judgement: "Judgement"

    def page(self) -> "RenderableType":
        """What `nncli verify` shows."""
        from nncli.render.pages.verdicts import figures_page

        return figures_page(self.model, self.judgement, plain=True)


@dataclass(frozen=True, eq=False, repr=False)
class Trained(Shown):
    """A run that has ended: its kept parameters by id, its history, and the network at work."""

    outcome: "Outcome"

    @property
    def parameters(self) -> dict[str, float]:
        """Every kept parameter by its id."""
        ids = self.outcome.setup.layout.ids()
        return dict(zip(ids, self.outcome.parameters.tolist(), strict=True))

    @property
    def history(self) -> dict[str, list[float]]:
        """A list for each column: epoch, loss, accuracy …"""
        return self.outcome.state.history.to_columns()

    @property
    def loss(self) -> float:
        """The mean loss of the training set with the kept parameters."""
        return self.outcome.setup.measure(self.outcome.parameters, self.outcome.setup.train)[0]

    @property
    def accuracy(self) -> float | None:
        """The share of training rows decided right; None where there are no classes."""
        return self.outcome.setup.measure(self.outcome.parameters, self.outcome.setup.train)[1]

    def outputs(self, x: Any) -> Any:
        """The network's outputs (n, outputs) for inputs (n, inputs), as they stand in the data."""
        import numpy as np

        setup = self.outcome.setup
        rows = np.atleast_2d(np.asarray(x, float))
        if rows.shape[1] != len(setup.network.inputs):
            message = _("these rows have {n} numbers, and the network has {inputs} inputs")
            message = message.format(n=rows.shape[1], inputs=len(setup.network.inputs))
            raise InputError(Diagnostic("inputs-do-not-fit", message))
        if setup.data.scaling is not None:
            rows = setup.data.scaling.apply(rows)
        return setup.passes(self.outcome.parameters.copy()).outputs(rows.astype(setup.dtype))

    def page(self) -> "RenderableType":
        """What `nncli train` shows at its end."""
        from nncli.render.pages.outcome import outcome_page

        return outcome_page(self.outcome, plain=True)


@dataclass(frozen=True, eq=False, repr=False)
class Graded(Shown):
    """A graded sheet: `report.points` of `report.out_of`, `report.problems` with their items; with `key` its values."""

    report: "SheetReport"
    key: bool = False

    def page(self) -> "RenderableType":
        """What `nncli grade` shows."""
        from nncli.render.pages.report import report_page

        return report_page(self.report, plain=True, key=self.key)


def load(spec: Spec, **changes: object) -> "Model":
    """A model: a bundled spec by name, a YAML file, or the same keys as a mapping; `changes` replace keys.

    >>> nncli.load("lecture", learning_rate=0.5).title
    "The lecture's worked example"

    Raises:
        NncliError: with everything that is wrong with it.
    """
    from nncli.data.loading import data_for
    from nncli.data.samples import with_samples
    from nncli.document.reader import base_of
    from nncli.models.model import Model
    from nncli.spec.load import load_model
    from nncli.spec.study import Study

    if isinstance(spec, Model):
        return spec
    document = _document(spec, changes)
    model = load_model(document)
    data = data_for(model, base_of(document)) if isinstance(model, Study) else None
    return model if data is None or not isinstance(model, Study) else with_samples(model, data, MAX_SAMPLES)


def trace(
    spec: Spec,
    *,
    mode: Literal["standard", "accumulated", "mini-batch"] | None = None,
    sample: int | None = None,
    steps: int | None = None,
    exact: bool = False,
    **changes: object,
) -> Traced:
    """Every number of one step of learning, or of `steps` in a row; in fractions where it is `exact`.

    >>> nncli.trace("homework-relu", exact=True)["y.out"]
    Fraction(3, 10)

    Raises:
        NncliError: if the spec is wrong, or a number leaves the range of the arithmetic.
    """
    from nncli.maths.arithmetic import EXACT
    from nncli.models import systems

    model = load(spec, **changes)
    said = {"mode": mode, "sample": sample, "updates": steps}
    how = {name: value for name, value in said.items() if value is not None}
    for name in how.keys() - systems.system_of(model).takes:
        message = _("'{option}' means nothing for a model of the system '{system}'")
        raise InputError(Diagnostic("bad-option", message.format(option=name, system=model.system)))
    n = len(model.examples)
    if sample is not None and not 1 <= sample <= n:
        one, many = "sample {sample}: the spec has only one sample", "sample {sample}: the spec has samples 1 to {n}"
        raise InputError(Diagnostic("bad-option", ngettext(one, many, n).format(sample=sample, n=n)))
    return Traced(model, systems.trace(model, arithmetic=EXACT if exact else None, **how))


def verify(spec: Spec, **changes: object) -> Verified:
    """Compares every published figure with the computed one, and judges the source like a student.

    >>> nncli.verify("lecture").judgement.is_failure
    False
    """
    from nncli.grade.source import judge_source

    model = load(spec, **changes)
    return Verified(model, judge_source(model))


def train(spec: "str | Path | Mapping[str, Any]", *, epochs: int | None = None, **changes: object) -> Trained:
    """Trains a network as its spec says, until there is a reason to stop.

    >>> run = nncli.train("xor", seed=1)
    >>> run.accuracy
    1.0

    Raises:
        NncliError: if the spec, or its data, are wrong.
    """
    from nncli.data.loading import data_for
    from nncli.document.reader import base_of
    from nncli.spec.load import load as load_study
    from nncli.train.loop import Loop
    from nncli.train.setup import prepare

    document = _document(spec, changes)
    if epochs is not None:
        document = document.with_value(("training", "epochs"), str(epochs), f"epochs={epochs}")
    network = load_study(document)
    return Trained(Loop(prepare(network, data_for(network, base_of(document)))).run(_Unwatched()))


def grade(homework: str, sheet: str | Path, *, key: bool = False, strict: bool = False) -> Graded:
    """Grades an answer sheet: a file, or the text of one.

    >>> nncli.grade("ch5", "relu-update: {h1.net: 0.36}").report.out_of
    100.0

    Raises:
        NncliError: if there is no such homework, or the sheet cannot be read at all.
    """
    from nncli.grade import grading
    from nncli.grade.belongs import refuse_other_sheets
    from nncli.grade.homework import open_assignment
    from nncli.sheets.sheet import read_sheet

    assignment = open_assignment(homework)
    if isinstance(sheet, Path) or not ("\n" in sheet or ":" in sheet):
        return Graded(grading.grade_file(assignment, Path(sheet), strict=strict), key)
    read = read_sheet(sheet.encode(), "sheet", grading.headings(assignment), grading.parts(assignment))
    refuse_other_sheets(assignment, read)
    return Graded(grading.grade(assignment, read, strict=strict), key)


def _document(spec: "str | Path | Mapping[str, Any]", changes: Mapping[str, object]) -> "Document":
    from nncli.document.reader import read_text
    from nncli.spec.bundled import open_spec

    document = read_text(json.dumps(spec), "spec") if isinstance(spec, Mapping) else open_spec(str(spec))
    for name, value in changes.items():
        document = document.with_value((name,), json.dumps(value), f"{name}={value}")
    return document


class _Unwatched:
    """Nobody looks on."""

    def row(self, row: object, best: object) -> None:
        """Nothing to show."""

    def tick(self, epoch: int, seconds: float) -> None:
        """Nothing to show."""

    def wants_stop(self) -> bool:
        """Never."""
        return False


__all__ = ["Graded", "Traced", "Trained", "Verified", "grade", "load", "trace", "train", "verify"]
