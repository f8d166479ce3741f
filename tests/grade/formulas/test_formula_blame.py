# ruff: noqa: E501  what people write stands as they write it
"""Which part is blamed, how near a floating-point number has to be, and when it is the formula that is at fault."""

from decimal import Decimal
from math import inf, nan
from typing import Literal

import numpy as np
import pytest

from nncli.formula.evaluator import Part
from nncli.formula.kinds import binary
from nncli.formula.reader import Reader
from nncli.grade.formulas.blame import Accuracy, OtherFunctionError, blame
from nncli.grade.formulas.names import plain_names
from nncli.grade.formulas.questions import LOG_SOFTMAX, LOG_SUM_EXP, SOFTMAX, Question
from nncli.grade.formulas.stability import judge_stable
from nncli.grade.formulas.verdict import Trouble

COARSE = Accuracy(slack=Decimal("0.25"), least=Decimal("0.125"))


@pytest.mark.parametrize(
    ("got", "should", "relative", "absolute"),
    [
        # A quarter of the true value, and what is less than the smallest number; or a quarter of it, and of 1 at least.
        (2.625, "2", True, False),
        (2.626, "2", False, False),
        (1.375, "2", True, False),
        (1.374, "2", False, False),
        (2.5, "2", True, True),
        (1.5, "2", True, True),
        (-2.0, "2", False, False),
        (0.125, "0", True, True),
        (0.25, "0", False, True),
        (0.251, "0", False, False),
        (-2.5, "-2", True, True),
        (inf, "Infinity", True, True),
        (-inf, "-Infinity", True, True),
        (-inf, "Infinity", False, False),
        (inf, "2", False, False),
        (nan, "2", False, False),
        (nan, "NaN", False, False),
        (2.0, "Infinity", False, False),
    ],
)
def test_how_near_a_number_has_to_be(got: float, should: str, relative: bool, absolute: bool) -> None:
    assert COARSE.relative(got, Decimal(should)) is relative
    assert COARSE.absolute(got, Decimal(should)) is absolute


@pytest.mark.parametrize(("entries", "largest"), [(("0.5", "0"), 1), (("5", "-3"), 5), (("1", "-1000", "-inf"), 1000)])
@pytest.mark.parametrize(("bits", "eps", "least"), [(64, 2.0**-52, 2.0**-1022), (32, 2.0**-23, 2.0**-126)])
def test_an_input_has_no_more_digits_than_itself(
    entries: tuple[str, ...], largest: int, bits: Literal[64, 32], eps: float, least: float
) -> None:
    accuracy = Accuracy.of(binary(bits), entries)
    assert (float(accuracy.slack), float(accuracy.least)) == (32 * eps * largest, least)


def _part(text: str, got: list[float], *parts: Part, inside: str = "") -> Part:
    tree = Reader(text, plain_names(SOFTMAX)).sum()
    return Part(inside, tree, np.array(got), list(parts))


def _true(part: Part, *values: list[str]) -> Part:
    """The same parts, the whole first, with these values."""
    rest = list(values)

    def beside(one: Part) -> Part:
        value = np.array([Decimal(number) for number in rest.pop(0)], dtype=object)
        return Part(one.inside, one.tree, value, [beside(inner) for inner in one.parts])

    return beside(part)


def _blamed(part: Part, *values: list[str], entries: tuple[str, ...] = ("1", "2")) -> Trouble:
    return blame(part, _true(part, *values), entries, "float32", Accuracy(Decimal("1e-6"), Decimal("1e-30")))


KINDS = [
    # the part, what it gives, what it should give, the inputs: what has happened
    ("exp(x_i)", inf, "3e400", ("1", "2"), Trouble("overflow", "exp(x_i)", "", ("1", "2"), "float32", "∞", "3e+400")),
    ("exp(x_i)", 0.0, "0.5", ("1",), Trouble("underflow", "exp(x_i)", "", ("1",), "float32", "0", "0.5")),
    ("x_i - 1", 0.0, "0.5", ("1",), Trouble("cancellation", "x_i − 1", "", ("1",), "float32", "0", "0.5")),
    ("exp(x_i)", 0.25, "0.5", ("1",), Trouble("cancellation", "exp(x_i)", "", ("1",), "float32", "0.25", "0.5")),
    ("log(x_i)", -inf, "-1234.56", ("1",), Trouble("log-of-zero", "ln(x_i)", "", ("1",), "float32", "−∞", "-1235")),
    ("log(x_i)", 0.0, "0.5", ("1",), Trouble("underflow", "ln(x_i)", "", ("1",), "float32", "0", "0.5")),
    ("1/x_i", nan, "2", ("1",), Trouble("zero-by-zero", "1/x_i", "", ("1",), "float32", "NaN", "2")),
    ("1/x_i", 0.0, "2", ("1",), Trouble("underflow", "1/x_i", "", ("1",), "float32", "0", "2")),
    ("x_i - x_i", nan, "NaN", ("1", "-inf"), Trouble("minus-infinity", "x_i − x_i", "", ("1", "-inf"), "float32", "NaN", "NaN")),
    ("x_i - x_i", nan, "2", ("1", "-inf"), Trouble("overflow", "x_i − x_i", "", ("1", "-inf"), "float32", "NaN", "2")),
    ("x_i - x_i", nan, "NaN", ("1", "inf"), Trouble("overflow", "x_i − x_i", "", ("1", "inf"), "float32", "NaN", "NaN")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "got", "should", "entries", "trouble"), KINDS, ids=lambda value: str(value)[:20])
