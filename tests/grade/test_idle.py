"""What a sheet earns on which nothing was done, on networks whose dead parts are known by hand."""

import json

import pytest
from test_lint import question

from nncli.document.reader import read_text
from nncli.grade.assignment import load_assignment
from nncli.grade.homework import names, open_assignment
from nncli.grade.idle import idle, nothing_done

DEAD = """
title: one unit that is dead
inputs: 1
layers: [{units: 1, activation: relu, weights: [[-0.3]]}, {units: 1, activation: identity, weights: [[0.5]]}]
loss: squared
learning_rate: 1
samples: [{x: [2], target: [1]}]
"""


def dead(folder, *asks):
    (folder / "dead.yaml").write_text(DEAD, encoding="utf-8")
    problem = {"id": "one", "kind": "update", "title": "t", "statement": "s", "points": 8, "spec": "dead.yaml"}
    document = read_text(json.dumps({"title": "t", "problems": [problem | {"asks": list(asks)}]}), "a.yaml")
    return load_assignment(document, "a", folder).updates["one"]


def test_a_live_unit_gives_nothing_away(tmp_path):
    found = idle(question(tmp_path, 0.5, "net", "error", "new"))
    assert (found.points, found.steps, found.leaf) == (0, (), None)


def test_a_dead_unit_gives_all_its_steps_and_a_live_one_would_not(tmp_path):
    """net −0.6, out 0, δ 0, both gradients 0: with w = 0.3 none of them is."""
    found = idle(dead(tmp_path, "out", "grad", "new"))
    assert (found.points, found.out_of) == (pytest.approx(8), 8)
    assert (found.leaf, found.number, found.left) == ("x1", -2, 0)


def test_what_is_written_for_a_new_weight_is_the_old_one(tmp_path):
    update = dead(tmp_path, "net", "new")
    assert nothing_done(update.programs, update.asked) == {
        "h1_1.net": 0, "y1.net": 0, "w[h1_1,y1].new": 0.5, "w[x1,h1_1].new": -0.3
    }  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_every_bundled_question_is_asked(name):
    for update in open_assignment(name).updates.values():
        found = idle(update)
        assert 0 <= found.points < found.out_of
        assert set(found.steps) <= set(update.asked)


def test_of_nought_there_is_no_other_sign_but_a_half(tmp_path):
    """An input 0 makes net, output and both gradients 0; with 0.5 the unit is alive, for its weight is 0.3."""
    text = DEAD.replace("[[-0.3]]", "[[0.3]]").replace("x: [2]", "x: [0]")
    (tmp_path / "live.yaml").write_text(text, encoding="utf-8")
    problem = {"id": "one", "kind": "update", "title": "t", "statement": "s", "points": 8, "spec": "live.yaml"}
    document = read_text(json.dumps({"title": "t", "problems": [problem | {"asks": ["out", "grad"]}]}), "a.yaml")
    found = idle(load_assignment(document, "a", tmp_path).updates["one"])
    assert (found.points, found.leaf, found.number, found.left) == (pytest.approx(8), "x1", 0.5, 0)
