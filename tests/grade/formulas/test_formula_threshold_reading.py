# ruff: noqa: E501  what people write stands as they write it
"""What numbers a stated threshold states: by digits, worked out, one or several; and what is said of each, exactly."""

from decimal import Decimal

import pytest

from nncli.grade.formulas.threshold_reading import read_values
from nncli.grade.formulas.thresholds import End, Precision, extremes, judge_threshold
from nncli.grade.formulas.verdict import Verdict
from nncli.maths.numeral import Numeral

DIGITS = [
    ("709.78", ["709.78"]), (" 709.78 ", ["709.78"]), ("- 745.13", ["-745.13"]), ("+ 5", ["+5"]), (".5", [".5"]), ("5.", ["5"]),
    ("1.5e-3", ["1.5e-3"]), ("１２．５", ["12.5"]), ("709.78。", ["709.78"]), ("：709.78", ["709.78"]), ("(709)", ["709"]), ("(709", ["709"]),
    ("709)", ["709"]), ("x_i > 709.78", ["709.78"]), ("when x > 709.78", ["709.78"]), ("709.78 approximately", ["709.78"]),
    ("float64: 709.78", ["709.78"]), ("单精度 88.72", ["88.72"]), ("64-bit 709", ["709"]), ("f32 88", ["88"]), (r"x \geq 709", ["709"]),
    ("709.78<=x<=710", ["710"]), ("1024 ln 2 = 709.78", ["709.78"]), ("709.78 = x", ["709.78"]), ("x = 5 = 6", ["6"]), ("709.78 -> inf", ["709.78"]),
    ("7.0978*10^2", ["7.0978e2"]), ("7.0978*10**{2}", ["7.0978e2"]), ("7.1×10^(2)", ["7.1e2"]), ("-7.0×10^-1", ["-7.0e-1"]),
    ("709.78 (e^709.78 ≈ 1.8e308)", ["709.78"]), ("709,78", ["709.78"]), (" 709,78 ", ["709.78"]), ("709, 88", ["709", "88"]), ("709.78; 88.72", ["709.78", "88.72"]),
    ("709 or 710", ["709", "710"]), ("709和710", ["709", "710"]), ("-708/-745", ["-708", "-745"]), ("-708 and -745", ["-708", "-745"]),
    ("709; none", ["709"]), (5.5, ["5.5"]),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "numerals"), DIGITS)
def test_numbers_in_digits(stated: object, numerals: list[str]) -> None:
    values = read_values(stated)
    assert values is not None
    assert [(str(value.numeral), value.worked_out, value.of) for value in values] == [(n, None, None) for n in numerals]


WORKED_OUT = [
    ("2+3", "5"), ("10-2-3", "5"), ("1 - 2 + 3", "2"), ("2*3/4", "1.5"), ("12/2/3", "2"), ("2^3^2", "512"), ("-2^2", "-4"), ("2**3", "8"),
    ("(2+3)*4", "20"), ("2(3)", "6"), ("(2)(3)", "6"), ("2*-3", "-6"), ("2^-1", "0.5"), ("1/2", "0.5"), ("lg 100", "2"), ("2e5*3", "600000"),
    ("2 + .5", "2.5"), ("2^{10} - 1", "1023"), ("x > 2*3", "6"), ("about 2*3", "6"), ("2*3 approximately", "6"),
    ("1024*ln2", "709.7827"), ("1024ln(2)", "709.7827"), ("ln 2 ln 2", "0.4805"), ("ln(2)+1", "1.6931"), ("1 + ln 2", "1.6931"), ("e^2", "7.3891"),
    ("ln e^2", "2.0000"), (r"\ln{2}", "0.6931"), ("log_e 5", "1.6094"), (r"\log_{e} 5", "1.6094"), ("ln(2^1024 - 2^970)", "709.7827"),
    ("3^9999", "5.4378E+4770"), ("-3^(-9999)", "-1.8390E-4771"),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "number"), WORKED_OUT)
def test_numbers_that_are_to_be_worked_out(stated: str, number: str) -> None:
    (value,) = read_values(stated) or [None]
    assert value is not None
    assert value.worked_out is not None
    digits = Decimal(number)
    assert value.numeral is None
    assert value.worked_out.quantize(Decimal(1).scaleb(digits.as_tuple().exponent)) == digits  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "of"),
    [("ln(1.8e308)", "1.8e308"), ("ln 5e-324", "5e-324"), (r"\log(3)", "3"), ("ln(3) + 1", None), ("2 ln 3", None)],
)
def test_the_number_whose_logarithm_it_is_is_kept(stated: str, of: str | None) -> None:
    (value,) = read_values(stated) or [None]
    assert value is not None
    assert (str(value.of) if value.of else None) == of


