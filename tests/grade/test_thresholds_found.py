"""Where on a sheet the thresholds of an overflow problem stand, and what is unknown there; all text by hand."""

import pytest

from nncli.grade.problems.thresholds import entry_of, is_dotted, name_of, threshold
from nncli.sheets.sheet import read_sheet


def section(*lines):
    text = "one:\n" + "".join(f"  {line}\n" for line in lines)
    return read_sheet(text.encode(), "s.yaml", ["one"]).sections["one"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("overflows", "overflows"), ("Overflow", "overflows"), ("over-flow at", "overflows"), ("上溢", "overflows"),
        ("overflow above", "overflows"), ("underflow threshold", "underflows"), ("under flow below", "underflows"),
        ("下溢", "underflows"), ("FP64", "float64"), ("double precision", "float64"), ("双精度", "float64"),
        ("64 bit", "float64"), ("float", "float32"), ("single", "float32"), ("32位", "float32"),
        ("stable formula", "stable"), ("**稳定公式**", "stable"), ("notes", "discussion"), ("讨论:", "discussion"),
        ("softmax", "softmax"), ("float16", "float16"),
    ],
)  # fmt: skip
def test_the_names_that_people_use(key, name):
    assert name_of(key) == name


def test_what_is_blank_gives_way_to_what_is_answered():
    found = section("overflow:", "overflows: 709.78")
    assert entry_of(found, "overflows").whole.text == "709.78"
    assert entry_of(section("overflow:", "上溢:"), "overflows").blank
    assert entry_of(found, "stable") is None
    assert entry_of(None, "stable") is None


@pytest.mark.parametrize(
    ("lines", "wide", "narrow"),
    [
        (["overflows: {float64: 709.78, float32: 88.72}"], "709.78", "88.72"),
        (["overflows: {float64: , float32: 88.72}"], None, "88.72"),
        (["overflows: 709.78"], "709.78", None),  # one number without a name is binary64's
        (["overflows: 709.78 (double), 88.72 (single)"], "709.78", "88.72"),
        (["overflows: 88.72 (single), 709.78 (double)"], "709.78", "88.72"),
        (["overflows: 709.78, 88.72 (single)"], "709.78", "88.72"),  # what is left is the other's
        (["overflows: 709.78 (float64), 88.72"], "709.78", "88.72"),
        (["overflows: 709.78 / 88.72"], "709.78", "88.72"),
        (["overflows: 709.78 and 88.72"], "709.78", "88.72"),
        (["overflows: float64 = 709.78"], "709.78", None),
        (["overflows: 709.78 or 700"], "709.78 or 700", None),  # neither is far nearer to 0: it is one answer
        (["overflows: 709.78, 354.88"], "709.78", "354.88"),
        (["overflows: 709.78, 354.90"], "709.78, 354.90", None),
        (["overflows: 88.72 and 709.78"], "88.72 and 709.78", None),
        (["float64: {overflows: 709.78}", "float32: {overflows: 88.72}"], "709.78", "88.72"),
        (["float64: {overflows: }"], None, None), (["float64: 709.78"], None, None),
        (["overflows.float64: 709.78", "float32 overflow: 88.72"], "709.78", "88.72"),
        (["overflow (double): 709.78"], "709.78", None),
        (["overflows:", "float64: {overflows: 709.78}"], "709.78", None),
        (["underflows: {float64: -745.13}"], None, None),
    ],
)  # fmt: skip
def test_the_threshold_of_each_precision(lines, wide, narrow):
    found = section(*lines)
    assert (threshold(found, "overflows", "float64"), threshold(found, "overflows", "float32")) == (wide, narrow)
    assert threshold(None, "overflows", "float64") is None


@pytest.mark.parametrize(
    ("key", "dotted"),
    [
        ("overflows.float64", True), ("float32 下溢", True), ("underflow[double]", True), ("overflows", False),
        ("float64", False), ("overflows.underflows", False), ("float32.float64", False),
        ("overflows.float64.float32", False), ("stable.float64", False), ("overflows.stable", False),
    ],
)  # fmt: skip
def test_a_key_that_says_both_end_and_precision(key, dotted):
    assert is_dotted(key) is dotted
