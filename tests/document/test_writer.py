"""What the writer writes the reader reads as the same data: every string, number and nesting."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nncli.document.reader import read_text
from nncli.document.writer import write_yaml
from nncli.maths.numeral import Numeral

STRINGS = [
    "", " ", "on", "off", "yes", "no", "y", "N", "true", "False", "null", "~", "None", "1", "1e-3", "-1", "+.5",
    "0x1F", "017",
    "1_000",
    ".inf", "nan", "1/3", "12:30", "2001-01-01", "- x", "-", "?", "? x", ": x", "a: b", "a:b", "#", "a # b", "a#b",
    "#a", "&a", "*a", "!a", "!!str a", "|", ">", "%", "@a", "`a", "'", '"', "it's", 'say "x"', "[a]", "{a: b}",
    ",", "a, b",
    "西瓜", "ünï", "a\nb", "a\n", "\na", "\ta", "a\tb", " a", "a ", "a\\b", "\u2028", "\x85", "\u00a0", "😀",
    "---", "...", "--- a", "<<", "=", "a" * 300, "word " * 60, "w[A,P].new", "x^2", "sin x", "~/data",
    "C:\\data\\a.csv",
]  # fmt: skip
NUMBERS = ["0", "-0", "1", "-1", "0.10", ".5", "5.", "1e-3", "1E+5", "+2", "017", "1e300",
    "-4.06e-2",
           "123456789012345678901234567890", "2.2250738585072014e-308", "5e-324", "1e-05", "1e+16",
    "0.1e1"]  # fmt: skip


def again(data):
    return read_text(write_yaml(data), "written.yaml").data


@pytest.mark.parametrize("text", STRINGS)
def test_a_text_stays_a_text(text):
    assert again({"key": text, "list": [text, [text]], "map": {"inner": text}}) == {
        "key": text, "list": [text, [text]], "map": {"inner": text}
    }  # fmt: skip


@pytest.mark.parametrize("text", [text for text in STRINGS if text != "<<"])
def test_a_key_stays_a_key(text):
    assert again({text: {"x": [text]}, "last": text}) == {text: {"x": [text]}, "last": text}


@pytest.mark.parametrize("digits", NUMBERS)
def test_a_number_keeps_its_digits(digits):
    found = again({"a": Numeral(digits), "b": [Numeral(digits)] * 3})
    assert [found["a"].text, *(n.text for n in found["b"])] == [digits] * 4


@pytest.mark.parametrize("value", [None, True, False, [], {}, [[]], [{}], [None], {"a": None}])
def test_other_values(value):
    assert again({"key": value}) == {"key": value}


# Those that the reader takes: no control characters, and no mark of the byte order.
printable = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\ufeff"), max_size=30
)
scalars = (
    st.none()
    | st.booleans()
    | printable
    | st.sampled_from(STRINGS)
    | st.floats(allow_nan=False, allow_infinity=False).map(repr).map(Numeral)
    | st.integers(-(10**30), 10**30).map(str).map(Numeral)
)
keys = st.text("abcxyz_ [],:.#-'\"", min_size=1, max_size=8)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=4), max_leaves=15
)


@settings(max_examples=100)
@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_whatever_it_is_it_comes_back(data):
    assert again(data) == data


def test_it_is_written_as_a_person_would():
    weights = [[Numeral("0.1"), Numeral("0.4")], [Numeral("0.8"), Numeral("0.6")]]
    layer = {"name": "hidden", "units": Numeral("2"), "weights": weights}
    assert write_yaml({"title": "A b", "seed": Numeral("1"), "layers": [layer], "data": "xor"}) == (
        'title: "A b"\nseed: 1\nlayers:\n  - name: hidden\n    units: 2\n    weights:\n'
        "      - [0.1, 0.4]\n      - [0.8, 0.6]\ndata: xor\n"
    )
