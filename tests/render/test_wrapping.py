"""Where a line may end: every line fits, nothing is lost, and no number, name or sign is torn or left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nncli.render.forms.wrapping import CLOSING, OPENING, breaks


def lines(text, width):
    ends = [0, *breaks(text, width), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(ends)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("one two", 1, list("onetwo")),
        ("", 5, [""]),
        ("误差用了已经更新的权值", 10, ["误差用了已", "经更新的权", "值"]),
        ("误差，用了", 4, ["误", "差，", "用了"]),  # a comma stays with what it follows
        ("权值（见前）", 6, ["权值", "（见", "前）"]),
        ("在 i = j 时不正确", 8, ["在 i = j", "时不正确"]),
        ("δ_h1·w[h1,y]·x", 14, ["δ_h1·w[h1,y]·x"]),
        ("δ_h1·w[h1,y]·x", 12, ["δ_h1·w[h1,y]", "·x"]),
        ("a δ_h1·w[h1,y]", 12, ["a", "δ_h1·w[h1,y]"]),  # a space is the better place
        ("0.25·0.125/0.5", 7, ["0.25", "·0.125", "/0.5"]),
        ("49/200·x", 6, ["49/200", "·x"]),  # a fraction is one number
        ("η·∂E/∂w[x,y]", 11, ["η", "·∂E/∂w[x,y]"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),  # nothing else to do
    ],
)
def test_a_line_ends_where_a_person_would_end_it(text, width, expected):
    assert lines(text, width) == expected


SIGNS = st.sampled_from(["w1", "0.25", "[h1,y]", " ", " ", "权", "值", "，", "（", "）", "·", "/", "∂E/∂w", "−", "。"])
TEXTS = st.lists(SIGNS, max_size=40).map("".join)


@given(TEXTS, st.integers(8, 60))
def test_every_line_fits_and_nothing_is_lost(text, width):
    found = breaks(text, width)
    assert found == sorted(set(found))
    assert all(0 < at < len(text) for at in found)
    assert all(cell_len(line) <= width for line in lines(text, width))


SHORT = st.lists(st.sampled_from(["w1 ", "0.25", "权", "值", "，", "（看", "）", "。"]), max_size=40).map("".join)


@given(SHORT, st.integers(30, 60))
def test_no_sign_begins_or_ends_a_line_that_should_not(text, width):
    for before, after in pairwise(lines(text, width)):
        if len(before) > 1 and len(after) > 1 and cell_len(before) < width - 1:
            assert before[-1] not in OPENING
            assert after[0] not in CLOSING
