"""The update beyond plain descent: momentum, Nesterov's, Adam and the penalties, each by its own loop beside it."""

import math
from fractions import Fraction

import pytest
from networks import network_of

from nncli.maths.arithmetic import EXACT, FLOAT, PRECISE, InexactError
from nncli.models.feed_forward import claims, trace
from nncli.trace import gradients
from nncli.trace.quantities import Names

# y = w·x + b with one sample: ∂E₀/∂w = (y − d)·x and ∂E₀/∂b = y − d.
W, B, X, D, ETA = Fraction(1, 2), Fraction(-1, 5), Fraction(2), Fraction(3, 10), Fraction(1, 10)
ONE = {
    "inputs": ["x"],
    "layers": [{"units": ["y"], "activation": "identity", "weights": [["1/2"]], "biases": [-0.2]}],
    "loss": "squared", "learning_rate": 0.1, "samples": [{"x": [2], "target": [0.3]}],
}  # fmt: skip
STEPS = 4


def network(**training):
    return network_of(ONE | {"training": training})


def exactly(model, ids, steps=STEPS):
    """The new values of each id, update after update, in fractions."""
    values = trace(model, arithmetic=EXACT, updates=steps).values
    return [tuple(values[f"{id}.new#{n}"] for id in ids) for n in range(1, steps + 1)]


def descent(step, penalty=lambda w, b: (0, 0), share=1):
    """w, b after each update; `step(t, g, memory)` is what −η multiplies, `penalty` what is added to the gradients."""
    w, b, memory, found = W, B, ({}, {}), []
    for t in range(1, STEPS + 1):
        off = w * X + b - D
        more = penalty(w, b)
        w, b = (
            old - ETA * step(t, share * g + extra, kept)
            for old, g, extra, kept in zip((w, b), (off * X, off), more, memory, strict=True)
        )
        found.append((w, b))
    return found


def momentum(mu):
    def step(t, g, kept):
        kept["v"] = mu * kept.get("v", 0) + g
        return kept["v"]

    return step


def nesterov(mu):
    def step(t, g, kept):
        kept["v"] = mu * kept.get("v", 0) + g
        return g + mu * kept["v"]

    return step


def adam(b1=0.9, b2=0.999, eps=1e-8):
    def step(t, g, kept):
        kept["m"] = b1 * kept.get("m", 0) + (1 - b1) * float(g)
        kept["v"] = b2 * kept.get("v", 0) + (1 - b2) * float(g) ** 2
        return kept["m"] / (1 - b1**t) / (math.sqrt(kept["v"] / (1 - b2**t)) + eps)

    return step


def plain(t, g, kept):
    return g


@pytest.mark.parametrize(
    ("optimiser", "step"),
    [
        ("sgd", plain),
        ("momentum", momentum(Fraction(9, 10))),
        ({"name": "momentum", "momentum": 0.25}, momentum(Fraction(1, 4))),
        ("nesterov", nesterov(Fraction(9, 10))),
        ({"name": "nesterov", "momentum": 0}, plain),
    ],
)
def test_an_optimiser_is_its_loop_in_fractions(optimiser, step):
    assert exactly(network(optimiser=optimiser), ("w[x,y]", "b[y]")) == descent(step)


@pytest.mark.parametrize("settings", [{}, {"beta1": 0.5, "beta2": 0.75, "epsilon": 0.1}])
def test_adam_is_its_loop(settings):
    values = trace(network(optimiser={"name": "adam", **settings}), updates=STEPS).values
    names = {"beta1": "b1", "beta2": "b2", "epsilon": "eps"}
    for n, expected in enumerate(descent(adam(**{names[k]: v for k, v in settings.items()})), start=1):
        assert [values[f"{id}.new#{n}"] for id in ("w[x,y]", "b[y]")] == pytest.approx(list(map(float, expected)))


PENALTIES = [
    ({"l2": 0.3}, lambda w, b: (Fraction(3, 10) * w, 0), 1, lambda w, b: Fraction(3, 20) * w * w),
    ({"l1": 0.3}, lambda w, b: (Fraction(3, 10) * ((w > 0) - (w < 0)), 0), 1, lambda w, b: Fraction(3, 10) * abs(w)),
    (
        {"l1": 0.1, "l2": 0.3},
        lambda w, b: (Fraction(3, 10) * w + Fraction(1, 10) * ((w > 0) - (w < 0)), 0),
        1,
        lambda w, b: Fraction(3, 20) * w * w + Fraction(1, 10) * abs(w),
    ),
    (
        {"book": 0.6},
        lambda w, b: (Fraction(4, 5) * w, Fraction(4, 5) * b),
        Fraction(3, 5),
        lambda w, b: Fraction(2, 5) * (w * w + b * b),
    ),
]


