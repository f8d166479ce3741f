"""What a section states, on the linear unit of `small_nets`: numbers, matrices, guesses, and what each is told."""

import pytest
from reports import CH5
from small_nets import LINEAR, linear

from nncli.grade.following.finder import Finder
from nncli.grade.problems import stated
from nncli.grade.problems.stated import Stand, collect
from nncli.grade.results import Stated
from nncli.sheets.sheet import read_sheet

LECTURE = CH5.updates["lecture-update"].programs
THREE = {"units": 3, "activation": "sigmoid", "weights": [[0.5, 0.25, 1], [1, 2, 3]], "biases": [0.5, 0.5, 0.5]}
LAST = {"units": 1, "activation": "sigmoid", "weights": [[1], [1], [1]]}
WIDE = linear(layers=[THREE, LAST])


def stand(*lines, programs=LINEAR):
    text = "one:\n" + "".join(f"  {line}\n" for line in lines)
    return collect(read_sheet(text.encode(), "s.yaml", ["one"]).sections["one"], Finder(programs))


def told(found: Stand):
    return [(d.code, d.message, d.place.line, d.help) for d in found.diagnostics]


def values(found: Stand):
    return {id: number.value for id, number in found.stated.items()}


def test_a_number_stands_for_half_a_unit_of_its_last_digit():
    found = stand("y1.net: 1.75", "y1.error:", "y1.out: 7/4", "y1.delta: -0.5")
    assert found.stated == {
        "y1.net": Stated(1.75, 0.005, "1.75"), "y1.out": Stated(1.75, 0.0, "7/4"),
        "y1.delta": Stated(-0.5, 0.05, "-0.5"),
    }  # fmt: skip
    assert (found.diagnostics, found.unreadable, found.homeless, found.remarks) == ([], {}, [], [])
    assert found.trail == [(2, "y1.net"), (4, "y1.out"), (5, "y1.delta")]
    assert (found.fell, found.fell_text, found.turned) == (None, "", {})


@pytest.mark.parametrize(
    ("number", "read"), [("1000000000000", True), ("-1e12", True), ("1.1e12", False), ("-1.1e12", False)]
)
def test_what_is_larger_than_a_million_million_is_no_number_here(number, read):
    found = stand(f"y1.net: {number}")
    assert ("y1.net" in found.stated) is read
    assert [d.message for d in found.diagnostics] == ([] if read else ["this is larger than any number here can be"])


def test_one_quantity_twice_counts_where_both_say_the_same():
    assert values(stand("y1.net: 1.75", "net_y1: 1.75")) == {"y1.net": 1.75}
    found = stand("y1.net: 1.75", "net_y1: 1.8")
    assert found.stated == {}
    assert found.unreadable["y1.net"].text == "1.75; 1.8"
    assert told(found) == [
        ("unreadable-number", "this quantity is given twice, with two values: neither counts", 3, None)
    ]
    again = stand("y1.net: 1.75", "net_y1: 1.8", "net y1: 1.75")  # and the third does not count alone
    assert (again.stated, len(again.diagnostics)) == ({}, 1)


def test_what_cannot_be_read_is_kept_with_what_was_written():
    words = "more or less " * 9
    found = stand(f"y1.net: {words}1")
    assert found.unreadable["y1.net"].text == f"{words}1"[:60]
    assert [d.code for d in found.diagnostics] == ["unreadable-number"]
    assert found.unreadable["y1.net"].reason == found.diagnostics[0].message


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("W1.new: [0.1, 0.2]", {"w[x1,y1].new": 0.1, "w[x2,y1].new": 0.2}),
        ("W1.new: [[0.1], [0.2]]", {"w[x1,y1].new": 0.1, "w[x2,y1].new": 0.2}),
        ("W1.new: [[0.1, 0.2]]", {"w[x1,y1].new": 0.1, "w[x2,y1].new": 0.2}),
        ("W1.new: [0.1, ]", None),
        ("W1: [0.1, 0.2]", {"w[x1,y1].new": 0.1, "w[x2,y1].new": 0.2}),
        ("W1.grad: [0.1, 0.2]", {"w[x1,y1].grad": 0.1, "w[x2,y1].grad": 0.2}),
        ("b1: 0.3", {"b[y1].new": 0.3}), ("b1: [0.3]", {"b[y1].new": 0.3}),
        ("y1.net: [1.75]", {"y1.net": 1.75}),
    ],
)  # fmt: skip
def test_a_matrix_lies_or_stands(line, ids):
    found = stand(line)
    assert values(found) == (ids or {})
    assert bool(found.diagnostics) is (ids is None)


