"""What holds of every system, whatever it is: its examples run, its figures are explained, its gradients are right."""

import json

import pytest
from networks import every_worked_example

from nncli.document.reader import read_text
from nncli.errors import SpecError
from nncli.maths.arithmetic import PRECISE
from nncli.maths.grammar import read_formula
from nncli.maths.notation import write
from nncli.models.sources import compare_with_source
from nncli.models.systems import SYSTEMS, all_slips, rules_of, system_of, trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load, load_model
from nncli.trace.gradients import Verdict, check
from nncli.trace.quantities import base

EXAMPLES = every_worked_example()


def model(name):
    return load_model(open_spec(name))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_id_of_a_trace_is_a_quantity_of_its_model(name):
    known = set(model(name).quantities())
    assert {base(step.id) for step in trace(model(name)).steps} <= known


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_phase_has_a_title(name):
    run = trace(model(name))
    assert {step.phase for step in run.steps} <= set(run.phases)
    assert next(iter(run.phases)) == "given"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_formula_reads_back(name):
    run = trace(model(name))
    for step in run.steps:
        if step.formula is not None:
            assert read_formula(write(step.formula, str)).evaluate(run.values, run.arithmetic) == step.value, step.id


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_bundled_figure_is_explained(name):
    assert not [figure.id for figure in compare_with_source(model(name)) if figure.verdict.is_failure]


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_a_system_says_of_its_gradients_is_so(name):
    example = model(name)
    run, precise = trace(example), trace(example, arithmetic=PRECISE)
    rows = check(
        run, precise, claims=system_of(example).claims(example, run),
        through_steps=example.through_steps(), no_gradients=example.not_gradients(),
    )  # fmt: skip
    assert Verdict.WRONG not in {row.verdict for row in rows}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_run_under_other_rules_takes_the_same_steps(name):
    """So that what a slip makes can be laid beside the key, number by number."""
    example = model(name)
    key = trace(example)
    for slip in system_of(example).slips:
        if slip.concerns(example) and slip.id != "updated-weights":
            run = trace(example, rules=rules_of(example, (slip,)), like=key)
            assert set(run.by_id) == set(key.by_id), slip.id


def test_slips_of_all_systems_have_words():
    for slip in all_slips():
        assert slip.student and slip.teacher and slip.student != slip.teacher


def test_each_system_has_an_example():
    assert {model(name).system for name in EXAMPLES} == set(SYSTEMS)


def fault(**spec):
    document = read_text(json.dumps({"title": "t"} | spec), "spec.json")
    with pytest.raises(SpecError) as error:
        load_model(document)
    return [f"{d.code}: {d.message} ({d.help})" for d in error.value.diagnostics]


def test_a_system_that_there_is_not():
    assert fault(model="perceptrn", inputs=1, learning_rate=1, samples=[{"x": [1], "target": 1}]) == [
        "unknown-word: model: 'perceptrn' is not known here (did you mean 'perceptron'?)"
    ]


def test_a_command_that_needs_layers_says_so():
    with pytest.raises(SpecError, match="a layered network is needed here"):
        load(open_spec("perceptron-and"))
