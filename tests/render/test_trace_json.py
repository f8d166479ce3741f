"""A trace as JSON: each step with its formula over ids and over numbers."""

import json
from fractions import Fraction

from nncli.maths.arithmetic import EXACT, FLOAT, RoundedArithmetic
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import trace
from nncli.render.forms.json import trace_json
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace.quantities import Names
from nncli.trace.recorder import Recorder


def written(name, arithmetic=FLOAT, only=None):
    network = load(open_spec(name))
    run = trace(network, arithmetic=arithmetic)
    steps = None if only is None else tuple(run[id] for id in only)
    return json.loads(trace_json(run, network, name, steps)), run


def test_what_stands_above_the_steps():
    document, run = written("lecture")
    steps = document.pop("steps")
    assert [step["id"] for step in steps] == [step.id for step in run.steps]
    assert [step["value"] for step in steps] == [step.value for step in run.steps]
    network = load(open_spec("lecture"))
    assert document == {
        "schema": 1, "spec": "lecture", "title": network.title, "source": network.source, "arithmetic": "float",
        "loss": "squared", "update_order": "simultaneous",
    }  # fmt: skip


def test_a_step_of_floats():
    document, run = written("lecture", only=["w[A,P]", "O.net"])
    given, step = document["steps"]
    assert given == {
        "id": "w[A,P]", "name": "w3", "phase": "given", "symbol": "w3", "formula": None, "substituted": None,
        "inputs": [], "value": 0.1,
    }  # fmt: skip
    p, q = run["P.out"].value, run["Q.out"].value
    assert step == {
        "id": "O.net", "name": "O.net", "phase": "forward", "symbol": "net_O",
        "formula": "w[P,O]*P.out + w[Q,O]*Q.out", "substituted": f"0.3*{p} + 0.9*{q}",
        "inputs": ["w[P,O]", "P.out", "w[Q,O]", "Q.out"], "value": 0.3 * p + 0.9 * q,
    }  # fmt: skip


def test_exact_and_rounded_values_stand_there_in_full():
    document, _run = written("homework-relu", EXACT, only=["w[x1,h1]", "h1.net"])
    assert [(step["value"], step["exact"]) for step in document["steps"]] == [(0.4, "2/5"), (0.36, "9/25")]
    document, run = written("lecture", RoundedArithmetic(), only=["P.net"])
    assert document["steps"][0]["exact"] == str(run["P.net"].value) == "0.755"
    assert "exact" not in written("lecture", only=["P.net"])[0]["steps"][0]


def test_a_network_without_a_loss_says_so():
    document, _run = written("xor-relu")
    assert document["loss"] is None


def test_a_fraction_beyond_binary64_is_its_greatest_number():
    with EXACT.context():
        recorder = Recorder(EXACT, Names())
        big = recorder.given("x", Numeral("1e300"))
        recorder.record("p", "forward", big * big)
        recorder.record("q", "forward", -(big * big))
        run = recorder.trace(())
    assert run["p"].value == Fraction(10) ** 600
    steps = json.loads(trace_json(run, load(open_spec("xor-relu")), "s"))["steps"]
    assert [step["value"] for step in steps[1:]] == [1.7976931348623157e308, -1.7976931348623157e308]
    assert steps[1]["exact"] == "1" + "0" * 600
