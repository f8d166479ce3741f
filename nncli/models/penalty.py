"""Regularisation (正则化): what is added to the loss for the size of the parameters, and to its gradient.

    book   E = λ·E₀ + (1 − λ)·Σ w²    over weights and thresholds (Zhou, Machine Learning, eq. 5.17)
    l2     E = E₀ + λ/2·Σ w²          over weights alone
    l1     E = E₀ + λ·Σ |w|           over weights alone

E₀ is the loss of the data. Parameters that do not learn are left out of all three.
`train.arrays.penalty` holds the same on whole vectors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from nncli.maths import functions as fn
from nncli.maths.expression import HALF, Call, Constant, Expression, total
from nncli.maths.numeral import Numeral
from nncli.trace.quantities import is_offset_id

ZERO = Constant(Fraction(0))
Setting = Callable[[str], Expression]


@dataclass(frozen=True, slots=True)
class Penalty:
    """The λ of each form; `book` stands alone."""

    book: Numeral | None = None
    l2: Numeral | None = None
    l1: Numeral | None = None

    def settings(self) -> dict[str, Numeral]:
        """The λ by name: `lambda`, or `lambda1` and `lambda2` where there are two."""
        if self.l1 is not None and self.l2 is not None:
            return {"lambda1": self.l1, "lambda2": self.l2}
        return {"lambda": next(value for value in (self.book, self.l2, self.l1) if value is not None)}

    @property
    def text(self) -> str:
        """`E = E₀ + λ/2·Σ w²`."""
        if self.book is not None:
            return "E = λ·E₀ + (1 − λ)·Σ w²"
        names = iter(("λ₁", "λ₂") if len(self.settings()) == 2 else ("λ",))
        absolute = f" + {next(names)}·Σ |w|" if self.l1 is not None else ""
        square = f" + {next(names)}/2·Σ w²" if self.l2 is not None else ""
        return f"E = E₀{square}{absolute}"

    def concerns(self, id: str) -> bool:
        """Whether a parameter that learns is penalised: a threshold only in the book's form."""
        return self.book is not None or not is_offset_id(id)

    def value(self, parameters: Mapping[str, Expression], setting: Setting) -> Expression:
        """What is added, over those of the parameters that it concerns."""
        own = [w for id, w in parameters.items() if self.concerns(id)]
        if self.book is not None:
            return (1 - setting("lambda")) * total(w**2 for w in own)
        terms = []
        if self.l2 is not None:
            terms.append(HALF * self._l2(setting) * total(w**2 for w in own))
        if self.l1 is not None:
            terms.append(self._l1(setting) * total(Call(fn.ABSOLUTE, (w,)) for w in own))
        return total(terms)

    def whole(self, data: Expression, value: Expression, setting: Setting) -> Expression:
        """E of E₀ and what is added."""
        return (setting("lambda") * data if self.book is not None else data) + value

    def gradient(self, data: Expression, w: Expression, setting: Setting) -> Expression:
        """∂E/∂w of ∂E₀/∂w."""
        if self.book is not None:
            return setting("lambda") * data + 2 * (1 - setting("lambda")) * w
        terms = [data]
        if self.l2 is not None:
            terms.append(self._l2(setting) * w)
        if self.l1 is not None:
            terms.append(self._l1(setting) * Call(fn.SIGN, (w, ZERO)))
        return total(terms)

    def _l1(self, setting: Setting) -> Expression:
        return setting("lambda" if self.l2 is None else "lambda1")

    def _l2(self, setting: Setting) -> Expression:
        return setting("lambda" if self.l1 is None else "lambda2")
