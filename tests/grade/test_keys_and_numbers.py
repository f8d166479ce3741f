"""Keys as on the board: what can mean one quantity alone is taken for it, and told; what can mean several is open."""

import pytest
from reports import CH5, items, problem, report_on

from nncli.grade.following.finder import Finder
from nncli.grade.following.guess import meant_by
from nncli.grade.results import Verdict

RELU, LECTURE = (Finder(CH5.updates[id].programs) for id in ("relu-update", "lecture-update"))

MEANT = [
    ("net_{h2}", "h2.net"), (r"\mathrm{net}_{h_2}", "h2.net"), (r"\hat{y}", "y.out"), ("ŷ", "y.out"),
    (r"\delta_{h1}", "h1.delta"), ("w_{h1,y}^{new}", "w[h1,y].new"), ("w_{h1,y}^{(new)}", "w[h1,y].new"),
    ("w_{h1,y}'", "w[h1,y].new"), ("新权值w[h1,y]", "w[h1,y].new"), ("w[h1,y]（新）", "w[h1,y].new"),
    ("h1净输入", "h1.net"), ("h1的净输入", "h1.net"), ("h2 输出", "h2.out"), ("更新前损失", "loss.before"),
    ("更新后的损失", "loss.after"), ("loss after update", "loss.after"), ("loss (before)", "loss.before"),
    ("y.out(after)", "y.out.after"), ("y.out后", "y.out.after"), ("更新后输出", "y.out.after"),
    ("y.out before", "y.out"), ("net_y after", "y.net.after"), ("ΔW1", "W1.step"), ("W1新", "W1.new"),
    (r"\frac{\partial E}{\partial w_{h1,y}}", "w[h1,y].grad"), ("dE/dw[h1,y]", "w[h1,y].grad"),
    ("梯度 w[x1,h1]", "w[x1,h1].grad"), ("b_{h1}^{new}", "b[h1].new"), ("Δb_{y}", "b[y].step"),
    ("h1.nett", "h1.net"), ("误差", "y.error"), ("δ_{y}", "y.delta"), ("z_{h1}", "h1.net"), ("a_{h1}", "h1.out"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "meant"), MEANT)
def test_a_key_as_on_the_board(key: str, meant: str) -> None:
    known = RELU.one(key)
    assert known == meant or (known is None and meant_by(key, RELU) == (meant,))


@pytest.mark.parametrize(
    ("key", "meant"),
    [("w_3^{new}", "w[A,P].new"), ("w3'", "w[A,P].new"), (r"\delta_O", "O.delta"), ("更新后输出", "O.out.after")],
)
def test_a_key_by_the_names_of_the_source(key: str, meant: str) -> None:
    known = LECTURE.one(key)
    assert known == meant or (known is None and meant_by(key, LECTURE) == (meant,))


@pytest.mark.parametrize(
    "key", ["foo", "h9.net", "net", "δ", "w[h1,z].new", "h3 净输入", "更新前更新后", "new", "权值", ""]
)
def test_what_can_mean_nothing_or_several_is_not_taken(key: str) -> None:
    assert len(meant_by(key, RELU)) != 1


def test_before_does_not_mean_after() -> None:
    for key in ("y.out before", "更新前 y.out", "loss before update", "前 y.net"):
        assert not any("after" in id for id in meant_by(key, RELU))


@pytest.mark.parametrize(
    ("entry", "id"),
    [
        ("net_{h2}: 为 -0.14", "h2.net"),
        (r"\delta_{h1}: 0.35", "h1.delta"),
        ("更新前损失: 0.245", "loss.before"),
        ("w[h2,y].new: 不变", "w[h2,y].new"),
        ("w[h2,y].new: unchanged", "w[h2,y].new"),
        ("w[h2,y].new: 不变，-0.3", "w[h2,y].new"),
        ("y.error: 1-0.3", "y.error"),
        ("h2.out: 0，因为 net<0", "h2.out"),
        ("h1.out: 0,36", "h1.out"),
    ],
)
def test_what_is_read_is_judged(entry: str, id: str) -> None:
    report = report_on(f"relu-update:\n  h1.net: 0.36\n  {entry}\n")
    assert items(report, "relu-update")[id].verdict is Verdict.CORRECT
    assert problem(report, "relu-update").open == 0


def test_a_guess_is_told_at_its_line() -> None:
    (found,) = report_on("relu-update:\n  net_{h2}: -0.14\n").diagnostics
    assert found.message == "'net_{h2}' is read as 'h2.net'"
    assert found.place is not None
    assert found.place.line == 2


def test_what_is_named_goes_before_what_is_guessed() -> None:
    report = report_on("relu-update:\n  h1净输入: 0.5\n  h1.net: 0.36\n")
    assert items(report, "relu-update")["h1.net"].verdict is Verdict.CORRECT


