"""Which quantities a key names: one number, a matrix or a vector; and keys that are guessed, part by part."""

import pytest
from reports import CH5
from small_nets import LINEAR, linear

from nncli.grade.following.finder import Finder, Grid
from nncli.grade.following.guess import meant_by, says_when

RELU, LECTURE = (Finder(CH5.updates[id].programs) for id in ("relu-update", "lecture-update"))
ONE = Finder(LINEAR)
UNITS = [{"units": 2, "activation": "sigmoid", "weights": [[1, 2], [3, 4]]}]
TWO = Finder(linear(layers=UNITS, samples=[{"x": [2, 1], "target": [0, 1]}]))
FLAT, COLUMN, WIDE = Grid((("a", "b", "c"),)), Grid((("a",), ("b",), ("c",))), Grid((("a", "b", "c"), ("d", "e", "f")))


@pytest.mark.parametrize(
    ("grid", "values", "placed"),
    [
        (FLAT, [[1, 2, 3]], ({"a": 1, "b": 2, "c": 3}, False)),
        (FLAT, [[1], [2], [3]], ({"a": 1, "b": 2, "c": 3}, False)),
        (COLUMN, [[1, 2, 3]], ({"a": 1, "b": 2, "c": 3}, False)), (FLAT, [[1, 2]], None), (FLAT, [[1, 2], [3]], None),
        (WIDE, [[1, 2, 3], [4, 5, 6]], (dict(zip("abcdef", range(1, 7), strict=True)), False)),
        (WIDE, [[1, 4], [2, 5], [3, 6]], (dict(zip("abcdef", range(1, 7), strict=True)), True)),
        (WIDE, [[1, 2, 3, 4, 5, 6]], None), (WIDE, [[1, 2, 3], [4, 5]], None), (WIDE, [[1, 2], [3, 4]], None),
        (WIDE, [[1], [2], [3], [4], [5], [6]], None),
    ],
)  # fmt: skip
def test_values_are_placed_row_by_row_or_transposed(grid, values, placed):
    found = grid.placed(values)
    assert (found and (dict(found[0]), found[1])) == placed
    assert (FLAT.shape, COLUMN.shape, WIDE.shape) == ((1, 3), (3, 1), (2, 3))


@pytest.mark.parametrize(
    ("finder", "key", "id"),
    [
        (ONE, "y1.net", "y1.net"), (ONE, "net_y1", "y1.net"), (ONE, "NET Y1", "y1.net"), (ONE, "y1", "y1.out"),
        (ONE, "y1+", "y1.out.after"), (ONE, "y1⁺", "y1.out.after"), (ONE, "y1'", "y1.out.after"),
        (ONE, "loss", "loss.before"), (ONE, "E", "loss.before"), (ONE, "loss+", "loss.after"),
        (ONE, "E⁺", "loss.after"),
        (ONE, "w[x1,y1]+", "w[x1,y1].new"), (ONE, "w[x1, y1].new", "w[x1,y1].new"), (ONE, "eta", "eta"),
        (ONE, "delta w[x1,y1]", "w[x1,y1].step"), (ONE, "y1.delta+", None), (ONE, "q", None), (ONE, "", None),
        (LECTURE, "o", "O.out"), (LECTURE, "O", "O.out"), (LECTURE, "w3", "w[A,P]"), (LECTURE, "w3+", "w[A,P].new"),
        (LECTURE, "Δw3", "w[A,P].step"), (LECTURE, "delta w3", "w[A,P].step"), (LECTURE, "g", "O.delta"),
        (LECTURE, "o1+", "P.out.after"), (LECTURE, "g+", None),
    ],
)  # fmt: skip
def test_a_key_names_one_quantity(finder, key, id):
    assert finder.one(key) == id


