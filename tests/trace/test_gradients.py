"""BP against two oracles that do not know it, and the check that says so: it has to find what is wrong."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from networks import FITTING, near_a_kink, network_of, networks, one_unit, worked_examples

from nncli.maths.arithmetic import EXACT, PRECISE
from nncli.maths.expression import Constant
from nncli.models.feed_forward import claims, trace
from nncli.models.rules import LECTURE, Rules
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace.gradients import LOSS, Verdict, adjoints, central_difference, check, relative_error

AGREES, WRONG, KINK = Verdict.AGREES, Verdict.WRONG, Verdict.KINK


def rows_of(network, rules=LECTURE, **options):
    run = trace(network, rules=rules, **options)
    return check(
        run,
        trace(network, rules=rules, arithmetic=PRECISE, **options),
        claims=claims(network, run),
        through_steps=network.through_steps(),
        no_gradients=network.not_gradients(),
    )


def verdicts(network, rules=LECTURE, **options):
    return {row.id: row.verdict for row in rows_of(network, rules, **options)}


@pytest.mark.parametrize(("loss", "output"), FITTING)
@settings(max_examples=10)
@given(data=st.data())
def test_bp_is_the_gradient_by_both_oracles(loss, output, data):
    network = data.draw(networks(loss=loss, output=output))
    precise = trace(network, arithmetic=PRECISE)
    assume(not near_a_kink(network, precise))
    reverse, in_floats = adjoints(precise, LOSS), trace(network)
    by_formulas_in_floats = adjoints(in_floats, LOSS)
    chosen = data.draw(st.permutations(precise.learned).map(lambda ids: ids[:6]))
    for id in precise.learned:
        bp = precise[f"{id}.grad"].value
        assert abs(bp - reverse.get(id, 0)) <= Decimal("1e-35") * (1 + abs(bp)), id
        assert in_floats[f"{id}.grad"].value == pytest.approx(float(bp), rel=1e-9, abs=1e-12), id
        assert by_formulas_in_floats.get(id, 0) == pytest.approx(float(bp), rel=1e-9, abs=1e-12), id
        if id in chosen:
            assert abs(bp - central_difference(precise, id)) <= Decimal("1e-20") * (1 + abs(bp)), id


@given(network=networks())
def test_the_check_finds_nothing_wrong_in_the_lectures_rules(network):
    behind = network.through_steps()
    for id, verdict in verdicts(network).items():
        assert verdict is (Verdict.STEP_UNIT if id in behind else AGREES) or verdict is KINK, id
        # A kink is only believed where there is one.
        assert verdict is not KINK or near_a_kink(network, trace(network, arithmetic=PRECISE), 1e-14)


@given(network=networks())
def test_adjoints_of_the_targets_and_inputs_are_gradients_too(network):
    precise = trace(network, arithmetic=PRECISE)
    assume(not near_a_kink(network, precise))
    reverse = adjoints(precise, LOSS)
    for step in precise.steps:
        if step.phase == "given" and not step.id.startswith(("w[", "b[", "theta[")):
            difference = central_difference(precise, step.id)
            assert abs(reverse.get(step.id, 0) - difference) <= Decimal("1e-20") * (1 + abs(difference)), step.id


@pytest.mark.parametrize("name", worked_examples())
def test_bundled_specs_agree_or_say_why_not(name):
    network = load(open_spec(name))
    if network.loss is None:
        assert rows_of(network) == []
        return
    for id, verdict in verdicts(network).items():
        sequential = id in network.not_gradients()
        assert verdict is (Verdict.NOT_A_GRADIENT if sequential else AGREES)


def test_exact_traces_can_be_checked():
    network = load(open_spec("homework-relu"))
    run = trace(network, arithmetic=EXACT)
    rows = check(run, trace(network, arithmetic=PRECISE), claims=claims(network, run))
    assert {row.verdict for row in rows} == {AGREES}


def test_decimal_traces_can_be_checked():
    network = load(open_spec("lecture"))
    precise = trace(network, arithmetic=PRECISE)
    rows = check(precise, precise, claims=claims(network, precise))
    assert {row.verdict for row in rows} == {AGREES}
    assert max(row.error for row in rows) < 1e-15


# Rules that are wrong have to be found


PLANTED = {
    "slope forgotten": replace(LECTURE, delta=lambda place, upstream, slope, factor: upstream),
    "slope forgotten at hidden units": replace(
        LECTURE,
        delta=lambda place, upstream, slope, factor: upstream * slope if place.is_output else upstream,
    ),
    "slope twice": replace(LECTURE, delta=lambda place, upstream, slope, factor: upstream * slope * slope),
    "slope of another function": replace(LECTURE, slope=lambda place, piece: 1 - place.out**2),
    "slope from the net": replace(LECTURE, slope=lambda place, piece: place.nets[0] * (1 - place.nets[0])),
    "error the wrong way round": replace(LECTURE, error=lambda target, out: out - target),
    "gradient with the wrong sign": replace(LECTURE, grad=lambda place, delta, source: delta * source.out),
    "gradient without its source": replace(LECTURE, grad=lambda place, delta, source: -delta),
    "gradient on the unit's own output": replace(LECTURE, grad=lambda place, delta, source: -(delta * place.out)),
    "gradient on the source's net": replace(
        LECTURE, grad=lambda place, delta, source: -(delta * (source.net or source.out))
    ),
    "gradient doubled": replace(LECTURE, grad=lambda place, delta, source: -(2 * (delta * source.out))),
    "back without the weight": replace(LECTURE, back=lambda place, links: links[0].value),
    "back without the delta": replace(LECTURE, back=lambda place, links: links[0].weight),
}  # fmt: skip


@pytest.mark.parametrize("rules", PLANTED.values(), ids=PLANTED)
def test_a_wrong_rule_is_found_on_the_lectures_network(rules):
    assert WRONG in verdicts(load(open_spec("lecture")), rules).values()


@pytest.mark.parametrize(
    ("off", "verdict"), [("1.000001", WRONG), ("1.00000002", WRONG), ("1.000000005", AGREES), ("1.0000000001", AGREES)]
)
def test_a_gradient_may_be_off_by_one_in_a_hundred_million(off, verdict):
    factor = Constant(Fraction(off))
    nearly = replace(LECTURE, grad=lambda place, delta, source: -(factor * (delta * source.out)))
    assert set(verdicts(load(open_spec("lecture")), nearly).values()) == {verdict}


def test_a_wrong_sign_of_the_bias_is_found():
    forgotten: Rules = replace(LECTURE, offset_grad=lambda place, delta, subtracted: -delta)
    found = verdicts(load(open_spec("negnevitsky-xor")), forgotten)
    assert {id for id, verdict in found.items() if verdict is WRONG} == {"theta[n3]", "theta[n4]", "theta[n5]"}
    assert WRONG not in verdicts(load(open_spec("han-kamber")), forgotten).values()


def test_a_forgotten_factor_is_found():
    network = load(open_spec("lecture"))
    whole = replace(network, loss=one_unit("identity", 1, loss="squared_sum").loss)
    forgotten = replace(LECTURE, delta=lambda place, upstream, slope, factor: upstream * slope)
    assert set(verdicts(whole, forgotten).values()) == {WRONG}
    assert set(verdicts(network, forgotten).values()) == {AGREES}


def test_one_link_of_several_forgotten_is_found():
    first_only = replace(LECTURE, back=lambda place, links: links[0].value * links[0].weight)
    assert WRONG in verdicts(load(open_spec("mazur")), first_only).values()
    assert WRONG not in verdicts(load(open_spec("lecture")), first_only).values()  # one output: one link


def test_a_wrong_reduction_is_found():
    accumulated = replace(load(open_spec("lecture")), mode="accumulated")
    [sample] = accumulated.samples
    two = replace(accumulated, samples=(sample, sample))
    assert set(verdicts(two).values()) == {AGREES}
    run = trace(two, rules=replace(LECTURE, reduction="sum"))
    rows = check(run, trace(two, arithmetic=PRECISE), claims=claims(two, run))
    assert {row.verdict for row in rows} == {AGREES}  # sum of both the loss and the gradient is a gradient as well


# Where there is no derivative, or none to be had


@pytest.mark.parametrize("at_zero", [0, 0.5, 1])
@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_a_unit_at_its_corner_is_a_kink(activation, at_zero):
    network = one_unit(activation, 0, target=1, conventions={"relu_slope_at_0": at_zero})
    assert verdicts(network) == {"w[x1,y1]": KINK}


@pytest.mark.parametrize("weight", ["5e-16", "-5e-16"])
def test_a_unit_nearer_to_its_corner_than_the_difference_reaches_is_a_kink(weight):
    """The quotient takes steps of 1e-15, and passes the corner on one side only."""
    assert verdicts(one_unit("relu", float(weight), target=1)) == {"w[x1,y1]": KINK}


def test_an_elu_has_a_kink_only_where_alpha_is_not_one():
    def elu(alpha):
        layer = {"units": 1, "activation": {"name": "elu", "alpha": alpha}, "weights": [[0]]}
        sample = {"x": [1], "target": [1]}
        return network_of({"inputs": 1, "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": [sample]})

    assert [*verdicts(elu(1)).values(), *verdicts(elu(2)).values()] == [AGREES, KINK]


def test_a_tie_of_pieces_is_a_kink_for_both():
    layer = {"units": 1, "activation": {"name": "maxout", "pieces": 3}, "weights": [[[1]], [[1]], [[0.5]]]}
    sample = {"x": [1], "target": [0]}
    network = network_of({"inputs": 1, "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": [sample]})
    assert verdicts(network) == {"w[x1,y1,1]": KINK, "w[x1,y1,2]": KINK, "w[x1,y1,3]": AGREES}


def test_a_kink_excuses_only_those_who_reach_it():
    """Two ReLU units: one at its corner, one not. A wrong rule at the other is still wrong."""
    layers = [
        {"units": 2, "activation": "relu", "weights": [[0, 0.5]]},
        {"units": 1, "activation": "identity", "weights": [[1], [1]]},
    ]
    network = network_of(
        {"inputs": 1, "layers": layers, "loss": "squared", "learning_rate": 1, "samples": [{"x": [1], "target": [1]}]}
    )
    assert verdicts(network) == {
        "w[x1,h1_1]": KINK, "w[x1,h1_2]": AGREES, "w[h1_1,y1]": AGREES, "w[h1_2,y1]": AGREES
    }  # fmt: skip
    wrong = replace(LECTURE, grad=lambda place, delta, source: delta * source.out)
    assert verdicts(network, wrong) == {
        "w[x1,h1_1]": KINK, "w[x1,h1_2]": WRONG, "w[h1_1,y1]": AGREES, "w[h1_2,y1]": WRONG
    }  # fmt: skip


def test_what_lies_behind_step_units_cannot_be_learned():
    layers = [
        {"units": 1, "activation": "sigmoid", "weights": [[0.3]]},
        {"units": 1, "activation": "step", "weights": [[0.5]]},
        {"units": 1, "activation": "sigmoid", "weights": [[0.7]]},
    ]
    network = network_of(
        {"inputs": 1, "layers": layers, "loss": "squared", "learning_rate": 1, "samples": [{"x": [1], "target": [0]}]}
    )
    assert verdicts(network) == {
        "w[x1,h1_1]": Verdict.STEP_UNIT, "w[h1_1,h2_1]": Verdict.STEP_UNIT, "w[h2_1,y1]": AGREES
    }  # fmt: skip


def test_sequential_steps_are_no_gradients_on_purpose():
    found = verdicts(load(open_spec("rgu")))
    hidden = {"w[A,P]", "w[B,P]", "w[A,Q]", "w[B,Q]"}
    assert {id for id, verdict in found.items() if verdict is Verdict.NOT_A_GRADIENT} == hidden
    assert {verdict for id, verdict in found.items() if id not in hidden} == {AGREES}


@pytest.mark.parametrize("net", [10, 14, 18, 20, 25, 30, 36.5, 38, 100, -20, -36.5, -800])
@pytest.mark.parametrize(
    ("activation", "loss", "target"),
    [
        ("sigmoid", "squared", 0), ("sigmoid", "squared", 1), ("tanh", "squared", 0), ("elu", "squared", 0),
        ("softplus", "squared", 0), ("sigmoid", "binary_cross_entropy", 0), ("sigmoid", "binary_cross_entropy", 1),
    ],
)  # fmt: skip
def test_digits_lost_in_saturation_are_no_fault_of_bp(activation, loss, target, net):
    assert verdicts(one_unit(activation, net, target, loss)) == {"w[x1,y1]": AGREES}


@pytest.mark.parametrize("net", [20, 30])
def test_a_wrong_rule_is_found_at_a_saturated_unit(net):
    doubled = replace(LECTURE, grad=lambda place, delta, source: -(2 * (delta * source.out)))
    assert verdicts(one_unit("sigmoid", net, 1, "binary_cross_entropy"), doubled) == {
        "w[x1,y1]": WRONG if net == 20 else AGREES  # below 1e-12 all is nought
    }


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        (0, 0, 0),
        (1, 1, 0),
        (1, 2, 0.5),
        (2, 1, 0.5),
        (1, -1, 2),
        (-1, 1, 2),
        (1e-13, -1e-13, 0),
        (0, 1, 1),
        (2e-12, 1e-12, 0.5),
        (0.9e-12, 0, 0),
        (1e-12, 0, 1),
        (0, -1.1e-12, 1),
        (4, 1, 0.75),
    ],
)
def test_relative_error(a, b, error):
    assert relative_error(a, b) == relative_error(Decimal(a), b) == error


def test_adjoints_carry_a_seed():
    run = trace(load(open_spec("lecture")))
    once, twice = adjoints(run, "O.net"), adjoints(run, "O.net", seed=2.0)
    assert once["w[P,O]"] == run["P.out"].value
    assert {id: 2 * value for id, value in once.items()} == pytest.approx(twice)
    assert "eta" not in once
