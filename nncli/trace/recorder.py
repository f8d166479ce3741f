"""Writes down steps as a model computes them: a formula goes in, its value is computed, a reference comes out."""

import math
from collections.abc import Mapping
from decimal import InvalidOperation, Overflow
from fractions import Fraction

from nncli.errors import Diagnostic, TraceError
from nncli.maths.arithmetic import Arithmetic, ExactArithmetic, InexactError, Value
from nncli.maths.expression import Expression, Reference
from nncli.maths.notation import BOARD, write
from nncli.maths.numeral import Numeral
from nncli.trace.quantities import Names, base
from nncli.trace.trace import Ending, Phase, Step, Trace
from nncli.words import N_, _

# Past this nobody reads a trace, and a summary by layers says more.
MAX_STEPS = 20_000


class Recorder:
    """Holds the steps of one run while it is under way. Use it inside `arithmetic.context()`."""

    def __init__(self, arithmetic: Arithmetic, names: Names, phases: Mapping[Phase, str] | None = None) -> None:
        self.arithmetic = arithmetic
        self.names = names
        self.phases = phases or {}
        self._steps: list[Step] = []
        self._values: dict[str, Value] = {}

    def given(self, id: str, numeral: Numeral) -> Reference:
        """A leaf: an input, a parameter, a target, the learning rate.

        Raises:
            TraceError: if the number is beyond the arithmetic, as 1e999 is beyond binary64.
        """
        value = self.arithmetic.read(numeral)
        if not self.arithmetic.finite(value):
            message = _("{id} = {number} is beyond the range of this arithmetic").format(id=id, number=numeral)
            raise TraceError(Diagnostic("overflow", message, help=_(_OVERFLOW_HELP)))
        self._keep(Step(id, "given", None, (), value))
        return Reference(id)

    def record(self, id: str, phase: Phase, formula: Expression) -> Reference:
        """Computes `formula` from what was recorded before, and writes it down as `id`.

        Raises:
            TraceError: if the arithmetic overflows or has no exact value here; it names the step.
        """
        try:
            value = formula.evaluate(self._values, self.arithmetic)
            # Adding 0 turns −0, which nobody writes, into 0.
            value = self.arithmetic.written(base(id), value) + 0
            sound = self.arithmetic.finite(value)
        except InexactError:
            raise TraceError(self._inexact(id, formula)) from None
        except (OverflowError, Overflow, InvalidOperation, ZeroDivisionError, ValueError):
            sound = False
        if not sound:
            raise TraceError(self._overflow(id, formula))
        self._keep(Step(id, phase, formula, tuple(dict.fromkeys(formula.references())), value))
        return Reference(id)

    def value(self, reference: Reference) -> Value:
        """The value written down before."""
        return self._values[reference.id]

    def trace(self, learned: tuple[str, ...], ending: Ending | None = None) -> Trace:
        """What was recorded, closed."""
        return Trace(tuple(self._steps), self.arithmetic, self.names, self.phases, learned, ending)

    def _keep(self, step: Step) -> None:
        if len(self._steps) >= MAX_STEPS:
            message = _("this run has more than {n} steps, more than anybody reads").format(n=MAX_STEPS)
            help = _("--summary shows it layer by layer; --sample, fewer --steps or a smaller network make a trace")
            raise TraceError(Diagnostic("too-large", message, help=help))
        self._steps.append(step)
        self._values[step.id] = step.value

    def _overflow(self, id: str, formula: Expression) -> Diagnostic:
        symbol = self.names.symbol(id)
        numbers = write(formula, lambda i: _short(self._values[i]), BOARD)
        if len(numbers) > 200:
            numbers = numbers[:200] + "…"
        message = _("overflow at step {id}: {symbol} = {numbers} is beyond the range of this arithmetic").format(
            id=id, symbol=symbol, numbers=numbers
        )
        exact = _("exact fractions grow with every product: use --arithmetic float or rounded, or fewer --steps")
        help = exact if isinstance(self.arithmetic, ExactArithmetic) else _(_OVERFLOW_HELP)
        return Diagnostic("overflow", message, help=help)

    def _inexact(self, id: str, formula: Expression) -> Diagnostic:
        message = _("step {id} has no exact value: {symbol} = {formula} is not a fraction").format(
            id=id, symbol=self.names.symbol(id), formula=write(formula, self.names.symbol, BOARD)
        )
        help = _(
            "exact arithmetic takes step, identity, relu, leaky_relu and maxout units with a squared loss; "
            "for others use --arithmetic float or rounded"
        )
        return Diagnostic("no-exact-value", message, help=help)


_OVERFLOW_HELP = N_("smaller weights, inputs or a smaller learning rate keep the numbers in range")


def _short(value: Value) -> str:
    if isinstance(value, Fraction):
        bits = max(value.numerator.bit_length(), value.denominator.bit_length())
        if bits > 900:
            return _("(a fraction of {n} digits)").format(n=round(bits * math.log10(2)))
    return f"{value:.4g}" if not isinstance(value, Fraction) else f"{float(value):.4g}"
