"""The ways in which a source may have computed its figures, each as a trace of its own."""

from dataclasses import replace

from nncli.maths.arithmetic import FLOAT, RoundedArithmetic
from nncli.models.feed_forward import trace
from nncli.models.network import Network
from nncli.trace.published import Comparison, Reading, Verdict, compare
from nncli.trace.quantities import Quantity


def compare_with_source(network: Network) -> list[Comparison]:
    """Each published figure of a network beside the computed one, in the spec's order.

    Believed in this order: computed in full; by the source's own rounding chain; the same two in the other update
    order. As many updates are run as the figures speak of.

    Raises:
        TraceError: if the network overflows.
        InputError: if a figure names a quantity that the trace does not hold.
    """
    if not network.published:
        return []
    quantities = [q for id in network.published if (q := Quantity.parse(id))]
    updates = max([q.update for q in quantities if q.update], default=1)
    sequential = network.update_order == "sequential"
    other = replace(network, update_order="simultaneous" if sequential else "sequential")
    readings = []
    for reading, verdict in ((network, None), (other, Verdict.OTHER_ORDER)):
        readings.append(Reading(trace(reading, arithmetic=FLOAT, updates=updates), verdict or Verdict.MATCHES))
        if network.rounding or network.default_rounding:
            chain = RoundedArithmetic(network.rounding, network.default_rounding)
            readings.append(Reading(trace(reading, arithmetic=chain, updates=updates), verdict or Verdict.CHAIN))
    return compare(network.published, readings)