def test_parameters_alone_are_new_values_where_one_of_them_has_changed() -> None:
    found = items(report_on("lecture-update:\n  w3: 0.0991\n  w4: 0.7976\n"), "lecture-update")
    assert found["w[A,P].new"].verdict is Verdict.CORRECT
    found = items(report_on("lecture-update:\n  w3: 0.1\n  w4: 0.8\n"), "lecture-update")  # what was given, copied
    assert found["w[A,P].new"].verdict is Verdict.MISSING
    found = items(report_on("lecture-update:\n  w3: 0.1\n  w3+: 0.0991\n"), "lecture-update")
    assert found["w[A,P].new"].yours == "0.0991"


def test_unchanged_is_wrong_where_the_weight_changes() -> None:
    found = items(report_on("relu-update:\n  w[h1,y].new: 不变\n"), "relu-update")
    assert found["w[h1,y].new"].points == 0


GROUPED = """relu-update:
  forward:
    h1.net: 0.36
  第一步 反向传播:
    δ_y: 0.7
  update:
    W1: [[0.47, -0.5], [0.705, 0.2]]
    b2: 0.82
  更新后:
    h1净输入: 0.601
"""


def test_headings_inside_a_problem_are_no_part_of_a_name() -> None:
    found = items(report_on(GROUPED), "relu-update")
    for id in ("h1.net", "y.delta", "w[x2,h1].new", "b[y].new"):
        assert found[id].verdict is Verdict.CORRECT, id
    assert found["h1.net.after"].yours == "0.601"


def test_numbers_in_a_text_are_read_and_what_is_prose_in_it_opens_what_is_missing() -> None:
    text = "relu-update: |\n  h1.net = 0.36, h2.net = -0.14\n  y.out = 0.3\n"
    found = items(report_on(text), "relu-update")
    assert {found[id].verdict for id in ("h1.net", "h2.net", "y.out")} == {Verdict.CORRECT}
    assert problem(report_on(text), "relu-update").open == 0
    report = report_on(text + "  and then 0.245 for the loss\n")
    assert items(report, "relu-update")["loss.before"].verdict is Verdict.UNDECIDED


def test_a_table_is_graded() -> None:
    text = "relu-update:\n| unit | net | out |\n|---|---|---|\n| h1 | 0.36 | 0.36 |\n| h2 | −0.14 | 0 |\n"
    found = items(report_on(text), "relu-update")
    assert {found[id].verdict for id in ("h1.net", "h1.out", "h2.net", "h2.out")} == {Verdict.CORRECT}
    text = "overflow:\n| | float64 | float32 |\n|---|---|---|\n| 上溢 | 709.78 | 88.72 |\n"
    report = report_on(text)
    assert items(report, "overflow")["softmax.overflows.float32"].verdict is Verdict.CORRECT
    assert report.diagnostics == ()


def test_one_changed_parameter_makes_all_that_stand_alone_new_ones() -> None:
    found = items(report_on("relu-update:\n  w[h1,y]: 0.752\n  w[h2,y]: -0.3\n"), "relu-update")
    assert {found[id].verdict for id in ("w[h1,y].new", "w[h2,y].new")} == {Verdict.CORRECT}


@pytest.mark.parametrize("entry", ["h1.net: [0.36]", "h1.net: (0.36)", "W2: [0.752, -0.3]", "W2: [[0.752], [-0.3]]"])
def test_a_list_of_one_number_is_that_number(entry: str) -> None:
    found = items(report_on(f"relu-update:\n  {entry}\n"), "relu-update")
    id = "h1.net" if entry.startswith("h1") else "w[h1,y].new"
    assert found[id].verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # Between what stands above and below it, at most two; else the first behind what stands above.
        ("h1.net: 0.36\n  qq: 0.111\n  h2.net: -0.14", ["h1.out"]),
        ("h1.net: 0.36\n  h1.out: 0.36\n  qq: 0.111\n  h2.net: -0.14", ["h2.out"]),
        ("loss.before: 0.245\n  qq: 0.111\n  h1.delta: 0.35\n", ["w[h1,y].grad", "w[h2,y].grad"]),
        ("qq: 0.111\n  h1.out: 0.36\n  h2.net: -0.14", []),
    ],
)
def test_a_number_under_an_unknown_key_by_where_it_stands(text: str, ids: list[str]) -> None:
    found = items(report_on(f"relu-update:\n  {text}\n"), "relu-update")
    opened = [id for id, item in found.items() if item.verdict is Verdict.UNDECIDED]
    assert opened == ids or (not ids and len(opened) == 1)
    assert all(found[id].yours == "qq: 0.111" for id in opened)
