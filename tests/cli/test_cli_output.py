"""What a page looks like: in a pipe, in a terminal, with NO_COLOR, and in how many columns."""

import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest
from networks import worked_examples

from nncli.cli.opening import read_model
from nncli.models import feed_forward
from nncli.render.numbers import NumberFormat

SPECS = worked_examples()
PAGES = [
    ["trace", "lecture"],
    ["trace", "homework-relu", "--arithmetic", "exact"],
    ["trace", "rgu", "--steps", "2"],
    ["trace", "lecture", "--why", "w3+"],
    ["trace", "mazur", "--summary"],
    ["verify", "rgu"],
    ["check", "lecture"],
    ["specs"],
]
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
BOXES = re.compile("[\u2500-\u257f]")
HELD_SPACE = "\ue000"


def shown(done):
    """Both streams without colour."""
    return ESCAPE.sub("", done.out + done.err)


def words(text):
    """What a page says, whatever it looks like."""
    return BOXES.sub("", text).split()


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_pipe_gets_plain_text(nncli, page):
    done = nncli(*page)
    assert (done.status, done.err) == (0, "")
    assert not ESCAPE.search(done.out)
    assert not BOXES.search(done.out)
    assert HELD_SPACE not in done.out
    assert [line for line in done.lines if line != line.rstrip()] == []
    assert done.out.endswith("\n")


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_without_colour_gets_the_same(nncli, page, env):
    assert nncli(*page, terminal=True, **env) == nncli(*page)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_terminal_gets_boxes_and_bold(nncli, page):
    tables = ["--no-picture"] if page[0] == "trace" and "--only" not in page else []  # a picture's boxes are its signs
    done = nncli(*page, *tables, terminal=True, columns=140)
    assert BOXES.search(done.out)
    assert page == ["specs"] or done.out.startswith("\x1b[1m")
    assert HELD_SPACE not in done.out
    assert words(shown(done)) == words(nncli(*page, *tables, columns=140).out)


def test_the_network_is_drawn_in_frames_in_a_terminal_and_in_ascii_in_a_pipe(nncli):
    pipe, terminal = nncli("trace", "lecture").out, shown(nncli("trace", "lecture", terminal=True))
    assert "- w3 = 0.1 ->|" in pipe
    assert "─ w3 = 0.1 ─→│" in terminal
    assert "w3 = 0.1 -" not in nncli("trace", "lecture", "--no-picture").out


def test_colour_can_be_forced_into_a_pipe(nncli):
    assert nncli("trace", "lecture", FORCE_COLOR="1") == nncli("trace", "lecture", terminal=True)


def test_an_error_in_a_terminal_is_red(nncli):
    done = nncli("trace", "nope", terminal=True)
    assert done.err.startswith("\x1b[1;31merror\x1b[0m[no-such-spec]: ")
    assert words(shown(done)) == words(nncli("trace", "nope").err)


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_no_line_is_too_long(nncli, page, columns, terminal):
    done = nncli(*page, columns=columns, terminal=terminal)
    assert max(map(len, shown(done).splitlines())) <= columns


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("columns", [80, 140])
def test_the_lecture_fits_into_the_width_without_a_break(nncli, columns, terminal):
    """A line for each step, and all tables in line."""
    lines = shown(nncli("trace", "lecture", columns=columns, terminal=terminal)).splitlines()
    network = read_model("lecture", None)
    steps = [step for step in feed_forward.trace(network).steps if step.formula]
    rows = [line.split() for line in lines if line.split() and line.split()[-1] in
            {NumberFormat().result(step.value) for step in steps}]  # fmt: skip
    assert [row[0] for row in rows] == [network.names.symbol(step.id) for step in steps]
    values = {line.rstrip().rindex(" ") for line in lines if line.strip().startswith(("o1", "w3⁺", "net_", "E⁺"))}
    assert len(values) == 1


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("columns", [40, 60, 80, 82, 100, 140])
@pytest.mark.parametrize("spec", SPECS)
def test_no_number_is_cut_off(nncli, spec, columns, terminal):
    """Behind each step stands its whole value, in every width."""
    done = nncli("trace", spec, columns=columns, terminal=terminal)
    network = read_model(spec, None)
    expected = [NumberFormat().result(s.value) for s in feed_forward.trace(network).steps if s.formula]
    lines = iter(shown(done).splitlines())
    assert [value for value in expected if not any(line.rstrip().endswith(f" {value}") for line in lines)] == []


@pytest.mark.parametrize("columns", [1, 20, 27])
def test_a_very_narrow_terminal_breaks_numbers_and_drops_no_digit(nncli, columns):
    done = nncli("trace", "lecture", "--only", "update", columns=columns, terminal=True)
    assert done.status == 0
    digits = re.sub(r"\D", "", shown(done))
    assert len(digits) >= len(re.sub(r"\D", "", nncli("trace", "lecture", "--only", "update", columns=200).out))


def test_without_a_width_a_pipe_has_80_columns(nncli):
    assert nncli("trace", "rgu", COLUMNS="") == nncli("trace", "rgu", COLUMNS="none") == nncli("trace", "rgu")


# In a real terminal


def in_terminal(arguments, columns, **env):
    """What `nncli` shows in a pseudo-terminal of so many columns, and its exit status."""
    world = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    ours, theirs = pty.openpty()
    size = ["stty", "rows", "50", "cols", str(columns)]
    subprocess.run(size, stdin=theirs, check=True)
    command = [sys.executable, "-m", "nncli", *arguments]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=world | {"TERM": "xterm-256color", **env}
    )
    os.close(theirs)
    said = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([ours], [], [], 0.1)[0]:
            continue
        try:
            part = os.read(ours, 65536)
        except OSError:  # on Linux, how a terminal ends
            part = b""
        if not part:
            break
        said += part
    os.close(ours)
    return process.wait(timeout=60), said.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 140])
def test_a_real_terminal(nncli, columns):
    status, said = in_terminal(["trace", "lecture"], columns)
    assert (status, said) == (0, nncli("trace", "lecture", columns=columns, terminal=True).out)
    assert BOXES.search(said)


def test_a_real_terminal_with_no_color(nncli):
    assert in_terminal(["verify", "rgu"], 80, NO_COLOR="1") == (0, nncli("verify", "rgu").out)


def test_an_error_in_a_real_terminal(nncli):
    assert in_terminal(["trace", "nope"], 60) == (2, nncli("trace", "nope", columns=60, terminal=True).err)
