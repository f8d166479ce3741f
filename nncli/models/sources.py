"""The ways in which a source may have computed its figures, each as a trace of its own."""

from nncli.maths.arithmetic import RoundedArithmetic
from nncli.models.model import Model
from nncli.models.systems import trace
from nncli.trace.published import Comparison, Reading, Verdict, compare
from nncli.trace.quantities import Quantity


def updates_of(model: Model) -> int | None:
    """How many updates a model's published figures speak of; None where they name none."""
    quantities = (Quantity.parse(id) for id in model.published)
    return max((q.update for q in quantities if q and q.update), default=None)


def compare_with_source(model: Model) -> list[Comparison]:
    """Each published figure of a model beside the computed one, in the spec's order.

    Believed in this order: computed in full; by the source's own rounding chain; the same two by another convention,
    such as the other update order. As many updates are run as the figures speak of.

    Raises:
        TraceError: if the model overflows.
        InputError: if a figure names a quantity that the trace does not hold.
    """
    if not model.published:
        return []
    updates, readings = updates_of(model), []
    for n, reading in enumerate((model, *model.otherwise())):
        other = Verdict.OTHER_ORDER if n else None
        readings.append(Reading(trace(reading, updates=updates), other or Verdict.MATCHES))
        if model.rounding or model.default_rounding:
            chain = RoundedArithmetic(model.rounding, model.default_rounding)
            readings.append(Reading(trace(reading, arithmetic=chain, updates=updates), other or Verdict.CHAIN))
    return compare(model.published, readings)
