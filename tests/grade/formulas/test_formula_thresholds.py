"""Where exp overflows and underflows: the numbers against NumPy itself, and what a student may state."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from nncli.grade.formulas.thresholds import End, Precision, judge_threshold, thresholds
from nncli.maths.numeral import Numeral

TRUE = {
    ("overflow", "float64"): 709.782712893384,
    ("overflow", "float32"): 88.72283905206835,
    ("underflow", "float64"): -745.1332191019411,
    ("underflow", "float32"): -103.97207708399179,
}


@pytest.mark.parametrize(("end", "precision"), TRUE)
def test_the_threshold_is_the_textbooks(end: End, precision: Precision) -> None:
    assert math.isclose(float(thresholds(end, precision)[0]), TRUE[end, precision], rel_tol=1e-15)


def test_all_three_readings_of_underflow() -> None:
    for precision, dtype in (("float64", np.float64), ("float32", np.float32), ("float16", np.float16)):
        limits = np.finfo(dtype)
        zero, least, normal = (float(number) for number in thresholds("underflow", precision))
        assert math.isclose(least, math.log(float(limits.smallest_subnormal)), rel_tol=1e-12)
        assert math.isclose(normal, math.log(float(limits.tiny)), rel_tol=1e-12)
        assert math.isclose(zero, least - math.log(2), rel_tol=1e-12)


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_numpy_overflows_and_underflows_there(precision: Precision) -> None:
    dtype: Any = {"float64": np.float64, "float32": np.float32}[precision]
    for end in ("overflow", "underflow"):
        number = float(thresholds(end, precision)[0])
        with np.errstate(all="ignore"):
            inner, outer = (np.exp(dtype(number * factor)) for factor in (1 - 1e-4, 1 + 1e-4))
        assert np.isfinite(inner)
        assert inner != 0
        assert np.isinf(outer) or outer == 0


RIGHT: list[tuple[End, Precision, list[object]]] = [
    ("overflow", "float64", ["709.78", "709.782712893384", "709.8", "709.7", "709", "710", "7.1e2", "7.0978e2"]),
    ("overflow", "float64", ["x > 709.78", "about 710", "≈ 709.8", "709.78 (float64)", "约709.78", "x＞709．78"]),
    ("overflow", "float64", ["+709.78", 709.78, 710, Numeral("709.78")]),
    ("overflow", "float32", ["88.72", "88.722839", "88.7", "88.72283905206835", "89", "88", "x > 88.72 in float32"]),
    ("underflow", "float64", ["-745.13", "-745.1", "−745", "-746", "-744.44", "-708.4", "-708.396", "-708"]),
    ("underflow", "float32", ["-103.97", "-104", "-103.28", "-103", "-87.34", "-87.33", "-87.3", "x < −103.97"]),
    ("overflow", "float16", ["11.09", "11"]),
    # Worked out or not, rounded up or down: the first value that does overflow is as good as the last that does not.
    ("overflow", "float64", ["1024*ln2", "1024·ln 2", "1024 ln 2 ≈ 709.78", "ln(1.8e308) = 709.78", "7.0978×10²"]),
    ("overflow", "float64", ["709.79", "709.783", "ln(1.8e308)", "ln(2^1024)", "709.78 (e^709.78≈1.8e308)", "709,78"]),
    ("overflow", "float64", [r"\ln(1.8\times 10^{308})", "log(1.797e308)", "max ≈ 1.8e308, 所以 x > 709.78"]),
    ("overflow", "float32", ["88.73", "128 ln2", "ln(3.4e38)=88.72"]),
    ("underflow", "float64", ["-708.4（正规数），-745.1（次正规）", "-708.40 or -745.13", "-745.14", "-1074 ln 2"]),
    ("underflow", "float64", ["ln(5e-324)", "ln(2.2e-308)", "-1075*ln2", "-708/-745"]),
    ("underflow", "float32", ["-103.98", "-150 ln 2", "ln(1.4e-45) = -103.28"]),
]
SLIPS: list[tuple[End, Precision, object, list[str]]] = [
    ("overflow", "float64", "88.72", ["other-precision"]),
    ("overflow", "float32", "709.78", ["other-precision"]),
    ("underflow", "float64", "-87.3", ["other-precision"]),
    ("overflow", "float64", "-745", ["other-end"]),
    ("underflow", "float64", "-709.78", ["other-end"]),
    ("underflow", "float64", "745.13", ["sign"]),
    ("overflow", "float64", "-709.78", ["sign"]),
    ("underflow", "float64", "+745.13", ["sign"]),
    ("overflow", "float64", "−709.78", ["sign"]),
    ("overflow", "float64", "+745.13", ["other-end"]),
    ("overflow", "float64", "308", ["exponent"]),
    ("overflow", "float64", "1024", ["exponent"]),
    ("overflow", "float32", "38", ["exponent"]),
    ("overflow", "float32", "128", ["exponent"]),
    ("overflow", "float64", "1.8e308", ["no-logarithm"]),
    ("overflow", "float64", "1.7977×10^308", ["no-logarithm"]),
    ("overflow", "float32", "3.4e38", ["no-logarithm"]),
    ("underflow", "float64", "5e-324", ["no-logarithm"]),
    ("underflow", "float64", "2.2e-308", ["no-logarithm"]),
]


@pytest.mark.parametrize(
    ("end", "precision", "stated"), [(end, precision, one) for end, precision, many in RIGHT for one in many], ids=str
)
def test_right_thresholds(end: End, precision: Precision, stated: object) -> None:
    assert judge_threshold(end, precision, stated).kind == "correct"


@pytest.mark.parametrize(("end", "precision", "stated", "slips"), SLIPS, ids=str)
def test_slips(end: End, precision: Precision, stated: str, slips: list[str]) -> None:
    verdict = judge_threshold(end, precision, stated)
    assert (verdict.kind, list(verdict.slips)) == ("slip", slips)


@pytest.mark.parametrize(
    ("end", "precision", "stated"),
    [
        ("overflow", "float64", "700"),
        ("overflow", "float64", "711"),
        ("overflow", "float64", "709.9"),
        ("overflow", "float32", "90"),
        ("overflow", "float32", "88.9"),
        ("underflow", "float64", "-750"),
        ("underflow", "float64", "0"),
        ("overflow", "float64", "1e308"),
        ("overflow", "float64", "1e-99"),
        ("overflow", "float64", "308*ln10"),
        ("overflow", "float64", "1023 ln 2"),
        ("overflow", "float64", "e^709.78"),
        ("underflow", "float32", "1e-307"),
        ("underflow", "float64", "1e307"),
    ],
)
def test_wrong_thresholds(end: End, precision: Precision, stated: str) -> None:
    verdict = judge_threshold(end, precision, stated)
    assert (verdict.kind, verdict.slips) == ("wrong", ())


@pytest.mark.parametrize(("precision", "stated"), [("float64", "7e2"), ("float32", "9e1")])
def test_too_few_digits_go_to_a_human(precision: Precision, stated: str) -> None:
    verdict = judge_threshold("overflow", precision, stated)
    assert (verdict.kind, verdict.reason) == ("undecided", "coarse")


@pytest.mark.parametrize(
    "stated",
    ["", "large", "nan", "inf", None, True, "between 709 and 710", "9" * 10_000, ["709"], "709.78.1"],
)
def test_what_is_no_number_is_unreadable(stated: object) -> None:
    verdict = judge_threshold("overflow", "float64", stated)
    assert verdict.kind == "unreadable"
    assert verdict.diagnostics[0].message == "one number is expected here, such as 12.34"


@pytest.mark.parametrize("stated", ["709.78, 88.72", "709.78 or 700", "88.72 / -5; 709.78"])
def test_one_right_value_among_wrong_ones_goes_to_a_human(stated: str) -> None:
    verdict = judge_threshold("overflow", "float64", stated)
    assert (verdict.kind, verdict.reason) == ("undecided", "two-values")


@pytest.mark.parametrize("end", ["overflow", "underflow"])
@pytest.mark.parametrize("precision", ["float64", "float32", "float16"])
def test_no_number_crashes(end: End, precision: Precision) -> None:
    for exponent in (*range(-330, 320, 13), -324, 308, -9_999, 9_999):
        for stated in (f"5e{exponent}", f"-2.2e{exponent}", f"ln(3e{exponent})", f"3^{exponent}", f"10^{exponent}"):
            assert judge_threshold(end, precision, stated).kind in (
                "correct",
                "slip",
                "wrong",
                "undecided",
                "unreadable",
            )


def test_hidden_digits_do_not_hurt() -> None:
    assert judge_threshold("overflow", "float64", "709.782712893383996").kind == "correct"
    assert judge_threshold("overflow", "float64", str(Decimal("709.782712893384000000"))).kind == "correct"
    assert judge_threshold("overflow", "float64", "709.7827128935").kind == "wrong"


@pytest.mark.parametrize(
    ("end", "precision", "stated", "kind"),
    [
        ("overflow", "float64", "log(sys.float_info.max)", "correct"),
        ("overflow", "float32", "np.log(np.finfo(np.float32).max)", "correct"),
        ("overflow", "float64", "ln(FLT_MAX)", "slip"),
        ("overflow", "float32", "大约88.72（ln 3.4e38）", "correct"),
        ("overflow", "float64", "88.72 (ln(3.4e38))", "slip"),
        ("overflow", "float64", "about 709.78, since e^709.78 ≈ 1.797e308", "correct"),
        ("underflow", "float64", "低于 -745.13 变为 0", "correct"),
        ("underflow", "float64", "below -700 becomes 0", "wrong"),
    ],
)
def test_constants_reasons_and_what_becomes_of_the_number(end, precision, stated, kind):
    assert judge_threshold(end, precision, stated).kind == kind
