"""Numbers that are shorter than asked: programs drop zeros, and exact decimals are short by nature."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from networks import networks
from pupils import honest_sheets
from test_follow import LECTURE, RELU, faults, graded, key_sheet, near_a_kink, programs_of

from nncli.grade.following.conventions import best_reading
from nncli.grade.following.follow import Policy, judge
from nncli.grade.following.programs import Programs
from nncli.grade.results import Remark, Stated, Verdict


def without_zeros(number: Stated) -> Stated:
    """As a spreadsheet or Python writes it: 0.360 as 0.36, −0.50 as −0.5, 2.00 as 2."""
    half = number.half_unit
    while half and half < 0.5 and abs(number.value / (20 * half) - round(number.value / (20 * half))) < 1e-6:
        half *= 10
    return replace(number, half_unit=half)


def n(text: str) -> Stated:
    return Stated(float(text), 0.5 * 10.0 ** -len(text.partition(".")[2]), text)


@given(st.data())
def test_no_honest_answer_loses_a_point_with_its_zeros_dropped(data: st.DataObject) -> None:
    network = data.draw(networks(mode="standard"))
    network = replace(network, samples=network.samples[:1])
    programs = Programs(network)
    assume(not near_a_kink(network, programs.key, margin=0.2))
    least = data.draw(st.integers(2, 6))
    sheet = {id: without_zeros(number) for id, number in data.draw(honest_sheets(programs, least)).items()}
    judged = judge(programs, sheet, sheet, Policy(least))
    assert {j.id: j.verdict for j in judged if j.share < 1} == {}


@pytest.mark.parametrize("programs", [LECTURE, RELU, programs_of("mazur"), programs_of("han-kamber")])
@pytest.mark.parametrize("digits", range(2, 16))
def test_the_key_with_its_zeros_dropped_earns_everything(programs: Programs, digits: int) -> None:
    sheet = {id: without_zeros(number) for id, number in key_sheet(programs, digits).items()}
    reading = best_reading(programs, sheet, programs.formulas, Policy(digits))
    assert {j.id: j.verdict for j in reading.judged if j.share < 1} == {}
    assert reading.conventions == ()


@pytest.mark.parametrize(
    ("id", "text", "slip"),
    [
        ("h1.delta", "0.5", "back-without-deltas"),
        ("h1.delta", "0.500", "back-without-deltas"),
        ("h1.net", "0.26", "offset-forgotten-in-net"),
        ("loss.before", "0.49", "loss-without-half"),
        ("loss.before", "0.490", "loss-without-half"),
        ("h1.delta", "0.7", "back-without-weights"),
    ],
)
def test_a_short_number_that_a_known_slip_gives_is_named(id: str, text: str, slip: str) -> None:
    sheet = {other: number for other, number in key_sheet(RELU, 3).items() if RELU.order[other] < RELU.order[id]}
    sheet = {other: number for other, number in sheet.items() if not other.endswith((".back", ".slope"))}
    judged = {j.id: j for j in best_reading(RELU, sheet | {id: n(text)}, [id], Policy(3)).judged}
    assert judged[id].verdict is Verdict.SLIP
    assert slip in judged[id].slips


@pytest.mark.parametrize(("id", "text"), [("h1.out", "0.3"), ("h1.out", "0.4"), ("w[x2,h1].new", "0.7")])
def test_a_short_number_that_is_nothing_stays_too_short(id: str, text: str) -> None:
    judged = graded(RELU, {id: n(text)}, 3)[id]
    assert (judged.verdict, judged.remarks) == (Verdict.WRONG, (Remark.TOO_FEW_DIGITS,))


def test_a_short_number_that_follows_from_a_fault_is_carried() -> None:
    sheet = {"y.out": n("0.35"), "y.error": n("0.65"), "y.delta": n("0.65"), "h1.delta": n("0.325")}
    judged = {j.id: j for j in best_reading(RELU, sheet, RELU.formulas, Policy(3)).judged}
    assert [f.id for f in faults(judged)] == ["y.out"]
    assert judged["h1.delta"].verdict is Verdict.CARRIED
    sheet["y.error"] = n("0.7")  # the truth, though not from one's own y.out
    judged = {j.id: j for j in best_reading(RELU, sheet, RELU.formulas, Policy(3)).judged}
    assert judged["y.error"].verdict is Verdict.CORRECT


@pytest.mark.parametrize("text", ["-0.58", "-0.580"])
def test_the_same_slip_again_with_a_short_number_is_charged_once(text: str) -> None:
    sheet = {id: n(f"{v:.3f}") for id, v in RELU.key.values.items() if id in RELU.formulas and not id.endswith(".step")}
    sheet = {id: number for id, number in sheet.items() if not id.endswith((".new", ".after"))}
    sheet |= {"w[h1,y].new": n("0.248"), "w[h2,y].new": n("-0.3"), "b[y].new": n(text)}
    found = faults({j.id: j for j in best_reading(RELU, sheet, sheet, Policy(3)).judged})
    assert [f.id for f in found] == ["w[h1,y].new"]