@pytest.mark.parametrize(
    ("finder", "key", "rows"),
    [
        (ONE, "W1", [["w[x1,y1].new"], ["w[x2,y1].new"]]), (ONE, "W_1", [["w[x1,y1].new"], ["w[x2,y1].new"]]),
        (ONE, "w1+", [["w[x1,y1].new"], ["w[x2,y1].new"]]), (ONE, "W1.new⁺", [["w[x1,y1].new"], ["w[x2,y1].new"]]),
        (ONE, "W1.grad", [["w[x1,y1].grad"], ["w[x2,y1].grad"]]), (ONE, "b1.step", [["b[y1].step"]]),
        (ONE, "W 1 . step", [["w[x1,y1].step"], ["w[x2,y1].step"]]), (ONE, "b1", [["b[y1].new"]]),
        (ONE, "W2", None), (ONE, "theta1", None), (ONE, "W1.net", None), (ONE, "", None),
        (RELU, "hidden.net", None), (RELU, "h_net_1", [["h1.net", "h2.net"]]),
        (RELU, "layer net1", [["h1.net", "h2.net"]]),
        (RELU, "h_net1.after", [["h1.net.after", "h2.net.after"]]),
        (RELU, "h_net1+", [["h1.net.after", "h2.net.after"]]),
        (RELU, "h_delta2", [["y.delta"]]), (RELU, "h_delta3", None), (RELU, "h.net", None),
        (LECTURE, "hidden.net", [["P.net", "Q.net"]]), (LECTURE, "hidden_out", [["P.out", "Q.out"]]),
        (LECTURE, "output.delta", [["O.delta"]]), (LECTURE, "hidden.error", None),
    ],
)  # fmt: skip
def test_a_key_names_a_matrix_or_a_vector(finder, key, rows):
    found = finder.grid(key)
    assert (found and [list(row) for row in found.rows]) == (rows or None), found


@pytest.mark.parametrize(
    ("finder", "key", "ids"),
    [
        (ONE, "净输入 y1", ("y1.net",)), (ONE, "误差", ("y1.error",)), (TWO, "误差", ()),
        (TWO, "误差 y2", ("y2.error",)),
        (ONE, "输出", ("y1.out",)), (TWO, "输出", ()), (TWO, "输出 y1", ("y1.out",)),
        (ONE, "更新后 输出", ("y1.out.after",)),
        (ONE, "损失", ("loss.before",)), (ONE, "更新后损失", ("loss.after",)), (ONE, "E after", ("loss.after",)),
        (ONE, "损失 y1", ()), (ONE, "梯度 w[x1,y1]", ("w[x1,y1].grad",)), (ONE, "dE/dw[x1,y1]", ("w[x1,y1].grad",)),
        (ONE, "新 w[x1,y1]", ("w[x1,y1].new",)), (ONE, "更新前 w[x1,y1]", ()), (ONE, "更新前更新后 y1", ()),
        (ONE, "ΔW1", ("W1.step",)), (ONE, "新 W1", ("W1.new",)), (ONE, "梯度 b1", ("b1.grad",)),
        (ONE, "W1", ("W1.new",)), (ONE, "梯度 W2", ()),
        (ONE, "y1 导数", ("y1.slope",)), (ONE, "δ y1", ("y1.delta",)), (ONE, "δ净输入 y1", ()),
        (ONE, "y1.nett", ("y1.net",)), (ONE, "y1.delt", ("y1.delta",)), (ONE, "y2.nett", ()), (ONE, "y1.n", ()),
        (ONE, "y1.xyz", ()), (ONE, "y1.netafter", ("y1.net.after",)), (ONE, "w[x1,y1].gradd", ("w[x1,y1].grad",)),
        (ONE, "net_{y1}" + " " * 112, ("y1.net",)), (ONE, "net_{y1}" + " " * 113, ()),
        (ONE, "y1.ne" + "t" * 28, ()), (ONE, "更新后 y1", ("y1.out.after",)), (ONE, "y1 old", ("y1.out",)),
        (LECTURE, "o1 后", ("P.out.after",)), (LECTURE, "net o1", ()), (LECTURE, "w3 新", ("w[A,P].new",)),
    ],
)  # fmt: skip
def test_a_key_can_mean(finder, key, ids):
    assert meant_by(key, finder) == ids


@pytest.mark.parametrize(
    ("text", "told"), [("更新后", True), ("before", True), ("第一次", True), ("forward", False), ("第一步", False)]
)
def test_a_heading_says_when(text, told):
    assert says_when(text) is told


def test_what_could_be_meant_are_the_names_of_all_steps():
    assert list(ONE.words) == [LINEAR.model.names.name(id) for id in LINEAR.formulas]
