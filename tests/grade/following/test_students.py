"""What students do and every assistant knows: each is named, charged once, and what follows is carried."""

from dataclasses import replace

import pytest
from networks import network_of
from pupils import written
from test_follow import LECTURE, RELU, faults, graded, key_sheet, programs_of

from nncli.grade.following.bands import World
from nncli.grade.following.conventions import best_reading
from nncli.grade.following.follow import Policy
from nncli.grade.following.programs import Programs
from nncli.grade.results import Judged, Remark, Stated, Verdict
from nncli.maths.arithmetic import FLOAT
from nncli.maths.expression import Expression
from nncli.models.feed_forward import trace
from nncli.models.slips.back_propagation import RULE_SLIPS
from nncli.models.systems import rules_of


def net(hidden: str, output: str, loss: str, **conventions: object) -> Programs:
    """2-3-2 with a bias in each unit."""
    target = [1.0, 0.0] if loss != "squared" else [0.9, 0.2]
    first = {"weights": [[0.4, -0.52, 0.3], [0.61, 0.23, -0.7]], "biases": [0.1, -0.1, 0.2]}
    second = {"weights": [[0.5, -0.31], [-0.35, 0.8], [0.27, 0.44]], "biases": [0.12, -0.05]}
    layers = [
        {"units": 3, "activation": hidden, **first},
        {"units": 2, "activation": output, **second},
    ]
    spec = {"inputs": 2, "layers": layers, "loss": loss, "learning_rate": 0.5}
    return Programs(network_of(spec | {"samples": [{"x": [0.2, 0.9], "target": target}], "conventions": conventions}))


def run_of(programs: Programs, slip: str, n: int = 0) -> dict[str, float]:
    chosen = [s for s in RULE_SLIPS if s.id == slip][n]
    return dict(trace(programs.model, rules=rules_of(programs.model, (chosen,))).values)


def sheet_of(values: dict[str, float], programs: Programs, digits: int = 4) -> dict[str, Stated]:
    return {id: written(values[id], digits) for id in programs.formulas if id in values}


KNOWN = [
    (net("sigmoid", "softmax", "cross_entropy"), "slope-not-cancelled"),
    (net("tanh", "sigmoid", "binary_cross_entropy"), "slope-not-cancelled"),
    (net("tanh", "identity", "squared"), "slope-of-other-function"),
    (net("sigmoid", "identity", "squared"), "slope-of-other-function"),
    (net("sigmoid", "sigmoid", "squared", update_order="sequential"), "old-weights"),
    (net("relu", "identity", "squared"), "relu-absolute"),
    (net("relu", "identity", "squared"), "relu-leaky"),
    (net("sigmoid", "sigmoid", "squared"), "back-over-outputs"),
    (net("relu", "softmax", "cross_entropy"), "back-over-outputs"),
    (programs_of("rgu"), "old-weights"),
]


@pytest.mark.parametrize(("programs", "slip"), KNOWN, ids=[slip for _programs, slip in KNOWN])
@pytest.mark.parametrize("only_results", [False, True])
def test_a_slip_that_every_assistant_knows(programs: Programs, slip: str, only_results: bool) -> None:
    for n in range(sum(s.id == slip for s in RULE_SLIPS)):
        sheet = sheet_of(run_of(programs, slip, n), programs)
        if only_results:
            sheet = {id: number for id, number in sheet.items() if id.endswith(".new")}
        judged = {j.id: j for j in best_reading(programs, sheet, sheet, Policy(4)).judged}
        found = faults(judged)
        if not found and only_results:
            continue  # the leak of a hundredth does not reach four digits
        assert [slip in fault.slips for fault in found] == [True], found


def swapped(programs: Programs, a: str, b: str, *, throughout: bool = True) -> dict[str, float]:
    """The work of someone who interchanged two given numbers, throughout or in the first nets alone."""
    leaves = programs.leaves | {a: programs.leaves[b], b: programs.leaves[a]}
    if throughout:
        return dict(_computed(World(leaves, {}, programs.formulas, FLOAT), programs.formulas))
    nets = World(leaves, {}, programs.formulas, FLOAT)
    world = programs.world({})
    for id in programs.formulas:
        if id.endswith(".net") and set(programs.formulas[id].references()) & {a, b}:
            world[id] = nets[id]
    return dict(_computed(world, programs.formulas))


def _computed(world: World, formulas: dict[str, Expression]) -> World:
    for id in formulas:
        world[id]  # a world computes what it is asked for
    return world


