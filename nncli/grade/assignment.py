"""What an assignment may say, key by key, and the assignment as the grader uses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from nncli.document.reader import Document, exists
from nncli.errors import Diagnostic, InputError, NncliError, SpecError
from nncli.grade.following.bands import EXACTLY
from nncli.grade.following.finder import Finder
from nncli.grade.following.programs import Programs
from nncli.grade.formulas.questions import Domain, Layout
from nncli.maths.arithmetic import EXACT
from nncli.models.network import Network
from nncli.spec.faults import Faults
from nncli.spec.keys import validated
from nncli.spec.part import Part
from nncli.spec.values import Number, Text, Whole
from nncli.suggest import did_you_mean
from nncli.trace.quantities import Quantity
from nncli.words import N_, _, clauses, ngettext

ProblemId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Question = Literal["loss-fell"]
# What an entry of `asks` may be, besides an id or a source's name: a kind of step, of every unit or parameter.
KINDS = ("net", "out", "error", "loss", "slope", "back", "delta", "grad", "step", "new")


class Problem(Part):
    """One problem. Which keys it takes depends on its kind."""

    id: ProblemId
    kind: Literal["update", "formula", "overflow", "text", "number"]
    title: Text = Field(description=N_("an English sentence; the catalogue translates it"))
    statement: Text
    points: Number
    practice: bool = Field(False, description=N_("shown and graded, but not counted in the total"))
    spec: Text | None = Field(None, description=N_("update: a bundled spec by name, or a YAML file beside this one"))
    sample: Whole | None = Field(
        None,
        description=N_("update: which of the spec's samples it asks about, from 1 (the first, or all)"),
    )
    digits: Whole | Literal["exact"] | None = Field(
        None,
        description=N_(
            "update, number: the least digits of a stated number (4), or exact (where the system computes so)"
        ),
    )
    asks: list[Text] = Field(
        [], description=N_("update: ids, source's names, or kinds such as net, delta, new, out.after")
    )
    questions: list[Question] = Field([], description=N_("update: questions answered yes or no"))
    carried: Number | None = Field(None, description=N_("the share of its points that a carried step earns (1)"))
    implied: Number | None = Field(None, description=N_("the share of a step that is not stated and must be right (1)"))
    weights: dict[Text, Number] = Field(
        {}, description=N_("update: what a kind of step weighs beside the others, such as net, new or out.after (1)")
    )
    slip_costs_at_most: Number | None = Field(
        None, description=N_("update: the most points that a step with a named slip may lose (all of its own)")
    )
    question: Literal["softmax-gradient", "log-softmax-gradient", "cross-entropy-gradient"] | None = Field(
        None, description=N_("formula: which function's gradient is asked; or write your own under 'function'")
    )
    function: Text | None = Field(
        None, description=N_("formula: the function whose gradient is asked, such as 1/2*sum((a - t)^2)")
    )
    variable: Text | None = Field(None, description=N_("formula: by what the function is differentiated, such as x"))
    given: dict[str, Domain] = Field(
        {}, description=N_("formula: other symbols of the function, and what their numbers may be")
    )
    let: dict[str, Text] = Field({}, description=N_("formula: abbreviations that answers may use, as a: sigmoid(x)"))
    answer: Text | None = Field(None, description=N_("formula: the gradient as you would write it, for the key"))
    layout: Layout = Field(
        "either", description=N_("formula: whether a Jacobian has ∂f_i/∂x_j in row i (numerator) or in column i")
    )
    shares: dict[str, Number] = Field(
        {}, description=N_("formula: what a slip by its id, right 'cases' or right 'lines' earn, from 0 to 1")
    )
    value: Number | None = Field(None, description=N_("number: the right one"))
    functions: list[Literal["softmax", "logsumexp"]] = Field([], description=N_("overflow: the functions to discuss"))

    @property
    def least_digits(self) -> int:
        """The least digits of a stated number; `EXACTLY` where the assignment says so."""
        return EXACTLY if self.digits == "exact" else 4 if self.digits is None else self.digits


class AssignmentSpec(Part):
    """An assignment: its problems in order."""

    title: Text
    problems: list[Problem] = Field(min_length=1)


@dataclass(frozen=True)
class Update:
    """An update problem made ready: the key with the altered programs, and the ids that are asked."""

    problem: Problem
    programs: Programs
    asked: tuple[str, ...]
    sample: tuple[int, int] | None = None  # the one that it asks about, and how many the spec has; None where all

    @property
    def digits(self) -> int:
        """The least digits of a stated number; `EXACTLY` where numbers stand for themselves."""
        if self.problem.digits is None and self.programs.arithmetic is EXACT:
            return EXACTLY
        return self.problem.least_digits


@dataclass(frozen=True)
class Assignment:
    """An assignment made ready for grading."""

    id: str
    title: str
    problems: tuple[Problem, ...]
    updates: Mapping[str, Update]


def load_assignment(document: Document, id: str, folder: Path) -> Assignment:
    """The assignment that a document describes; specs are looked for beside it, then among the bundled ones.

    Raises:
        SpecError: with every fault of the assignment, or of a spec that it names.
    """
    faults = Faults(document)
    if not isinstance(document.data, dict):
        faults.add((), "not-a-mapping", _("an assignment is a mapping of keys such as 'title' and 'problems'"))
        raise SpecError(faults.found)
    spec = validated(AssignmentSpec, document.data, faults)
    updates: dict[str, Update] = {}
    if spec is not None:
        seen: set[str] = set()
        for at, problem in enumerate(spec.problems):
            if problem.id in seen:
                faults.add(
                    ("problems", at, "id"), "same-name", _("two problems are called '{id}'").format(id=problem.id)
                )
            seen.add(problem.id)
            _check(problem, at, faults)
            if problem.kind == "formula":
                _check_formula(problem, at, faults)
            if problem.kind == "update" and problem.spec:
                update = _update(problem, at, folder, faults)
                if update:
                    updates[problem.id] = update
    if faults.found or spec is None:
        raise SpecError(faults.in_order())
    return Assignment(id, spec.title, tuple(spec.problems), updates)


def _check(problem: Problem, at: int, faults: Faults) -> None:
    for key in _needed(problem):
        if not getattr(problem, key):
            message = _("a problem of kind '{kind}' needs '{key}'").format(kind=problem.kind, key=key)
            faults.add(("problems", at), "missing-key", message)
    if problem.points.fraction <= 0:
        faults.add(("problems", at, "points"), "out-of-range", _("a problem has more than 0 points"))
    if isinstance(problem.digits, int) and not 2 <= problem.digits <= 15:
        faults.add(("problems", at, "digits"), "out-of-range", _("least digits are between 2 and 15"))
    for key in ("carried", "implied"):
        share = getattr(problem, key)
        if share is not None and not 0 <= share.fraction <= 1:
            faults.add(("problems", at, key), "out-of-range", _("a share lies between 0 and 1"))
    for kind, weight in problem.weights.items():
        known = (*KINDS, *(f"{kind}.after" for kind in KINDS), "loss-fell", *problem.asks)
        if kind not in known:
            message = _("'{kind}' is no kind of step").format(kind=kind)
            faults.add(("problems", at, "weights", kind), "unknown-quantity", message, did_you_mean(kind, known))
        if weight.fraction < 0:
            faults.add(("problems", at, "weights", kind), "out-of-range", _("a weight is 0 or more"))
    if problem.slip_costs_at_most is not None and problem.slip_costs_at_most.fraction < 0:
        faults.add(("problems", at, "slip_costs_at_most"), "out-of-range", _("points are 0 or more"))


def _needed(problem: Problem) -> tuple[str, ...]:
    if problem.kind == "formula":
        return ("function", "variable") if problem.function or problem.variable else ("question",)
    return {"update": ("spec", "asks"), "overflow": ("functions",), "number": ("value",), "text": ()}[problem.kind]


def _check_formula(problem: Problem, at: int, faults: Faults) -> None:
    """The shares are of known slips; a question of one's own can be read and differentiated."""
    from nncli.grade.formulas.credit import known_shares
    from nncli.grade.formulas.own import QuestionError
    from nncli.grade.problems.formula import question_of

    for id, share in problem.shares.items():
        place = ("problems", at, "shares", id)
        if id not in known_shares():
            message = _("there is no slip '{id}' of formulas").format(id=id[:40])
            faults.add(place, "unknown-slip", message, did_you_mean(id, [*known_shares()]))
        elif not 0 <= share.fraction <= 1:
            faults.add(place, "out-of-range", _("a share lies between 0 and 1"))
    if problem.question is not None and (problem.function or problem.variable):
        faults.add(("problems", at, "question"), "two-questions", _("either 'question' or 'function', not both"))
    elif problem.function and problem.variable:
        try:
            question_of(problem)
        except QuestionError as error:
            faults.add(("problems", at, error.key), "bad-question", error.diagnostics[0].message)


