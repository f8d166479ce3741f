"""An assignment: what it asks of a network, and what is wrong with it, key by key."""

import json

import pytest

from nncli.document.reader import read_text
from nncli.errors import InputError, SpecError
from nncli.grade.assignment import load_assignment
from nncli.grade.homework import open_assignment

UPDATE = {
    "id": "one", "kind": "update", "title": "t", "statement": "s", "points": 10, "spec": "lecture", "asks": ["new"]
}  # fmt: skip
FORMULA = {
    "id": "two", "kind": "formula", "title": "t", "statement": "s", "points": 5, "question": "softmax-gradient"
}  # fmt: skip
OVERFLOW = {"id": "three", "kind": "overflow", "title": "t", "statement": "s", "points": 5, "functions": ["softmax"]}
NO_LOSS = "title: t\ninputs: 1\nlayers: [{units: 1, activation: identity, weights: [[1]]}]\nsamples: [{x: [1]}]\n"


def loaded(folder, *problems):
    document = read_text(json.dumps({"title": "t", "problems": problems}), "a.yaml")
    return load_assignment(document, "a", folder)


def faults(folder, *problems):
    with pytest.raises(SpecError) as caught:
        loaded(folder, *problems)
    return [(d.code, d.message, d.place.line) for d in caught.value.diagnostics]


def asked(folder, *asks, **more):
    return loaded(folder, UPDATE | {"asks": list(asks)} | more).updates["one"].asked


# The lecture's network: A, B to P, Q, those to O; one sample, no thresholds.
WEIGHTS = ["w[P,O]", "w[Q,O]", "w[A,P]", "w[B,P]", "w[A,Q]", "w[B,Q]"]


@pytest.mark.parametrize(
    ("asks", "ids"),
    [
        (["net"], ["P.net", "Q.net", "O.net"]),
        (["out", "net"], ["P.net", "P.out", "Q.net", "Q.out", "O.net", "O.out"]),  # in the order of computing
        (["out.after"], ["P.out.after", "Q.out.after", "O.out.after"]),
        (["new"], [f"{weight}.new" for weight in WEIGHTS]),
        (["grad"], [f"{weight}.grad" for weight in WEIGHTS]),
        (["delta"], ["O.delta", "P.delta", "Q.delta"]),
        (["error.after"], ["O.error.after"]),
        (["loss"], ["loss.before"]),
        (["loss.before", "loss.after"], ["loss.before", "loss.after"]),
        (["o1"], ["P.out"]),  # the source's name
        (["w3+"], ["w[A,P].new"]),
        (["P.net", "P.net", "net"], ["P.net", "Q.net", "O.net"]),  # each once
    ],
)
def test_a_kind_asks_for_every_step_of_it(tmp_path, asks, ids):
    assert asked(tmp_path, *asks) == tuple(ids)


@pytest.mark.parametrize("ask", ["nett", "net.before", "net.after.after", "x", "A", "eta", "before"])
def test_what_the_network_does_not_compute_cannot_be_asked(tmp_path, ask):
    [(code, message, _line)] = faults(tmp_path, UPDATE | {"asks": ["net", ask]})
    assert (code, message) == ("unknown-quantity", f"problems[0].asks[1]: this network has nothing called '{ask}'")


def test_the_nearest_is_offered(tmp_path):
    with pytest.raises(SpecError) as caught:
        loaded(tmp_path, UPDATE | {"asks": ["delt"]})
    assert caught.value.diagnostics[0].help == "did you mean 'delta'?"


def test_a_spec_beside_the_assignment_is_found_first_by_its_path(tmp_path):
    text = NO_LOSS.replace("[{x: [1]}]", "[{x: [1], target: [0]}]") + "loss: squared\nlearning_rate: 1\n"
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert asked(tmp_path, "net", spec="own.yaml") == ("y1.net",)


