"""Follow-through grading: no honest answer loses a point; a slip is charged once, and named."""

from dataclasses import replace

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from networks import near_a_kink, networks
from pupils import honest_sheets, written

from nncli.document.reader import read_file
from nncli.grade.following.bands import World
from nncli.grade.following.conventions import best_reading
from nncli.grade.following.follow import Policy, judge
from nncli.grade.following.programs import Programs
from nncli.grade.results import Judged, Remark, Stated, Verdict
from nncli.maths.arithmetic import FLOAT
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import trace
from nncli.models.slips.back_propagation import RULE_SLIPS
from nncli.models.systems import rules_of
from nncli.spec.bundled import folder
from nncli.spec.load import load

FAULTS = (Verdict.SLIP, Verdict.WRONG)


def programs_of(name: str, **changes: object) -> Programs:
    return Programs(replace(load(read_file(folder() / f"{name}.yaml")), **changes))


LECTURE, RELU = programs_of("lecture"), programs_of("homework-relu")


def key_sheet(programs: Programs, digits: int = 4) -> dict[str, Stated]:
    return {id: written(programs.key.values[id], digits) for id in programs.formulas}


def graded(programs: Programs, sheet: dict[str, Stated], digits: int = 4) -> dict[str, Judged]:
    return {j.id: j for j in best_reading(programs, sheet, programs.formulas, Policy(digits)).judged}


def faults(judged: dict[str, Judged]) -> list[Judged]:
    return [j for j in judged.values() if j.verdict in FAULTS]


@given(st.data())
def test_no_honest_answer_loses_a_point(data: st.DataObject) -> None:
    network = data.draw(networks(mode="standard"))
    network = replace(network, samples=network.samples[:1])
    programs = Programs(network)
    assume(not near_a_kink(network, programs.key, margin=0.2))
    least = data.draw(st.integers(2, 6))
    final = [id for id in programs.formulas if id.endswith(".new")]
    only = data.draw(st.sampled_from([None, final]))
    sheet = data.draw(honest_sheets(programs, least, only=only))
    judged = judge(programs, sheet, sheet, Policy(least))
    assert {j.id: j.verdict for j in judged if j.share < 1} == {}


@pytest.mark.parametrize("programs", [LECTURE, RELU], ids=["lecture", "relu"])
@pytest.mark.parametrize("digits", range(2, 16))
def test_the_key_earns_everything_at_any_number_of_digits(programs: Programs, digits: int) -> None:
    assert all(j.verdict is Verdict.CORRECT for j in graded(programs, key_sheet(programs, digits), 2).values())


@pytest.mark.parametrize("programs", [LECTURE, RELU], ids=["lecture", "relu"])
def test_a_planted_slip_is_named_and_charged_once(programs: Programs) -> None:
    for slip, formulas in programs.single:
        world = World(programs.leaves, {}, formulas, FLOAT)
        sheet = {id: written(world[id], 4) for id in programs.formulas}
        if all(abs(n.value - programs.key.values[id]) <= 2 * n.half_unit for id, n in sheet.items()):
            continue  # at η = 1 forgetting it is right
        found = faults(graded(programs, sheet))
        assert [slip.id in fault.slips for fault in found] == [True], (slip.id, found)


@pytest.mark.parametrize("id", ["P.delta", "Q.out", "O.delta", "O.net", "w[A,P].grad", "Q.slope"])
def test_a_wrong_number_costs_its_step_alone(id: str) -> None:
    formulas = LECTURE.formulas
    world = World(LECTURE.leaves, {}, formulas, FLOAT)
    world[id] = 1.37 * LECTURE.key.values[id]
    judged = graded(LECTURE, {other: written(world[other], 5) for other in formulas}, 5)
    assert [fault.id for fault in faults(judged)] == [id]
    assert sum(1 - j.share for j in judged.values()) == 1


def test_only_new_weights_show_the_slip_behind_them() -> None:
    slip = next(s for s in RULE_SLIPS if s.id == "slope-forgotten-in-hidden")
    run = trace(LECTURE.model, rules=rules_of(LECTURE.model, (slip,)))
    asked = [id for id in LECTURE.formulas if id.endswith(".new")]
    judged = best_reading(LECTURE, {id: written(run.values[id], 4) for id in asked}, asked, Policy(4)).judged
    assert [(j.id, j.slips) for j in judged if j.verdict in FAULTS] == [("w[A,P].new", (slip.id,))]


