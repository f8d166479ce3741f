"""What is said of a verdict, in words: to the student without the key, to the teacher with the cause."""

from nncli.grade.results import Judged, Remark, Verdict
from nncli.grade.slips.copying import COPYING_SLIPS, CopyingSlip
from nncli.grade.slips.writing import WRITING_SLIPS, WritingSlip
from nncli.models.slips import Slip
from nncli.models.systems import all_slips
from nncli.trace.quantities import Names
from nncli.words import N_, _, sentences

_SLIPS: tuple[Slip | WritingSlip | CopyingSlip, ...] = (*all_slips(), *WRITING_SLIPS, *COPYING_SLIPS)
# A slip that is no altered rule: the numbers fit, with another learning rate than the one given.
RATE_STUDENT, RATE_TEACHER = N_("Which learning rate is given?"), N_("another learning rate is used")
STUDENT = {slip.id: slip.student for slip in _SLIPS} | {"rate-wrong": RATE_STUDENT}
TEACHER = {slip.id: slip.teacher for slip in _SLIPS} | {"rate-wrong": RATE_TEACHER}

VERDICTS = {
    Verdict.CORRECT: N_("correct"),
    Verdict.CARRIED: N_("carried"),
    Verdict.SLIP: N_("slip"),
    Verdict.WRONG: N_("wrong"),
    Verdict.IMPLIED: N_("implied"),
    Verdict.MISSING: N_("missing"),
    Verdict.UNREADABLE: N_("unreadable"),
    Verdict.UNDECIDED: N_("for a human"),
}
_REMARKS = {
    Remark.CONTRADICTS_OWN: N_("Right, but it does not follow from your own numbers."),
    Remark.SAME_SLIP: N_("The same slip as before; it is charged once."),
    Remark.SAME_FAULT: N_("The same fault as before; it is charged once."),
    Remark.TOO_FEW_DIGITS: N_("Too few digits to tell: write at least {n} significant ones."),
    Remark.FOLLOWS_NOTHING: N_("It follows from your numbers, but a 0 or 1 among them makes this step empty."),
    Remark.HIDDEN: N_("The fault lies in a step that is not written down."),
    Remark.CRASHED: N_("The program failed at this number. A teacher decides."),
    Remark.LOOKS_LIKE: N_("Right within what rounding may do, but look once more:"),
}


def reason(judged: Judged, names: Names, digits: int) -> str:
    """A sentence for the student; nothing for what is right. `digits` are the least that were asked."""
    said = [_(_REMARKS[remark]).format(n=digits) for remark in judged.remarks]
    match judged.verdict:
        case Verdict.CORRECT if judged.slips:
            said += list(dict.fromkeys(_(STUDENT[slip]) for slip in judged.slips))
        case Verdict.SLIP:
            said += list(dict.fromkeys(_(STUDENT[slip]) for slip in judged.slips))
        case Verdict.CARRIED if not said:
            said.append(_("Wrong, but it follows from your earlier numbers."))
        case Verdict.WRONG if not said and judged.own is not None and abs(judged.own - judged.expected) <= 1e-9:
            said.append(_("The numbers given lead to something else: work it out again."))
        case Verdict.WRONG if not said:
            said.append(_("This does not follow from your earlier numbers: work it out again."))
    if judged.at and judged.at != judged.id and judged.verdict is not Verdict.CARRIED:
        said.append(_("Look at {symbol}.").format(symbol=names.symbol(judged.at)))
    return sentences(said)


def note(judged: Judged) -> str:
    """A sentence for the teacher: the slips by name; all of them where these numbers cannot tell them apart."""
    return _(" or ").join(_(TEACHER[slip]) for slip in judged.slips)