@pytest.mark.parametrize(("how", "added", "share", "value"), PENALTIES)
def test_a_penalty_is_its_loop_in_fractions(how, added, share, value):
    model = network(regularisation=how)
    expected = descent(plain, added, share)
    assert exactly(model, ("w[x,y]", "b[y]")) == expected
    values = trace(model, arithmetic=EXACT, updates=STEPS).values
    before = [(W, B), *expected]
    for n in range(1, STEPS + 1):
        for ending, of, (w, b) in (("", "before", before[n - 1]), (".after", "after", before[n])):
            data = (w * X + b - D) ** 2 / 2
            assert values[f"loss.data{ending}#{n}"] == data
            assert values[f"loss.penalty{ending}#{n}"] == value(w, b)
            assert values[f"loss.{of}#{n}"] == share * data + value(w, b)


@pytest.mark.parametrize(("how", "added", "share", "value"), PENALTIES)
@pytest.mark.parametrize("mode", ["standard", "accumulated"])
def test_gradients_are_of_the_whole_loss(how, added, share, value, mode):
    samples = [{"x": [2], "target": [0.3]}, {"x": [-1], "target": [0.7]}]
    model = network_of(ONE | {"training": {"regularisation": how}, "samples": samples, "mode": mode})
    traced = trace(model)
    rows = gradients.check(traced, trace(model, arithmetic=PRECISE), claims=claims(model, traced))
    assert [row.verdict for row in rows] == [gradients.Verdict.AGREES] * 2


def test_of_several_samples_the_penalty_counts_once():
    samples = [{"x": [2], "target": [0.3]}, {"x": [-1], "target": [0.7]}]
    said = {"training": {"regularisation": {"l2": 1}}, "samples": samples, "mode": "accumulated"}
    values = trace(network_of(ONE | said | {"conventions": {"reduction": "sum"}}), arithmetic=EXACT).values
    of_samples = [values[f"w[x,y].grad@s{n}"] for n in (1, 2)]
    assert values["w[x,y].data"] == sum(of_samples)
    assert values["w[x,y].grad"] == sum(of_samples) + W
    assert values["loss.data"] == values["loss.before@s1"] + values["loss.before@s2"]
    assert values["loss.before"] == values["loss.data"] + W * W / 2
    values = trace(network_of(ONE | said), arithmetic=EXACT).values
    assert values["w[x,y].grad"] == sum(of_samples) / 2 + W


def test_what_does_not_learn_is_not_penalised():
    layer = {"units": ["y"], "activation": "identity", "weights": [[2]], "biases": [5], "biases_are": "fixed"}
    model = network_of(ONE | {"layers": [layer], "training": {"regularisation": {"book": 0.5}}})
    assert trace(model, arithmetic=EXACT).values["loss.penalty"] == Fraction(1, 2) * 4


def test_every_number_has_an_id_that_the_model_knows():
    model = network(optimiser="adam", regularisation={"l2": 0.1, "l1": 0.2})
    assert {step.id for step in trace(model).steps} == set(model.quantities())


@pytest.mark.parametrize(
    ("id", "symbol"),
    [
        ("w[x,y].v", "v_w1"), ("w[x,y].mhat#2", "m̂_w1#2"), ("w[x,y].data", "∂E₀/∂w1"), ("loss.data", "E₀"),
        ("loss.penalty.after", "E_λ⁺"), ("loss.after", "E⁺"), ("setting[momentum]", "μ"), ("setting[lambda]", "λ"),
    ],
)  # fmt: skip
def test_symbols(id, symbol):
    assert Names({"w[x,y]": "w1"}).symbol(id) == symbol


def test_a_source_may_name_what_belongs_to_a_parameter():
    assert Names({"w[x,y]": "w1"}).resolve("w1.v#2") == "w[x,y].v#2"


def test_a_root_in_fractions_is_a_fraction_or_none():
    assert EXACT.sqrt(Fraction(4, 9)) == Fraction(2, 3)
    assert FLOAT.sqrt(2.0) == math.sqrt(2)
    with pytest.raises(InexactError):
        EXACT.sqrt(Fraction(2))
    with pytest.raises(ValueError, match="negative"):
        EXACT.sqrt(Fraction(-1, 4))
