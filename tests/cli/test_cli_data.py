"""`nncli data`, and a spec that takes its samples from a data set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nncli
from nncli.spec.data import DATA_NAMES

SPEC = """\
title: Melons
inputs: [density, sugar]
layers: [{units: [good], activation: sigmoid, weights: [[1], [-1]], thresholds: [0.5]}]
loss: squared
learning_rate: 0.1
data: watermelon-3a
"""


def test_list(nncli):
    done = nncli("data", columns=200)
    assert (done.status, done.err) == (0, "")
    assert done.lines[0].split() == ["name", "rows", "inputs", "learned", "what", "it", "is"]
    lines = done.lines[1 : 1 + len(DATA_NAMES)]
    assert [line.split()[0] for line in lines] == list(DATA_NAMES)
    assert re.fullmatch(r"digits +1797 +64  10 classes  1797 handwritten digits .*", lines[7])
    assert re.fullmatch(r"plane +1200 +2  1 number    playground: .*", lines[14])
    assert nncli("data", "list", columns=200) == done


def test_show(nncli):
    assert nncli("data", "show", "xor") == (
        0,
        "xor: 1 where the inputs differ; no line separates it\n"
        "4 rows; 2 inputs; classes 0 (2), 1 (2)\n"
        "\n"
        "x1  x2  label\n"
        " 0   0  0\n"
        " 0   1  1\n"
        " 1   0  1\n"
        " 1   1  0\n"
        "\n"
        "source: the gate's truth table\n",
        "",
    )


def test_show_a_wide_set_says_where_it_leaves_columns_out(nncli):
    done = nncli("data", "show", "watermelon-3", "--first", "1")
    assert done.lines[3:6] == [
        "colour_green  colour_dark  colour_pale  …  touch_soft  density  sugar  label",
        "           1            0            0  …           0    0.697   0.46  good",
        "… and 16 more",
    ]
    whole = nncli("data", "show", "watermelon-3", "--first", "1", columns=300)
    assert len(whole.lines[3].split()) == 20


def test_show_a_number_to_be_predicted(nncli):
    done = nncli("data", "show", "plane", "--rows", "2")
    assert done.lines[1] == "2 rows; 2 inputs; 1 number"
    x, y, number = (float(cell.replace("−", "-")) for cell in done.lines[4].split())
    assert number == pytest.approx((x + y) / 10, abs=1e-3)


def test_show_digits_as_pictures_with_their_licence(nncli):
    done = nncli("data", "show", "digits", "--first", "1")
    picture = done.lines[done.lines.index("0") + 1 :][:8]
    assert picture[0] == "    ░░▓▓▒▒"
    assert picture[3] == "  ░░▓▓    ▒▒▒▒"
    assert done.lines[-1] == "licence: CC BY 4.0"
    assert "Alpaydin" in done.out
    assert max(map(len, nncli("data", "show", "digits", columns=40).lines)) <= 40


def test_options_make_the_data(nncli):
    seeded = nncli("data", "show", "spiral", "--rows", "3", "--seed", "5", "--noise", "0.1", "--features", "x,sin y")
    assert seeded.lines[1].startswith("3 rows; 2 inputs; ")
    assert seeded.lines[3].split() == ["x", "siny", "label"]
    assert seeded != nncli("data", "show", "spiral", "--rows", "3", "--noise", "0.1", "--features", "x,sin y")


def test_show_in_a_terminal_has_lines(nncli):
    assert "─" in nncli("data", "show", "xor", terminal=True).out


@pytest.mark.parametrize("name", ["xor", "watermelon-3", "circle", "plane", "digits"])
def test_what_is_written_is_read_back(nncli, here, name):
    assert nncli("data", "write", name, "t.csv") == (0, "wrote t.csv; a spec reads it with: data: t.csv\n", "")
    assert nncli("data", "write", "t.csv", "-").out == (here / "t.csv").read_text(encoding="utf-8")
    ours, theirs = (nncli("data", "show", source) for source in (name, "t.csv"))
    assert theirs.lines[1] == ours.lines[1]


def test_write_overwrites_nothing(nncli, here):
    (here / "t.csv").write_text("mine")
    assert nncli("data", "write", "xor", "t.csv") == (
        2,
        "",
        "error[file-exists]: t.csv is already there, and is left as it is\n"
        "    name another file behind the data set's name\n",
    )
    assert (here / "t.csv").read_text() == "mine"


BAD = {
    "misspelt": (
        ("show", "digts"),
        "digts: error[no-such-data]: there is no file digts, and no data set of that name\n"
        "    did you mean 'digits'?\n",
    ),
    "no rows": (("show", "xor", "--rows", "0"), "error[bad-option]: --rows takes a number from 1 up, not 0\n"),
    "none shown": (("show", "xor", "--first", "0"), "error[bad-option]: --first takes a number from 1 up, not 0\n"),
    "too many rows": (
        ("write", "xor", "t.csv", "--rows", "5"),
        "error[too-few-rows]: 'xor' has 4 rows, and not 5\n    'rows' is how many of them to take\n",
    ),
    "noise of a table": (
        ("show", "digits", "--noise", "0.1"),
        "error[bad-option]: only the playground sets have '--noise'\n"
        "    circle, xor-clouds, gauss, spiral, plane, multi-gauss\n",
    ),
    "too much noise": (("show", "spiral", "--noise", "0.6"), "error[out-of-range]: noise goes from 0 to 0.5\n"),
    "no number for noise": (("show", "spiral", "--noise", "nan"), "error[out-of-range]: noise goes from 0 to 0.5\n"),
    "an unknown feature": (
        ("show", "spiral", "--features", "x,x^3"),
        "error[bad-option]: --features takes x, y, x^2, y^2, xy, sin x or sin y, not 'x^3'\n    did you mean 'x^2'?\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "complaint"), BAD.values(), ids=BAD)
def test_bad_input(nncli, here, arguments, complaint):
    assert nncli("data", *arguments, columns=100) == (2, "", complaint)
    assert list(here.iterdir()) == []


def test_a_bad_file_is_named_by_line_and_column(nncli, here):
    (here / "t.csv").write_text("a,b,class\n1,2,x\n1,red,y\n")
    done = nncli("data", "show", "t.csv")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("t.csv:3: error[not-a-number]: column 'b': 'red' is not a number\n")


def test_pictures_with_numbers_to_be_predicted_are_a_table(nncli, here):
    np.savez("t.npz", x=np.zeros((3, 2, 2)), y=np.array([0.5, 1, 2]))
    done = nncli("data", "show", "t.npz")
    assert (done.status, done.lines[3].split()) == (0, ["x1", "x2", "x3", "x4", "label"])


def test_a_folder_that_is_not_there(nncli, here):
    done = nncli("data", "write", "xor", "no/t.csv")
    assert done == (2, "", "error[cannot-write]: no/t.csv cannot be written: No such file or directory\n")


def test_a_reader_that_leaves_early(here):
    """As `nncli data write digits - | head -1` has it."""
    command = [sys.executable, "-m", "nncli", "data", "write", "digits", "-"]
    checkout = str(Path(nncli.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": checkout}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline().startswith(b"p0_0,p0_1,")
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_trace_of_a_spec_with_data(nncli, here):
    (here / "melons.yaml").write_text(SPEC)
    done = nncli("trace", "melons.yaml", "--sample", "17")
    assert (done.status, done.err) == (0, "")
    assert "density = 0.719   sugar = 0.103   d_good = 0" in done.out
    assert nncli("check", "melons.yaml").status == 0


def test_a_trace_reads_the_file_beside_the_spec(nncli, here):
    (here / "deep").mkdir()
    (here / "deep/own.csv").write_text("u,v,class\n5,6,a\n7,8,b\n")
    (here / "deep/melons.yaml").write_text(SPEC.replace("watermelon-3a", "own.csv"))
    assert "density = 7   sugar = 8   d_good = 1" in nncli("trace", "deep/melons.yaml", "--sample", "2").out


def test_data_that_does_not_fit_the_network(nncli, here):
    (here / "melons.yaml").write_text(SPEC)
    assert nncli("trace", "melons.yaml", "--set", "data=not", columns=100) == (
        2,
        "",
        "error[inputs-do-not-fit]: the data set 'not' has 1 input, and the network has 2 inputs\n"
        "    the data set's inputs are x1\n",
    )


def test_a_question_needs_its_sample_written_out(nncli, here):
    (here / "melons.yaml").write_text(SPEC)
    (here / "assignment.yaml").write_text(
        "title: T\nproblems:\n"
        "  - {id: p, kind: update, title: P, statement: S, points: 1, spec: melons.yaml, asks: [new]}\n"
    )
    done = nncli("homework", "lint", ".", columns=160)
    assert done.status == 2
    assert "this spec takes its samples from a data set: a question needs its sample written out" in done.err
