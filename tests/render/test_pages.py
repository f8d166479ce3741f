"""Every page to the letter: at 80 and at 140 columns, in a pipe and in a terminal.

A snapshot that changes is a claim that the old one was wrong: read the difference before you accept it with
`pytest --snapshot-update`.
"""

import pytest

from nncli.document.reader import read_text
from nncli.grade.source import judge_source
from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE, RoundedArithmetic
from nncli.models import feed_forward
from nncli.render.numbers import NumberFormat
from nncli.render.pages.board import Page, trace_page, why_page
from nncli.render.pages.summary import summary_page
from nncli.render.pages.verdicts import figures_page, gradients_page
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace import gradients
from nncli.train.readings.summary import summarise

TWO_SAMPLES = """
title: Two samples, one update
inputs: [A, B]
layers:
  - {units: [P, Q], activation: tanh, weights: [[0.1, 0.4], [0.8, 0.6]], thresholds: [0.1, 0.2]}
  - {units: [O], activation: sigmoid, weights: [[0.3], [0.9]]}
loss: squared
learning_rate: 0.5
mode: accumulated
samples:
  - {x: [0.35, 0.9], target: 0.5}
  - {x: [1, 0], target: 1}
"""
MANY_TERMS = """
title: 权值很多的网络
source: A sum that nobody writes out
inputs: 12
layers: [{units: [y], activation: identity, weights: [[1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [-11], [12]]}]
samples: [{x: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}]
"""
CLASSES = """
title: Three classes
inputs: [A]
layers:
  - {name: hidden, units: [P], activation: maxout, weights: [[[0.5]], [[-0.5]]], biases: [[0.1], [0]]}
  - {units: [cat, dog, owl], activation: softmax, weights: [[0.1, 0.2, -0.3]], biases: 0.5, biases_are: shared}
loss: cross_entropy
learning_rate: 0.1
samples: [{x: 1, target: {cat: 0, dog: 1, owl: 0}}]
"""


def network(spec):
    return load(read_text(spec, "net.yaml") if "\n" in spec else open_spec(spec))


def trace(spec, arithmetic=FLOAT, **how):
    net = network(spec)
    if arithmetic is RoundedArithmetic:
        arithmetic = RoundedArithmetic(net.rounding, net.default_rounding)
    run = feed_forward.trace(net, arithmetic=arithmetic, **how)
    return lambda page: trace_page(run, net, page)


def why(spec, id):
    run = feed_forward.trace(network(spec))
    return lambda page: why_page(run, run.find(id).id, page)


def verify(spec):
    net = network(spec)
    return lambda page: figures_page(net, judge_source(net), plain=page.plain)


def check(spec):
    net = network(spec)
    run, precise = (feed_forward.trace(net, arithmetic=arithmetic) for arithmetic in (FLOAT, PRECISE))
    rows = gradients.check(run, precise, claims=feed_forward.claims(net, run), no_gradients=net.not_gradients())
    return lambda page: gradients_page(net, run, rows, of=len(rows), plain=page.plain)


def summary(spec):
    net = network(spec)
    return lambda page: summary_page(summarise(net), net, page.numbers, plain=page.plain)


PAGES = {
    "trace lecture": lambda: trace("lecture"),
    "trace homework-relu exact": lambda: trace("homework-relu", EXACT),
    "trace rgu, sequential": lambda: trace("rgu"),
    "trace two samples, accumulated": lambda: trace(TWO_SAMPLES),
    "why w3+": lambda: why("lecture", "w3+"),
    "verify lecture": lambda: verify("lecture"),
    "verify rgu": lambda: verify("rgu"),
    "check lecture": lambda: check("lecture"),
    "summary of mazur": lambda: summary("mazur"),
}
MORE = {
    "trace lecture rounded": lambda: trace("lecture", RoundedArithmetic),
    "trace lecture in two steps": lambda: trace("lecture", updates=2),
    "trace many terms": lambda: trace(MANY_TERMS),
    "trace classes": lambda: trace(CLASSES),
    "trace xor-relu, which is only run": lambda: trace("xor-relu"),
    "why eta": lambda: why("lecture", "eta"),
    "verify homework-relu, which has no figures": lambda: verify("homework-relu"),
    "check rgu": lambda: check("rgu"),
    "summary of xor-relu": lambda: summary("xor-relu"),
}


def shown(text_of, page, columns=80, terminal=False):
    return text_of(page()(Page(NumberFormat(), columns, plain=not terminal)), columns, terminal)


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("page", PAGES)
def test_page(text_of, snapshot, page, columns, terminal):
    assert shown(text_of, PAGES[page], columns, terminal) == snapshot


@pytest.mark.parametrize("page", MORE)
def test_more_pages(text_of, snapshot, page):
    assert shown(text_of, MORE[page]) == snapshot


def test_only_some_phases(text_of):
    net = network("lecture")
    run = feed_forward.trace(net)
    text = text_of(trace_page(run, net, Page(NumberFormat()), only=["loss"]))
    assert text.endswith(
        "\nLoss\n"
        "quantity  formula       with the numbers    value\n"
        "error_O   d_O − o       0.5 − 0.69028       −0.19028\n"
        "E         ½·(d_O − o)²  ½·(0.5 − 0.69028)²  0.018104\n"
    )