@pytest.mark.parametrize(
    ("programs", "a", "b", "slip"),
    [
        (LECTURE, "A", "B", "inputs-interchanged"),
        (LECTURE, "w[B,P]", "w[A,Q]", "weights-interchanged"),  # w4 and w5
        (LECTURE, "w[A,P]", "w[B,P]", "weights-interchanged"),
        (LECTURE, "w[P,O]", "w[Q,O]", "weights-interchanged"),
        (RELU, "x1", "x2", "inputs-interchanged"),
        (RELU, "w[x1,h1]", "w[x2,h1]", "weights-interchanged"),
    ],
)
@pytest.mark.parametrize("throughout", [True, False])
def test_two_given_numbers_interchanged(programs: Programs, a: str, b: str, slip: str, throughout: bool) -> None:
    values = swapped(programs, a, b, throughout=throughout)
    judged = graded(programs, {id: written(values[id], 5) for id in programs.formulas}, 5)
    found = faults(judged)
    first = found[0]
    assert slip in first.slips or "weights-transposed" in first.slips
    assert len(found) <= 1 + (not throughout)


def test_a_repeated_fault_without_a_name_is_charged_once() -> None:
    programs = net("sigmoid", "sigmoid", "squared")
    formulas = {id: (formula * 1.0 if False else formula) for id, formula in programs.formulas.items()}
    world = World(programs.leaves, {}, formulas, FLOAT)
    for id in programs.formulas:
        value = world.predicted(id)
        world[id] = 1.23 * value if id.startswith("h1_") and id.endswith(".delta") else value
    judged = graded(programs, {id: written(world[id], 6) for id in programs.formulas}, 6)
    assert [f.id for f in faults(judged)] == ["h1_1.delta"]
    assert Remark.SAME_FAULT in judged["h1_2.delta"].remarks
    assert judged["h1_2.delta"].share == 1


def test_other_faults_are_charged_each() -> None:
    programs = net("sigmoid", "sigmoid", "squared")
    world = programs.world({})
    for id, factor in (("h1_1.delta", 1.23), ("h1_2.delta", 1.37), ("h1_3.delta", 0.0)):
        world[id] = factor * programs.key.values[id]
    judged = graded(programs, {id: written(world[id], 6) for id in programs.formulas}, 6)
    assert {f.id for f in faults(judged)} == {"h1_1.delta", "h1_2.delta", "h1_3.delta"}


def _by(programs: Programs, slip: str, ids: tuple[str, ...]) -> dict[str, Judged]:
    values = dict(programs.key.values) | {id: run_of(programs, slip)[id] for id in ids}
    sheet = {id: written(values[id], 4) for id in programs.formulas if id.endswith(".new")}
    return {j.id: j for j in best_reading(programs, sheet, sheet, Policy(4)).judged}


def test_a_tie_is_kept_open_until_a_later_number_decides() -> None:
    # The dead unit's weights do not move at all: what was not updated shows at the live one's bias alone.
    asked = [id for id in RELU.formulas if id.endswith(".new")]
    values = dict(RELU.key.values)
    for id in asked:
        if id.startswith(("b[",)):
            values[id] = RELU.leaves[id[:-4]]
    judged = {
        j.id: j for j in best_reading(RELU, {id: written(values[id], 4) for id in asked}, asked, Policy(4)).judged
    }
    found = faults(judged)
    assert [f.id for f in found] == ["b[y].new"]
    assert found[0].slips == ("bias-not-updated",)


def test_after_a_slip_with_a_name_a_zero_or_a_one_is_no_empty_step() -> None:
    sheet = sheet_of(run_of(RELU, "relu-slope-zero"), RELU)
    judged = graded(RELU, sheet)
    assert [f.slips[0] for f in faults(judged)] == ["relu-slope-zero"]
    assert [j.id for j in judged.values() if Remark.FOLLOWS_NOTHING in j.remarks] == []
    assert sum(1 - j.share for j in judged.values()) == 1


def test_a_rate_of_one_that_was_not_given_is_no_empty_step() -> None:
    programs = programs_of("han-kamber")
    values = run_of(programs, "rate-forgotten")
    judged = graded(programs, sheet_of(values, programs))
    assert sum(1 - j.share for j in judged.values()) == 1


@pytest.mark.parametrize("seed", range(12))
def test_another_rate_is_not_named_from_noise(seed: int) -> None:
    import random

    draw = random.Random(seed)
    sheet = key_sheet(LECTURE)
    for id in sheet:
        if id.endswith((".step", ".new")):
            sheet[id] = replace(sheet[id], value=round(sheet[id].value * draw.uniform(0.9, 1.1), 4))
    judged = graded(LECTURE, sheet)
    assert not any("rate-wrong" in j.slips for j in judged.values())


