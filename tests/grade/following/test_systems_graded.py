"""Systems that are no dense networks are graded by the same follow-through: every slip is one fault, and is named."""

import pytest
from pupils import written

from nncli.grade.following.bands import EXACTLY
from nncli.grade.following.conventions import best_reading
from nncli.grade.following.student import Policy
from nncli.grade.homework import open_assignment
from nncli.grade.results import Stated, Verdict

PRACTICE = {name: next(iter(open_assignment(name).updates.values())) for name in ("perceptron", "convolution")}
SLIPS = [
    pytest.param(name, slip, id=f"{name}-{slip.id}-{n}")
    for name, update in PRACTICE.items()
    for n, (slip, _formulas) in enumerate(update.programs.single)
]


def graded(update, values):
    """The verdicts on a sheet that states these values exactly."""
    stated = {id: Stated(float(values[id]), 0.0, str(values[id])) for id in update.asked}
    return best_reading(update.programs, stated, update.asked, Policy(update.digits)).judged


@pytest.mark.parametrize("name", PRACTICE)
def test_the_right_sheet_is_right(name):
    update = PRACTICE[name]
    assert update.digits == EXACTLY
    assert {judged.verdict for judged in graded(update, update.programs.world({}))} == {Verdict.CORRECT}


@pytest.mark.parametrize(("name", "slip"), SLIPS)
def test_a_slip_is_one_fault_and_is_named(name, slip):
    update = PRACTICE[name]
    world = update.programs.world({}, (slip,))
    truth = update.programs.world({})
    judged = graded(update, world)
    wrong = [j for j in judged if world[j.id] != truth[j.id]]
    faults = [j for j in judged if j.verdict in (Verdict.SLIP, Verdict.WRONG)]
    assert len(faults) == bool(wrong)
    assert all(slip.id in j.slips for j in faults)
    assert {j.verdict for j in wrong} <= {Verdict.SLIP, Verdict.CARRIED}


def test_a_wrong_output_flows_on_exactly():
    """Rounding does not decide a step unit: the student's own .2 and .1 give exactly .1 at (1, 1)."""
    update = PRACTICE["perceptron"]
    own = update.programs.world({"Y.out@s4#8": 0.0})
    judged = {j.id: j for j in graded(update, own)}
    assert judged["Y.out@s4#8"].verdict is Verdict.SLIP
    assert judged["Y.error@s4#8"].verdict is Verdict.CARRIED
    assert [j.id for j in judged.values() if j.verdict is Verdict.WRONG] == []


def test_a_number_of_an_exact_question_is_not_given_the_benefit_of_rounding():
    update = PRACTICE["perceptron"]
    stated = {"w[x1,Y].new@s3#3": written(0.22, 2)}
    judged = best_reading(update.programs, stated, update.asked, Policy(EXACTLY)).judged
    assert next(j for j in judged if j.stated).verdict is Verdict.WRONG