def test_slips_that_these_numbers_cannot_tell_apart_are_all_named() -> None:
    run = trace(LECTURE.model, rules=rules_of(LECTURE.model, (next(s for s in RULE_SLIPS if s.id == "update-sign"),)))
    asked = [id for id in LECTURE.formulas if id.endswith(".new")]
    judged = best_reading(LECTURE, {id: written(run.values[id], 4) for id in asked}, asked, Policy(4)).judged
    assert set(next(j.slips for j in judged if j.verdict is Verdict.SLIP)) == {"update-sign", "target-output-swapped"}


def test_two_slips_at_once_are_both_named() -> None:
    programs = programs_of("negnevitsky-xor")
    pair = [s for s in RULE_SLIPS if s.id in ("slope-forgotten-in-hidden", "rate-twice")]
    run = trace(programs.model, rules=rules_of(programs.model, tuple(pair)))
    asked = [id for id in programs.formulas if id.endswith(".new")]
    judged = best_reading(programs, {id: written(run.values[id], 6) for id in asked}, asked, Policy(6)).judged
    assert {slip for j in judged for slip in j.slips} == {s.id for s in pair}


def test_the_other_sign_of_delta_throughout_is_a_convention() -> None:
    sheet = key_sheet(LECTURE)
    turned = {
        id: replace(n, value=-n.value) if id.endswith((".delta", ".back")) else n for id, n in sheet.items()
    }  # fmt: skip
    reading = best_reading(LECTURE, turned, LECTURE.formulas, Policy(4))
    assert [c.id for c in reading.conventions] == ["delta-positive"]
    assert reading.worth == len(LECTURE.formulas)


def test_a_mixture_of_signs_is_a_slip() -> None:
    sheet = key_sheet(LECTURE)
    sheet["P.delta"] = replace(sheet["P.delta"], value=-sheet["P.delta"].value)
    assert [fault.id for fault in faults(graded(LECTURE, sheet))] == ["P.delta"]


def test_numbers_cut_off_throughout_are_accepted_with_a_remark() -> None:
    sheet = {}
    for id, number in key_sheet(LECTURE).items():
        unit, value = 2 * number.half_unit, LECTURE.key.values[id]
        sheet[id] = replace(number, value=int(value / unit) * unit)
    reading = best_reading(LECTURE, sheet, LECTURE.formulas, Policy(4))
    assert reading.worth == len(LECTURE.formulas)


def test_the_old_weight_is_not_taken_for_the_new_one() -> None:
    sheet = {"w[P,O].new": Stated(0.3, 0.00005)}
    assert graded(LECTURE, sheet)["w[P,O].new"].verdict is not Verdict.CORRECT


def test_the_change_in_place_of_the_new_weight_is_named_and_what_follows_may_use_either() -> None:
    sheet = key_sheet(LECTURE)
    sheet["w[P,O].new"] = written(LECTURE.key.values["w[P,O].step"], 4)
    found = faults(graded(LECTURE, sheet))
    assert [(f.id, f.slips) for f in found] == [("w[P,O].new", ("step-for-new",))]
    world = LECTURE.world({})
    world["w[P,O].new"] = LECTURE.key.values["w[P,O].step"]
    literal = {id: written(world[id], 4) for id in LECTURE.formulas}
    assert [f.id for f in faults(graded(LECTURE, literal))] == ["w[P,O].new"]


@pytest.mark.parametrize(
    ("id", "number", "slip"),
    [
        ("O.out", Stated(0.7120, 0.00005), None),
        ("P.out", Stated(0.7550, 0.00005), "activation-forgotten"),
        ("Q.out", Stated(0.6367, 0.00005), "digits-transposed"),
        ("Q.out", Stated(0.06637, 0.000005), "decimal-point-shifted"),
        ("O.delta", Stated(0.04068, 0.000005), "sign-lost"),
    ],
)
def test_a_slip_of_writing(id: str, number: Stated, slip: str | None) -> None:
    sheet = key_sheet(LECTURE)
    sheet[id] = number
    (fault,) = faults(graded(LECTURE, sheet))
    assert fault.id == id
    assert slip is None or slip in fault.slips


def test_a_step_left_out_is_implied_by_what_follows() -> None:
    sheet = key_sheet(LECTURE)
    del sheet["P.slope"]
    judged = graded(LECTURE, sheet)
    assert judged["P.slope"].verdict is Verdict.IMPLIED
    assert judged["P.slope"].share == 1


def test_a_step_left_out_with_nothing_behind_it_is_missing() -> None:
    sheet = {id: n for id, n in key_sheet(LECTURE).items() if id != "loss.after"}
    assert graded(LECTURE, sheet)["loss.after"].verdict is Verdict.MISSING