UNREAD = [
    "", "x", "2 3", "1 2 3", "709.78.1", "5 *", "* 5", "ln", "e", "ln(-1)", "ln(0)", "1/0", "2 * ( 3", "ln 5 6", "2^", "2 * ln", "4 # 5", "1.5 2*3",
    "between 1 and 2", "介于 1 和 2", "1~2", "1..2", "1 to 3", "1到3", "10^10000", "e^(e^(e^e))", "709; x 2 3", "2*(3", "2*{3", "2*(", "2*/3", "2*^3", True, None, [1], "9" * 201,
    "2*" + "(" * 25 + "3" + ")" * 25, "2*" + "-" * 25 + "3",
]  # fmt: skip


@pytest.mark.parametrize("stated", UNREAD, ids=lambda value: str(value)[:20])
def test_what_states_no_number(stated: object) -> None:
    assert read_values(stated) is None
    verdict = judge_threshold("overflow", "float64", stated)
    (diagnostic,) = verdict.diagnostics
    assert (verdict.kind, diagnostic.code) == ("unreadable", "unreadable-number")
    assert diagnostic.message == "one number is expected here, such as 12.34"
    assert diagnostic.place is not None
    assert (diagnostic.place.file, diagnostic.place.text) == ("threshold", str(stated)[:200])


NESTED = [("2*", "(", "3", ")", 20), ("2*", "-", "3", "", 20), ("2*3", "^1", "", "", 20), ("2*", "ln e^", "3", "", 10)]


@pytest.mark.parametrize(("before", "opened", "inside", "closed", "most"), NESTED)
def test_brackets_signs_powers_and_logarithms_nest_so_deep(
    before: str, opened: str, inside: str, closed: str, most: int
) -> None:
    for depth in (0, 2, most):
        (value,) = read_values(before + opened * depth + inside + closed * depth) or [None]
        assert value is not None
        assert value.worked_out is not None
        assert round(value.worked_out, 9) == 6
    assert read_values(before + opened * (most + 1) + inside + closed * (most + 1)) is None


def test_the_longest_text_that_is_read() -> None:
    assert read_values("709" + " " * 197) is not None
    assert read_values("709" + " " * 198) is None


@pytest.mark.parametrize("hostile", ["2*" + "(" * 190, "-" * 199 + "1", "2" + "^2" * 99, "ln " * 66, "1+" * 99 + "1"])
def test_hostile_texts_are_done_with(hostile: str) -> None:
    assert judge_threshold("overflow", "float64", hostile).kind in ("unreadable", "wrong")


def test_the_extremes_are_those_of_the_formats() -> None:
    assert [f"{extremes('overflow', precision)[0]:.6g}" for precision in ("float64", "float32", "float16")] == [
        "1.79769e+308", "3.40282e+38", "65504.0",
    ]  # fmt: skip
    assert [f"{number:.6g}" for number in extremes("underflow", "float32")] == [
        "7.00649e-46", "1.40130e-45", "1.17549e-38",
    ]  # fmt: skip


