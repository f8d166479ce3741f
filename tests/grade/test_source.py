"""A book is judged like a student: its first fault is named, what follows is no fault, its own ways are seen."""

from dataclasses import replace
from math import exp

import pytest
from networks import network_of

from nncli.grade.source import judge_source
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import trace
from nncli.models.sources import compare_with_source
from nncli.spec.bundled import names, open_spec
from nncli.spec.load import load_model
from nncli.trace.published import PublishedFigure, Verdict

CHAIN_OF_TWO = {
    "inputs": ["x"],
    "layers": [
        {"units": ["h"], "activation": "sigmoid", "weights": [[0.4]]},
        {"units": ["y"], "activation": "sigmoid", "weights": [[0.5]]},
    ],
    "loss": "squared", "samples": [{"x": [1], "target": [0]}],
}  # fmt: skip
ONE = {
    "inputs": ["x"], "layers": [{"units": ["y"], "activation": "sigmoid", "weights": [[0.5]]}],
    "loss": "squared", "learning_rate": 1, "samples": [{"x": [2], "target": [0]}],
}  # fmt: skip
TWO_OUTPUTS = {
    "inputs": ["x"], "layers": [{"units": ["y", "z"], "activation": "identity", "weights": [[0.5, 0.2]]}],
    "loss": "squared", "learning_rate": 0.1, "samples": [{"x": [2], "target": [2.3, 1]}],
}  # fmt: skip


def judged(spec, **figures):
    model = network_of(spec)
    published = {id.replace("__", "."): PublishedFigure(Numeral(text)) for id, text in figures.items()}
    return judge_source(replace(model, published={_id(id): figure for id, figure in published.items()}))


def _id(name):
    """`wxy.grad` for `w[x,y].grad`."""
    subject, _dot, kind = name.partition(".")
    return f"w[{subject[1]},{subject[2]}].{kind}" if len(subject) == 3 and subject[0] == "w" else name


def verdicts(judgement):
    return [comparison.verdict for comparison in judgement.comparisons]


def sigmoid(x):
    return 1 / (1 + exp(-x))


def test_a_fault_is_told_once_and_what_follows_is_carried():
    found = judged(CHAIN_OF_TWO, h__net="0.45", h__out="0.6106", y__net="0.3053", y__out="0.5757")
    assert verdicts(found) == [Verdict.DIFFERS, *[Verdict.CARRIED] * 3]
    assert (found.first_fault, found.is_failure) == ("h.net", True)


def test_what_does_not_follow_from_the_fault_is_a_fault_too():
    found = judged(CHAIN_OF_TWO, h__net="0.45", h__out="0.6106", y__net="0.3353", y__out="0.5831")
    assert verdicts(found) == [Verdict.DIFFERS, Verdict.CARRIED, Verdict.DIFFERS, Verdict.CARRIED]


@pytest.mark.parametrize("places", [2, 3, 4])
def test_the_chain_of_the_printed_digits_is_found_without_being_told(places):
    def put(x):
        return f"{x:.{places}f}"

    net = 0.4
    out = put(sigmoid(net))
    net2 = put(0.5 * float(out))
    out2 = put(sigmoid(float(net2)))
    error = put(0 - float(out2))
    slope = put(float(out2) * (1 - float(out2)))
    delta = put(float(error) * float(slope))
    back = put(float(delta) * 0.5)
    printed = {
        "h__out": out, "y__net": net2, "y__out": out2, "y__error": error, "y__slope": slope, "y__delta": delta,
        "h__back": back,
    }  # fmt: skip
    found = judged(CHAIN_OF_TWO, **printed)
    assert set(verdicts(found)) <= {Verdict.MATCHES, Verdict.CHAIN}
    assert Verdict.CHAIN in verdicts(found) or places == 4
    wrong = judged(CHAIN_OF_TWO, **printed | {"y__delta": put(float(delta) + 12 * 10**-places)})
    assert verdicts(wrong)[5] is Verdict.DIFFERS
    assert verdicts(wrong)[6] is not Verdict.CARRIED  # the figure behind it is not made of it


def test_some_figures_may_have_gone_on_in_full():
    """out in full, slope from the printed out: σ(0.4) = 0.598688, printed 0.6."""
    model = CHAIN_OF_TWO | {"learning_rate": 1}
    out = sigmoid(0.4)
    printed = {"h__out": "0.6", "h__slope": "0.24", "y__net": f"{out / 2:.5f}"}
    assert verdicts(judged(model, **printed)) == [Verdict.MATCHES] * 3
    assert verdicts(judged(model, **printed | {"h__slope": "0.2400"}))[1] is Verdict.CHAIN
    assert verdicts(judged(model, **printed | {"h__slope": "0.2410"}))[1] is Verdict.DIFFERS


