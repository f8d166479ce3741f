"""Slips in back-propagation and on the way forward: one record each. The program that runs with them is the same."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from nncli.maths.activations import ONE, ZERO
from nncli.maths.expression import HALF, Expression, total
from nncli.models.rules import Link, Place, Rules, Source
from nncli.models.slips import Slip
from nncli.models.slips.mistaken import absolute, leaky, over_outputs, slope_not_cancelled, slope_of_other_function
from nncli.words import N_


def _no_slope(rules: Rules, *, at_output: bool) -> Rules:
    def delta(place: Place, upstream: Expression, slope: Expression | None, factor: Fraction | int) -> Expression:
        return rules.delta(place, upstream, None if place.is_output == at_output else slope, factor)

    return replace(rules, delta=delta)


def _slope_at_out(rules: Rules) -> Rules:
    def slope(place: Place, piece: int) -> Expression | None:
        if place.activation.slope is None or place.activation.function is None:
            return rules.slope(place, piece)
        again = place.activation.out((place.out,), (), place.parameters)
        return place.activation.slope(place.out, again, place.parameters)

    return replace(rules, slope=slope)


def _slope_at_net(rules: Rules) -> Rules:
    def slope(place: Place, piece: int) -> Expression | None:
        if place.activation.slope is None:
            return rules.slope(place, piece)
        return place.activation.slope(place.nets[piece], place.nets[piece], place.parameters)

    return replace(rules, slope=slope)


def _relu_slope(rules: Rules, constant: Expression) -> Rules:
    def slope(place: Place, piece: int) -> Expression | None:
        if place.activation.name in ("relu", "leaky_relu"):
            return constant
        return rules.slope(place, piece)

    return replace(rules, slope=slope)


def _one_path(which: int, rules: Rules) -> Rules:
    """Of several paths the first, the second (`which` is 1) or the last (−1)."""

    def back(place: Place, links: Sequence[Link]) -> Expression:
        return rules.back(place, [links[which]] if len(links) > 1 else links)

    return replace(rules, back=back)


def _mirrored(links: Sequence[Link]) -> Sequence[Link]:
    return [replace(link, weight=link.mirror or link.weight) for link in links]


def _doubled(rules: Rules) -> Rules:
    def delta(place: Place, upstream: Expression, slope: Expression | None, factor: Fraction | int) -> Expression:
        return rules.delta(place, upstream, slope, 2 if place.is_output else factor)

    return replace(rules, delta=delta)


def _halved(rules: Rules) -> Rules:
    def delta(place: Place, upstream: Expression, slope: Expression | None, factor: Fraction | int) -> Expression:
        whole = rules.delta(place, upstream, slope, 1)
        return whole if factor == 2 or not place.is_output else HALF * whole

    return replace(rules, delta=delta)


def _other_source(source: Source) -> Source:
    return replace(source, out=source.input or source.hidden or source.out)


FORGOTTEN_SLOPE = N_("A factor is missing in δ: what does the chain rule ask for between ∂E/∂out and ∂E/∂net?")

RULE_SLIPS: tuple[Slip, ...] = (
    Slip(
        "slope-forgotten-at-output", FORGOTTEN_SLOPE, N_("f′(net) is left out in δ of the output"),
        lambda rules: _no_slope(rules, at_output=True),
    ),
    Slip(
        "slope-forgotten-in-hidden", FORGOTTEN_SLOPE, N_("f′(net) is left out in δ of a hidden unit"),
        lambda rules: _no_slope(rules, at_output=False),
    ),
    Slip(
        "slope-at-output-value", N_("Look at where f′ is evaluated: at the net input, or at something else?"),
        N_("f′ is taken at the output value instead of at the net"), _slope_at_out,
    ),
    Slip(
        "slope-at-net-value", N_("In the shortcut for f′, such as y(1 − y), check what y stands for."),
        N_("the shortcut for f′ is fed with the net instead of the output"), _slope_at_net,
    ),
    Slip(
        "relu-slope-one", N_("Check f′ of a unit whose net input is negative."),
        N_("ReLU′ is taken as 1 on a dead unit"), lambda rules: _relu_slope(rules, ONE),
    ),
    Slip(
        "relu-slope-zero", N_("Check f′ of a unit whose net input is positive."),
        N_("ReLU′ is taken as 0 on a live unit"), lambda rules: _relu_slope(rules, ZERO),
    ),
    Slip(
        "slope-not-cancelled", N_("With this loss, which factor of δ at the output cancels?"),
        N_("δ of the output has a factor f′ that cancels with the loss"), slope_not_cancelled,
    ),
    Slip(
        "slope-of-other-function", N_("Of which activation function is this the derivative?"),
        N_("the derivative of the sigmoid is taken for that of tanh, or the other way round"), slope_of_other_function,
    ),
    Slip(
        "relu-absolute", N_("What does ReLU give for a negative net input?"),
        N_("|net| is taken for ReLU(net)"), absolute,
    ),
    *(
        Slip(
            "relu-leaky", N_("What does ReLU give for a negative net input, and what is its slope there?"),
            N_("a leaky ReLU is taken for ReLU"), partial(leaky, forward=forward),
        )
        for forward in (False, True)
    ),
    Slip(
        "updated-weights", N_("Which weights does the hidden error use: those before or those after the update?"),
        N_("the hidden error uses weights that are already updated"),
        lambda rules: replace(rules, update_order="sequential"),
    ),
    Slip(
        "old-weights", N_("Which weights does the hidden error use: those before or those after the update?"),
        N_("the hidden error uses the old weights where the updated ones are asked"),
        lambda rules: replace(rules, update_order="simultaneous"),
    ),
    Slip(
        "back-over-outputs", N_("What comes back through a weight: an output, or a δ?"),
        N_("the hidden error sums outputs in place of deltas"), over_outputs,
    ),
    Slip(
        "back-without-deltas", N_("What is each weight multiplied by when the error comes back through it?"),
        N_("the hidden error sums the weights without their deltas"),
        lambda rules: replace(rules, back=lambda place, links: total(link.weight for link in links)),
    ),
    Slip(
        "back-without-weights", N_("What is each δ multiplied by when the error comes back to the hidden unit?"),
        N_("the hidden error sums the deltas without their weights"),
        lambda rules: replace(rules, back=lambda place, links: total(link.value for link in links)),
    ),
    *(
        Slip(
            "one-path-only", N_("Count the ways that lead from this unit to the loss."),
            N_("only one path of the sum over the next layer is taken"), partial(_one_path, n),
        )
        for n in (0, 1, -1)
    ),
    Slip(
        "weights-transposed", N_("Check which weight joins which two units: rows and columns."),
        N_("the weight matrix is transposed in the net input"),
        lambda rules: replace(rules, net=lambda links, b, sub: rules.net(_mirrored(links), b, sub)),
    ),
    Slip(
        "weights-transposed-back", N_("Check which weight joins which two units: rows and columns."),
        N_("the weight matrix is transposed on the way back"),
        lambda rules: replace(rules, back=lambda place, links: rules.back(place, _mirrored(links))),
    ),
    Slip(
        "update-sign", N_("Does this update go down the slope of the loss, or up?"),
        N_("the sign of the update is wrong"),
        lambda rules: replace(rules, step=lambda eta, grad, b: -rules.step(eta, grad, b)),
    ),
    Slip(
        "target-output-swapped", N_("In which order are target and output subtracted?"),
        N_("target and output are swapped in the error"),
        lambda rules: replace(rules, error=lambda target, out: out - target),
    ),
    Slip(
        "rate-forgotten", N_("Is everything there that the update multiplies?"),
        N_("the learning rate is forgotten"), lambda rules: replace(rules, step=lambda eta, grad, b: -grad),
    ),
    Slip(
        "rate-twice", N_("How often does the learning rate stand in the update?"),
        N_("the learning rate is applied twice"),
        lambda rules: replace(rules, step=lambda eta, grad, b: -(eta * eta * grad)),
    ),
    Slip(
        "gradient-doubled", N_("What does the ½ in the loss do to its derivative?"),
        N_("the ½ of the loss is dropped, so that the gradient doubles"),
        _doubled,
    ),
    Slip(
        "gradient-halved", N_("What becomes of the exponent when the square is differentiated?"),
        N_("the 2 of the derivative is forgotten, so that the gradient is halved"),
        _halved,
    ),
    Slip(
        "input-for-hidden-output", N_("What does this weight multiply on the way forward?"),
        N_("the network's input (or a hidden output) stands in place of what the weight multiplies"),
        lambda rules: replace(rules, grad=lambda place, delta, source: rules.grad(place, delta, _other_source(source))),
    ),
    Slip(
        "net-for-output-in-gradient", N_("Does this weight multiply the unit's net, or its output?"),
        N_("the gradient uses a unit's net instead of its output"),
        lambda rules: replace(
            rules, grad=lambda place, delta, s: rules.grad(place, delta, replace(s, out=s.net or s.out)),
        ),
    ),
    Slip(
        "delta-as-gradient", N_("Is δ already the gradient of a weight?"),
        N_("the gradient of a weight is taken to be δ, without what the weight multiplies"),
        lambda rules: replace(rules, grad=lambda place, delta, source: -delta),
    ),
    Slip(
        "nothing-updated", N_("What does the update change?"), N_("no update was made: the old values are given"),
        lambda rules: replace(rules, new=lambda old, step, b: old),
    ),
    Slip(
        "bias-not-updated", N_("Which parameters does the update change?"),
        N_("biases or thresholds are not updated"),
        lambda rules: replace(rules, new=lambda old, step, b: old if b else rules.new(old, step, b)),
    ),
    Slip(
        "bias-sign", N_("Check the sign with which the bias or threshold stands in the net input."),
        N_("the sign of the bias or threshold update is wrong"),
        lambda rules: replace(rules, step=lambda eta, g, b: -rules.step(eta, g, b) if b else rules.step(eta, g, b)),
    ),
    Slip(
        "offset-sign-in-net", N_("Is the bias or threshold added or subtracted in the net input?"),
        N_("the threshold is added, or the bias subtracted"),
        lambda rules: replace(rules, net=lambda links, b, subtracted: rules.net(links, b, not subtracted)),
    ),
    Slip(
        "offset-forgotten-in-net", N_("Is the net input complete?"),
        N_("the bias or threshold is left out of the net input"),
        lambda rules: replace(rules, net=lambda links, b, subtracted: rules.net(links, None, subtracted)),
    ),
    Slip(
        "activation-forgotten", N_("Is this the net input or the output of the unit?"),
        N_("the net is reported as the output"),
        lambda rules: replace(rules, out=lambda place, layer: place.nets[0]),
    ),
    Slip(
        "loss-without-half", N_("Compare your loss with its definition, factor by factor."),
        N_("the loss is missing its ½"),
        lambda rules: replace(rules, loss_term=lambda loss, d, y: 2 * rules.loss_term(loss, d, y)),
    ),
    Slip(
        "loss-without-square", N_("Compare your loss with its definition, factor by factor."),
        N_("the loss is missing its square"),
        lambda rules: replace(rules, loss_term=lambda loss, d, y: HALF * (d - y)),
    ),
    Slip(
        "sum-for-mean", N_("Is the loss over the samples a sum or a mean?"),
        N_("the sum over the samples is taken where the mean is asked"),
        lambda rules: replace(rules, reduction="sum"),
    ),
    Slip(
        "mean-for-sum", N_("Is the loss over the samples a sum or a mean?"),
        N_("the mean over the samples is taken where the sum is asked"),
        lambda rules: replace(rules, reduction="mean"),
    ),
)  # fmt: skip