def test_zeros_do_not_earn_what_follows_from_them() -> None:
    sheet = key_sheet(RELU)
    for id in sheet:
        if id.endswith((".delta", ".back", ".grad", ".step", ".error")):
            sheet[id] = Stated(0.0, 0.00005)
        elif id.endswith(".new"):
            sheet[id] = Stated(RELU.leaves[id[:-4]], 0.00005)
    judged = graded(RELU, sheet)
    earned = [j for j in judged.values() if j.id.endswith((".grad", ".step", ".new")) and j.expected != 0 and j.share]
    trivial = [j for j in earned if abs(j.expected - RELU.leaves.get(j.id[:-4], 0.0)) > 1e-9]
    assert [j.id for j in trivial] == []


def test_right_but_not_from_ones_own_numbers_keeps_its_points_and_is_flagged() -> None:
    sheet = key_sheet(LECTURE)
    sheet["P.delta"] = Stated(-0.0107, 0.00005)
    judged = graded(LECTURE, sheet)
    assert judged["w[A,P].grad"].verdict is Verdict.CORRECT
    assert Remark.CONTRADICTS_OWN in judged["w[A,P].grad"].remarks


@pytest.mark.parametrize(
    ("text", "half", "enough"), [(-0.0027, 0.00005, True), (-0.00265, 5e-6, True), (-0.0, 5e-3, False)]
)
def test_too_few_digits_are_told_as_that(text: float, half: float, enough: bool) -> None:
    judged = graded(LECTURE, {"P.delta": Stated(text, half)})["P.delta"]
    assert (judged.verdict is Verdict.CORRECT) == enough
    assert enough or judged.remarks == (Remark.TOO_FEW_DIGITS,)


@given(st.data())
def test_any_numbers_at_all_are_judged(data: st.DataObject) -> None:
    programs = data.draw(st.sampled_from([LECTURE, RELU]))
    number = st.builds(Stated, st.floats(-1e12, 1e12), st.sampled_from([0.0, 5e-9, 5e-5, 0.005, 0.5, 5e5]))
    sheet = data.draw(st.dictionaries(st.sampled_from(list(programs.formulas)), number, max_size=12))
    judged = best_reading(programs, sheet, programs.formulas, Policy(4)).judged
    assert {j.id for j in judged} == set(programs.formulas)
    assert all(0 <= j.share <= 1 for j in judged)


@pytest.mark.parametrize("id", ["loss.after", "O.out.after", "O.delta", "w[P,O].new", "P.net"])
def test_one_vague_number_earns_nothing(id: str) -> None:
    judged = best_reading(LECTURE, {id: Stated(round(LECTURE.key.values[id]), 0.5)}, LECTURE.formulas, Policy(4)).judged
    assert [j.id for j in judged if j.share] == []


def test_the_old_weights_copied_back_earn_nothing() -> None:
    asked = [id for id in LECTURE.formulas if id.endswith((".new", ".delta"))]
    for digits in (1, 3, 5):
        sheet = {id: Stated(LECTURE.leaves[id[:-4]], 0.5 * 10**-digits) for id in asked if id.endswith(".new")}
        assert [j.id for j in best_reading(LECTURE, sheet, asked, Policy(3)).judged if j.share] == []


def test_a_dead_unit_is_no_evidence_for_what_leads_to_it() -> None:
    sheet = {"w[x1,h2].new": Stated(-0.5, 0.05), "w[x2,h2].new": Stated(0.2, 0.05)}
    judged = {j.id: j for j in best_reading(RELU, sheet, RELU.formulas, Policy(3)).judged}
    assert judged["y.delta"].verdict is Verdict.MISSING
    assert judged["h1.net"].verdict is Verdict.MISSING


def test_another_learning_rate_is_named_and_charged_once() -> None:
    run = trace(replace(RELU.model, learning_rate=Numeral("0.5")))
    sheet = {id: written(run.values[id], 5) for id in RELU.formulas}
    assert [(f.id, f.slips) for f in faults(graded(RELU, sheet, 5))] == [("w[h1,y].step", ("rate-wrong",))]


@settings(max_examples=15, phases=[Phase.generate])
@given(st.data())
def test_the_results_alone_earn_everything_that_was_asked(data: st.DataObject) -> None:
    network = data.draw(networks(mode="standard"))
    programs = Programs(replace(network, samples=network.samples[:1]))
    assume(not near_a_kink(network, programs.key, margin=0.2))
    results = [id for id in programs.formulas if id.endswith((".new", ".after"))]
    assume(any(id.endswith(".new") for id in results))
    sheet = data.draw(honest_sheets(programs, 4, only=results))
    judged = judge(programs, sheet, programs.formulas, Policy(4))
    lost = [j.id for j in judged if j.share < 1 and not j.id.startswith(("loss", *network.outputs))]
    assert lost == []
