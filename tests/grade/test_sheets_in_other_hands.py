"""Sheets as they are handed in: presentations in tables, headings of passes, answers by number, lost lines."""

import pytest
from reports import items, problem, report_on

from nncli.grade.following.mentions import spoken_of
from nncli.grade.grading import grade, headings, parts
from nncli.grade.homework import open_assignment
from nncli.grade.results import Verdict
from nncli.sheets.sheet import read_sheet


def relu(text):
    return items(report_on(f"relu-update:\n{text}"), "relu-update")


def bundled(id, text):
    made = open_assignment(id)
    [report] = grade(made, read_sheet(text.encode(), "s.md", headings(made), parts(made))).problems
    return {item.id: item for item in report.items}


ROWS = "| 1 | 0 | 0 | 0 | -0.2 | 0 | 0 |\n| 1 | 0 | 1 | 0 | -0.3 | 0 | 0 |\n| 1 | 1 | 0 | 0 | 0.1 | 1 | -1 |\n"
HEAD = "and:\n| 轮 | x1 | x2 | d | net | y | e |\n|---|---|---|---|---|---|---|\n"


def test_a_row_is_a_presentation():
    found = bundled("perceptron", HEAD + ROWS)
    for id in ("Y.net@s1#1", "Y.out@s2#2", "Y.net@s3#3", "Y.out@s3#3", "Y.error@s3#3"):
        assert found[id].verdict is Verdict.CORRECT, id
    assert found["Y.net@s4#4"].verdict is Verdict.MISSING


def test_a_row_of_another_sample_is_none_of_the_presentation_that_it_counts():
    swapped = HEAD + "".join(ROWS.splitlines(keepends=True)[n] for n in (0, 2, 1))
    found = bundled("perceptron", swapped)
    assert found["Y.net@s1#1"].verdict is Verdict.CORRECT
    assert found["Y.net@s2#2"].verdict is not Verdict.WRONG
    assert found["Y.out@s2#2"].yours != "1" or found["Y.out@s2#2"].open > 0


def test_the_error_of_a_stated_wrong_output_of_a_step_function_earns():
    found = bundled("perceptron", "and:\n  net@3: 0.1\n  out@3: 0\n  error@3: 0\n")
    assert found["Y.out@s3#3"].points == 0
    assert found["Y.error@s3#3"].points > 0
    alone = bundled("perceptron", "and:\n  net@3: 0.1\n  error@3: 0\n")  # the output is not there to take it from
    assert alone["Y.error@s3#3"].points == 0


def test_a_heading_at_the_margin_says_that_the_second_pass_follows():
    found = relu("前向：\nnet_h1 = 0.36\nE = 0.245\n更新后：\nnet_h1 = 0.7555\nE = 0.0753\n反向：\nδ_y = 0.7\n")
    for id in ("h1.net", "loss.before", "h1.net.after", "loss.after", "y.delta"):
        assert found[id].verdict is Verdict.CORRECT, id


def test_a_heading_of_gradients():
    found = relu("梯度：\nw[h1,y] = -0.252\nb_y = -0.7\n新权值：\nw[h1,y]' = 0.752\n")
    for id in ("w[h1,y].grad", "b[y].grad", "w[h1,y].new"):
        assert found[id].verdict is Verdict.CORRECT, id


@pytest.mark.parametrize("heading", ["## Problem 4 – BP update", "hw5 q4", "### 4. ReLU 网络"])
def test_headings_of_markdown_and_of_chats(heading):
    found = items(report_on(f"# Homework\n{heading}\nnet_h1 = 0.36\n"), "relu-update")
    assert found["h1.net"].verdict is Verdict.CORRECT


def test_answers_that_are_numbered_as_the_problems():
    report = report_on("2. ∂s_i/∂x_j = s_i(δ_ij - s_j)\n3. δ_ij - s_j\n4. net_h1 = 0.36, net_h2 = -0.14\nδ_y = 0.7\n")
    assert problem(report, "softmax-gradient").points == problem(report, "softmax-gradient").out_of
    assert problem(report, "log-softmax-gradient").points == problem(report, "log-softmax-gradient").out_of
    found = items(report, "relu-update")
    assert {found[id].verdict for id in ("h1.net", "h2.net", "y.delta")} == {Verdict.CORRECT}


def test_numbered_items_without_a_formula_are_no_problems():
    report = report_on("1) net_h1 0.36\n2) out_h1 0.36\n3) net_h2 -0.14\n4) out_h2 0\n")
    assert problem(report, "softmax-gradient").items == ()
    assert problem(report, "relu-update").open > 0


def test_a_bullet_is_no_minus():
    report = report_on("## 2. Gradient of softmax\n- ∂s_i/∂x_j = s_i(δ_ij − s_j)\n")
    assert problem(report, "softmax-gradient").points == 15
    report = report_on("## 2. Gradient of softmax\n- s_i(δ_ij − s_j)\n")  # which may be one
    assert problem(report, "softmax-gradient").points < 15


