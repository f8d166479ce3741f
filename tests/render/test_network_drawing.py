"""The drawing of a network: nothing stands upon anything else, it fits the width, and what it shows is the model's.

Where a weight stands is read back from the signs alone: from the weight along the line to the unit, and to the source.
"""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import every_worked_example, network_of, networks
from rich.cells import cell_len

from nncli.cli.opening import read_model
from nncli.render.pictures.network.drawing import drawings, picture_lines
from nncli.render.pictures.network.shapes import Box, Drawing, Label, Line
from nncli.render.pictures.network.signs import can_show, clashes, text_lines

SHAPES = [(2, 2, 1), (2, 2, 2), (3, 2, 2), (2, 3, 2, 1), (1, 1), (3, 1), (1, 4, 1)]
BOXES = "┌┐└┘├┤┬┴┼│─→"


def of_shape(*sizes: int, names: bool = False, digits: int = 2) -> object:
    """Dense layers with biases; every weight and bias has a number of its own, with so many decimals."""
    dice = random.Random(7)  # no secret
    numbers = iter(dice.sample(range(10 ** (digits - 1), 10**digits), 90))
    layers = [
        {
            "units": units, "activation": "sigmoid", "biases": [next(numbers) / 10**digits for _ in range(units)],
            "weights": [[-next(numbers) / 10**digits for _ in range(units)] for _ in range(sources)],
        }
        for sources, units in pairwise(sizes)
    ]  # fmt: skip
    spec = {"inputs": sizes[0], "layers": layers, "loss": "squared", "learning_rate": 1}
    sample = {"x": [0.25] * sizes[0], "target": [0.5] * sizes[-1]}
    return network_of(spec | {"samples": [sample], "names": {"w[x1,h1_1]": "w7"} if names else {}})


def assert_sound(model: object, width: int) -> None:
    for drawing in drawings(model, width):
        assert clashes(drawing) == []
        assert drawing.width <= width
    for ascii in (False, True):
        lines = picture_lines(model, width, ascii=ascii)
        assert [line for line in lines if cell_len(line) > width or line != line.rstrip()] == []
        if ascii:
            assert not set("".join(lines)) & set(BOXES)


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("spec", every_worked_example())
def test_every_bundled_network_is_drawn_and_every_cell_written_once(spec: str, width: int) -> None:
    model = read_model(spec, None)
    assert drawings(model, width) != []
    assert_sound(model, width)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_done_by_hand_fits_80_columns(shape: tuple[int, ...]) -> None:
    model = of_shape(*shape)
    assert drawings(model, 80) != []
    assert_sound(model, 80)


@given(networks(), st.sampled_from([40, 80, 140]))
def test_random_networks(network: object, width: int) -> None:
    assert_sound(network, max(width, 60))


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5), st.sampled_from([60, 80, 200]))
def test_shapes_of_every_kind(shape: list[int], width: int) -> None:
    if sum(a * b + b for a, b in pairwise(shape)) <= 90:
        assert_sound(of_shape(*shape), width)


def traced_back(lines: list[str], number: str) -> tuple[str, str]:
    """The source and the unit that the wire with this number joins, found by walking over the signs."""
    ((y, x),) = [(y, line.index(f" {number} ") + 1) for y, line in enumerate(lines) if f" {number} " in line]

    def at(x: int, y: int) -> str:
        return lines[y][x] if 0 <= y < len(lines) and 0 <= x < len(lines[y]) else " "

    right = x
    while at(right, y) != "→":
        right += 1
    top = y
    while at(right + 1, top) != "┌":
        top -= 1
    unit = lines[top + 1][right + 2 :].split("│")[0].split("├")[0]
    row = next(row for row in range(top + 1, len(lines)) if re.match(r"[│├] \w", lines[row][right + 1 :]))
    unit = lines[row][right + 2 :].split()[0]
    left = x - 2
    while at(left, y) == "─":  # over every line that leads down below
        left -= 1
    seen, ways = set(), [(left, y)]
    while ways:
        here = ways.pop()
        if here in seen:
            continue
        seen.add(here)
        sign = at(*here)
        for _dx, dy, signs in ((0, -1, "│┤├┘└┴┼"), (0, 1, "│┤├┐┌┬┼")):
            if sign in signs:
                there = (here[0], here[1] + dy)
                while at(*there) == "─":  # a bridge
                    there = (there[0], there[1] + dy)
                ways.append(there)
        if sign in "┤┐┘┬┴┼":
            there = here[0] - 1
            while at(there, here[1]) == "─":
                there -= 1
            if at(there, here[1]) == "├" and at(there - 1, here[1]) in " abcdefghijklmnopqrstuvwxyz0123456789":
                top = here[1]
                while at(there, top) != "┐":
                    top -= 1
                middle = next(
                    m for m in range(top + 1, len(lines)) if re.search(r"│ \w+_?\w* *[│├]$", lines[m][: there + 1])
                )
                return re.search(r"│ (\w+) *[│├]$", lines[middle][: there + 1])[1], unit
            return lines[here[1]][: there + 1].split("=")[0].split()[-1], unit
    raise AssertionError(f"no source of {number}")


