"""A text put together from several lines: whatever is cut out of it, each sign still knows where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.document.lines import Source
from nncli.sheets.parts import Stretch, joined

LINES = ("answer: ab", "    cde  ", "", "  f，g")
SOURCE = Source("s.yaml", LINES)
PARTS = [
    Stretch.of("ab", ((0, 0, 8),)), Stretch.of("cde", ((0, 1, 4),)), Stretch.of("f，g", ((0, 3, 2),)),
]  # fmt: skip
WHOLE = joined(PARTS, [" ", "\n\n"])


def where(stretch: Stretch, offset: int = 0, length: int | None = None) -> tuple[int | None, int | None, int]:
    place = stretch.at(SOURCE, offset, length)
    return place.line, place.column, place.length


def test_parts_are_joined_with_what_stands_between():
    assert (WHOLE.raw, WHOLE.folded) == ("ab cde\n\nf，g", "ab cde\n\nf,g")
    assert WHOLE.marks == ((0, 0, 8), (3, 1, 4), (8, 3, 2))
    assert joined(PARTS[:1], []) is PARTS[0]


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 9, 2)), (1, (1, 10, 1)), (3, (2, 5, 3)), (5, (2, 7, 1)), (8, (4, 3, 3)), (10, (4, 5, 1))],
)
def test_a_sign_is_told_with_the_rest_of_its_line(offset, place):
    assert where(WHOLE, offset) == place


def test_a_length_ends_with_the_line():
    assert where(WHOLE, 3, 2) == (2, 5, 2)
    assert where(WHOLE, 8, 99) == (4, 3, 3)
    assert where(WHOLE, 8, 0) == (4, 3, 1)


@given(st.integers(0, 11), st.integers(0, 11), st.integers(0, 11))
def test_a_part_tells_the_same_places_as_the_whole(start, end, at):
    part = WHOLE.cut(start, end)
    assert part.raw == WHOLE.raw[start:end]
    assert part.folded == WHOLE.folded[start:end]
    assert part.marks[0][0] == 0
    if at < len(part.raw) and not WHOLE.raw[start + at].isspace():
        assert where(part, at, 1) == where(WHOLE, start + at, 1)
        inner = part.cut(at)
        assert where(inner, 0, 1) == where(WHOLE, start + at, 1)


@pytest.mark.parametrize(
    ("text", "kept", "column"),
    [
        ("  ab ", "ab", 3),
        ("$ab$", "ab", 2),
        ("**ab**,", "ab", 3),
        ("ab；", "ab", 1),
        ("$a$b$", "$a$b$", 1),
        ("  ", "", 1),
    ],
)
def test_what_stands_around_an_answer_is_left_out(text, kept, column):
    source = Source("s.yaml", (text,))
    meant = Stretch.of(text, ((0, 0, 0),)).meant()
    assert meant.raw == kept
    assert meant.at(source).column == column
