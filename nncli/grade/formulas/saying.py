"""What is said of a verdict in words: to the student without the key, to the teacher with the cause."""

from nncli.grade.formulas.verdict import Link, Trouble, Verdict
from nncli.grade.slips.formulas import BY_ID
from nncli.words import N_, _, sentences

_REASONS = {
    "two-readings": N_(
        "This can be read in two ways that are not judged alike: brackets would tell. A human will look."
    ),
    "undefined": N_("This is right wherever it has a value, but somewhere it has none (0/0). A human will look."),
    "never-defined": N_("This has no value anywhere: it divides by 0, or takes the logarithm of 0 or less."),
    "precision": N_("This is neither clearly equal nor clearly different. A human will look."),
    "out-of-range": N_("This speaks of components that a short vector does not have. A human will look."),
    "too-large": N_("This is too long-winded to be computed. A human will look."),
    "left-side": N_("What stands left of the equals sign is not what is asked. A human will look."),
    "chain": N_("The end is right, but not all that leads to it. A human will look."),
    "letters": N_(
        "What a letter here stands for is not declared, and it may be one thing or another. A human will look."
    ),
    "indices": N_("We cannot tell which index is the function's and which the variable's. A human will look."),
    "other-function": N_("This is not the function that is asked, stable or not."),
    "two-values": N_("Of these values one is right and another is not. A human will look."),
    "library": N_("This leaves the work to a function of a library. A human will look."),
    "coarse": N_("Too few digits to tell: write more of them."),
}
_PAIRS = {"equal": "i = j", "unequal": "i ≠ j"}
_PARTS = {
    "overflow": N_("For x = [{input}] {part} overflows to {got} ({precision})."),
    "underflow": N_("For x = [{input}] {part} underflows to 0 ({precision})."),
    "log-of-zero": N_("For x = [{input}] the argument of {part} underflows to 0 ({precision})."),
    "zero-by-zero": N_("For x = [{input}] the denominator of {part} underflows to 0 ({precision})."),
    "cancellation": N_("For x = [{input}] {part} loses its digits: it gives {got} ({precision})."),
    "minus-infinity": N_("For x = [{input}] {part} is −∞ − (−∞), which is no number ({precision})."),
}


def said_to_student(verdict: Verdict) -> str:
    """What was assumed, and what to look at; nothing for what is right as it stands."""
    said = [assumption(name, meaning) for name, meaning in verdict.assumed]
    if verdict.layout:
        said.append(
            _("Right, in the layout that writes ∂f_i/∂x_j in row j and column i; the course writes row i, column j.")
        )
    fault = verdict.chain.fault if verdict.chain is not None else None
    if fault is not None:
        said.append(where_it_parts(fault))
        said += [_(BY_ID[slip].student) for slip in fault.slips if slip not in verdict.slips]
    if verdict.trouble is not None:
        said.append(where_it_breaks(verdict.trouble))
    elif verdict.slips:
        said += [_(BY_ID[slip].student) for slip in verdict.slips]
    elif verdict.reason:
        said.append(_(_REASONS[verdict.reason]))
    elif verdict.kind == "wrong":
        said.append(_("This is not equal to what is asked: work it out again."))
    if verdict.kind in ("slip", "wrong") and (beside := where_it_differs(verdict)):
        said.append(beside)
    said += [diagnostic.message for diagnostic in verdict.diagnostics]
    return sentences(said)


def assumption(name: str, meaning: str) -> str:
    """We took p for softmax(x)."""
    return _("We took {name} for {meaning}.").format(name=name, meaning=meaning)


def where_it_parts(link: Link) -> str:
    """The first link of a derivation that does not hold."""
    if link.before != link.after:
        message = _("From line {before} to line {after} something goes wrong: {left} is not equal to {right}.")
    else:
        message = _("Equals sign {number} does not hold: {left} is not equal to {right}.")
    return message.format(before=link.before, after=link.after, number=link.number, left=link.left, right=link.right)


def said_to_teacher(verdict: Verdict) -> str:
    """The slips by name; all of them where these cannot be told apart."""
    fault = verdict.chain.fault if verdict.chain is not None else None
    slips = verdict.slips or (fault.slips if fault is not None else ())
    return _(" or ").join(_(BY_ID[slip].teacher) for slip in slips)


def where_it_differs(verdict: Verdict) -> str:
    """Right for i = j, wrong for i ≠ j; nothing where it is wrong for both."""
    found = verdict.where
    if found is None or not (found.right and found.wrong):
        return ""
    right, wrong = _PAIRS[found.right[0]], _PAIRS[found.wrong[0]]
    return _("It is right for {right}, but not for {wrong}.").format(right=right, wrong=wrong)


def where_it_breaks(trouble: Trouble) -> str:
    """The part, the input and what happens there."""
    entries = ", ".join(entry.replace("-inf", "−∞").replace("-", "−") for entry in trouble.input)
    sentence = _(_PARTS[trouble.kind]).format(
        input=entries, part=trouble.part, got=trouble.got, precision=trouble.precision
    )
    if trouble.inside:
        sentence += " " + _("That part is declared as {name}.").format(name=trouble.inside)
    return sentence
