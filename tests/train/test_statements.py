"""Assignments as lines that change the parameters: no old value is overwritten before its last reader."""

import pytest

from nncli.maths.grammar import read_formula
from nncli.maths.simplify import simplified
from nncli.train.written.statements import Statements, in_place

NAMES = {"a": "p0", "b": "p1", "c": "p2", "x": "x0"}


def after(updates):
    """The lines, and the parameters after them, from a, b, c = 2, 3, 5 and x = 7."""
    statements = Statements(dict(NAMES))
    for id, formula in updates:
        statements.update(id, id[0], simplified(read_formula(formula), {}))
    lines = in_place(statements.assignments())
    space = {"p0": 2.0, "p1": 3.0, "p2": 5.0, "x0": 7.0}
    exec("\n".join(lines), space)
    return lines, [space[name] for name in ("p0", "p1", "p2")]


@pytest.mark.parametrize(
    ("updates", "lines", "parameters"),
    [
        # each reads the other's old value
        ([("a_new", "a + b"), ("b_new", "b + a")], ["n1 = p1 + p0", "p0 = p0 + p1", "p1 = n1"], [5, 5, 5]),
        # a ring of three
        (
            [("a_new", "b"), ("b_new", "c"), ("c_new", "a")],
            ["n2 = p0", "n1 = p2", "p0 = p1", "p2 = n2", "p1 = n1"],
            [3, 5, 2],
        ),
        # the last layer first, as the trace has it: the other way round nothing need be kept
        ([("a_new", "a + x"), ("b_new", "b + a*x")], ["p1 = p1 + (p0 * x0)", "p0 = p0 + x0"], [9, 17, 5]),
        # sequential order reads a new value
        ([("a_new", "a + x"), ("b_new", "b + a_new")], ["p0 = p0 + x0", "p1 = p1 + p0"], [9, 12, 5]),
        # and may read the old one behind it
        (
            [("a_new", "a + x"), ("b_new", "b + a_new*a")],
            ["n0 = p0 + x0", "p1 = p1 + (n0 * p0)", "p0 = n0"],
            [9, 21, 5],
        ),
    ],
)
def test_old_values_last_as_long_as_they_are_read(updates, lines, parameters):
    assert after(updates) == (lines, parameters)


def test_what_is_used_twice_is_computed_once():
    lines, _parameters = after([("a_new", "a + x*c*b"), ("b_new", "b + x*c*a")])
    assert lines == ["t0 = x0 * p2", "n1 = p1 + (t0 * p0)", "p0 = p0 + (t0 * p1)", "p1 = n1"]