def test_a_matrix_of_another_shape_is_told_with_the_right_one():
    found = stand("W1.new: [1, 2, 3]")
    message = "'W1.new' has 2 rows and 1 columns, each row [from] and each column [to]"
    assert told(found) == [("shape", message, 2, None)]
    assert {id: (one.reason, one.text) for id, one in found.unreadable.items()} == {
        "w[x1,y1].new": (message, "[1, 2, 3]"), "w[x2,y1].new": (message, "[1, 2, 3]")
    }  # fmt: skip
    long = stand("W1.new: [" + ", ".join("1234567" for _n in range(12)) + "]")
    assert len(long.unreadable["w[x1,y1].new"].text) == 60


def test_a_matrix_of_the_wrong_shape_takes_nothing_from_what_was_unreadable_before():
    found = stand("w[x1,y1].new: hm", "W1.new: [1, 2, 3]")
    assert found.unreadable["w[x1,y1].new"].text == "hm"


def test_a_list_under_no_name_is_no_matrix_and_has_no_home():
    found = stand("Q7: [1, 2]")
    assert told(found) == [("shape", "'Q7' is no matrix or vector of this network", 2, None)]
    assert [(key, answer.text, meant) for key, answer, meant in found.homeless] == [("Q7", "[1, 2]", ())]
    key = "Q" * 70
    assert stand(f"{key}: [1, 2]").diagnostics[0].message.startswith(f"'{key[:60]}' is")


def test_a_matrix_that_stands_transposed_is_read_and_told():
    straight = stand("W1.new: [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]", programs=WIDE)
    turned = stand("W1.new: [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]", programs=WIDE)
    assert values(straight) == values(turned)
    assert values(straight)["w[x2,h1_1].new"] == 0.4
    assert straight.remarks == []
    assert turned.remarks == ["W1.new is written transposed; the course writes [from][to]."]


def test_an_empty_place_of_a_matrix_is_not_answered():
    found = stand("W1.new: [[0.1, 0.2, 0.3], [0.4, , 0.6]]", programs=WIDE)
    assert "w[x2,h1_2].new" not in found.stated
    assert len(found.stated) == 5
    assert found.diagnostics == []


def test_what_is_square_is_kept_turned_as_well():
    found = stand("W1.new: [[0.1, 0.2], [ , 0.4]]", programs=LECTURE)
    turned = {id: number.value for id, number in found.turned.items()}
    assert turned == {"w[A,P].new": 0.1, "w[B,P].new": 0.2, "w[B,Q].new": 0.4}
    assert stand("b1.new: 0.1").turned == {}


def test_a_name_that_can_mean_one_thing_is_taken_and_told_unless_it_is_stated():
    found = stand("y1.nett: 1.75")
    assert values(found) == {"y1.net": 1.75}
    assert told(found) == [("read-as", "'y1.nett' is read as 'y1.net'", 2, None)]
    both = stand("y1.nett: 1.8", "y1.net: 1.75")
    assert values(both) == {"y1.net": 1.75}
    assert [d.code for d in both.diagnostics] == ["unknown-quantity"]
    assert both.homeless == []  # it means what is stated


@pytest.mark.parametrize("ids", [("y1.net", "y1.out"), tuple(LINEAR.formulas)[:7]])
def test_a_name_that_can_mean_several_is_told_with_six_of_them_and_has_no_home(monkeypatch, ids):
    monkeypatch.setattr(stated, "meant_by", lambda key, finder: ids)
    found = stand(f"{'q' * 70}: 0.25")
    [(code, message, line, help)] = told(found)
    assert (code, message, line) == ("unknown-quantity", f"'{'q' * 60}' is no quantity of this network", 2)
    assert help.startswith("it may be any of these: y1.net")
    assert [id for id in ids if f"{id}" in help.replace(",", " ").split()] == list(ids[:6])
    assert [meant for _key, _answer, meant in found.homeless] == [ids]


def test_a_text_that_states_nothing_is_told_how_to_write():
    found = collected("it all comes to 3")
    assert found.stated == {}
    assert told(found) == [
        (
            "unknown-quantity", "this text could not be read as numbers of the problem", 1,
            "write each number behind its name, such as 'h1.net: 0.36'",
        )
    ]  # fmt: skip
    assert [(key, answer.text, meant) for key, answer, meant in found.homeless] == [("answer", "it all comes to 3", ())]


