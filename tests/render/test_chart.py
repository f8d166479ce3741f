"""Line charts in the terminal: held to the letter where they are small, and every value where it belongs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.render.pictures.axis import Axis, apart
from nncli.render.pictures.chart import SIGNS, Curve, Mark, line_chart

DOWN = Curve("training", [0, 1, 2, 3, 4], [4, 2, 1, 0.5, 0.25])
UP = Curve("validation", [0, 1, 2, 3, 4], [1, None, 2, 2.5, 3])


def chart(*curves, width=40, height=8, plain=True, **how):
    return line_chart(curves, width, height, plain=plain, **how).plain.split("\n")


def test_a_small_chart_to_the_letter():
    assert chart(DOWN, width=30, x_title="epoch", y_title="loss") == [
        "loss",
        "4+**                          ",
        " |  **                        ",
        " |    **                      ",
        "2+      ***                   ",
        " |         ****               ",
        " |             *****          ",
        " |                  ******    ",
        "0+                        ****",
        " ++-------------+------------+",
        "  0             2            4",
        "             epoch",
        "* training",
    ]


def test_two_curves_have_their_names_at_their_ends(snapshot):
    assert "\n".join(chart(DOWN, UP, width=60, x_title="epoch", y_title="loss", mark=Mark(2, "kept"))) == snapshot


def test_names_that_are_too_long_stand_below(snapshot):
    long = Curve("mode accumulated, learning_rate 0.1", DOWN.xs, DOWN.ys)
    assert "\n".join(chart(long, UP, width=44)) == snapshot


def test_braille_and_colours_in_a_terminal(text_of, snapshot):
    page = line_chart([DOWN, UP], 60, 6, plain=False, x_title="epoch", mark=Mark(4, "kept"))
    assert text_of(page, terminal=True) == snapshot


def test_a_plain_chart_has_ascii_alone():
    assert "\n".join(chart(DOWN, UP, mark=Mark(2, "kept"))).isascii()


def test_a_logarithmic_axis_is_straight_for_powers():
    curve = Curve("powers", [0, 1, 2, 3], [1, 0.1, 0.01, 0.001])
    lines = chart(curve, width=24, height=10, log=True, named=False)
    rows = {line.split("+")[0].strip(): n for n, line in enumerate(lines) if "+" in line[:6]}
    assert [rows[label] for label in ("1", "0.1", "0.01", "0.001")] == [0, 3, 6, 9]


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("width", [20, 33, 80, 140])
def test_no_line_is_wider_than_the_page(plain, width):
    text = line_chart([DOWN, UP, Curve("训练", [0, 4], [1, 1])], width, plain=plain, x_title="轮", mark=Mark(4, "保留"))
    assert max(line.cell_len for line in text.split("\n")) <= width


@pytest.mark.parametrize("ys", [[1.0], [0.0], [math.nan], [math.inf, 1.0], [None, None], [-3.0, -3.0], [1e300, -1e300]])
@pytest.mark.parametrize("log", [True, False])
def test_whatever_the_values_there_is_a_chart(ys, log):
    with np.errstate(all="raise"):
        assert len(chart(Curve("it", list(range(len(ys))), ys), log=log)) > 8


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30, unique=True), st.integers(30, 120))
def test_a_falling_curve_never_rises_on_the_page(ys, width):
    curve = Curve("it", list(range(len(ys))), sorted(ys, reverse=True))
    lines = chart(curve, width=width, height=12, named=False)[:12]
    bodies = [line[line.index("+" if "+" in line[:12] else "|") + 1 :] for line in lines]
    first = [
        min((row for row, body in enumerate(bodies) if body[c : c + 1] == SIGNS[0]), default=None) for c in range(width)
    ]
    tops = [row for row in first if row is not None]
    assert tops == sorted(tops)
    assert len(tops) > 1


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 10))
def test_ticks_are_round_and_on_the_axis(low, way, most):
    axis = Axis(low, low + way)
    values = [value for value, _text in axis.ticks(most)]
    assert values == sorted(values)
    assert len(values) <= most + 1
    slack = 1e-6 * way
    assert all(axis.low - slack <= value <= axis.high + slack for value in values)
    assert all(0 <= share <= 1 for share in Axis.over([*values, low, low + way]).share(np.array(values)))


@given(st.floats(1e-12, 1e3), st.floats(1.01, 1e15))
def test_ticks_of_a_logarithmic_axis_lie_on_it(low, factor):
    axis = Axis(low, low * factor, log=True)
    values = [value for value, _text in axis.ticks(6)]
    assert values == sorted(set(values))
    assert all(-1e-6 <= share <= 1 + 1e-6 for share in axis.share(np.array(values)))


@given(st.lists(st.integers(0, 9), max_size=10))
def test_names_are_kept_apart(places):
    rows = apart(places, 10)
    assert len(set(rows)) == len(rows)
    assert all(0 <= row < 10 for row in rows)
    if len(set(places)) == len(places):
        assert rows == places
