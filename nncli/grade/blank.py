"""A blank answer sheet for an assignment, with a word on how to write each answer."""

from collections.abc import Iterator, Mapping, Sequence

from nncli.grade.assignment import Assignment, Problem
from nncli.words import _


def blank_sheet(assignment: Assignment, given: Mapping[str, Sequence[str]] | None = None) -> str:
    """The sheet as YAML text, in the reader's language.

    `given` is what is known of each problem, by its id, line by line: its numbers, and a drawing of the network.
    """
    lines = [
        *(f"# {line}" for line in _wrapped(_(assignment.title))),
        "# " + _("Write each answer behind its colon. What you leave empty counts as not answered."),
        "# " + _("Numbers: 0.69, -4.06e-2, 13/50. Steps may be left out; what follows shows whether they were right."),
        f"assignment: {assignment.id}",
        "student:",
    ]
    for problem in assignment.problems:
        lines += ["", *_problem(assignment, problem, (given or {}).get(problem.id, ()))]
    return "\n".join(lines) + "\n"


def _problem(assignment: Assignment, problem: Problem, given: Sequence[str]) -> Iterator[str]:
    practice = _(" (practice)") if problem.practice else ""
    for line in (*_wrapped(_(problem.title) + practice), *_wrapped(_(problem.statement))):
        yield f"# {line}"
    if given:
        yield "#"
        yield "# " + _("Given:")
        yield from (f"#   {line}".rstrip() for line in given)
    yield f"{problem.id}:"
    match problem.kind:
        case "update":
            update = assignment.updates[problem.id]
            names = update.programs.model.names
            said = _("at least {n} significant digits").format(n=update.digits)
            yield "  # " + (said if update.digits else _("exact numbers: decimals that end, or fractions such as 1/3"))
            for id in update.asked:
                yield f"  {names.name(id)}:"
            if "loss-fell" in problem.questions:
                yield "  loss fell:    # " + _("yes or no")
        case "formula":
            yield "  # " + _("by component, by cases or as a matrix; abbreviations under let, for example")
            # Of another function than those that are ever asked: who copies its form has learned nothing of theirs.
            yield "  #   let: {r: sqrt(x)}"
            yield "  #   answer: delta_ij/(2*r_i)     " + _("(the gradient of sqrt(x_i))")
            yield "  let:"
            yield "  answer:"
        case "text":
            yield "  # " + _("in your own words; a teacher reads it")
            yield "  answer:"
        case "number":
            yield "  # " + _("one number; at least {n} significant digits").format(n=problem.least_digits)
            yield "  answer:"
        case "overflow":
            for function in problem.functions:
                yield f"  {function}:"
                yield "    # " + _("the x from which exp(x) overflows, and the x below which it underflows to 0")
                yield "    overflows: {float64: , float32: }"
                yield "    underflows: {float64: , float32: }"
                yield "    # " + _("a formula that does not overflow; abbreviations such as m under let")
                yield "    let:"
                yield "    stable:"
            yield "  discussion:"


def _wrapped(text: str, width: int = 96) -> Iterator[str]:
    """Lines of at most `width` characters, none of them a key of YAML."""
    from textwrap import wrap

    yield from wrap(text, width)
