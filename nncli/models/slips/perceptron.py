"""Slips in the perceptron's learning rule: one record each."""

from dataclasses import replace

from nncli.maths import functions as fn
from nncli.maths.activations import ZERO
from nncli.maths.expression import Call, Expression
from nncli.models.perceptron import Perceptron, PerceptronRules
from nncli.models.slips import Slip
from nncli.words import N_


def _strict(rules: PerceptronRules) -> PerceptronRules:
    """y = 1 only where net > 0."""

    def out(model: Perceptron, net: Expression) -> Expression:
        if model.dead_zone is not None:
            return rules.out(model, net)
        above = Call(fn.RELU_SLOPE, (net, ZERO))
        return 2 * above - 1 if model.is_bipolar else above

    return replace(rules, out=out)


def _narrow(rules: PerceptronRules) -> PerceptronRules:
    """The dead zone is forgotten: the sign of the net alone."""

    def out(model: Perceptron, net: Expression) -> Expression:
        return Call(fn.SIGN, (net, ZERO)) if model.dead_zone is not None else rules.out(model, net)

    return replace(rules, out=out)


SLIPS: tuple[Slip, ...] = (
    Slip(
        "perceptron-sign", N_("Which way do the weights go when the output was too small?"),
        N_("the error is taken as y − d, so that the weights go the wrong way"),
        lambda rules: replace(rules, error=lambda model, d, y: -rules.error(model, d, y)),
    ),
    Slip(
        "perceptron-threshold-sign",
        N_("A threshold is subtracted: which way does it go when the output was too small?"),
        N_("the threshold is changed with the sign of a weight"),
        lambda rules: replace(rules, offset_step=lambda eta, e, subtracted: rules.offset_step(eta, e, not subtracted)),
    ),
    Slip(
        "perceptron-threshold-kept", N_("What learns from a mistake, besides the weights?"),
        N_("the threshold or bias is not updated"),
        lambda rules: replace(rules, new=lambda old, step, b: old if b else rules.new(old, step, b)),
    ),
    Slip(
        "perceptron-rate-forgotten", N_("Is everything there that the update multiplies?"),
        N_("the learning rate is forgotten"),
        lambda rules: replace(
            rules,
            step=lambda eta, e, x: e * x,
            offset_step=lambda eta, e, subtracted: -e if subtracted else e,
        ),
    ),
    Slip(
        "perceptron-learns-from-right", N_("What does the rule do when the output was right?"),
        N_("the weights change by η·d·x although the output was right"),
        lambda rules: replace(rules, error=lambda model, d, y: d),
    ),
    Slip(
        "perceptron-input-forgotten", N_("What is each weight's change multiplied by, besides η and the error?"),
        N_("the change of a weight leaves its input out"),
        lambda rules: replace(rules, step=lambda eta, e, x: eta * e),
    ),
    Slip(
        "perceptron-step-at-zero", N_("What is the output where the net is exactly 0?"),
        N_("the output at a net of exactly 0 is taken as no"), _strict,
    ),
    Slip(
        "perceptron-dead-zone-forgotten", N_("When does this unit say neither yes nor no?"),
        N_("the dead zone is forgotten"), _narrow,
    ),
    Slip(
        "perceptron-offset-in-net", N_("Is the net input complete, and is its threshold subtracted?"),
        N_("the threshold or bias is left out of the net input"),
        lambda rules: replace(rules, net=lambda links, offset, subtracted: rules.net(links, None, subtracted)),
    ),
)  # fmt: skip
