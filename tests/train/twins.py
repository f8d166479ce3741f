"""Engines beside the Trace: what the tests of each engine for standard BP share."""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
from networks import network_of, traced, with_leaf

from nncli.maths.numeral import Numeral
from nncli.train.arrays.layout import Layout
from nncli.train.engine import Examples

CLOSE = {"rel": 1e-9, "abs": 1e-12}


def examples_of(network):
    """A spec's own samples, as engines take them."""
    x = np.array([[float(number) for number in example.x] for example in network.samples])
    return Examples(x, np.array([[float(number) for number in example.target] for example in network.samples]))


def engine_of(network, engine, vector=None):
    """The engine, with the spec's own samples and parameters."""
    return engine(network, examples_of(network), Layout(network).initial() if vector is None else vector)


def traced_parameters(network, run, updates):
    """The newest value of each parameter in a trace, in the order of the engine's vector."""
    suffix = f"#{updates}" if updates > 1 else ""
    new = [f"{id}.new{suffix}" for id in Layout(network).ids()]
    return [run[after if after in run else id].value for id, after in zip(Layout(network).ids(), new, strict=True)]


def traced_epochs(network, rates, orders):
    """The parameters after epochs with their own rates and orders; the traces of all."""
    runs = []
    for rate, order in zip(rates, orders, strict=True):
        samples = tuple(network.samples[n] for n in order)
        this = replace(network, samples=samples, learning_rate=Numeral(repr(rate)))
        runs.append((this, traced(this, updates=len(order))))
        values = traced_parameters(this, runs[-1][1], len(order))
        for id, value in zip(Layout(network).ids(), values, strict=True):
            network = with_leaf(network, id, Numeral(repr(value)))
    return values, runs


def small(sizes=(2, 2, 1), activation="tanh", offset="biases", **more):
    """A network of these sizes with weights in (−1, 1) and two samples."""
    draw = random.Random(1).uniform
    layers = []
    for below, here in pairwise(sizes):
        rows = [[draw(-1, 1) for _ in range(here)] for _ in range(below)]
        layers.append({"units": here, "activation": activation, "weights": rows})
        if offset:
            layers[-1][offset] = [draw(-1, 1) for _ in range(here)]
    samples = [{"x": [draw(-1, 1) for _ in range(sizes[0])], "target": [0.5] * sizes[-1]} for _ in range(2)]
    return network_of(
        {"inputs": sizes[0], "layers": layers, "loss": "squared", "learning_rate": 0.5, "samples": samples, **more}
    )


def extreme(activation):
    """Weights and inputs of 1000, as many signs as there are ways, then a loss that fits."""
    pieces = 2 if activation == "maxout" else 1
    matrix = [[1000, -1000], [1000, 1000]]
    hidden = {"units": 2, "activation": activation, "weights": [matrix] * pieces if pieces > 1 else matrix}
    if pieces > 1:
        hidden["activation"] = {"name": "maxout", "pieces": pieces}
    last = {"units": 2, "activation": "identity", "weights": [[1000, 1], [-1000, 1]]}
    samples = [{"x": [a, b], "target": [0, 1000]} for a in (1000, -1000) for b in (1000, -1000)]
    return network_of(
        {"inputs": 2, "layers": [hidden, last], "loss": "squared", "learning_rate": 1, "samples": samples}
    )
