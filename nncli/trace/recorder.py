"""Writes down steps as a model computes them: a formula goes in, its value is computed, a reference comes out."""

import math
from collections.abc import Mapping, Sequence
from decimal import InvalidOperation, Overflow
from fractions import Fraction

from nncli.errors import Diagnostic, TraceError
from nncli.maths.arithmetic import Arithmetic, ExactArithmetic, InexactError, Value
from nncli.maths.expression import Expression, Reference
from nncli.maths.notation import BOARD, write
from nncli.maths.numeral import Numeral
from nncli.trace.kinks import AsWritten, is_close, is_near
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
        self._as_written = None if isinstance(arithmetic, ExactArithmetic) else AsWritten()

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
        if self._as_written:
            self._as_written.given(id, numeral)
        return Reference(id)

    def record(
        self, id: str, phase: Phase, formula: Expression, *, kink: bool = False, ties: Sequence[Reference] = ()
    ) -> Reference:
        """Computes `formula` from what was recorded before, and writes it down as `id`.

        With a `kink` the digits as written decide, where rounding would, on which side of 0 the value lies; and whether
        it is equal to one of `ties`: see `kinks`.

        Raises:
            TraceError: if the arithmetic overflows or has no exact value here; it names the step.
        """
        try:
            full = formula.evaluate(self._values, self.arithmetic)
            # Adding 0 turns −0, which nobody writes, into 0.
            value = self.arithmetic.written(base(id), full) + 0
            sound = self.arithmetic.finite(value)
        except InexactError:
            raise TraceError(self._inexact(id, formula)) from None
        except (OverflowError, Overflow, InvalidOperation, ZeroDivisionError, ValueError):
            sound = False
        if not sound:
            raise TraceError(self._overflow(id, formula))
        instead = None
        if self._as_written:
            decided = self._decided(formula, full, ties) if kink or ties else None
            if decided is not None and (decided := self.arithmetic.written(base(id), decided) + 0) != value:
                value, instead = decided, value
            if value == full or instead is not None:
                self._as_written.record(id, formula)
            else:  # rounded, as its source wrote it down
                self._as_written.taken(id, value)
        inputs = tuple(dict.fromkeys(formula.references()))
        self._keep(Step(id, phase, formula, inputs, value, instead))
        return Reference(id)

    def _decided(self, formula: Expression, value: Value, ties: Sequence[Reference]) -> Value | None:
        """What the digits as written make of a value at a border; None where it is at none, or has no exact value."""
        assert self._as_written is not None
        near = [other for other in ties if is_close(value, self._values[other.id])]
        if not near and (ties or not is_near(formula, value, self._values, self.arithmetic)):
            return None
        exact = self._as_written.value(formula)
        if exact is None:
            return None
        if not ties:
            return self.arithmetic.ratio(exact)
        return next((self._values[other.id] for other in near if self._as_written.value(other) == exact), None)

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
