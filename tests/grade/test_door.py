"""At the grader's door: what students hand in is read or open, and never a zero because it was not read."""

import pytest
from reports import CH5, items, problem, report_on

from nncli.grade.following.finder import Finder
from nncli.grade.following.guess import meant_by
from nncli.grade.grading import grade, headings, parts
from nncli.grade.homework import open_assignment
from nncli.grade.report import Item
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet


def relu(text: str) -> dict[str, Item]:
    return items(report_on(f"relu-update:\n{text}"), "relu-update")


@pytest.mark.parametrize(
    ("key", "id", "value"),
    [
        ("h_1 的输入", "h1.net", "0.36"), ("d-y", "y.error", "0.7"), ("误差e", "y.error", "0.7"),
        ("initial loss", "loss.before", "0.245"), ("E_total", "loss.before", "0.245"),
        ("总误差", "loss.before", "0.245"), ("最终输出", "y.out.after", "1.388"),
        ("输出层δ", "y.delta", "0.7"), ("w'[h1,y]", "w[h1,y].new", "0.752"), ("E'", "loss.after", "0.0753"),
        ("net_h1'", "h1.net.after", "0.7555"), ("final loss", "loss.after", "0.0753"),
    ],
)  # fmt: skip
def test_a_key_of_the_board(key: str, id: str, value: str) -> None:
    found = relu(f"  {key}: {value}\n")[id]
    assert (found.verdict, found.yours) == (Verdict.CORRECT, value)


@pytest.mark.parametrize("key", ["w1新", "w_1^{new}", "w1 (new)"])
def test_a_parameter_goes_before_a_matrix_of_that_name(key: str) -> None:
    report = report_on(f"lecture-update:\n  {key}: 0.272\n")
    assert items(report, "lecture-update")["w[P,O].new"].verdict is Verdict.CORRECT


def test_the_output_of_the_source_in_the_second_pass() -> None:
    report = report_on("lecture-update:\n  o_1 (after): 0.680\n")
    assert items(report, "lecture-update")["P.out.after"].verdict is Verdict.CORRECT


@pytest.mark.parametrize("key", ["h", "隐层输出", "隐藏层的输出", "out_h"])
def test_a_layer_as_a_whole(key: str) -> None:
    found = relu(f"  {key}: [0.36, 0]\n")
    assert (found["h1.out"].verdict, found["h2.out"].verdict) == (Verdict.CORRECT, Verdict.CORRECT)


def test_one_number_for_a_layer_is_open_and_not_one_of_its_units() -> None:
    found = relu("  隐层输出: 0.36\n")
    assert {found[id].verdict for id in ("h1.out", "h2.out")} == {Verdict.UNDECIDED}
    assert found["y.out"].verdict is Verdict.MISSING


def test_matrices_of_a_convolution() -> None:
    homework = open_assignment("convolution")
    text = "C: [[19, 25], [37, 43]]\ndK: [[27, 37], [57, 67]]\n∂E/∂X =\n0 1 2\n2 10 10\n6 17 12\n"
    sheet = read_sheet(text.encode(), "s.txt", headings(homework), parts(homework))
    (found,) = grade(homework, sheet).problems
    assert found.points == found.out_of


def test_statements_line_by_line() -> None:
    found = relu("h1.net\n0.36\nh2.net\n-0.14\n")
    assert (found["h1.net"].verdict, found["h2.net"].verdict) == (Verdict.CORRECT, Verdict.CORRECT)
    found = relu("$net_{h1} = 0.36$, $out_{h1} = 0.36$ \\\\\n$net_{h2} = -0.14$\n")
    assert {found[id].verdict for id in ("h1.net", "h1.out", "h2.net")} == {Verdict.CORRECT}


def test_from_the_old_value_to_the_new() -> None:
    found = relu("  w[h1,y].new: 0.5 → 0.752\n  b[y].new: 0.12 -> 0.7\n  w[x1,h1].new: 由0.4变为0.47\n")
    assert found["w[h1,y].new"].verdict is Verdict.CORRECT
    assert found["b[y].new"].points == 0
    assert found["w[x1,h1].new"].verdict is Verdict.CORRECT


