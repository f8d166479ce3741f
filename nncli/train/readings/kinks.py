"""Nets that are exactly at a kink as the spec writes them: there training, which computes in floats, may part from the
Trace, which lets the written digits decide."""

from nncli.errors import TraceError
from nncli.models.feed_forward import trace
from nncli.spec.study import Study
from nncli.trace.trace import Step

MOST = 20_000  # parameters times samples: more is not looked at, and by hand nobody would


def at_kinks(network: Study) -> list[Step]:
    """The steps of the first forward pass whose value is what the digits say, and in floats would be another."""
    parameters = sum(len(tuple(layer.parameters_given())) for layer in network.layers)
    if not network.samples or parameters * len(network.samples) > MOST:
        return []
    try:
        run = trace(network, mode="accumulated", updates=1)
    except TraceError:  # training says in its own words that a number is beyond the range
        return []
    return [step for step in run.steps if step.phase == "forward" and step.instead is not None]