TWO_SAMPLES = (
    NO_LOSS.replace("[{x: [1]}]", "[{x: [1], target: [0]}, {x: [3], target: [0]}]")
    + "loss: squared\nlearning_rate: 1\n"
)


@pytest.mark.parametrize(("sample", "net"), [(1, 1), (2, 3)])
def test_a_question_may_be_about_one_of_the_samples(tmp_path, sample, net):
    (tmp_path / "two.yaml").write_text(TWO_SAMPLES, encoding="utf-8")
    update = loaded(tmp_path, UPDATE | {"spec": "two.yaml", "asks": ["net"], "sample": sample}).updates["one"]
    assert {id: update.programs.key.values[id] for id in update.asked} == {"y1.net": net}
    assert len(update.programs.model.examples) == 1  # what is shown as given, too


def test_without_one_the_question_is_about_the_first_or_about_all_as_the_network_learns(tmp_path):
    (tmp_path / "two.yaml").write_text(TWO_SAMPLES, encoding="utf-8")
    (tmp_path / "sum.yaml").write_text(TWO_SAMPLES + "mode: accumulated\n", encoding="utf-8")
    assert asked(tmp_path, "net", spec="two.yaml") == ("y1.net",)
    assert asked(tmp_path, "net", spec="sum.yaml") == ("y1.net@s1", "y1.net@s2")


@pytest.mark.parametrize("sample", [0, 3, -1])
def test_a_sample_that_the_spec_does_not_have_is_told(tmp_path, sample):
    (tmp_path / "two.yaml").write_text(TWO_SAMPLES, encoding="utf-8")
    message = f"problems[0].sample: sample {sample}: the spec has samples 1 to 2"
    assert faults(tmp_path, UPDATE | {"spec": "two.yaml", "sample": sample}) == [("out-of-range", message, 1)]


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"points": 0}, "out-of-range", "problems[0].points: a problem has more than 0 points"),
        ({"points": -1}, "out-of-range", "problems[0].points: a problem has more than 0 points"),
        ({"digits": 1}, "out-of-range", "problems[0].digits: least digits are between 2 and 15"),
        ({"digits": 16}, "out-of-range", "problems[0].digits: least digits are between 2 and 15"),
        ({"carried": 1.01}, "out-of-range", "problems[0].carried: a share lies between 0 and 1"),
        ({"carried": -0.01}, "out-of-range", "problems[0].carried: a share lies between 0 and 1"),
        ({"implied": 1.01}, "out-of-range", "problems[0].implied: a share lies between 0 and 1"),
        ({"asks": []}, "missing-key", "problems[0]: a problem of kind 'update' needs 'asks'"),
        ({"spec": None}, "missing-key", "problems[0]: a problem of kind 'update' needs 'spec'"),
        ({"spec": "gone"}, "no-such-spec", "problems[0].spec: there is no bundled spec 'gone', and no such file here"),
    ],
)
def test_each_fault_of_a_problem_is_told_where_it_stands(tmp_path, change, code, message):
    assert faults(tmp_path, UPDATE | change) == [(code, message, 1)]


@pytest.mark.parametrize(
    "change",
    [{"points": 0.5}, {"digits": 2}, {"digits": 15}, {"carried": 0}, {"carried": 1}, {"implied": 0}, {"implied": 1}],
)
def test_the_limits_themselves_are_allowed(tmp_path, change):
    assert len(loaded(tmp_path, UPDATE | change).problems) == 1


@pytest.mark.parametrize(
    ("problem", "key"), [(FORMULA | {"question": None}, "question"), (OVERFLOW | {"functions": []}, "functions")]
)
def test_every_kind_needs_its_own_keys(tmp_path, problem, key):
    [(code, message, _line)] = faults(tmp_path, problem)
    assert (code, message) == ("missing-key", f"problems[0]: a problem of kind '{problem['kind']}' needs '{key}'")


