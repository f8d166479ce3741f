"""Functions that libraries have in a stable form: exp(x_i − logsumexp(x)) is stable where a library computes it.

As it is written, logsumexp(x) stands for log Σ exp(x), which overflows. So a formula that is at fault as written, and
at none with the library's own logsumexp, goes to a human; by itself the call is no answer to how it is computed.
"""

from dataclasses import fields, replace
from typing import Any

from nncli.formula.functions import EXP, LOG, MAX, TOTAL
from nncli.formula.tree import SCALAR, Call, Negative, Sum, Tree
from nncli.grade.formulas.questions import Question
from nncli.grade.formulas.readings import Reading

_OF_LIBRARIES = ("logsumexp", "log_softmax")


def with_library(reading: Reading, question: Question) -> Reading | None:
    """The reading with what a library computes stably computed so; None where no such function is called."""
    own = question.id.replace("-", "_")
    cases = tuple(replace(case, formula=_stable(case.formula, own)) for case in reading.answer.cases)
    if cases == reading.answer.cases:
        return None
    return replace(reading, answer=replace(reading.answer, cases=cases))


def _stable(tree: Tree, own: str) -> Tree:
    if isinstance(tree, Call) and tree.function in _OF_LIBRARIES and tree.function != own:
        vector = _stable(tree.arguments[0], own)
        if vector.shape == SCALAR:
            return tree
        greatest = MAX(vector)
        total = LOG(TOTAL(EXP(Sum((vector, Negative(greatest))))))
        if tree.function == "logsumexp":
            return Sum((greatest, total))
        return Sum((vector, Negative(greatest), Negative(total)))

    def changed(value: Any) -> Any:
        if isinstance(value, Tree):
            return _stable(value, own)
        if isinstance(value, tuple) and value and isinstance(value[0], Tree):
            return tuple(_stable(part, own) for part in value)
        return value

    return replace(tree, **{field.name: changed(getattr(tree, field.name)) for field in fields(tree)})  # type: ignore[type-var,arg-type]
