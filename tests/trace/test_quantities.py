"""Ids taken apart and put together, the names a source gives, and the signs on the board."""

import pytest

from nncli.trace.quantities import Names, Quantity, base

GIVEN = {"w[A,P]": "w3", "b[P]": "b1", "theta[Q]": "t", "P.out": "o1", "O.delta": "g", "M.net[2]": "n2"}
NAMED = Names(GIVEN)
PLAIN = Names()


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("P", Quantity("P")),
        ("P.net", Quantity("P", "net")),
        ("M.net[2]", Quantity("M", "net", piece=2)),
        ("w[A,P].grad@s2#3", Quantity("w[A,P]", "grad", sample=2, update=3)),
        ("w[A,M,12].new", Quantity("w[A,M,12]", "new")),
        ("P.out.after@s10@t4#5", Quantity("P", "out", after=True, sample=10, time=4, update=5)),
        ("x1.after", Quantity("x1", after=True)),
        ("loss.before", Quantity("loss", "before")),
        ("loss.after", Quantity("loss", "after")),
        ("loss.after#2", Quantity("loss", "after", update=2)),
    ],
)
def test_an_id_is_taken_apart_and_put_together(id, parts):
    assert Quantity.parse(id) == parts
    assert Quantity.of(id) == parts
    assert str(parts) == id


@pytest.mark.parametrize(
    "text", ["", "1x", "P.", "P.net@s0", "P.net#0", "P.net[0]", "P.net#1@s2", "P net", "w[A,P", "é.É"]
)
def test_what_is_no_id_has_no_parts(text):
    assert Quantity.parse(text) is None
    with pytest.raises(ValueError, match="is no id of a step"):
        Quantity.of(text)


@pytest.mark.parametrize(
    ("id", "parameter"),
    [("w[A,P]", True), ("b[P].new", True), ("theta[Q].grad@s1", True), ("target[O]", False), ("P.net", False)],
)
def test_weights_biases_and_thresholds_are_parameters(id, parameter):
    assert Quantity.parse(id).is_parameter is parameter


def test_the_base_has_no_sample_time_or_update():
    ids = ["P.out", "P.out@s2", "P.out@t3#4", "P.out.after@s2@t3#4", "w[A,P].new#12"]
    assert [base(id) for id in ids] == ["P.out", "P.out", "P.out", "P.out.after", "w[A,P].new"]


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("w[A,P]", "w3"), ("w[A,P].new", "w3.new"), ("w[A,P].grad@s2#3", "w3.grad@s2#3"), ("b[P].step", "b1.step"),
        ("P.out", "o1"), ("P.out.after@s2", "o1.after@s2"), ("O.delta@s1@t2", "g@s1@t2"), ("M.net[2]#4", "n2#4"),
    ],
)  # fmt: skip
def test_a_name_stands_for_an_id_and_what_belongs_to_it(id, name):
    assert NAMED.name(id) == name
    assert NAMED.resolve(name) == id


@pytest.mark.parametrize("id", ["P.net", "M.net[1]", "w[B,P].new", "loss.after", "w[A,P].slope", "not an id"])
def test_what_has_no_name_keeps_its_id(id):
    assert NAMED.name(id) == NAMED.resolve(id) == id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("w3+", "w[A,P].new"), ("w3+@s2#1", "w[A,P].new@s2#1"), ("b1+", "b[P].new"), ("t+#2", "theta[Q].new#2"),
        ("o1+", "P.out.after"), ("o1+@s1@t3", "P.out.after@s1@t3"), ("g#2", "O.delta#2"), ("  w3.step ", "w[A,P].step"),
        ("w[B,P]+", "w[B,P].new"), ("P.net+", "P.net.after"), ("o1.after@s2", "P.out.after@s2"),
    ],
)  # fmt: skip
def test_a_text_is_resolved_to_an_id(text, id):
    assert NAMED.resolve(text) == id


@pytest.mark.parametrize(
    ("id", "symbol"),
    [
        ("eta", "η"), ("x1", "x1"), ("target[O]", "d_O"), ("w[A,P]", "w[A,P]"), ("b[P]", "b_P"), ("theta[P]", "θ_P"),
        ("P.net", "net_P"), ("M.net[2]", "net_M[2]"), ("P.out", "out_P"), ("O.error", "error_O"), ("O.loss", "E_O"),
        ("P.slope", "f′(net_P)"), ("P.back", "back_P"), ("O.delta", "δ_O"), ("loss.before", "E"), ("loss.after", "E⁺"),
        ("w[A,P].grad", "∂E/∂w[A,P]"), ("w[A,P].step", "Δw[A,P]"), ("w[A,P].new", "w[A,P]⁺"), ("theta[P].new", "θ_P⁺"),
        ("P.out.after", "out_P⁺"), ("O.delta@s2#3", "δ_O@s2#3"), ("P.net.after@t2", "net_P⁺@t2"), ("no id", "no id"),
    ],
)  # fmt: skip
def test_every_kind_has_its_sign(id, symbol):
    assert PLAIN.symbol(id) == symbol


@pytest.mark.parametrize(
    ("id", "symbol"),
    [
        ("w[A,P]", "w3"), ("w[A,P].new", "w3⁺"), ("w[A,P].step@s1", "Δw3@s1"), ("b[P].grad#2", "∂E/∂b1#2"),
        ("P.out", "o1"), ("P.out.after@s2", "o1⁺@s2"), ("O.delta", "g"), ("P.net", "net_P"),
    ],
)  # fmt: skip
def test_a_name_goes_into_the_sign(id, symbol):
    assert NAMED.symbol(id) == symbol


@pytest.mark.parametrize(
    ("id", "of", "symbol"),
    [
        ("P.net@s2#1", "@s2#1", "net_P"),
        ("P.net@s2", "@s2#1", "net_P"),
        ("P.net@s2", "@s1", "net_P@s2"),
        ("P.net@s2", "", "net_P@s2"),
        ("P.out@s2", "@s2", "o1"),
    ],
)
def test_a_suffix_that_is_understood_is_left_out(id, of, symbol):
    assert NAMED.symbol(id, of=of) == symbol
