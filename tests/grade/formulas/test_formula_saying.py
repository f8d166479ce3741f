"""What is said of a formula, reason by reason; and how near is equal."""

from decimal import Decimal
from typing import get_args

import numpy as np
import pytest

from nncli.errors import Diagnostic
from nncli.formula.kinds import fifty_digits
from nncli.grade.formulas.comparing import DIFFERENT, DOUBTFUL, EQUAL, UNDEFINED, codes
from nncli.grade.formulas.saying import said_to_student, said_to_teacher, where_it_breaks, where_it_differs
from nncli.grade.formulas.verdict import Failure, Reason, Trouble, Verdict, Where
from nncli.grade.slips.formulas import BY_ID

UNREAD = Diagnostic("unreadable-formula", "')' is missing")


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (Verdict("correct"), ""),
        (Verdict("wrong"), "This is not equal to what is asked: work it out again."),
        (Verdict("undecided"), ""),
        (Verdict("undecided", reason="coarse"), "Too few digits to tell: write more of them."),
        (Verdict("wrong", reason="other-function"), "This is not the function that is asked, stable or not."),
        (Verdict("slip", ("sign",)), "Look at the signs again."),
        (
            Verdict("slip", ("sign", "other-precision")),
            "Look at the signs again. This is the number of the other precision.",
        ),
        (
            Verdict("slip", ("sign",), where=Where(("equal",), ("unequal",))),
            "Look at the signs again. It is right for i = j, but not for i ≠ j.",
        ),
        (
            Verdict("wrong", where=Where(("unequal",), ("equal",))),
            "This is not equal to what is asked: work it out again. It is right for i ≠ j, but not for i = j.",
        ),
        (
            Verdict("undecided", reason="coarse", where=Where(("unequal",), ("equal",))),
            "Too few digits to tell: write more of them.",
        ),
        (Verdict("unreadable", diagnostics=(UNREAD, UNREAD)), "')' is missing ')' is missing"),
    ],
)  # fmt: skip
def test_a_student_is_told_what_to_look_at(verdict: Verdict, sentence: str) -> None:
    assert said_to_student(verdict) == sentence


@pytest.mark.parametrize("reason", [reason for reason in get_args(Reason) if reason])
def test_every_reason_has_its_sentence(reason: Reason) -> None:
    assert said_to_student(Verdict("undecided", reason=reason)).endswith(".")


def test_a_teacher_is_told_every_slip() -> None:
    assert said_to_teacher(Verdict("correct")) == ""
    assert said_to_teacher(Verdict("slip", ("sign", "swapped"))) == (
        "a sign is the other way round or i and j swapped in a factor"
    )


@pytest.mark.parametrize(
    ("right", "wrong"), [((), ("equal",)), (("equal",), ()), ((), ("equal", "unequal")), (("equal", "unequal"), ())]
)
def test_nothing_is_said_of_where_unless_it_is_here_and_not_there(right: tuple, wrong: tuple) -> None:
    assert where_it_differs(Verdict("wrong", where=Where(right, wrong))) == ""


@pytest.mark.parametrize(
    ("kind", "inside", "sentence"),
    [
        ("overflow", "", "For x = [−∞, −1000, 0] exp(x_i) overflows to ∞ (float32)."),
        (
            "underflow", "p",
            "For x = [−∞, −1000, 0] exp(x_i) underflows to 0 (float32). That part is declared as p.",
        ),
        ("log-of-zero", "", "For x = [−∞, −1000, 0] the argument of exp(x_i) underflows to 0 (float32)."),
        ("zero-by-zero", "", "For x = [−∞, −1000, 0] the denominator of exp(x_i) underflows to 0 (float32)."),
        ("cancellation", "", "For x = [−∞, −1000, 0] exp(x_i) loses its digits: it gives ∞ (float32)."),
        ("minus-infinity", "", "For x = [−∞, −1000, 0] exp(x_i) is −∞ − (−∞), which is no number (float32)."),
    ],
)  # fmt: skip
def test_where_it_breaks_is_told_with_the_input(kind: Failure, inside: str, sentence: str) -> None:
    trouble = Trouble(kind, "exp(x_i)", inside, ("-inf", "-1000", "0"), "float32", "∞", "1")
    assert where_it_breaks(trouble) == sentence
    assert said_to_student(Verdict("slip", (kind,), trouble=trouble)) == sentence
    assert kind in BY_ID


@pytest.mark.parametrize(
    ("value", "key", "code"),
    [
        # A gap up to 1e-35 is none, one beyond 1e-20 is one; above 1 they are shares of the key.
        ("0.5", "0.5", EQUAL),
        ("0.50000000000000000000000000000000001", "0.5", EQUAL),
        ("0.5000000000000000000000000000000001", "0.5", DOUBTFUL),
        ("0.50000000000000000001", "0.5", DOUBTFUL),
        ("0.500000000000000000011", "0.5", DIFFERENT),
        ("1000.00000000000000001", "1000", DOUBTFUL),
        ("1000.000000000000000011", "1000", DIFFERENT),
        ("-1000.00000000000000001", "-1000", DOUBTFUL),
        ("1000.00000000000000000000000000000001", "1000", EQUAL),
        ("0.00000000000000000001", "0", DOUBTFUL),
        ("-0.5", "0.5", DIFFERENT),
        ("NaN", "0.5", UNDEFINED),
        ("Infinity", "0.5", UNDEFINED),
        ("-Infinity", "-Infinity", EQUAL),
    ],
)
def test_how_near_is_equal(value: str, key: str, code: int) -> None:
    with fifty_digits():
        found = codes(np.array([Decimal(value)], dtype=object), np.array([Decimal(key)], dtype=object))
    assert found.tolist() == [code]