@pytest.mark.parametrize(
    ("lines", "new"),
    [
        (["w[x1,y1]: 0.0"], {"w[x1,y1].new": 0.0}),
        (["w[x1,y1]: 0.5", "w[x2,y1]: 0.25"], {}),  # the given ones, copied
        (["w[x1,y1]: 0.5", "w[x2,y1]: 0.0"], {"w[x1,y1].new": 0.5, "w[x2,y1].new": 0.0}),
        (["w[x2,y1]: 0.3"], {}),  # 0.25, rounded
        (["w[x2,y1]: 0.2"], {}),
        (["w[x2,y1]: 0.30"], {"w[x2,y1].new": 0.3}),
        (["w[x1,y1]: 0.0", "w[x1,y1].new: 0.1"], {"w[x1,y1].new": 0.1}),
        (["x1: 3"], {}),
    ],
)
def test_a_parameter_alone_is_the_new_one_where_one_of_them_has_changed(lines, new):
    found = stand(*lines)
    assert {id: v for id, v in values(found).items() if id.endswith(".new")} == new
    said = [id for id in new if id.removesuffix(".new") in found.stated and new[id] == found.stated[id[:-4]].value]
    assert len(found.remarks) == bool(said)
    assert all(remark.startswith("Read as new values: w[x") for remark in found.remarks)


def test_a_new_value_that_is_said_to_be_unchanged_is_the_given_one():
    found = stand("w[x1,y1].new: unchanged", "w[x2,y1].new: hm", "y1.net: unchanged")
    assert found.stated == {"w[x1,y1].new": Stated(0.5, 0.0, "unchanged")}
    assert set(found.unreadable) == {"w[x2,y1].new", "y1.net"}
    assert [d.place.line for d in found.diagnostics] == [3, 4]


@pytest.mark.parametrize(("most", "read", "told_of"), [(2, 3, True), (3, 3, False)])
def test_there_may_be_so_many_numbers(monkeypatch, most, read, told_of):
    monkeypatch.setattr(stated, "MAX_NUMBERS", most)
    found = stand("y1.net: 1", "y1.out: 2", "y1.error: 3")
    assert len(found.stated) == read
    assert [d.code for d in found.diagnostics] == ["too-many"] * told_of


def test_there_may_be_so_many_guesses():
    names = [f"q{n}: {n}" for n in range(201)]
    assert [d.code for d in stand(*names[:200]).diagnostics] == ["unknown-quantity"] * 200
    found = stand(*names)
    assert [d.code for d in found.diagnostics] == ["unknown-quantity"] * 200 + ["too-many"]
    assert found.diagnostics[-1].place.line == 202
    last, rest = found.homeless[-2:]
    assert (last[0], rest[0], rest[1].text) == ("q199", "answer", "200")  # it may be anything


@pytest.mark.parametrize(
    ("line", "fell"),
    [
        ("loss fell: yes", True),
        ("the loss decreases: no", False),
        ("LOSS DROPPED: yes", True),
        ("loss fell: hm", None),
        ("下降: 是", True),
    ],
)
def test_whether_the_loss_fell(line, fell):
    found = stand(line)
    assert (found.fell, found.fell_text) == (fell, line.partition(": ")[2])
    assert found.stated == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("y1.net = 1.75; y1.out = 1.75", {"y1.net": 1.75, "y1.out": 1.75}),
        ("y1.net = 1.75, y1.error ≈ -0.5", {"y1.net": 1.75, "y1.error": -0.5}),
        ("y1.net = 1,75", {"y1.net": 1.75}),  # a comma before a figure parts no statements
        ("y1.net = 1.75 。 y1.out = 2", {"y1.net": 1.75, "y1.out": 2.0}),
        ("so y1.net = 1.75; and that is all", {"y1.net": 1.75}),
        ("as y1.net = 1.75; and that is all", {}),
        ("nothing at all", {}),
    ],
)
def test_statements_in_a_text(text, numbers):
    assert values(collected(text)) == numbers


def collected(text):
    sheet = read_sheet(f"one: |\n  {text}\n".encode(), "s.yaml", ["one"])
    return collect(sheet.sections["one"], Finder(LINEAR))


@pytest.mark.parametrize(("statements", "read"), [(200, {"y1.net": 1.75}), (201, {})])
def test_there_may_be_so_many_statements_in_a_text(statements, read):
    assert values(collected("y1.net = 1.75;" * statements)) == read


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["first:", "  y1.net: 1.75"], {"y1.net": 1.75}),
        (["first:", "  second:", "    y1.net: 1.75"], {"y1.net": 1.75}),
        (["after the update:", "  y1.net: 1.75"], {"y1.net.after": 1.75}),
        (["y1:", "  net: 1.75", "  out: 1.75"], {"y1.net": 1.75, "y1.out": 1.75}),
        (["first:", "  W1.new: [1, 2]"], {"w[x1,y1].new": 1.0, "w[x2,y1].new": 2.0}),
        (["first:", "  nothing: 1.75"], {}),
    ],
)
def test_headings_inside_a_problem(lines, numbers):
    assert values(stand(*lines)) == numbers