def test_what_has_happened(text: str, got: float, should: str, entries: tuple[str, ...], trouble: Trouble) -> None:
    assert _blamed(_part(text, [got]), [should], entries=entries) == trouble


def test_the_innermost_wrong_part_is_blamed_and_one_that_is_no_number_first() -> None:
    inaccurate = _part("x_i - 1", [1.5, 2.0])
    infinite = _part("exp(x_i)", [2.0, inf], _part("x_i", [1.0, 2.0]), inside="p")
    whole = _part("(x_i - 1) exp(x_i)", [3.0, inf], inaccurate, infinite)
    trouble = _blamed(whole, ["2", "4"], ["1", "2"], ["2", "3"], ["1", "2"])
    assert (trouble.part, trouble.inside, trouble.kind, trouble.got, trouble.should) == (
        "exp(x_i)", "p", "overflow", "∞", "3",
    )  # fmt: skip
    # Where the other part is right, it is the first; where both are, it is the whole.
    trouble = _blamed(
        _part("(x_i - 1) exp(x_i)", [3.0], inaccurate, _part("exp(x_i)", [2.0])), ["2"], ["1", "2"], ["2"]
    )
    assert (trouble.part, trouble.kind, trouble.got, trouble.should) == ("x_i − 1", "cancellation", "1.5", "1")
    trouble = _blamed(_part("2 exp(x_i)", [inf], _part("exp(x_i)", [2.0])), ["4"], ["2"])
    assert (trouble.part, trouble.should) == ("2·exp(x_i)", "4")


def test_of_several_wrong_numbers_the_first_that_is_none_is_told() -> None:
    trouble = _blamed(_part("exp(x)", [1.0, 2.5, nan, inf]), ["1", "2", "3", "4"])
    assert (trouble.got, trouble.should) == ("NaN", "3")
    trouble = _blamed(_part("exp(x)", [1.0, 2.5, 3.5]), ["1", "2", "3"])
    assert (trouble.got, trouble.should) == ("2.5", "2")


def test_a_formula_that_is_computed_right_has_no_part_at_fault() -> None:
    with pytest.raises(OtherFunctionError):
        _blamed(_part("exp(x_i)", [2.0]), ["2"])


M: dict[object, object] = {"m": "max(x)"}


@pytest.mark.parametrize("far", ["500", "2000"])
def test_what_is_as_asked_for_small_numbers_only_is_another_function(far: str) -> None:
    # x_1 + 500 is its own absolute value, until x_1 falls below −500
    verdict = judge_stable(LOG_SUM_EXP, f"m + log Σ exp(x_j - m) + abs(x_1 + {far}) - x_1 - {far}", M)
    assert (verdict.kind, verdict.slips, verdict.reason, verdict.trouble) == ("wrong", (), "other-function", None)
    assert verdict.echo == f"m + ln(Σ_j exp(x_j − m)) + abs(x_1 + {far}) − x_1 − {far}"


@pytest.mark.parametrize(
    ("question", "answer", "trouble"),
    [
        (
            SOFTMAX, "exp(x_i - m - 100)/Σ_j exp(x_j - m - 100)",
            Trouble(
                "underflow", "exp(x_i − m − 100)/(Σ_j exp(x_j − m − 100))", "", ("0", "20", "40"), "float32", "0",
                "4.248e-18",
            ),
        ),
        (
            LOG_SUM_EXP, "m + log Σ exp(x_j - m) + 1e12 - 1e12",
            Trouble(
                "cancellation", "m + ln(Σ_j exp(x_j − m)) + 1000000000000 − 1000000000000", "", ("1000",) * 3, "float64",
                "1001", "1001",
            ),
        ),
        (
            LOG_SUM_EXP, "(m + log Σ exp(x_j - m) + 1e12 - 1e12) exp(x_1)/exp(x_1)",
            Trouble("overflow", "exp(x_1)", "", ("1000",) * 3, "float64", "∞", "1.970e+434"),
        ),
        (
            LOG_SOFTMAX, "log(softmax(x - m)_i)",
            Trouble("log-of-zero", "ln(softmax(x − m)_i)", "", ("0", "1000", "0"), "float64", "−∞", "-1000"),
        ),
    ],
)  # fmt: skip
def test_the_whole_trouble(question: Question, answer: str, trouble: Trouble) -> None:
    verdict = judge_stable(question, answer, M)
    assert (verdict.kind, verdict.slips, verdict.trouble) == ("slip", (trouble.kind,), trouble)


def test_a_sum_may_shift_as_far_as_the_numbers_bear() -> None:
    # e^-80 is a number in binary32 too, and log-softmax may err in the last digits of what is put in
    assert judge_stable(LOG_SUM_EXP, "log(Σ exp(x_j - m - 80)) + m + 80", M).kind == "correct"
    assert judge_stable(SOFTMAX, "exp(x_i - m + 80)/Σ_j exp(x_j - m + 80)", M).kind == "correct"


@pytest.mark.parametrize("answer", ["x_2 - x_2 + m + log Σ exp(x_j - m)", "x_4 - x_4 + m + log Σ exp(x_j - m)"])
def test_components_that_an_input_does_not_have_go_to_a_human(answer: str) -> None:
    verdict = judge_stable(LOG_SUM_EXP, answer, M)
    assert (verdict.kind, verdict.reason, verdict.trouble) == ("undecided", "too-large", None)
    assert verdict.echo.endswith("m + ln(Σ_j exp(x_j − m))")
