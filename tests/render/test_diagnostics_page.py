"""How a diagnostic is laid out: its place, the line, the caret under the place, and what to do."""

from textwrap import dedent

import pytest

from nncli.errors import Diagnostic, Place
from nncli.render.pages.diagnostics import diagnostics_page


@pytest.fixture
def laid_out(text_of):
    """The diagnostics as text."""
    return lambda *diagnostics, columns=80: text_of(diagnostics_page(diagnostics, columns), columns)


def expected(text):
    return dedent(text).strip("\n") + "\n"


def width(text):
    """In columns: two for a wide sign."""
    return sum(2 if sign >= "⺀" else 1 for sign in text)


def at(text, part, **more):
    """A diagnostic at the part of a line."""
    column = text.index(part) + 1
    return Diagnostic("code", "message", Place("f.yaml", 3, column, len(part), text), **more)


def test_no_place(laid_out):
    assert laid_out(Diagnostic("code", "message")) == "error[code]: message\n"
    assert laid_out(Diagnostic("code", "message", help="help")) == "error[code]: message\n    help\n"


def test_a_file_without_a_line(laid_out):
    assert laid_out(Diagnostic("code", "message", Place("f.yaml"), "help")) == (
        "f.yaml: error[code]: message\n    help\n"
    )


def test_a_line_and_a_caret(laid_out):
    assert laid_out(at("    rate: fast", "fast", help="help")) == expected("""
        f.yaml:3:11: error[code]: message
            rate: fast
                  ^^^^  help
    """)


def test_the_end_of_a_line(laid_out):
    place = Place("f.yaml", 3, 6, 1, "rate:")
    assert laid_out(Diagnostic("code", "message", place)) == expected("""
        f.yaml:3:6: error[code]: message
            rate:
                 ^
    """)


def test_an_empty_line_is_not_shown(laid_out):
    assert (
        laid_out(Diagnostic("code", "message", Place("f.yaml", 3, 1, 1, "  "))) == "f.yaml:3:1: error[code]: message\n"
    )


def test_several(laid_out):
    one = at("a: b", "b")
    assert laid_out(one, one) == laid_out(one) * 2


def test_wide_signs_count_double(laid_out):
    assert laid_out(at("  隐层: {权值：0.5, 阈值: 一}", "权值：0.5")) == expected("""
        f.yaml:3:8: error[code]: message
            隐层: {权值：0.5, 阈值: 一}
                   ^^^^^^^^^
    """)
    assert laid_out(at("  隐层: {权值：0.5, 阈值: 一}", "一", help="写一个数")) == expected("""
        f.yaml:3:20: error[code]: message
            隐层: {权值：0.5, 阈值: 一}
                                    ^^  写一个数
    """)


def test_signs_without_width(laid_out):
    """An accent that stands on the letter before it takes no column of its own."""
    assert laid_out(at("e\u0301te\u0301: 1", "1")).splitlines()[1:] == ["    e\u0301te\u0301: 1", "         ^"]


def test_a_tab_is_one_blank(laid_out):
    assert laid_out(at("\ta:\tb", "b")) == expected("""
        f.yaml:3:5: error[code]: message
            a: b
               ^
    """)


def test_help_that_does_not_fit_beside_the_caret_stands_below(laid_out):
    help = "known here: " + ", ".join(["sigmoid"] * 12)
    assert laid_out(at("    activation: logistic", "logistic", help=help)) == expected("""
        f.yaml:3:17: error[code]: message
            activation: logistic
                        ^^^^^^^^
            known here: sigmoid, sigmoid, sigmoid, sigmoid, sigmoid, sigmoid, sigmoid,
            sigmoid, sigmoid, sigmoid, sigmoid, sigmoid
    """)


def test_a_long_line_is_cut_around_the_place(laid_out):
    line = "  weights: [" + "0.5, " * 40 + "oops, " + "0.5, " * 40 + "]"
    assert laid_out(at(line, "oops")) == expected("""
        f.yaml:3:213: error[code]: message
            ….5, 0.5, 0.5, 0.5, oops, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5,…
                                ^^^^
    """)


def test_the_end_of_a_long_line(laid_out):
    line = "weights: [" + "0.5, " * 40 + "oops"
    assert laid_out(at(line, "oops")) == expected("""
        f.yaml:3:211: error[code]: message
            ….5, 0.5, 0.5, 0.5, oops
                                ^^^^
    """)


def test_the_carets_of_a_long_place_end_with_the_line(laid_out):
    line = "weights: [" + "0.5, " * 40 + "]"
    assert laid_out(at(line, line[9:])) == expected("""
        f.yaml:3:10: error[code]: message
            weights: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, …
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    """)


@pytest.mark.parametrize("columns", [20, 30, 60, 80, 140])
@pytest.mark.parametrize("line", ["权" * 300 + "x" + "值" * 300, "a" * 300 + "x" + "b" * 300, "x" + "权" * 300])
def test_no_line_is_longer_than_the_page(laid_out, line, columns):
    """Measured in columns, two for a wide sign; the caret stands under the x."""
    lines = laid_out(at(line, "x", help="what is to be done " * 10), columns=columns).splitlines()
    assert max(map(width, lines)) <= columns
    caret = next(n for n, shown in enumerate(lines) if shown.strip() == "^")
    assert lines[caret].index("^") == width(lines[caret - 1].partition("x")[0])


def test_a_very_long_line_is_quick(laid_out):
    line = "权" * 500_000
    assert len(laid_out(Diagnostic("code", "message", Place("f.yaml", 1, 400_000, 1, line)))) < 300


def test_markup_of_rich_is_text(laid_out):
    assert laid_out(Diagnostic("code", "[bold]no[/bold] :smile:", help="[red]x")) == (
        "error[code]: [bold]no[/bold] :smile:\n    [red]x\n"
    )


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("columns", [80, 140])
def test_page(text_of, snapshot, columns, terminal):
    faults = (
        at("    activaton: sigmoid  # 激活函数", "activaton", help="did you mean 'activation'?"),
        at("  权值：{A: 0.5, B: 错}", "错", help="a number such as 0.35, -1e-3 or 13/50 is needed here"),
        Diagnostic("no-such-spec", "there is no bundled spec 'lectur'", help="did you mean 'lecture'?"),
        Diagnostic(
            "wrong-kind", "a sentence that is long enough to be broken into two lines at 80 columns, not at 140"
        ),
    )
    assert text_of(diagnostics_page(faults, columns), columns, terminal) == snapshot