def test_parts_below_a_bare_name_are_those_of_that_function_alone():
    text = "overflow:\nsoftmax：\n上溢：float64：709.78；float32：88.72\n"
    found = items(report_on(text), "overflow")
    assert found["softmax.overflows.float64"].verdict is Verdict.CORRECT
    assert found["logsumexp.overflows.float64"].verdict is not Verdict.CORRECT


def test_b2_with_one_number_may_be_of_the_layer_or_of_h2():
    found = relu("  b1: 0.45\n  b2: -0.1\n")
    assert {found[id].verdict for id in ("b[y].new", "b[h2].new")} == {Verdict.UNDECIDED}
    found = relu("  b1: [0.45, -0.1]\n  b2: 0.82\n")  # by layers
    assert found["b[y].new"].verdict is Verdict.CORRECT


def test_a_list_under_a_kind_is_the_layer_that_has_so_many_units():
    found = relu("  net: [0.36, -0.14]\n  δ: [0.35, 0]\n")
    assert {found[id].verdict for id in ("h1.net", "h2.net", "h1.delta", "h2.delta")} == {Verdict.CORRECT}
    assert relu("  net: [0.36, -0.14, 0.3]\n")["h1.net"].verdict is Verdict.UNDECIDED


TRUTHS = {"h1.net": 0.36, "h2.delta": 0.0, "y.delta": 0.7, "loss.before": 0.245, "w[h1,y].new": 0.752, "b[y].new": 0.82}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("somewhere 0.99", set(TRUTHS)),
        ("δ 是 0.99", {"h2.delta", "y.delta"}),
        ("of h1 0.99", {"h1.net"}),
        ("损失 0.99", {"loss.before"}),
        ("权值 0.99", {"w[h1,y].new"}),
        ("偏置 0.99", {"b[y].new"}),
        ("损失 0.75", {"loss.before", "w[h1,y].new"}),  # the true value of another
        ("h9 0.99", set(TRUTHS)),
    ],
)
def test_what_is_lost_may_be_what_it_speaks_of(text, ids):
    assert set(spoken_of(text, TRUTHS)) == ids


def test_a_lost_line_opens_what_it_speaks_of_and_no_more():
    found = relu("  net_h1: 0.36\n  ;; 损失不是 0.99 ;;\n")
    assert found["loss.before"].verdict is Verdict.UNDECIDED
    assert found["w[h1,y].new"].verdict is Verdict.MISSING
    assert relu("  net_h1: 0.36\n  （1）反向传播\n")["loss.before"].verdict is Verdict.MISSING


def test_a_kind_before_a_colon_is_that_of_every_number_behind_it():
    found = relu("隐层净输入：h1 0.36，h2 -0.14\nδ：y 0.7，h1 0.35，h2 0\n")
    for id in ("h1.net", "h2.net", "y.delta", "h1.delta", "h2.delta"):
        assert found[id].verdict is Verdict.CORRECT, id
    assert not found["h1.out"].yours
    lost = relu("隐层净输入：q1 0.36，q2 -0.14\n")  # of nobody here: it may be either's
    assert {lost[id].verdict for id in ("h1.net", "h2.net")} == {Verdict.UNDECIDED}


def test_two_statements_on_a_line_with_colons():
    found = relu("Output after the update: 1.388, loss after the update: 0.0753.\n")
    assert {found[id].verdict for id in ("y.out.after", "loss.after")} == {Verdict.CORRECT}


def test_of_a_number_that_is_put_right_the_last_counts():
    found = relu("  net_h1: 0.63（写错了，应为 0.36）\n  out_h2: -0.14 改为 0\n  b_y.new: 0.83 更正：0.82\n")
    assert {found[id].verdict for id in ("h1.net", "h2.out", "b[y].new")} == {Verdict.CORRECT}
    assert found["h2.out.after"].verdict is Verdict.MISSING or found["h2.out.after"].verdict is Verdict.IMPLIED


def test_a_table_alone_is_the_answer_to_the_only_problem():
    found = bundled(
        "perceptron", "# Perceptron\n\n| Step | net | y |\n|---|---|---|\n| 1 | -0.2 | 0 |\n| 2 | -0.3 | 0 |\n"
    )
    assert {found[id].verdict for id in ("Y.net@s1#1", "Y.out@s2#2")} == {Verdict.CORRECT}


def test_a_unit_before_a_colon_is_that_of_the_bare_kinds_behind_it():
    found = relu("h1：净输入0.36，输出0.37；h2：净输入-0.14，输出0\n")
    assert [found[id].yours for id in ("h1.net", "h1.out", "h2.net", "h2.out", "y.out")] == [
        "0.36", "0.37", "-0.14", "0", "",
    ]  # fmt: skip


def test_a_numbered_step_says_that_the_second_pass_follows():
    found = relu("y = 0.3\nStep 4: forward pass after the update\ny = 1.388\nloss = 0.0753\n")
    for id in ("y.out", "y.out.after", "loss.after"):
        assert found[id].verdict is Verdict.CORRECT, id