def test_a_slip_is_named():
    found = judged(ONE, wxy__grad="-.2875", wxy__new=".7875")
    assert verdicts(found) == [Verdict.SLIP, Verdict.CARRIED]
    assert found.comparisons[0].note
    # f′ forgotten: (y − d)·x = 0.7311·2
    found = judged(ONE, y__delta="-0.7311", wxy__grad="1.4621", wxy__new="-0.9621")
    assert verdicts(found) == [Verdict.SLIP, Verdict.CARRIED, Verdict.CARRIED]
    assert "f′(net) is left out" in found.comparisons[0].note


def test_another_loss_throughout_is_a_convention():
    """E = ½(1.3² + 0.6²) = 1.025; the mean of squares is the same for two outputs, the sum is twice."""
    found = judged(TWO_OUTPUTS, loss__before="2.05", wxy__grad="-5.2", wxz__grad="-2.4", wxy__new="1.02")
    assert set(verdicts(found)) == {Verdict.OTHER_CONVENTION}
    assert "loss: squared_sum" in found.convention
    assert not found.is_failure


def test_one_figure_proves_no_convention():
    assert verdicts(judged(TWO_OUTPUTS, loss__before="2.05")) != [Verdict.OTHER_CONVENTION]


def test_a_convention_has_to_explain_what_the_models_own_does():
    found = judged(TWO_OUTPUTS, loss__before="1.025", wxy__grad="-5.2", wxz__grad="-2.4", wxy__new="1.02")
    assert Verdict.OTHER_CONVENTION not in verdicts(found)
    assert found.is_failure


def test_a_mean_over_samples_is_a_convention():
    samples = [{"x": [2], "target": [2.3, 1]}, {"x": [1], "target": [0, 0]}]
    spec = TWO_OUTPUTS | {"samples": samples, "mode": "accumulated", "conventions": {"reduction": "sum"}}
    # Σ over samples of ∂E/∂w: −2.6 + 0.5 and −1.2 + 0.2; half of it is the mean.
    found = judged(spec, wxy__grad="-1.05", wxz__grad="-0.5")
    assert set(verdicts(found)) == {Verdict.OTHER_CONVENTION}
    assert "reduction: mean" in found.convention


def test_the_other_sign_throughout_is_a_convention_and_once_a_slip():
    # δ_y = (y − d)·f′ in the source; d = 0.
    y = sigmoid(0.5 * sigmoid(0.4))
    delta = y * y * (1 - y)
    hidden = delta * 0.5 * sigmoid(0.4) * (1 - sigmoid(0.4))
    other = judged(CHAIN_OF_TWO, y__delta=f"{delta:.5f}", h__back=f"{delta / 2:.5f}", h__delta=f"{hidden:.5f}")
    assert verdicts(other) == [Verdict.OTHER_CONVENTION] * 3
    assert len(other.remarks) == 1
    once = judged(CHAIN_OF_TWO, y__delta=f"{delta:.5f}")
    assert verdicts(once) == [Verdict.SLIP]


def test_a_common_factor_is_seen():
    found = judged(TWO_OUTPUTS, y__delta="0.433", z__delta="0.2", wxy__grad="-0.867", wxz__grad="-0.4")
    assert any("1/3" in remark for remark in found.remarks)
    other = judged(TWO_OUTPUTS, y__delta="0.433", z__delta="0.3", wxy__grad="-0.867", wxz__grad="-0.4")
    assert not any("factor" in remark for remark in other.remarks)


@pytest.mark.parametrize("name", names())
def test_the_verdicts_of_bundled_specs_stay(name):
    model = load_model(open_spec(name))
    if model.published:
        plain = compare_with_source(model)
        assert judge_source(model).comparisons == tuple(plain)


def test_penalty_and_momentum_are_part_of_the_truth():
    l2 = ONE | {"layers": [{"units": ["y"], "activation": "identity", "weights": [[0.5]]}], "learning_rate": 0.1}
    with_l2 = l2 | {"training": {"regularisation": {"l2": 0.1}}}
    assert verdicts(judged(with_l2, wxy__new="0.295")) == [Verdict.MATCHES]
    assert trace(network_of(l2)).values["w[x,y].new"] == pytest.approx(0.3)
    assert judged(with_l2, wxy__new="0.300").is_failure
