"""`nncli trace --format json`: what other programs read."""

import json
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from networks import worked_examples

from nncli.maths.arithmetic import FLOAT
from nncli.maths.grammar import read_formula
from nncli.models.feed_forward import PHASES

SPECS = worked_examples()


def loaded(done):
    """The document that a run printed; NaN and Infinity, which are no JSON, are refused."""
    assert (done.status, done.err) == (0, "")
    return json.loads(done.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


@pytest.fixture
def steps(nncli):
    """The steps of a run, by id."""
    return lambda *arguments: {s["id"]: s for s in loaded(nncli("trace", *arguments, "--format", "json"))["steps"]}


@pytest.fixture
def values(steps):
    """The values of a run, by id."""
    return lambda *arguments: {id: step["value"] for id, step in steps(*arguments).items()}


# Shape


@pytest.mark.parametrize("spec", SPECS)
def test_the_document(nncli, spec):
    document = loaded(nncli("trace", spec, "--format", "json"))
    assert list(document) == ["schema", "spec", "title", "source", "arithmetic", "loss", "update_order", "steps"]
    assert (document["schema"], document["spec"], document["arithmetic"]) == (1, spec, "float")
    for step in document["steps"]:
        assert list(step) == ["id", "name", "phase", "symbol", "formula", "substituted", "inputs", "value"]
        assert step["phase"] in PHASES
        assert isinstance(step["value"], float)
        assert (step["formula"] is None) == (step["substituted"] is None) == (step["phase"] == "given")


@pytest.mark.parametrize("spec", SPECS)
def test_ids_are_ascii_and_each_stands_once_behind_its_inputs(nncli, spec):
    seen = set()
    for step in loaded(nncli("trace", spec, "--steps", "2", "--format", "json"))["steps"]:
        assert step["id"].isascii()
        assert step["id"] not in seen
        assert seen.issuperset(step["inputs"])
        seen.add(step["id"])


@pytest.mark.parametrize("spec", SPECS)
def test_formulas_read_back_and_give_the_value(steps, spec):
    """Over ids with the inputs' values, and with the numbers put in."""
    of = steps(spec)
    known = {id: step["value"] for id, step in of.items()}
    for step in of.values():
        if step["formula"]:
            assert step["formula"].isascii()
            assert read_formula(step["formula"]).evaluate(known, FLOAT) == step["value"]
            assert read_formula(step["substituted"]).evaluate({}, FLOAT) == pytest.approx(step["value"], rel=1e-15)
            assert list(dict.fromkeys(read_formula(step["formula"]).references())) == step["inputs"]


def test_one_step_in_full(steps):
    assert steps("lecture")["O.net"] == {
        "id": "O.net",
        "name": "O.net",
        "phase": "forward",
        "symbol": "net_O",
        "formula": "w[P,O]*P.out + w[Q,O]*Q.out",
        "substituted": "0.3*0.6802671966986485 + 0.9*0.6637386974043528",
        "inputs": ["w[P,O]", "P.out", "w[Q,O]", "Q.out"],
        "value": 0.801444986673512,
    }
    assert steps("lecture")["w[A,P].new"] == {
        "id": "w[A,P].new",
        "name": "w3.new",
        "phase": "update",
        "symbol": "w3⁺",
        "formula": "w[A,P] + w[A,P].step",
        "substituted": "0.1 + (-0.0009290711608096597)",
        "inputs": ["w[A,P]", "w[A,P].step"],
        "value": 0.09907092883919034,
    }


def test_exact_fractions_are_strings(steps):
    of = steps("homework-relu", "--arithmetic", "exact")
    assert {id: of[id]["exact"] for id in ("h1.net", "h2.net", "h2.out", "loss.before", "b[y].new")} == {
        "h1.net": "9/25", "h2.net": "-7/50", "h2.out": "0", "loss.before": "49/200", "b[y].new": "41/50",
    }  # fmt: skip
    for step in of.values():
        assert float(Fraction(step["exact"])) == step["value"]
    assert of["h1.net"]["substituted"] == "(2/5)*(1/5) + (3/5)*(3/10) + 1/10"


def test_rounded_decimals_are_strings(steps):
    of = steps("lecture", "--arithmetic", "rounded")
    assert {id: of[id]["exact"] for id in ("P.out", "Q.out", "O.out", "O.delta")} == {
        "P.out": "0.68", "Q.out": "0.6637", "O.out": "0.69", "O.delta": "-0.0406",
    }  # fmt: skip
    for step in of.values():
        assert float(Decimal(step["exact"])) == step["value"]


def test_exact_numbers_of_thousands_of_digits(nncli):
    """Python refuses to print more than 4300 digits; the trace ends before, and says where."""
    for steps in range(1, 8):
        done = nncli("trace", "homework-relu", "--arithmetic", "exact", "--steps", str(steps), "--format", "json")
        if done.status:
            assert re.match(r"error\[overflow\]: overflow at step [\w.]+#\d", done.err)
        else:
            assert loaded(done)["steps"][-1]["phase"] == "after"
    assert done.status == 2


def test_parts(steps):
    assert {step["phase"] for step in steps("lecture", "--only", "loss", "--only", "update").values()} == {
        "loss", "update",
    }  # fmt: skip
    assert list(steps("lecture", "--why", "w3+"))[-1] == "w[A,P].new"
    assert list(steps("lecture", "--why", "w3+", "--only", "update")) == ["w[A,P].step", "w[A,P].new"]


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_the_width_of_the_terminal_does_not_matter(nncli, columns):
    narrow = nncli("trace", "lecture", "--format", "json", columns=columns, terminal=True)
    assert narrow == nncli("trace", "lecture", "--format", "json")


# Ids and signs, as the design's table has them


def test_the_ids_of_a_run(steps):
    assert list(steps("negnevitsky-xor")) == [
        "x1", "x2", "target[n5]",
        "w[x1,n3]", "w[x2,n3]", "theta[n3]", "w[x1,n4]", "w[x2,n4]", "theta[n4]", "w[n3,n5]", "w[n4,n5]", "theta[n5]",
        "eta",
        "n3.net", "n3.out", "n4.net", "n4.out", "n5.net", "n5.out",
        "n5.error", "loss.before",
        "n5.slope", "n5.delta", "w[n3,n5].grad", "w[n4,n5].grad", "theta[n5].grad",
        "n3.back", "n3.slope", "n3.delta", "n4.back", "n4.slope", "n4.delta",
        "w[x1,n3].grad", "w[x2,n3].grad", "theta[n3].grad", "w[x1,n4].grad", "w[x2,n4].grad", "theta[n4].grad",
        "w[n3,n5].step", "w[n3,n5].new", "w[n4,n5].step", "w[n4,n5].new", "theta[n5].step", "theta[n5].new",
        "w[x1,n3].step", "w[x1,n3].new", "w[x2,n3].step", "w[x2,n3].new", "theta[n3].step", "theta[n3].new",
        "w[x1,n4].step", "w[x1,n4].new", "w[x2,n4].step", "w[x2,n4].new", "theta[n4].step", "theta[n4].new",
        "n3.net.after", "n3.out.after", "n4.net.after", "n4.out.after", "n5.net.after", "n5.out.after",
        "n5.error.after", "loss.after",
    ]  # fmt: skip


def test_suffixes(steps):
    samples = ["--set", "samples=[{x: [0, 1], target: 1}, {x: [1, 1], target: 0}]", "--set", "published={}"]
    of = steps("negnevitsky-xor", "--mode", "accumulated", "--steps", "2", *samples)
    assert {"x1@s1", "n3.net@s2#1", "n3.net.after@s2#2", "w[x1,n3].grad@s1#2", "w[x1,n3].grad#2", "w[x1,n3].new#1",
            "loss.before@s1#1", "loss.before#1", "loss.after#2"} <= set(of)  # fmt: skip
    assert of["n3.net@s1#2"]["inputs"][:2] == ["w[x1,n3].new#1", "x1@s1"]


def test_a_default_name_tells_layer_and_unit(steps):
    of = steps("homework-relu", "--set", "inputs=2", "--set", "layers[0].units=2", "--set", "layers[1].units=1")
    assert {"x1", "x2", "h1_1.net", "h1_2.delta", "y1.out", "w[x2,h1_1].grad", "b[h1_2].grad"} <= set(of)


def test_a_shared_bias_bears_the_name_of_its_layer(steps):
    shared = ["--set", "layers[0].biases=0.5", "--set", "layers[0].biases_are=shared", "--set", "layers[0].name=first"]
    of = steps("han-kamber", *shared, "--set", "names={}", "--set", "rounding={}", "--set", "published={}")
    assert of["b[first].grad"]["value"] == pytest.approx(-of["u4.delta"]["value"] - of["u5.delta"]["value"])


def test_delta_is_minus_the_derivative_by_net(values):
    """A threshold is subtracted from net, so E depends on it with the opposite sign: ∂E/∂θ = −∂E/∂net = δ."""
    h = 1e-6
    up, down = (values("negnevitsky-xor", "--set", f"layers[1].thresholds=[{0.3 + d}]")["loss.before"] for d in (h, -h))
    assert values("negnevitsky-xor")["n5.delta"] == pytest.approx((up - down) / (2 * h), rel=1e-8)


def test_grad_is_plus_the_derivative_by_the_parameter(values):
    h = 1e-6
    up, down = (values("lecture", "--set", f"layers[0].weights.A.P={0.1 + d}")["loss.before"] for d in (h, -h))
    assert values("lecture")["w[A,P].grad"] == pytest.approx((up - down) / (2 * h), rel=1e-6)


def test_signs(values):
    of = values("negnevitsky-xor")
    assert of["n5.error"] == of["target[n5]"] - of["n5.out"]
    assert of["theta[n5].grad"] == of["n5.delta"]
    assert of["w[n3,n5].grad"] == -of["n5.delta"] * of["n3.out"]
    assert of["w[n3,n5].step"] == -of["eta"] * of["w[n3,n5].grad"]
    assert of["w[n3,n5].new"] == of["w[n3,n5]"] + of["w[n3,n5].step"]
    assert of["n3.back"] == of["n5.delta"] * of["w[n3,n5]"]
    of = values("han-kamber")
    assert of["b[u6].grad"] == -of["u6.delta"]


def test_fixed_biases_have_no_gradient(steps):
    assert [id for id in steps("mazur") if id.startswith("b[")] == ["b[h1]", "b[h2]", "b[o1]", "b[o2]"]


def test_weights_are_written_from_to(values):
    of = values("xor-relu", "--set", "layers[0].weights=[[1, 2], [3, 4]]", "--sample", "1", "--set", "published={}")
    assert [of[id] for id in ("w[x1,h1]", "w[x1,h2]", "w[x2,h1]", "w[x2,h2]")] == [1, 2, 3, 4]


# Verdicts


def document(nncli, status, *arguments):
    done = nncli(*arguments, "--format", "json")
    assert (done.status, done.err) == (status, "")
    return json.loads(done.out)


def test_the_figures_of_a_source(nncli):
    changes = ("--set", "published={g: 0.0407, o1: 0.68}", "--set", "rounding={}")
    [source] = document(nncli, 1, "verify", "lecture", *changes)["sources"]
    assert (source["spec"], source["first_fault"], source["convention"]) == ("lecture", "O.delta", None)
    assert [(f["id"], f["symbol"], f["printed"], f["verdict"]) for f in source["figures"]] == [
        ("O.delta", "g", "0.0407", "slip"), ("P.out", "o1", "0.68", "matches"),
    ]  # fmt: skip
    assert source["figures"][0]["computed"] == pytest.approx(-0.040681, rel=1e-4)


def test_sources_stand_in_their_order(nncli):
    found = document(nncli, 0, "verify", "mazur", "lecture")["sources"]
    assert [(source["spec"], len(source["figures"])) for source in found] == [("mazur", 22), ("lecture", 23)]


def test_the_gradients_of_a_network(nncli):
    found = document(nncli, 0, "check", "lecture")
    assert found == document(nncli, 0, "verify", "lecture", "--gradients")
    assert (found["of"], len(found["gradients"])) == (6, 6)
    for row in found["gradients"]:
        assert row["bp"] == pytest.approx(row["central"], rel=1e-9)
        assert row["verdict"] == "agrees"
    assert len(document(nncli, 0, "check", "lecture", "--limit", "2")["gradients"]) == 2


@pytest.mark.parametrize("command", ["verify", "check", "trace"])
def test_another_format_is_refused(nncli, command):
    done = nncli(command, "lecture", "--format", "xml")
    assert done.status == 2
    assert "--format takes console or json, not 'xml'" in done.err
