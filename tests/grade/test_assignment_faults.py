"""Faults of an assignment: where each is told, and both sides of every bound."""

import json

import pytest

from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.grade.assignment import KINDS, load_assignment

UPDATE = {
    "id": "one", "kind": "update", "title": "t", "statement": "s", "points": 10, "spec": "lecture", "asks": ["new"]
}  # fmt: skip
FORMULA = {"id": "two", "kind": "formula", "title": "t", "statement": "s", "points": 5}
OWN = FORMULA | {"function": "1/2*sum(x^2)", "variable": "x"}
SOFTMAX = FORMULA | {"question": "softmax-gradient"}


def loaded(folder, *problems):
    return load_assignment(read_text(json.dumps({"title": "t", "problems": problems}, indent=1), "a.yaml"), "a", folder)


def faults(folder, *problems):
    with pytest.raises(SpecError) as caught:
        loaded(folder, *problems)
    return [(d.code, d.message, d.help) for d in caught.value.diagnostics]


@pytest.mark.parametrize("kind", [*KINDS, *(f"{kind}.after" for kind in KINDS), "loss-fell", "w3+"])
def test_what_may_be_weighed(tmp_path, kind):
    loaded(tmp_path, UPDATE | {"asks": ["new", "w3+"], "weights": {kind: 0}})


@pytest.mark.parametrize(
    ("weights", "code", "message", "help"),
    [
        ({"nett": 1}, "unknown-quantity", "problems[0].weights.nett: 'nett' is no kind of step", "did you mean 'net'?"),
        ({"net": -0.01}, "out-of-range", "problems[0].weights.net: a weight is 0 or more", None),
        ({"w3+": 1}, "unknown-quantity", "problems[0].weights.w3+: 'w3+' is no kind of step", None),
    ],
)
def test_weights_that_make_no_sense(tmp_path, weights, code, message, help):
    assert faults(tmp_path, UPDATE | {"weights": weights}) == [(code, message, help)]


@pytest.mark.parametrize(("most", "ok"), [(0, True), (3, True), (-0.01, False)])
def test_what_a_slip_may_cost_at_most(tmp_path, most, ok):
    problem = UPDATE | {"slip_costs_at_most": most}
    if ok:
        assert float(loaded(tmp_path, problem).problems[0].slip_costs_at_most) == most
    else:
        assert faults(tmp_path, problem) == [
            ("out-of-range", "problems[0].slip_costs_at_most: points are 0 or more", None)
        ]  # fmt: skip


@pytest.mark.parametrize(("share", "ok"), [(0, True), (1, True), (-0.01, False), (1.01, False)])
def test_a_share_of_a_formula_lies_between_0_and_1(tmp_path, share, ok):
    problem = SOFTMAX | {"shares": {"sign": share, "cases": share, "lines": share}}
    if ok:
        loaded(tmp_path, problem)
    else:
        assert faults(tmp_path, problem) == [
            ("out-of-range", f"problems[0].shares.{id}: a share lies between 0 and 1", None)
            for id in ("sign", "cases", "lines")
        ]


def test_a_share_of_no_slip_is_told_with_the_nearest(tmp_path):
    id = "s" * 50
    assert faults(tmp_path, SOFTMAX | {"shares": {"sing": 1, id: 2}}) == [
        ("unknown-slip", "problems[0].shares.sing: there is no slip 'sing' of formulas", "did you mean 'sign'?"),
        ("unknown-slip", f"problems[0].shares.{id}: there is no slip '{id[:40]}' of formulas", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("problem", "found"),
    [
        (FORMULA, [("missing-key", "problems[0]: a problem of kind 'formula' needs 'question'")]),
        (FORMULA | {"function": "x"}, [("missing-key", "problems[0]: a problem of kind 'formula' needs 'variable'")]),
        (FORMULA | {"variable": "x"}, [("missing-key", "problems[0]: a problem of kind 'formula' needs 'function'")]),
        (
            SOFTMAX | {"function": "x", "variable": "x"},
            [("two-questions", "problems[0].question: either 'question' or 'function', not both")],
        ),
        (OWN | {"function": "1/2*sum(y^2)"}, [("bad-question", "problems[0].function: we do not know what 'y' is")]),
    ],
)
def test_a_formula_asks_one_question(tmp_path, problem, found):
    assert [fault[:2] for fault in faults(tmp_path, problem)] == found
    assert loaded(tmp_path, OWN).updates == {}


def test_only_a_formula_is_asked_for_its_question_and_only_an_update_for_its_spec(tmp_path):
    text = {"id": "t", "kind": "text", "title": "t", "statement": "s", "points": 1}
    found = loaded(tmp_path, text | {"shares": {"nothing": 7}, "spec": "nowhere"})
    assert found.updates == {}


DATA = """title: t
inputs: 2
layers: [{units: 1, activation: sigmoid, weights: [[1], [1]]}]
loss: squared
learning_rate: 1
data: xor
"""


def test_a_question_needs_its_samples_written_out(tmp_path):
    (tmp_path / "own.yaml").write_text(DATA, encoding="utf-8")
    [(code, message, help)] = faults(tmp_path, UPDATE | {"spec": "own.yaml"})
    assert (code, help) == ("no-samples", "write it under 'samples' in place of 'data'")
    assert message.startswith("problems[0].spec: this spec takes its samples from a data set")


def test_what_is_asked_is_told_where_it_is_wrong_and_stays_in_the_order_of_computing(tmp_path):
    found = faults(tmp_path, UPDATE | {"asks": ["new", "nee", "net", "delt"]})
    assert [(code, message) for code, message, _help in found] == [
        ("unknown-quantity", "problems[0].asks[1]: this network has nothing called 'nee'"),
        ("unknown-quantity", "problems[0].asks[3]: this network has nothing called 'delt'"),
    ]
    assert found[1][2] == "did you mean 'delta'?"
    asked = loaded(tmp_path, UPDATE | {"asks": ["W1.new", "net"]}).updates["one"].asked
    assert asked == ("P.net", "Q.net", "O.net", "w[A,P].new", "w[B,P].new", "w[A,Q].new", "w[B,Q].new")


@pytest.mark.parametrize(("digits", "least"), [(None, 4), (2, 2), (15, 15), ("exact", 0)])
def test_the_least_digits_of_a_number(tmp_path, digits, least):
    problem = {"id": "n", "kind": "number", "title": "t", "statement": "s", "points": 1, "value": 2, "digits": digits}
    assert loaded(tmp_path, problem).problems[0].least_digits == least


def test_what_is_not_said_of_a_problem(tmp_path):
    [problem] = loaded(tmp_path, SOFTMAX).problems
    assert (problem.practice, problem.layout, problem.weights, problem.shares) == (False, "either", {}, {})
    assert (problem.asks, problem.questions, problem.given, problem.let, problem.functions) == ([], [], {}, {}, [])
    assert (problem.slip_costs_at_most, problem.value, problem.answer) == (None, None, None)
