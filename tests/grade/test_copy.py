"""A homework copied to edit: it is the same homework, its schema lines lead somewhere, and nothing is overwritten."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from nncli.cli.world import write_new
from nncli.errors import SpecError
from nncli.grade.grading import grade_file
from nncli.grade.homework import copied, names, open_assignment
from nncli.grade.results import Verdict


def written(files, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_new(folder / name, text, "")
    return str(folder / "assignment.yaml")


@pytest.mark.parametrize("name", names())
def test_a_copy_is_the_same_homework(name, tmp_path):
    own, copy = open_assignment(name), open_assignment(written(copied(name), tmp_path / name))
    assert [p.model_dump(exclude={"spec"}) for p in copy.problems] == [
        p.model_dump(exclude={"spec"}) for p in own.problems
    ]
    for id, update in own.updates.items():
        assert copy.updates[id].asked == update.asked
        assert copy.updates[id].programs.key.values == update.programs.key.values
    assert [p.spec for p in copy.problems if p.spec and not (tmp_path / name / p.spec).is_file()] == []


@pytest.mark.parametrize("name", names())
def test_every_schema_line_leads_to_a_schema_that_the_file_fulfils(name, tmp_path):
    written(copied(name), tmp_path)
    for file in tmp_path.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)[1]
        jsonschema.validate(yaml.safe_load(text), json.loads((file.parent / schema).read_text(encoding="utf-8")))


def test_a_copy_of_a_copy_is_the_copy(tmp_path):
    first = copied("ch5")
    assert copied(written(first, tmp_path)) == first


def test_a_fault_within_ones_own_spec_is_told_at_the_specs_line(tmp_path):
    files = copied("ch5")
    files["homework-relu.yaml"] = files["homework-relu.yaml"].replace("activation: relu", "activtion: relu")
    with pytest.raises(SpecError) as caught:
        open_assignment(written(files, tmp_path))
    first, second = caught.value.diagnostics
    assert (first.code, Path(first.place.file).name) == ("spec-at-fault", "assignment.yaml")
    assert (second.code, Path(second.place.file).name, second.place.line) == ("unknown-key", "homework-relu.yaml", 11)
    assert second.help == "did you mean 'activation'?"


def test_a_spec_named_twice_is_told_of_once(tmp_path):
    files = copied("ch5")
    files["assignment.yaml"] = files["assignment.yaml"].replace("spec: lecture.yaml", "spec: homework-relu.yaml")
    files["homework-relu.yaml"] = files["homework-relu.yaml"].replace("activation: relu", "activtion: relu")
    with pytest.raises(SpecError) as caught:
        open_assignment(written(files, tmp_path))
    assert [d.code for d in caught.value.diagnostics].count("unknown-key") == 1


@pytest.mark.parametrize(("id", "fits"), [("p_1", True), ("p-1", True), ("P1", False), ("1p", False), ("p 1", False)])
def test_an_id_has_what_the_message_allows(tmp_path, id, fits):
    files = copied("convolution")
    files["assignment.yaml"] = files["assignment.yaml"].replace("id: forward", f"id: {id}")
    file = written(files, tmp_path)
    if fits:
        assert [problem.id for problem in open_assignment(file).problems] == [id]
        return
    with pytest.raises(SpecError) as caught:
        open_assignment(file)
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.help) == (
        "bad-name",
        "an id has small letters, digits, - and _, and begins with a letter",
    )


def test_a_problem_with_an_underline_is_graded(tmp_path):
    files = copied("convolution")
    files["assignment.yaml"] = files["assignment.yaml"].replace("id: forward", "id: p_1")
    assignment = open_assignment(written(files, tmp_path))
    (tmp_path / "li.yaml").write_text("p_1:\n  C[1,1].out: 19\n", encoding="utf-8")
    report = grade_file(assignment, tmp_path / "li.yaml")
    assert (report.diagnostics, next(i.verdict for i in report.problems[0].items)) == ((), Verdict.CORRECT)