CORRECT, WRONG, COARSE = Verdict("correct"), Verdict("wrong"), Verdict("undecided", reason="coarse")
VERDICTS: list[tuple[End, Precision, object, Verdict, str]] = [
    # by its digits: rounded up, down or off, and the whole number beside it
    ("overflow", "float64", "709.78", CORRECT, "709.78"),
    ("overflow", "float64", "709.77", WRONG, "709.77"),
    ("overflow", "float64", "709.80", WRONG, "709.80"),
    ("overflow", "float64", "709.0", CORRECT, "709.0"),
    ("overflow", "float64", "707.0", WRONG, "707.0"),
    ("overflow", "float64", "711", WRONG, "711"),
    ("overflow", "float64", Numeral("1420/2"), CORRECT, "1420/2"),
    ("overflow", "float64", Numeral("1419/2"), WRONG, "1419/2"),
    ("overflow", "float64", "709.782712893383", CORRECT, "709.782712893383"),
    ("overflow", "float64", "709.7827128933840", CORRECT, "709.7827128933840"),
    ("overflow", "float64", "709.7827128933855", WRONG, "709.7827128933855"),
    ("underflow", "float64", "-745.14", CORRECT, "-745.14"),
    ("underflow", "float64", "-745.12", WRONG, "-745.12"),
    # so few digits that it says little, and so few that it says nothing
    ("overflow", "float64", "7.1e2", CORRECT, "7.1e2"),
    ("overflow", "float64", "8e2", COARSE, "8e2"),
    ("overflow", "float64", "1e3", COARSE, "1e3"),
    ("overflow", "float64", "1e4", WRONG, "1e4"),
    ("overflow", "float32", "1e2", COARSE, "1e2"),
    ("overflow", "float16", "11", CORRECT, "11"),
    ("overflow", "float16", "2e1", COARSE, "2e1"),
    ("underflow", "float64", "-7e2", COARSE, "-7e2"),
    # worked out: as near as what a logarithm of two digits gives
    ("overflow", "float64", "1024 ln 2", CORRECT, "709.783"),
    ("overflow", "float64", "ln 1.8 + 308 ln 10", CORRECT, "709.784"),
    ("overflow", "float64", "ln 1.83 + 308 ln 10", CORRECT, "709.801"),
    ("overflow", "float64", "ln 1.85 + 308 ln 10", WRONG, "709.811"),
    ("overflow", "float64", "ln(2e308)", CORRECT, "709.889"),
    ("overflow", "float64", "ln(3e308)", WRONG, "710.295"),
    ("underflow", "float64", "ln(2e-308)", CORRECT, "-708.503"),
    ("underflow", "float64", "ln(3e-308)", WRONG, "-708.098"),
    ("overflow", "float64", "-1024 ln 2", Verdict("slip", ("sign",)), "-709.783"),
    ("overflow", "float64", "128 ln 2", Verdict("slip", ("other-precision",)), "88.7228"),
    # an exponent, to either base, the largest or one more; or the number itself, of either end
    ("overflow", "float64", "1023", Verdict("slip", ("exponent",)), "1023"),
    ("overflow", "float64", "1024", Verdict("slip", ("exponent",)), "1024"),
    ("overflow", "float64", "1022", WRONG, "1022"),
    ("overflow", "float64", "1025", WRONG, "1025"),
    ("underflow", "float64", "-308", Verdict("slip", ("exponent",)), "-308"),
    ("overflow", "float64", "309", Verdict("slip", ("exponent",)), "309"),
    ("overflow", "float64", "307", WRONG, "307"),
    ("overflow", "float64", "310", WRONG, "310"),
    ("overflow", "float32", "127", Verdict("slip", ("exponent",)), "127"),
    ("overflow", "float32", "39", Verdict("slip", ("exponent",)), "39"),
    ("overflow", "float64", "2e308", Verdict("slip", ("no-logarithm",)), "2e308"),
    ("overflow", "float64", "1.79769e308", Verdict("slip", ("no-logarithm",)), "1.79769e308"),
    ("overflow", "float64", "1.79768e308", WRONG, "1.79768e308"),
    ("overflow", "float64", "1e308", WRONG, "1e308"),
    ("overflow", "float64", "5e-324", Verdict("slip", ("no-logarithm",)), "5e-324"),
    ("underflow", "float32", "1.2e-38", Verdict("slip", ("no-logarithm",)), "1.2e-38"),
    ("underflow", "float32", "-1.4e-45", Verdict("slip", ("no-logarithm",)), "-1.4e-45"),
    ("underflow", "float32", "1.3e-45", WRONG, "1.3e-45"),
    ("overflow", "float16", "65504", Verdict("slip", ("no-logarithm",)), "65504"),
    ("overflow", "float16", "6.55e4", Verdict("slip", ("no-logarithm",)), "6.55e4"),
    ("overflow", "float64", "0", WRONG, "0"),
    ("overflow", "float16", "0.0", WRONG, "0.0"),
    # the reason beside the threshold is no second value, unless it stands alone
    ("overflow", "float64", "1.8e308, 709.78", CORRECT, "709.78"),
    ("overflow", "float64", "1.8e308, 700.5", WRONG, "700.5"),
    # of several wrong values the first is told, of right ones too
    ("underflow", "float64", "-708.40; -745.13", CORRECT, "-708.40"),
    ("overflow", "float64", "700.5; 88.72", Verdict("undecided", reason="two-values"), "700.5; 88.72"),
    ("overflow", "float64", "700.5; 701.5", WRONG, "700.5"),
    ("overflow", "float64", "709.78; 7e2", Verdict("undecided", reason="two-values"), "709.78; 7e2"),
]  # fmt: skip


@pytest.mark.parametrize(("end", "precision", "stated", "verdict", "echo"), VERDICTS, ids=str)
def test_the_whole_verdict_on_a_threshold(
    end: End, precision: Precision, stated: object, verdict: Verdict, echo: str
) -> None:
    found = judge_threshold(end, precision, stated)
    assert (found.kind, found.slips, found.reason, found.echo) == (verdict.kind, verdict.slips, verdict.reason, echo)