@pytest.mark.parametrize("shape", [(2, 2, 1), (2, 2, 2), (3, 2, 2), (2, 3, 2, 1)])
def test_every_wire_leads_from_its_source_to_its_unit(shape: tuple[int, ...]) -> None:
    network = of_shape(*shape)
    lines = picture_lines(network, 100)
    for layer in network.layers:
        for id, numeral in layer.parameters_given():
            if id.startswith("w["):
                source, unit = id[2:-1].split(",")
                assert traced_back(lines, numeral.text.replace("-", "−")) == (source, unit), "\n".join(lines)


def test_a_planted_clash_is_seen() -> None:
    box, word = Box(0, 0, 6, 3), Label(2, 1, "权值")
    assert clashes(Drawing((box,), (), (Label(1, 1, "权值"),))) == []
    assert clashes(Drawing((box,), (), (word,))) == [(5, 1)]  # two cells a sign
    assert clashes(Drawing((), (Line((0, 0), (4, 0), "a"), Line((2, 0), (6, 0), "b")), ())) != []
    across = Drawing((), (Line((0, 1), (4, 1), "a"), Line((2, 0), (2, 2), "b")), ())
    assert clashes(across) == []
    assert text_lines(across) == ["  │", "─────", "  │"]
    joined = Drawing((), (Line((0, 1), (4, 1), "a"), Line((2, 0), (2, 2), "a")), ())
    assert text_lines(joined) == ["  │", "──┼──", "  │"]


def test_in_signs_of_the_terminal() -> None:
    assert (can_show("utf-8"), can_show("gb18030"), can_show("gbk")) == (True, True, True)
    assert (can_show("ascii"), can_show("latin-1"), can_show(None), can_show("no-such")) == (False,) * 4


def test_the_lectures_network() -> None:
    assert picture_lines(read_model("lecture", None), 80) == [
        "                          ┌─────────┐",
        "          ┌─── w3 = 0.1 ─→│ P       ├┐",
        "          │ ┌─ w4 = 0.8 ─→│ sigmoid ││               ┌─────────┐",
        "A = 0.35 ─┤ │             └─────────┘└─── w1 = 0.3 ─→│ O       ├──→ o",
        "          │ │                          ┌─ w2 = 0.9 ─→│ sigmoid │    d_O = 0.5",
        "          │ │             ┌─────────┐  │             └─────────┘",
        "          └─── w5 = 0.4 ─→│ Q       ├──┘",
        " B = 0.9 ───┴─ w6 = 0.6 ─→│ sigmoid │",
        "                          └─────────┘",
    ]


def test_a_large_network_stands_in_tables() -> None:
    lines = picture_lines(of_shape(2, 9, 2), 80)
    assert [line.split()[:3] for line in lines if "x1" in line or "h1_9" in line][:1] == [["from,", "to", "h1_1"]]
    wide = network_of({"inputs": 30, "layers": [{"units": 30, "activation": "relu"}], "samples": [{"x": [0] * 30}]})
    assert picture_lines(wide, 80)[1:] == ["  from 30 to 30 units: too large to draw"]