def test_all_faults_are_told_at_once(tmp_path):
    found = faults(tmp_path, UPDATE | {"digits": 1, "points": 0}, FORMULA | {"question": None}, FORMULA)
    assert [code for code, _message, _line in found].count("out-of-range") == 2
    assert {code for code, _message, _line in found} == {"out-of-range", "missing-key", "same-name"}
    assert "problems[2].id: two problems are called 'two'" in [message for _code, message, _line in found]


def test_a_problem_is_ready_with_what_it_says(tmp_path):
    assignment = loaded(tmp_path, FORMULA, UPDATE, OVERFLOW)
    assert [problem.id for problem in assignment.problems] == ["two", "one", "three"]
    assert (assignment.id, assignment.title, list(assignment.updates)) == ("a", "t", ["one"])
    first = assignment.problems[0]
    assert (first.practice, first.digits, first.carried, first.implied) == (False, None, None, None)


@pytest.mark.parametrize(
    ("change", "digits"),
    [
        ({}, 4),
        ({"digits": 6}, 6),
        ({"digits": "exact"}, 0),
        ({"spec": "perceptron-and", "asks": ["net"]}, 0),  # it computes exactly: each number stands for itself
        ({"spec": "perceptron-and", "asks": ["net"], "digits": 3}, 3),
    ],
)
def test_the_least_digits_are_those_of_the_network_unless_said(tmp_path, change, digits):
    assert loaded(tmp_path, UPDATE | change).updates["one"].digits == digits


def test_a_network_that_does_not_learn_cannot_be_updated(tmp_path):
    (tmp_path / "own.yaml").write_text(NO_LOSS, encoding="utf-8")
    [(code, _message, _line)] = faults(tmp_path, UPDATE | {"spec": "own.yaml"})
    assert code == "no-loss"


@pytest.mark.parametrize("missing", ["loss: squared\n", "learning_rate: 1\n"])
def test_a_loss_and_a_rate_are_both_needed(tmp_path, missing):
    whole = NO_LOSS.replace("[{x: [1]}]", "[{x: [1], target: [0]}]") + "loss: squared\nlearning_rate: 1\n"
    (tmp_path / "own.yaml").write_text(whole.replace(missing, ""), encoding="utf-8")
    assert {code for code, _m, _l in faults(tmp_path, UPDATE | {"spec": "own.yaml"})} in (
        {"no-loss"},
        {"spec-at-fault", "missing-key"},
    )


@pytest.mark.parametrize("text", ["[1, 2]", "just words", "3"])
def test_an_assignment_is_a_mapping(tmp_path, text):
    with pytest.raises(SpecError) as caught:
        load_assignment(read_text(text, "a.yaml"), "a", tmp_path)
    [fault] = caught.value.diagnostics
    assert fault.code == "not-a-mapping"


def test_an_assignment_is_opened_by_name_by_file_and_by_folder(tmp_path):
    text = json.dumps({"title": "mine", "problems": [FORMULA]})
    (tmp_path / "assignment.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "week3.yaml").write_text(text, encoding="utf-8")
    assert open_assignment("ch5").id == "ch5"
    assert open_assignment(str(tmp_path)).id == tmp_path.name
    assert open_assignment(str(tmp_path / "assignment.yaml")).id == tmp_path.name
    assert open_assignment(str(tmp_path / "week3.yaml")).id == "week3"


@pytest.mark.parametrize(
    ("id", "help"), [("ch55", "did you mean 'ch5'?"), ("zzzzzzzz", "there is: ch5, convolution, perceptron")]
)
def test_homework_that_is_not_there_is_told_with_what_there_is(id, help):
    with pytest.raises(InputError) as caught:
        open_assignment(id)
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.message, fault.help) == ("no-such-homework", f"there is no homework '{id}'", help)


def test_a_file_that_is_not_there_is_told_as_a_file(tmp_path):
    with pytest.raises(InputError) as caught:
        open_assignment(str(tmp_path / "gone.yaml"))
    assert caught.value.diagnostics[0].code != "no-such-homework"