def _update(problem: Problem, at: int, folder: Path, faults: Faults) -> Update | None:
    from nncli.spec.bundled import names, open_spec
    from nncli.spec.load import load_model
    from nncli.spec.study import Study

    assert problem.spec is not None
    beside = folder / problem.spec
    try:
        if problem.spec not in names() and not exists(beside):
            message = _("there is no bundled spec '{name}', and no such file here").format(name=problem.spec)
            raise InputError(Diagnostic("no-such-spec", message))
    except NncliError as error:
        faults.add(("problems", at, "spec"), "no-such-spec", clauses(d.message for d in error.diagnostics))
        return None
    try:
        network = load_model(open_spec(str(beside) if exists(beside) else problem.spec))
    except NncliError as error:  # told at the spec's own lines, which is where it is mended
        message = _("the spec '{name}' is at fault: see there").format(name=problem.spec)
        faults.add(("problems", at, "spec"), "spec-at-fault", message)
        faults.add_elsewhere(error.diagnostics)
        return None
    if isinstance(network, Study) and network.data is not None:
        message = _("this spec takes its samples from a data set: a question needs its sample written out")
        faults.add(("problems", at, "spec"), "no-samples", message, _("write it under 'samples' in place of 'data'"))
        return None
    if isinstance(network, Study) and (network.loss is None or network.learning_rate is None):
        faults.add(("problems", at, "spec"), "no-loss", _("this network does not learn: it has no loss or no rate"))
        return None
    n = len(network.examples)
    only = problem.sample
    if only is None and isinstance(network, Network) and network.mode == "standard" and n > 1:
        only = 1
    if only is not None:
        if not 1 <= only <= n:
            message = ngettext(
                "sample {sample}: the spec has only one sample", "sample {sample}: the spec has samples 1 to {n}", n
            ).format(sample=only, n=n)
            faults.add(("problems", at, "sample"), "out-of-range", message)
            return None
        network = network.with_examples(network.examples[only - 1 : only])
    programs = Programs(network)
    asked: dict[str, None] = {}
    for n, ask in enumerate(problem.asks):
        found = _asked(ask, programs)
        if not found:
            known = [*(kind for kind in KINDS if _asked(kind, programs)), *programs.formulas]
            message = _("this network has nothing called '{ask}'").format(ask=ask)
            faults.add(("problems", at, "asks", n), "unknown-quantity", message, did_you_mean(ask, known))
        asked |= dict.fromkeys(found)
    sample = (only, n) if only is not None and n > 1 else None
    return Update(problem, programs, tuple(id for id in programs.formulas if id in asked), sample)


def _asked(ask: str, programs: Programs) -> list[str]:
    """The ids that an entry of `asks` means."""
    id = programs.model.names.resolve("loss.before" if ask == "loss" else ask)
    if id in programs.formulas:
        return [id]
    kind, _dot, after = ask.partition(".")
    if kind in KINDS and after in ("", "after"):
        quantities = ((id, Quantity.of(id)) for id in programs.formulas)
        return [id for id, q in quantities if q.kind == kind and q.after == bool(after)]
    grid = Finder(programs).grid(ask)
    return [id for row in grid.rows for id in row if id in programs.formulas] if grid else []