@pytest.mark.parametrize("rate", ["0.1", "0.25", "2"])
def test_another_rate_that_a_person_may_choose_is_named(rate: str) -> None:
    from nncli.maths.numeral import Numeral

    run = trace(replace(LECTURE.model, learning_rate=Numeral(rate)))
    sheet = {id: written(run.values[id], 6) for id in LECTURE.formulas}
    found = faults(graded(LECTURE, sheet, 6))
    assert [f.slips for f in found] == [("rate-wrong",)]


def test_a_short_zero_is_no_shifted_point() -> None:
    judged = graded(LECTURE, {"P.delta": Stated(-0.0, 0.005)})["P.delta"]
    assert judged.verdict is Verdict.WRONG


def test_a_rate_that_is_known_only_vaguely_is_not_named() -> None:
    """w3 and w4 move by so little that four decimals tell a rate of 1.2 from many others."""
    sheet = {"w[A,P].new": Stated(0.0989, 0.00005), "w[B,P].new": Stated(0.7971, 0.00005)}
    judged = {j.id: j for j in best_reading(LECTURE, sheet, sheet, Policy(4)).judged}
    assert not any("rate-wrong" in j.slips for j in judged.values())


def test_one_number_alone_tells_nothing_of_a_step_that_is_not_stated() -> None:
    sheet = {id: written(LECTURE.key.values[id], 5) for id in LECTURE.formulas if id.endswith(".new")}
    sheet["w[A,P].new"] = Stated(0.05377, 0.000005)
    judged = {j.id: j for j in best_reading(LECTURE, sheet, LECTURE.formulas, Policy(5)).judged}
    assert judged["w[A,P].new"].verdict is Verdict.WRONG
    assert judged["w[A,P].new"].at is None
    assert judged["P.delta"].verdict is not Verdict.WRONG


def test_a_step_that_is_not_stated_is_found_from_two_numbers() -> None:
    world = LECTURE.world({})
    world["P.delta"] = 1.37 * LECTURE.key.values["P.delta"]
    sheet = {id: written(world[id], 6) for id in LECTURE.formulas if id.endswith(".new")}
    judged = {j.id: j for j in best_reading(LECTURE, sheet, LECTURE.formulas, Policy(6)).judged}
    assert judged["P.delta"].verdict is Verdict.WRONG
    assert [f.id for f in faults(judged)] == ["P.delta"]
    assert {judged[id].at for id in ("w[A,P].new",)} == {"P.delta"}
    assert judged["w[B,P].new"].verdict is Verdict.CARRIED


@pytest.mark.parametrize("factor", [1.2, 0.75, -1.4])
@pytest.mark.parametrize("difference", [0.0, 0.25])
def test_the_same_factor_or_difference_is_the_same_fault(factor: float, difference: float) -> None:
    programs = net("sigmoid", "sigmoid", "squared")
    world = programs.world({})
    for id in programs.formulas:
        value = world.predicted(id)
        wrong = value + difference if difference else factor * value
        world[id] = wrong if id.startswith("h1_") and id.endswith(".net") else value
    judged = graded(programs, {id: written(world[id], 7) for id in programs.formulas}, 7)
    assert [f.id for f in faults(judged)][:1] == ["h1_1.net"]
    assert {judged[f"h1_{n}.net"].verdict for n in (2, 3)} == {Verdict.CARRIED}
    assert Remark.SAME_FAULT in judged["h1_2.net"].remarks


def test_the_same_factor_at_another_kind_of_step_is_another_fault() -> None:
    programs = net("sigmoid", "sigmoid", "squared")
    world = programs.world({})
    for id in programs.formulas:
        value = world.predicted(id)
        world[id] = 1.23 * value if id in ("h1_1.delta", "y1.net") else value
    judged = graded(programs, {id: written(world[id], 6) for id in programs.formulas}, 6)
    assert {f.id for f in faults(judged)} == {"y1.net", "h1_1.delta"}


def test_the_same_factor_of_two_changes_is_the_same_fault() -> None:
    asked = [id for id in LECTURE.formulas if not id.endswith(".step")]
    world = LECTURE.world({})
    for id in ("w[A,P].new", "w[A,Q].new"):
        old = LECTURE.leaves[id[:-4]]
        world[id] = old + 1.37 * (LECTURE.key.values[id] - old)
    sheet = {id: written(world[id], 7) for id in asked}
    judged = {j.id: j for j in best_reading(LECTURE, sheet, asked, Policy(7)).judged}
    assert [f.id for f in faults(judged)] == ["w[A,P].new"]
    assert Remark.SAME_FAULT in judged["w[A,Q].new"].remarks