def test_an_arrow_between_two_passes_is_open_for_both() -> None:
    found = relu("  y.error: 0.7\n  loss: 0.245 → 0.0853\n")  # a number put right, perhaps
    assert {found[id].verdict for id in ("loss.before", "loss.after")} == {Verdict.UNREADABLE}
    assert found["loss.after"].open > 0


def test_an_arrow_whose_order_is_unmistakable_is_read() -> None:
    found = relu("  loss: 0.245 → 0.0753\n")  # both are true
    assert {found[id].verdict for id in ("loss.before", "loss.after")} == {Verdict.CORRECT}
    found = relu("  w[h1,y]: 0.5 → 0.752\n  loss: 0.245 → 0.0853\n")  # as the other arrow, which is of a parameter
    assert found["loss.before"].verdict is Verdict.CORRECT
    assert (found["loss.after"].yours, found["loss.after"].open) == ("0.0853", 0)
    same = relu("  w[h1,y]: 0.5 → 0.5\n  loss: 0.245 → 0.0853\n")  # which has not gone anywhere
    assert same["loss.before"].verdict is Verdict.UNREADABLE


def test_ditto_is_what_was_said_of_the_function_before() -> None:
    text = (
        "overflow:\n  softmax:\n    overflows: {float64: 709.78, float32: 88.72}\n    underflows: {float64: -1}\n"
        "  logsumexp:\n    overflows: 同上\n    underflows: same as above\n"
    )
    found = items(report_on(text), "overflow")
    for precision in ("float64", "float32"):
        assert found[f"logsumexp.overflows.{precision}"].verdict is Verdict.CORRECT
    assert found["logsumexp.underflows.float64"].verdict is Verdict.WRONG
    assert found["logsumexp.underflows.float32"].verdict is Verdict.UNREADABLE  # there was none to be the same as


def test_a_threshold_in_words_is_open() -> None:
    found = items(report_on("overflow:\n  softmax:\n    overflows: 很大的时候\n"), "overflow")
    assert {found[f"softmax.overflows.{p}"].verdict for p in ("float64", "float32")} == {Verdict.UNREADABLE}


def test_lines_above_all_problems_that_are_not_read_leave_what_is_missing_open() -> None:
    report = report_on("my homework\n\\[ s_i(\\delta_{ij}-s_j) \\]\nrelu-update:\n  h1.net: 0.36\n")
    assert problem(report, "softmax-gradient").open == 15
    report = report_on("my homework\nof Monday, by Li Lei\nrelu-update:\n  h1.net: 0.36\n")
    assert problem(report, "softmax-gradient").open == 0


GROUPED = """第四题：
首先计算隐层：net_h1=0.4*0.2+0.6*0.3+0.1=0.36，所以 h1=ReLU(0.36)=0.36；net_h2=-0.14，h2=0。
输出 y=0.5*0.36-0.3*0+0.12=0.3。误差 e=1-0.3=0.7，E=0.5*0.49=0.245。
"""


def test_statements_in_sentences() -> None:
    found = items(report_on(GROUPED), "relu-update")
    for id in ("h1.net", "h1.out", "h2.net", "h2.out", "y.out", "y.error", "loss.before"):
        assert found[id].verdict is Verdict.CORRECT, id


def test_headings_of_the_passes_say_not_when_and_that_of_the_second_does() -> None:
    found = relu(
        "  前向传播:\n    h1.net: 0.36\n    y.out: 0.3\n  反向传播:\n    y.delta: 0.7\n"
        "  参数更新:\n    w[h1,y]: 0.752\n  再次前向:\n    y.out: 1.3881\n"
    )
    for id in ("h1.net", "y.out", "y.delta", "w[h1,y].new", "y.out.after"):
        assert found[id].verdict is Verdict.CORRECT, id


