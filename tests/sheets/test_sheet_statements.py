"""What a text states, clause by clause: names with numbers, whose they are, and what is no statement."""

import pytest

from nncli.sheets.keys import Keyed
from nncli.sheets.parts import Stretch
from nncli.sheets.statements import MAX_CLAUSES, has_number, is_parameter, says_gradients, says_later, statements


def stated(text):
    """Each statement as its name and its number; what is none by its text."""
    found = statements(Stretch.of(text, ((0, 0, 0),)))
    return [(one.name, one.value.raw) if isinstance(one, Keyed) else one.raw for one in found]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("net_h1 = 0.36, out_h1 = 0.36", [("net_h1", "0.36"), ("out_h1", "0.36")]),
        ("误差 0.7 E=0.245", [("误差", "0.7"), ("E", "0.245")]),
        ("1) net_h1 0.36\n2) out_h1 0.37", [("net_h1", "0.36"), ("out_h1", "0.37")]),
        ("1、h1的净输入\n0.36\n2、h1的输出\n0.37", [("h1的净输入", "0.36"), ("h1的输出", "0.37")]),
        ("净输入 h1 0.36\n损失0.245", [("净输入 h1", "0.36"), ("损失", "0.245")]),
        ("ŷ = **0.3**, E = **0.245**", [("ŷ", "0.3"), ("E", "0.245")]),
        ("net_h1=0.4×0.2+0.6×0.3+0.1=0.36", [("net_h1", "0.4×0.2+0.6×0.3+0.1=0.36")]),
        ("新权值 w[h1,y]=0.752 w[h2,y]=-0.3", [("新权值 w[h1,y]", "0.752"), ("w[h2,y]", "-0.3")]),
        ("$net_{h1} = 0.36$, so $h_1 = 0.37$.", [("net_{h1}", "0.36"), ("h_1", "0.37")]),
        ("net_h1 = 0.36 so out_h1 = 0.37. E = 0.2.", [("net_h1", "0.36"), ("out_h1", "0.37"), ("E", "0.2")]),
        ("h1=ReLU(0.36)=0.36", [("h1", "ReLU(0.36)=0.36")]),
        ("y = 1,75", [("y", "1,75")]),  # a comma before a figure parts no statements
        ("Step 1 (forward)\nE = 0.245", [("E", "0.245")]),
        ("1. 前向计算\nE = 0.245", [("E", "0.245")]),
        ("C = [[1, 2], [3, 4]], y = 5", [("C", "[[1, 2], [3, 4]]"), ("y", "5")]),
    ],
)
def test_statements_are_read_clause_by_clause(text, read):
    assert stated(text) == read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("h1 的净输入是 0.36，输出也是 0.37", ["h1 的净输入", "h1.输出"]),
        ("h1: net = 0.36, out = 0.37; out = 0.3", ["h1.net", "h1.out", "out"]),
        ("The net input of h1 is 0.36 and its output is 0.37", ["The net input of h1", "h1.output"]),
        ("The delta of y is 0.7, that of h1 is 0.35", ["The delta of y", "h1.delta"]),
        ("h1 的净输入是 0.36。输出是 0.37", ["h1 的净输入", "输出"]),  # the next sentence is not of h1
        ("h1 的净输入是 0.36，误差是 0.7", ["h1 的净输入", "误差"]),  # a hidden unit has no error
        ("h1 的净输入是 0.36，E=0.2，输出是 0.37", ["h1 的净输入", "E", "输出"]),
        ("更新后输出 1.388，损失变为 0.0753。损失 0.245", ["更新后输出", "更新后 损失", "损失"]),
        ("After the update, the loss is 0.0753", ["更新后 the loss"]),
        ("更新后输出 1.388，更新前损失 0.245", ["更新后输出", "更新前损失"]),
        ("损失从 0.245 降到 0.0753", ["更新前 损失", "更新后 损失"]),
    ],
)
def test_a_sentence_says_whose_a_bare_kind_is_and_when(text, names):
    assert [one[0] for one in stated(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "当 i=j 时为 1", "若 y = 1", "令 m = 3", "it is not 0.36", "if y = 1", "its output is 0.3", "that of h2 is 0",
        "in 3 steps to 0.3", "x > 0.3", "0.36",
    ],
)  # fmt: skip
def test_conditions_what_is_denied_and_numbers_of_nobody_are_no_statements(text):
    assert stated(text) == [text]


def test_what_has_no_number_states_nothing_but_that_the_loss_fell():
    assert stated("h2的参数不变，反向传播") == []
    assert stated("损失下降了") == [("损失下降了", "损失下降了")]


def test_the_place_of_a_statement_is_its_own():
    [first, second] = statements(Stretch.of("net_h1 = 0.36, E = 0.245", ((0, 4, 2),)))
    assert (first.value.marks, second.key.marks, second.value.marks) == (((0, 4, 11),), ((0, 4, 17),), ((0, 4, 21),))


def test_a_text_of_too_many_clauses_is_not_taken_apart():
    assert len(stated("y = 1;" * (MAX_CLAUSES - 1))) == MAX_CLAUSES - 1
    assert stated("y = 1;" * MAX_CLAUSES) == []


def test_numbers_of_items_and_of_names_are_none():
    assert not any(map(has_number, ["（1）前向传播", "2. net", "h2的参数不变", "w_{12}", "第3步 更新", "- h1"]))
    assert all(map(has_number, ["net 0.36", "（1）0.3", "E=1", "is .5"]))


def test_headings_of_what_follows():
    assert says_later("再次前向传播：")
    assert says_later("After the update")
    assert not says_later("参数更新：")
    assert not says_later("更新后输出 1.388")  # which is an answer
    assert says_gradients("各参数的梯度")
    assert not says_gradients("更新后的梯度")
    assert all(map(is_parameter, ["w[h1,y]", "b_y", "w11", "w_{12}"]))
    assert not any(map(is_parameter, ["net_h1", "w[h1,y].new", "E"]))
