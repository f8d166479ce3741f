"""Any word of any script is a name: of an input, a unit, a layer; also the words that ids are made of."""

import pytest
from networks import network_of

from nncli.grade.following.finder import Finder
from nncli.grade.following.programs import Programs
from nncli.maths.arithmetic import PRECISE
from nncli.models.feed_forward import claims, trace
from nncli.trace import gradients
from nncli.trace.quantities import Quantity


def named(inputs, hidden, output, layer="hidden"):
    return network_of({
        "inputs": inputs,
        "layers": [
            {
                "name": layer, "units": hidden, "activation": "tanh",
                "weights": [[0.1, 0.2], [0.3, 0.4]], "biases": [0.1, 0.2],
            },
            {"units": [output], "activation": "sigmoid", "weights": [[0.5], [0.6]], "biases": [0.3]},
        ],
        "loss": "squared", "learning_rate": 1, "samples": [{"x": [0.697, 0.46], "target": 1}],
    })  # fmt: skip


PLAIN = trace(named(["x1", "x2"], ["h1", "h2"], "y"))
WORDS = [
    (["密度", "含糖率"], ["隐1", "隐2"], "好瓜"),
    (["w", "b"], ["a", "theta"], "target"),
    (["b", "theta"], ["w", "setting"], "K"),
    (["größe", "ёж"], ["π", "_"], "out"),
    (["net", "delta"], ["grad", "new"], "after"),
]


@pytest.mark.parametrize("words", WORDS, ids=str)
def test_a_network_is_the_same_by_any_names(words):
    run = trace(named(*words))
    assert [step.value for step in run.steps] == [step.value for step in PLAIN.steps]
    assert len({step.id for step in run.steps}) == len(run.steps)
    assert all(str(Quantity.parse(step.id)) == step.id for step in run.steps)
    assert len({run.names.symbol(step.id) for step in run.steps}) == len(run.steps)


@pytest.mark.parametrize("words", WORDS, ids=str)
def test_its_gradients_are_gradients(words):
    network = named(*words)
    rows = gradients.check(trace(network), trace(network, arithmetic=PRECISE), claims=claims(network, trace(network)))
    assert {row.verdict for row in rows} == {gradients.Verdict.AGREES}
    assert len(rows) == 9


@pytest.mark.parametrize("words", WORDS, ids=str)
def test_a_sheet_finds_its_numbers(words):
    programs = Programs(named(*words))
    assert set(programs.formulas) <= set(programs.model.quantities())
    for id in programs.formulas:
        assert Finder(programs).one(id) == id, id