@pytest.mark.parametrize(
    ("key", "id"),
    [
        ("h1的新偏置", "b[h1].new"), ("new bias of h1", "b[h1].new"), ("y的新偏置", "b[y].new"),
        ("h1' net", "h1.net.after"),
        ("h1到y的新权值", "w[h1,y].new"), ("new weight from h1 to y", "w[h1,y].new"), ("relu(net_h1)", "h1.out"),
        ("第一个隐单元的净输入", "h1.net"), ("z_1", "h1.net"), ("预测值", "y.out"), ("输出误差", "y.error"),
        ("δ_o", "y.delta"),
        ("E_0", "loss.before"), ("E(before)", "loss.before"), ("E_new", "loss.after"), ("MSE", "loss.before"),
        ("第二次损失", "loss.after"), ("b_y(t+1)", "b[y].new"), ("e_y", "y.error"),
    ],
)  # fmt: skip
def test_a_key_in_words(key: str, id: str) -> None:
    finder = Finder(CH5.updates["relu-update"].programs)
    assert finder.one(key) is None
    assert meant_by(key, finder) == (id,)


@pytest.mark.parametrize("key", ["e", "z_3", "第三个隐单元的输出", "h3到y的新权值", "f'(net)"])
def test_a_key_that_may_mean_several_or_nothing(key: str) -> None:
    finder = Finder(CH5.updates["relu-update"].programs)
    assert finder.one(key) is None
    assert len(meant_by(key, finder)) != 1


def test_several_statements_on_a_line_and_the_parts_of_a_unit() -> None:
    found = relu("net_y = 0.3; out_y = 0.3; 误差 = 0.7\n∂E/∂w[h1,y] = -0.252; ∂E/∂b_y = -0.7\n")
    for id in ("y.net", "y.out", "y.error", "w[h1,y].grad", "b[y].grad"):
        assert found[id].verdict is Verdict.CORRECT, id
    found = relu("Step 1 (forward)\nh1: net = 0.36, out = 0.36\nh2: net = -0.14, out = 0\n")
    for id in ("h1.net", "h1.out", "h2.net", "h2.out"):
        assert found[id].verdict is Verdict.CORRECT, id
    assert found["y.delta"].verdict is Verdict.MISSING


def test_the_same_number_twice_is_one() -> None:
    assert relu("  y.out: 0.3\n  y_out: 0.30\n")["y.out"].verdict is Verdict.CORRECT
    assert relu("  y.out: 0.3\n  y_out: 0.31\n")["y.out"].verdict is Verdict.UNREADABLE


def test_lines_of_a_table_without_lines() -> None:
    found = relu("h1.net,0.36\nh2.net\t-0.14\ny.out --> 0.3\n误差 0.7\n")
    for id in ("h1.net", "h2.net", "y.out", "y.error"):
        assert found[id].verdict is Verdict.CORRECT, id


def test_a_mapping_of_a_program() -> None:
    report = report_on("answers = {'relu-update': {'h1.net': 0.36}, 'softmax-gradient': 's_i*(delta_ij - s_j)'}")
    assert items(report, "relu-update")["h1.net"].verdict is Verdict.CORRECT
    assert problem(report, "softmax-gradient").points == 15


def test_a_comma_in_the_name_of_a_weight_parts_no_statements() -> None:
    found = relu("前向：net_h1=0.36，out_h1=0.36。\n新权值：w[h1,y]=0.752，w[h2,y]=-0.3，b_y=0.82。\n")
    for id in ("h1.net", "h1.out", "w[h1,y].new", "w[h2,y].new", "b[y].new"):
        assert found[id].verdict is Verdict.CORRECT, id


def test_a_heading_of_markdown_with_a_number() -> None:
    report = report_on(
        "# Homework\n## Problem 2\ndiag(s) - s s^T\n## Problem 4\n| q | value |\n|---|---|\n| net_h1 | 0.36 |\n"
    )
    assert problem(report, "softmax-gradient").points == 15
    assert items(report, "relu-update")["h1.net"].verdict is Verdict.CORRECT
