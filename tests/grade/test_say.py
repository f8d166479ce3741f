"""What a verdict says: to the student without the key, to the teacher with the cause."""

import pytest

from nncli.grade.results import Judged, Remark, Stated, Verdict
from nncli.grade.say import STUDENT, TEACHER, VERDICTS, note, reason
from nncli.trace.quantities import Names

NAMES = Names({"P.out": "o1"})


def judged(verdict, *, own=None, slips=(), remarks=(), at=None, id="O.net"):
    return Judged(id, verdict, 0.0, Stated(0.5, 0.05), 0.25, own, slips, remarks, at)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (judged(Verdict.CORRECT), ""),
        (judged(Verdict.CORRECT, own=0.25), ""),
        (judged(Verdict.IMPLIED), ""),
        (judged(Verdict.MISSING), ""),
        (judged(Verdict.CARRIED), "Wrong, but it follows from your earlier numbers."),
        (
            judged(Verdict.CARRIED, remarks=(Remark.FOLLOWS_NOTHING,)),
            "It follows from your numbers, but a 0 or 1 among them makes this step empty.",
        ),
        (judged(Verdict.SLIP, slips=("sign-lost",)), "Check the sign of this number."),
        (judged(Verdict.SLIP, slips=("rate-wrong",)), "Which learning rate is given?"),
        # Two slips that are told in one sentence are told once.
        (
            judged(Verdict.SLIP, slips=("rate-forgotten", "net-for-output", "activation-forgotten")),
            "Is everything there that the update multiplies? Is this the net input or the output of the unit?",
        ),
        (
            judged(Verdict.SLIP, slips=("rate-forgotten",), remarks=(Remark.SAME_SLIP,)),
            "The same slip as before; it is charged once. Is everything there that the update multiplies?",
        ),
        (
            judged(Verdict.CORRECT, slips=("rate-forgotten",), remarks=(Remark.LOOKS_LIKE,)),
            "Right within what rounding may do, but look once more: Is everything there that the update multiplies?",
        ),
        (
            judged(Verdict.CORRECT, remarks=(Remark.CONTRADICTS_OWN,)),
            "Right, but it does not follow from your own numbers.",
        ),
        (
            judged(Verdict.WRONG, own=0.25 + 1e-9 / 2),
            "The numbers given lead to something else: work it out again.",
        ),
        (
            judged(Verdict.WRONG, own=0.25 + 1e-6),
            "This does not follow from your earlier numbers: work it out again.",
        ),
        (judged(Verdict.WRONG), "This does not follow from your earlier numbers: work it out again."),
        (
            judged(Verdict.WRONG, own=0.25, remarks=(Remark.TOO_FEW_DIGITS,)),
            "Too few digits to tell: write at least 5 significant ones.",
        ),
        (
            judged(Verdict.WRONG, remarks=(Remark.HIDDEN,), at="P.out"),
            "The fault lies in a step that is not written down. Look at o1.",
        ),
        (
            judged(Verdict.WRONG, remarks=(Remark.HIDDEN,), at="O.net"),
            "The fault lies in a step that is not written down.",
        ),
        (judged(Verdict.CARRIED, at="P.out"), "Wrong, but it follows from your earlier numbers."),
    ],
)  # fmt: skip
def test_a_student_is_told_where_to_look(found, sentence):
    assert reason(found, NAMES, 5) == sentence


def test_a_teacher_is_told_every_slip_that_explains_it():
    assert note(judged(Verdict.SLIP)) == ""
    both = judged(Verdict.SLIP, slips=("rate-wrong", "update-sign"))
    assert note(both) == "another learning rate is used or the sign of the update is wrong"


def test_every_verdict_and_every_slip_has_its_words():
    assert set(VERDICTS) == set(Verdict)
    assert STUDENT.keys() == TEACHER.keys()
